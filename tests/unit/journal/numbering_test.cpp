#include <catch2/catch.hpp>

#include "common/journal/numbering.hpp"
#include "tests/unit/journal/journal_fixture.hpp"

using namespace talent;

namespace {

std::string next(db::database& in, std::string_view kind, std::string_view region, instant now,
                 db::verdict verdict = db::verdict::keep) {
    std::string number;
    in.write_now([&](db::session& sql) {
        journal::unit_of_work unit(sql, now, test::clerk(), "request");
        number = journal::next_number(unit, kind, region);
        return verdict;
    });
    return number;
}

} // namespace

TEST_CASE("numbers count by kind, region and Shanghai year, without a gap") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    test::fresh_database fresh(dialect);
    auto const before_midnight = *parse_instant("2026-12-31T15:59:59Z");
    auto const after_midnight = *parse_instant("2026-12-31T16:00:00Z"); // 2027 in Shanghai
    CHECK(next(*fresh, "D", "330100", before_midnight) == "D-330100-2026-000001");
    CHECK(next(*fresh, "D", "330100", before_midnight, db::verdict::discard) ==
          "D-330100-2026-000002");
    CHECK(next(*fresh, "D", "330100", before_midnight) == "D-330100-2026-000002");
    CHECK(next(*fresh, "D", "330100", after_midnight) == "D-330100-2027-000001");
    CHECK(next(*fresh, "D", "330200", before_midnight) == "D-330200-2026-000001");
    CHECK(next(*fresh, "T", "330100", before_midnight) == "T-330100-2026-000001");
}

TEST_CASE("units that begin a count at once share it") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    test::fresh_database fresh(dialect, {.writer_threads = 8});
    std::mutex mutex;
    std::set<std::string> numbers;
    std::vector<std::future<test::ending>> endings;
    for (int i = 0; i < 80; ++i) {
        auto const number = std::make_shared<std::string>();
        endings.push_back(test::submit_write(
            *fresh,
            [number](db::session& sql) {
                journal::unit_of_work unit(sql, test::noon(), test::clerk(), "request");
                *number = journal::next_number(unit, "D", "330100");
                return db::verdict::keep;
            },
            [&, number] {
                std::lock_guard const lock(mutex);
                numbers.insert(*number);
            }));
    }
    for (auto& each : endings)
        CHECK(each.get().completion == db::completion::committed);
    CHECK(numbers.size() == 80);
    CHECK(*numbers.rbegin() == "D-330100-2027-000080");
}
