// The use cases of match runs. Each works on a unit of work or a session that the edge has opened,
// on a database thread. Owned by talentd's main; stateless but for the converter's vocabulary; the
// market must outlive it.
#pragma once

#include <string_view>
#include <vector>

#include "common/base/result.hpp"
#include "common/journal/unit_of_work.hpp"
#include "services/market/service.hpp"
#include "services/match_runs/model.hpp"

namespace talent::match_runs {

class match_runs_service {
  public:
    explicit match_runs_service(market::market_service const& market)
        : market_(market), converter_(market.index().catalogue()) {}

    /// Makes the match and keeps it. invalid_fields for weights that matches would refuse, and for
    /// what is not on the market or not one's own; conflict where the listing has as many runs as
    /// may be.
    result<match_run> keep(journal::unit_of_work& unit, match_run wanted) const;
    result<void> discard(journal::unit_of_work& unit, uuid const& id,
                         std::int64_t expected_version) const;
    /// With its results. To all but its holder it does not exist. Whoever refuses to be ranked by
    /// now is shown without the score they had.
    result<match_run> read(db::session& sql, security::principal const& asker,
                           uuid const& id) const;
    /// Without results.
    std::vector<match_run> list(db::session& sql, security::principal const& asker,
                                std::string_view after, int limit) const;
    /// Makes it again from the versions that the journal has.
    result<reproduction> reproduce(db::session& sql, security::principal const& asker,
                                   uuid const& id) const;

  private:
    market::market_service const& market_;
    market::listing_converter converter_;
};

} // namespace talent::match_runs
