// The use cases of exclusions. Each works on a unit of work that the edge has opened, on a database
// thread; other services see exclusions through this header only. Owned by talentd's main;
// immutable.
#pragma once

#include <string_view>
#include <vector>

#include "common/journal/unit_of_work.hpp"
#include "services/exclusions/model.hpp"
#include "services/identity/directory.hpp"

namespace talent::exclusions {

class exclusions_service {
  public:
    exclusions_service(identity::directory const& known, calendar::working_days const& calendar)
        : known_(known), calendar_(calendar) {}

    /// By a supervisor, for its own region. invalid_fields where the supplier is none.
    result<exclusion> propose(journal::unit_of_work& unit, exclusion wanted) const;
    /// Once, and within the term.
    result<exclusion> defend(journal::unit_of_work& unit, uuid const& id,
                             std::int64_t expected_version, exclusion_defence given) const;
    /// Not before the supplier was heard.
    result<exclusion> decide(journal::unit_of_work& unit, uuid const& id,
                             std::int64_t expected_version, exclusion_decision decision) const;
    result<exclusion> lift(journal::unit_of_work& unit, uuid const& id,
                           std::int64_t expected_version, std::vector<std::string> reasons) const;

    result<exclusion> read(db::session& sql, security::principal const& asker,
                           uuid const& id) const;
    /// With its clocks, for whoever keeps them.
    std::optional<exclusion> read_running(db::session& sql, uuid const& id) const;
    /// What was decided, of everybody.
    std::vector<exclusion> list_public(db::session& sql, std::string_view after, int limit) const;
    /// Of a supplier also what is proposed against it, of a supervisor what it proposed.
    std::vector<exclusion> list_own(db::session& sql, security::principal const& asker,
                                    std::string_view after, int limit) const;

  private:
    calendar::deadline defence_of(exclusion const& one) const;
    exclusion presented(exclusion one) const;
    std::vector<exclusion> presented(std::vector<exclusion> found) const;
    result<exclusion> lock_for_supervisor(journal::unit_of_work& unit, uuid const& id,
                                          std::int64_t expected_version) const;

    identity::directory const& known_;
    calendar::working_days const& calendar_;
};

/// supplier_excluded where an exclusion holds for a procurement of this region now. For procurement
/// and delivery, in the unit that takes a bid, awards, or hands out work.
result<void> check_not_excluded(db::session& sql, uuid const& supplier_id, std::string_view region,
                                instant now);

} // namespace talent::exclusions
