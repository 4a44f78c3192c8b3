#include "services/procurement/amendments_api.hpp"

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

constexpr route<amendments_api> rows[] = {
    {method::post,
     "/v1/tenders/{id}/amend",
     permission::tender_edit,
     &amendments_api::amend,
     {.effect = effect::change,
      .body = table_of<amendment_request>(),
      .answer = table_of<tender>(),
      .summary = "Amend a published tender; bids received have to be confirmed"}},
    {method::post,
     "/v1/tenders/{id}/extend",
     permission::tender_edit,
     &amendments_api::extend,
     {.effect = effect::change,
      .body = table_of<extension_request>(),
      .answer = table_of<tender>(),
      .summary = "Move a published tender's deadline later; bids stay"}},
    {method::get,
     "/v1/tenders/{id}/amendments",
     permission::open,
     &amendments_api::list,
     {.answer = table_of<tender_amendment>(),
      .answers_page = true,
      .summary = "List a tender's amendments, each with the text before it",
      .own_side = permission::tender_read}},
    {method::post,
     "/v1/bids/{id}/confirm",
     permission::bid_submit,
     &amendments_api::confirm_bid,
     {.effect = effect::change,
      .answer = table_of<bid>(),
      .summary = "Confirm a bid for the tender as amended"}},
};

} // namespace

void amendments_api::add_routes(http::router& routes) const {
    routes.add(*this, rows);
}

work amendments_api::amend(request const& asked) const {
    return http::change_by(asked, service_, &amendment_service::amend);
}

work amendments_api::extend(request const& asked) const {
    return http::change_by(asked, service_, &amendment_service::extend);
}

work amendments_api::list(request const& asked) const {
    return http::list_in(asked, service_, &amendment_service::list);
}

work amendments_api::confirm_bid(request const& asked) const {
    return http::change(asked, service_, &amendment_service::confirm);
}

} // namespace talent::procurement
