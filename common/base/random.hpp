// Random bytes for ids and salts, fit for secrets: the kernel's, fetched a few KiB at a time for
// each thread, since one system call for each id was 4 to 5 % of a request. Bytes are wiped as they
// are handed out; a forked child throws its parent's rest away. Any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

namespace talent {

/// Fills `to`. Ends the process where the kernel has no randomness to give: nothing may go on with
/// bytes that somebody could guess.
void fill_random(std::span<std::uint8_t> to);

/// `bytes` random bytes in lower-case hexadecimal: twice as many characters.
std::string random_hexadecimal(std::size_t bytes);

} // namespace talent
