// Tenders: what a government office asks for, by which rules bids are taken, and where a tender
// stands; its states as a table of data. Pure: no I/O, no clock of its own. Values; any thread.
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
#include "common/json/state_table.hpp"
#include "services/identity/model.hpp" // an eligibility names identity's kinds of licence
#include "services/procurement/award.hpp"
#include "services/procurement/lot.hpp"

namespace talent::procurement {

struct period_terms; // methods.hpp

// -- limits --

/// Criteria weigh exactly this much together.
inline constexpr std::int64_t weight_total = 100;
/// A challenge may be filed for seven working days; a tender may wait longer, never shorter.
inline constexpr std::int64_t standstill_working_days_min = 7;
inline constexpr std::int64_t standstill_working_days_max = 60;
inline constexpr std::size_t invited_suppliers_max = 50;
inline constexpr std::int64_t framework_months_limit = 60;
inline constexpr std::int64_t framework_suppliers_limit = 20;

// -- tenders --

enum class procurement_method : std::uint8_t {
    open,
    selective,
    consultation,
    direct,
    framework_call_off
};

/// What was decided. Where a tender stands at an instant is its phase.
enum class tender_state : std::uint8_t {
    draft,
    published,
    cancelled,
    opened,
    evaluated,
    awarded,
    contracted,
    unsuccessful
};

/// Decisions and instants together; derived whenever a tender is read, never stored by a timer.
enum class tender_phase : std::uint8_t {
    draft,
    announced,
    bidding,
    bidding_closed,
    opened,
    evaluated,
    standstill,
    standstill_over,
    contracted,
    unsuccessful,
    cancelled
};

struct item {
    std::string description = {};
    std::int64_t quantity = 1;
    std::string unit = {};
    bool quantity_estimated = false;      // what is called off under a framework is not known yet
    std::optional<std::int64_t> lot = {}; // left out: of every lot
};
struct eligibility {
    std::vector<identity::qualification_kind> required_qualifications = {}; // every one of them
    std::vector<identity::capability> capabilities = {}; // one of them; none: anybody
};
enum class criterion_kind : std::uint8_t { price, quality };
/// A part of a quality criterion; the parts' weights sum to the criterion's.
struct sub_criterion {
    std::string code = {};
    std::string title = {};
    std::int64_t weight = 0; // of weight_total
};
struct criterion {
    std::string code = {};
    std::string title = {};
    criterion_kind kind = criterion_kind::quality;
    std::int64_t weight = 0; // of weight_total
    std::vector<sub_criterion> sub_criteria = {};
};
/// A file is known by its hash; its bytes are kept elsewhere.
struct document {
    std::string title = {};
    std::string sha256 = {};
    std::int64_t bytes = 0;
};

/// Why nothing may be awarded or signed for now: a remedy whose outcome may change the result
/// (Government Procurement Law Implementing Regulation, art. 54; Law art. 57).
struct suspension {
    uuid remedy_id = {};
    std::optional<std::int64_t> lot = {}; // none: every lot
    std::string reason = {};
    instant since = {};
    std::optional<instant> until = {}; // none: until it is lifted
};

/// How a member of a framework is chosen for a call-off.
enum class call_off_mode : std::uint8_t { direct, mini_competition, either };
/// What a tender for a framework agreement settles: how much may be called off, how long, and from
/// how many suppliers (Order 110 of the Ministry of Finance, 2022).
struct framework_terms {
    money ceiling = {};
    std::int64_t months = 0; // from its establishment
    std::int64_t suppliers_max = 1;
    call_off_mode call_off = call_off_mode::either;
};

struct tender {
    uuid id = {};
    std::string number = {}; // T-330100-2026-000123
    std::int64_t version = 0;
    uuid buyer_id = {};
    tender_state state = tender_state::draft;
    std::vector<std::string> state_reasons = {}; // why it was cancelled or unsuccessful
    std::string region = {};
    std::string title = {};
    std::string description = {};
    procurement_method method = procurement_method::open;
    money budget = {};
    std::vector<lot> lots = {};
    std::vector<item> items = {};
    procurement::eligibility eligibility = {};
    std::vector<criterion> criteria = {};
    std::vector<document> documents = {};
    std::optional<uuid> drafter_id = {}; // who wrote the documents for the buyer
    std::optional<instant> open_at = {}; // bids are taken at open_at ≤ t < deadline_at
    std::optional<instant> deadline_at = {};
    std::int64_t standstill_working_days = standstill_working_days_min;
    std::vector<uuid> invited_supplier_ids = {}; // as a request names them; kept as invitation_list
    std::vector<uuid> invitation_list = {};      // hidden: bidders may not learn of each other
    std::string justification = {};              // why this supplier and no other: method direct
    std::optional<uuid> framework_id = {};       // under which a call-off is made
    std::optional<framework_terms> framework = {};  // there where the tender is for one
    std::int64_t amendment_number = 0;              // of the text that stands; 0: as published
    std::optional<instant> final_offers_until = {}; // consultation: after it was held
    std::optional<instant> final_offers_opened_at = {};
    instant created_at = {};
    instant updated_at = {};
    std::optional<instant> published_at = {};
    std::optional<instant> opened_at = {};
    std::optional<instant> evaluated_at = {};
    std::optional<instant> report_received_at = {}; // of the evaluation that stands
    std::optional<instant> awarded_at = {};
    std::vector<suspension> suspensions = {}; // at most one of a remedy

