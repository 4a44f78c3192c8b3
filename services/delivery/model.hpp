// Delivery: contracts, their milestones, invoices and payments; their states as tables of data and
// the rules between them. Pure: no I/O, no clock of its own. Values; any thread.
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

namespace talent::delivery {

// -- limits --

inline constexpr std::int64_t basis_points_total = 10'000; // one basis point: 1/100 of a percent
inline constexpr std::size_t milestones_max = 50;

/// The most a general contractor may take as its fee, by region: the longest prefix that fits. A
/// default of the rule table; a region's group may set a lower one.
struct fee_cap {
    std::string_view region; // GB/T 2260; 000000 is everywhere
    std::int64_t basis_points;
};
inline constexpr fee_cap fee_caps[] = {
    {"000000", 800},
};

// -- contracts --

enum class contract_state : std::uint8_t {
    draft,
    signed_by_buyer,
    signed_by_supplier,
    in_force,
    completed,
    terminated
};

struct planned_milestone {
    std::string title = {};
    std::int64_t percent_basis_points = 0; // all of a contract's sum to basis_points_total
    date due_on = {};
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
    std::vector<std::string> state_reasons = {}; // why it was terminated
    std::string title = {};
    std::string terms = {};
    money price = {};
    std::int64_t fee_basis_points = 0; // the general contractor's; 0 for everybody else
    std::vector<planned_milestone> milestones = {};
    instant awarded_at = {};
    instant created_at = {};
    instant updated_at = {};
    std::optional<instant> signed_by_buyer_at = {};
    std::optional<instant> signed_by_supplier_at = {};
    std::optional<instant> in_force_at = {};
    std::optional<instant> ended_at = {};

    std::vector<calendar::deadline> clocks = {}; // derived
};

/// What the buyer adds to an award to make it a contract.
struct contract_request {
    std::string title = {}; // empty: the tender's
    std::string terms = {};
    std::int64_t fee_basis_points = 0;
    std::vector<planned_milestone> milestones = {};
};

// -- milestones --

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

/// Each acceptance owes its own amount, under its own clock.
struct acceptance {
    money amount = {};
    instant at = {};
    std::string note = {};
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
    money invoiced_amount = {};
    std::vector<acceptance> acceptances = {};
    instant created_at = {};
    instant updated_at = {};
    std::optional<instant> submitted_at = {};

    std::vector<calendar::deadline> clocks = {}; // derived: of the acceptances
};

struct milestone_submission {
    std::vector<evidence> evidences = {};
};
struct full_acceptance {
    std::string note = {};
};
struct partial_acceptance {
    money accepted_amount = {}; // of the milestone, what was accepted earlier included
    std::vector<std::string> reasons = {};
};

// -- invoices and payments --

enum class invoice_state : std::uint8_t { issued, partly_paid, paid };

struct invoice {
    uuid id = {};
    std::string number = {}; // I-330100-2026-000123
    std::int64_t version = 0;
    uuid contract_id = {};
    uuid milestone_id = {};
    uuid buyer_id = {};
    uuid supplier_id = {};
    invoice_state state = invoice_state::issued;
    money amount = {};
    money paid_amount = {};
    std::string tax_invoice_number = {}; // 发票号码
    instant created_at = {};
    instant updated_at = {};
};

struct payment {
    uuid id = {};
    std::string number = {}; // P-330100-2026-000123
    std::int64_t version = 0;
    uuid contract_id = {};
    uuid invoice_id = {};
    uuid buyer_id = {};
    uuid supplier_id = {};
    money amount = {};
    std::string bank_reference = {};
    instant created_at = {};
};

// -- states as data --

/// Who gives a command; `platform` where it follows from another by rule.
enum class delivery_party : std::uint8_t { buyer, supplier, platform };

enum class contract_command : std::uint8_t { edit, sign, complete, terminate };
struct contract_transition {
    contract_state from;
    contract_command command;
    delivery_party who;
    contract_state to;
};
std::span<contract_transition const> contract_transitions();

enum class milestone_command : std::uint8_t { submit, accept, accept_partly, reject };
struct milestone_transition {
    milestone_state from;
    milestone_command command;
    delivery_party who;
    milestone_state to;
};
std::span<milestone_transition const> milestone_transitions();

/// wrong_state where the state does not know the command, forbidden where it is the other side's.
result<contract_state> next_state(contract_state from, contract_command command,
                                  delivery_party who);
result<milestone_state> next_state(milestone_state from, milestone_command command,
                                   delivery_party who);

// -- rules --

/// Buyer or supplier; nothing for anybody else.
std::optional<delivery_party> side_of(contract const& one, uuid const& organisation);

/// Of the region, in basis points.
std::int64_t fee_cap_of(std::string_view region);

enum class supplier_role : std::uint8_t { market, general_contractor };

/// Percentages sum to exactly basis_points_total; a fee only for a general contractor, within the
/// region's cap. invalid_fields with every fault.
result<void> check_consistency(contract const& one, supplier_role role);

/// What each planned milestone is worth: price × percentage cut to whole fen, the last takes the
/// remainder, so that they sum to the price exactly and none is negative.
std::vector<money> milestone_amounts(money price, std::span<planned_milestone const> plan);

/// The general contractor's part of what was accepted in all, cut to whole fen.
money fee_of(money accepted, std::int64_t fee_basis_points);

/// The clocks of the decision that is due next: signing, then publishing and filing. Government
/// Procurement Law art. 46 and 47, Regulation art. 50.
std::vector<calendar::deadline> clocks_of(contract const& one,
                                          calendar::working_days const& calendar,
                                          std::int64_t divisor = calendar::divisor_none);
std::vector<calendar::deadline> clocks_of(milestone const& one);

/// The milestone's accepted amount after a partial acceptance of `wanted`: more than before, less
/// than all. amount_exceeded, or invalid_fields where nothing is added.
result<void> check_partial_acceptance(milestone const& one, money wanted);

/// amount_exceeded beyond what is accepted and not invoiced, or invoiced and not paid.
result<void> check_invoice(milestone const& one, money amount);
result<void> check_payment(invoice const& one, money amount);

invoice_state state_of(invoice const& one);

} // namespace talent::delivery

namespace talent::json {
TALENT_ENUMERATION(delivery::contract_state);
TALENT_ENUMERATION(delivery::milestone_state);
TALENT_ENUMERATION(delivery::invoice_state);
TALENT_ENUMERATION(delivery::delivery_party);
TALENT_ENUMERATION(delivery::contract_command);
TALENT_ENUMERATION(delivery::milestone_command);
TALENT_DESCRIBED(delivery::planned_milestone);
TALENT_DESCRIBED(delivery::contract);
TALENT_DESCRIBED(delivery::contract_request);
TALENT_DESCRIBED(delivery::evidence);
TALENT_DESCRIBED(delivery::acceptance);
TALENT_DESCRIBED(delivery::milestone);
TALENT_DESCRIBED(delivery::milestone_submission);
TALENT_DESCRIBED(delivery::full_acceptance);
TALENT_DESCRIBED(delivery::partial_acceptance);
TALENT_DESCRIBED(delivery::invoice);
TALENT_DESCRIBED(delivery::payment);
} // namespace talent::json
