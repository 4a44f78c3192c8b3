#include "services/alerts/api.hpp"

#include "common/http/handlers.hpp"
#include "common/http/response.hpp"

namespace talent::alerts {
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
    TRY_WORK(auto wanted, asked.read_body<saved_search>());
    return http::write_work{
        [this, wanted = std::move(wanted)](unit_of_work& unit) -> result<response> {
            TRY(auto made, service_.save(unit, wanted));
            return http::created(made, "/v1/saved_searches/" + to_string(made.id));
        }};
}

work alerts_api::list_searches(request const& asked) const {
    TRY_WORK(auto paging, http::read_paging(asked));
    return http::read_work{[this, asked, paging](db::session& sql) -> result<response> {
        auto const found =
            service_.list(sql, asked.principal, paging.after, paging.limit, asked.received);
        return http::page_response(asked, http::page_of(found, paging.limit));
    }};
}

work alerts_api::read_search(request const& asked) const {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    return http::read_work{[this, asked, id = *id](db::session& sql) -> result<response> {
        TRY(auto found, service_.read(sql, asked.principal, id, asked.received));
        return http::shown(found);
    }};
}

work alerts_api::edit_search(request const& asked) const {
    TRY_WORK(auto patch, asked.patch_body<saved_search>());
    return http::change(asked, [this, patch = std::move(patch), codes = asked.codes](
                                   unit_of_work& unit, uuid const& id, std::int64_t expected) {
        return service_.edit(unit, id, expected, patch, *codes);
    });
}

work alerts_api::discard_search(request const& asked) const {
    return http::change(asked, [this](unit_of_work& unit, uuid const& id, std::int64_t expected) {
        return service_.discard(unit, id, expected);
    });
}

work alerts_api::list_alerts(request const& asked) const {
    TRY_WORK(auto paging, http::read_paging(asked));
    return http::read_work{[this, asked, paging](db::session& sql) -> result<response> {
        auto const found = service_.list_alerts(sql, asked.principal, paging.after, paging.limit);
        return http::page_response(asked, http::page_of(found, paging.limit));
    }};
}

} // namespace talent::alerts
