// The requests of one connection, one after the other: each head is read, checked and taken through
// the steps of the middleware, then its body. What cannot be is a problem that the session answers.
// For session.cpp only, whose base it is: its templates stand here so that reading has a file of
// its own. On the connection's I/O thread.
#pragma once

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <utility>

#include "common/base/log.hpp"
#include "common/http/channel.hpp"
#include "common/http/chunked_body.hpp"
#include "common/http/edge.hpp"
#include "common/http/middleware.hpp"
#include "common/http/second_reading.hpp"
#include "common/http/session.hpp"

namespace talent::http {

inline constexpr std::string_view continue_line = "HTTP/1.1 100 Continue\r\n\r\n";
inline constexpr std::size_t body_piece_bytes_min = 4 * 1024;
inline constexpr std::size_t body_piece_bytes_max = 64 * 1024;

/// As new: cheaper than to assign a new one, which would move three dozen members.
template <class Value>
void renew(Value& one) noexcept {
    std::destroy_at(&one);
    std::construct_at(&one);
}

/// What the wait for a request ends with.
enum class arrival : std::uint8_t {
    head,
    no_request, // bytes that are none: the problem is in fault_, and nothing after them is trusted
    end,        // with nothing left to say
};

template <class Stream>
class request_reader : public channel<Stream> {
  protected:
    using steady_clock = std::chrono::steady_clock;

    request_reader(edge& around, io_thread& home, Stream stream, accepted const& peer,
                   connection_limits::place place)
        : channel<Stream>(home, std::move(stream)),
          edge_(around),
          remote_address_(peer.remote_address),
          from_proxy_(peer.from_proxy),
          place_(std::move(place)) {}

    /// Reads until a whole head is there.
    awaitable<arrival> next_head();
    /// Reads the head and takes the steps. Whether the request may go on to its body and its
    /// handler; if not, `fault_` says why.
    bool accept_head();
    /// Takes the head off the buffer: of a request whose body is not read.
    void skip_head() { consume(head_bytes_); }
    /// Takes the head off the buffer and the body into the exchange; if that cannot be, `fault_`
    /// says why.
    awaitable<bool> read_body();
    /// Reads a body that nobody wants and forgets it. False: it broke off.
    awaitable<bool> discard_body();
    bool fail(error_code code);

    using channel<Stream>::arm;
    using channel<Stream>::consume;
    using channel<Stream>::disarm;
    using channel<Stream>::expired;
    using channel<Stream>::home;
    using channel<Stream>::receive;
    using channel<Stream>::received;
    using channel<Stream>::send;
    using channel<Stream>::set_idle;
    using channel<Stream>::transfer_time;

    edge& edge_;

    // The request at hand: members, so that no object with a destructor is handed over inside a
    // co_await expression (g++ 12 destroys it twice).
    head head_;
    exchange exchange_;
    problem fault_;
    steady_clock::time_point started_; // of the work on it: its head had come
    bool must_close_ = false;
    bool body_unread_ = false;

  private:
    bool has_begun();
    arrival refuse_head(error_code code, std::string_view detail);
    void start_exchange();
    result<void> check_head();
    awaitable<bool> read_sized_body();
    awaitable<bool> read_chunked_body();
    bool fail_body();

    static constexpr bool is_secure = !channel<Stream>::is_plain;

