// The fuzz target http_head holds that the two readers agree on whatever ours accepts; here, that
// they are found out where they do not.
#include "common/http/second_reading.hpp"

#include <catch2/catch.hpp>

using namespace talent;
using http::agree_on;
using http::framing;

namespace {

constexpr std::string_view with_length =
    "POST /v1/things?x=1 HTTP/1.1\r\nHost: a.example\r\nContent-Length: 12\r\nX-More: y\r\n\r\n";
constexpr std::string_view in_chunks =
    "POST /v1/things HTTP/1.1\r\nHost: a.example\r\nTransfer-Encoding: chunked\r\n\r\n";

http::head head_of(std::string_view bytes) {
    http::head made;
    REQUIRE(http::read_head(bytes, made).has_value());
    return made;
}

} // namespace

TEST_CASE("a head that both readers understand alike is agreed on") {
    for (auto const bytes : {with_length, in_chunks})
        CHECK(agree_on(bytes, head_of(bytes)).has_value());
}

TEST_CASE("a head that the two readers understand differently is refused") {
    auto const right = head_of(with_length);
    auto const differs = [&](auto change) {
        auto other = right;
        change(other);
        auto const outcome = agree_on(with_length, other);
        return !outcome.has_value() && outcome.error().code == error_code::malformed_request;
    };
    CHECK(differs([](http::head& one) { one.content_length = 11; }));
    CHECK(differs([](http::head& one) { one.body = framing::chunked; }));
    CHECK(differs([](http::head& one) { one.body = framing::none; }));
    CHECK(differs([](http::head& one) { one.target = "/v1/things"; }));
    CHECK(differs([](http::head& one) { one.fields.clear(); }));
}

TEST_CASE("a head that Beast does not accept, or not as a whole, is refused") {
    auto const ours = head_of(with_length);
    std::string doubled(with_length);
    doubled.insert(doubled.find("X-More"), "Content-Length: 13\r\n");
    CHECK_FALSE(agree_on(doubled, ours).has_value());
    CHECK_FALSE(agree_on(with_length.substr(0, with_length.size() - 2), ours).has_value());
    CHECK_FALSE(agree_on(std::string(with_length) + "GET", ours).has_value());
}
