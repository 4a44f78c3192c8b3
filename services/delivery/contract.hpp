// Contracts: what buyer and supplier agreed on, the terms of its money, its amendments; their
// states as tables of data and the rules between them. Pure: no I/O, no clock of its own. Values;
// any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/clock.hpp"
#include "common/base/money.hpp"
#include "common/base/result.hpp"
#include "common/base/uuid.hpp"
#include "common/calendar/deadline.hpp"
#include "common/json/fields.hpp"
#include "common/json/state_table.hpp"

namespace talent::delivery {

// -- limits --

inline constexpr std::int64_t basis_points_total = 10'000; // one basis point: 1/100 of a percent
inline constexpr std::int64_t ppm_total = 1'000'000;       // parts per million
inline constexpr std::size_t milestones_max = 50;          // planned at the beginning
inline constexpr std::size_t milestones_in_all_max = 100;  // with those that amendments add
inline constexpr std::size_t amendments_max = 100;         // of one contract
/// How far ahead a milestone, a work package or the end of a warranty lies: ten years, far beyond
/// what is agreed on. The platform's own figure, against a mistyped century.
inline constexpr std::chrono::days due_time_max{3'653};

/// The most a general contractor may take as its fee, and the most it may keep of a contract, fee
/// and margin together, by region: the longest prefix that fits. Defaults of the rule table; a
/// region's group may set lower ones. Both are our own figures (docs/decisions/0027).
struct fee_cap {
    std::string_view region; // GB/T 2260; 000000 is everywhere
    std::int64_t basis_points;
    std::int64_t kept_basis_points;
};
inline constexpr fee_cap fee_caps[] = {
    {"000000", 800, 1'500},
};

/// What amendments may add to the price in all, of the original price. Government Procurement Law,
/// art. 49: an additional purchase under the same terms, up to ten percent.
inline constexpr std::int64_t additional_purchase_basis_points = 1'000;

/// Regulation on Securing Payments to Small and Medium-sized Enterprises (2025): art. 9 for the
/// term, art. 17 for the interest. An agreed rate is at least the one-year loan prime rate, 3.0 % a
/// year when this was written: 30,000 ppm by 365 days, rounded up.
inline constexpr std::int64_t payment_calendar_days_default = 30;
inline constexpr std::int64_t payment_calendar_days_max = 60;
inline constexpr std::int64_t late_interest_ppm_per_day_default = 500; // 0.05 %
inline constexpr std::int64_t late_interest_ppm_per_day_min = 83;
inline constexpr std::int64_t late_interest_ppm_per_day_max = 2'000;

/// Agreed damages far beyond the loss are cut by a court: 30 % is where that begins (Supreme
/// People's Court on Part III of the Civil Code, 2023, art. 65).
inline constexpr std::int64_t penalty_cap_basis_points_max = 3'000;
inline constexpr std::int64_t penalty_basis_points_per_day_max = 100;
/// What is held back secures the contract as a deposit does: at most ten percent (Government
/// Procurement Law Implementing Regulation, art. 48).
inline constexpr std::int64_t retention_basis_points_max = 1'000;
inline constexpr std::int64_t inspection_calendar_days_default = 10;
inline constexpr std::int64_t inspection_calendar_days_max = 30;

/// What a term is reckoned with: the calendar, and what a test organisation's periods are divided
/// by.
struct term_calendar {
    calendar::working_days const& days;
    std::int64_t divisor = calendar::divisor_none;

    term_calendar(calendar::working_days const& working_days,
                  std::int64_t quick_divisor = calendar::divisor_none)
        : days(working_days), divisor(quick_divisor) {}
    calendar::deadline reckon(calendar::deadline_rule const& rule, instant start) const {
        return calendar::reckon(rule, start, days, divisor);
    }
};

// -- contracts --

enum class contract_state : std::uint8_t {
    draft,
    signed_by_buyer,
    signed_by_supplier,
    in_force,
    suspended,
    completed,
    terminated
};

/// Who gives a command; `platform` where it follows from another by rule.
enum class delivery_party : std::uint8_t { buyer, supplier, platform };

struct planned_milestone {
    std::string title = {};
    std::int64_t percent_basis_points = 0; // all of a contract's sum to basis_points_total
    date due_on = {};
};

/// What was agreed on the money. The defaults are the law's.
struct payment_terms {
    std::int64_t payment_calendar_days = payment_calendar_days_default; // from the acceptance
    std::int64_t late_interest_ppm_per_day = late_interest_ppm_per_day_default;
    std::int64_t inspection_calendar_days = inspection_calendar_days_default; // from submission
    std::int64_t penalty_basis_points_per_day = 0; // of what is delivered late
    std::int64_t penalty_cap_basis_points = 0;
    std::int64_t retention_basis_points = 0; // of each acceptance
    std::optional<date> warranty_until = {}; // what is held back is released from that day
};

struct contract {
    uuid id = {};
    std::string number = {}; // C-330100-2026-000123
    std::int64_t version = 0;
    uuid tender_id = {};
    uuid award_id = {};
    uuid buyer_id = {};
    uuid supplier_id = {};
    std::string region = {};
    contract_state state = contract_state::draft;
    std::vector<std::string> state_reasons = {}; // why it was suspended or terminated
    std::string title = {};
    std::string terms = {};
    std::int64_t text_version = 1;     // rises with each amendment
    money original_price = {};         // the award's
    money price = {};                  // with what amendments added
    std::int64_t fee_basis_points = 0; // the general contractor's; 0 for everybody else
    delivery::payment_terms payment_terms = {};
    std::vector<planned_milestone> milestones = {}; // percentages of the original price
    std::vector<std::string> missed_clocks = {};    // late is recorded, not refused: rules' names
    instant awarded_at = {};
    instant created_at = {};
    instant updated_at = {};
    std::optional<instant> signed_by_buyer_at = {};
    std::optional<instant> signed_by_supplier_at = {};
    std::optional<instant> in_force_at = {};
    std::optional<instant> published_at = {};
    std::optional<instant> filed_at = {};
    std::optional<instant> suspended_at = {};
    std::optional<delivery_party> suspended_by = {};
    std::int64_t suspended_days = 0; // of all suspensions that have ended
    std::optional<instant> ended_at = {};

    std::vector<calendar::deadline> clocks = {}; // derived
};

/// What the buyer adds to an award to make it a contract.
struct contract_request {
    std::string title = {}; // empty: the tender's
    std::string terms = {};
    std::int64_t fee_basis_points = 0;
    delivery::payment_terms payment_terms = {};
    std::vector<planned_milestone> milestones = {};
};

// -- amendments --

enum class amendment_state : std::uint8_t { proposed, agreed, declined, withdrawn };

/// An additional purchase under the same terms.
struct added_milestone {
    std::string title = {};
    money amount = {};
    date due_on = {};
};
struct moved_milestone {
    uuid milestone_id = {};
    date due_on = {};
};
/// What a contract said before an amendment.
struct contract_text {
    std::int64_t text_version = 1;
    std::string terms = {};
    money price = {};
    std::vector<moved_milestone> due_dates = {}; // of the milestones that it moved
};

struct amendment {
    uuid id = {};
    std::int64_t version = 0;
    uuid contract_id = {};
    uuid buyer_id = {};
    uuid supplier_id = {};
    std::int64_t place = 1; // among the contract's, from 1
    amendment_state state = amendment_state::proposed;
    std::vector<std::string> state_reasons = {};
    delivery_party proposed_by = delivery_party::buyer;
    std::string rationale = {};
    std::optional<std::string> terms = {}; // the new text; nothing: as before
    std::vector<added_milestone> added_milestones = {};
    std::vector<moved_milestone> moved_milestones = {};
    std::optional<contract_text> earlier = {}; // once agreed
    instant created_at = {};
    instant updated_at = {};
    std::optional<instant> decided_at = {};
};

// -- states as data --

enum class contract_command : std::uint8_t {
    edit,
    sign,
    publish,
    file,
    amend,
    suspend,
    resume,
    complete,
    terminate
};
using contract_transition = json::transition<contract_state, contract_command, delivery_party>;
std::span<contract_transition const> contract_transitions();

enum class amendment_command : std::uint8_t { agree, decline, withdraw };
enum class amendment_party : std::uint8_t { proposer, counterparty };
using amendment_transition = json::transition<amendment_state, amendment_command, amendment_party>;
std::span<amendment_transition const> amendment_transitions();

/// wrong_state where the state does not know the command, forbidden where it is the other side's.
result<contract_state> next_state(contract_state from, contract_command command,
                                  delivery_party who);
result<amendment_state> next_state(amendment_state from, amendment_command command,
                                   amendment_party who);

// -- rules --

/// Buyer or supplier; nothing for anybody else.
std::optional<delivery_party> side_of(contract const& one, uuid const& organisation);

/// Of the region, in basis points.
std::int64_t fee_cap_of(std::string_view region);
/// Fee and margin together.
std::int64_t kept_cap_of(std::string_view region);

enum class supplier_role : std::uint8_t { market, general_contractor };

/// Percentages sum to exactly basis_points_total; a fee only for a general contractor, within the
/// region's cap; penalties with a cap, a retention with its day. invalid_fields with every fault.
result<void> check_consistency(contract const& one, supplier_role role);

/// A day named at that instant lies due_time_max ahead at most: out_of_range at the place.
result<void> check_due(date due_on, instant now, std::string const& pointer);
/// So do the days of the contract's plan and the end of its warranty, and those of an amendment.
result<void> check_days(contract const& one, instant now);
result<void> check_days(amendment const& wanted, instant now);

/// A part of a whole, cut to whole fen.
money part_of(money whole, std::int64_t basis_points);

/// What each planned milestone is worth: price × percentage cut to whole fen, the last takes the
/// remainder, so that they sum to the price exactly and none is negative.
std::vector<money> milestone_amounts(money price, std::span<planned_milestone const> plan);

/// The clocks of the decision that is due next: signing, then publishing and filing until each is
/// done. Government Procurement Law art. 46 and 47, Regulation art. 50.
std::vector<calendar::deadline> clocks_of(contract const& one, term_calendar const& calendar);

/// The clock with another start.
calendar::deadline moved(calendar::deadline const& clock, instant start,
                         term_calendar const& calendar);
/// The deadline as it was set; where it was provisional and the calendar is another now, reckoned
/// again.
calendar::deadline renewed(calendar::deadline const& clock, term_calendar const& calendar);

// What a command makes of a contract. The new state is checked against the table; what is late goes
// to missed_clocks. wrong_state and forbidden as next_state.
result<contract> signed_by(contract one, delivery_party who, instant now,
                           term_calendar const& calendar);
/// wrong_state where it was published or filed before, or was never in force.
result<contract> published(contract one, delivery_party who, instant now,
                           term_calendar const& calendar);
result<contract> filed(contract one, delivery_party who, instant now,
                       term_calendar const& calendar);
result<contract> suspended(contract one, delivery_party who, instant now,
                           std::vector<std::string> reasons);
/// By the side that suspended it. Days that the suspension took are added to suspended_days.
result<contract> resumed(contract one, delivery_party who, instant now,
                         std::vector<std::string> reasons);
result<contract> terminated(contract one, delivery_party who, instant now,
                            std::vector<std::string> reasons);

/// The calendar days between the two instants' days in Shanghai.
std::int64_t days_between(instant from, instant until);

/// Something changes, and the price by no more than the law allows: amount_exceeded beyond. Whether
/// its milestones may be moved is asked of each (may_be_moved).
result<void> check_amendment(contract const& one, amendment const& wanted);

/// The contract with an agreed amendment's text and price.
result<contract> amended(contract one, amendment const& by);

} // namespace talent::delivery

namespace talent::json {
TALENT_ENUMERATION(delivery::contract_state);
TALENT_ENUMERATION(delivery::contract_command);
TALENT_ENUMERATION(delivery::delivery_party);
TALENT_ENUMERATION(delivery::amendment_state);
TALENT_ENUMERATION(delivery::amendment_command);
TALENT_ENUMERATION(delivery::amendment_party);
TALENT_DESCRIBED(delivery::planned_milestone);
TALENT_DESCRIBED(delivery::payment_terms);
TALENT_DESCRIBED(delivery::contract);
TALENT_DESCRIBED(delivery::contract_request);
TALENT_DESCRIBED(delivery::added_milestone);
TALENT_DESCRIBED(delivery::moved_milestone);
TALENT_DESCRIBED(delivery::contract_text);
TALENT_DESCRIBED(delivery::amendment);
} // namespace talent::json
