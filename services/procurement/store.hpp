// All the SQL of procurement, on the session of the caller's unit of work. Stateless.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/db/session.hpp"
#include "services/procurement/bid_filter.hpp"

namespace talent::procurement::store {

inline constexpr std::string_view tenders_table = "tenders";
inline constexpr std::string_view bids_table = "bids";
inline constexpr std::string_view awards_table = "awards";

std::optional<tender> find_tender(db::session& sql, uuid const& id);
/// The same, locked until the unit ends where the database needs it: bids arriving, the opening and
/// scores of one tender come one after the other.
std::optional<tender> lock_tender(db::session& sql, uuid const& id);
/// In that state, or any; in order of id, after `after`.
std::vector<tender> list_tenders(db::session& sql, uuid const& buyer_id,
                                 std::optional<tender_state> state, std::string_view after,
                                 int limit);

std::optional<bid> find_bid(db::session& sql, uuid const& id);
std::optional<bid> find_live_bid(db::session& sql, std::string_view live_key);
/// Every bid of a tender that counts at its opening, or did until it was disqualified, in order of
/// arrival: none that was withdrawn, has lapsed or waits to be confirmed.
std::vector<bid> list_standing_bids(db::session& sql, uuid const& tender_id);
/// Every bid of a tender in that state, in order of arrival.
std::vector<bid> list_bids_in(db::session& sql, uuid const& tender_id, std::string_view state);
std::vector<bid> page_standing_bids(db::session& sql, uuid const& tender_id, std::string_view after,
                                    int limit);
/// In order of id, after `after`.
std::vector<bid> list_bids_of(db::session& sql, uuid const& organisation_id,
                              bid_filter const& filter, std::string_view after, int limit);
/// The greatest arrival sequence of a tender; 0 where no bid has arrived.
std::int64_t last_arrival(db::session& sql, uuid const& tender_id);
/// How often the organisation has submitted for this tender, withdrawn bids included.
std::int64_t count_submissions(db::session& sql, uuid const& tender_id,
                               uuid const& organisation_id);

/// The sealed part of a bid, kept apart from its row so that no entry of the journal can hold it.
void put_sealed_content(db::session& sql, uuid const& bid_id, std::string const& content);
std::optional<std::string> find_sealed_content(db::session& sql, uuid const& bid_id);
void remove_sealed_content(db::session& sql, uuid const& bid_id);

void put_receipt(db::session& sql, bid_receipt const& one);
std::optional<bid_receipt> find_receipt(db::session& sql, uuid const& bid_id);
/// Every bid with an arrival after `after`, withdrawn ones too, in order of arrival.
std::vector<arrived_hash> list_hashes(db::session& sql, uuid const& tender_id, std::int64_t after,
                                      int limit);

/// Whose bid for the lot was opened and not withdrawn; each once.
std::vector<uuid> bidders_of_lot(db::session& sql, uuid const& tender_id, std::int64_t lot);
std::optional<award> find_award(db::session& sql, uuid const& id);
/// The awards of a tender, those that fell included, in the order of their making.
std::vector<award> list_awards(db::session& sql, uuid const& tender_id);

} // namespace talent::procurement::store
