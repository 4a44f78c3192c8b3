#include "services/procurement/bidding_api.hpp"

#include "common/http/handlers.hpp"
#include "common/http/query.hpp"
#include "common/http/response.hpp"
#include "services/procurement/sealing.hpp"

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
using journal::unit_of_work;
using security::permission;

// A would-be receipt would be a receipt: no dry run.
constexpr route<bidding_api> rows[] = {
    {method::post,
     "/v1/tenders/{id}/bids",
     permission::bid_submit,
     &bidding_api::submit_bid,
     {.effect = effect::create,
      .idempotency = idempotency::required,
      .body = table_of<bid_submission>(),
      .answer = table_of<bid_receipt>(),
      .body_bytes_max = submission_bytes_max,
      .summary = "Submit a sealed bid, or replace one's own",
      .success_status = 201,
      .dry_run = false}},
    {method::get,
     "/v1/bids/{id}/receipt",
     permission::bid_read,
     &bidding_api::read_receipt,
     {.answer = table_of<bid_receipt>(), .summary = "Read the signed receipt of one's own bid"}},
    {method::get,
     "/v1/tenders/{id}/bid_hashes",
     permission::open,
     &bidding_api::list_hashes,
     {.answer = table_of<bid_hash>(),
      .answers_page = true,
      .summary = "List the hashes of all bids, once the deadline has passed"}},
};

} // namespace

void bidding_api::add_routes(http::router& routes) const {
    routes.add(*this, rows);
}

// The answer is kept with the idempotency key, so it is the receipt and holds nothing that is
// sealed.
work bidding_api::submit_bid(request const& asked) const {
    TRY_WORK(auto id, http::read_path_id(asked));
    TRY_WORK(auto sent, asked.read_body<bid_submission>());
    return http::write_work{[this, id, sent = held_until_sealed(std::move(sent))](
                                unit_of_work& unit) -> result<response> {
        TRY(auto receipt, service_.submit(unit, id, *sent, desk_));
        return http::created(receipt, "/v1/bids/" + to_string(receipt.bid_id));
    }};
}

work bidding_api::read_receipt(request const& asked) const {
    return http::read(asked, service_, &procurement_service::read_receipt);
}

work bidding_api::list_hashes(request const& asked) const {
    TRY_WORK(auto id, http::read_path_id(asked));
    TRY_WORK(auto paging, http::read_paging(asked));
    // The cursor's key is the last arrival of the page before.
    TRY_WORK(auto after, http::read_cursor_number(paging.after));
    return http::read_work{
        [this, asked, after, limit = paging.limit, id](db::session& sql) -> result<response> {
            TRY(auto found,
                service_.list_hashes(sql, asked.principal, id, after, limit, asked.received));
            http::page one;
            for (auto const& each : found)
                one.items.push_back(json::write_shown(each.hash));
            if (static_cast<int>(found.size()) == limit)
                one.next_cursor = http::make_cursor(std::to_string(found.back().arrival));
            return http::page_response(asked, one);
        }};
}

} // namespace talent::procurement
