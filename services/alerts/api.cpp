#include "services/alerts/api.hpp"

#include "common/http/handlers.hpp"
#include "common/http/response.hpp"

namespace talent::alerts {
namespace {

using http::effect;
using http::method;
using http::request;
using http::table_of;
using http::work;
using security::permission;

// The array of rows is the whole of this service's API; nothing else registers a route.
constexpr http::route<alerts_api> rows[] = {
    {method::post,
     "/v1/saved_searches",
     permission::alert_edit,
     &alerts_api::save_search,
     {.effect = effect::create,
      .body = table_of<saved_search>(),
      .answer = table_of<saved_search>(),
      .summary = "Save a search: what is newly published and found by it raises an alert",
      .success_status = 201}},
    {method::get,
     "/v1/saved_searches",
     permission::alert_read,
     &alerts_api::list_searches,
     {.answer = table_of<saved_search>(),
      .answers_page = true,
      .summary = "List one's saved searches"}},
    {method::get,
     "/v1/saved_searches/{id}",
     permission::alert_read,
     &alerts_api::read_search,
     {.answer = table_of<saved_search>(), .summary = "Read one's saved search"}},
    {method::patch,
     "/v1/saved_searches/{id}",
     permission::alert_edit,
     &alerts_api::edit_search,
     {.effect = effect::change,
      .body = table_of<saved_search>(),
      .answer = table_of<saved_search>(),
      .summary = "Edit, pause or resume one's saved search"}},
    {method::delete_,
     "/v1/saved_searches/{id}",
     permission::alert_edit,
     &alerts_api::discard_search,
     {.effect = effect::change,
      .summary = "Delete one's saved search; its alerts stay",
      .success_status = 204}},
    {method::get,
     "/v1/alerts",
     permission::alert_read,
     &alerts_api::list_alerts,
     {.answer = table_of<alert>(),
      .answers_page = true,
      .summary = "List what one's saved searches found, the newest first"}},
};

} // namespace

void alerts_api::add_routes(http::router& routes) const {
    routes.add(*this, rows);
}

work alerts_api::save_search(request const& asked) const {
    return http::create(asked, service_, &alerts_service::save, {"/v1/saved_searches"});
}

work alerts_api::list_searches(request const& asked) const {
    return http::list(asked, service_, &alerts_service::list);
}

work alerts_api::read_search(request const& asked) const {
    return http::read_live(asked, service_, &alerts_service::read);
}

work alerts_api::edit_search(request const& asked) const {
    return http::edit(asked, service_, &alerts_service::edit);
}

work alerts_api::discard_search(request const& asked) const {
    return http::change(asked, service_, &alerts_service::discard);
}

work alerts_api::list_alerts(request const& asked) const {
    return http::list(asked, service_, &alerts_service::list_alerts);
}

} // namespace talent::alerts
