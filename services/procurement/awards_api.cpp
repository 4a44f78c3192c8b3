#include "services/procurement/awards_api.hpp"

#include "common/http/handlers.hpp"
#include "common/http/response.hpp"
#include "services/identity/reasoned.hpp"

namespace talent::procurement {
namespace {

using http::effect;
using http::method;
using http::request;
using http::route;
using http::table_of;
using http::work;
using identity::change_with_reasons;
using identity::reasons;
using security::permission;

constexpr route<awards_api> rows[] = {
    {method::post,
     "/v1/tenders/{id}/award",
     permission::award_decide,
     &awards_api::award_tender,
     {.effect = effect::change,
      .body = table_of<award_decision>(),
      .answer = table_of<tender>(),
      .summary = "Choose the winner of a lot and publish the notice"}},
    {method::post,
     "/v1/tenders/{id}/unsuccessful",
     permission::award_decide,
     &awards_api::declare_unsuccessful,
     {.effect = effect::change,
      .body = table_of<unsuccessful_declaration>(),
      .answer = table_of<tender>(),
      .summary = "Declare a lot, or all that are undecided, unsuccessful with reasons"}},
    {method::get,
     "/v1/awards/{id}",
     permission::open,
     &awards_api::read_award,
     {.answer = table_of<award>(),
      .summary = "Read an award notice with its clocks",
      .own_side = permission::tender_read}},
    {method::post,
     "/v1/awards/{id}/decline",
     permission::bid_submit,
     &awards_api::decline_award,
     {.effect = effect::change,
      .body = table_of<reasons>(),
      .answer = table_of<award>(),
      .summary = "Decline an award before the contract"}},
    {method::post,
     "/v1/awards/{id}/fail",
     permission::award_decide,
     &awards_api::fail_award,
     {.effect = effect::change,
      .body = table_of<reasons>(),
      .answer = table_of<award>(),
      .summary = "End the award of a winner who may not, or did not, sign"}},
};

} // namespace

void awards_api::add_routes(http::router& routes) const {
    routes.add(*this, rows);
}

work awards_api::award_tender(request const& asked) const {
    return http::change_by(asked, service_, &procurement_service::choose_winner);
}

work awards_api::declare_unsuccessful(request const& asked) const {
    return http::change_by(asked, service_, &procurement_service::declare_unsuccessful);
}

// Its clocks end with the lot's contract while the version stands.
work awards_api::read_award(request const& asked) const {
    return http::read_live(asked, service_, &procurement_service::read_award);
}

work awards_api::decline_award(request const& asked) const {
    return change_with_reasons(asked, service_, &procurement_service::decline_award);
}
work awards_api::fail_award(request const& asked) const {
    return change_with_reasons(asked, service_, &procurement_service::fail_award);
}

} // namespace talent::procurement
