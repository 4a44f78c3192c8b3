// The SSRF guard by tables: what an address may look like, what it may lead to, and where a request
// goes when the name system lies.
#include "services/notices/target.hpp"

#include <catch2/catch.hpp>
#include <random>

#include "services/notices/http_sender.hpp"
#include "tests/unit/base/seed.hpp"

using namespace talent;
using namespace talent::notices;

namespace {

std::string code_of(std::string_view address, local_targets local = local_targets::refused) {
    auto const read = parse_target(address, local);
    if (read.has_value()) return {};
    REQUIRE(read.error().code == error_code::invalid_fields);
    REQUIRE(read.error().errors.size() == 1);
    REQUIRE(read.error().errors.front().pointer == "/address");
    return read.error().errors.front().code;
}

ip_address ip(std::string_view text) {
    auto const read = parse_ip(text);
    CAPTURE(std::string(text));
    REQUIRE(read);
    return *read;
}

} // namespace

TEST_CASE("plain https addresses of public hosts are taken apart as they are written") {
    struct plain {
        std::string_view address;
        std::string_view host;
        int port;
    };
    for (auto const& row : {plain{"https://hooks.agency.cn/talent", "hooks.agency.cn", 443},
                            plain{"https://HOOKS.Agency.CN", "hooks.agency.cn", 443},
                            plain{"https://a.b-c.com:8443/x?y=1&z=%20", "a.b-c.com", 8443},
                            plain{"https://xn--fiqs8s.cn?q", "xn--fiqs8s.cn", 443},
                            plain{"https://8.8.8.8/x", "8.8.8.8", 443},
                            plain{"https://[2400:3200::1]:1024/", "2400:3200::1", 1024},
                            plain{"https://a.cn/@/:80//..", "a.cn", 443}}) {
        CAPTURE(std::string(row.address));
        auto const read = parse_target(row.address, local_targets::refused);
        REQUIRE(read.has_value());
        CHECK(read.value().host == row.host);
        CHECK(read.value().port == row.port);
        CHECK(read.value().secure);
    }
}

