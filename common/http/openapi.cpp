// The OpenAPI 3.1 document, written from the route table and the field tables: what it says is what
// the router and the readers check, since both read the same rows.
#include <map>

#include "common/http/limits.hpp"
#include "common/http/router.hpp"

namespace talent::http {
namespace {

using tables = std::map<std::string_view, json::object_definition const*>;

constexpr std::string_view merge_patch = "application/merge-patch+json";

bool is_write(route_options const& options) {
    return options.effect != effect::read;
}

std::string lower_case(std::string_view text) {
    std::string made(text);
    for (auto& c : made) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
    }
    return made;
}

std::vector<std::string_view> parameters_of(std::string_view path) {
    std::vector<std::string_view> names;
    for (auto open = path.find('{'); open != std::string_view::npos; open = path.find('{', open)) {
        auto const close = path.find('}', open);
        names.push_back(path.substr(open + 1, close - open - 1));
        open = close;
    }
    return names;
}

/// POST /v1/demands/{id}/publish → post_v1_demands_by_id_publish.
std::string operation_id(bound_route const& row) {
    std::string id = lower_case(name_of(row.method));
    for (char const character : row.path) {
        if (character == '/') {
            id += '_';
        } else if (character == '{') {
            id += "by_";
        } else if (character == '.' || character == '-') {
            id += '_';
        } else if (character != '}') {
            id += character;
        }
    }
    return id;
}

/// The resource that a path is about: /v1/demands/… → demands.
std::string tag_of(std::string_view path) {
    path.remove_prefix(1);
    if (path.starts_with("v1/")) path.remove_prefix(3);
    return std::string(path.substr(0, path.find('/')));
}

std::string schema_reference(json::object_definition const& table) {
    return "#/components/schemas/" + std::string(table.name);
}

void write_reference(std::string_view target, json::writer& to) {
    to.begin_object().member("$ref", target).end_object();
}

// -- parameters --

struct parameter {
    std::string_view name;
    std::string_view place; // path, query or header
    std::string_view about;
    bool required = false;
    bool repeated = false;
};

void write_parameter(parameter const& one, std::string_view schema, json::writer& to) {
    to.begin_object().member("name", one.name).member("in", one.place);
    if (!one.about.empty()) to.member("description", one.about);
    if (one.required) to.member("required", true);
    to.key("schema");
    if (one.repeated) {
        to.begin_object().member("type", "array").key("items").raw(schema).end_object();
    } else {
        to.raw(schema);
    }
    to.end_object();
}

constexpr std::string_view text_schema = R"({"type":"string"})";
constexpr std::string_view boolean_schema = R"({"type":"boolean","default":false})";
constexpr std::string_view limit_schema =
    R"({"type":"integer","minimum":1,"maximum":200,"default":50})";
constexpr std::string_view count_schema = R"({"type":"integer","minimum":1})";
constexpr std::string_view key_schema = R"({"type":"string","minLength":1,"maxLength":255})";

void write_query_parameter(query_parameter const& one, std::string_view schema, json::writer& to) {
    write_parameter(
        {.name = one.name, .place = "query", .about = one.about, .repeated = one.repeated}, schema,
        to);
}

void write_query_parameters(route_options const& options, json::writer& to) {
    auto const is_own = [&](query_parameter const& one) {
        return std::ranges::any_of(
            options.query, [&](query_parameter const& own) { return own.name == one.name; });
    };
    auto const schema_of = [&](query_parameter const& one) {
        if (one.name != "limit") return text_schema;
        return options.answers_page ? limit_schema : count_schema;
    };
    for (auto const& own : options.query)
        write_query_parameter(own, schema_of(own), to);
    for (auto const& one : page_parameters) {
        if (options.answers_page && !is_own(one)) write_query_parameter(one, schema_of(one), to);
    }
    if (is_write(options) && options.dry_run)
        write_query_parameter(dry_run_parameter, boolean_schema, to);
}

void write_header_parameters(route_options const& options, json::writer& to) {
    if (options.effect == effect::change || options.creates_or_replaces) {
        write_parameter({.name = "If-Match",
                         .place = "header",
                         .about = "The ETag of the version that the change is made on.",
                         .required = !options.creates_or_replaces},
                        text_schema, to);
    }
    if (is_write(options) && options.idempotency != idempotency::none) {
        write_parameter({.name = "Idempotency-Key",
                         .place = "header",
                         .about = "The same key replays the first answer.",
                         .required = options.idempotency == idempotency::required},
                        key_schema, to);
    }
}

void write_parameters(bound_route const& row, json::writer& to) {
    to.key("parameters").begin_array();
    for (auto const name : parameters_of(row.path)) {
        write_parameter({.name = name, .place = "path", .about = {}, .required = true}, text_schema,
                        to);
    }
    write_query_parameters(row.options, to);
    write_header_parameters(row.options, to);
    to.end_array();
}

// -- bodies --

void write_content(std::string_view type, std::string_view reference, json::writer& to) {
    to.key("content").begin_object().key(type).begin_object().key("schema");
    write_reference(reference, to);
    to.end_object().end_object();
}

void write_request_body(bound_route const& row, json::writer& to) {
    if (row.options.body == nullptr) return;
    auto const& table = row.options.body();
    bool const patch = row.method == method::patch;
    to.key("requestBody").begin_object().member("required", true);
    write_content(patch ? merge_patch : "application/json",
                  schema_reference(table) + (patch ? "_patch" : ""), to);
    to.end_object();
}

void write_page_schema(json::object_definition const& table, json::writer& to) {
    to.begin_object().member("type", "object");
    to.key("required").begin_array().string("items").string("next").end_array();
    to.key("properties").begin_object();
    to.key("items").begin_object().member("type", "array").key("items");
    write_reference(schema_reference(table), to);
    to.end_object();
    to.key("next").raw(R"({"type":["string","null"]})");
    to.end_object().end_object();
}

void write_success(bound_route const& row, json::writer& to) {
    to.key(std::to_string(row.options.success_status)).begin_object();
    to.member("description", row.options.summary);
    if (row.options.answer != nullptr) {
        auto const& table = row.options.answer();
        to.key("content").begin_object().key("application/json").begin_object().key("schema");
        if (row.options.answers_page) {
            write_page_schema(table, to);
        } else {
            write_reference(schema_reference(table), to);
        }
        to.end_object().end_object();
    }
    to.end_object();
}

void write_responses(bound_route const& row, json::writer& to) {
    to.key("responses").begin_object();
    write_success(row, to);
    to.key("default");
    write_reference("#/components/responses/problem", to);
    to.end_object();
}

void write_security(bound_route const& row, json::writer& to) {
    to.key("security").begin_array();
    if (row.permission == security::permission::open) {
        to.begin_object().end_object();
    } else {
        to.begin_object().key("bearer").begin_array().end_array().end_object();
        to.begin_object().key("session").begin_array().end_array().end_object();
    }
    to.end_array();
}

void write_operation(bound_route const& row, json::writer& to) {
    auto const& permission = security::definition_of(row.permission);
    to.key(lower_case(name_of(row.method))).begin_object();
    to.member("operationId", operation_id(row));
    to.member("summary", row.options.summary);
    to.key("tags").begin_array().string(tag_of(row.path)).end_array();
    to.member("x-permission", permission.name);
    write_security(row, to);
    write_parameters(row, to);
    write_request_body(row, to);
    write_responses(row, to);
    to.end_object();
}

// -- components --

std::string schema_text(json::object_definition const& table) {
    json::writer to;
    json::write_schema(table, to);
    return to.take();
}

/// A merge patch names what it changes: nothing is required, null clears.
std::string patch_schema_text(json::object_definition const& table) {
    auto schema = json::parse(schema_text(table)).value();
    schema.set("required", json::value::of_array());
    return json::write(schema);
}

constexpr std::string_view problem_schema = R"({"type":"object",
"description":"RFC 9457 problem details.","required":["type","title","status"],"properties":{
"type":{"type":"string","format":"uri-reference"},"title":{"type":"string"},
"status":{"type":"integer"},"detail":{"type":"string"},
"instance":{"type":"string","format":"uri"},
"errors":{"type":"array","items":{"type":"object","required":["pointer","code","detail"],
"properties":{"pointer":{"type":"string"},"code":{"type":"string"},
"detail":{"type":"string"}}}}}})";

