#include "services/procurement/final_offers_api.hpp"

#include "common/http/handlers.hpp"
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
constexpr route<final_offers_api> rows[] = {
    {method::post,
     "/v1/tenders/{id}/ask_final_offers",
     permission::tender_edit,
     &final_offers_api::ask,
     {.effect = effect::change,
      .body = table_of<final_offer_call>(),
      .answer = table_of<tender>(),
      .summary = "Ask for final offers after a consultation, within a time"}},
    {method::post,
     "/v1/tenders/{id}/open_final_offers",
     permission::tender_edit,
     &final_offers_api::open,
     {.effect = effect::change,
      .body = table_of<opening_act>(),
      .answer = table_of<tender>(),
      .summary = "Open the final offers after their time, with two officers' shares"}},
    {method::post,
     "/v1/bids/{id}/final_offers",
     permission::bid_submit,
     &final_offers_api::give,
     {.effect = effect::create,
      .idempotency = idempotency::required,
      .body = table_of<bid_submission>(),
      .answer = table_of<bid_receipt>(),
      .body_bytes_max = submission_bytes_max,
      .summary = "Give the sealed final offer of one's own bid, or replace it",
      .success_status = 201,
      .dry_run = false}},
    {method::get,
     "/v1/bids/{id}/final_offers",
     permission::bid_read,
     &final_offers_api::list,
     {.answer = table_of<final_offer>(),
      .answers_page = true,
      .summary = "List the final offer of one's own bid, where there is one"}},
};

} // namespace

void final_offers_api::add_routes(http::router& routes) const {
    routes.add(*this, rows);
}

work final_offers_api::ask(request const& asked) const {
    return http::change_by(asked, service_, &final_offer_service::ask);
}

work final_offers_api::open(request const& asked) const {
    return http::change_by(asked, service_, &final_offer_service::open);
}

// The answer is kept with the idempotency key, so it is the receipt and holds nothing that is
// sealed.
work final_offers_api::give(request const& asked) const {
    TRY_WORK(auto id, http::read_path_id(asked));
    TRY_WORK(auto sent, asked.read_body<bid_submission>());
    return http::write_work{[this, id, sent = held_until_sealed(std::move(sent))](
                                unit_of_work& unit) -> result<response> {
        TRY(auto receipt, service_.give(unit, id, *sent, desk_));
        return http::created(receipt, "/v1/bids/" + to_string(id) + "/final_offers");
    }};
}

work final_offers_api::list(request const& asked) const {
    return http::list_whole(asked, service_, &final_offer_service::list);
}

} // namespace talent::procurement