TEST_CASE("hostile addresses are refused, each for its reason") {
    std::pair<std::string_view, std::string_view> const rows[] = {
        {"", "not_https"},
        {"hooks.agency.cn", "not_https"},
        {"http://hooks.agency.cn/", "not_https"},
        {"HTTPS://hooks.agency.cn/", "not_https"},
        {"ftp://hooks.agency.cn/", "not_https"},
        {"file:///etc/passwd", "not_https"},
        {"gopher://127.0.0.1:6379/_", "not_https"},
        {"https:/a.cn", "not_https"},
        {"https://", "not_public"},
        {"https:///x", "not_public"},
        {"https://:443/", "not_public"},
        {"https://user@a.cn/", "has_user"},
        {"https://a.cn@127.0.0.1/", "has_user"},
        {"https://a.cn:443@127.0.0.1/", "has_user"},
        {"https://a.cn\\@127.0.0.1/", "bad_address"},
        {"https://a.cn/#x", "has_fragment"},
        {"https://a.cn#@127.0.0.1/", "has_fragment"},
        {"https://a.cn./", "trailing_dot"},
        {"https://localhost./", "trailing_dot"},
        {"https://127.0.0.1./", "trailing_dot"},
        {"https://localhost/", "not_public"},
        {"https://intranet/", "not_public"},
        {"https://a.localhost/", "not_public"},
        {"https://printer.local/", "not_public"},
        {"https://metadata.google.internal/", "not_public"},
        {"https://1.0.0.127.in-addr.arpa/", "not_public"},
        {"https://x.onion/", "not_public"},
        {"https://2130706433/", "not_public"},
        {"https://0x7f000001/", "not_public"},
        {"https://017700000001/", "not_public"},
        {"https://0x7f.1/", "bad_host"},
        {"https://127.1/", "bad_host"},
        {"https://127.0.1/", "bad_host"},
        {"https://0177.0.0.1/", "bad_host"},
        {"https://127.0.0.01/", "bad_host"},
        {"https://0x7f.0x0.0x0.0x1/", "bad_host"},
        {"https://1.2.3.4.5/", "bad_host"},
        {"https://1.2.3.256/", "bad_host"},
        {"https://a.123/", "bad_host"},
        {"https://a..cn/", "bad_host"},
        {"https://-a.cn/", "bad_host"},
        {"https://a_b.cn/", "bad_host"},
        {"https://a%2ecn/", "not_public"},
        {"https://a%00.cn/", "bad_host"},
        {"https://\xe4\xb8\xad\xe5\x9b\xbd.cn/", "bad_address"},
        {"https://\xef\xbc\x91\xef\xbc\x92\xef\xbc\x97.0.0.1/", "bad_address"},
        {"https://a.cn\r\nHost: b/", "bad_address"},
        {"https://a .cn/", "bad_address"},
        {"https://[::1]/", "not_public"},
        {"https://[::]/", "not_public"},
        {"https://[::ffff:127.0.0.1]/", "not_public"},
        {"https://[::ffff:7f00:1]/", "not_public"},
        {"https://[::127.0.0.1]/", "not_public"},
        {"https://[64:ff9b::7f00:1]/", "not_public"},
        {"https://[64:ff9b:1::7f00:1]/", "not_public"},
        {"https://[2002:7f00:1::]/", "not_public"},
        {"https://[2001:0:7f00:1::]/", "not_public"},
        {"https://[fc00::1]/", "not_public"},
        {"https://[fd12:3456::1]/", "not_public"},
        {"https://[fe80::1]/", "not_public"},
        {"https://[fe80::1%25eth0]/", "bad_host"},
        {"https://[fec0::1]/", "not_public"},
        {"https://[ff02::1]/", "not_public"},
        {"https://[::1/", "bad_host"},
        {"https://[127.0.0.1]/", "bad_host"},
        {"https://[2400:3200::1]x/", "bad_host"},
        {"https://127.0.0.1/", "not_public"},
        {"https://0.0.0.0/", "not_public"},
        {"https://10.1.2.3/", "not_public"},
        {"https://169.254.169.254/latest/meta-data", "not_public"},
        {"https://255.255.255.255/", "not_public"},
        {"https://a.cn:80/", "bad_port"},
        {"https://a.cn:22/", "bad_port"},
        {"https://a.cn:0/", "bad_port"},
        {"https://a.cn:0443/", "bad_port"},
        {"https://a.cn:65536/", "bad_port"},
        {"https://a.cn:99999999999/", "bad_port"},
        {"https://a.cn:/", "bad_port"},
        {"https://a.cn:-1/", "bad_port"},
        {"https://a.cn:443:443/", "bad_port"},
        {"https://a.cn:4x/", "bad_port"},
    };
    for (auto const& [address, code] : rows) {
        CAPTURE(std::string(address));
        CHECK(code_of(address) == code);
    }
    CHECK(code_of("https://a.cn/" + std::string(address_bytes_max, 'x')) == "too_long");
    CHECK(code_of("https://" + std::string(64, 'a') + ".cn/") == "bad_host");
}

TEST_CASE("local targets are this machine's own only, and only where that is allowed") {
    for (auto const* address :
         {"http://127.0.0.1:8080/", "http://127.0.0.1/", "https://127.0.0.1:8443/"}) {
        CHECK(code_of(address, local_targets::allowed).empty());
        CHECK_FALSE(code_of(address).empty());
    }
    for (auto const* address : {"http://a.cn/", "http://8.8.8.8/", "http://10.0.0.1/",
                                "https://10.0.0.1/", "http://localhost/", "https://[::1]/"})
        CHECK_FALSE(code_of(address, local_targets::allowed).empty());
}

