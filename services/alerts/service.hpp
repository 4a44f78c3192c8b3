// The use cases of saved searches, and the reading of alerts. Each works on a unit of work that the
// edge has opened, on a database thread. Owned by talentd's main; stateless.
#pragma once

#include <string_view>
#include <vector>

#include "common/base/result.hpp"
#include "common/journal/unit_of_work.hpp"
#include "services/alerts/model.hpp"
#include "services/market/service.hpp"

namespace talent::alerts {

class alerts_service {
  public:
    explicit alerts_service(market::market_service const& market) : market_(market) {}

    /// conflict where the holder has as many as may be; invalid_fields for what a search would
    /// refuse, and for matches of what is not on the market or not one's own.
    result<saved_search> save(journal::unit_of_work& unit, saved_search wanted) const;
    result<saved_search> edit(journal::unit_of_work& unit, uuid const& id,
                              std::int64_t expected_version, json::value const& patch,
                              json::code_checker const& codes) const;
    /// Its alerts stay.
    result<void> discard(journal::unit_of_work& unit, uuid const& id,
                         std::int64_t expected_version) const;
    /// With how many alerts it raised today. To all but its holder it does not exist.
    result<saved_search> read(db::session& sql, security::principal const& asker, uuid const& id,
                              instant now) const;
    std::vector<saved_search> list(db::session& sql, security::principal const& asker,
                                   std::string_view after, int limit, instant now) const;
    /// The newest first.
    std::vector<alert> list_alerts(db::session& sql, security::principal const& asker,
                                   std::string_view before, int limit) const;

  private:
    result<void> check(saved_search const& one) const;
    result<void> check_anchor(security::principal const& actor, saved_search const& one) const;

    market::market_service const& market_;
};

} // namespace talent::alerts
