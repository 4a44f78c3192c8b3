#include "services/procurement/store.hpp"

#include "common/db/filter.hpp"
#include "common/db/record.hpp"

namespace talent::procurement::store {
namespace {

constexpr std::string_view by_id = "WHERE id = :p1";
constexpr std::string_view of_buyer =
    "WHERE buyer_id = :p1 AND (:p2 = '' OR state = :p3) AND id > :p4 ORDER BY id LIMIT :p5";
constexpr std::string_view by_live_key = "WHERE live_key = :p1";
constexpr std::string_view standing_of_tender =
    "WHERE tender_id = :p1 AND state IN ('submitted', 'disqualified') ORDER BY arrival_sequence";
constexpr std::string_view in_state_of_tender =
    "WHERE tender_id = :p1 AND state = :p2 ORDER BY arrival_sequence";
constexpr std::string_view standing_of_tender_paged =
    "WHERE tender_id = :p1 AND state IN ('submitted', 'disqualified') AND id > :p2 ORDER BY id "
    "LIMIT :p3";
constexpr std::string_view of_organisation =
    "WHERE organisation_id = :p1 AND (:p2 = '' OR tender_id = :p3) AND (:p4 = '' OR state = :p5)"
    " AND id > :p6 ORDER BY id LIMIT :p7";
constexpr std::string_view greatest_arrival =
    "SELECT COALESCE(MAX(arrival_sequence), 0) FROM bids WHERE tender_id = :p1";
constexpr std::string_view submissions =
    "SELECT COUNT(*) FROM bids WHERE tender_id = :p1 AND organisation_id = :p2";
constexpr std::string_view insert_sealed =
    "INSERT INTO sealed_bid_contents (bid_id, content) VALUES (:p1, :p2)";
constexpr std::string_view select_sealed =
    "SELECT content FROM sealed_bid_contents WHERE bid_id = :p1";
constexpr std::string_view delete_sealed = "DELETE FROM sealed_bid_contents WHERE bid_id = :p1";
constexpr std::string_view receipts_table = "bid_receipts";
constexpr std::string_view by_bid = "WHERE bid_id = :p1";
constexpr std::string_view select_hashes =
    "SELECT arrival_sequence, id, sealed_sha256, received_at, state, number FROM bids"
    " WHERE tender_id = :p1 AND arrival_sequence > :p2 ORDER BY arrival_sequence LIMIT :p3";
constexpr std::string_view in_order_of_making =
    "WHERE tender_id = :p1 ORDER BY created_at, lot, id";

// Before the opening a bid goes in these ways; what becomes of it later is not told here, and a bid
// that was opened has its number.
bool is_gone(std::string_view state, std::string_view number) {
    return state == json::name_of(bid_state::withdrawn) ||
           state == json::name_of(bid_state::invalidated) ||
           (state == json::name_of(bid_state::lapsed) && number.empty());
}

} // namespace

std::optional<tender> find_tender(db::session& sql, uuid const& id) {
    return db::select_one<tender>(sql, tenders_table, by_id, {to_string(id)});
}

std::optional<tender> lock_tender(db::session& sql, uuid const& id) {
    std::string const locked = std::string(by_id).append(sql.for_update());
    return db::select_one<tender>(sql, tenders_table, locked, {to_string(id)});
}

std::vector<tender> list_tenders(db::session& sql, uuid const& buyer_id,
                                 std::optional<tender_state> state, std::string_view after,
                                 int limit) {
    auto const in_state = db::value_or_any(state);
    return db::select<tender>(
        sql, tenders_table, of_buyer,
        {to_string(buyer_id), in_state, in_state, std::string(after), std::int64_t{limit}});
}

std::optional<bid> find_bid(db::session& sql, uuid const& id) {
    return db::select_one<bid>(sql, bids_table, by_id, {to_string(id)});
}

std::optional<bid> find_live_bid(db::session& sql, std::string_view live_key) {
    return db::select_one<bid>(sql, bids_table, by_live_key, {std::string(live_key)});
}

std::vector<bid> list_standing_bids(db::session& sql, uuid const& tender_id) {
    return db::select<bid>(sql, bids_table, standing_of_tender, {to_string(tender_id)});
}

std::vector<uuid> bidders_of_lot(db::session& sql, uuid const& tender_id, std::int64_t lot) {
    std::vector<uuid> found;
    for (auto const& each : list_standing_bids(sql, tender_id))
        if (each.lot == lot && !each.number.empty()) found.push_back(each.organisation_id);
    return found;
}

std::vector<bid> list_bids_in(db::session& sql, uuid const& tender_id, std::string_view state) {
    return db::select<bid>(sql, bids_table, in_state_of_tender,
                           {to_string(tender_id), std::string(state)});
}

std::vector<bid> page_standing_bids(db::session& sql, uuid const& tender_id, std::string_view after,
                                    int limit) {
    return db::select<bid>(sql, bids_table, standing_of_tender_paged,
                           {to_string(tender_id), std::string(after), std::int64_t{limit}});
}

std::vector<bid> list_bids_of(db::session& sql, uuid const& organisation_id,
                              bid_filter const& filter, std::string_view after, int limit) {
    auto const for_tender = db::value_or_any(filter.tender_id);
    auto const in_state = db::value_or_any(filter.state);
    return db::select<bid>(sql, bids_table, of_organisation,
                           {to_string(organisation_id), for_tender, for_tender, in_state, in_state,
                            std::string(after), std::int64_t{limit}});
}

std::int64_t last_arrival(db::session& sql, uuid const& tender_id) {
    auto const found =
        sql.query_one(greatest_arrival, {to_string(tender_id)}, {cell_kind::integer});
    return found ? integer_of(found->front()) : 0;
}

std::int64_t count_submissions(db::session& sql, uuid const& tender_id,
                               uuid const& organisation_id) {
    auto const found = sql.query_one(
        submissions, {to_string(tender_id), to_string(organisation_id)}, {cell_kind::integer});
    return found ? integer_of(found->front()) : 0;
}

void put_sealed_content(db::session& sql, uuid const& bid_id, std::string const& content) {
    sql.execute(insert_sealed, {to_string(bid_id), content});
}

std::optional<std::string> find_sealed_content(db::session& sql, uuid const& bid_id) {
    auto const found = sql.query_one(select_sealed, {to_string(bid_id)}, {cell_kind::text});
    if (!found) return std::nullopt;
    return text_of(found->front());
}

void remove_sealed_content(db::session& sql, uuid const& bid_id) {
    sql.execute(delete_sealed, {to_string(bid_id)});
}

void put_receipt(db::session& sql, bid_receipt const& one) {
    db::insert(sql, receipts_table, one);
}

std::optional<bid_receipt> find_receipt(db::session& sql, uuid const& bid_id) {
    auto found = db::select_one<bid_receipt>(sql, receipts_table, by_bid, {to_string(bid_id)});
    if (found) found->statement = statement_of(*found);
    return found;
}

std::vector<arrived_hash> list_hashes(db::session& sql, uuid const& tender_id, std::int64_t after,
                                      int limit) {
    std::vector<arrived_hash> listed;
    using enum cell_kind;
    for (auto const& each :
         sql.query(select_hashes, {to_string(tender_id), after, std::int64_t{limit}},
                   {integer, text, text, integer, text, text})) {
        listed.push_back({integer_of(each[0]),
                          {.id = parse_uuid(text_of(each[1])).value(),
                           .sha256 = text_of(each[2]),
                           .received_at = from_milliseconds(integer_of(each[3])),
                           .withdrawn = is_gone(text_of(each[4]), text_of(each[5]))}});
    }
    return listed;
}

std::optional<award> find_award(db::session& sql, uuid const& id) {
    return db::select_one<award>(sql, awards_table, by_id, {to_string(id)});
}

std::vector<award> list_awards(db::session& sql, uuid const& tender_id) {
    return db::select<award>(sql, awards_table, in_order_of_making, {to_string(tender_id)});
}

} // namespace talent::procurement::store
