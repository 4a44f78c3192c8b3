#include "services/exclusions/api.hpp"

#include "common/http/handlers.hpp"
#include "common/http/response.hpp"
#include "services/identity/model.hpp"

namespace talent::exclusions {
namespace {

using http::effect;
using http::method;
using http::request;
using http::response;
using http::table_of;
using http::work;
using identity::reasons;
using journal::unit_of_work;
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
    TRY_WORK(auto wanted, asked.read_body<exclusion>());
    return http::write_work{
        [this, wanted = std::move(wanted)](unit_of_work& unit) -> result<response> {
            TRY(auto made, service_.propose(unit, wanted));
            return http::created(made, "/v1/exclusions/" + to_string(made.id));
        }};
}

work exclusions_api::list(request const& asked) const {
    TRY_WORK(auto paging, http::read_paging(asked));
    auto const wanted = asked.query_value("own");
    if (wanted && *wanted != "true" && *wanted != "false")
        return refuse(error_code::invalid_query, "The parameter own is true or false.");
    bool const own = wanted == "true";
    return http::read_work{[this, asked, paging, own](db::session& sql) -> result<response> {
        auto const found = own ? service_.list_own(sql, asked.principal, paging.after, paging.limit)
                               : service_.list_public(sql, paging.after, paging.limit);
        return http::page_response(asked, http::page_of(found, paging.limit));
    }};
}

work exclusions_api::read(request const& asked) const {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    return http::read_work{[this, asked, id = *id](db::session& sql) {
        return http::shown_or_problem(service_.read(sql, asked.principal, id));
    }};
}

work exclusions_api::defend(request const& asked) const {
    TRY_WORK(auto given, asked.read_body<exclusion_defence>());
    return http::change(asked, [this, given = std::move(given)](unit_of_work& unit, uuid const& id,
                                                                std::int64_t expected) {
        return service_.defend(unit, id, expected, given);
    });
}

work exclusions_api::decide(request const& asked) const {
    TRY_WORK(auto decision, asked.read_body<exclusion_decision>());
    return http::change(asked, [this, decision = std::move(decision)](
                                   unit_of_work& unit, uuid const& id, std::int64_t expected) {
        return service_.decide(unit, id, expected, decision);
    });
}

work exclusions_api::lift(request const& asked) const {
    TRY_WORK(auto why, asked.read_body<reasons>());
    return http::change(asked, [this, why = std::move(why)](unit_of_work& unit, uuid const& id,
                                                            std::int64_t expected) {
        return service_.lift(unit, id, expected, why.list);
    });
}

} // namespace talent::exclusions
