// Somebody's webhook address on this machine: takes requests, keeps them, answers as told. A thread
// of its own takes one connection after the other.
#pragma once

#include <atomic>
#include <chrono>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace talent::test {

struct received_webhook {
    std::string target;
    std::map<std::string, std::string> headers; // names in lower case
    std::string body;
};

class webhook_sink {
  public:
    webhook_sink();
    ~webhook_sink();

    /// "http://127.0.0.1:port/hook"
    std::string address() const;
    /// The status of answers from now on; 0: the connection is closed without one.
    void answer_with(int status) { status_ = status; }
    std::vector<received_webhook> received() const;
    /// Once there are so many, or a minute has passed.
    std::vector<received_webhook> wait_for(std::size_t count) const;

  private:
    void run();
    void serve(int connection);

    int listener_ = -1;
    int port_ = 0;
    std::atomic<int> status_{204};
    std::atomic<bool> stopping_{false};
    mutable std::mutex mutex_;
    std::vector<received_webhook> received_;
    std::thread thread_;
};

} // namespace talent::test
