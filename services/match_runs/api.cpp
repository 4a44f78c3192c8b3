#include "services/match_runs/api.hpp"

#include "common/http/handlers.hpp"
#include "common/http/response.hpp"

namespace talent::match_runs {
namespace {

using http::effect;
using http::method;
using http::request;
using http::response;
using http::table_of;
using http::work;
using journal::unit_of_work;
using security::permission;

// The array of rows is the whole of this service's API; nothing else registers a route.
constexpr http::route<match_runs_api> rows[] = {
    {method::post,
     "/v1/match_runs",
     permission::match_keep,
     &match_runs_api::keep,
     {.effect = effect::create,
      .body = table_of<match_run>(),
      .answer = table_of<match_run>(),
      .summary = "Make a match of one's own listing and keep it, to be made again later",
      .success_status = 201}},
    {method::get,
     "/v1/match_runs",
     permission::match_read,
     &match_runs_api::list,
     {.answer = table_of<match_run>(), .answers_page = true, .summary = "List one's match runs"}},
    {method::get,
     "/v1/match_runs/{id}",
     permission::match_read,
     &match_runs_api::read,
     {.answer = table_of<match_run>(), .summary = "Read one's match run with its results"}},
    {method::delete_,
     "/v1/match_runs/{id}",
     permission::match_keep,
     &match_runs_api::discard,
     {.effect = effect::change,
      .summary = "Delete one's match run and its results",
      .success_status = 204}},
    {method::get,
     "/v1/match_runs/{id}/reproduction",
     permission::match_read,
     &match_runs_api::reproduce,
     {.answer = table_of<reproduction>(),
      .summary = "Make a match run again from the versions that it names; says what differs"}},
};

} // namespace

void match_runs_api::add_routes(http::router& routes) const {
    routes.add(*this, rows);
}

work match_runs_api::keep(request const& asked) const {
    TRY_WORK(auto wanted, asked.read_body<match_run>());
    return http::write_work{
        [this, wanted = std::move(wanted)](unit_of_work& unit) -> result<response> {
            TRY(auto made, service_.keep(unit, wanted));
            auto answer = http::created(made, "/v1/match_runs/" + to_string(made.id));
            answer.subject = made.id; // tells of many: there is no key to keep it under
            return answer;
        }};
}

work match_runs_api::list(request const& asked) const {
    return http::list(asked, service_, &match_runs_service::list);
}

work match_runs_api::read(request const& asked) const {
    return http::read_live(asked, service_, &match_runs_service::read);
}

work match_runs_api::discard(request const& asked) const {
    return http::change(asked, service_, &match_runs_service::discard);
}

work match_runs_api::reproduce(request const& asked) const {
    return http::read_live(asked, service_, &match_runs_service::reproduce);
}

} // namespace talent::match_runs