constexpr std::string_view security_schemes = R"({"bearer":{"type":"http","scheme":"bearer",
"description":"An API key."},"session":{"type":"apiKey","in":"cookie","name":"talent_session",
"description":"The console's session; over TLS the name has the prefix __Host-. Writes also need X-CSRF-Token."}})";

/// Text of ours as the writer takes it: without the line breaks that keep the source readable.
std::string one_line(std::string_view text) {
    std::string line(text);
    std::erase(line, '\n');
    return line;
}

struct used_tables {
    tables all;
    tables patched;
};

used_tables tables_of(router const& routes) {
    used_tables used;
    for (auto const& row : routes.routes()) {
        for (auto const function : {row.options.body, row.options.answer}) {
            if (function == nullptr) continue;
            auto const& table = function();
            bool const patch = function == row.options.body && row.method == method::patch;
            (patch ? used.patched : used.all).emplace(table.name, &table);
        }
    }
    return used;
}

void write_components(router const& routes, json::writer& to) {
    auto const used = tables_of(routes);
    to.key("components").begin_object().key("schemas").begin_object();
    for (auto const& [name, table] : used.all)
        to.key(name).raw(schema_text(*table));
    for (auto const& [name, table] : used.patched) {
        to.key(std::string(name) + "_patch").raw(patch_schema_text(*table));
    }
    to.key("problem").raw(one_line(problem_schema)).end_object();
    to.key("securitySchemes").raw(one_line(security_schemes));
    to.key("responses").begin_object().key("problem").begin_object();
    to.member("description", "The request was refused, or could not be carried out.");
    write_content("application/problem+json", "#/components/schemas/problem", to);
    to.end_object().end_object().end_object();
}

void write_paths(router const& routes, json::writer& to) {
    std::map<std::string_view, std::vector<bound_route const*>> by_path;
    for (auto const& row : routes.routes())
        by_path[row.path].push_back(&row);
    to.key("paths").begin_object();
    for (auto const& [path, rows] : by_path) {
        to.key(path).begin_object();
        for (auto const* row : rows)
            write_operation(*row, to);
        to.end_object();
    }
    to.end_object();
}

} // namespace

std::string openapi_document(router const& routes) {
    json::writer to;
    to.begin_object().member("openapi", "3.1.0");
    to.key("info").begin_object().member("title", "talentd").member("version", "1");
    to.member("description", "A regional talent marketplace.").end_object();
    write_paths(routes, to);
    write_components(routes, to);
    to.end_object();
    return to.take();
}

} // namespace talent::http
