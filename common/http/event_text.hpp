// Server-sent events as text (WHATWG HTML, section 9.2). Pure functions; any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "common/http/work.hpp"

namespace talent::http {

/// Tells clients to come back two seconds after a stream broke off.
inline constexpr std::string_view event_stream_opening = "retry: 2000\n\n";
/// A comment, so that both sides see that the other is there.
inline constexpr std::string_view heartbeat = ": heartbeat\n\n";

void append_events(std::string& to, std::span<event const> events);

} // namespace talent::http
