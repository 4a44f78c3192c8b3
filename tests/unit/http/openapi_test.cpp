// The API's description follows from rows and tables.
#include <catch2/catch.hpp>

#include "common/http/router.hpp"
#include "common/json/value.hpp"

using namespace talent;

namespace {

struct note {
    uuid id;
    std::int64_t version = 0;
    std::string text;
};

} // namespace

namespace talent::json {
template <>
struct described<note> {
    static object_definition const& table() {
        static constexpr field_definition fields[] = {
            field<&note::id>("id", {.owner = owner::server, .about = "The note's id."}),
            field<&note::version>("version", {.owner = owner::server, .about = "Its version."}),
            field<&note::text>("text", {.required = true, .about = "What it says."}),
        };
        static constexpr object_definition table{"note", "A note.", fields};
        return table;
    }
};
} // namespace talent::json

namespace {

using namespace talent::http;

struct note_api {
    work any(request const&) const { return response{}; }
};

constexpr query_parameter list_parameters[] = {
    {.name = "region", .about = "A region.", .repeated = true}};

constexpr route<note_api> rows[] = {
    {method::get,
     "/v1/notes",
     security::permission::demand_read,
     &note_api::any,
     {.answer = table_of<note>(),
      .answers_page = true,
      .query = list_parameters,
      .summary = "Lists notes."}},
    {method::post,
     "/v1/notes",
     security::permission::demand_edit,
     &note_api::any,
     {.effect = effect::create,
      .idempotency = idempotency::required,
      .body = table_of<note>(),
      .answer = table_of<note>(),
      .summary = "Writes a note.",
      .success_status = 201}},
    {method::patch,
     "/v1/notes/{id}",
     security::permission::demand_edit,
     &note_api::any,
     {.effect = effect::change,
      .body = table_of<note>(),
      .answer = table_of<note>(),
      .summary = "Changes a note."}},
    {method::get,
     "/v1/notes/{id}",
     security::permission::open,
     &note_api::any,
     {.answer = table_of<note>(), .summary = "A note."}},
};

json::value document() {
    static note_api const api;
    router routes;
    routes.add(api, rows);
    auto read = json::parse(openapi_document(routes));
    REQUIRE(read.has_value());
    return std::move(read).value();
}

bool has_parameter(json::value const& operation, std::string_view name, std::string_view place,
                   bool required) {
    for (auto const& one : operation["parameters"].elements()) {
        if (one["name"].text() != name || one["in"].text() != place) continue;
        return one["required"].boolean() == required;
    }
    return false;
}

} // namespace

TEST_CASE("the description has an operation for each row, each with its own id") {
    auto const description = document();
    CHECK(description["openapi"].text() == "3.1.0");
    auto const& paths = description["paths"];
    std::set<std::string> ids;
    for (auto const& [path, operations] : paths.members()) {
        for (auto const& [verb, operation] : operations.members()) {
            CHECK_FALSE(operation["summary"].text().empty());
            ids.insert(operation["operationId"].text());
        }
    }
    CHECK(ids == std::set<std::string>{"get_v1_notes", "post_v1_notes", "patch_v1_notes_by_id",
                                       "get_v1_notes_by_id"});
}

TEST_CASE("parameters follow from path, query, effect and idempotency") {
    auto const description = document();
    auto const& list = description["paths"]["/v1/notes"]["get"];
    CHECK(has_parameter(list, "region", "query", false));
    CHECK(has_parameter(list, "limit", "query", false));
    CHECK(has_parameter(list, "cursor", "query", false));
    CHECK_FALSE(has_parameter(list, "dry_run", "query", false));
    auto const& create = description["paths"]["/v1/notes"]["post"];
    CHECK(has_parameter(create, "Idempotency-Key", "header", true));
    CHECK(has_parameter(create, "dry_run", "query", false));
    auto const& change = description["paths"]["/v1/notes/{id}"]["patch"];
    CHECK(has_parameter(change, "id", "path", true));
    CHECK(has_parameter(change, "If-Match", "header", true));
    CHECK(has_parameter(change, "Idempotency-Key", "header", false));
}

TEST_CASE("every reference leads somewhere") {
    auto const text = json::write(document());
    auto const description = document();
    std::string_view const marker = "\"$ref\":\"#/components/";
    int references = 0;
    for (auto at = text.find(marker); at != std::string::npos; at = text.find(marker, at + 1)) {
        auto const start = at + marker.size();
        auto const path = text.substr(start, text.find('"', start) - start);
        auto const slash = path.find('/');
        INFO(path);
        CHECK(description["components"][path.substr(0, slash)][path.substr(slash + 1)].is_object());
        ++references;
    }
    CHECK(references > 5);
}

TEST_CASE("a merge patch requires nothing") {
    auto const description = document();
    auto const& schemas = description["components"]["schemas"];
    CHECK(schemas["note"]["required"].elements().size() == 1);
    CHECK(schemas["note_patch"]["required"].elements().empty());
    auto const& patch = description["paths"]["/v1/notes/{id}"]["patch"];
    CHECK(patch["requestBody"]["content"]["application/merge-patch+json"].is_object());
}

TEST_CASE("the description says who may call, by credential and permission") {
    auto const description = document();
    auto const& open = description["paths"]["/v1/notes/{id}"]["get"];
    CHECK(open["security"].elements().front().members().empty());
    auto const& closed = description["paths"]["/v1/notes"]["post"];
    CHECK(closed["security"].elements().size() == 2);
    CHECK(closed["x-permission"].text() == "demand.edit");
    CHECK(description["components"]["securitySchemes"]["bearer"].is_object());
}
