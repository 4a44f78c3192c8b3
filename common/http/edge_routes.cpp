#include "common/http/edge_routes.hpp"

#include "common/http/edge.hpp"
#include "common/http/language.hpp"

namespace talent::http {
namespace {

using security::permission;

constexpr route_options probe(std::string_view summary) {
    return {
        .body_bytes_max = body_bytes_none, .summary = summary, .probe = true, .lane = lane::memory};
}

constexpr route<edge_api> rows[] = {
    {method::get, "/healthz", permission::open, &edge_api::health,
     probe("Whether the process is alive.")},
    {method::get, "/readyz", permission::open, &edge_api::readiness,
     probe("Whether requests can be served: start-up complete, database reachable.")},
    {method::get, "/metrics", permission::open, &edge_api::measurements,
     probe("Measurements in Prometheus text format.")},
    {method::get,
     "/openapi.json",
     permission::open,
     &edge_api::description,
     {.body_bytes_max = body_bytes_none, .summary = "This description.", .lane = lane::memory}},
    {method::get,
     "/problems/{slug}",
     permission::open,
     &edge_api::problem_page,
     {.body_bytes_max = body_bytes_none,
      .summary = "What a problem's type means.",
      .lane = lane::memory}},
};

constexpr std::string_view plain_text = "text/plain; charset=utf-8";

} // namespace

work edge_api::health(request const&) const {
    return response{.body = R"({"status":"alive"})"};
}

work edge_api::readiness(request const&) const {
    // Asking the database may take a while, so it is done on a query thread.
    auto const& parts = edge_.parts;
    bool const draining = edge_.draining.load();
    return query_work{[&parts, draining]() -> result<response> {
        if (draining) return refuse(error_code::overloaded, "The server is stopping.");
        if (!parts.ready()) return refuse(error_code::overloaded, "The server is starting.");
        if (!parts.database.reachable()) return refuse(error_code::database_unavailable);
        return response{.body = R"({"status":"ready"})"};
    }};
}

work edge_api::measurements(request const&) const {
    return response{.content_type = "text/plain; version=0.0.4; charset=utf-8",
                    .body = edge_.measured.write(edge_.levels())};
}

work edge_api::description(request const&) const {
    return response{.body = edge_.description};
}

work edge_api::problem_page(request const& asked) const {
    for (auto const& definition : all_errors()) {
        if (definition.slug != asked.path_parameters.at(0)) continue;
        bool const chinese = asked.language == language::chinese;
        std::string text(chinese ? definition.title_zh : definition.title_en);
        text.append("\n\nHTTP ").append(std::to_string(definition.status)).append("\n");
        response made{.content_type = std::string(plain_text), .body = std::move(text)};
        made.header("Content-Language", tag_of(asked.language));
        made.header("Vary", "Accept-Language");
        return made;
    }
    return refuse(error_code::not_found);
}

void add_edge_routes(router& to, edge_api const& own) {
    to.add(own, rows);
}

} // namespace talent::http
