// The signer: what it signs, and that it never signs what contradicts an earlier signed head.
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <span>

#include "common/journal/witness.hpp"
#include "services/audit/signer.hpp"
#include "tests/unit/journal/journal_fixture.hpp"

using namespace talent;

namespace {

security::signing_key key_of(unsigned char each) {
    return security::signing_key(
        security::secret_key::from_bytes(std::string(32, static_cast<char>(each))).value());
}

/// A journal with its signer, as one server has it.
struct signed_journal {
    explicit signed_journal(db::dialect dialect) : fresh(dialect, {.writer_threads = 8}) {}

    audit::signer_options options(unsigned char key = 1,
                                  std::string const& witness = "heads") const {
        return {.key = key_of(key),
                .witness_file = folder.path() + "/" + witness,
                .interval = std::chrono::milliseconds{1}};
    }
    audit::head_signer signer() { return {*fresh, time, options()}; }
    void grow(int entries) { test::append(*fresh, make_uuid(test::noon()), entries); }
    std::string fault(journal::evidence const& known = {}) {
        auto const verified = journal::verify(*fresh, known);
        return verified.has_value() ? "" : verified.error().detail;
    }
    std::vector<journal::signed_head> witnesses(std::string const& name = "heads") const {
        return journal::read_witnesses(folder.path() + "/" + name).value();
    }

    test::temporary_folder folder;
    test::fresh_database fresh;
    manual_clock time{test::noon()};
};

std::string refusal(audit::head_signer& signer) {
    auto const outcome = signer.sign_once();
    if (outcome.has_value()) return outcome.value() ? "signed" : "nothing to sign";
    CHECK(outcome.error().code == error_code::conflict);
    return outcome.error().detail;
}

} // namespace

TEST_CASE("a head is signed where the journal has grown, and then only") {
    signed_journal place(GENERATE(from_range(test::dialects())));
    auto signer = place.signer();
    CHECK(refusal(signer) == "nothing to sign");
    place.grow(5);
    auto const first = signer.sign_once().value().value();
    CHECK(first.sequence == 5);
    CHECK(first.previous_sequence == 0);
    CHECK(first.at == test::noon());
    CHECK(first.public_key == key_of(1).public_key());
    CHECK(refusal(signer) == "nothing to sign");
    place.grow(2);
    auto const second = signer.sign_once().value().value();
    CHECK(second.sequence == 7);
    CHECK(second.previous_sequence == 5);
    CHECK(second.origin == test::all_entries(*place.fresh).front().hash);
    auto const verified = journal::verify(
        *place.fresh, {.witnessed = place.witnesses(), .trusted_keys = {first.public_key}});
    REQUIRE(verified.has_value());
    CHECK(verified.value().signed_heads == 2);
    CHECK(place.witnesses().size() == 2);
}

TEST_CASE("a long journal is signed in rounds, each of bounded work") {
    signed_journal place(db::dialect::sqlite);
    place.grow(25);
    auto options = place.options();
    options.entries_max = 10;
    audit::head_signer signer(*place.fresh, place.time, options);
    for (auto const expected : {10, 20, 25})
        CHECK(signer.sign_once().value().value().sequence == expected);
    CHECK(refusal(signer) == "nothing to sign");
    CHECK(place.fault().empty());
}

