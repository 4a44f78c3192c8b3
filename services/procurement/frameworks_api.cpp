#include "services/procurement/frameworks_api.hpp"

#include "common/http/handlers.hpp"
#include "common/http/response.hpp"
#include "services/identity/reasoned.hpp"

namespace talent::procurement {
namespace {

using http::effect;
using http::method;
using http::request;
using http::route;
using http::table_of;
using http::work;
using identity::change_with_reasons;
using identity::reasons;
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
    return http::change(asked, service_, &framework_service::establish);
}

work frameworks_api::list(request const& asked) const {
    return http::list(asked, service_, &framework_service::list);
}

// What is left moves with the call-offs while the version stands.
work frameworks_api::read(request const& asked) const {
    return http::read_live(asked, service_, &framework_service::read);
}

work frameworks_api::terminate(request const& asked) const {
    return change_with_reasons(asked, service_, &framework_service::terminate);
}

} // namespace talent::procurement
