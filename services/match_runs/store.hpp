// All the SQL of match runs, on the session of the caller's unit of work. Stateless.
//
// A result of a talent whose personal data were erased is not read from that moment on, and its row
// is deleted by the next forget().
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "common/db/session.hpp"
#include "common/security/holder.hpp"
#include "services/match_runs/model.hpp"

namespace talent::match_runs::store {

inline constexpr std::string_view runs_table = "match_runs";

std::optional<match_run> find(db::session& sql, uuid const& id);
/// In order of id, after `after`.
std::vector<match_run> list(db::session& sql, security::holder const& whose, std::string_view after,
                            int limit);
/// Of one listing, its holder's.
std::int64_t count(db::session& sql, security::holder const& whose, uuid const& listing_id);

/// Whose personal data have been erased, among what came out.
std::vector<uuid> erased_among(db::session& sql, std::vector<run_result> const& results);

void insert_results(db::session& sql, std::vector<run_result> const& results);
/// The ranked ones first, by place.
std::vector<run_result> results_of(db::session& sql, uuid const& run_id);
/// The same without the scores of who refuses to be ranked by now, also where it is the supply that
/// the run was made for: by the rows, whether or not they are on the market.
std::vector<run_result> results_to_show(db::session& sql, match_run const& run);
/// All of them, also those that are not read any more.
void delete_results(db::session& sql, uuid const& run_id);

/// Deletes runs made before `before`, results of erased talents, and the scores of talents who
/// refuse by now to be ranked; at most `limit` of each.
void forget(db::session& sql, instant before, std::int64_t limit);

} // namespace talent::match_runs::store