TEST_CASE("nothing is signed on a journal that contradicts a signed head") {
    signed_journal place(GENERATE(from_range(test::dialects())));
    auto signer = place.signer();
    place.grow(5);
    REQUIRE(refusal(signer) == "signed");
    place.grow(5);
    auto const run = [&](std::string const& statement, std::vector<cell> const& values = {}) {
        test::execute(*place.fresh, statement, values);
    };
    std::string expected;
    SECTION("the entry that was signed has another hash") {
        run("UPDATE journal_entries SET hash = :p1 WHERE sequence = 5", {std::string(64, 'a')});
        expected = "the journal contradicts the signed head of entry 5";
    }
    SECTION("an entry since was changed") {
        run("UPDATE journal_entries SET reason = 'forged' WHERE sequence = 7");
        expected = "entry 7 of the journal does not follow from the one before";
    }
    SECTION("an entry since was deleted") {
        run("DELETE FROM journal_entries WHERE sequence = 8");
        expected = "entry 8 of the journal does not follow from the one before";
    }
    SECTION("the last entry was deleted") {
        run("DELETE FROM journal_entries WHERE sequence = 10");
        expected = "entry 10 of the journal is missing";
    }
    SECTION("the journal was cut before the signed head") {
        run("DELETE FROM journal_entries WHERE sequence > 3");
        run("UPDATE journal_head SET sequence = 3");
        expected = "the journal contradicts the signed head of entry 5";
    }
    SECTION("the head row has another hash") {
        run("UPDATE journal_head SET hash = :p1", {std::string(64, 'a')});
        expected = "the journal's head does not have the hash of its last entry";
    }
    SECTION("the signed head was changed") {
        run("UPDATE journal_heads SET at = at + 1");
        expected = "the signed head of entry 5 does not match its signature";
    }
    SECTION("the signed head was replaced by another's") {
        run("UPDATE journal_heads SET signature = :p1", {std::string(128, 'a')});
        expected = "the signed head of entry 5 was replaced";
    }
    SECTION("the signed head was removed") {
        run("DELETE FROM journal_heads");
        expected = "the signed head of entry 5 was removed from the database";
    }
    SECTION("every signed head was removed, and the witness file with them") {
        run("DELETE FROM journal_heads");
        std::filesystem::remove(place.options().witness_file);
        auto fresh = place.signer();
        CHECK(refusal(fresh) == "the database has the keys of signed heads, but no head");
        auto const found = journal::verify(*place.fresh, {});
        REQUIRE_FALSE(found.has_value());
        CHECK(found.error().detail ==
              "The journal has keys that sign heads, but no head: they were removed.");
        return;
    }
    CHECK(refusal(signer) == expected);
    // A server that starts only now knows as much, from the witness file.
    auto another = place.signer();
    CHECK(refusal(another) == expected);
    CHECK(place.witnesses().size() == 1);
}

TEST_CASE("several servers sign one journal without fighting") {
    signed_journal place(GENERATE(from_range(test::dialects())));
    std::atomic<bool> stop = false;
    std::atomic<int> refused = 0;
    std::vector<std::thread> servers;
    for (int i = 0; i < 4; ++i) {
        servers.emplace_back([&, i] {
            audit::head_signer signer(*place.fresh, place.time,
                                      place.options(1, "heads" + std::to_string(i)));
            while (!stop)
                refused += signer.sign_once().has_value() ? 0 : 1;
        });
    }
    for (int i = 0; i < 60; ++i)
        place.grow(1 + i % 3);
    stop = true;
    for (auto& each : servers)
        each.join();
    auto last = place.signer();
    CHECK(last.sign_once().has_value());
    CHECK(refused == 0);
    auto const verified = journal::verify(*place.fresh);
    REQUIRE(verified.has_value());
    // Each server's file has every head up to the server's last round, in order and once.
    auto const all = place.witnesses();
    CHECK(static_cast<std::int64_t>(all.size()) == verified.value().signed_heads);
    for (auto const* const name : {"heads", "heads0", "heads1", "heads2", "heads3"}) {
        auto const kept = place.witnesses(name);
        INFO(name);
        CHECK(place.fault({.witnessed = kept}).empty());
        CHECK(std::ranges::equal(kept, std::span(all).first(std::min(kept.size(), all.size())), {},
                                 &journal::signed_head::signature,
                                 &journal::signed_head::signature));
    }
}

