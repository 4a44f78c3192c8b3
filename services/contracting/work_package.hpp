// Work packages: what each delivers, by what it is accepted, who owns it and how that was chosen;
// their delivery, acceptance and payment. The list of responsibilities of a project. States as a
// table of data and the rules between them. Pure: no I/O, no clock of its own. Values; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "services/contracting/project.hpp"
#include "services/delivery/model.hpp"

namespace talent::contracting {

// -- limits --

inline constexpr std::size_t owner_changes_max = 50;

/// How long the contractor may inspect what was delivered; who takes longer pays as if in time:
/// Regulation on Securing Payments to Small and Medium-sized Enterprises (2025), art. 10. After it
/// nothing is rejected any more, and the owner may claim the acceptance.
inline constexpr calendar::deadline_rule inspect_package{
    .name = "inspect_package",
    .start_event = "package_delivered",
    .amount = delivery::inspection_calendar_days_default,
    .unit = calendar::deadline_unit::calendar_days,
    .source = "platform rule, after the Regulation on Securing Payments, art. 10",
};

enum class package_state : std::uint8_t {
    planned,
    sourced,
    delivered,
    accepted,
    rejected,
    cancelled
};
enum class package_command : std::uint8_t {
    edit,
    source,
    reassign,
    deliver,
    accept,
    claim,
    reject,
    cancel,
    pay
};

/// Where the owner comes from: an order of a published offering, a mini-tender's award, or, where
/// the market has a gap, the group's own staff.
enum class sourcing_kind : std::uint8_t { order, mini_tender, own_work };

/// A change of owner, with whoever decided it; the first has no `from`.
struct owner_change {
    std::optional<uuid> from = {};
    uuid to = {};
    std::optional<uuid> by_member = {}; // none: a key of the contractor's
    instant at = {};
    sourcing_kind sourcing = sourcing_kind::order;
    std::vector<std::string> reasons = {};
};

struct work_package {
    uuid id = {};
    std::string number = {}; // WP-330100-2026-000123
    std::int64_t version = 0;
    uuid project_id = {};
    uuid contract_id = {};
    uuid contractor_id = {};
    uuid buyer_id = {};
    std::optional<uuid> user_organisation_id = {}; // who uses the result; left out: the buyer
    package_state state = package_state::planned;
    std::vector<std::string> state_reasons = {}; // why it was rejected or cancelled
    std::string title = {};
    offerings::service_category category = offerings::service_category::skills_training;
    std::string region = {};
    std::string deliverable = {};
    std::string acceptance_standard = {};
    date due_on = {};
    money price = {}; // planned; from its sourcing on the order's or the award's
    std::int64_t payment_calendar_days = delivery::payment_calendar_days_default;

    std::optional<uuid> owner_id = {};
    std::optional<sourcing_kind> sourcing = {};
    std::optional<uuid> offering_id = {};
    std::optional<uuid> order_id = {};
    std::optional<uuid> tender_id = {};
    std::optional<uuid> award_id = {};
    std::string justification = {};                 // why own staff
    std::optional<market_evidence> evidence = {};   // what the market had when own staff was chosen
    std::vector<owner_change> owner_changes = {};   // the first is the sourcing
    std::vector<delivery::evidence> delivered = {}; // files that show it
    std::string note = {};                          // of the acceptance
    std::string licence_number = {};                // that the acceptance stood on
    bool accepted_by_silence = false;               // claimed by the owner after the inspection
    std::optional<calendar::deadline> inspection = {};    // hidden; shown among the clocks
    std::optional<calendar::deadline> payment_clock = {}; // hidden; the same

    money paid_amount = {};     // of the price; interest apart
    money posted_interest = {}; // in the ledger, paid or not
    money paid_interest = {};
    std::int64_t interest_millionths = 0;            // hidden: of a fen, beyond posted_interest
    std::optional<std::int64_t> interest_until = {}; // hidden: the last day that was reckoned
    instant created_at = {};
    instant updated_at = {};
    std::optional<instant> sourced_at = {};
    std::optional<instant> delivered_at = {};
    std::optional<instant> accepted_at = {};

