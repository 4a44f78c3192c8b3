// Signed heads and keys in verification: what is signed, and that nothing of it can change.
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <span>

#include "common/journal/witness.hpp"
#include "tests/unit/journal/journal_fixture.hpp"

using namespace talent;
using journal::signed_head;

namespace {

security::signing_key key_of(unsigned char each) {
    return security::signing_key(
        security::secret_key::from_bytes(std::string(32, static_cast<char>(each))).value());
}

std::string fault_in(db::database& source, journal::evidence const& known = {}) {
    auto const verified = journal::verify(source, known);
    return verified.has_value() ? "" : verified.error().detail;
}

/// Signs heads of these entries with the key, which it records where it is the first.
std::vector<signed_head> sign(db::database& in, std::vector<std::int64_t> const& sequences,
                              security::signing_key const& key) {
    auto const entries = test::all_entries(in);
    std::vector<signed_head> made;
    std::int64_t previous = 0;
    in.write_now([&](db::session& sql) {
        auto const newest = journal::read_newest_head(sql, entries.front().hash);
        if (newest) previous = newest->sequence;
        if (journal::read_keys(sql, entries.front().hash).empty()) {
            journal::journal_key first{.number = 1,
                                       .public_key = key.public_key(),
                                       .at = test::noon(),
                                       .endorsed_by = {},
                                       .signature = {},
                                       .origin = entries.front().hash,
                                       .statement = {}};
            journal::sign(first, key);
            journal::insert_key(sql, first);
        }
        for (auto const sequence : sequences) {
            signed_head one{.sequence = sequence,
                            .previous_sequence = std::exchange(previous, sequence),
                            .hash = entries[static_cast<std::size_t>(sequence) - 1].hash,
                            .at = test::noon(),
                            .public_key = {},
                            .signature = {},
                            .origin = entries.front().hash,
                            .statement = {}};
            journal::sign(one, key);
            journal::insert_head(sql, one);
            made.push_back(one);
        }
        return db::verdict::keep;
    });
    return made;
}

void record_key(db::database& in, std::int64_t number, security::signing_key const& key,
                security::signing_key const& endorser) {
    in.write_now([&](db::session& sql) {
        journal::journal_key made{.number = number,
                                  .public_key = key.public_key(),
                                  .at = test::noon(),
                                  .endorsed_by = {},
                                  .signature = {},
                                  .origin = journal::read_origin(sql),
                                  .statement = {}};
        journal::sign(made, endorser);
        journal::insert_key(sql, made);
        return db::verdict::keep;
    });
}

} // namespace

TEST_CASE("the signed statement is netstrings of format, origin and every field") {
    signed_head one{.sequence = 12,
                    .previous_sequence = 7,
                    .hash = "ab",
                    .at = from_milliseconds(5),
                    .public_key = "cd",
                    .signature = {},
                    .origin = "ef",
                    .statement = {}};
    CHECK(journal::statement_of(one) == "21:talent-journal-head-1,2:ef,2:12,1:7,2:ab,1:5,2:cd,");
    journal::journal_key key{.number = 1,
                             .public_key = "cd",
                             .at = from_milliseconds(5),
                             .endorsed_by = "ab",
                             .signature = {},
                             .origin = "ef",
                             .statement = {}};
    CHECK(journal::statement_of(key) == "20:talent-journal-key-1,2:ef,1:1,2:cd,1:5,2:ab,");
}