TEST_CASE("the first and the last address of each special network is refused, its neighbours not") {
    struct edge {
        std::string_view before; // empty: that one is special as well
        std::string_view first;
        std::string_view last;
        std::string_view after;
    };
    for (auto const& row : {
             edge{"", "0.0.0.0", "0.255.255.255", "1.0.0.0"},
             edge{"9.255.255.255", "10.0.0.0", "10.255.255.255", "11.0.0.0"},
             edge{"100.63.255.255", "100.64.0.0", "100.127.255.255", "100.128.0.0"},
             edge{"126.255.255.255", "127.0.0.0", "127.255.255.255", "128.0.0.0"},
             edge{"169.253.255.255", "169.254.0.0", "169.254.255.255", "169.255.0.0"},
             edge{"172.15.255.255", "172.16.0.0", "172.31.255.255", "172.32.0.0"},
             edge{"191.255.255.255", "192.0.0.0", "192.0.0.255", "192.0.1.0"},
             edge{"192.0.1.255", "192.0.2.0", "192.0.2.255", "192.0.3.0"},
             edge{"192.88.98.255", "192.88.99.0", "192.88.99.255", "192.88.100.0"},
             edge{"192.167.255.255", "192.168.0.0", "192.168.255.255", "192.169.0.0"},
             edge{"198.17.255.255", "198.18.0.0", "198.19.255.255", "198.20.0.0"},
             edge{"198.51.99.255", "198.51.100.0", "198.51.100.255", "198.51.101.0"},
             edge{"203.0.112.255", "203.0.113.0", "203.0.113.255", "203.0.114.0"},
             edge{"223.255.255.255", "224.0.0.0", "255.255.255.255", ""},
             edge{"", "::", "1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", ""},
             edge{"", "2001::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff", "2001:200::"},
             edge{"2001:db7:ffff:ffff:ffff:ffff:ffff:ffff",
                  "2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff", "2001:db9::"},
             edge{"2001:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                  "2002::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "2003::"},
             edge{"3ffe:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                  "3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff", "3fff:1000::"},
             edge{"3fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
                  "4000::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", ""},
         }) {
        CAPTURE(std::string(row.first), std::string(row.last));
        CHECK_FALSE(is_public(ip(row.first)));
        CHECK_FALSE(is_public(ip(row.last)));
        if (!row.before.empty()) CHECK(is_public(ip(row.before)));
        if (!row.after.empty()) CHECK(is_public(ip(row.after)));
    }
}

TEST_CASE("a random address within a special network is refused in its mapped form as well") {
    auto const seed = new_seed();
    CAPTURE(seed);
    std::mt19937_64 random(seed);
    for (int i = 0; i < 20'000; ++i) {
        auto const bits = static_cast<std::uint32_t>(random());
        auto const a = bits >> 24;
        auto const b = bits >> 16 & 0xff;
        auto const text = std::to_string(a) + "." + std::to_string(b) + "." +
                          std::to_string(bits >> 8 & 0xff) + "." + std::to_string(bits & 0xff);
        auto const plain = ip(text);
        REQUIRE(plain == ip("::ffff:" + text));
        REQUIRE(to_string(plain) == text);
        bool const local = a == 0 || a == 10 || a == 127 || a >= 224 ||
                           (a == 100 && b >= 64 && b < 128) || (a == 169 && b == 254) ||
                           (a == 172 && b >= 16 && b < 32) || (a == 192 && b == 168) ||
                           (a == 198 && (b == 18 || b == 19));
        if (local) REQUIRE_FALSE(is_public(plain));
        if (!local && a != 192 && a != 198 && a != 203) REQUIRE(is_public(plain));
    }
}

TEST_CASE("a name with one address that is not public is called nowhere") {
    for (std::vector<ip_address> const& found :
         {std::vector{ip("127.0.0.1")}, std::vector{ip("8.8.8.8"), ip("10.0.0.1")},
          std::vector{ip("::1")}, std::vector{ip("2400:3200::1"), ip("fd00::1")},
          std::vector{ip("169.254.169.254")}}) {
        int asked = 0;
        auto const answer = send({.address = "https://rebinding.agency.cn/"},
                                 {.resolve = [&](std::string const& host) {
                                     ++asked;
                                     CHECK(host == "rebinding.agency.cn");
                                     return found;
                                 }});
        CHECK(answer.failure == "not_public");
        CHECK(answer.status == 0);
        CHECK(answer.address.empty());
        CHECK(asked == 1);
    }
    CHECK(send({.address = "https://nobody.agency.cn/"},
               {.resolve = [](std::string const&) { return std::vector<ip_address>{}; }})
              .failure == "unknown_host");
    CHECK(send({.address = "https://127.0.0.1/"}, {}).failure == "bad_address");
}