    tender_phase phase = tender_phase::draft;    // derived
    std::vector<calendar::deadline> clocks = {}; // derived
    std::vector<award> awards = {};              // derived: the notices, also of those that fell
    std::vector<uuid> invited_suppliers = {};    // derived: to whom it may be shown
    std::optional<instant> questions_until = {}; // derived: a later one could not be answered
};

// -- states as data --

/// Who gives a command; the reviewer decides on a challenge or complaint, the panel evaluates.
enum class procurement_party : std::uint8_t { buyer, bidder, reviewer, panel };

enum class tender_command : std::uint8_t {
    publish,
    cancel,
    open,
    open_without_bids,
    evaluate,
    award,
    declare_unsuccessful,
    reopen,
    contract
};
using tender_transition = json::transition<tender_state, tender_command, procurement_party>;
std::span<tender_transition const> tender_transitions();

/// wrong_state where the state does not know the command, forbidden where it is another's.
result<tender_state> next_state(tender_state from, tender_command command, procurement_party who);

// -- rules --

/// The bids of a tender are sealed until its opening was decided.
bool is_sealed(tender const& one);

/// Whether the public may see it: it was published at some time.
bool is_public(tender const& one);

/// `awards` are the tender's; one that stands and awaits its contract has a standstill.
tender_phase phase_of(tender const& one, std::span<award const> awards, instant now);

/// The clocks that run for the decision that is due next: the report's delivery after the
/// evaluation, then the choice of the winner after the report. Government Procurement Law
/// Implementing Regulation art. 43, Law art. 46 and 52 (common/calendar/deadline.hpp names each).
/// The divisor is that of the tender's buyer.
std::vector<calendar::deadline> clocks_of(tender const& one, std::span<award const> awards,
                                          calendar::working_days const& calendar,
                                          std::int64_t divisor = calendar::divisor_none);
/// Those of one award: it stands, and its lot has no contract yet.
std::vector<calendar::deadline> clocks_of(tender const& one, award const& notice,
                                          calendar::working_days const& calendar,
                                          std::int64_t divisor = calendar::divisor_none);

/// The tender's own standstill, reckoned from the notice.
calendar::deadline standstill_of(tender const& one, instant notice_at,
                                 calendar::working_days const& calendar,
                                 std::int64_t divisor = calendar::divisor_none);
/// As it was decided; reckoned again where it was provisional and the calendar is another now.
calendar::deadline standstill_of(tender const& one, award const& notice,
                                 calendar::working_days const& calendar,
                                 std::int64_t divisor = calendar::divisor_none);

/// What must hold between the fields whatever the state: no doubled code or lot number, open_at
/// before deadline_at.
result<void> check_consistency(tender const& one);

/// publication_refused with one error per missing thing: lots, items, weights that sum to
/// weight_total with exactly one price criterion, a deadline ahead, and what the method asks for
/// in that region (methods.hpp).
result<void> check_publication(tender const& one, instant now, period_terms const& terms);

/// bidding_closed unless published and open_at ≤ now < deadline_at.
result<void> check_bidding_open(tender const& one, instant now);

/// wrong_state before the deadline has passed.
result<void> check_may_be_opened(tender const& one, instant now);

/// Remedies that suspend a tender at one time.
inline constexpr std::size_t suspensions_max = 100;

/// award_suspended while a suspension of the tender, or of this lot, holds.
result<void> check_not_suspended(tender const& one, std::int64_t lot, instant now);

lot const* find_lot(tender const& one, std::int64_t number);
/// What is scored: a criterion without parts, or each part of one that has some.
std::vector<criterion> leaves_of(std::span<criterion const> criteria);
/// The leaf of that code.
std::optional<criterion> find_criterion(tender const& one, std::string_view code);
/// A doubled hash among documents, each under `pointer`.
void find_doubled_documents(std::vector<document> const& documents, std::string const& pointer,
                            std::vector<field_error>& found);

/// licence_missing where a required licence is not valid on that day, forbidden where the bidder
/// has none of the capabilities asked for.
result<void> check_eligibility(eligibility const& wanted, identity::organisation const& bidder,
                               std::vector<identity::qualification> const& held, date day);

} // namespace talent::procurement

namespace talent::json {
TALENT_ENUMERATION(procurement::procurement_method);
TALENT_ENUMERATION(procurement::tender_state);
TALENT_ENUMERATION(procurement::tender_phase);
TALENT_ENUMERATION(procurement::criterion_kind);
TALENT_ENUMERATION(procurement::call_off_mode);
TALENT_ENUMERATION(procurement::procurement_party);
TALENT_ENUMERATION(procurement::tender_command);
TALENT_DESCRIBED(procurement::item);
TALENT_DESCRIBED(procurement::eligibility);
TALENT_DESCRIBED(procurement::sub_criterion);
TALENT_DESCRIBED(procurement::criterion);
TALENT_DESCRIBED(procurement::framework_terms);
TALENT_DESCRIBED(procurement::document);
TALENT_DESCRIBED(procurement::suspension);
TALENT_DESCRIBED(procurement::tender);
} // namespace talent::json
