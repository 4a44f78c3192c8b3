// Figures, not rules: hidden from the ordinary run; "journal_test [measure]" prints them.
#include <catch2/catch.hpp>

#include <ctime>
#include <iostream>

#include "tests/unit/journal/journal_fixture.hpp"

using namespace talent;
using std::chrono::steady_clock;

namespace {

double seconds_since(steady_clock::time_point begun) {
    return std::chrono::duration<double>(steady_clock::now() - begun).count();
}

std::string_view name_of(db::dialect dialect) {
    return dialect == db::dialect::sqlite ? "SQLite: " : "MariaDB: ";
}

} // namespace

TEST_CASE("verification of a million entries", "[.][measure]") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    test::fresh_database fresh(dialect);
    constexpr int entries = 1'000'000;
    constexpr int entries_per_unit = 1'000;
    auto begun = steady_clock::now();
    for (int i = 0; i < entries; i += entries_per_unit)
        test::append(*fresh, make_uuid(test::noon()), entries_per_unit);
    std::cout << name_of(dialect) << static_cast<int>(entries / seconds_since(begun))
              << " entries/s appended in units of " << entries_per_unit << "\n";
    begun = steady_clock::now();
    auto const processor = std::clock();
    auto const verified = journal::verify(*fresh);
    std::cout << name_of(dialect) << seconds_since(begun) << " s to verify a million entries, "
              << static_cast<double>(std::clock() - processor) / CLOCKS_PER_SEC
              << " s of it on the processor\n";
    REQUIRE(verified.has_value());
    CHECK(verified.value().sequence == entries);
}

TEST_CASE("units of one entry a second", "[.][measure]") {
    auto const dialect = GENERATE(from_range(test::dialects()));
    test::fresh_database fresh(dialect, {.writer_threads = 8, .queue_max = 50'000});
    int const units = dialect == db::dialect::sqlite ? 50'000 : 5'000;
    std::vector<std::future<test::ending>> endings;
    auto const begun = steady_clock::now();
    for (int i = 0; i < units; ++i) {
        endings.push_back(test::submit_write(*fresh, [](db::session& sql) {
            journal::unit_of_work unit(sql, test::noon(), test::clerk(), "request");
            unit.append(test::draft("demand.changed", make_uuid(test::noon())));
            journal::record(unit);
            return db::verdict::keep;
        }));
    }
    for (auto& each : endings)
        CHECK(each.get().completion == db::completion::committed);
    std::cout << name_of(dialect) << static_cast<int>(units / seconds_since(begun))
              << " units of one entry a second\n";
}
