#include "services/procurement/api.hpp"

#include "common/http/handlers.hpp"
#include "common/http/response.hpp"

namespace talent::procurement {
namespace {

using http::effect;
using http::idempotency;
using http::method;
using http::request;
using http::response;
using http::route;
using http::table_of;
using http::work;
using identity::reasons;
using journal::unit_of_work;
using security::permission;

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
     {.answer = table_of<tender>(), .answers_page = true, .summary = "List one's own tenders"}},
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
     {.answer = table_of<bid>(), .answers_page = true, .summary = "List one's own bids"}},
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
    TRY_WORK(auto wanted, asked.read_body<tender>());
    return http::write_work{
        [this, wanted = std::move(wanted)](unit_of_work& unit) -> result<response> {
            TRY(auto made, service_.draft(unit, wanted));
            return http::created(made, "/v1/tenders/" + to_string(made.id));
        }};
}

work procurement_api::list_tenders(request const& asked) const {
    TRY_WORK(auto paging, http::read_paging(asked));
    return http::read_work{[this, asked, paging](db::session& sql) -> result<response> {
        TRY(auto found,
            service_.list_own(sql, asked.principal, paging.after, paging.limit, asked.received));
        return http::page_response(asked, http::page_of(found, paging.limit));
    }};
}

// Never answered with 304: the phase moves with the clock while the version stands.
work procurement_api::read_tender(request const& asked) const {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    return http::read_work{[this, asked, id = *id](db::session& sql) {
        return http::shown_or_problem(service_.read(sql, asked.principal, id, asked.received));
    }};
}

work procurement_api::edit_tender(request const& asked) const {
    TRY_WORK(auto patch, asked.patch_body<tender>());
    return http::change(asked, [this, patch = std::move(patch), codes = asked.codes](
                                   unit_of_work& unit, uuid const& id, std::int64_t expected) {
        return service_.edit(unit, id, expected, patch, *codes);
    });
}

work procurement_api::decide(request const& asked, plain_decision decision) const {
    return http::change(
        asked, [this, decision](unit_of_work& unit, uuid const& id, std::int64_t expected) {
            return (service_.*decision)(unit, id, expected);
        });
}

work procurement_api::decide(request const& asked, reasoned_decision decision) const {
    TRY_WORK(auto why, asked.read_body<reasons>());
    return http::change(asked, [this, decision, why = std::move(why)](
                                   unit_of_work& unit, uuid const& id, std::int64_t expected) {
        return (service_.*decision)(unit, id, expected, why.list);
    });
}

work procurement_api::publish_tender(request const& asked) const {
    return decide(asked, &procurement_service::publish);
}
work procurement_api::cancel_tender(request const& asked) const {
    return decide(asked, &procurement_service::cancel);
}
work procurement_api::open_tender(request const& asked) const {
    TRY_WORK(auto act, asked.read_body<opening_act>());
    return http::change(asked, [this, act = std::move(act)](unit_of_work& unit, uuid const& id,
                                                            std::int64_t expected) {
        return service_.open(unit, id, expected, act);
    });
}
work procurement_api::evaluate_tender(request const& asked) const {
    return decide(asked, &procurement_service::evaluate);
}

// -- bids --

work procurement_api::list_bids_of_tender(request const& asked) const {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    TRY_WORK(auto paging, http::read_paging(asked));
    return http::read_work{[this, asked, paging, id = *id](db::session& sql) -> result<response> {
        TRY(auto found, service_.list_bids(sql, asked.principal, id, paging.after, paging.limit));
        return http::page_response(asked, http::page_of(found, paging.limit));
    }};
}

work procurement_api::list_own_bids(request const& asked) const {
    TRY_WORK(auto paging, http::read_paging(asked));
    return http::read_work{[this, asked, paging](db::session& sql) -> result<response> {
        TRY(auto found, service_.list_own_bids(sql, asked.principal, paging.after, paging.limit));
        return http::page_response(asked, http::page_of(found, paging.limit));
    }};
}

work procurement_api::read_bid(request const& asked) const {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    return http::read_work{[this, asked, id = *id](db::session& sql) -> result<response> {
        TRY(auto found, service_.read_bid(sql, asked.principal, id));
        return http::unless_unchanged(asked, http::shown(found));
    }};
}

work procurement_api::withdraw_bid(request const& asked) const {
    return http::change(asked, [this](unit_of_work& unit, uuid const& id, std::int64_t expected) {
        return service_.withdraw(unit, id, expected);
    });
}

work procurement_api::justify_bid(request const& asked) const {
    TRY_WORK(auto given, asked.read_body<justification_text>());
    return http::change(asked, [this, given = std::move(given)](unit_of_work& unit, uuid const& id,
                                                                std::int64_t expected) {
        return service_.justify(unit, id, expected, given.text);
    });
}

work procurement_api::disqualify_bid(request const& asked) const {
    TRY_WORK(auto why, asked.read_body<reasons>());
    return http::change(asked, [this, why = std::move(why)](unit_of_work& unit, uuid const& id,
                                                            std::int64_t expected) {
        return service_.disqualify(unit, id, expected, why.list);
    });
}

} // namespace talent::procurement
