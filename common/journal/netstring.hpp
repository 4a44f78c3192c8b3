// Netstrings, "5:hello," (https://cr.yp.to/proto/netstrings.txt): texts one behind the other that
// can be taken apart in one way only. Private to common/journal. Pure; any thread.
#pragma once

#include <array>
#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>

namespace talent::journal {

inline void append_netstring(std::string& to, std::string_view text) {
    std::array<char, 24> prefix;
    auto* const end =
        std::to_chars(prefix.data(), prefix.data() + prefix.size() - 1, text.size()).ptr;
    *end = ':';
    to.append(prefix.data(), end + 1).append(text).append(1, ',');
}

/// The number in decimal.
inline void append_netstring(std::string& to, std::int64_t number) {
    std::array<char, 24> digits;
    auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), number);
    append_netstring(to, std::string_view(digits.data(), end.ptr));
}

} // namespace talent::journal
