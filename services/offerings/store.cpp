#include "services/offerings/store.hpp"

#include "common/db/record.hpp"

namespace talent::offerings::store {
namespace {

constexpr std::string_view by_id = "WHERE id = :p1";
constexpr std::string_view by_number = "WHERE number = :p1";

constexpr std::string_view of_organisation =
    "WHERE organisation_id = :p1 AND id > :p2 ORDER BY id LIMIT :p3";
constexpr std::string_view of_organisation_and_state =
    "WHERE organisation_id = :p1 AND state = :p2 AND id > :p3 ORDER BY id LIMIT :p4";

constexpr std::string_view of_buyer = "WHERE buyer_id = :p1 AND id > :p2 ORDER BY id LIMIT :p3";
constexpr std::string_view of_buyer_and_state =
    "WHERE buyer_id = :p1 AND state = :p2 AND id > :p3 ORDER BY id LIMIT :p4";
constexpr std::string_view of_seller = "WHERE seller_id = :p1 AND id > :p2 ORDER BY id LIMIT :p3";
constexpr std::string_view of_seller_and_state =
    "WHERE seller_id = :p1 AND state = :p2 AND id > :p3 ORDER BY id LIMIT :p4";
constexpr std::string_view of_either_side =
    "WHERE (buyer_id = :p1 OR seller_id = :p2) AND id > :p3 ORDER BY id LIMIT :p4";
constexpr std::string_view of_either_side_and_state =
    "WHERE (buyer_id = :p1 OR seller_id = :p2) AND state = :p3 AND id > :p4 ORDER BY id LIMIT :p5";

constexpr std::string_view of_order = "WHERE order_id = :p1 ORDER BY id";
// is_published() in SQL: :p2 is the instant up to which a review alone has become open.
constexpr std::string_view published_of_subject =
    "WHERE subject_id = :p1"
    " AND (written_at <= :p2 OR EXISTS (SELECT 1 FROM reviews AS other"
    " WHERE other.order_id = reviews.order_id AND other.side <> reviews.side))"
    " AND id > :p3 ORDER BY id LIMIT :p4";
constexpr std::string_view summary_of_subject =
    "SELECT COALESCE(SUM(rating), 0), COUNT(*) FROM reviews WHERE subject_id = :p1"
    " AND (written_at <= :p2 OR EXISTS (SELECT 1 FROM reviews AS other"
    " WHERE other.order_id = reviews.order_id AND other.side <> reviews.side))";

template <class T>
std::optional<T> lock(db::session& sql, std::string_view table, uuid const& id) {
    std::string const rest = std::string(by_id).append(sql.for_update());
    return db::select_one<T>(sql, table, rest, {to_string(id)});
}

std::int64_t open_alone_since(instant now) {
    return to_milliseconds(now - review_blind_time);
}

std::string_view statement_of(order_filter const& filter) {
    if (!filter.side) return filter.state ? of_either_side_and_state : of_either_side;
    if (*filter.side == order_side::buyer) return filter.state ? of_buyer_and_state : of_buyer;
    return filter.state ? of_seller_and_state : of_seller;
}

} // namespace

std::optional<offering> find_offering(db::session& sql, uuid const& id) {
    return db::select_one<offering>(sql, offerings_table, by_id, {to_string(id)});
}

std::optional<offering> find_offering_by_number(db::session& sql, std::string_view number) {
    return db::select_one<offering>(sql, offerings_table, by_number, {std::string(number)});
}

std::optional<offering> lock_offering(db::session& sql, uuid const& id) {
    return lock<offering>(sql, offerings_table, id);
}

std::vector<offering> list_offerings(db::session& sql, uuid const& organisation_id,
                                     std::optional<offering_state> state, std::string_view after,
                                     int limit) {
    std::vector<cell> parameters{to_string(organisation_id)};
    if (state) parameters.emplace_back(std::string(json::name_of(*state)));
    parameters.emplace_back(std::string(after));
    parameters.emplace_back(std::int64_t{limit});
    auto const rest = state ? of_organisation_and_state : of_organisation;
    return db::select<offering>(sql, offerings_table, rest, parameters);
}

std::optional<order> find_order(db::session& sql, uuid const& id) {
    return db::select_one<order>(sql, orders_table, by_id, {to_string(id)});
}

std::optional<order> find_order_by_number(db::session& sql, std::string_view number) {
    return db::select_one<order>(sql, orders_table, by_number, {std::string(number)});
}

std::optional<order> lock_order(db::session& sql, uuid const& id) {
    return lock<order>(sql, orders_table, id);
}

std::vector<order> list_orders(db::session& sql, uuid const& organisation_id,
                               order_filter const& filter, std::string_view after, int limit) {
    std::vector<cell> parameters{to_string(organisation_id)};
    if (!filter.side) parameters.emplace_back(to_string(organisation_id));
    if (filter.state) parameters.emplace_back(std::string(json::name_of(*filter.state)));
    parameters.emplace_back(std::string(after));
    parameters.emplace_back(std::int64_t{limit});
    return db::select<order>(sql, orders_table, statement_of(filter), parameters);
}

std::vector<review> list_reviews_of_order(db::session& sql, uuid const& order_id) {
    return db::select<review>(sql, reviews_table, of_order, {to_string(order_id)});
}

std::vector<review> list_published_reviews(db::session& sql, uuid const& subject_id, instant now,
                                           std::string_view after, int limit) {
    auto found = db::select<review>(
        sql, reviews_table, published_of_subject,
        {to_string(subject_id), open_alone_since(now), std::string(after), std::int64_t{limit}});
    for (auto& each : found)
        each.published = true;
    return found;
}

rating_summary summarise_published_reviews(db::session& sql, uuid const& subject_id, instant now) {
    auto const sums =
        sql.query_one(summary_of_subject, {to_string(subject_id), open_alone_since(now)},
                      {cell_kind::integer, cell_kind::integer});
    return sums ? summarise(integer_of((*sums)[0]), integer_of((*sums)[1])) : rating_summary{};
}

} // namespace talent::offerings::store
