// Signed heads kept outside of the database, one JSON object a line: the file that the server
// keeps, or the answers of /v1/audit/head and /v1/audit/heads as somebody fetched them. Any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.hpp"
#include "common/journal/signed_head.hpp"

namespace talent::journal {

/// Adds a line for each head that comes after the file's last one, in the order given, and flushes
/// them to the disk; half a line, as a full disk or a crash leaves it, is cut off first. How many.
/// A problem of one sentence where it cannot; what was written by then is made up for by the next
/// call. Servers of one data directory may append at the same time.
result<std::size_t> append_witnesses(std::string const& path, std::span<signed_head const> heads);

/// The heads of a file; none where there is no such file. A last line without its end was being
/// written when the machine stopped, and is left out.
result<std::vector<signed_head>> read_witnesses(std::string const& path);

/// One line: a head, or a page of heads.
result<std::vector<signed_head>> parse_witnesses(std::string_view line);

} // namespace talent::journal
