// Who a request comes from: the peer of its connection, or, where the peer is a proxy that the
// configuration trusts, the client that the proxy names. Addresses are what limits are counted by,
// so a name that anybody could have written is never believed. Pure values; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.hpp"
#include "common/http/head.hpp"

namespace talent::http {

/// An IPv6 address; an IPv4 address as RFC 4291 maps it (section 2.5.5.2).
struct ip_address {
    std::array<std::uint8_t, 16> bytes{};

    bool is_v4() const;
    bool operator==(ip_address const&) const = default;
};

/// Nothing where the text is no address.
std::optional<ip_address> parse_address(std::string_view text);
std::string to_string(ip_address const& address);
/// What limits count by: the address, or the /64 of an IPv6 client, who has a whole /64 to choose
/// from.
std::string network_of(ip_address const& address);

/// The proxies that are believed, as addresses and CIDR networks (RFC 4632).
class trusted_networks {
  public:
    /// invalid_fields with a sentence that names the entry that is neither.
    static result<trusted_networks> read(std::vector<std::string> const& entries);

    bool contains(ip_address const& address) const;

  private:
    struct network {
        ip_address base;
        int prefix_bits = 0;
    };
    std::vector<network> networks_;
};

/// What a trusted proxy says of the request that it hands on.
struct forwarded {
    std::optional<ip_address> client = {}; // nothing: it names none
    std::optional<bool> secure = {};       // whether the client came over TLS
};
/// X-Forwarded-For: the last hop that is no trusted proxy; what stands before it was written by the
/// client. X-Forwarded-Proto. malformed_request where either is not what a proxy writes.
result<forwarded> read_forwarded(head const& sent, trusted_networks const& proxies);

} // namespace talent::http
