// A real server with a small market of its own: a fake route table on a fresh SQLite database, one
// route for each kind of work. Used by the black-box tests.
#pragma once

#include <atomic>
#include <condition_variable>
#include <latch>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "common/http/server.hpp"
#include "tests/support/database_fixture.hpp"
#include "tests/unit/http/raw_client.hpp"

namespace talent::http::test {

inline constexpr std::size_t note_bytes_max = 1024;

/// A gate that work waits at until the test opens it.
class gate {
  public:
    void wait();
    void open();
    /// Until as many wait.
    void await_waiting(int count);

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool open_ = false;
    int waiting_ = 0;
};

class fake_api {
  public:
    work read_note(request const& asked) const;
    work echo(request const& asked) const;
    work write_note(request const& asked) const;
    work pay(request const& asked) const;
    work change_note(request const& asked) const;
    work gated_read(request const& asked) const;
    work gated_write(request const& asked) const;
    work query(request const& asked) const;
    work prepare(request const& asked) const;
    work stream(request const& asked) const;
    work broken_stream(request const& asked) const;
    work events(request const& asked) const;
    work fail(request const& asked) const;
    work fail_in_work(request const& asked) const;
    work fail_in_write(request const& asked) const;
    work leak_header(request const& asked) const;
    work who(request const& asked) const;
    work login(request const& asked) const;

    gate& held() const { return *held_; }

  private:
    std::unique_ptr<gate> held_ = std::make_unique<gate>();
};

class test_market {
  public:
    explicit test_market(server_options settings = {}, db::options const& database = {});
    ~test_market();

    std::uint16_t port() const { return port_; }
    fake_api const& api() const { return api_; }
    http::server& server() { return *server_; }
    db::database& database() { return *database_; }
    std::int64_t entries();
    /// From now on no credential holds any more.
    void end_credentials() { credentials_hold_ = false; }
    /// Waits until the server has ended.
    void join();

  private:
    fake_api api_;
    talent::test::fresh_database database_;
    router routes_;
    std::unique_ptr<journal::follower> follower_;
    system_clock time_;
    std::atomic<bool> credentials_hold_{true};
    std::unique_ptr<json::code_checker> codes_;
    std::unique_ptr<http::server> server_;
    std::uint16_t port_ = 0;
    std::thread thread_;
};

/// No limit that a test does not ask for.
inline server_options relaxed() {
    server_options settings;
    settings.port = 0;
    settings.rate_per_minute = 0;
    return settings;
}

} // namespace talent::http::test
