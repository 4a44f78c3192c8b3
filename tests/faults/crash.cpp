// kill -9 under write load and restart: what was acknowledged is there, nothing is there twice, the
// chain and the ledger hold. kill -9 leaves the page cache in place, so synchronous=NORMAL would
// pass the first case: the loss of power is played by power_loss_shim, and the controls show that
// this test finds what it looks for.
#include <catch2/catch.hpp>

#include "tests/faults/crash_run.hpp"
#include "tests/faults/fault_options.hpp"

namespace talent::test {
namespace {

constexpr int cycles_short = 50;
constexpr int power_cycles_short = 15;
constexpr int control_cycles_max = 80;
// mariadbd writes its log once a second where it does not at each commit.
constexpr auto lax_flush = "0";

int cycles_or(int usual) {
    return chosen_options().cycles > 0 ? chosen_options().cycles : usual;
}

engine chosen_engine() {
    return chosen_options().engine == "mariadb" ? engine::mariadb : engine::sqlite;
}

void check_clean(crash_report const& made) {
    for (auto const& each : made.found.faults)
        UNSCOPED_INFO(each);
    CHECK(made.found.lost == 0);
    CHECK(made.found.duplicated == 0);
    CHECK(made.found.faults.empty());
    CHECK(made.found.acknowledged > 0);
}

} // namespace

TEST_CASE("a killed server has every acknowledged write after its restart, and each once",
          "[crash]") {
    check_clean(run_crashes({.on = chosen_engine(),
                             .cycles = cycles_or(cycles_short),
                             .seed = chosen_options().seed,
                             .kill_database = chosen_options().database_dir}));
}

TEST_CASE("no acknowledged write is lost with the power", "[power]") {
    check_clean(run_crashes({.cycles = cycles_or(power_cycles_short),
                             .seed = chosen_options().seed,
                             .preload = "libpower_loss_shim.so",
                             .power_loss = true}));
}

TEST_CASE("control: with synchronous=NORMAL acknowledged writes are lost with the power",
          "[control]") {
    auto const made = run_crashes({.cycles = control_cycles_max,
                                   .seed = chosen_options().seed,
                                   .preload = "libpower_loss_shim.so",
                                   .power_loss = true,
                                   .synchronous = "NORMAL",
                                   .until_first_loss = true});
    CHECK(made.found.lost > 0);
}

TEST_CASE("control: writes that are acknowledged before their commit are lost", "[control]") {
    auto const made = run_crashes({.cycles = control_cycles_max,
                                   .seed = chosen_options().seed,
                                   .preload = "libearly_answer_shim.so",
                                   .until_first_loss = true});
    CHECK(made.found.lost > 0);
}

// Only by hand: tests/faults/crash control-mariadb DIR, with DIR of tests/support/mariadb.
TEST_CASE("control: MariaDB with innodb_flush_log_at_trx_commit=0 loses acknowledged writes",
          "[.][control-mariadb]") {
    auto const made = run_crashes({.on = engine::mariadb,
                                   .cycles = control_cycles_max,
                                   .seed = chosen_options().seed,
                                   .synchronous = lax_flush,
                                   .kill_database = chosen_options().database_dir,
                                   .until_first_loss = true});
    CHECK(made.found.lost > 0);
}

} // namespace talent::test
