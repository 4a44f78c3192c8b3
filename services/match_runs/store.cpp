#include "services/match_runs/store.hpp"

#include <array>

#include "common/db/record.hpp"

namespace talent::match_runs::store {
namespace {

constexpr std::string_view results_table = "match_run_results";

constexpr std::string_view by_id = "WHERE id = :p1";
constexpr std::string_view runs_of_organisation =
    "WHERE organisation_id = :p1 AND subject_id IS NULL AND id > :p2 ORDER BY id LIMIT :p3";
constexpr std::string_view runs_of_subject =
    "WHERE subject_id = :p1 AND id > :p2 ORDER BY id LIMIT :p3";
constexpr std::string_view count_of_organisation =
    "SELECT COUNT(*) FROM match_runs WHERE listing_id = :p1 AND organisation_id = :p2"
    " AND subject_id IS NULL";
constexpr std::string_view count_of_subject =
    "SELECT COUNT(*) FROM match_runs WHERE listing_id = :p1 AND subject_id = :p2";
constexpr std::string_view results_of_run =
    "WHERE run_id = :p1 AND listing_id NOT IN (SELECT subject_id FROM erased_keys)"
    " ORDER BY ranked DESC, place";
constexpr std::string_view delete_results_of_run =
    "DELETE FROM match_run_results WHERE run_id = :p1";
constexpr std::string_view old_runs =
    "SELECT id FROM match_runs WHERE created_at < :p1 ORDER BY created_at LIMIT :p2";
constexpr std::string_view delete_run = "DELETE FROM match_runs WHERE id = :p1";
constexpr std::string_view erased_results =
    "SELECT run_id, listing_id FROM match_run_results"
    " WHERE listing_id IN (SELECT subject_id FROM erased_keys) LIMIT :p1";
constexpr std::string_view delete_result =
    "DELETE FROM match_run_results WHERE run_id = :p1 AND listing_id = :p2";
// Of a run that was made for a supply its own talent may refuse, too.
constexpr std::string_view refused_scores =
    "SELECT run_id, listing_id FROM match_run_results WHERE score IS NOT NULL"
    " AND (listing_id IN (SELECT id FROM supplies WHERE personalised_ranking = 0)"
    " OR run_id IN (SELECT id FROM match_runs WHERE listing_id IN"
    " (SELECT id FROM supplies WHERE personalised_ranking = 0))) LIMIT :p1";
constexpr std::string_view refusing_of_run =
    "SELECT id FROM supplies WHERE personalised_ranking = 0 AND (id = :p1"
    " OR id IN (SELECT listing_id FROM match_run_results WHERE run_id = :p2))";
constexpr std::string_view delete_score =
    "UPDATE match_run_results SET score = NULL WHERE run_id = :p1 AND listing_id = :p2";

} // namespace

std::optional<match_run> find(db::session& sql, uuid const& id) {
    return db::select_one<match_run>(sql, runs_table, by_id, {to_string(id)});
}

std::vector<match_run> list(db::session& sql, security::holder const& whose, std::string_view after,
                            int limit) {
    return db::select<match_run>(sql, runs_table,
                                 whose.subject_id ? runs_of_subject : runs_of_organisation,
                                 {whose.key(), std::string(after), std::int64_t{limit}});
}

std::int64_t count(db::session& sql, security::holder const& whose, uuid const& listing_id) {
    auto const row = sql.query_one(whose.subject_id ? count_of_subject : count_of_organisation,
                                   {to_string(listing_id), whose.key()}, {cell_kind::integer});
    return row ? integer_of(row->front()) : 0;
}

void insert_results(db::session& sql, std::vector<run_result> const& results) {
    for (auto const& one : results)
        db::insert(sql, results_table, one);
}

std::vector<uuid> erased_among(db::session& sql, std::vector<run_result> const& results) {
    if (results.empty()) return {};
    std::string statement = "SELECT subject_id FROM erased_keys WHERE subject_id IN (";
    std::vector<cell> ids;
    for (auto const& one : results) {
        ids.emplace_back(to_string(one.listing_id));
        statement.append(ids.size() == 1 ? ":p" : ", :p").append(std::to_string(ids.size()));
    }
    statement.push_back(')');
    constexpr std::array kinds{cell_kind::text};
    std::vector<uuid> erased;
    for (auto const& row : sql.query(statement, ids, kinds)) {
        if (auto const id = parse_uuid(text_of(row[0]))) erased.push_back(*id);
    }
    return erased;
}

std::vector<run_result> results_of(db::session& sql, uuid const& run_id) {
    return db::select<run_result>(sql, results_table, results_of_run, {to_string(run_id)});
}

std::vector<run_result> results_to_show(db::session& sql, match_run const& run) {
    auto results = results_of(sql, run.id);
    auto const asking = to_string(run.listing_id);
    for (auto const& row :
         sql.query(refusing_of_run, {asking, to_string(run.id)}, {cell_kind::text})) {
        auto const refusing = text_of(row[0]);
        for (auto& one : results) {
            if (refusing == asking || refusing == to_string(one.listing_id)) one.score.reset();
        }
    }
    return results;
}

void delete_results(db::session& sql, uuid const& run_id) {
    sql.execute(delete_results_of_run, {to_string(run_id)});
}

void forget(db::session& sql, instant before, std::int64_t limit) {
    for (auto const& row :
         sql.query(old_runs, {to_milliseconds(before), limit}, {cell_kind::text})) {
        sql.execute(delete_results_of_run, {row[0]});
        sql.execute(delete_run, {row[0]});
    }
    for (auto const& row : sql.query(erased_results, {limit}, {cell_kind::text, cell_kind::text}))
        sql.execute(delete_result, {row[0], row[1]});
    for (auto const& row : sql.query(refused_scores, {limit}, {cell_kind::text, cell_kind::text}))
        sql.execute(delete_score, {row[0], row[1]});
}

} // namespace talent::match_runs::store
