#include "common/http/client_address.hpp"

#include <algorithm>
#include <charconv>

#include <arpa/inet.h>

#include "common/http/limits.hpp"

namespace talent::http {
namespace {

constexpr std::array<std::uint8_t, 12> v4_prefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
constexpr int address_bits = 128;
constexpr int v4_prefix_bits = 96;

problem malformed(std::string_view detail) {
    return refuse(error_code::malformed_request, std::string(detail));
}

template <class Number>
std::optional<Number> parse_number(std::string_view digits, Number maximum) {
    Number number{};
    auto const end = digits.data() + digits.size();
    auto const [stopped, fault] = std::from_chars(digits.data(), end, number);
    if (fault != std::errc{} || stopped != end || number > maximum) return std::nullopt;
    return number;
}

/// An element of X-Forwarded-For: an address, and the port that some proxies add.
std::optional<ip_address> parse_hop(std::string_view text) {
    constexpr unsigned port_max = 65'535;
    std::string_view port = "0";
    if (text.starts_with('[')) {
        auto const bracket = text.find(']');
        if (bracket == std::string_view::npos) return std::nullopt;
        auto const rest = text.substr(bracket + 1);
        if (!rest.empty() && rest.front() != ':') return std::nullopt;
        if (!rest.empty()) port = rest.substr(1);
        text = text.substr(1, bracket - 1);
        if (text.find(':') == std::string_view::npos) return std::nullopt;
    } else if (std::count(text.begin(), text.end(), ':') == 1) {
        port = text.substr(text.find(':') + 1);
        text = text.substr(0, text.find(':'));
    }
    if (!parse_number<unsigned>(port, port_max)) return std::nullopt;
    return parse_address(text);
}

/// Every hop, in the order in which the proxies added them; several lines are one list.
result<std::vector<ip_address>> read_hops(head const& sent) {
    std::vector<ip_address> hops;
    for (auto const& field : sent.fields) {
        if (!equal_ignoring_case(field.name, "x-forwarded-for")) continue;
        for (auto rest = field.value;;) {
            auto const comma = rest.find(',');
            auto const hop = parse_hop(trim_white_space(rest.substr(0, comma)));
            if (!hop) return malformed("X-Forwarded-For holds something that is no address.");
            if (hops.size() == forwarded_hops_max) {
                return malformed("X-Forwarded-For names too many proxies.");
            }
            hops.push_back(*hop);
            if (comma == std::string_view::npos) break;
            rest.remove_prefix(comma + 1);
        }
    }
    return hops;
}

result<std::optional<bool>> read_scheme(head const& sent) {
    std::optional<bool> secure;
    for (auto const& field : sent.fields) {
        if (!equal_ignoring_case(field.name, "x-forwarded-proto")) continue;
        bool const https = equal_ignoring_case(field.value, "https");
        if (secure || (!https && !equal_ignoring_case(field.value, "http"))) {
            return malformed("X-Forwarded-Proto is http or https, once.");
        }
        secure = https;
    }
    return secure;
}

} // namespace

bool ip_address::is_v4() const {
    return std::equal(v4_prefix.begin(), v4_prefix.end(), bytes.begin());
}

std::optional<ip_address> parse_address(std::string_view text) {
    if (text.size() >= INET6_ADDRSTRLEN) return std::nullopt;
    std::string const ended(text);
    ip_address made;
    if (::inet_pton(AF_INET6, ended.c_str(), made.bytes.data()) == 1) return made;
    std::copy(v4_prefix.begin(), v4_prefix.end(), made.bytes.begin());
    bool const is_v4 = ::inet_pton(AF_INET, ended.c_str(), &made.bytes[v4_prefix.size()]) == 1;
    return is_v4 ? std::optional(made) : std::nullopt;
}

std::string to_string(ip_address const& address) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (address.is_v4()) {
        ::inet_ntop(AF_INET, &address.bytes[v4_prefix.size()], text.data(), text.size());
    } else {
        ::inet_ntop(AF_INET6, address.bytes.data(), text.data(), text.size());
    }
    return text.data();
}

std::string network_of(ip_address const& address) {
    if (address.is_v4()) return to_string(address);
    constexpr std::size_t prefix_bytes = 8;
    auto network = address;
    std::fill(network.bytes.begin() + prefix_bytes, network.bytes.end(), std::uint8_t{0});
    return to_string(network);
}

result<trusted_networks> trusted_networks::read(std::vector<std::string> const& entries) {
    trusted_networks made;
    for (auto const& entry : entries) {
        auto const slash = entry.find('/');
        auto const base = parse_address(std::string_view(entry).substr(0, slash));
        int const bits_before = base && base->is_v4() ? v4_prefix_bits : 0;
        int const bits_max = address_bits - bits_before;
        auto const bits = slash == std::string::npos
                              ? std::optional(bits_max)
                              : parse_number(std::string_view(entry).substr(slash + 1), bits_max);
        if (!base || !bits || *bits < 0) {
            return refuse(error_code::invalid_fields, "Server.trusted_proxies: \"" + entry +
                                                          "\" is no address and no network.");
        }
        made.networks_.push_back({*base, bits_before + *bits});
    }
    return made;
}

bool trusted_networks::contains(ip_address const& address) const {
    return std::any_of(networks_.begin(), networks_.end(), [&](network const& one) {
        auto const whole = static_cast<std::size_t>(one.prefix_bits / 8);
        int const rest = one.prefix_bits % 8;
        auto const& base = one.base.bytes;
        if (!std::equal(base.begin(), base.begin() + static_cast<std::ptrdiff_t>(whole),
                        address.bytes.begin()))
            return false;
        return rest == 0 || ((base[whole] ^ address.bytes[whole]) >> (8 - rest)) == 0;
    });
}

result<forwarded> read_forwarded(head const& sent, trusted_networks const& proxies) {
    TRY(auto const hops, read_hops(sent));
    forwarded made;
    TRY(made.secure, read_scheme(sent));
    if (hops.empty()) return made;
    auto const client = std::find_if(hops.rbegin(), hops.rend(),
                                     [&](auto const& hop) { return !proxies.contains(hop); });
    // Proxies all the way: the first of them is where the request began.
    made.client = client != hops.rend() ? *client : hops.front();
    return made;
}

} // namespace talent::http
