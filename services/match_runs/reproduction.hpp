// A run made again from the versions of listings that it names, as the journal has them, and held
// against what was kept. Stateless; on the session's database thread.
#pragma once

#include "common/db/session.hpp"
#include "services/market/index/index.hpp"
#include "services/match_runs/model.hpp"

namespace talent::match_runs {

/// `kept`: the run's results that are still kept.
reproduction make_again(db::session& sql, match_run const& run, std::vector<run_result> const& kept,
                        market::market_index const& index,
                        market::listing_converter const& converter);

} // namespace talent::match_runs
