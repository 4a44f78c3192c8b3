// The way of a coroutine to another thread and back. For sessions.
#pragma once

#include <functional>
#include <memory>

#include "common/http/asio.hpp"

namespace talent::http {

/// Starts something that calls `done` once, from any thread, and resumes the awaiting coroutine on
/// its own I/O thread then. An ordinary function on purpose: g++ 12 destroys temporaries of a
/// co_await expression twice, so that nothing with a destructor may be written inside one.
inline awaitable<void> until_done(std::function<void(std::function<void()> done)> const& start) {
    auto initiate = [start](auto handler) {
        // Shared, since std::function wants to copy what it holds; called and destroyed on the
        // coroutine's own thread.
        auto waiting = std::make_shared<decltype(handler)>(std::move(handler));
        start([waiting]() mutable {
            auto const home = asio::get_associated_executor(*waiting);
            asio::post(home, [resumed = std::move(waiting)] { (*resumed)(); });
        });
    };
    await_token token;
    return asio::async_initiate<await_token, void()>(std::move(initiate), token);
}

} // namespace talent::http
