// Who a request comes from: addresses, networks, and what a trusted proxy says of its clients.
#include <catch2/catch.hpp>

#include "common/http/client_address.hpp"
#include "common/http/limits.hpp"
#include "tests/unit/base/seed.hpp"
#include "tests/unit/http/test_market.hpp"

using namespace talent;
using namespace talent::http;
using namespace talent::http::test;
using namespace std::chrono_literals;

namespace {

trusted_networks trusting(std::vector<std::string> const& entries) {
    auto read = trusted_networks::read(entries);
    REQUIRE(read.has_value());
    return std::move(read).value();
}

bool trusts(std::string const& network, std::string_view address) {
    return trusting({network}).contains(*parse_address(address));
}

result<forwarded> said(std::string const& lines) {
    static std::string bytes;
    bytes = "GET / HTTP/1.1\r\nHost: a\r\n" + lines + "\r\n";
    head read;
    REQUIRE(read_head(bytes, read).has_value());
    return read_forwarded(read, trusting({"10.0.0.0/8", "fd00::/8"}));
}

std::string client_of(std::string const& value) {
    auto const read = said("X-Forwarded-For: " + value + "\r\n");
    if (!read.has_value()) return "refused";
    return read.value().client ? to_string(*read.value().client) : "nobody";
}

server_options behind_proxy() {
    auto settings = relaxed();
    settings.trusted_proxies = {"127.0.0.1"};
    return settings;
}

} // namespace

TEST_CASE("addresses are read strictly and written as they are usually written") {
    struct row {
        std::string_view text;
        std::string_view written;
        std::string_view network;
    };
    static constexpr row rows[] = {
        {"192.0.2.7", "192.0.2.7", "192.0.2.7"},
        {"::ffff:192.0.2.7", "192.0.2.7", "192.0.2.7"},
        {"2001:DB8:0:0:0:0:0:1", "2001:db8::1", "2001:db8::"},
        {"2001:db8:1:2:3:4:5:6", "2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"},
        {"::1", "::1", "::"},
    };
    for (auto const& one : rows) {
        INFO(one.text);
        auto const read = parse_address(one.text);
        REQUIRE(read);
        CHECK(to_string(*read) == one.written);
        CHECK(network_of(*read) == one.network);
    }
    for (auto const* text : {"", "1", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "0x1.2.3.4",
                             "1.2.3.4 ", " 1.2.3.4", "::1%lo", "[::1]", ":::", "1::2::3", "a",
                             "unknown", "localhost", "2001:db8::1:2:3:4:5:6:7:8:9"}) {
        INFO(text);
        CHECK_FALSE(parse_address(text));
    }
}

TEST_CASE("a network holds exactly the addresses that share its prefix") {
    CHECK(trusts("192.0.2.1", "192.0.2.1"));
    CHECK_FALSE(trusts("192.0.2.1", "192.0.2.2"));
    CHECK(trusts("192.0.2.1", "::ffff:192.0.2.1"));
    CHECK(trusts("10.0.0.0/8", "10.255.255.255"));
    CHECK_FALSE(trusts("10.0.0.0/8", "11.0.0.0"));
    CHECK(trusts("0.0.0.0/0", "203.0.113.1"));
    CHECK_FALSE(trusts("0.0.0.0/0", "2001:db8::1"));
    CHECK(trusts("2001:db8::/33", "2001:db8:7fff::"));
    CHECK_FALSE(trusts("2001:db8::/33", "2001:db8:8000::"));
    for (auto const* entry : {"", "a", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "10.0.0.0/8/8",
                              "::/129", "10.0.0.0/8a", "/8", "::ffff:10.0.0.0/104"}) {
        INFO(entry);
        CHECK_FALSE(trusted_networks::read({entry}).has_value());
    }
    auto const seed = new_seed();
    INFO("seed " << seed);
    std::mt19937_64 generator(seed);
    for (int round = 0; round < 10'000; ++round) {
        auto const bits = static_cast<unsigned>(between(generator, 0, 32));
        auto const base = static_cast<std::uint32_t>(generator());
        // Mostly near the network, so that the bits around its edge are what decides.
        auto const other = base ^ static_cast<std::uint32_t>(
                                      1ULL << static_cast<unsigned>(between(generator, 0, 31)));
        auto const text = [](std::uint32_t number) {
            return std::to_string(number >> 24U) + "." + std::to_string(number >> 16U & 255U) +
                   "." + std::to_string(number >> 8U & 255U) + "." + std::to_string(number & 255U);
        };
        std::uint64_t const mask = 0xffff'ffffULL << (32U - bits);
        REQUIRE(trusts(text(base) + "/" + std::to_string(bits), text(other)) ==
                ((base & mask) == (other & mask)));
    }
}

TEST_CASE("the client is the last hop that is no trusted proxy") {
    CHECK(client_of("192.0.2.1") == "192.0.2.1");
    CHECK(client_of("192.0.2.1, 10.0.0.2") == "192.0.2.1");
    CHECK(client_of("198.51.100.9, 192.0.2.1,10.0.0.2 , 10.0.0.3") == "192.0.2.1");
    CHECK(client_of("10.0.0.7, 192.0.2.1") == "192.0.2.1");
    CHECK(client_of("10.0.0.7, 10.0.0.8") == "10.0.0.7");
    CHECK(client_of("192.0.2.1:4711") == "192.0.2.1");
    CHECK(client_of("[2001:db8::1]:4711, fd00::1") == "2001:db8::1");
    CHECK(client_of("2001:db8::1") == "2001:db8::1");
    CHECK(client_of("198.51.100.9\r\nX-Forwarded-For: 192.0.2.1") == "192.0.2.1");
    CHECK_FALSE(said("").value().client);
}

