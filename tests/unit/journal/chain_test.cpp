#include <catch2/catch.hpp>

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
    // Of
    // 64:00…0,1:1,1:5,3:a.b,1:a,36:00…0,1:2,6:closed,0:,0:,0:,36:00…0,36:00…0,36:00…0,1:r,0:,0:,0:,
    // reckoned by Python's hashlib.
    CHECK(journal::hash_of(one, std::string(64, '0')) ==
          "3abdddfc31f1a359b837f2e4d0aa59da000315dde20e423a195c3afa190df573");
    auto other = one;
    other.reason = "x";
    CHECK(journal::hash_of(other, std::string(64, '0')) !=
          journal::hash_of(one, std::string(64, '0')));
    CHECK(journal::hash_of(one, std::string(64, '1')) !=
          journal::hash_of(one, std::string(64, '0')));
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
