#include <catch2/catch.hpp>

#include <set>

#include "common/db/record.hpp"
#include "tests/unit/journal/journal_fixture.hpp"

using namespace talent;

namespace {

std::string fault_in(db::database& source) {
    auto const verified = journal::verify(source);
    if (verified.has_value()) return "";
    CHECK(verified.error().code == error_code::conflict);
    return verified.error().detail;
}

} // namespace

TEST_CASE("the hash covers the entry before and every field, by netstrings") {
    journal::entry one;
    one.sequence = 1;
    one.at = from_milliseconds(5);
    one.type = "a.b";
    one.object_type = "a";
    one.object_version = 2;
    one.request_id = "r";
    one.after = R"({"title":"人才"})";
    one.salt = "000102030405060708090a0b0c0d0e0f";
    // All of these were reckoned by Python's hashlib from docs/audit.md.
    auto const opened = journal::commitment_of(one);
    CHECK(opened.salts == std::array<std::string, 4>{"1b8c549a0a113adc2514c80e7539d9d5",
                                                     "29b992ead95083faa543b63402cbeb80",
                                                     "a7adf0fa72865b801147a637c6107c58",
                                                     "a1d2eb1835c6b118c7408b15a18569c1"});
    CHECK(opened.parts == std::array<std::string, 4>{
                              "5d6fe72858c1eba292a00412483c25d6eef74663908de6380e543922a34b944e",
                              "610fe0ced27986c2b940dc3e5365bf56eacf8ca7e2a395f9da79bd78c3a2dc8d",
                              "2ed327a6d646be2feff4dd79c3326e183074cae96683324c3dd8c446201cb3b2",
                              "871b10aca136db8eea11df4d9f365d71172627b6bbd4a39445e83cd55ed6c8d6"});
    CHECK(opened.content_sha256 ==
          "fdc68a316e0c97ddde02268084b10560245c5fad9b8aae01d35b54bbc5954375");
    CHECK(journal::hash_of(one, std::string(64, '0')) ==
          "c211dc28aa20610b4fb52794e53022dc070dd8af010543d1054c5da8229cb462");
    auto other = one;
    other.reason = "x";
    CHECK(journal::hash_of(other, std::string(64, '0')) !=
          journal::hash_of(one, std::string(64, '0')));
    CHECK(journal::hash_of(one, std::string(64, '1')) !=
          journal::hash_of(one, std::string(64, '0')));
}

TEST_CASE("every column but the chain's own belongs to one part, in order") {
    journal::entry one;
    std::set<std::string_view> seen;
    for (auto const which : {journal::part::facts, journal::part::actor, journal::part::before,
                             journal::part::after}) {
        for (auto const& [name, value] : journal::values_of(one, which))
            CHECK(seen.insert(name).second);
    }
    for (auto const& field : json::described<journal::entry>::table().fields) {
        bool const chained =
            field.name == "sequence" || field.name == "salt" || field.name == "hash";
        INFO(field.name);
        CHECK(seen.contains(field.name) != chained);
        // Nothing that no answer shows may be opened together with the facts.
        auto const facts = journal::values_of(one, journal::part::facts);
        bool const in_facts = std::ranges::any_of(
            facts, [&](auto const& value) { return value.first == field.name; });
        CHECK((!in_facts || field.options.exposure == json::exposure::shown));
    }
}

TEST_CASE("a withheld part cannot be guessed from its digest: equal contents have other digests") {
    test::fresh_database fresh(db::dialect::sqlite);
    test::append(*fresh, make_uuid(test::noon()), 2);
    auto const entries = test::all_entries(*fresh);
    REQUIRE(entries[0].after == entries[1].after);
    auto const one = journal::commitment_of(entries[0]);
    auto const other = journal::commitment_of(entries[1]);
    std::set<std::string> salts(one.salts.begin(), one.salts.end());
    salts.insert(other.salts.begin(), other.salts.end());
    salts.insert(entries[0].salt);
    salts.insert(entries[1].salt);
    CHECK(salts.size() == 10);
    for (std::size_t i = 0; i < journal::part_count; ++i)
        CHECK(one.parts[i] != other.parts[i]);
}

TEST_CASE("an untouched journal verifies, the empty one too") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    test::fresh_database fresh(dialect);
    CHECK(fault_in(*fresh).empty());
    test::append(*fresh, make_uuid(test::noon()), 5);
    CHECK(fault_in(*fresh).empty());
    CHECK(journal::verify(*fresh).value().hash == test::all_entries(*fresh).back().hash);
}