TEST_CASE("a head that could not be witnessed is, once the file can be written again") {
    signed_journal place(GENERATE(from_range(test::dialects())));
    auto const file = place.options().witness_file;
    auto signer = place.signer();
    place.grow(3);
    REQUIRE(refusal(signer) == "signed");
    std::filesystem::rename(file, file + ".kept");
    std::filesystem::create_directory(file);
    for (int i = 0; i < 2; ++i) { // two heads are signed without their line
        place.grow(3);
        auto const outcome = signer.sign_once();
        REQUIRE_FALSE(outcome.has_value());
        CHECK(outcome.error().code == error_code::internal);
    }
    CHECK(journal::verify(*place.fresh).value().signed_heads == 3);
    std::filesystem::remove(file);
    std::filesystem::rename(file + ".kept", file);
    SECTION("by the same server, with nothing new to sign") {
        CHECK(refusal(signer) == "nothing to sign");
    }
    SECTION("with the next head") {
        place.grow(3);
        CHECK(refusal(signer) == "signed");
    }
    SECTION("by the server that starts next, behind half a line") {
        std::ofstream(file, std::ios::app) << R"({"sequence":6,"prev)";
        auto next = place.signer();
        CHECK(refusal(next) == "nothing to sign");
    }
    SECTION("but not a head that somebody put in between with another key") {
        test::execute(*place.fresh, "UPDATE journal_heads SET signature = :p1 WHERE sequence = 6",
                      {std::string(128, 'a')});
        CHECK(refusal(signer) == "the signed head of entry 6 does not match its signature");
        CHECK(place.witnesses().size() == 1);
        return;
    }
    auto const kept = place.witnesses();
    CHECK(static_cast<std::int64_t>(kept.size()) ==
          journal::verify(*place.fresh).value().signed_heads);
    CHECK(place.fault({.witnessed = kept}).empty());
}

TEST_CASE("servers that share a witness file write each head once") {
    signed_journal place(db::dialect::sqlite);
    std::vector<std::thread> servers;
    std::atomic<bool> stop = false;
    for (int i = 0; i < 3; ++i) {
        servers.emplace_back([&] {
            auto signer = place.signer();
            while (!stop)
                (void)signer.sign_once();
        });
    }
    for (int i = 0; i < 40; ++i)
        place.grow(1);
    stop = true;
    for (auto& each : servers)
        each.join();
    auto last = place.signer();
    REQUIRE(last.sign_once().has_value());
    auto const kept = place.witnesses();
    CHECK(static_cast<std::int64_t>(kept.size()) ==
          journal::verify(*place.fresh).value().signed_heads);
    CHECK(place.fault({.witnessed = kept}).empty());
}

TEST_CASE("a new key is endorsed by the one before, where that is at hand") {
    signed_journal place(GENERATE(from_range(test::dialects())));
    auto first = place.signer();
    place.grow(3);
    REQUIRE(refusal(first) == "signed");
    place.grow(3);
    auto options = place.options(2);
    SECTION("at hand") {
        options.previous_key = key_of(1);
        audit::head_signer second(*place.fresh, place.time, options);
        CHECK(refusal(second) == "signed");
        CHECK(place.fault({.trusted_keys = {key_of(2).public_key()}}).empty());
        CHECK(place.fault().empty());
    }
    SECTION("lost") {
        audit::head_signer second(*place.fresh, place.time, options);
        CHECK(refusal(second) == "signed");
        CHECK(place.fault({.trusted_keys = {key_of(2).public_key()}}).empty());
        CHECK(place.fault().find("is endorsed by no key before it") != std::string::npos);
    }
}

TEST_CASE("the signer's thread signs at its start, at its interval and at its end") {
    signed_journal place(db::dialect::sqlite);
    place.grow(3);
    auto options = place.options();
    {
        audit::head_signer signer(*place.fresh, place.time, options);
        signer.start();
        for (int i = 0; i < 2'000 && place.witnesses().empty(); ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds{5});
        REQUIRE_FALSE(place.witnesses().empty());
        place.grow(3);
        for (int i = 0; i < 2'000 && place.witnesses().size() < 2; ++i)
            std::this_thread::sleep_for(std::chrono::milliseconds{5});
        CHECK(place.witnesses().back().sequence == 6);
    }
    options.interval = std::chrono::hours{1};
    audit::head_signer signer(*place.fresh, place.time, options);
    signer.start();
    place.grow(3);
    signer.stop();
    CHECK(place.witnesses().back().sequence == 9);
    CHECK(place.fault({.witnessed = place.witnesses()}).empty());
}
