// The servers of one installation, killed in turn at random instants and started again, while
// others send requests to whichever is there. Owned by the test; address() is for any thread.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "tests/support/server_process.hpp"

namespace talent::test {

class server_group {
  public:
    /// `first` makes the installation and is stopped; `count` processes are started on it.
    server_group(std::unique_ptr<server_process> first, std::size_t count,
                 std::vector<std::string> arguments);
    ~server_group();

    /// Where server `number` listens, or did until a moment ago.
    std::string address(std::size_t number) const;
    server_process& first() { return *servers_.front(); }

    void start_killing(std::uint64_t seed);
    /// Ends the killing; every server runs. How many were killed.
    int stop_killing();

  private:
    void kill_in_turn(std::uint64_t seed);
    void restart(std::size_t number);

    std::vector<std::unique_ptr<server_process>> servers_;
    std::vector<std::string> arguments_;
    std::vector<std::atomic<int>> ports_;
    std::atomic<bool> stop_{false};
    int killed_ = 0;
    std::thread killer_;
};

} // namespace talent::test