TEST_CASE("no column of a signed head or of a key can change") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    test::fresh_database fresh(dialect);
    test::append(*fresh, make_uuid(test::noon()), 9);
    sign(*fresh, {3, 6, 9}, key_of(1));
    REQUIRE(fault_in(*fresh).empty());
    CHECK(journal::verify(*fresh).value().signed_heads == 3);
    struct target {
        std::string table;
        std::string where;
        std::vector<std::string> numbers;
        std::vector<std::string> texts;
    };
    for (auto const& each : {target{"journal_heads",
                                    " WHERE sequence = 6",
                                    {"previous_sequence", "at", "sequence"},
                                    {"hash", "public_key", "signature"}},
                             target{"journal_keys",
                                    " WHERE public_key <> ''",
                                    {"number", "at"},
                                    {"endorsed_by", "signature", "public_key"}}}) {
        for (auto const& column : each.numbers) {
            INFO(each.table << "." << column);
            test::execute(*fresh, "UPDATE " + each.table + " SET " + column + " = " + column +
                                      " + 1" + each.where);
            CHECK_FALSE(fault_in(*fresh).empty());
            auto const where = column == "sequence" ? " WHERE sequence = 7" : each.where;
            test::execute(*fresh, "UPDATE " + each.table + " SET " + column + " = " + column +
                                      " - 1" + where);
        }
        for (auto const& column : each.texts) {
            INFO(each.table << "." << column);
            std::string kept;
            fresh->read_now([&](db::session& sql) {
                kept =
                    text_of(sql.query_one("SELECT " + column + " FROM " + each.table + each.where,
                                          {}, {cell_kind::text})
                                ->front());
            });
            auto changed = kept;
            changed[5] = changed[5] == '0' ? '1' : '0';
            std::string const set =
                "UPDATE " + each.table + " SET " + column + " = :p1" + each.where;
            test::execute(*fresh, set, {changed});
            CHECK_FALSE(fault_in(*fresh).empty());
            test::execute(*fresh, set, {kept});
        }
        CHECK(fault_in(*fresh).empty());
    }
}

TEST_CASE("a signed head that was deleted, or whose entries were, is missed") {
    test::fresh_database fresh(db::dialect::sqlite);
    test::append(*fresh, make_uuid(test::noon()), 9);
    auto const heads = sign(*fresh, {3, 6, 9}, key_of(1));
    SECTION("in the middle") {
        test::execute(*fresh, "DELETE FROM journal_heads WHERE sequence = 6");
        CHECK(fault_in(*fresh) == "A signed head between those of entries 3 and 9 is missing.");
    }
    SECTION("at the end, which only a witness tells") {
        test::execute(*fresh, "DELETE FROM journal_heads WHERE sequence = 9");
        CHECK(fault_in(*fresh).empty());
        CHECK(fault_in(*fresh, {.witnessed = {heads.back()}}) ==
              "The signed head of entry 9 that was kept outside is not among the journal's own any "
              "more.");
    }
    SECTION("with all entries since, which only a witness tells") {
        auto const entries = test::all_entries(*fresh);
        test::execute(*fresh, "DELETE FROM journal_heads WHERE sequence > 6");
        test::execute(*fresh, "DELETE FROM journal_entries WHERE sequence > 6");
        test::execute(*fresh, "UPDATE journal_head SET sequence = 6, hash = :p1",
                      {entries[5].hash});
        CHECK(fault_in(*fresh).empty());
        CHECK(
            fault_in(*fresh, {.witnessed = heads}) ==
            "The journal ends at entry 6 but a head of entry 9 was signed: entries were cut off.");
    }
    SECTION("with all entries since, but not the head") {
        auto const entries = test::all_entries(*fresh);
        test::execute(*fresh, "DELETE FROM journal_entries WHERE sequence > 6");
        test::execute(*fresh, "UPDATE journal_head SET sequence = 6, hash = :p1",
                      {entries[5].hash});
        CHECK(
            fault_in(*fresh) ==
            "The journal ends at entry 6 but a head of entry 9 was signed: entries were cut off.");
    }
}

TEST_CASE("a chain that was reckoned anew from an edit on contradicts the signed heads") {
    test::fresh_database fresh(db::dialect::sqlite);
    test::append(*fresh, make_uuid(test::noon()), 9);
    sign(*fresh, {3, 9}, key_of(1));
    auto entries = test::all_entries(*fresh);
    entries[4].reason = "forged";
    auto previous = entries[3].hash;
    for (std::size_t i = 4; i < entries.size(); ++i) {
        previous = journal::hash_of(entries[i], previous);
        test::execute(*fresh,
                      "UPDATE journal_entries SET reason = :p1, hash = :p2 WHERE sequence = :p3",
                      {entries[i].reason, previous, entries[i].sequence});
    }
    test::execute(*fresh, "UPDATE journal_head SET hash = :p1", {previous});
    CHECK(fault_in(*fresh) ==
          "The signed head of entry 9 does not have its hash: the journal was "
          "written anew after it was signed.");
    test::execute(*fresh, "DELETE FROM journal_heads WHERE sequence = 9");
    CHECK(fault_in(*fresh).empty()); // what no head covers, and no witness, can be written anew
}

