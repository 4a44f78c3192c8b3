#include "services/clocks/api.hpp"

#include <charconv>
#include <string_view>

#include "common/http/handlers.hpp"
#include "common/http/response.hpp"

namespace talent::clocks {
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

constexpr http::query_parameter calendar_parameters[] = {
    {"token", "What the subscription's address has: who knows it reads the calendar."},
};

constexpr http::route<clocks_api> rows[] = {
    {method::get,
     "/v1/clocks",
     permission::inbox_read,
     &clocks_api::list_clocks,
     {.answer = table_of<running_clock>(),
      .answers_page = true,
      .summary = "List the organisation's running clocks, what is due first at the top"}},
    {method::get,
     "/v1/clocks.ics",
     permission::open,
     &clocks_api::read_calendar,
     {.query = calendar_parameters, .summary = "The running clocks as a calendar (RFC 5545)"}},
    {method::post,
     "/v1/clock_subscriptions",
     permission::inbox_read,
     &clocks_api::subscribe,
     {.effect = effect::create,
      .idempotency = idempotency::none,
      .body = table_of<clock_subscription>(),
      .answer = table_of<issued_clock_subscription>(),
      .summary = "Subscribe to the running clocks as a calendar; the address is shown once",
      .success_status = 201,
      .dry_run = false}},
    {method::get,
     "/v1/clock_subscriptions",
     permission::inbox_read,
     &clocks_api::list_subscriptions,
     {.answer = table_of<clock_subscription>(),
      .answers_page = true,
      .summary = "List one's calendar subscriptions"}},
    {method::delete_,
     "/v1/clock_subscriptions/{id}",
     permission::inbox_read,
     &clocks_api::revoke,
     {.effect = effect::change,
      .summary = "Revoke a calendar subscription of one's own",
      .success_status = 204}},
};

// "milliseconds|id"
struct place {
    instant due{};
    std::string id;
};

result<place> read_place(std::string_view key) {
    if (key.empty()) return place{};
    auto const bar = key.find('|');
    auto const number = bar == std::string_view::npos ? std::string_view{} : key.substr(0, bar);
    auto const id = key.substr(number.size());
    std::int64_t due = 0;
    auto const [end, fault] = std::from_chars(number.data(), number.data() + number.size(), due);
    bool const whole = fault == std::errc{} && end == number.data() + number.size();
    if (!whole || !parse_uuid(id.substr(1)))
        return http::invalid_query("cursor", "unknown_value", "is no cursor of this list");
    return place{from_milliseconds(due), std::string(id.substr(1))};
}

} // namespace

void clocks_api::add_routes(http::router& routes) const {
    routes.add(*this, rows);
}

work clocks_api::list_clocks(request const& asked) const {
    TRY_WORK(auto paging, http::read_paging(asked));
    TRY_WORK(auto from, read_place(paging.after));
    return http::read_work{
        [this, asked, from, limit = paging.limit](db::session& sql) -> result<response> {
            auto const found =
                service_.list(sql, asked.principal, from.due, from.id, limit, asked.received);
            auto page = http::page_of(found, limit);
            if (!page.next_cursor.empty()) {
                auto const& last = found.back();
                page.next_cursor = http::make_cursor(std::to_string(to_milliseconds(last.due)) +
                                                     "|" + to_string(last.id));
            }
            return http::page_response(asked, page);
        }};
}

work clocks_api::read_calendar(request const& asked) const {
    auto const token = asked.query_value("token");
    if (!token) return http::invalid_query("token", "required", "is missing");
    return http::read_work{[this, asked, token = *token](db::session& sql) -> result<response> {
        TRY(auto text, service_.read_calendar(sql, token, asked.received));
        response shown{.content_type = "text/calendar; charset=utf-8", .body = std::move(text)};
        shown.header("Cache-Control", "private, no-cache");
        return shown;
    }};
}

work clocks_api::subscribe(request const& asked) const {
    TRY_WORK(auto wanted, asked.read_body<clock_subscription>());
    return http::write_work{
        [this, wanted = std::move(wanted)](unit_of_work& unit) -> result<response> {
            TRY(auto made, service_.subscribe(unit, wanted));
            response shown = http::shown(made);
            shown.status = 201;
            shown.header("ETag", http::etag_of(made.subscription.version));
            return shown;
        }};
}

work clocks_api::list_subscriptions(request const& asked) const {
    return http::list(asked, service_, &clocks_service::list_subscriptions);
}

work clocks_api::revoke(request const& asked) const {
    return http::change(asked, service_, &clocks_service::revoke);
}

} // namespace talent::clocks
