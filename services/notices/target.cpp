#include "services/notices/target.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <span>

#include "services/notices/model.hpp"

namespace talent::notices {
namespace {

constexpr std::uint16_t https_port = 443;
constexpr std::uint16_t http_port = 80;
constexpr std::uint16_t unprivileged_port_min = 1'024;
constexpr std::size_t host_bytes_max = 253;
constexpr std::size_t label_bytes_max = 63;

constexpr std::array<std::uint8_t, 12> mapped_prefix{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

struct network {
    std::array<std::uint8_t, 16> bytes;
    int prefix_bits;
};

constexpr network v4(std::uint8_t a, std::uint8_t b, std::uint8_t c, int bits) {
    return {{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, a, b, c, 0}, 96 + bits};
}
constexpr network v6(std::uint16_t first, std::uint16_t second, int bits) {
    return {{static_cast<std::uint8_t>(first >> 8), static_cast<std::uint8_t>(first & 0xff),
             static_cast<std::uint8_t>(second >> 8), static_cast<std::uint8_t>(second & 0xff)},
            bits};
}

// Of IPv4 everything that is not global unicast.
constexpr network v4_special[] = {
    v4(0, 0, 0, 8),       // this network
    v4(10, 0, 0, 8),      // private
    v4(100, 64, 0, 10),   // shared by carriers
    v4(127, 0, 0, 8),     // loopback
    v4(169, 254, 0, 16),  // link-local, the clouds' metadata among them
    v4(172, 16, 0, 12),   // private
    v4(192, 0, 0, 24),    // protocol assignments
    v4(192, 0, 2, 24),    // documentation
    v4(192, 31, 196, 24), // AS112
    v4(192, 52, 193, 24), // AMT
    v4(192, 88, 99, 24),  // 6to4 relays
    v4(192, 168, 0, 16),  // private
    v4(192, 175, 48, 24), // AS112
    v4(198, 18, 0, 15),   // benchmarks
    v4(198, 51, 100, 24), // documentation
    v4(203, 0, 113, 24),  // documentation
    v4(224, 0, 0, 4),     // multicast
    v4(240, 0, 0, 4),     // reserved, broadcast
};

// Global unicast is 2000::/3; of it these are not plain hosts.
constexpr network v6_global = v6(0x2000, 0, 3);
constexpr network v6_special[] = {
    v6(0x2001, 0x0000, 23), // protocol assignments: Teredo, ORCHID, benchmarks
    v6(0x2001, 0x0db8, 32), // documentation
    v6(0x2002, 0, 16),      // 6to4
    v6(0x2620, 0x004f, 32), // AS112 (2620:4f:8000::/48 and its neighbours)
    v6(0x3fff, 0, 20),      // documentation
};

bool is_within(ip_address const& one, network const& wide) {
    int bits = wide.prefix_bits;
    for (std::size_t i = 0; bits > 0; ++i, bits -= 8) {
        auto const mask = static_cast<std::uint8_t>(bits >= 8 ? 0xff : 0xff << (8 - bits));
        if ((one.bytes[i] & mask) != (wide.bytes[i] & mask)) return false;
    }
    return true;
}

bool is_within_any(ip_address const& one, std::span<network const> list) {
    return std::ranges::any_of(list, [&](network const& wide) { return is_within(one, wide); });
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_letter(char c) {
    return c >= 'a' && c <= 'z';
}

problem refuse_address(std::string_view code, std::string_view detail) {
    return refuse_field("/address", std::string(code), std::string(detail));
}

std::string lower(std::string_view text) {
    std::string made(text);
    for (auto& c : made) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    return made;
}

// The last label of a name of the public DNS is never a number: 0x7f.1, 127.1 and 2130706433 are
// what some libraries read as addresses.
bool looks_numeric(std::string_view label) {
    return !label.empty() && (std::ranges::all_of(label, is_digit) || label.starts_with("0x"));
}

bool is_label(std::string_view label) {
    bool const letters =
        std::ranges::all_of(label, [](char c) { return is_letter(c) || is_digit(c) || c == '-'; });
    return !label.empty() && label.size() <= label_bytes_max && letters && label.front() != '-' &&
           label.back() != '-';
}

bool is_local_name(std::string_view host) {
    constexpr std::string_view suffixes[] = {"localhost", "local",     "localdomain",  "internal",
                                             "intranet",  "lan",       "home",         "corp",
                                             "private",   "home.arpa", "onion",        "invalid",
                                             "test",      "example",   "in-addr.arpa", "ip6.arpa"};
    return std::ranges::any_of(suffixes, [&](std::string_view suffix) {
        return host == suffix || host.ends_with("." + std::string(suffix));
    });
}

result<void> check_name(std::string_view host) {
    if (host.size() > host_bytes_max) return refuse_address("too_long", "the host is too long");
    if (host.ends_with('.')) return refuse_address("trailing_dot", "the host ends in a dot");
    if (host.find('.') == std::string_view::npos)
        return refuse_address("not_public", "the host is no public name");
    std::string_view rest = host;
    std::string_view last;
    while (true) {
        auto const dot = rest.find('.');
        last = rest.substr(0, dot);
        if (!is_label(last)) return refuse_address("bad_host", "the host is no name of the DNS");
        if (dot == std::string_view::npos) break;
        rest.remove_prefix(dot + 1);
    }
    if (looks_numeric(last))
        return refuse_address("bad_host", "the host is neither a name nor a plain address");
    if (is_local_name(host))
        return refuse_address("not_public", "the host is a name of local networks");
    return success();
}

result<std::uint16_t> read_port(std::string_view text, bool secure, local_targets local) {
    std::uint16_t port = 0;
    auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), port);
    if (text.empty() || text.front() == '0' || fault != std::errc{} ||
        end != text.data() + text.size()) {
        return refuse_address("bad_port", "the port is no number from 1 to 65535");
    }
    bool const usual = port == https_port || port >= unprivileged_port_min ||
                       (!secure && port == http_port && local == local_targets::allowed);
    if (!usual) return refuse_address("bad_port", "the port is neither 443 nor 1024 or above");
    return port;
}

// Nothing that two readers could take apart in two ways: visible ASCII without what ends a host.
bool is_plain(std::string_view address) {
    return std::ranges::all_of(address, [](char c) {
        return c > ' ' && c < '\x7f' && c != '\\' && c != '"' && c != '<' && c != '>' && c != '^' &&
               c != '`' && c != '{' && c != '|' && c != '}';
    });
}

result<void> read_host(std::string_view text, target& to) {
    if (text.starts_with('[')) {
        to.host = lower(text.substr(1, text.size() - 2));
        to.literal = to.host.find(':') == std::string::npos ? std::nullopt : parse_ip(to.host);
        if (!to.literal) return refuse_address("bad_host", "the host is no IPv6 address");
        return success();
    }
    to.host = lower(text);
    to.literal = parse_ip(to.host);
    if (to.literal) return success();
    return check_name(to.host);
}

} // namespace

bool ip_address::is_v4() const {
    return std::equal(mapped_prefix.begin(), mapped_prefix.end(), bytes.begin());
}

std::optional<ip_address> parse_ip(std::string_view text) {
    std::string const terminated(text);
    if (terminated.size() != text.size() || terminated.find('\0') != std::string::npos)
        return std::nullopt;
    ip_address made;
    if (text.find(':') != std::string_view::npos) {
        if (inet_pton(AF_INET6, terminated.c_str(), made.bytes.data()) != 1) return std::nullopt;
        return made;
    }
    std::ranges::copy(mapped_prefix, made.bytes.begin());
    // glibc's takes neither octal nor hexadecimal nor short forms, and no leading zeros.
    if (inet_pton(AF_INET, terminated.c_str(), made.bytes.data() + mapped_prefix.size()) != 1)
        return std::nullopt;
    return made;
}

std::string to_string(ip_address const& one) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (one.is_v4()) {
        inet_ntop(AF_INET, one.bytes.data() + mapped_prefix.size(), text.data(), text.size());
    } else {
        inet_ntop(AF_INET6, one.bytes.data(), text.data(), text.size());
    }
    return text.data();
}

