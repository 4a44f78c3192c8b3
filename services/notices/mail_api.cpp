#include "services/notices/mail_api.hpp"

#include "common/http/handlers.hpp"
#include "common/http/response.hpp"

namespace talent::notices {
namespace {

using http::effect;
using http::method;
using http::request;
using http::response;
using http::table_of;
using http::work;
using journal::unit_of_work;
using security::permission;

constexpr http::query_parameter mail_parameters[] = {
    {"state", "Only mails that are pending, delivered or dead."},
};

constexpr http::route<mail_api> rows[] = {
    {method::get,
     "/v1/mail_setting",
     permission::inbox_read,
     &mail_api::read_setting,
     {.answer = table_of<mail_setting>(),
      .summary = "Which notices come to oneself by mail: none until it is set"}},
    {method::put,
     "/v1/mail_setting",
     permission::inbox_read,
     &mail_api::set_setting,
     {.effect = effect::change,
      .body = table_of<mail_setting>(),
      .answer = table_of<mail_setting>(),
      .summary = "Set which notices come to oneself by mail, and in which language"}},
    {method::get,
     "/v1/mails",
     permission::inbox_read,
     &mail_api::list_mails,
     {.answer = table_of<mail>(),
      .answers_page = true,
      .query = mail_parameters,
      .summary = "List the mails to oneself, the dead letters among them, the newest first"}},
    {method::post,
     "/v1/mails/redeliver",
     permission::inbox_read,
     &mail_api::send_again,
     {.effect = effect::act,
      .body = table_of<mail_redelivery>(),
      .answer = table_of<redelivery_answer>(),
      .summary = "Send dead mails to oneself again, with all their retries"}},
};

} // namespace

void mail_api::add_routes(http::router& routes) const {
    routes.add(*this, rows);
}

work mail_api::read_setting(request const& asked) const {
    return http::read_work{[this, asked](db::session& sql) -> result<response> {
        return http::shown(service_.read(sql, asked.principal));
    }};
}

work mail_api::set_setting(request const& asked) const {
    TRY_WORK(auto wanted, asked.read_body<mail_setting>());
    TRY_WORK(auto const expected, asked.expected_version());
    return http::write_work{
        [this, expected, wanted = std::move(wanted)](unit_of_work& unit) -> result<response> {
            return http::shown_or_problem(service_.set(unit, expected, wanted));
        }};
}

work mail_api::list_mails(request const& asked) const {
    std::optional<delivery_state> state;
    if (auto const named = asked.query_value("state")) {
        state = json::enumerator_named<delivery_state>(*named);
        if (!state)
            return http::invalid_query("state", "unknown_value",
                                       "is neither pending nor delivered nor dead");
    }
    return http::list(
        asked, [this, state, who = asked.principal](db::session& sql, http::paging const& page) {
            return service_.list(sql, who, state, page.after, page.limit);
        });
}

work mail_api::send_again(request const& asked) const {
    TRY_WORK(auto wanted, asked.read_body<mail_redelivery>());
    return http::write_work{
        [this, wanted = std::move(wanted)](unit_of_work& unit) -> result<response> {
            return http::shown_or_problem(
                service_.send_again(unit.sql(), unit.actor(), wanted, unit.now()));
        }};
}

} // namespace talent::notices
