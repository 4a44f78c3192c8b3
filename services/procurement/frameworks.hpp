// The use cases of framework agreements, each on a unit of work that the edge has opened, on a
// database thread. A call-off locks its framework's row first, so that two never share what the
// ceiling leaves. Owned by talentd's main; immutable.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "services/procurement/framework.hpp"
#include "services/procurement/service.hpp"

namespace talent::procurement {

class framework_service {
  public:
    explicit framework_service(procurement_service const& tenders) : tenders_(tenders) {}

    /// From an awarded tender for a framework, after its standstill; the tender is contracted by
    /// it.
    result<framework_agreement> establish(journal::unit_of_work& unit, uuid const& tender_id,
                                          std::int64_t expected_version) const;
    /// Call-offs that were published go on.
    result<framework_agreement> terminate(journal::unit_of_work& unit, uuid const& id,
                                          std::int64_t expected_version,
                                          std::vector<std::string> reasons) const;
    /// Anybody: a framework is public.
    result<framework_agreement> read(db::session& sql, security::principal const& asker,
                                     uuid const& id, instant now) const;
    result<std::vector<framework_agreement>> list(db::session& sql,
                                                  security::principal const& asker,
                                                  std::string_view after, int limit,
                                                  instant now) const;

  private:
    procurement_service const& tenders_;
};

/// In the unit that publishes or amends a call-off: who may bid for it. Locks the framework's row.
/// invalid_fields at /framework_id for another buyer's, wrong_state after its end, amount_exceeded
/// beyond its ceiling.
result<std::vector<uuid>> settle_call_off(journal::unit_of_work& unit, tender const& one,
                                          std::vector<uuid> const& named);

/// In the unit that awards a bid of a call-off at that price; of any other tender nothing. The
/// awards that stand and this one come to no more than the call-off's budget, and to no more than
/// what the other call-offs leave of the ceiling: since an award may have fallen after the rest of
/// the budget was called off. amount_exceeded beyond. Locks the framework's row.
result<void> check_call_off_award(journal::unit_of_work& unit, tender const& one, money price);

} // namespace talent::procurement
