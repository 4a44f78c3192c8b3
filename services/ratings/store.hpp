// All the SQL of ratings and appeals, on the session of the caller's unit of work. Stateless.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "common/db/session.hpp"
#include "services/ratings/delivery_record.hpp"
#include "services/ratings/model.hpp"

namespace talent::ratings::store {

inline constexpr std::string_view ratings_table = "ratings";
inline constexpr std::string_view appeals_table = "rating_appeals";

std::optional<rating> find_rating(db::session& sql, uuid const& id);
/// All of a package, the first first: bounded by its sides.
std::vector<rating> list_of_package(db::session& sql, uuid const& package_id);

/// Packages whose ratings opened by the clock and of which the journal does not say so; the first
/// due first.
std::vector<uuid> opened_untold(db::session& sql, instant now, std::int64_t limit);

/// Which published ratings about an organisation that were not struck count: of deliveries accepted
/// at `from` or later and before `until`, of a category where one is named.
struct record_scope {
    uuid about_id = {};
    instant from = {};
    instant until = {};
    std::optional<std::string> category = {};
};
rating_counts count_ratings(db::session& sql, record_scope const& of, instant now);

std::optional<appeal> find_appeal(db::session& sql, uuid const& id);
std::vector<appeal> list_against(db::session& sql, uuid const& rating_id);
/// In order of id, after `after`.
std::vector<appeal> page_of_appeals(db::session& sql, bool with_tests, std::string_view after,
                                    int limit);

} // namespace talent::ratings::store
