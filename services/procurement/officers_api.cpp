#include "services/procurement/officers_api.hpp"

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
using journal::unit_of_work;
using security::permission;

constexpr route<officer_api> rows[] = {
    {method::post,
     "/v1/opening_keys",
     permission::bid_open,
     &officer_api::register_key,
     {.effect = effect::create,
      .body = table_of<opening_key>(),
      .answer = table_of<opening_key>(),
      .summary = "Register the public key of an officer",
      .success_status = 201}},
    {method::get,
     "/v1/opening_keys",
     permission::bid_open,
     &officer_api::list_keys,
     {.answer = table_of<opening_key>(),
      .answers_page = true,
      .summary = "List the keys of one's own organisation's officers"}},
    {method::get,
     "/v1/opening_keys/{id}",
     permission::bid_open,
     &officer_api::read_key,
     {.answer = table_of<opening_key>(), .summary = "Read the public key of an officer"}},
    {method::post,
     "/v1/opening_keys/{id}/retire",
     permission::bid_open,
     &officer_api::retire_key,
     {.effect = effect::change,
      .answer = table_of<opening_key>(),
      .summary = "Retire an officer's key: no tender can name it any more"}},

    {method::post,
     "/v1/tenders/{id}/key",
     permission::tender_edit,
     &officer_api::name_officers,
     {.effect = effect::create,
      .body = table_of<key_naming>(),
      .answer = table_of<tender_key>(),
      .summary = "Name the three officers of a draft, and the key that bids are sealed to",
      .success_status = 201,
      .dry_run = false}},
    {method::get,
     "/v1/tenders/{id}/key",
     permission::open,
     &officer_api::read_tender_key,
     {.answer = table_of<tender_key>(),
      .summary = "Read the key that bids are sealed to, and who opens them",
      .own_side = permission::tender_read}},
    {method::get,
     "/v1/tenders/{id}/opening",
     permission::open,
     &officer_api::read_opening,
     {.answer = table_of<tender_opening>(), .summary = "Read the protocol of the opening"}},
    {method::get,
     "/v1/tenders/{id}/opening/share",
     permission::bid_open,
     &officer_api::read_share,
     {.answer = table_of<officer_share>(),
      .summary = "Read one's own sealed share of the key, as a named officer"}},
    {method::post,
     "/v1/tenders/{id}/opening/shares",
     permission::bid_open,
     &officer_api::release_share,
     {.effect = effect::create,
      .body = table_of<released_share>(),
      .answer = table_of<tender_key>(),
      .summary = "Release one's own share after the deadline, as a named officer",
      .success_status = 201}},
};

} // namespace

void officer_api::add_routes(http::router& routes) const {
    routes.add(*this, rows);
}

// -- officers' keys --

work officer_api::register_key(request const& asked) const {
    TRY_WORK(auto wanted, asked.read_body<opening_key>());
    return http::write_work{
        [this, wanted = std::move(wanted)](unit_of_work& unit) -> result<response> {
            TRY(auto made, service_.register_key(unit, wanted));
            return http::created(made, "/v1/opening_keys/" + to_string(made.id));
        }};
}

work officer_api::list_keys(request const& asked) const {
    TRY_WORK(auto paging, http::read_paging(asked));
    return http::read_work{[this, asked, paging](db::session& sql) -> result<response> {
        auto const found = service_.list_own_keys(sql, asked.principal, paging.after, paging.limit);
        return http::page_response(asked, http::page_of(found, paging.limit));
    }};
}

work officer_api::read_key(request const& asked) const {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    return http::read_work{[this, asked, id = *id](db::session& sql) -> result<response> {
        TRY(auto found, service_.read_key(sql, id));
        return http::unless_unchanged(asked, http::shown(found));
    }};
}

work officer_api::retire_key(request const& asked) const {
    return http::change(asked, [this](unit_of_work& unit, uuid const& id, std::int64_t expected) {
        return service_.retire_key(unit, id, expected);
    });
}

// -- the key of a tender --

work officer_api::name_officers(request const& asked) const {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    TRY_WORK(auto wanted, asked.read_body<key_naming>());
    return http::write_work{
        [this, id = *id, wanted = std::move(wanted)](unit_of_work& unit) -> result<response> {
            TRY(auto made, service_.name_officers(unit, id, wanted));
            return http::created(made, "/v1/tenders/" + to_string(id) + "/key");
        }};
}

work officer_api::read_tender_key(request const& asked) const {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    return http::read_work{[this, asked, id = *id](db::session& sql) {
        return http::shown_or_problem(service_.read_tender_key(sql, asked.principal, id));
    }};
}

work officer_api::read_share(request const& asked) const {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    return http::read_work{[this, asked, id = *id](db::session& sql) {
        return http::shown_or_problem(service_.read_share(sql, asked.principal, id));
    }};
}

work officer_api::release_share(request const& asked) const {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    TRY_WORK(auto given, asked.read_body<released_share>());
    return http::write_work{
        [this, id = *id, given = std::move(given)](unit_of_work& unit) -> result<response> {
            TRY(auto changed, service_.release_share(unit, id, given));
            return http::created(changed, "/v1/tenders/" + to_string(id) + "/key");
        }};
}

work officer_api::read_opening(request const& asked) const {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    return http::read_work{[this, asked, id = *id](db::session& sql) {
        return http::shown_or_problem(service_.read_opening(sql, asked.principal, id));
    }};
}

} // namespace talent::procurement
