// What the command line of a fault program asks for; main reads it before the first test case runs.
#pragma once

#include <cstdint>
#include <string>

namespace talent::test {

struct fault_options {
    int cycles = 0;           // 0: the test case's own short form
    std::string engine = "";  // sqlite or mariadb; empty: SQLite
    std::uint64_t seed = 0;   // never 0 once main has run
    std::string database_dir; // of tests/support/mariadb: the database is killed as well
};

fault_options& chosen_options();

} // namespace talent::test
