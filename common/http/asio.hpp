// Asio and Beast for this folder's own sources, never for a public header. Their definitions are
// compiled once, in asio.cpp: a file that includes this compiles in seconds instead of 15.
#pragma once

#define BOOST_ASIO_SEPARATE_COMPILATION
#define BOOST_BEAST_SEPARATE_COMPILATION
#ifdef __SANITIZE_THREAD__
// ThreadSanitizer does not know fences; Asio's locks order everything that is shared here.
#define BOOST_ASIO_DISABLE_FENCED_BLOCK
#endif

#ifdef __clang__
#define BOOST_ASIO_HAS_CO_AWAIT 1 // Boost 1.74 knows clang's coroutines by their old name only
#endif

#include <utility> // Boost 1.74's awaitable.hpp uses std::exchange without it

#include <boost/asio/async_result.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/buffer.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/rfc7230.hpp>

namespace talent::http {

namespace asio = boost::asio;
namespace beast = boost::beast;
using tcp = asio::ip::tcp;
using io_fault = boost::system::error_code;

// Everything is bound to the io_context's own executor type: the type-erased default costs an
// allocation and a virtual call for each operation.
using io_executor = asio::io_context::executor_type;
using plain_stream = asio::basic_stream_socket<tcp, io_executor>;
using tls_stream = asio::ssl::stream<plain_stream>;
using io_timer =
    asio::basic_waitable_timer<std::chrono::steady_clock,
                               asio::wait_traits<std::chrono::steady_clock>, io_executor>;
using await_token = asio::use_awaitable_t<io_executor>;
template <class T>
using awaitable = asio::awaitable<T, io_executor>;

} // namespace talent::http
