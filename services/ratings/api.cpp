#include "services/ratings/api.hpp"

#include "common/http/handlers.hpp"
#include "common/http/response.hpp"
#include "services/offerings/model.hpp"

namespace talent::ratings {
namespace {

using http::effect;
using http::method;
using http::request;
using http::response;
using http::table_of;
using http::work;
using journal::unit_of_work;
using security::permission;

constexpr http::query_parameter record_parameters[] = {
    {"from", "Deliveries accepted on this day or later, in Shanghai: 2026-01-01."},
    {"until", "Deliveries accepted on this day or before, in Shanghai: 2026-12-31."},
    {"category", "Deliveries of this category of service only."},
};

// The array of rows is the whole of this service's API; nothing else registers a route.
constexpr http::route<ratings_api> rows[] = {
    {method::post,
     "/v1/packages/{id}/ratings",
     permission::rating_write,
     &ratings_api::write,
     {.effect = effect::create,
      .body = table_of<rating>(),
      .answer = table_of<rating>(),
      .summary = "Rate another side of a delivered work package, blind",
      .success_status = 201}},
    {method::get,
     "/v1/packages/{id}/ratings",
     permission::open,
     &ratings_api::list_of_package,
     {.answer = table_of<rating>(),
      .answers_page = true,
      .summary = "List a work package's ratings: one's own, and all once they are open",
      .own_side = permission::organisation_read}},
    {method::get,
     "/v1/ratings/{id}",
     permission::open,
     &ratings_api::read,
     {.answer = table_of<rating>(),
      .summary = "Read a rating; a sealed one its author only",
      .own_side = permission::organisation_read}},
    {method::patch,
     "/v1/ratings/{id}",
     permission::rating_write,
     &ratings_api::edit,
     {.effect = effect::change,
      .body = table_of<rating>(),
      .answer = table_of<rating>(),
      .summary = "Edit one's own rating while it is sealed"}},
    {method::get,
     "/v1/organisations/{id}/delivery_record",
     permission::open,
     &ratings_api::read_record,
     {.answer = table_of<delivery_record>(),
      .query = record_parameters,
      .summary = "Satisfaction, hours to resolve and complaints of an organisation's deliveries"}},
    {method::post,
     "/v1/ratings/{id}/appeal",
     permission::rating_appeal,
     &ratings_api::file,
     {.effect = effect::create,
      .body = table_of<appeal>(),
      .answer = table_of<appeal>(),
      .summary = "Appeal against a published rating of oneself",
      .success_status = 201}},
    {method::get,
     "/v1/appeals",
     permission::open,
     &ratings_api::list_appeals,
     {.answer = table_of<appeal>(),
      .answers_page = true,
      .summary = "List the appeals against ratings, with whether they were opened in time",
      .own_side = permission::organisation_read}},
    {method::get,
     "/v1/appeals/{id}",
     permission::open,
     &ratings_api::read_appeal,
     {.answer = table_of<appeal>(),
      .summary = "Read an appeal",
      .own_side = permission::organisation_read}},
    {method::post,
     "/v1/appeals/{id}/open",
     permission::appeal_decide,
     &ratings_api::open,
     {.effect = effect::change,
      .answer = table_of<appeal>(),
      .summary = "Open the review of an appeal"}},
    {method::post,
     "/v1/appeals/{id}/decide",
     permission::appeal_decide,
     &ratings_api::decide,
     {.effect = effect::change,
      .body = table_of<appeal_decision>(),
      .answer = table_of<appeal>(),
      .summary = "Decide an appeal in writing; upheld, it strikes the rating"}},
    {method::post,
     "/v1/appeals/{id}/withdraw",
     permission::rating_appeal,
     &ratings_api::withdraw,
     {.effect = effect::change, .answer = table_of<appeal>(), .summary = "Take one's appeal back"}},
};

result<std::optional<date>> read_day(request const& asked, std::string_view name) {
    auto const text = asked.query_value(name);
    if (!text) return std::optional<date>{};
    auto const day = parse_date(*text);
    if (!day) return http::invalid_query(name, "malformed", "is no day such as 2026-01-31");
    return day;
}

result<record_question> read_question(request const& asked) {
    record_question made;
    TRY(made.from, read_day(asked, "from"));
    TRY(made.until, read_day(asked, "until"));
    if (made.from && made.until && *made.until < *made.from)
        return http::invalid_query("until", "out_of_order", "is before from");
    made.category = asked.query_value("category");
    if (made.category && !json::enumerator_named<offerings::service_category>(*made.category))
        return http::invalid_query("category", "unknown_value", "is no category of service");
    return made;
}

} // namespace

void ratings_api::add_routes(http::router& routes) const {
    routes.add(*this, rows);
}

work ratings_api::write(request const& asked) const {
    return http::create_in<rating>(
        asked, {"/v1/ratings"},
        [this](unit_of_work& unit, uuid const& package_id, rating const& wanted) {
            return service_.write(unit, package_id, wanted);
        });
}

work ratings_api::list_of_package(request const& asked) const {
    return http::list_whole(asked, [this, who = asked.principal, now = asked.received](
                                       db::session& sql, uuid const& package_id) {
        return service_.list_of_package(sql, who, package_id, now);
    });
}

// Never answered with 304: what one sees of a rating changes by the clock while its version stands.
work ratings_api::read(request const& asked) const {
    return http::read_live(
        asked, [this, who = asked.principal, now = asked.received](
                   db::session& sql, uuid const& id) { return service_.read(sql, who, id, now); });
}

work ratings_api::edit(request const& asked) const {
    return http::edit<rating>(asked,
                              [this](unit_of_work& unit, uuid const& id, std::int64_t expected,
                                     json::value const& patch, json::code_checker const& codes) {
                                  return service_.edit(unit, id, expected, patch, codes);
                              });
}

work ratings_api::read_record(request const& asked) const {
    TRY_WORK(auto const id, http::read_path_id(asked));
    TRY_WORK(auto const of, read_question(asked));
    return http::read_work{[this, asked, id, of](db::session& sql) -> result<response> {
        return http::shown_or_problem(
            service_.read_record(sql, asked.principal, id, of, asked.received));
    }};
}

work ratings_api::file(request const& asked) const {
    return http::create_in<appeal>(
        asked, {"/v1/appeals"},
        [this](unit_of_work& unit, uuid const& rating_id, appeal const& wanted) {
            return service_.file(unit, rating_id, wanted);
        });
}

work ratings_api::list_appeals(request const& asked) const {
    return http::list(asked, [this, who = asked.principal, now = asked.received](
                                 db::session& sql, http::paging const& page) {
        return service_.list_appeals(sql, who, page.after, page.limit, now);
    });
}

work ratings_api::read_appeal(request const& asked) const {
    return http::read_live(asked, [this, who = asked.principal, now = asked.received](
                                      db::session& sql, uuid const& id) {
        return service_.read_appeal(sql, who, id, now);
    });
}

work ratings_api::open(request const& asked) const {
    return http::change(asked, service_, &ratings_service::open);
}

work ratings_api::decide(request const& asked) const {
    return http::change_by(asked, service_, &ratings_service::decide);
}

work ratings_api::withdraw(request const& asked) const {
    return http::change(asked, service_, &ratings_service::withdraw);
}

} // namespace talent::ratings
