#include "services/ratings/store.hpp"

#include "common/db/record.hpp"

namespace talent::ratings::store {
namespace {

constexpr std::string_view by_id = "WHERE id = :p1";
constexpr std::string_view of_package = "WHERE package_id = :p1 ORDER BY id";
constexpr std::string_view untold =
    "SELECT package_id FROM ratings WHERE opening_told = 0 AND opens_at <= :p1"
    " GROUP BY package_id ORDER BY MIN(opens_at), package_id LIMIT :p2";
constexpr std::string_view against_rating = "WHERE rating_id = :p1 ORDER BY id";
constexpr std::string_view all_paged = "WHERE id > :p1 ORDER BY id LIMIT :p2";
constexpr std::string_view real_paged = "WHERE test = 0 AND id > :p1 ORDER BY id LIMIT :p2";

// are_published() in SQL: :p4 is now.
constexpr std::string_view counted =
    " FROM ratings WHERE about_id = :p1 AND struck_at IS NULL"
    " AND accepted_at >= :p2 AND accepted_at < :p3"
    " AND (opens_at <= :p4 OR ratings_due <= (SELECT COUNT(*) FROM ratings AS other"
    " WHERE other.package_id = ratings.package_id))";
constexpr std::string_view of_category = " AND category = :p5";

constexpr std::string_view opinions = "SELECT category, satisfaction, complaint, COUNT(*)";
constexpr std::string_view by_opinion = " GROUP BY category, satisfaction, complaint";
constexpr std::string_view hours = "SELECT hours_to_resolve, COUNT(*)";
constexpr std::string_view by_hours = " AND hours_to_resolve IS NOT NULL GROUP BY hours_to_resolve";
constexpr std::string_view raters = "SELECT category, COUNT(DISTINCT by_id)";
constexpr std::string_view by_category = " GROUP BY category";
constexpr std::string_view raters_in_all = "SELECT COUNT(DISTINCT by_id)";

std::vector<row> query(db::session& sql, std::string_view what, std::string_view grouped,
                       record_scope const& of, instant now, std::vector<cell_kind> const& kinds) {
    std::string statement(what);
    statement.append(counted);
    std::vector<cell> parameters{to_string(of.about_id), to_milliseconds(of.from),
                                 to_milliseconds(of.until), to_milliseconds(now)};
    if (of.category) {
        statement.append(of_category);
        parameters.emplace_back(*of.category);
    }
    statement.append(grouped);
    return sql.query(statement, parameters, kinds);
}

} // namespace

std::optional<rating> find_rating(db::session& sql, uuid const& id) {
    return db::select_one<rating>(sql, ratings_table, by_id, {to_string(id)});
}

std::vector<rating> list_of_package(db::session& sql, uuid const& package_id) {
    return db::select<rating>(sql, ratings_table, of_package, {to_string(package_id)});
}

std::vector<uuid> opened_untold(db::session& sql, instant now, std::int64_t limit) {
    std::vector<uuid> found;
    for (auto const& each : sql.query(untold, {to_milliseconds(now), limit}, {cell_kind::text}))
        if (auto const id = parse_uuid(text_of(each[0]))) found.push_back(*id);
    return found;
}

rating_counts count_ratings(db::session& sql, record_scope const& of, instant now) {
    using enum cell_kind;
    rating_counts found;
    for (auto const& each :
         query(sql, opinions, by_opinion, of, now, {text, integer, integer, integer})) {
        found.opinions.push_back(
            {text_of(each[0]), integer_of(each[1]), integer_of(each[2]) != 0, integer_of(each[3])});
    }
    for (auto const& each : query(sql, raters, by_category, of, now, {text, integer}))
        found.raters.emplace(text_of(each[0]), integer_of(each[1]));
    for (auto const& each : query(sql, raters_in_all, {}, of, now, {integer}))
        found.raters_in_all = integer_of(each[0]);
    // One category after the other: so no query has more rows than there are hours to say.
    static_assert(static_cast<std::size_t>(hours_to_resolve_max) < db::query_rows_max);
    for (auto const& [category, count] : found.raters) {
        auto scope = of;
        scope.category = category;
        for (auto const& each : query(sql, hours, by_hours, scope, now, {integer, integer}))
            found.hours.push_back({category, integer_of(each[0]), integer_of(each[1])});
    }
    return found;
}

std::optional<appeal> find_appeal(db::session& sql, uuid const& id) {
    return db::select_one<appeal>(sql, appeals_table, by_id, {to_string(id)});
}

std::vector<appeal> list_against(db::session& sql, uuid const& rating_id) {
    return db::select<appeal>(sql, appeals_table, against_rating, {to_string(rating_id)});
}

std::vector<appeal> page_of_appeals(db::session& sql, bool with_tests, std::string_view after,
                                    int limit) {
    return db::select<appeal>(sql, appeals_table, with_tests ? all_paged : real_paged,
                              {std::string(after), std::int64_t{limit}});
}

} // namespace talent::ratings::store
