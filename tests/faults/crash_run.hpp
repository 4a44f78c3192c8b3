// The cycles of the crash test: one installation; start, write load, SIGKILL at a random instant,
// start again, check. What goes wrong is counted, not asserted, so that the controls can ask for
// it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "tests/faults/attempts.hpp"
#include "tests/support/server_process.hpp"

namespace talent::test {

struct crash_plan {
    engine on = engine::sqlite;
    int cycles = 50;
    std::uint64_t seed = 1;
    std::size_t connections = 16;
    std::string preload = {}; // a shim of the build directory for the server
    /// After the kill the files are what a disk would hold (needs power_loss_shim).
    bool power_loss = false;
    std::string synchronous = {};   // of SQLite, where the control lowers it
    std::string kill_database = {}; // directory of tests/support/mariadb: its server is killed too
    bool until_first_loss = false;
};

struct crash_report {
    tally found;
    int cycles = 0;
    std::int64_t journal_entries = 0;
};

/// Prints its figures; the record is verified every tenth cycle and at the end.
crash_report run_crashes(crash_plan const& plan);

} // namespace talent::test
