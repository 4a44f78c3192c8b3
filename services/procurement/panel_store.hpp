// All the SQL of panels, scores and corrections, on the session of the caller's unit of work.
// Stateless.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/db/session.hpp"
#include "services/procurement/consensus.hpp"
#include "services/procurement/corrections.hpp"
#include "services/procurement/panel.hpp"
#include "services/procurement/report.hpp"
#include "services/procurement/scoring.hpp"

namespace talent::procurement::store {

inline constexpr std::string_view seats_table = "panel_seats";
inline constexpr std::string_view pseudonyms_table = "bidder_pseudonyms";
inline constexpr std::string_view panel_scores_table = "panel_scores";
inline constexpr std::string_view scores_table = "bid_scores";
inline constexpr std::string_view positions_table = "consensus_positions";
inline constexpr std::string_view corrections_table = "bid_corrections";
inline constexpr std::string_view reports_table = "evaluation_reports";

std::optional<panel_seat> find_seat(db::session& sql, uuid const& id);
std::optional<panel_seat> find_held_seat(db::session& sql, std::string_view live_key);
/// In order of id: those replaced included, or those held only.
std::vector<panel_seat> list_seats(db::session& sql, uuid const& tender_id);
std::vector<panel_seat> list_held_seats(db::session& sql, uuid const& tender_id);

std::vector<bidder_pseudonym> list_pseudonyms(db::session& sql, uuid const& tender_id);

/// Of the tender, every round of every lot; in order of id.
std::vector<panel_score> list_panel_scores(db::session& sql, uuid const& tender_id);
std::vector<score> list_scores(db::session& sql, uuid const& tender_id);
std::optional<score> find_score(db::session& sql, uuid const& bid_id, std::string_view criterion,
                                std::int64_t round);
/// Of the tender, on every proposal, in order of id.
std::vector<consensus_position> list_positions(db::session& sql, uuid const& tender_id);
std::vector<consensus_position> list_positions_of_seat(db::session& sql, uuid const& tender_id,
                                                       uuid const& seat_id);
/// Whose clocks a proposal begins: those who sit on the panel of the tender that it is about.
std::vector<uuid> seats_of_score(db::session& sql, uuid const& score_id);
/// Who has spoken.
std::vector<uuid> seat_of_position(db::session& sql, uuid const& position_id);

std::optional<correction> find_correction(db::session& sql, uuid const& id);
std::vector<correction> list_corrections(db::session& sql, uuid const& tender_id);

/// Of every evaluation of the tender, the oldest first.
std::vector<evaluation_report> list_reports(db::session& sql, uuid const& tender_id);

} // namespace talent::procurement::store
