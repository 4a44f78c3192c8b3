// Problem documents: the one place where a problem becomes an answer.
#include "common/http/language.hpp"
#include "common/http/limits.hpp"
#include "common/http/response.hpp"

namespace talent::http {
namespace {

void write_errors(std::vector<field_error> const& errors, json::writer& to) {
    to.key("errors").begin_array();
    for (auto const& error : errors) {
        to.begin_object();
        to.member("pointer", error.pointer);
        to.member("code", error.code);
        to.member("detail", error.detail);
        to.end_object();
    }
    to.end_array();
}

std::string problem_body(problem const& fault, error_definition const& definition, language spoken,
                         std::string_view request_id) {
    json::writer to;
    to.begin_object();
    to.member("type", "/problems/" + std::string(definition.slug));
    to.member("title", spoken == language::chinese ? definition.title_zh : definition.title_en);
    to.member("status", definition.status);
    if (!fault.detail.empty()) to.member("detail", fault.detail);
    if (!request_id.empty()) to.member("instance", "urn:uuid:" + std::string(request_id));
    if (!fault.errors.empty()) write_errors(fault.errors, to);
    to.end_object();
    return to.take();
}

int retry_after(problem const& fault, int status) {
    constexpr int service_unavailable = 503;
    if (fault.retry_after_seconds > 0) return fault.retry_after_seconds;
    return status == service_unavailable ? retry_after_overload_seconds : 0;
}

} // namespace

response problem_response(problem const& fault, language spoken, std::string_view request_id) {
    constexpr int unauthorised = 401;
    auto const& definition = definition_of(fault.code);
    response made{.status = definition.status,
                  .content_type = "application/problem+json",
                  .body = problem_body(fault, definition, spoken, request_id)};
    made.header("Content-Language", tag_of(spoken));
    made.header("Vary", "Accept-Language");
    if (definition.status == unauthorised) {
        made.header("WWW-Authenticate", "Bearer realm=\"talentd\"");
    }
    if (int const seconds = retry_after(fault, definition.status); seconds > 0) {
        made.header("Retry-After", std::to_string(seconds));
    }
    return made;
}

response problem_response(problem const& fault, request const& asked) {
    return problem_response(fault, asked.language, asked.id);
}

} // namespace talent::http
