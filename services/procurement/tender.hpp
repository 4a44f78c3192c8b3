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

namespace talent::procurement {

// -- limits --

/// Criteria weigh exactly this much together.
inline constexpr std::int64_t weight_total = 100;
/// A challenge may be filed for seven working days; a tender may wait longer, never shorter.
inline constexpr std::int64_t standstill_working_days_min = 7;
inline constexpr std::int64_t standstill_working_days_max = 60;
/// One lot is evaluated and awarded for now; the tables and rankings are by lot already.
inline constexpr std::size_t lots_max = 1;
inline constexpr std::int64_t lot_number_max = 99;

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

struct lot {
    std::int64_t number = 1;
    std::string title = {};
    money budget = {};
};
struct item {
    std::string description = {};
    std::int64_t quantity = 1;
    std::string unit = {};
};
struct eligibility {
    std::vector<identity::qualification_kind> required_qualifications = {}; // every one of them
    std::vector<identity::capability> capabilities = {}; // one of them; none: anybody
};
enum class criterion_kind : std::uint8_t { price, quality };
struct criterion {
    std::string code = {};
    std::string title = {};
    criterion_kind kind = criterion_kind::quality;
    std::int64_t weight = 0; // of weight_total
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
    std::string reason = {};
    instant since = {};
    std::optional<instant> until = {}; // none: until it is lifted
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
    std::optional<instant> open_at = {}; // bids are taken at open_at ≤ t < deadline_at
    std::optional<instant> deadline_at = {};
    std::int64_t standstill_working_days = standstill_working_days_min;
    instant created_at = {};
    instant updated_at = {};
    std::optional<instant> published_at = {};
    std::optional<instant> opened_at = {};
    std::optional<instant> evaluated_at = {};
    std::optional<instant> awarded_at = {};
    std::vector<suspension> suspensions = {}; // at most one of a remedy

    tender_phase phase = tender_phase::draft;     // derived
    std::vector<calendar::deadline> clocks = {};  // derived
    std::optional<procurement::award> award = {}; // derived: the notice
};

// -- states as data --

/// Who gives a command.
enum class procurement_party : std::uint8_t { buyer, bidder };

enum class tender_command : std::uint8_t {
    publish,
    cancel,
    open,
    open_without_bids,
    evaluate,
    award,
    declare_unsuccessful,
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

/// `notice` is the award, where there is one.
tender_phase phase_of(tender const& one, award const* notice, instant now);

/// The clocks that run for the decision that is due next. Government Procurement Law Implementing
/// Regulation art. 43, Law art. 46 and 52 (common/calendar/deadline.hpp names each). The divisor is
/// that of the tender's buyer.
std::vector<calendar::deadline> clocks_of(tender const& one, award const* notice,
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
/// weight_total with exactly one price criterion, a deadline ahead.
result<void> check_publication(tender const& one, instant now);

/// bidding_closed unless published and open_at ≤ now < deadline_at.
result<void> check_bidding_open(tender const& one, instant now);

/// wrong_state before the deadline has passed.
result<void> check_may_be_opened(tender const& one, instant now);

/// Remedies that suspend a tender at one time.
inline constexpr std::size_t suspensions_max = 100;

/// award_suspended while a suspension holds.
result<void> check_not_suspended(tender const& one, instant now);

lot const* find_lot(tender const& one, std::int64_t number);
criterion const* find_criterion(tender const& one, std::string_view code);

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
TALENT_ENUMERATION(procurement::procurement_party);
TALENT_ENUMERATION(procurement::tender_command);
TALENT_DESCRIBED(procurement::lot);
TALENT_DESCRIBED(procurement::item);
TALENT_DESCRIBED(procurement::eligibility);
TALENT_DESCRIBED(procurement::criterion);
TALENT_DESCRIBED(procurement::document);
TALENT_DESCRIBED(procurement::suspension);
TALENT_DESCRIBED(procurement::tender);
} // namespace talent::json
