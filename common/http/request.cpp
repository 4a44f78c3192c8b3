#include "common/http/request.hpp"

#include <charconv>

namespace talent::http {
namespace {

/// The number in an ETag of ours: "7" with its quotes.
std::optional<std::int64_t> version_in(std::string_view etag) {
    if (etag.size() < 3 || etag.front() != '"' || etag.back() != '"') return std::nullopt;
    auto const digits = etag.substr(1, etag.size() - 2);
    bool const padded = digits.size() > 1 && digits.front() == '0';
    if (padded || digits.front() == '-') return std::nullopt;
    std::int64_t version = 0;
    auto const end = digits.data() + digits.size();
    auto const [read_to, fault] = std::from_chars(digits.data(), end, version);
    if (fault != std::errc{} || read_to != end) return std::nullopt;
    return version;
}

} // namespace

std::string_view name_of(method verb) {
    switch (verb) {
        case method::get:
            return "GET";
        case method::head:
            return "HEAD";
        case method::post:
            return "POST";
        case method::put:
            return "PUT";
        case method::patch:
            return "PATCH";
        case method::delete_:
            return "DELETE";
    }
    return {};
}

std::optional<uuid> request::path_id(std::size_t index) const {
    if (index >= path_parameters.size()) return std::nullopt;
    return parse_uuid(path_parameters[index]);
}

std::optional<std::string> request::query_value(std::string_view name) const {
    for (auto const& [given, value] : query) {
        if (given == name) return value;
    }
    return std::nullopt;
}

std::vector<std::string> request::query_values(std::string_view name) const {
    std::vector<std::string> values;
    for (auto const& [given, value] : query) {
        if (given == name) values.push_back(value);
    }
    return values;
}

result<json::value> request::document_body() const {
    bool const patch = method == http::method::patch;
    bool const accepted = content_type == "application/json" ||
                          (patch && content_type == "application/merge-patch+json");
    if (!body.empty() && !accepted) {
        return refuse(error_code::unsupported_media_type,
                      patch ? "The body must be application/merge-patch+json or application/json."
                            : "The body must be application/json.");
    }
    if (body.empty()) return refuse(error_code::malformed_json, "The body is empty.");
    return json::parse(body);
}

result<std::int64_t> request::expected_version() const {
    if (!if_match) {
        return refuse(error_code::precondition_required,
                      "Send If-Match with the ETag that the last read gave.");
    }
    if (*if_match == "*") {
        return refuse(error_code::precondition_required,
                      "If-Match must name the version that the decision is made on.");
    }
    auto const version = version_in(*if_match);
    if (!version) {
        return refuse(error_code::malformed_request,
                      "If-Match holds the ETag as it was given, with its quotes: \"3\".");
    }
    return *version;
}

} // namespace talent::http
