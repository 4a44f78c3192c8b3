#include "services/exclusions/api.hpp"

#include "common/http/handlers.hpp"
#include "common/http/query.hpp"
#include "common/http/response.hpp"
#include "services/identity/reasoned.hpp"

namespace talent::exclusions {
namespace {

using http::effect;
using http::method;
using http::request;
using http::table_of;
using http::work;
using identity::change_with_reasons;
using identity::reasons;
using security::permission;

constexpr http::query_parameter list_parameters[] = {
    {"own", "true: a supplier's own with what is proposed, a supervisor's own proposals."},
};

// The array of rows is the whole of this service's API; nothing else registers a route.
constexpr http::route<exclusions_api> rows[] = {
    {method::post,
     "/v1/exclusions",
     permission::exclusion_decide,
     &exclusions_api::propose,
     {.effect = effect::create,
      .body = table_of<exclusion>(),
      .answer = table_of<exclusion>(),
      .summary = "Propose the exclusion of a supplier, which is then heard",
      .success_status = 201}},
    {method::get,
     "/v1/exclusions",
     permission::open,
     &exclusions_api::list,
     {.answer = table_of<exclusion>(),
      .answers_page = true,
      .query = list_parameters,
      .summary = "List the exclusions that were decided"}},
    {method::get,
     "/v1/exclusions/{id}",
     permission::open,
     &exclusions_api::read,
     {.answer = table_of<exclusion>(), .summary = "Read an exclusion"}},
    {method::post,
     "/v1/exclusions/{id}/defend",
     permission::exclusion_defend,
     &exclusions_api::defend,
     {.effect = effect::change,
      .body = table_of<exclusion_defence>(),
      .answer = table_of<exclusion>(),
      .summary = "Answer a proposed exclusion of oneself"}},
    {method::post,
     "/v1/exclusions/{id}/decide",
     permission::exclusion_decide,
     &exclusions_api::decide,
     {.effect = effect::change,
      .body = table_of<exclusion_decision>(),
      .answer = table_of<exclusion>(),
      .summary = "Exclude the supplier, or drop the proposal, after it was heard"}},
    {method::post,
     "/v1/exclusions/{id}/lift",
     permission::exclusion_decide,
     &exclusions_api::lift,
     {.effect = effect::change,
      .body = table_of<reasons>(),
      .answer = table_of<exclusion>(),
      .summary = "End an exclusion early, with reasons"}},
};

} // namespace

void exclusions_api::add_routes(http::router& routes) const {
    routes.add(*this, rows);
}

work exclusions_api::propose(request const& asked) const {
    return http::create(asked, service_, &exclusions_service::propose, {"/v1/exclusions"});
}

work exclusions_api::list(request const& asked) const {
    TRY_WORK(auto own, http::read_flag(asked, "own"));
    if (own) return http::list(asked, service_, &exclusions_service::list_own);
    return http::list(asked, [this](db::session& sql, http::paging const& page) {
        return service_.list_public(sql, page.after, page.limit);
    });
}

work exclusions_api::read(request const& asked) const {
    return http::read_live(asked, service_, &exclusions_service::read);
}

work exclusions_api::defend(request const& asked) const {
    return http::change_by(asked, service_, &exclusions_service::defend);
}

work exclusions_api::decide(request const& asked) const {
    return http::change_by(asked, service_, &exclusions_service::decide);
}

work exclusions_api::lift(request const& asked) const {
    return change_with_reasons(asked, service_, &exclusions_service::lift);
}

} // namespace talent::exclusions
