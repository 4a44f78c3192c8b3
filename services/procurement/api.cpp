#include "services/procurement/api.hpp"

#include "common/http/handlers.hpp"
#include "common/http/query.hpp"
#include "common/http/response.hpp"
#include "services/identity/reasoned.hpp"

namespace talent::procurement {
namespace {

using http::effect;
using http::idempotency;
using http::method;
using http::request;
using http::route;
using http::table_of;
using http::work;
using identity::change_with_reasons;
using identity::reasons;
using journal::unit_of_work;
using security::permission;

constexpr http::query_parameter tender_parameters[] = {
    {"limit", "How many, 1 to 200."},
    {"cursor", "Where the page before ended."},
    {"state", "Only tenders in this state."},
};
constexpr http::query_parameter bid_parameters[] = {
    {"limit", "How many, 1 to 200."},
    {"cursor", "Where the page before ended."},
    {"tender", "Only bids for this tender, by its id."},
    {"state", "Only bids in this state."},
};

// Tenders, bids and their evaluation; awards have their own rows.
constexpr route<procurement_api> rows[] = {
    {method::post,
     "/v1/tenders",
     permission::tender_edit,
     &procurement_api::draft_tender,
     {.effect = effect::create,
      .body = table_of<tender>(),
      .answer = table_of<tender>(),
      .summary = "Draft a tender",
      .success_status = 201}},
    {method::get,
     "/v1/tenders",
     permission::tender_read,
     &procurement_api::list_tenders,
     {.answer = table_of<tender>(),
      .answers_page = true,
      .query = tender_parameters,
      .summary = "List one's own tenders"}},
    {method::get,
     "/v1/tenders/{id}",
     permission::open,
     &procurement_api::read_tender,
     {.answer = table_of<tender>(),
      .summary = "Read a tender with its phase, clocks and award notice",
      .own_side = permission::tender_read}},
    {method::patch,
     "/v1/tenders/{id}",
     permission::tender_edit,
     &procurement_api::edit_tender,
     {.effect = effect::change,
      .body = table_of<tender>(),
      .answer = table_of<tender>(),
      .summary = "Edit a draft"}},
    {method::post,
     "/v1/tenders/{id}/publish",
     permission::tender_edit,
     &procurement_api::publish_tender,
     {.effect = effect::change, .answer = table_of<tender>(), .summary = "Publish a tender"}},
    {method::post,
     "/v1/tenders/{id}/cancel",
     permission::tender_edit,
     &procurement_api::cancel_tender,
     {.effect = effect::change,
      .body = table_of<reasons>(),
      .answer = table_of<tender>(),
      .summary = "Cancel a tender with reasons"}},
    {method::post,
     "/v1/tenders/{id}/proceed",
     permission::tender_edit,
     &procurement_api::proceed_with_fewer,
     {.effect = effect::change,
      .body = table_of<fewer_bidders_approval>(),
      .answer = table_of<tender>(),
      .summary = "Go on with fewer bidders than the method asks for, with an approval"}},

    {method::get,
     "/v1/tenders/{id}/bids",
     permission::bid_read,
     &procurement_api::list_bids_of_tender,
     {.answer = table_of<bid>(),
      .answers_page = true,
      .summary = "List the bids for a tender after the opening"}},
    {method::get,
     "/v1/bids",
     permission::bid_read,
     &procurement_api::list_own_bids,
     {.answer = table_of<bid>(),
      .answers_page = true,
      .query = bid_parameters,
      .summary = "List one's own bids"}},
    {method::get,
     "/v1/bids/{id}",
     permission::bid_read,
     &procurement_api::read_bid,
     {.answer = table_of<bid>(),
      .summary = "Read a bid; after the evaluation with score, rank and reasons"}},
    {method::post,
     "/v1/bids/{id}/withdraw",
     permission::bid_submit,
     &procurement_api::withdraw_bid,
     {.effect = effect::change,
      .answer = table_of<bid>(),
      .summary = "Withdraw a bid before the deadline"}},
    {method::post,
     "/v1/bids/{id}/justify",
     permission::bid_submit,
     &procurement_api::justify_bid,
     {.effect = effect::change,
      .body = table_of<justification_text>(),
      .answer = table_of<bid>(),
      .summary = "Justify an abnormally low price"}},
    {method::post,
     "/v1/bids/{id}/disqualify",
     permission::award_decide,
     &procurement_api::disqualify_bid,
     {.effect = effect::change,
      .body = table_of<reasons>(),
      .answer = table_of<bid>(),
      .summary = "Disqualify an opened bid with reasons"}},

    {method::post,
     "/v1/tenders/{id}/open",
     permission::tender_edit,
     &procurement_api::open_tender,
     {.effect = effect::change,
      .body = table_of<opening_act>(),
      .answer = table_of<tender>(),
      .summary = "Open the bids after the deadline, with two officers' shares"}},
    {method::post,
     "/v1/tenders/{id}/evaluate",
     permission::award_decide,
     &procurement_api::evaluate_tender,
     {.effect = effect::change,
      .answer = table_of<tender>(),
      .summary = "Finish the evaluation: totals and ranks"}},
};

} // namespace

void procurement_api::add_routes(http::router& routes) const {
    routes.add(*this, rows);
}

// -- tenders --

work procurement_api::draft_tender(request const& asked) const {
    return http::create(asked, service_, &procurement_service::draft, {"/v1/tenders"});
}

work procurement_api::list_tenders(request const& asked) const {
    TRY_WORK(auto const state, http::read_choice<tender_state>(asked, "state"));
    return http::list(asked, [this, state, who = asked.principal, now = asked.received](
                                 db::session& sql, http::paging const& page) {
        return service_.list_own(sql, who, state, page.after, page.limit, now);
    });
}

// The phase moves with the clock while the version stands.
work procurement_api::read_tender(request const& asked) const {
    return http::read_live(asked, service_, &procurement_service::read);
}

work procurement_api::edit_tender(request const& asked) const {
    return http::edit(asked, service_, &procurement_service::edit);
}

work procurement_api::publish_tender(request const& asked) const {
    return http::change(asked, service_, &procurement_service::publish);
}
work procurement_api::cancel_tender(request const& asked) const {
    return change_with_reasons(asked, service_, &procurement_service::cancel);
}
work procurement_api::proceed_with_fewer(request const& asked) const {
    return http::change_by(asked, service_, &procurement_service::proceed);
}
work procurement_api::open_tender(request const& asked) const {
    return http::change_by(asked, service_, &procurement_service::open);
}
work procurement_api::evaluate_tender(request const& asked) const {
    return http::change(asked, service_, &procurement_service::evaluate);
}

// -- bids --

work procurement_api::list_bids_of_tender(request const& asked) const {
    return http::list_in(asked, service_, &procurement_service::list_bids);
}

work procurement_api::list_own_bids(request const& asked) const {
    bid_filter filter;
    TRY_WORK(filter.tender_id, http::read_id(asked, "tender"));
    TRY_WORK(filter.state, http::read_choice<bid_state>(asked, "state"));
    return http::list(
        asked, [this, filter, who = asked.principal](db::session& sql, http::paging const& page) {
            return service_.list_own_bids(sql, who, filter, page.after, page.limit);
        });
}

work procurement_api::read_bid(request const& asked) const {
    return http::read(asked, service_, &procurement_service::read_bid);
}

work procurement_api::withdraw_bid(request const& asked) const {
    return http::change(asked, service_, &procurement_service::withdraw);
}

work procurement_api::justify_bid(request const& asked) const {
    return http::change_by<justification_text>(
        asked, [this](unit_of_work& unit, uuid const& id, std::int64_t version,
                      justification_text const& given) {
            return service_.justify(unit, id, version, given.text);
        });
}

work procurement_api::disqualify_bid(request const& asked) const {
    return change_with_reasons(asked, service_, &procurement_service::disqualify);
}

} // namespace talent::procurement
