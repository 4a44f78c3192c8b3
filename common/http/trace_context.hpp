// W3C Trace Context: the caller's trace becomes the request's id, so that one id is followed
// through every system. Pure functions; any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace talent::http {

/// The trace id of a valid traceparent in the form of a UUID (its 32 digits with hyphens), since a
/// problem's `instance` is a urn:uuid.
std::optional<std::string> trace_id_of(std::string_view traceparent);

} // namespace talent::http
