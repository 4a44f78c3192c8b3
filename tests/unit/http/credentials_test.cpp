// Credentials and trace contexts of a request.
#include <catch2/catch.hpp>

#include "common/http/credentials.hpp"
#include "common/http/trace_context.hpp"

using namespace talent;
using namespace talent::http;

namespace {

result<credentials> read(std::vector<header_field> const& fields, bool secure = false) {
    head sent;
    for (auto const& field : fields)
        sent.fields.add(field);
    return read_credentials(sent, secure);
}

} // namespace

TEST_CASE("a bearer token or a session cookie is read") {
    CHECK(read({{"authorization", "Bearer tp_live_a.b"}}).value().bearer == "tp_live_a.b");
    CHECK(read({{"Authorization", "bEaReR   abc"}}).value().bearer == "abc");
    CHECK(read({{"Cookie", "a=b; talent_session=xyz; c=d"}}).value().cookie == "xyz");
    auto const none = read({{"Cookie", "xtalent_session=a; talent_sessionx=b"}}).value();
    CHECK(none.bearer.empty());
    CHECK(none.cookie.empty());
}

TEST_CASE("over TLS only the cookie that the host itself has set is read") {
    constexpr auto* both = "talent_session=planted; __Host-talent_session=own";
    CHECK(read({{"Cookie", both}}, true).value().cookie == "own");
    CHECK(read({{"Cookie", both}}, false).value().cookie == "planted");
    CHECK(read({{"Cookie", "talent_session=planted"}}, true).value().cookie.empty());
}

TEST_CASE("two credentials are refused, since they could name two people") {
    CHECK(read({{"Authorization", "Bearer a"}, {"Cookie", "talent_session=b"}}).error().code ==
          error_code::malformed_request);
    CHECK(read({{"Cookie", "talent_session=a; talent_session=b"}}).error().code ==
          error_code::malformed_request);
}

TEST_CASE("other schemes and malformed tokens are no credentials") {
    for (auto const* value : {"", "Bearer", "Bearer ", "Basic YTpi", "abc", "Bearer a b",
                              "Bearer a,b", "Bearer \xe4"}) {
        INFO(value);
        CHECK(read({{"Authorization", value}}).error().code == error_code::unauthenticated);
    }
}

TEST_CASE("a valid traceparent gives the request its id") {
    CHECK(trace_id_of("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01") ==
          "4bf92f35-77b3-4da6-a3ce-929d0e0e4736");
    for (auto const* text : {"", "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                             "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                             "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                             "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                             "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-x",
                             "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"}) {
        INFO(text);
        CHECK_FALSE(trace_id_of(text).has_value());
    }
}
