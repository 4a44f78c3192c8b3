// A project's money, upstream and downstream side by side: what the buyer owes and pays the general
// contractor under the contract, and what the contractor owes and pays for each package. Pure
// values; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/contracting/work_package.hpp"

namespace talent::contracting {

/// Interest apart.
struct upstream_money {
    money price = {};
    money accepted = {};
    money invoiced = {};
    money paid = {}; // what was returned taken off
};
struct package_money {
    uuid package_id = {};
    std::string number = {};
    std::string title = {};
    package_state state = package_state::planned;
    std::optional<sourcing_kind> sourcing = {};
    std::optional<uuid> owner_id = {};
    money price = {};
    money accepted = {};
    money paid = {};
    money interest_paid = {};
    money outstanding = {}; // with interest, now
};
struct downstream_money {
    money price = {}; // of all packages that were not cancelled
    money own_work = {};
    money accepted = {};
    money paid = {};
    std::vector<package_money> packages = {};
};
struct project_money {
    uuid project_id = {};
    uuid contract_id = {};
    instant at = {};
    upstream_money upstream = {};
    downstream_money downstream = {};
    money fee = {};
    std::int64_t fee_basis_points = 0;
    std::int64_t fee_cap_basis_points = 0;
    std::int64_t kept_basis_points = 0; // fee and margin together
    std::int64_t kept_cap_basis_points = 0;
    money margin = {}; // the contract's price − packages − fee, now
};

/// The packages as of an instant (as_of).
downstream_money sum_up(std::vector<work_package> const& packages);
project_money money_of(project const& one, upstream_money upstream,
                       std::vector<work_package> const& packages, instant now);

} // namespace talent::contracting

namespace talent::json {
TALENT_DESCRIBED(contracting::upstream_money);
TALENT_DESCRIBED(contracting::package_money);
TALENT_DESCRIBED(contracting::downstream_money);
TALENT_DESCRIBED(contracting::project_money);
} // namespace talent::json
