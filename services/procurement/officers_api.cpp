#include "services/procurement/officers_api.hpp"

#include "common/http/handlers.hpp"
#include "common/http/response.hpp"

namespace talent::procurement {
namespace {

using http::effect;
using http::method;
using http::request;
using http::route;
using http::table_of;
using http::work;
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

constexpr http::location key_of_tender{"/v1/tenders", "/key"};

} // namespace

void officer_api::add_routes(http::router& routes) const {
    routes.add(*this, rows);
}

// -- officers' keys --

work officer_api::register_key(request const& asked) const {
    return http::create(asked, service_, &officer_service::register_key, {"/v1/opening_keys"});
}

work officer_api::list_keys(request const& asked) const {
    return http::list(asked, service_, &officer_service::list_own_keys);
}

work officer_api::read_key(request const& asked) const {
    return http::read(
        asked, [this](db::session& sql, uuid const& id) { return service_.read_key(sql, id); });
}

work officer_api::retire_key(request const& asked) const {
    return http::change(asked, service_, &officer_service::retire_key);
}

// -- the key of a tender --

work officer_api::name_officers(request const& asked) const {
    return http::create_in(asked, service_, &officer_service::name_officers, key_of_tender);
}

work officer_api::read_tender_key(request const& asked) const {
    return http::read_live(asked, service_, &officer_service::read_tender_key);
}

work officer_api::read_share(request const& asked) const {
    return http::read_live(asked, service_, &officer_service::read_share);
}

work officer_api::release_share(request const& asked) const {
    return http::create_in(asked, service_, &officer_service::release_share, key_of_tender);
}

work officer_api::read_opening(request const& asked) const {
    return http::read_live(asked, service_, &officer_service::read_opening);
}

} // namespace talent::procurement
