// An open event stream of GET /v1/feed/stream, read on a socket of its own. One thread.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "tests/support/http_client.hpp"

namespace talent::test {

class event_stream {
  public:
    /// Connects and asks for what comes after `position`; returns when the head of the answer has
    /// arrived. `credential` is the header that carries it.
    event_stream(int port, std::pair<std::string, std::string> const& credential,
                 std::int64_t position);
    ~event_stream();
    event_stream(event_stream const&) = delete;
    event_stream& operator=(event_stream const&) = delete;

    int status() const { return status_; }
    /// Reads until the server ends the stream: how long that took from now. Nothing where it has
    /// not after `longest`.
    std::optional<std::chrono::milliseconds> wait_for_end(std::chrono::milliseconds longest);
    /// Everything that was read so far.
    std::string const& text() const { return text_; }

  private:
    bool read_more(std::chrono::milliseconds longest);

    int socket_ = -1;
    int status_ = 0;
    bool ended_ = false;
    std::string text_;
};

} // namespace talent::test
