// The main of the fault programs that are test cases: Catch2's, with the cycles, the engine and the
// seed as options of their own.
#define CATCH_CONFIG_RUNNER
#include <catch2/catch.hpp>

#include <iostream>
#include <random>

#include <sodium.h>

#include "tests/faults/fault_options.hpp"

namespace talent::test {

fault_options& chosen_options() {
    static fault_options options;
    return options;
}

} // namespace talent::test

int main(int argument_count, char* arguments[]) {
    using Catch::clara::Opt;
    if (sodium_init() < 0) return 1;
    auto& options = talent::test::chosen_options();
    Catch::Session session;
    session.cli(session.cli() |
                Opt(options.cycles, "count")["--cycles"]("crashes, or keys, to run") |
                Opt(options.engine, "sqlite|mariadb")["--engine"]("the database; default sqlite") |
                Opt(options.seed, "number")["--seed"]("of everything random; printed") |
                Opt(options.database_dir, "directory")["--kill-database"](
                    "of tests/support/mariadb: kill the database server as well"));
    if (int const status = session.applyCommandLine(argument_count, arguments); status != 0)
        return status;
    if (options.seed == 0) options.seed = std::random_device{}() | 1U;
    auto const& asked = session.configData();
    // ctest takes every line of a listing for a test case.
    if (!asked.listTestNamesOnly) std::cout << "seed " << options.seed << std::endl;
    return session.run();
}
