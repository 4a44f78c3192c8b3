// Where a webhook may lead: the SSRF guard. An address is read strictly, so that nobody else reads
// another host in it; every address that its name stands for is looked at, and the connection goes
// to an address that was. Pure functions; any thread.
//
// Sources: the IANA IPv4 and IPv6 Special-Purpose Address Registries; RFC 6890, RFC 6598 (shared
// addresses), RFC 6052 and RFC 8215 (NAT64), RFC 3056 (6to4), RFC 4380 (Teredo), RFC 4193.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/base/result.hpp"

namespace talent::notices {

/// The bytes in network order: IPv4 in the last four, as RFC 4291's mapped form has it.
struct ip_address {
    std::array<std::uint8_t, 16> bytes{};

    bool is_v4() const;
    bool operator==(ip_address const&) const = default;
};

/// Only the forms that have one reading: dotted decimal without leading zeros, RFC 4291.
std::optional<ip_address> parse_ip(std::string_view text);
std::string to_string(ip_address const& one);

/// Whether it is a public unicast address, which is all that may be connected to. A mapped address
/// is looked at as the IPv4 address that it is; translated (NAT64) and tunnelled ones (6to4,
/// Teredo) are refused whatever they carry.
bool is_public(ip_address const& one);
bool is_loopback(ip_address const& one);

enum class local_targets : std::uint8_t { refused, allowed };

struct target {
    bool secure = true;
    std::string host; // in lower case, an IPv6 address without its brackets
    std::optional<ip_address> literal;
    std::uint16_t port = 443;
};

/// invalid_fields with pointer /address where it is no https address of the one plain form, has a
/// user, a fragment, a trailing dot, a name of the local network, or a port below 1024 other than
/// 443. Where local targets are allowed also http and 127.0.0.1.
result<target> parse_target(std::string_view address, local_targets local);

/// Whether a connection to this address is allowed.
bool may_connect(ip_address const& to, local_targets local);

} // namespace talent::notices
