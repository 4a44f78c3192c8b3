#include "tests/api/described_writes.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>

namespace talent::test {
namespace {

std::optional<security::permission> permission_named(std::string_view name) {
    for (auto const& one : security::all_permissions()) {
        if (one.name == name) return one.action;
    }
    return std::nullopt;
}

json::value const& resolve(json::value const& schema, json::value const& document) {
    auto const reference = schema["$ref"].text();
    return reference.empty()
               ? schema
               : document["components"]["schemas"][reference.substr(reference.rfind('/') + 1)];
}

write_operation describe(std::string method, std::string const& path, json::value const& operation,
                         json::value const& document) {
    std::transform(method.begin(), method.end(), method.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::toupper(letter)); });
    auto const permission = permission_named(operation["x-permission"].text());
    REQUIRE(permission);
    write_operation one{.method = std::move(method), .path = path, .permission = *permission};
    for (auto const& parameter : operation["parameters"].elements()) {
        bool const required = parameter["required"].boolean();
        if (parameter["name"].text() == "If-Match") one.needs_version = required;
        if (parameter["name"].text() == "Idempotency-Key") one.needs_key = required;
        if (parameter["name"].text() == "dry_run") one.has_dry_run = true;
    }
    for (auto const& [type, content] : operation["requestBody"]["content"].members())
        one.body = &resolve(content["schema"], document);
    return one;
}

json::value sample_text(std::string const& name, json::value const& schema) {
    static std::map<std::string, std::string, std::less<>> const codes = {
        {"regions", "330100"},
        {"occupations", "4-04-05-01"},
        {"industries", "I"},
        {"skills", "java"}};
    static std::map<std::string, std::string, std::less<>> const by_name = {
        {"credit_code", "91330100000000999"},
        {"sha256", std::string(64, 'a')},
        {"evidence", std::string(64, 'a')},
        {"public_key", std::string(64, 'a')},
        {"share", std::string(128, 'a')},
        {"phone", "0571-88001000"},
        {"password", "wandering otters polish brass"},
        {"new_password", "wandering otters polish brass"},
        {"code", "plan"},
        {"criterion", "plan"}};
    if (auto const& options = schema["enum"].elements(); !options.empty()) return options.front();
    if (auto const code = codes.find(schema["x-vocabulary"].text()); code != codes.end())
        return json::value::of_string(code->second);
    if (auto const known = by_name.find(name); known != by_name.end())
        return json::value::of_string(known->second);
    auto const format = schema["format"].text();
    if (format == "email") return json::value::of_string("someone@example.cn");
    if (format == "date") return json::value::of_string("2030-01-31");
    if (format == "date-time") return json::value::of_string("2030-01-31T00:00:00Z");
    if (format == "uuid") return json::value::of_string("01900000-0000-7000-8000-000000000000");
    auto const length = std::max<std::int64_t>(schema["minLength"].integer().value_or(1), 1);
    return json::value::of_string(std::string(static_cast<std::size_t>(length), 'x'));
}

} // namespace

std::vector<write_operation> writes_of(json::value const& document) {
    std::vector<write_operation> found;
    for (auto const& [path, operations] : document["paths"].members()) {
        for (auto const& [method, operation] : operations.members()) {
            if (method != "get" && method != "head")
                found.push_back(describe(method, path, operation, document));
        }
    }
    return found;
}

bool is_server_owned(json::value const& property) {
    return property["readOnly"].boolean();
}

json::value const& core_of(json::value const& property) {
    auto const& parts = property["allOf"].elements();
    return parts.empty() ? property : parts.front();
}

json::value sample_object(json::value const& schema) {
    if (schema["properties"].find("currency") != nullptr) {
        auto amount = json::value::of_object();
        amount.set("amount", json::value::of_string("100.00"));
        amount.set("currency", json::value::of_string("CNY"));
        return amount;
    }
    auto made = json::value::of_object();
    for (auto const& required : schema["required"].elements()) {
        auto const& property = schema["properties"][required.text()];
        if (!is_server_owned(property))
            made.set(required.text(), sample(required.text(), core_of(property)));
    }
    return made;
}

json::value sample(std::string const& name, json::value const& schema) {
    auto const type = schema["type"].text();
    if (type == "string") return sample_text(name, schema);
    if (type == "integer") return json::value::of_integer(schema["minimum"].integer().value_or(1));
    if (type == "boolean") return json::value::of_boolean(false);
    if (type == "array") return json::value::of_array({sample(name, schema["items"])});
    return sample_object(schema);
}

json::value of_wrong_type(json::value const& schema) {
    return schema["type"].text() == "string" ? json::value::of_integer(7)
                                             : json::value::of_string("wrong");
}

} // namespace talent::test
