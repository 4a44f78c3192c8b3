#include "services/procurement/panel_api.hpp"

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

constexpr route<panel_api> rows[] = {
    {method::post,
     "/v1/tenders/{id}/panel",
     permission::panel_seat,
     &panel_api::seat_member,
     {.effect = effect::create,
      .body = table_of<seating>(),
      .answer = table_of<panel_seat>(),
      .summary = "Seat a member on the panel of one's tender",
      .success_status = 201}},
    {method::get,
     "/v1/tenders/{id}/panel",
     permission::bid_score,
     &panel_api::list_seats,
     {.answer = table_of<panel_seat>(),
      .answers_page = true,
      .summary = "List the panel's seats, those given up included"}},
    {method::get,
     "/v1/panel_seats/{id}",
     permission::bid_score,
     &panel_api::read_seat,
     {.answer = table_of<panel_seat>(), .summary = "Read a seat"}},
    {method::post,
     "/v1/panel_seats/{id}/declare",
     permission::bid_score,
     &panel_api::declare_interests,
     {.effect = effect::change,
      .body = table_of<interest_declaration>(),
      .answer = table_of<panel_seat>(),
      .summary = "Declare one's interests, before seeing a bid"}},
    {method::post,
     "/v1/panel_seats/{id}/replace",
     permission::panel_seat,
     &panel_api::replace_member,
     {.effect = effect::change,
      .body = table_of<seat_replacement>(),
      .answer = table_of<panel_seat>(),
      .summary = "Give a seat to another, with reasons"}},

    {method::get,
     "/v1/tenders/{id}/panel/bids",
     permission::bid_score,
     &panel_api::list_bids,
     {.answer = table_of<anonymous_bid>(),
      .answers_page = true,
      .summary = "Read the bids under pseudonyms, as a member of the panel"}},
    {method::post,
     "/v1/tenders/{id}/scores",
     permission::bid_score,
     &panel_api::give_score,
     {.effect = effect::create,
      .body = table_of<panel_score>(),
      .answer = table_of<panel_score>(),
      .summary = "Score a quality criterion of a bid, as a member of the panel",
      .success_status = 201}},
    {method::get,
     "/v1/tenders/{id}/scores",
     permission::bid_score,
     &panel_api::list_scores,
     {.answer = table_of<panel_score>(),
      .answers_page = true,
      .summary = "List one's own scores; once every member has scored, all"}},
    {method::post,
     "/v1/tenders/{id}/consensus",
     permission::bid_score,
     &panel_api::propose_consensus,
     {.effect = effect::create,
      .body = table_of<score>(),
      .answer = table_of<consensus>(),
      .summary = "Propose the panel's consensus on a criterion of a bid, with reasons",
      .success_status = 201}},
    {method::post,
     "/v1/tenders/{id}/consensus/positions",
     permission::bid_score,
     &panel_api::take_position,
     {.effect = effect::create,
      .body = table_of<consensus_position>(),
      .answer = table_of<consensus_position>(),
      .summary = "Confirm a proposed consensus, or dissent with reasons, as another member",
      .success_status = 201}},
    {method::get,
     "/v1/tenders/{id}/consensus",
     permission::bid_score,
     &panel_api::list_consensus,
     {.answer = table_of<consensus>(),
      .answers_page = true,
      .summary = "List the panel's consensus with scores, positions and distances"}},

    {method::post,
     "/v1/tenders/{id}/corrections",
     permission::bid_score,
     &panel_api::ask_correction,
     {.effect = effect::create,
      .body = table_of<correction>(),
      .answer = table_of<correction>(),
      .summary = "Ask a bidder to mend a defect of form within 24 hours",
      .success_status = 201}},
    {method::get,
     "/v1/tenders/{id}/corrections",
     permission::bid_read,
     &panel_api::list_corrections,
     {.answer = table_of<correction>(),
      .answers_page = true,
      .summary = "List the corrections that were asked for"}},
    {method::get,
     "/v1/corrections/{id}",
     permission::bid_read,
     &panel_api::read_correction,
     {.answer = table_of<correction>(), .summary = "Read a correction with its clock"}},
    {method::post,
     "/v1/corrections/{id}/answer",
     permission::bid_submit,
     &panel_api::answer_correction,
     {.effect = effect::change,
      .body = table_of<correction_answer>(),
      .answer = table_of<correction>(),
      .summary = "Mend a defect of form, as the bidder"}},

    {method::post,
     "/v1/tenders/{id}/evaluation_reports",
     permission::bid_score,
     &panel_api::deliver_report,
     {.effect = effect::create,
      .body = table_of<evaluation_report>(),
      .answer = table_of<evaluation_report>(),
      .summary = "Deliver the evaluation's report to the buyer, as a member of the panel",
      .success_status = 201}},
    {method::get,
     "/v1/tenders/{id}/evaluation_reports",
     permission::bid_score,
     &panel_api::list_reports,
     {.answer = table_of<evaluation_report>(),
      .answers_page = true,
      .summary = "List the evaluation reports of a tender"}},
};

constexpr http::location scores_of_tender{"/v1/tenders", "/scores"};
constexpr http::location consensus_of_tender{"/v1/tenders", "/consensus"};
constexpr http::location reports_of_tender{"/v1/tenders", "/evaluation_reports"};

} // namespace

void panel_api::add_routes(http::router& routes) const {
    routes.add(*this, rows);
}

work panel_api::seat_member(request const& asked) const {
    return http::create_in(asked, service_, &panel_service::seat, {"/v1/panel_seats"});
}
work panel_api::list_seats(request const& asked) const {
    return http::list_whole(asked, service_, &panel_service::list_seats);
}
work panel_api::read_seat(request const& asked) const {
    return http::read_live(asked, service_, &panel_service::read_seat);
}
work panel_api::declare_interests(request const& asked) const {
    return http::change_by(asked, service_, &panel_service::declare);
}
work panel_api::replace_member(request const& asked) const {
    return http::change_by(asked, service_, &panel_service::replace);
}

work panel_api::list_bids(request const& asked) const {
    return http::list_whole(asked, service_, &panel_service::list_bids);
}
work panel_api::give_score(request const& asked) const {
    return http::create_in(asked, service_, &panel_service::give_score, scores_of_tender);
}
work panel_api::list_scores(request const& asked) const {
    return http::list_whole(asked, service_, &panel_service::list_panel_scores);
}
work panel_api::propose_consensus(request const& asked) const {
    return http::create_in(asked, service_, &panel_service::propose_consensus, consensus_of_tender);
}
work panel_api::take_position(request const& asked) const {
    return http::create_in(asked, service_, &panel_service::take_position, consensus_of_tender);
}
work panel_api::list_consensus(request const& asked) const {
    return http::list_whole(asked, service_, &panel_service::list_consensus);
}

work panel_api::ask_correction(request const& asked) const {
    return http::create_in(asked, service_, &panel_service::ask_correction, {"/v1/corrections"});
}
work panel_api::list_corrections(request const& asked) const {
    return http::list_whole(asked, service_, &panel_service::list_corrections);
}
work panel_api::read_correction(request const& asked) const {
    return http::read_live(asked, service_, &panel_service::read_correction);
}
work panel_api::answer_correction(request const& asked) const {
    return http::change_by(asked, service_, &panel_service::answer_correction);
}

work panel_api::deliver_report(request const& asked) const {
    return http::create_in(asked, service_, &panel_service::deliver_report, reports_of_tender);
}
work panel_api::list_reports(request const& asked) const {
    return http::list_whole(asked, service_, &panel_service::list_reports);
}

} // namespace talent::procurement
