// Milestones: submitted with evidence, accepted whole or in part or rejected, what an acceptance
// makes due, what it costs to be late, what is held back and released; states as a table of data.
// Pure: no I/O, no clock of its own. Values; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "services/delivery/contract.hpp"

namespace talent::delivery {

/// How long the buyer may inspect what was submitted. Where it takes longer, the clock of payment
/// runs from the end of this term: Regulation on Securing Payments to Small and Medium-sized
/// Enterprises (2025), art. 10. A contract may agree another amount.
inline constexpr calendar::deadline_rule inspect_delivery{
    .name = "inspect_delivery",
    .start_event = "milestone_submitted",
    .amount = inspection_calendar_days_default,
    .unit = calendar::deadline_unit::calendar_days,
    .source = "platform rule, after the Regulation on Securing Payments, art. 10",
};

enum class milestone_state : std::uint8_t {
    scheduled,
    submitted,
    accepted,
    partly_accepted,
    rejected
};

struct evidence {
    std::string title = {};
    std::string sha256 = {};
};

/// What the work packages of a general contractor's contract show of its delivery
/// (docs/decisions/0027).
struct work_shown {
    money delivered = {};                  // the prices of all accepted packages
    money carried = {};                    // of these, by one owner with those tied to it
    std::vector<uuid> carried_by = {};     // that owner
    std::int64_t share_basis_points = 0;   // its share of what was and can still be delivered
    money ahead = {};                      // what the buyer accepted beyond what was delivered
    std::vector<std::string> reasons = {}; // why the buyer accepted all the same
};

struct downstream_finding {
    work_shown shown = {};
    std::vector<field_error> faults = {}; // why an acceptance needs the buyer's reasons
};

/// Each acceptance owes its own amount, under its own clock:
/// payable = amount − penalty − retained.
struct acceptance {
    money amount = {};
    instant at = {};
    std::string note = {};
    std::int64_t days_late = 0; // of the submission it accepts
    money penalty = {};
    money retained = {};
    money payable = {};
    calendar::deadline payment = {};
    std::optional<work_shown> despite =
        {}; // what the packages showed, where the buyer gave reasons
};
/// What was held back becomes payable, under its own clock.
struct retention_release {
    money amount = {};
    instant at = {};
    std::int64_t acceptances_before = 0; // its place in the order in which money became payable
    calendar::deadline payment = {};
};

struct milestone {
    uuid id = {};
    std::int64_t version = 0;
    uuid contract_id = {};
    uuid buyer_id = {};
    uuid supplier_id = {};
    std::int64_t place = 1; // in the contract's plan, from 1
    std::string title = {};
    money amount = {};
    date due_on = {};
    milestone_state state = milestone_state::scheduled;
    std::vector<std::string> state_reasons = {}; // why not all was accepted
    std::vector<evidence> evidences = {};
    money accepted_amount = {};
    money penalty_amount = {};
    money retained_amount = {}; // held back now
    money payable_amount = {};  // accepted − penalty − retained
    money invoiced_amount = {};
    std::vector<acceptance> acceptances = {};
    std::vector<retention_release> releases = {};
    std::optional<calendar::deadline> inspection = {}; // hidden; shown among the clocks
    std::int64_t paused_days = 0; // hidden: of suspensions since it was submitted
    instant created_at = {};
    instant updated_at = {};
    std::optional<instant> submitted_at = {};

    std::vector<calendar::deadline> clocks = {}; // derived: of inspection and payment
};

struct milestone_submission {
    std::vector<evidence> evidences = {};
};
struct full_acceptance {
    std::string note = {};
    std::vector<std::string> despite_reasons = {};
};
struct partial_acceptance {
    money accepted_amount = {}; // of the milestone, what was accepted earlier included
    std::vector<std::string> reasons = {};
    std::vector<std::string> despite_reasons = {};
};

// -- states as data --

enum class milestone_command : std::uint8_t { submit, accept, accept_partly, reject, release };
using milestone_transition = json::transition<milestone_state, milestone_command, delivery_party>;
std::span<milestone_transition const> milestone_transitions();

/// wrong_state where the state does not know the command, forbidden where it is the other side's.
result<milestone_state> next_state(milestone_state from, milestone_command command,
                                   delivery_party who);

// -- rules --

/// The general contractor's part of what was accepted in all, cut to whole fen.
money fee_of(money accepted, std::int64_t fee_basis_points);

/// The days by which the last submission missed the day it was due; 0 in time.
std::int64_t days_late(milestone const& one);

/// What the parties agreed that late work costs, cut to whole fen: the rate for each day, up to the
/// cap.
money penalty_of(money accepted, std::int64_t days_late, payment_terms const& terms);

std::vector<calendar::deadline> clocks_of(milestone const& one, term_calendar const& calendar);

/// The milestone's accepted amount after a partial acceptance of `wanted`: more than before, less
/// than all. amount_exceeded, or invalid_fields where nothing is added.
result<void> check_partial_acceptance(milestone const& one, money wanted);

/// The planned milestones of a contract that comes into force; ids and places are set, who makes
/// them keeps them.
std::vector<milestone> scheduled_milestones(contract const& of, instant now);
/// Those that an amendment adds, after the `existing` ones.
std::vector<milestone> added_milestones(contract const& of, amendment const& by,
                                        std::size_t existing, instant now);

// What a command makes of a milestone. wrong_state unless the contract is in force, and as
// next_state.
result<milestone> submitted(contract const& of, milestone one, delivery_party who,
                            std::vector<evidence> evidences, instant now,
                            term_calendar const& calendar);
result<milestone> rejected(contract const& of, milestone one, delivery_party who,
                           std::vector<std::string> reasons);

/// What an acceptance made of a milestone, and what is to be posted for it.
struct accepted_milestone {
    milestone after;
    acceptance made; // all zero where the milestone is worth nothing
    money fee;       // the general contractor's part of what was accepted
};
result<accepted_milestone> accepted(contract const& of, milestone one, delivery_party who,
                                    std::string note, instant now, term_calendar const& calendar);
result<accepted_milestone> accepted_partly(contract const& of, milestone one, delivery_party who,
                                           partial_acceptance const& decision, instant now,
                                           term_calendar const& calendar);

struct released_milestone {
    milestone after;
    retention_release made;
};
/// All that is held back, from the warranty's day on, whatever has become of the contract.
/// wrong_state before that day or where nothing is held back.
result<released_milestone> released(contract const& of, milestone one, delivery_party who,
                                    instant now, term_calendar const& calendar);

/// wrong_state where the milestone waits for its inspection or is accepted.
result<void> check_may_be_moved(milestone const& one);

/// What a suspension of so many days leaves of a milestone's dates: the day it is due and the term
/// of inspection did not run; clocks of payment did, since what was accepted is owed.
milestone delayed(milestone one, std::int64_t suspended_days, term_calendar const& calendar);

} // namespace talent::delivery

namespace talent::json {
TALENT_ENUMERATION(delivery::milestone_state);
TALENT_ENUMERATION(delivery::milestone_command);
TALENT_DESCRIBED(delivery::evidence);
TALENT_DESCRIBED(delivery::work_shown);
TALENT_DESCRIBED(delivery::acceptance);
TALENT_DESCRIBED(delivery::retention_release);
TALENT_DESCRIBED(delivery::milestone);
TALENT_DESCRIBED(delivery::milestone_submission);
TALENT_DESCRIBED(delivery::full_acceptance);
TALENT_DESCRIBED(delivery::partial_acceptance);
} // namespace talent::json
