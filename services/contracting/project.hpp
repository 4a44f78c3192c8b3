// Projects of the general contractor: one a contract, divided into work packages; its fee, its
// margin, and what makes it unfit to start. States as tables of data and the rules between them.
// Pure: no I/O, no clock of its own. Values; any thread.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/clock.hpp"
#include "common/base/money.hpp"
#include "common/base/result.hpp"
#include "common/base/uuid.hpp"
#include "common/json/state_table.hpp"
#include "services/delivery/model.hpp"
#include "services/offerings/model.hpp"

namespace talent::contracting {

// -- limits --

inline constexpr std::size_t packages_max = 100; // of one project, cancelled ones included

/// From this part of all packages' prices on, one owner carries the whole contract. Our own figure
/// (docs/decisions/0027): a token package beside the one that matters changes nothing.
inline constexpr std::int64_t whole_share_basis_points = 9'000;

// -- projects --

enum class project_state : std::uint8_t { draft, started, completed, abandoned };
enum class project_command : std::uint8_t { edit, start, complete, abandon };

/// Who gives a command: the general contractor, or the owner of the package.
enum class contracting_party : std::uint8_t { contractor, owner };

/// What the market had when somebody decided that the group's own staff should do the work.
struct market_evidence {
    std::optional<uuid> package_id = {};
    offerings::service_category category = offerings::service_category::skills_training;
    std::string region = {};
    std::int64_t offerings = 0;        // published, serving the region or a part of it
    std::int64_t agencies = 0;         // that sell them
    std::int64_t agencies_whole = 0;   // of these, serving all of the region
    std::int64_t open_needs = 0;       // talent demands that are open in the region
    std::int64_t journal_sequence = 0; // of the newest entry that was in the market
    instant at = {};
};

struct project {
    uuid id = {};
    std::string number = {}; // PR-330100-2026-000123
    std::int64_t version = 0;
    uuid contract_id = {};
    std::optional<std::string> live_key = {}; // hidden; unique: one live project a contract
    uuid contractor_id = {};                  // the contract's supplier
    uuid buyer_id = {};
    std::string region = {};
    project_state state = project_state::draft;
    std::vector<std::string> state_reasons = {}; // why it was abandoned
    std::string title = {};                      // empty: the contract's
    money contract_price = {};                   // at planning; frozen at start
    std::optional<money> fee = {};               // left out: what the contract agreed
    std::int64_t fee_cap_basis_points = 0;       // the region's, frozen at start
    std::int64_t kept_cap_basis_points = 0;      // the same of fee and margin together
    money margin = {};                           // declared: what is left of the price
    std::vector<market_evidence> evidence = {};  // of each package of the group's own, at start
    instant created_at = {};
    instant updated_at = {};
    std::optional<instant> started_at = {};
    std::optional<instant> ended_at = {};

    std::int64_t fee_basis_points = 0; // derived: of the price, rounded down
};

// -- states as data --

using project_transition = json::transition<project_state, project_command, contracting_party>;
std::span<project_transition const> project_transitions();
/// wrong_state where the state does not know the command, forbidden where it is the other side's.
result<project_state> next_state(project_state from, project_command command,
                                 contracting_party who);

// -- rules --

/// A draft is between contractor and buyer; what was started is everybody's to see, with its fee
/// and its cap (docs/decisions/0027).
bool is_public(project const& one);

/// With its derived members.
project presented(project one);

/// 100 × percent of the price, rounded down; 0 where there is no price.
std::int64_t basis_points_of(money part, money whole);

/// One package as the rules of the start see it.
struct planned_part {
    std::optional<uuid> owner_id = {};
    std::int64_t ring =
        0; // owners tied to one another have one number; of own work without meaning
    bool own_work = false;
    money price = {};
    date due_on = {};
    bool has_deliverable = true;
    bool has_standard = true;
    bool owner_tied = false;    // it is the contractor, or shares persons or accounts with it
    bool owner_verified = true; // today
    bool owner_excluded = false;
    bool order_pending = false;        // the seller has not accepted it, or declined it
    std::int64_t market_offerings = 0; // of own work: what the market has of it
    // Of a running project: what a later event made of other packages binds nobody's hands.
    bool decided_now = true;
    bool delivered = false; // and accepted
};
struct start_plan {
    bool contract_in_force = true;
    money price = {};
    money fee = {};
    money margin = {};
    std::int64_t agreed_fee_basis_points = 0; // the contract's
    std::int64_t fee_cap_basis_points = 0;
    std::int64_t kept_cap_basis_points = delivery::basis_points_total; // of fee and margin together
    std::optional<date> contract_end = {};                             // the last milestone's day
    std::vector<planned_part> parts = {}; // without those that were cancelled
};

/// Gives owners that are tied to one another, directly or over others, one number. `tied` is asked
/// of the places of two parts.
void number_rings(std::vector<planned_part>& parts,
                  std::function<bool(std::size_t, std::size_t)> const& tied);

/// Everything that forbids the start, each with its place; packages are numbered as in `parts`.
std::vector<field_error> find_start_faults(start_plan const& plan);

/// project_refused with every fault.
result<void> check_start(start_plan const& plan);

/// Once it runs, a plan must not become one that could not have started: the same, but what is
/// still being planned may lack an owner, and money that is set free may be left.
result<void> check_running(start_plan const& plan);

/// What the packages of a contract show of its delivery when `accepted` of its price is accepted,
/// and why that needs the buyer's reasons. What is not delivered counts for the others' share only
/// as far as the contract has money left for it; what is accepted may be ahead of what was
/// delivered by what the contractor may keep.
delivery::downstream_finding find_shown(std::span<planned_part const> parts, money price,
                                        money accepted, std::int64_t kept_cap_basis_points);

/// A project ends as if all of the contract were accepted: project_refused with what find_shown
/// finds then. The parts are the delivered ones of all of the contract's projects.
result<void> check_completed(std::span<planned_part const> parts, money price,
                             std::int64_t kept_cap_basis_points);

/// One owner, those tied to it included, has whole_share_basis_points of all packages or more, and
/// is not the contractor: then nothing of the work is the contractor's own.
bool is_pass_through(std::span<planned_part const> parts);

} // namespace talent::contracting

namespace talent::json {
TALENT_ENUMERATION(contracting::project_state);
TALENT_ENUMERATION(contracting::project_command);
TALENT_ENUMERATION(contracting::contracting_party);
TALENT_DESCRIBED(contracting::market_evidence);
TALENT_DESCRIBED(contracting::project);
} // namespace talent::json