bool is_public(ip_address const& one) {
    if (one.is_v4()) return !is_within_any(one, v4_special);
    return is_within(one, v6_global) && !is_within_any(one, v6_special);
}

bool is_loopback(ip_address const& one) {
    return one.is_v4() && one.bytes[mapped_prefix.size()] == 127;
}

bool may_connect(ip_address const& to, local_targets local) {
    return is_public(to) || (local == local_targets::allowed && is_loopback(to));
}

result<target> parse_target(std::string_view address, local_targets local) {
    if (address.size() > address_bytes_max)
        return refuse_address("too_long", "the address is too long");
    if (!is_plain(address))
        return refuse_address("bad_address", "the address has a character that must be escaped");
    target made;
    auto rest = address;
    if (rest.starts_with("https://")) {
        rest.remove_prefix(8);
    } else if (local == local_targets::allowed && rest.starts_with("http://")) {
        rest.remove_prefix(7);
        made.secure = false;
        made.port = http_port;
    } else {
        return refuse_address("not_https", "the address does not begin with https://");
    }
    if (address.find('#') != std::string_view::npos)
        return refuse_address("has_fragment", "the address has a fragment");
    auto const authority = rest.substr(0, rest.find_first_of("/?"));
    if (authority.find('@') != std::string_view::npos)
        return refuse_address("has_user", "the address has a user name");
    auto const bracket = authority.starts_with('[') ? authority.find(']') : std::string_view::npos;
    if (authority.starts_with('[') && bracket == std::string_view::npos)
        return refuse_address("bad_host", "the host is no IPv6 address");
    auto const host_end = bracket == std::string_view::npos ? authority.find(':') : bracket + 1;
    TRY(read_host(authority.substr(0, host_end), made));
    if (host_end < authority.size()) {
        if (authority[host_end] != ':')
            return refuse_address("bad_host", "the host is no name of the DNS");
        TRY(made.port, read_port(authority.substr(host_end + 1), made.secure, local));
    }
    if (made.literal && !may_connect(*made.literal, local))
        return refuse_address("not_public", "the address is not a public one");
    if (!made.secure && !(made.literal && is_loopback(*made.literal)))
        return refuse_address("not_https", "the address does not begin with https://");
    return made;
}

} // namespace talent::notices
