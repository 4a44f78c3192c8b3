#include "common/http/edge.hpp"

namespace talent::http {
namespace {

bound_route route_of_files(static_files const& files) {
    return {.method = method::get,
            .path = "static files",
            .permission = security::permission::open,
            .options = {.body_bytes_max = body_bytes_none,
                        .summary = "A file of the console.",
                        .lane = lane::memory},
            .handle = [&files](request const& asked) -> work { return files.answer(asked); }};
}

bound_route route_of_pages(rendered_pages const* pages, static_files const& files) {
    return {.method = method::get,
            .path = "rendered pages",
            .permission = security::permission::open,
            .options = {.body_bytes_max = body_bytes_none,
                        .summary = "A page for readers without scripts.",
                        .lane = lane::reading},
            .handle = [pages, &files](request const& asked) -> work {
                return pages->answer(asked, files);
            }};
}

router complete(router const& services, edge_api const& own) {
    router all;
    for (auto const& row : services.routes())
        all.add(row);
    add_edge_routes(all, own);
    return all;
}

} // namespace

edge::edge(server_options chosen, server_parts given, std::function<void()> on_commit)
    : settings(std::move(chosen)),
      parts(std::move(given)),
      files(settings.static_directory),
      file_route(route_of_files(files)),
      page_route(route_of_pages(parts.pages, files)),
      own(*this),
      routes(complete(parts.routes, own)),
      limiter(settings.rate_per_minute, rate_limited_keys_max),
      measured(routes),
      work(parts.database, parts.follower,
           {.query_threads = settings.query_threads, .password_threads = settings.password_threads},
           std::move(on_commit), parts.vault),
      gate({.in_flight_max = settings.requests_in_flight_max,
            .wait_target = settings.queue_wait_target,
            .age_max = settings.queue_age_max},
           parts.database, work),
      description(openapi_document(routes)) {}

metrics::levels edge::levels() const {
    return {.connections = counters.connections.load(),
            .requests_in_flight = counters.requests_in_flight.load(),
            .event_streams = counters.event_streams.load(),
            .exports = counters.exports.load(),
            .lane_mismatches = counters.lane_mismatches.load(),
            .database_queue_depth = parts.database.queue_depth(),
            .database_oldest_wait = parts.database.oldest_wait(),
            .query_queue_depth = work.query_load().depth,
            .password_queue_depth = work.password_load().depth};
}

} // namespace talent::http
