// Header values that a request is decided by: If-Match, If-None-Match, Accept-Language and
// traceparent, each handed the same text.
#include "common/base/uuid.hpp"
#include "common/http/language.hpp"
#include "common/http/response.hpp"
#include "common/http/trace_context.hpp"
#include "tests/fuzz/fuzz.hpp"

namespace talent::fuzz {
namespace {

void check_if_match(std::string_view text) {
    http::request asked;
    asked.if_match = std::string(text);
    auto const version = asked.expected_version();
    if (version.has_value()) {
        require(http::etag_of(version.value()) == text, "a version is written in one way");
    }
}

void check_if_none_match(std::string_view text) {
    http::request asked;
    asked.if_none_match = std::string(text);
    auto const etag = http::etag_of(static_cast<std::int64_t>(text.size()));
    http::response full{.body = "{}"};
    full.header("ETag", etag);
    auto const answer = http::unless_unchanged(asked, full);
    require(answer.status == 200 || (answer.status == 304 && answer.body.empty()),
            "an answer is whole or unchanged");
    bool const could_name =
        text.find(etag) != std::string_view::npos || text.find('*') != std::string_view::npos;
    require(answer.status == 200 || could_name, "unchanged is what the ETag was named of");
}

void check_trace(std::string_view text) {
    auto const id = http::trace_id_of(text);
    if (!id) return;
    require(parse_uuid(*id).has_value(), "a trace's id has the form of a UUID");
    std::string digits;
    for (char const character : *id) {
        if (character != '-') digits.push_back(character);
    }
    require(text.find(digits) != std::string_view::npos, "a trace's id is as it was sent");
}

} // namespace

void check(std::string_view input) {
    check_if_match(input);
    check_if_none_match(input);
    check_trace(input);
    auto const tag = http::tag_of(http::preferred_language(input));
    require(tag == "en" || tag.starts_with("zh"), "there are two languages");
}

} // namespace talent::fuzz