TEST_CASE("a key stands where an earlier one endorses it, or where the operator says so") {
    test::fresh_database fresh(db::dialect::sqlite);
    test::append(*fresh, make_uuid(test::noon()), 9);
    auto const first = key_of(1);
    auto const second = key_of(2);
    auto const stranger = key_of(3);
    sign(*fresh, {3}, first);
    SECTION("endorsed") {
        record_key(*fresh, 2, second, first);
        sign(*fresh, {6}, second);
        CHECK(fault_in(*fresh).empty());
        CHECK(fault_in(*fresh, {.trusted_keys = {second.public_key()}}).empty());
        CHECK(fault_in(*fresh, {.trusted_keys = {first.public_key()}}) ==
              "The newest signed head, of entry 6, is signed by " + second.public_key() +
                  ", which is not the installation's key.");
    }
    SECTION("by itself") {
        record_key(*fresh, 2, second, second);
        sign(*fresh, {6}, second);
        CHECK(fault_in(*fresh) == "Key 2 of the journal, " + second.public_key() +
                                      ", is endorsed by no key before it; if it is yours, say so.");
        CHECK(fault_in(*fresh, {.trusted_keys = {second.public_key()}}).empty());
    }
    SECTION("by a stranger") {
        record_key(*fresh, 2, second, stranger);
        CHECK_FALSE(fault_in(*fresh).empty());
    }
    SECTION("not recorded at all") {
        sign(*fresh, {6}, stranger);
        CHECK(fault_in(*fresh) ==
              "The signed head of entry 6 is signed by a key that is not recorded.");
    }
    SECTION("a journal of a stranger's from its beginning") {
        test::execute(*fresh, "DELETE FROM journal_heads");
        test::execute(*fresh, "DELETE FROM journal_keys");
        sign(*fresh, {9}, stranger);
        CHECK(fault_in(*fresh).empty());
        CHECK_FALSE(fault_in(*fresh, {.trusted_keys = {first.public_key()}}).empty());
    }
}

TEST_CASE("signed heads are witnessed line by line, and read from pages too") {
    test::fresh_database fresh(db::dialect::sqlite);
    test::append(*fresh, make_uuid(test::noon()), 9);
    auto const heads = sign(*fresh, {3, 6, 9}, key_of(1));
    test::temporary_folder folder;
    auto const path = folder.path() + "/heads.jsonl";
    CHECK(journal::read_witnesses(path).value().empty());
    CHECK(journal::append_witnesses(path, std::span(heads).first(1)).value() == 1);
    CHECK(journal::append_witnesses(path, heads).value() == 2);
    CHECK(journal::append_witnesses(path, heads).value() == 0);
    auto const read = journal::read_witnesses(path).value();
    REQUIRE(read.size() == 3);
    CHECK(fault_in(*fresh, {.witnessed = read}).empty());
    CHECK(read.back().statement == heads.back().statement);
    auto const page = journal::parse_witnesses(R"({"items":[)" + json::write_shown(heads[0]) + "," +
                                               json::write_shown(heads[1]) + "]}");
    CHECK(page.value().size() == 2);
    {
        std::ofstream file(path, std::ios::app);
        file << R"({"sequence":10,"previ)"; // the machine stopped here
    }
    CHECK(journal::read_witnesses(path).value().size() == 3);
    auto next = heads.back();
    next.sequence = 10;
    CHECK(journal::append_witnesses(path, std::span(&next, 1)).value() == 1);
    CHECK(journal::read_witnesses(path).value().back().sequence == 10);
    // A last line that lacks nothing but its end is whole.
    std::filesystem::resize_file(path, std::filesystem::file_size(path) - 1);
    next.sequence = 11;
    CHECK(journal::append_witnesses(path, std::span(&next, 1)).value() == 1);
    CHECK(journal::read_witnesses(path).value().size() == 5);
    {
        std::ofstream file(path, std::ios::app);
        file << R"({"sequence":12,"previ)";
    }
    {
        std::ofstream file(path, std::ios::app);
        file << "\n";
    }
    CHECK(journal::read_witnesses(path).error().detail.ends_with("has no signed head in line 6."));
    auto forged = heads.back();
    forged.hash = heads.front().hash;
    CHECK_FALSE(fault_in(*fresh, {.witnessed = {forged}}).empty());
}
