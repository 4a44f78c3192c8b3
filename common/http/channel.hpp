// A connection's bytes: reading, writing and closing, each under a deadline, over a plain socket or
// TLS. One flat buffer for all that is read. Owned by its session, on one I/O thread.
#pragma once

#include <functional>
#include <memory>
#include <string_view>
#include <type_traits>

#include <poll.h>

#include "common/http/asio.hpp"
#include "common/http/io_thread.hpp"
#include "common/http/limits.hpp"

namespace talent::http {

template <class Stream>
class channel : public connection {
  public:
    static constexpr bool is_plain = std::is_same_v<Stream, plain_stream>;

    channel(io_thread& around, Stream stream) : connection(around), stream_(std::move(stream)) {}
    ~channel() override { watch_->changed = {}; }

    void interrupt() override {
        io_fault ignored;
        stream_.lowest_layer().cancel(ignored);
    }
    void abort() override {
        io_fault ignored;
        stream_.lowest_layer().close(ignored);
    }

  protected:
    /// What has been read and not consumed.
    std::string_view received() const {
        auto const bytes = buffer_.data();
        return {static_cast<char const*>(bytes.data()), bytes.size()};
    }
    void consume(std::size_t bytes) { buffer_.consume(bytes); }

    awaitable<bool> open();
    /// Reads what has arrived behind what is there. False: the peer ended, the time did, or a
    /// fault.
    awaitable<bool> receive();
    /// Reads into memory of the caller's; 0 as above.
    awaitable<std::size_t> receive_into(char* memory, std::size_t bytes);
    awaitable<bool> send(std::string_view bytes) {
        return send(bytes, transfer_time(write_time_max, bytes.size()));
    }
    awaitable<bool> send(std::string_view bytes, steady::duration time_max);
    /// How much the socket took at once, which is nearly always all of it; send() the rest. Saves
    /// the coroutine. A fault counts as nothing taken: send() meets it again.
    std::size_t send_at_once(std::string_view bytes) {
        io_fault fault;
        return send_now(bytes, fault);
    }
    /// Says that nothing more will be written, and throws away what still arrives for a short
    /// while: closing over unread bytes would reset the connection and lose the answer on its way.
    awaitable<void> close();

    /// While nothing is read or written: `changed` is called, once, when the peer sends or ends.
    void watch_peer(std::function<void()> changed);
    /// Whether it has been called since. What was sent stays unread, so that nothing is watched
    /// until the next watch_peer.
    bool peer_stirred() const { return watch_->stirred; }
    /// Whether the peer has said that it sends nothing more, whatever of it is still unread.
    bool peer_ended();

    /// The time that `bytes` may take.
    static std::chrono::seconds transfer_time(std::chrono::seconds base, std::size_t bytes) {
        return base + std::chrono::seconds(bytes / transfer_bytes_per_second);
    }

    Stream stream_;
    beast::flat_buffer buffer_{header_bytes_max + 2 * read_bytes};

  private:
    static constexpr std::size_t read_bytes = 4096;

    // Shared with the wait in the reactor, which ends after the channel does.
    struct peer_watch {
        std::function<void()> changed = {};
        bool waiting = false;
        bool stirred = false;
    };
    std::shared_ptr<peer_watch> watch_ = std::make_shared<peer_watch>();

    /// Whoever did not read for so long will not: the kernel shall forget what is unsent, too. Asio
    /// undoes the option when a socket is destroyed, so that it is closed here.
    void give_up() {
        io_fault ignored;
        stream_.lowest_layer().set_option(asio::socket_base::linger(true, 0), ignored);
        abort();
    }
    std::size_t send_now([[maybe_unused]] std::string_view bytes, [[maybe_unused]] io_fault& fault);
};

template <class Stream>
awaitable<bool> channel<Stream>::open() {
    io_fault fault;
    stream_.lowest_layer().set_option(tcp::no_delay(true), fault);
    // Without a bound the kernel keeps megabytes for each peer that does not read.
    stream_.lowest_layer().set_option(asio::socket_base::send_buffer_size(socket_send_bytes),
                                      fault);
    stream_.lowest_layer().non_blocking(true, fault);
    if constexpr (!is_plain) {
        arm(handshake_time_max);
        auto token = asio::redirect_error(await_token(), fault);
        co_await stream_.async_handshake(asio::ssl::stream_base::server, token);
    }
    co_return !fault;
}

template <class Stream>
awaitable<bool> channel<Stream>::receive() {
    io_fault fault;
    auto token = asio::redirect_error(await_token(), fault);
    auto const space = buffer_.prepare(read_bytes);
    std::size_t const count = co_await stream_.async_read_some(space, token);
    if (fault) co_return false;
    buffer_.commit(count);
    co_return true;
}

template <class Stream>
awaitable<std::size_t> channel<Stream>::receive_into(char* memory, std::size_t bytes) {
    io_fault fault;
    auto token = asio::redirect_error(await_token(), fault);
    auto const space = asio::buffer(memory, bytes);
    std::size_t const count = co_await stream_.async_read_some(space, token);
    co_return fault ? 0 : count;
}

/// A socket takes nearly every answer whole and at once: asking it first saves a turn of the loop.
template <class Stream>
std::size_t channel<Stream>::send_now([[maybe_unused]] std::string_view bytes,
                                      [[maybe_unused]] io_fault& fault) {
    std::size_t count = 0;
    if constexpr (is_plain) {
        count = stream_.write_some(asio::buffer(bytes.data(), bytes.size()), fault);
        if (fault == asio::error::would_block || fault == asio::error::try_again) fault.clear();
    }
    return count;
}

template <class Stream>
awaitable<bool> channel<Stream>::send(std::string_view bytes, steady::duration time_max) {
    io_fault fault;
    arm(time_max);
    std::size_t const sent = send_now(bytes, fault);
    if (!fault && sent < bytes.size()) {
        auto token = asio::redirect_error(await_token(), fault);
        auto const rest = asio::buffer(bytes.data() + sent, bytes.size() - sent);
        hold(bytes.size());
        co_await asio::async_write(stream_, rest, token);
        hold(0);
    }
    if (fault && expired()) give_up();
    disarm();
    co_return !fault;
}

template <class Stream>
awaitable<void> channel<Stream>::close() {
    io_fault fault;
    arm(linger_time_max);
    if constexpr (is_plain) {
        stream_.shutdown(tcp::socket::shutdown_send, fault);
        std::size_t discarded = 0;
        bool more = !fault;
        while (more && discarded < linger_bytes_max) {
            buffer_.clear();
            more = co_await receive();
            discarded += buffer_.size();
        }
    } else {
        auto token = asio::redirect_error(await_token(), fault);
        co_await stream_.async_shutdown(token);
    }
    abort();
}

template <class Stream>
void channel<Stream>::watch_peer(std::function<void()> changed) {
    watch_->changed = std::move(changed);
    watch_->stirred = false;
    if (std::exchange(watch_->waiting, true)) return;
    stream_.lowest_layer().async_wait(plain_stream::wait_read,
                                      [watch = watch_](io_fault const& fault) {
                                          watch->waiting = false;
                                          if (fault) return;
                                          watch->stirred = true;
                                          if (watch->changed) watch->changed();
                                      });
}

template <class Stream>
bool channel<Stream>::peer_ended() {
    pollfd asked{stream_.lowest_layer().native_handle(), POLLRDHUP, 0};
    return ::poll(&asked, 1, 0) > 0;
}

} // namespace talent::http