TEST_CASE("a change of any field of an entry is found") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    test::fresh_database fresh(dialect);
    test::append(*fresh, make_uuid(test::noon()), 5);
    auto const& table = json::described<journal::entry>::table();
    for (auto const& field : table.fields) {
        if (field.name == "sequence") continue; // a gap: below
        std::string const column(field.name);
        INFO(column);
        bool const number = field.operations().stored_as == cell_kind::integer;
        std::string const old = "SELECT " + column + " FROM journal_entries WHERE sequence = 3";
        cell kept;
        fresh->read_now([&](db::session& sql) {
            kept = sql.query_one(old, {}, {field.operations().stored_as})->front();
        });
        std::string const set =
            "UPDATE journal_entries SET " + column + " = :p1 WHERE sequence = 3";
        // Also where the new value would read as the same: upper case in an id.
        auto tampered = number ? cell{integer_of(kept) + 1} : cell{text_of(kept)};
        if (!number) {
            auto& text = std::get<std::string>(tampered);
            if (text.empty())
                text = "x";
            else if (auto const letter = text.find_first_of("abcdef"); letter != std::string::npos)
                text[letter] = static_cast<char>(text[letter] - 'a' + 'A');
            else
                text[0] = text[0] == '0' ? '1' : '0';
        }
        test::execute(*fresh, set, {tampered});
        CHECK(fault_in(*fresh) ==
              "Entry 3 of the journal does not match its hash: it was changed, or the entry before "
              "it was.");
        test::execute(*fresh, set, {kept});
        CHECK(fault_in(*fresh).empty());
    }
}

TEST_CASE("an entry that was changed together with its hash breaks the chain behind it") {
    test::fresh_database fresh(db::dialect::sqlite);
    test::append(*fresh, make_uuid(test::noon()), 3);
    auto entries = test::all_entries(*fresh);
    entries[1].reason = "forged";
    auto const forged = journal::hash_of(entries[1], entries[0].hash);
    test::execute(*fresh,
                  "UPDATE journal_entries SET reason = 'forged', hash = :p1 WHERE sequence = 2",
                  {forged});
    CHECK(fault_in(*fresh).starts_with("Entry 3 of the journal does not match its hash"));
}

TEST_CASE("a last entry that was changed together with its hash does not fit the head") {
    test::fresh_database fresh(db::dialect::sqlite);
    test::append(*fresh, make_uuid(test::noon()), 3);
    auto entries = test::all_entries(*fresh);
    entries[2].reason = "forged";
    auto const forged = journal::hash_of(entries[2], entries[1].hash);
    test::execute(*fresh,
                  "UPDATE journal_entries SET reason = 'forged', hash = :p1 WHERE sequence = 3",
                  {forged});
    CHECK(fault_in(*fresh) == "The journal's head does not have the hash of entry 3.");
}

TEST_CASE("deletion, swap, truncation, a second beginning and a surplus are found") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    test::fresh_database fresh(dialect);
    test::append(*fresh, make_uuid(test::noon()), 5);
    SECTION("a deleted entry") {
        test::execute(*fresh, "DELETE FROM journal_entries WHERE sequence = 3");
        CHECK(fault_in(*fresh) == "Entry 3 of the journal is missing.");
    }
    SECTION("a deleted beginning") {
        test::execute(*fresh, "DELETE FROM journal_entries WHERE sequence = 1");
        CHECK(fault_in(*fresh) == "Entry 1 of the journal is missing.");
    }
    SECTION("two entries swapped") {
        test::execute(*fresh, "UPDATE journal_entries SET sequence = 99 WHERE sequence = 2");
        test::execute(*fresh, "UPDATE journal_entries SET sequence = 2 WHERE sequence = 4");
        test::execute(*fresh, "UPDATE journal_entries SET sequence = 4 WHERE sequence = 99");
        CHECK(fault_in(*fresh).starts_with("Entry 2 of the journal does not match its hash"));
    }
    SECTION("the end cut off") {
        test::execute(*fresh, "DELETE FROM journal_entries WHERE sequence > 3");
        CHECK(fault_in(*fresh) ==
              "The journal ends at entry 3 but its head says 5: entries were cut off.");
    }
    SECTION("all of it cut off") {
        test::execute(*fresh, "DELETE FROM journal_entries");
        CHECK(fault_in(*fresh) ==
              "The journal ends at entry 0 but its head says 5: entries were cut off.");
    }
    SECTION("a surplus before the beginning") {
        test::execute(*fresh, "UPDATE journal_entries SET sequence = 0 WHERE sequence = 5");
        CHECK(fault_in(*fresh) == "Entry 0 of the journal has no place in the sequence.");
    }
    SECTION("a head that was set back") {
        test::execute(*fresh, "UPDATE journal_head SET sequence = 4");
        CHECK(fault_in(*fresh) == "The journal's head does not have the hash of entry 4.");
        auto const fourth = test::all_entries(*fresh)[3].hash;
        test::execute(*fresh, "UPDATE journal_head SET hash = :p1", {fourth});
        CHECK(fault_in(*fresh) == "The journal has entry 5 but its head says 4.");
    }
}

TEST_CASE("a journal verifies while entries are being written") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    test::fresh_database fresh(dialect);
    std::atomic<bool> stop = false;
    std::thread writer([&] {
        while (!stop)
            test::append(*fresh, make_uuid(test::noon()), 3);
    });
    for (int i = 0; i < 20; ++i)
        CHECK(fault_in(*fresh).empty());
    stop = true;
    writer.join();
    CHECK(fault_in(*fresh).empty());
}
