#include "services/listings/api.hpp"

#include "common/http/handlers.hpp"
#include "common/http/imports.hpp"
#include "common/http/query.hpp"
#include "common/http/response.hpp"
#include "services/listings/imports.hpp"

namespace talent::listings {
namespace {

using http::effect;
using http::idempotency;
using http::method;
using http::request;
using http::response;
using http::route;
using http::table_of;
using http::work;
using journal::unit_of_work;
using security::permission;

constexpr http::query_parameter list_parameters[] = {
    {"limit", "How many, 1 to 200."},
    {"cursor", "Where the page before ended."},
    {"state", "Only listings in this state."},
};
constexpr http::query_parameter export_parameters[] = {
    {"format", "csv (the default) or ndjson."},
};

using api = listings_api;

// The array of rows is the whole of listings' API; nothing else registers a route.
constexpr route<listings_api> rows[] = {
    {method::post,
     "/v1/demands",
     permission::demand_edit,
     &api::create<demand>,
     {.effect = effect::create,
      .body = table_of<demand>(),
      .answer = table_of<demand>(),
      .summary = "Draft a talent demand",
      .success_status = 201}},
    {method::get,
     "/v1/demands",
     permission::demand_read,
     &api::list<demand>,
     {.answer = table_of<demand>(),
      .answers_page = true,
      .query = list_parameters,
      .summary = "List one's own demands"}},
    {method::get,
     "/v1/demands/{id}",
     permission::open,
     &api::read<demand>,
     {.answer = table_of<demand>(),
      .summary = "Read a demand by id or number",
      .own_side = permission::demand_read,
      .lane = http::lane::memory}},
    {method::patch,
     "/v1/demands/{id}",
     permission::demand_edit,
     &api::edit<demand>,
     {.effect = effect::change,
      .body = table_of<demand>(),
      .answer = table_of<demand>(),
      .summary = "Edit a demand"}},
    {method::delete_,
     "/v1/demands/{id}",
     permission::demand_edit,
     &api::remove<demand>,
     {.effect = effect::change, .summary = "Delete a draft", .success_status = 204}},
    {method::post,
     "/v1/demands/{id}/publish",
     permission::demand_edit,
     &api::command<demand, listing_command::publish>,
     {.effect = effect::change,
      .answer = table_of<demand>(),
      .summary = "Publish, once it has what the law requires"}},
    {method::post,
     "/v1/demands/{id}/withdraw",
     permission::demand_edit,
     &api::command<demand, listing_command::withdraw>,
     {.effect = effect::change, .answer = table_of<demand>(), .summary = "Take it off the market"}},
    {method::post,
     "/v1/demands/{id}/close",
     permission::demand_edit,
     &api::command<demand, listing_command::close>,
     {.effect = effect::change,
      .answer = table_of<demand>(),
      .summary = "Close it without a hire"}},
    {method::post,
     "/v1/demands/{id}/fill",
     permission::demand_edit,
     &api::command<demand, listing_command::fill>,
     {.effect = effect::change, .answer = table_of<demand>(), .summary = "Close it as filled"}},
    {method::post,
     "/v1/demands/{id}/suspend",
     permission::listing_moderate,
     &api::moderate<demand, listing_command::suspend>,
     {.effect = effect::change,
      .body = table_of<moderation>(),
      .answer = table_of<demand>(),
      .summary = "Suspend a demand"}},
    {method::post,
     "/v1/demands/{id}/reinstate",
     permission::listing_moderate,
     &api::command<demand, listing_command::reinstate>,
     {.effect = effect::change,
      .answer = table_of<demand>(),
      .summary = "Let a suspended demand be shown"}},

    {method::post,
     "/v1/supplies",
     permission::supply_edit,
     &api::create<supply>,
     {.effect = effect::create,
      .body = table_of<supply>(),
      .answer = table_of<supply>(),
      .summary = "Draft a talent supply",
      .success_status = 201}},
    {method::get,
     "/v1/supplies",
     permission::supply_read,
     &api::list<supply>,
     {.answer = table_of<supply>(),
      .answers_page = true,
      .query = list_parameters,
      .summary = "List one's own supplies"}},
    {method::get,
     "/v1/supplies/{id}",
     permission::open,
     &api::read<supply>,
     {.answer = table_of<supply>(),
      .summary = "Read a supply by id or number",
      .own_side = permission::supply_read,
      .lane = http::lane::memory}},
    {method::patch,
     "/v1/supplies/{id}",
     permission::supply_edit,
     &api::edit<supply>,
     {.effect = effect::change,
      .body = table_of<supply>(),
      .answer = table_of<supply>(),
      .summary = "Edit a supply"}},
    {method::delete_,
     "/v1/supplies/{id}",
     permission::supply_edit,
     &api::remove<supply>,
     {.effect = effect::change, .summary = "Delete a draft", .success_status = 204}},
    {method::post,
     "/v1/supplies/{id}/publish",
     permission::supply_edit,
     &api::command<supply, listing_command::publish>,
     {.effect = effect::change, .answer = table_of<supply>(), .summary = "Publish"}},
    {method::post,
     "/v1/supplies/{id}/withdraw",
     permission::supply_edit,
     &api::command<supply, listing_command::withdraw>,
     {.effect = effect::change, .answer = table_of<supply>(), .summary = "Take it off the market"}},
    {method::post,
     "/v1/supplies/{id}/close",
     permission::supply_edit,
     &api::command<supply, listing_command::close>,
     {.effect = effect::change, .answer = table_of<supply>(), .summary = "Close it"}},
    {method::post,
     "/v1/supplies/{id}/fill",
     permission::supply_edit,
     &api::command<supply, listing_command::fill>,
     {.effect = effect::change,
      .answer = table_of<supply>(),
      .summary = "Close it: the talent has found work"}},
    {method::post,
     "/v1/supplies/{id}/suspend",
     permission::listing_moderate,
     &api::moderate<supply, listing_command::suspend>,
     {.effect = effect::change,
      .body = table_of<moderation>(),
      .answer = table_of<supply>(),
      .summary = "Suspend a supply"}},
    {method::post,
     "/v1/supplies/{id}/reinstate",
     permission::listing_moderate,
     &api::command<supply, listing_command::reinstate>,
     {.effect = effect::change,
      .answer = table_of<supply>(),
      .summary = "Let a suspended supply be shown"}},
    {method::post,
     "/v1/supplies/{id}/verify_facts",
     permission::listing_moderate,
     &api::verify_facts,
     {.effect = effect::change,
      .body = table_of<verified_facts>(),
      .answer = table_of<supply>(),
      .summary = "Record which facts' proofs were seen"}},

    {method::put,
     "/v1/supplies/{id}/personal_record",
     permission::personal_record_edit,
     &api::write_personal_record,
     {.effect = effect::act,
      .idempotency = idempotency::none,
      .body = table_of<personal_record>(),
      .summary = "Keep name and contact, encrypted and apart",
      .success_status = 204,
      .creates_or_replaces = true}},
    {method::get,
     "/v1/supplies/{id}/personal_record",
     permission::personal_record_edit,
     &api::read_personal_record,
     {.answer = table_of<personal_record>(),
      .summary = "Read one's own personal record; the look is kept",
      .lane = http::lane::writing}},
    {method::get,
     "/v1/supplies/{id}/export",
     permission::personal_record_edit,
     &api::export_subject,
     {.summary = "Download everything that is held about the talent", .lane = http::lane::writing}},
    {method::delete_,
     "/v1/supplies/{id}/personal_record",
     permission::personal_record_edit,
     &api::erase_personal_record,
     {.effect = effect::act,
      .idempotency = idempotency::none,
      .summary = "Erase: destroys the subject's key",
      .success_status = 204}},
    {method::post,
     "/v1/supplies/{id}/consents",
     permission::personal_record_edit,
     &api::give_consent,
     {.effect = effect::create,
      .body = table_of<consent>(),
      .answer = table_of<consent>(),
      .summary = "Record a consent",
      .success_status = 201}},
    {method::get,
     "/v1/supplies/{id}/consents",
     permission::personal_record_edit,
     &api::list_consents,
     {.answer = table_of<consent>(), .answers_page = true, .summary = "List the consents"}},
    {method::post,
     "/v1/consents/{id}/withdraw",
     permission::personal_record_edit,
     &api::withdraw_consent,
     {.effect = effect::change, .answer = table_of<consent>(), .summary = "Withdraw a consent"}},
    {method::post,
     "/v1/supplies/{id}/reveal",
     permission::personal_record_reveal,
     &api::reveal_record,
     {.effect = effect::act,
      .idempotency = idempotency::none,
      .body = table_of<reveal>(),
      .answer = table_of<revealed_record>(),
      .summary = "See name and contact, for a purpose the talent consented to",
      .dry_run = false}},
    {method::get,
     "/v1/supplies/{id}/reveals",
     permission::personal_record_audit,
     &api::list_reveals,
     {.answer = table_of<reveal>(), .answers_page = true, .summary = "Who has looked"}},

    {method::get,
     "/v1/moderation/demands",
     permission::listing_moderate,
     &api::list_suspended<demand>,
     {.answer = table_of<demand>(),
      .answers_page = true,
      .summary = "Demands that wait for a moderator"}},
    {method::get,
     "/v1/moderation/supplies",
     permission::listing_moderate,
     &api::list_suspended<supply>,
     {.answer = table_of<supply>(),
      .answers_page = true,
      .summary = "Supplies that wait for a moderator"}},
    {method::get,
     "/v1/moderation/words",
     permission::listing_moderate,
     &api::read_moderation_list,
     {.answer = table_of<moderation_list>(), .summary = "Words that send a notice to moderation"}},
    {method::put,
     "/v1/moderation/words",
     permission::listing_moderate,
     &api::set_moderation_list,
     {.effect = effect::change,
      .body = table_of<moderation_list>(),
      .answer = table_of<moderation_list>(),
      .summary = "Replace the list"}},

    {method::get,
     "/v1/exports/demands",
     permission::demand_read,
     &api::export_own<demand>,
     {.query = export_parameters, .summary = "Download one's own demands"}},
    {method::get,
     "/v1/exports/supplies",
     permission::supply_read,
     &api::export_own<supply>,
     {.query = export_parameters, .summary = "Download one's own supplies"}},
    {method::post,
     "/v1/imports/demands",
     permission::demand_edit,
     &api::import_listings<demand>,
     {.effect = effect::create,
      .body = table_of<demand_import>(),
      .answer = table_of<http::import_answer>(),
      .body_bytes_max = http::import_body_bytes_max,
      .summary = "Draft many demands, or publish them, each judged on its own"}},
    {method::post,
     "/v1/imports/supplies",
     permission::supply_edit,
     &api::import_listings<supply>,
     {.effect = effect::create,
      .body = table_of<supply_import>(),
      .answer = table_of<http::import_answer>(),
      .body_bytes_max = http::import_body_bytes_max,
      .summary = "Draft many supplies, or publish them, each judged on its own"}},
};

template <class T>
constexpr std::string_view collection_of = std::is_same_v<T, demand> ? "demands" : "supplies";
template <class T>
constexpr std::string_view address_of_kind =
    std::is_same_v<T, demand> ? "/v1/demands" : "/v1/supplies";
template <class T>
constexpr std::string_view kind_name_of = std::is_same_v<T, demand> ? "demand" : "supply";

constexpr int export_rows_per_piece = 200;
constexpr std::string_view byte_order_mark =
    "\xef\xbb\xbf"; // spreadsheets take a CSV for UTF-8 by it

} // namespace

void listings_api::add_routes(http::router& routes) const {
    routes.add(*this, rows);
}

// -- both kinds of listing --

template <class T>
work listings_api::create(request const& asked) const {
    return http::create<T>(
        asked, {address_of_kind<T>},
        [this](unit_of_work& unit, T const& wanted) { return service_.create(unit, wanted); });
}

template <class T>
work listings_api::import_listings(request const& asked) const {
    return http::import_batch<listing_import<T>>(asked, [this](unit_of_work& unit, T const& wanted,
                                                               bool publish) {
        return publish ? service_.create_published(unit, wanted) : service_.create(unit, wanted);
    });
}

template <class T>
work listings_api::list(request const& asked) const {
    TRY_WORK(auto const state, http::read_choice<listing_state>(asked, "state"));
    return http::list(asked, [this, state, who = asked.principal, now = asked.received](
                                 db::session& sql, http::paging const& page) {
        auto found = service_.list_own<T>(sql, who, state, page.after, page.limit);
        for (auto& one : found)
            one.expired = is_expired(one.state, one.expires_at, now);
        return found;
    });
}

template <class T>
work listings_api::read(request const& asked) const {
    auto const id = asked.path_id(0);
    if (id && published_) {
        if (auto shown = published_(kind_name_of<T>, *id, asked.received))
            return http::unless_unchanged(asked, *std::move(shown));
    }
    return http::read_work{[this, asked, id](db::session& sql) -> result<response> {
        auto found =
            id ? service_.read<T>(sql, asked.principal, *id, asked.received)
               : service_.read<T>(sql, asked.principal,
                                  std::string_view(asked.path_parameters.front()), asked.received);
        TRY(auto one, std::move(found));
        return http::unless_unchanged(asked, http::shown(one));
    }};
}

template <class T>
work listings_api::edit(request const& asked) const {
    return http::edit(asked, service_, &listings_service::edit<T>);
}

template <class T>
work listings_api::remove(request const& asked) const {
    return http::change(asked, service_, &listings_service::remove_draft<T>);
}

template <class T>
work listings_api::run_command(request const& asked, listing_command wanted,
                               std::string reason) const {
    return http::change(asked, [this, wanted, reason = std::move(reason)](
                                   unit_of_work& unit, uuid const& id, std::int64_t expected) {
        return service_.command<T>(unit, id, expected, wanted, reason);
    });
}

template <class T, listing_command Command>
work listings_api::command(request const& asked) const {
    return run_command<T>(asked, Command, {});
}

template <class T, listing_command Command>
work listings_api::moderate(request const& asked) const {
    TRY_WORK(auto decision, asked.read_body<moderation>());
    return run_command<T>(asked, Command, decision.reason);
}

template <class T>
work listings_api::export_own(request const& asked) const {
    auto const format = asked.query_value("format").value_or("csv");
    if (format != "csv" && format != "ndjson")
        return http::invalid_query("format", "unknown_value", "must be csv or ndjson");
    bool const as_csv = format == "csv";
    std::string const name = std::string(collection_of<T>) + (as_csv ? ".csv" : ".ndjson");
    // The position is the stream's own: its pieces are asked for one after the other.
    auto position = std::make_shared<std::optional<std::string>>();
    auto next = [this, asked, as_csv, position](db::session& sql) -> result<std::string> {
        auto const& table = json::described<T>::table();
        std::string piece;
        if (!*position) {
            position->emplace();
            if (as_csv) piece.append(byte_order_mark).append(json::csv_header(table));
        }
        for (auto& one :
             service_.list_own<T>(sql, asked.principal, {}, **position, export_rows_per_piece)) {
            one.expired = is_expired(one.state, one.expires_at, asked.received);
            piece.append(as_csv ? json::csv_line(&one, table) : json::write_shown(one) + "\n");
            **position = to_string(one.id);
        }
        return piece;
    };
    return http::stream_work{
        .content_type = as_csv ? "text/csv; charset=utf-8" : "application/x-ndjson",
        .file_name = name,
        .next = std::move(next)};
}

// -- moderation --

template <class T>
work listings_api::list_suspended(request const& asked) const {
    return http::list(asked, service_, &listings_service::list_suspended<T>);
}

work listings_api::read_moderation_list(request const&) const {
    return http::read_work{[this](db::session& sql) {
        return http::shown_or_problem(service_.read_moderation_list(sql));
    }};
}

work listings_api::set_moderation_list(request const& asked) const {
    TRY_WORK(auto expected, asked.expected_version());
    TRY_WORK(auto wanted, asked.read_body<moderation_list>());
    return http::write_work{[this, expected, wanted = std::move(wanted)](unit_of_work& unit) {
        return http::shown_or_problem(service_.set_moderation_list(unit, expected, wanted.words));
    }};
}

work listings_api::verify_facts(request const& asked) const {
    return http::change_by(asked, service_, &listings_service::verify_facts);
}

} // namespace talent::listings
