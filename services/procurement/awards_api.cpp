#include "services/procurement/awards_api.hpp"

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
using identity::reasons;
using journal::unit_of_work;
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
    TRY_WORK(auto decision, asked.read_body<award_decision>());
    return http::change(asked, [this, decision = std::move(decision)](
                                   unit_of_work& unit, uuid const& id, std::int64_t expected) {
        return service_.choose_winner(unit, id, expected, decision);
    });
}

work awards_api::declare_unsuccessful(request const& asked) const {
    TRY_WORK(auto declared, asked.read_body<unsuccessful_declaration>());
    return http::change(asked, [this, declared = std::move(declared)](
                                   unit_of_work& unit, uuid const& id, std::int64_t expected) {
        return service_.declare_unsuccessful(unit, id, expected, declared);
    });
}

// Never answered with 304: its clocks end with the lot's contract while the version stands.
work awards_api::read_award(request const& asked) const {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    return http::read_work{[this, asked, id = *id](db::session& sql) {
        return http::shown_or_problem(service_.read_award(sql, asked.principal, id));
    }};
}

work awards_api::end(request const& asked, award_decision_of decision) const {
    TRY_WORK(auto why, asked.read_body<reasons>());
    return http::change(asked, [this, decision, why = std::move(why)](
                                   unit_of_work& unit, uuid const& id, std::int64_t expected) {
        return (service_.*decision)(unit, id, expected, why.list);
    });
}

work awards_api::decline_award(request const& asked) const {
    return end(asked, &procurement_service::decline_award);
}
work awards_api::fail_award(request const& asked) const {
    return end(asked, &procurement_service::fail_award);
}

} // namespace talent::procurement
