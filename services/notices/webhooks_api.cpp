#include "services/notices/webhooks_api.hpp"

#include "common/http/handlers.hpp"
#include "common/http/query.hpp"
#include "common/http/response.hpp"

namespace talent::notices {
namespace {

using http::effect;
using http::idempotency;
using http::method;
using http::request;
using http::response;
using http::table_of;
using http::work;
using journal::unit_of_work;
using security::permission;

constexpr http::query_parameter delivery_parameters[] = {
    {"state", "Only deliveries that are pending, delivered or dead."},
};

constexpr http::route<webhooks_api> rows[] = {
    {method::post,
     "/v1/webhooks",
     permission::webhook_edit,
     &webhooks_api::subscribe,
     {.effect = effect::create,
      .idempotency = idempotency::none,
      .body = table_of<webhook>(),
      .answer = table_of<issued_webhook>(),
      .summary = "Subscribe to the feed by webhook; the secret is shown once",
      .success_status = 201,
      .dry_run = false}},
    {method::get,
     "/v1/webhooks",
     permission::webhook_edit,
     &webhooks_api::list_webhooks,
     {.answer = table_of<webhook>(), .answers_page = true, .summary = "List one's webhooks"}},
    {method::get,
     "/v1/webhooks/{id}",
     permission::webhook_edit,
     &webhooks_api::read_webhook,
     {.answer = table_of<webhook>(), .summary = "Read a webhook, without its secret"}},
    {method::patch,
     "/v1/webhooks/{id}",
     permission::webhook_edit,
     &webhooks_api::edit_webhook,
     {.effect = effect::change,
      .body = table_of<webhook>(),
      .answer = table_of<webhook>(),
      .summary = "Edit a webhook, switch it off or on again"}},
    {method::delete_,
     "/v1/webhooks/{id}",
     permission::webhook_edit,
     &webhooks_api::discard_webhook,
     {.effect = effect::change,
      .summary = "Delete a webhook with its secret",
      .success_status = 204}},
    {method::post,
     "/v1/webhooks/{id}/rotate_secret",
     permission::webhook_edit,
     &webhooks_api::rotate_secret,
     {.effect = effect::change,
      .idempotency = idempotency::none,
      .answer = table_of<issued_webhook>(),
      .summary = "Replace a webhook's secret; for 24 hours both sign",
      .dry_run = false}},
    {method::get,
     "/v1/webhooks/{id}/attempts",
     permission::webhook_edit,
     &webhooks_api::list_attempts,
     {.answer = table_of<webhook_attempt>(),
      .answers_page = true,
      .summary = "List a webhook's requests and what came back, the newest first"}},
    {method::get,
     "/v1/webhooks/{id}/deliveries",
     permission::webhook_edit,
     &webhooks_api::list_deliveries,
     {.answer = table_of<webhook_delivery>(),
      .answers_page = true,
      .query = delivery_parameters,
      .summary = "List a webhook's deliveries, the dead letters among them, the newest first"}},
    {method::post,
     "/v1/webhooks/{id}/redeliver",
     permission::webhook_edit,
     &webhooks_api::deliver_again,
     {.effect = effect::act,
      .body = table_of<redelivery>(),
      .answer = table_of<redelivery_answer>(),
      .summary = "Deliver one delivery, or a range of the journal, again"}},
    {method::get,
     "/v1/inbox",
     permission::inbox_read,
     &webhooks_api::read_inbox,
     {.answer = table_of<inbox_notice>(),
      .answers_page = true,
      .summary = "List the organisation's notices, the newest first, with how many are unread"}},
    {method::post,
     "/v1/inbox/read",
     permission::inbox_read,
     &webhooks_api::mark_read,
     {.effect = effect::act,
      .body = table_of<inbox_marks>(),
      .summary = "Mark notices as read",
      .success_status = 204}},
};

response with_secret(issued_webhook const& made) {
    response shown = http::shown(made);
    shown.header("ETag", http::etag_of(made.webhook.version));
    return shown;
}

} // namespace

void webhooks_api::add_routes(http::router& routes) const {
    routes.add(*this, rows);
}

work webhooks_api::subscribe(request const& asked) const {
    TRY_WORK(auto wanted, asked.read_body<webhook>());
    return http::write_work{
        [this, wanted = std::move(wanted)](unit_of_work& unit) -> result<response> {
            TRY(auto made, service_.subscribe(unit, wanted));
            auto shown = with_secret(made);
            shown.status = 201;
            shown.header("Location", "/v1/webhooks/" + talent::to_string(made.webhook.id));
            return shown;
        }};
}

work webhooks_api::list_webhooks(request const& asked) const {
    return http::list(asked, service_, &notices_service::list);
}

work webhooks_api::read_webhook(request const& asked) const {
    return http::read_live(asked, service_, &notices_service::read);
}

work webhooks_api::edit_webhook(request const& asked) const {
    return http::edit(asked, service_, &notices_service::edit);
}

work webhooks_api::discard_webhook(request const& asked) const {
    return http::change(asked, service_, &notices_service::discard);
}

work webhooks_api::rotate_secret(request const& asked) const {
    TRY_WORK(auto target, http::read_change_target(asked));
    return http::write_work{[this, target](unit_of_work& unit) -> result<response> {
        TRY(auto made, service_.rotate_secret(unit, target.id, target.version));
        return with_secret(made);
    }};
}

work webhooks_api::list_attempts(request const& asked) const {
    return http::list_in(asked, service_, &notices_service::list_attempts);
}

work webhooks_api::list_deliveries(request const& asked) const {
    TRY_WORK(auto state, http::read_choice<delivery_state>(asked, "state"));
    return http::list_in(asked, [this, who = asked.principal, state](
                                    db::session& sql, uuid const& id, http::paging const& page) {
        return service_.list_deliveries(sql, who, id, state, page.after, page.limit);
    });
}

work webhooks_api::deliver_again(request const& asked) const {
    return http::act_on_by(asked, service_, &notices_service::deliver_again);
}

work webhooks_api::read_inbox(request const& asked) const {
    TRY_WORK(auto paging, http::read_paging(asked));
    return http::read_work{[this, asked, paging](db::session& sql) -> result<response> {
        auto const found = service_.read_inbox(sql, asked.principal, paging.after, paging.limit);
        auto page = http::page_of(found.notices, paging.limit);
        page.more.emplace_back("unread", std::to_string(found.unread));
        return http::page_response(asked, page);
    }};
}

work webhooks_api::mark_read(request const& asked) const {
    TRY_WORK(auto marks, asked.read_body<inbox_marks>());
    return http::write_work{
        [this, marks = std::move(marks)](unit_of_work& unit) -> result<response> {
            TRY(service_.mark_read(unit.sql(), unit.actor(), marks));
            return http::no_content();
        }};
}

} // namespace talent::notices