TEST_CASE("what no proxy writes is refused") {
    for (auto const* value :
         {"", ",", "a", "unknown", "192.0.2.1,", ",192.0.2.1", "192.0.2.1 10.0.0.1", "192.0.2.256",
          "192.0.2.1:", "192.0.2.1:65536", "192.0.2.1:x", "[192.0.2.1]", "[::1", "[::1]1",
          "\"192.0.2.1\"", "for=192.0.2.1", "garbage, 192.0.2.1",
          "192.0.2.1\r\nX-Forwarded-For: x"}) {
        INFO(value);
        CHECK(client_of(value) == "refused");
    }
    std::string hops = "192.0.2.1";
    for (std::size_t i = 1; i < forwarded_hops_max; ++i)
        hops += ", 192.0.2.1";
    CHECK(client_of(hops) == "192.0.2.1");
    CHECK(client_of(hops + ", 192.0.2.1") == "refused");
}

TEST_CASE("the scheme is http or https, once") {
    CHECK(said("X-Forwarded-Proto: https\r\n").value().secure == true);
    CHECK(said("X-Forwarded-Proto: HTTP\r\n").value().secure == false);
    CHECK_FALSE(said("").value().secure);
    for (auto const* lines : {"X-Forwarded-Proto: wss\r\n", "X-Forwarded-Proto:\r\n",
                              "X-Forwarded-Proto: https, http\r\n",
                              "X-Forwarded-Proto: https\r\nX-Forwarded-Proto: https\r\n"}) {
        INFO(lines);
        CHECK_FALSE(said(lines).has_value());
    }
}

TEST_CASE("behind a trusted proxy every client has its own rate limit") {
    auto settings = behind_proxy();
    settings.rate_per_minute = 2;
    test_market market(settings);
    raw_client proxy(market.port());
    auto const ask = [&](std::string const& client) {
        return proxy.ask(get("/v1/query", "X-Forwarded-For: " + client + "\r\n"))->status;
    };
    CHECK(ask("192.0.2.1") == 200);
    CHECK(ask("192.0.2.1") == 200);
    CHECK(ask("192.0.2.1") == 429);
    CHECK(ask("192.0.2.2") == 200);
    // What the client itself wrote in front changes nothing.
    CHECK(ask("192.0.2.3, 192.0.2.1") == 429);
    CHECK(ask("2001:db8::1") == 200);
    CHECK(ask("2001:db8::2") == 200);
    CHECK(ask("2001:db8::3") == 429);
    CHECK(ask("2001:db8:0:1::3") == 200);
}

TEST_CASE("nobody but a trusted proxy names clients") {
    auto settings = relaxed();
    settings.trusted_proxies = {"192.0.2.0/24"};
    settings.rate_per_minute = 1;
    test_market market(settings);
    raw_client client(market.port());
    CHECK(client.ask(get("/v1/query", "X-Forwarded-For: 192.0.2.1\r\n"))->status == 200);
    CHECK(client.ask(get("/v1/query", "X-Forwarded-For: 192.0.2.2\r\n"))->status == 429);
    auto const answer =
        client.ask(get("/healthz", "X-Forwarded-For: x\r\nX-Forwarded-Proto: https\r\n"));
    CHECK(answer->status == 200);
    CHECK(answer->header("strict-transport-security").empty());
}

TEST_CASE("a trusted proxy that is incomprehensible is refused") {
    test_market market(behind_proxy());
    for (auto const* lines : {"X-Forwarded-For: x\r\n", "X-Forwarded-Proto: ftp\r\n"}) {
        raw_client proxy(market.port());
        CHECK(proxy.ask(get("/healthz", lines))->status == 400);
        CHECK(proxy.is_closed_within(1s));
    }
}

TEST_CASE("a client that reached its proxy over TLS is told to come so again") {
    test_market market(behind_proxy());
    raw_client proxy(market.port());
    CHECK_FALSE(proxy.ask(get("/healthz", "X-Forwarded-Proto: https\r\n"))
                    ->header("strict-transport-security")
                    .empty());
    CHECK(proxy.ask(get("/healthz", "X-Forwarded-Proto: http\r\n"))
              ->header("strict-transport-security")
              .empty());
}

TEST_CASE("connections of one address are limited, those of a proxy by their clients") {
    auto settings = relaxed();
    settings.connections_per_address_max = 2;
    {
        test_market market(settings);
        raw_client first(market.port());
        raw_client second(market.port());
        CHECK(first.ask(get("/healthz"))->status == 200);
        CHECK(second.ask(get("/healthz"))->status == 200);
        raw_client third(market.port());
        CHECK(third.read_answer()->status == 503);
        CHECK(third.is_closed_within(5s));
    }
    settings.trusted_proxies = {"127.0.0.0/8"};
    test_market market(settings);
    raw_client first(market.port());
    raw_client second(market.port());
    raw_client third(market.port());
    auto const gated = get("/v1/gated", "X-Forwarded-For: 192.0.2.1\r\n");
    first.send(gated);
    second.send(gated);
    market.api().held().await_waiting(2);
    auto const crowded = third.ask(get("/healthz", "X-Forwarded-For: 192.0.2.1\r\n"));
    CHECK(crowded->status == 429);
    CHECK_FALSE(crowded->header("retry-after").empty());
    CHECK(third.ask(get("/healthz", "X-Forwarded-For: 192.0.2.2\r\n"))->status == 200);
    market.api().held().open();
    CHECK(first.read_answer()->status == 200);
    CHECK(third.ask(get("/healthz", "X-Forwarded-For: 192.0.2.1\r\n"))->status == 200);
}