    std::string remote_address_;
    bool from_proxy_;
    connection_limits::place place_;
    std::size_t head_bytes_ = 0;
    bool line_break_skipped_ = false;
};

// -- the head --

/// Whether the first byte of a request has come. Some clients end a body with a line break that its
/// length does not count (RFC 9112, section 2.2): one is skipped, in whatever pieces it arrives.
template <class Stream>
bool request_reader<Stream>::has_begun() {
    if (!line_break_skipped_ && received().starts_with("\r\n")) {
        consume(2);
        line_break_skipped_ = true;
    }
    bool const half_a_break = !line_break_skipped_ && received() == "\r";
    return !received().empty() && !half_a_break;
}

template <class Stream>
awaitable<arrival> request_reader<Stream>::next_head() {
    head_bytes_ = 0;
    exchange_.client_place.reset();
    line_break_skipped_ = false;
    bool begun = false;
    arm(idle_time_max);
    for (;;) {
        bool const begins = !begun && has_begun();
        begun = begun || begins;
        auto const progress =
            begun ? search_head_end(received(), head_bytes_) : head_progress::incomplete;
        if (progress == head_progress::malformed) {
            co_return refuse_head(error_code::malformed_request,
                                  "The header holds a control character.");
        }
        if (head_bytes_ > header_bytes_max) {
            auto const too_long = received().substr(0, header_bytes_max);
            bool const in_target = too_long.find("\r\n") == std::string_view::npos;
            auto const code = in_target ? error_code::uri_too_long : error_code::headers_too_large;
            co_return refuse_head(code, std::string_view());
        }
        if (progress == head_progress::complete) co_return arrival::head;
        if (begins) arm(header_time_max);
        if (!begun && home().draining()) co_return arrival::end;
        set_idle(!begun);
        bool const arrived = co_await receive();
        set_idle(false);
        if (!arrived && begun && expired()) {
            co_return refuse_head(error_code::request_timeout, std::string_view());
        }
        if (!arrived) co_return arrival::end;
    }
}

template <class Stream>
arrival request_reader<Stream>::refuse_head(error_code code, std::string_view detail) {
    start_exchange();
    head_ = head{};
    if (received().starts_with("HEAD ")) head_.verb = method::head;
    fault_ = refuse(code, std::string(detail));
    return arrival::no_request;
}

template <class Stream>
void request_reader<Stream>::start_exchange() {
    renew(exchange_);
    started_ = steady_clock::now();
    exchange_.network = place_.network();
    auto& asked = exchange_.asked;
    asked.received = edge_.parts.time.now();
    asked.id = to_string(make_uuid(asked.received));
    asked.remote_address = remote_address_;
    asked.network = place_.network();
    asked.secure = is_secure;
    exchange_.from_proxy = from_proxy_;
    must_close_ = true; // until a head has been read and says otherwise
    body_unread_ = false;
}

// -- one request --

template <class Stream>
result<void> request_reader<Stream>::check_head() {
    TRY(read_head(received().substr(0, head_bytes_), head_));
    must_close_ = !head_.keep_alive;
    body_unread_ = head_.body == framing::chunked || head_.content_length > 0;
    if (body_unread_) TRY(agree_on(received().substr(0, head_bytes_), head_));
    return pass_steps(edge_, exchange_);
}

template <class Stream>
bool request_reader<Stream>::accept_head() {
    start_exchange();
    exchange_.sent = &head_;
    try {
        auto checked = check_head();
        if (checked.has_value()) return true;
        fault_ = std::move(checked).error();
    } catch (std::exception const& fault) {
        log::error("step failed", {{"request", exchange_.asked.id}, {"reason", fault.what()}});
        return fail(error_code::internal);
    }
    // A head that is malformed may have been meant otherwise: nothing behind it is read.
    bool const understood = exchange_.route != nullptr;
    if (!understood && fault_.code == error_code::malformed_request) must_close_ = true;
    return false;
}

// -- the body --

template <class Stream>
awaitable<bool> request_reader<Stream>::read_body() {
    arm(body_time_max);
    bool whole = true;
    if (head_.expects_continue && received().size() == head_bytes_) {
        whole = co_await send(continue_line);
        arm(body_time_max);
    }
    if (whole && head_.body == framing::chunked) {
        whole = co_await read_chunked_body();
    } else if (whole) {
        whole = co_await read_sized_body();
    }
    disarm();
    this->hold(0);
    if (whole) {
        body_unread_ = false;
        // A request has arrived when its last byte has: deadlines are decided by this instant.
        exchange_.asked.received = edge_.parts.time.now();
    } else {
        must_close_ = true;
    }
    co_return whole;
}

template <class Stream>
awaitable<bool> request_reader<Stream>::read_sized_body() {
    auto& body = exchange_.asked.body;
    consume(head_bytes_);
    std::size_t const length = head_.content_length;
    std::size_t const here = std::min(length, received().size());
    body.assign(received().substr(0, here));
    consume(here);
    auto const begun = steady_clock::now();
    while (body.size() < length) {
        // Memory grows with what has arrived, not with what was announced.
        std::size_t const have = body.size();
        std::size_t const piece =
            std::min(std::clamp(have, body_piece_bytes_min, body_piece_bytes_max), length - have);
        body.resize(have + piece);
        std::size_t const count = co_await this->receive_into(body.data() + have, piece);
        body.resize(have + count);
        if (count == 0) co_return fail_body();
        this->hold(body.capacity());
        arm(begun + transfer_time(body_time_max, body.size()) - steady_clock::now());
    }
    co_return true;
}

template <class Stream>
awaitable<bool> request_reader<Stream>::read_chunked_body() {
    chunked_body reader(exchange_.route->options.body_limit());
    auto& body = exchange_.asked.body;
    consume(head_bytes_);
    auto const begun = steady_clock::now();
    for (;;) {
        std::size_t used = 0;
        auto const now = reader.read(received(), used, body);
        consume(used);
        if (now == chunked_body::progress::whole) co_return true;
        if (now == chunked_body::progress::too_large) co_return fail(error_code::body_too_large);
        if (now == chunked_body::progress::malformed) co_return fail_body();
        bool const arrived = co_await receive();
        if (!arrived) co_return fail_body();
        this->hold(body.capacity());
        arm(begun + transfer_time(body_time_max, body.size()) - steady_clock::now());
    }
}

template <class Stream>
bool request_reader<Stream>::fail(error_code code) {
    fault_ = refuse(code);
    return false;
}

template <class Stream>
bool request_reader<Stream>::fail_body() {
    fail(expired() ? error_code::request_timeout : error_code::malformed_request);
    fault_.detail = "The body is broken off or malformed.";
    return false;
}

template <class Stream>
awaitable<bool> request_reader<Stream>::discard_body() {
    std::size_t left = head_.content_length;
    arm(body_time_max);
    for (;;) {
        std::size_t const here = std::min(left, received().size());
        consume(here);
        left -= here;
        if (left == 0) co_return true;
        bool const arrived = co_await receive();
        if (!arrived) co_return false;
    }
}

} // namespace talent::http
