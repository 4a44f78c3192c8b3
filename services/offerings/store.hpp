// All the SQL of offerings, orders and reviews, on the session of the caller's unit of work.
// Stateless.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "common/db/session.hpp"
#include "services/offerings/model.hpp"

namespace talent::offerings::store {

inline constexpr std::string_view offerings_table = "offerings";
inline constexpr std::string_view orders_table = "orders";
inline constexpr std::string_view reviews_table = "reviews";

std::optional<offering> find_offering(db::session& sql, uuid const& id);
std::optional<offering> find_offering_by_number(db::session& sql, std::string_view number);
/// Locks it where the database needs it, so that what is ordered is not changed meanwhile.
std::optional<offering> lock_offering(db::session& sql, uuid const& id);
/// In order of id, after `after`; `state` narrows.
std::vector<offering> list_offerings(db::session& sql, uuid const& organisation_id,
                                     std::optional<offering_state> state, std::string_view after,
                                     int limit);

/// Which orders of an organisation; what is left out does not narrow.
struct order_filter {
    std::optional<order_side> side;
    std::optional<order_state> state;
};

std::optional<order> find_order(db::session& sql, uuid const& id);
std::optional<order> find_order_by_number(db::session& sql, std::string_view number);
/// Locks it where the database needs it, so that both sides' reviews are written one after another.
std::optional<order> lock_order(db::session& sql, uuid const& id);
std::vector<order> list_orders(db::session& sql, uuid const& organisation_id,
                               order_filter const& filter, std::string_view after, int limit);

std::vector<review> list_reviews_of_order(db::session& sql, uuid const& order_id);
/// The open ones (the same rule as is_published), in order of id.
std::vector<review> list_published_reviews(db::session& sql, uuid const& subject_id, instant now,
                                           std::string_view after, int limit);
rating_summary summarise_published_reviews(db::session& sql, uuid const& subject_id, instant now);

} // namespace talent::offerings::store
