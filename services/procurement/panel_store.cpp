#include "services/procurement/panel_store.hpp"

#include "common/db/record.hpp"

namespace talent::procurement::store {
namespace {

constexpr std::string_view by_id = "WHERE id = :p1";
constexpr std::string_view by_live_key = "WHERE live_key = :p1";
constexpr std::string_view of_tender = "WHERE tender_id = :p1 ORDER BY id";
constexpr std::string_view held_of_tender =
    "WHERE tender_id = :p1 AND state <> 'replaced' ORDER BY id";
constexpr std::string_view by_bid_criterion_and_round =
    "WHERE bid_id = :p1 AND criterion = :p2 AND round = :p3";
constexpr std::string_view of_tender_and_seat =
    "WHERE tender_id = :p1 AND seat_id = :p2 ORDER BY id";

} // namespace

std::optional<panel_seat> find_seat(db::session& sql, uuid const& id) {
    return db::select_one<panel_seat>(sql, seats_table, by_id, {to_string(id)});
}

std::optional<panel_seat> find_held_seat(db::session& sql, std::string_view live_key) {
    return db::select_one<panel_seat>(sql, seats_table, by_live_key, {std::string(live_key)});
}

std::vector<panel_seat> list_seats(db::session& sql, uuid const& tender_id) {
    return db::select<panel_seat>(sql, seats_table, of_tender, {to_string(tender_id)});
}

std::vector<panel_seat> list_held_seats(db::session& sql, uuid const& tender_id) {
    return db::select<panel_seat>(sql, seats_table, held_of_tender, {to_string(tender_id)});
}

std::vector<bidder_pseudonym> list_pseudonyms(db::session& sql, uuid const& tender_id) {
    return db::select<bidder_pseudonym>(sql, pseudonyms_table, of_tender, {to_string(tender_id)});
}

std::vector<panel_score> list_panel_scores(db::session& sql, uuid const& tender_id) {
    return db::select<panel_score>(sql, panel_scores_table, of_tender, {to_string(tender_id)});
}

std::vector<score> list_scores(db::session& sql, uuid const& tender_id) {
    return db::select<score>(sql, scores_table, of_tender, {to_string(tender_id)});
}

std::optional<score> find_score(db::session& sql, uuid const& bid_id, std::string_view criterion,
                                std::int64_t round) {
    return db::select_one<score>(sql, scores_table, by_bid_criterion_and_round,
                                 {to_string(bid_id), std::string(criterion), round});
}

std::vector<consensus_position> list_positions(db::session& sql, uuid const& tender_id) {
    return db::select<consensus_position>(sql, positions_table, of_tender, {to_string(tender_id)});
}

std::vector<consensus_position> list_positions_of_seat(db::session& sql, uuid const& tender_id,
                                                       uuid const& seat_id) {
    return db::select<consensus_position>(sql, positions_table, of_tender_and_seat,
                                          {to_string(tender_id), to_string(seat_id)});
}

std::vector<uuid> seats_of_score(db::session& sql, uuid const& score_id) {
    std::vector<uuid> found;
    auto const proposal = db::select_one<score>(sql, scores_table, by_id, {to_string(score_id)});
    if (!proposal) return found;
    for (auto const& each : list_held_seats(sql, proposal->tender_id))
        found.push_back(each.id);
    return found;
}

std::vector<uuid> seat_of_position(db::session& sql, uuid const& position_id) {
    auto const said =
        db::select_one<consensus_position>(sql, positions_table, by_id, {to_string(position_id)});
    if (!said) return {};
    return {said->seat_id};
}

std::optional<correction> find_correction(db::session& sql, uuid const& id) {
    return db::select_one<correction>(sql, corrections_table, by_id, {to_string(id)});
}

std::vector<correction> list_corrections(db::session& sql, uuid const& tender_id) {
    return db::select<correction>(sql, corrections_table, of_tender, {to_string(tender_id)});
}

std::vector<evaluation_report> list_reports(db::session& sql, uuid const& tender_id) {
    return db::select<evaluation_report>(sql, reports_table, of_tender, {to_string(tender_id)});
}

} // namespace talent::procurement::store
