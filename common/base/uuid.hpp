// Ids: UUIDv7 (RFC 9562, section 5.7), so that they sort by creation. Values; any thread.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "common/base/clock.hpp"

namespace talent {

struct uuid {
    std::array<std::uint8_t, 16> bytes{};

    auto operator<=>(uuid const&) const = default;
    bool is_nil() const { return *this == uuid{}; }
};

/// 36 lower-case characters.
std::string to_string(uuid const& id);

/// Accepts the 36-character form in either case, nothing else.
std::optional<uuid> parse_uuid(std::string_view text);

/// A new UUIDv7 of this instant; within one thread strictly greater than the one before.
uuid make_uuid(instant now);

} // namespace talent

template <>
struct std::hash<talent::uuid> {
    std::size_t operator()(talent::uuid const& id) const noexcept {
        std::uint64_t tail = 0;
        for (std::size_t i = 8; i < 16; ++i)
            tail = tail << 8U | id.bytes[i];
        return std::hash<std::uint64_t>{}(tail);
    }
};