    money interest = {};                         // derived: owed now
    money outstanding = {};                      // derived: unpaid, with interest
    std::vector<calendar::deadline> clocks = {}; // derived
};

// -- requests of their own --

/// Of each kind its own members: an offering to order (or an order that was made), an award, or a
/// justification.
struct package_sourcing {
    sourcing_kind kind = sourcing_kind::order;
    std::optional<uuid> offering_id = {};
    std::optional<std::int64_t> offering_version = {};
    std::optional<std::int64_t> quantity = {}; // 1
    std::optional<money> salary_base = {};
    std::optional<uuid> order_id = {};
    std::optional<uuid> award_id = {};
    std::optional<std::int64_t> award_version = {};
    std::string justification = {};
};
struct package_reassignment {
    package_sourcing sourcing = {};
    std::vector<std::string> reasons = {};
};
struct package_delivery {
    std::vector<delivery::evidence> evidences = {};
};
struct package_acceptance {
    std::string note = {};
};
struct package_payment {
    uuid id = {};
    std::string number = {}; // WPP-330100-2026-000123
    std::int64_t version = 0;
    uuid package_id = {};
    uuid project_id = {};
    uuid contract_id = {};
    uuid payer_id = {};
    uuid payee_id = {};
    money amount = {};
    money interest_amount = {};  // of the amount: interest comes first
    money principal_amount = {}; // the rest
    std::int64_t days_to_pay = 0;
    std::int64_t days_late = 0;
    std::string bank_reference = {};
    instant created_at = {};
};

// -- states as data --

using package_transition = json::transition<package_state, package_command, contracting_party>;
std::span<package_transition const> package_transitions();
result<package_state> next_state(package_state from, package_command command,
                                 contracting_party who);

// -- rules --

/// What the kind of sourcing needs and has not, or has and does not need: invalid_fields under
/// `pointer`.
result<void> check_sourcing(package_sourcing const& wanted, std::string const& pointer);

/// What a sourcing settled: who, at what price, from where.
struct sourced_from {
    uuid owner_id = {};
    std::optional<money> price = {}; // none: as planned
    std::optional<uuid> offering_id = {};
    std::optional<uuid> order_id = {};
    std::optional<uuid> tender_id = {};
    std::optional<uuid> award_id = {};
    std::optional<market_evidence> evidence = {};
    std::string justification = {};
};
/// The package with its (new) owner; what an earlier one delivered and why it was rejected is gone
/// from it and stays in the journal. conflict beyond owner_changes_max.
result<work_package> sourced(work_package one, package_command given, sourcing_kind kind,
                             sourced_from from, std::vector<std::string> reasons,
                             std::optional<uuid> const& member, instant now);
result<work_package> delivered(work_package one, std::vector<delivery::evidence> evidences,
                               instant now, delivery::term_calendar const& calendar);
result<work_package> accepted(work_package one, std::string note, std::string licence_number,
                              instant now, delivery::term_calendar const& calendar);
/// By the owner, once the term of inspection is over: wrong_state before.
result<work_package> claimed(work_package one, std::string licence_number, instant now,
                             delivery::term_calendar const& calendar);
/// wrong_state once the term of inspection is over.
result<work_package> rejected(work_package one, std::vector<std::string> reasons, instant now,
                              delivery::term_calendar const& calendar);
result<work_package> cancelled(work_package one, std::vector<std::string> reasons);

/// What a rest of the contract of so many days leaves of its dates: neither the day it is due nor
/// the inspection ran.
work_package delayed(work_package one, std::int64_t days, delivery::term_calendar const& calendar);

/// What the payment made of a package, and the interest that is to be posted with it.
struct paid_package {
    work_package after;
    package_payment made; // without its ids
    money interest;
};
/// By delivery's rules of invoices: interest first, then the price. amount_exceeded beyond what is
/// outstanding, wrong_state for what is not accepted and for the group's own work.
result<paid_package> paid(work_package one, money amount, instant now);

/// The package with its derived members at an instant.
work_package as_of(work_package one, instant now, delivery::term_calendar const& calendar);

/// The downstream side as the ledger takes it: the contractor buys, the owner supplies, under the
/// contract of the project.
delivery::contract downstream_of(work_package const& one);

} // namespace talent::contracting

namespace talent::json {
TALENT_ENUMERATION(contracting::package_state);
TALENT_ENUMERATION(contracting::package_command);
TALENT_ENUMERATION(contracting::sourcing_kind);
TALENT_DESCRIBED(contracting::owner_change);
TALENT_DESCRIBED(contracting::work_package);
TALENT_DESCRIBED(contracting::package_sourcing);
TALENT_DESCRIBED(contracting::package_reassignment);
TALENT_DESCRIBED(contracting::package_delivery);
TALENT_DESCRIBED(contracting::package_acceptance);
TALENT_DESCRIBED(contracting::package_payment);
} // namespace talent::json
