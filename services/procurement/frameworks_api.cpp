#include "services/procurement/frameworks_api.hpp"

#include "common/http/handlers.hpp"
#include "common/http/response.hpp"

namespace talent::procurement {
namespace {

using http::effect;
using http::method;
using http::request;
using http::response;
using http::route;
using http::table_of;
using http::work;
using identity::reasons;
using journal::unit_of_work;
using security::permission;

constexpr route<frameworks_api> rows[] = {
    {method::post,
     "/v1/awards/{id}/framework",
     permission::award_decide,
     &frameworks_api::establish,
     {.effect = effect::change,
      .answer = table_of<framework_agreement>(),
      .summary = "Establish the framework that a tender was for, after the standstill"}},
    {method::get,
     "/v1/frameworks",
     permission::open,
     &frameworks_api::list,
     {.answer = table_of<framework_agreement>(),
      .answers_page = true,
      .summary = "List framework agreements"}},
    {method::get,
     "/v1/frameworks/{id}",
     permission::open,
     &frameworks_api::read,
     {.answer = table_of<framework_agreement>(),
      .summary = "Read a framework agreement with what is left to call off"}},
    {method::post,
     "/v1/frameworks/{id}/terminate",
     permission::award_decide,
     &frameworks_api::terminate,
     {.effect = effect::change,
      .body = table_of<reasons>(),
      .answer = table_of<framework_agreement>(),
      .summary = "Terminate a framework agreement with reasons"}},
};

} // namespace

void frameworks_api::add_routes(http::router& routes) const {
    routes.add(*this, rows);
}

work frameworks_api::establish(request const& asked) const {
    return http::change(asked, [this](unit_of_work& unit, uuid const& id, std::int64_t expected) {
        return service_.establish(unit, id, expected);
    });
}

work frameworks_api::list(request const& asked) const {
    TRY_WORK(auto paging, http::read_paging(asked));
    return http::read_work{[this, asked, paging](db::session& sql) -> result<response> {
        TRY(auto found,
            service_.list(sql, asked.principal, paging.after, paging.limit, asked.received));
        return http::page_response(asked, http::page_of(found, paging.limit));
    }};
}

// Never answered with 304: what is left moves with the call-offs while the version stands.
work frameworks_api::read(request const& asked) const {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    return http::read_work{[this, asked, id = *id](db::session& sql) {
        return http::shown_or_problem(service_.read(sql, asked.principal, id, asked.received));
    }};
}

work frameworks_api::terminate(request const& asked) const {
    TRY_WORK(auto why, asked.read_body<reasons>());
    return http::change(asked, [this, why = std::move(why)](unit_of_work& unit, uuid const& id,
                                                            std::int64_t expected) {
        return service_.terminate(unit, id, expected, why.list);
    });
}

} // namespace talent::procurement
