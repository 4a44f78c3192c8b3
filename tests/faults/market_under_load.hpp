// A talentd on a MariaDB that a fault program does things to, writers at work on it, and what must
// hold meanwhile and afterwards. One thread.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <vector>

#include "tests/faults/marked_writes.hpp"
#include "tests/support/server_process.hpp"

namespace talent::test {

inline constexpr std::chrono::seconds recovery_time_max{60};
inline constexpr std::int64_t recovery_milliseconds_bar = 5'000;

class market_under_load {
  public:
    using steady = std::chrono::steady_clock;

    /// `url` is talentd's way to the database, `sockets` are the servers' that hold it: each is
    /// asked at the end. The load has begun.
    market_under_load(verdict& judge, std::string const& url, std::vector<std::string> sockets,
                      unsigned seed);

    server_process& server() { return server_; }
    /// By the socket of server `number`, as root.
    std::unique_ptr<db::database> open_directly(std::size_t number = 0);

    /// Waits for a success that was asked for after `gone`, when the database was away or is back
    /// again, and keeps the milliseconds from `start` to it; -1: none.
    std::int64_t expect_recovery(steady::time_point start, steady::time_point gone);
    std::int64_t expect_recovery(steady::time_point back) { return expect_recovery(back, back); }
    void expect_probes(int readiness);
    /// Reads that need the database, while it is away.
    void expect_reads_refused();
    /// Ends the load and compares what was answered with what is there; prints the figures.
    void finish(std::string const& name);

  private:
    static engine choose(std::string const& url);
    void compare_market();
    void compare_servers();
    void print(std::string const& name);

    verdict& judge_;
    std::vector<std::string> sockets_;
    server_process server_;
    std::string key_;
    std::unique_ptr<marked_writes> writers_;
    std::vector<std::int64_t> recoveries_;
};

} // namespace talent::test
