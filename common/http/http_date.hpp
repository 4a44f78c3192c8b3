// Dates of HTTP's fields (RFC 9110, 5.6.7), in whole seconds of UTC. Pure; any thread.
#pragma once

#include <ctime>
#include <optional>
#include <string>
#include <string_view>

namespace talent::http {

/// "Sun, 06 Nov 1994 08:49:37 GMT"
std::string format_http_date(std::time_t at);

/// That form, or one of the two that it replaced: "Sunday, 06-Nov-94 08:49:37 GMT" and
/// "Sun Nov  6 08:49:37 1994". A year of two digits is the last one that is not more than fifty
/// years after `now`. Nothing where it is none of them, or no day of the calendar.
std::optional<std::time_t> read_http_date(std::string_view text, std::time_t now);

} // namespace talent::http
