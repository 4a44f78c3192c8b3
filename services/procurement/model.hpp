// Procurement: tenders, sealed bids, scores and awards; their states as tables of data and the
// rules between them. Pure: no I/O, no clock of its own. Values; any thread.
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
#include "services/identity/model.hpp" // an eligibility names identity's kinds of licence

namespace talent::procurement {

// -- limits --

/// Criteria weigh exactly this much together.
inline constexpr std::int64_t weight_total = 100;
/// Scores are whole hundredths of a point on a scale from 0 to 100 points.
inline constexpr std::int64_t score_hundredths_max = 10'000;
/// A challenge may be filed for seven working days; a tender may wait longer, never shorter.
inline constexpr std::int64_t standstill_working_days_min = 7;
inline constexpr std::int64_t standstill_working_days_max = 60;
/// One lot is evaluated and awarded for now; the tables and rankings are by lot already.
inline constexpr std::size_t lots_max = 1;
inline constexpr std::int64_t lot_number_max = 99;
/// How often one organisation may replace its bid for a lot: replacing costs a row each time.
inline constexpr std::int64_t submissions_per_bidder_max = 100;

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

/// The decision for a bid, and its public notice.
struct award {
    uuid id = {};
    std::int64_t version = 0;
    uuid tender_id = {};
    std::int64_t lot = 1;
    uuid bid_id = {};
    uuid supplier_id = {};
    std::string supplier_name = {};
    money price = {};
    std::vector<std::string> reasons = {};
    calendar::deadline standstill = {};
    instant standstill_until = {};
    instant created_at = {}; // the notice is public from this instant
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

    tender_phase phase = tender_phase::draft;     // derived
    std::vector<calendar::deadline> clocks = {};  // derived
    std::optional<procurement::award> award = {}; // derived: the notice
};

// -- bids --

enum class bid_state : std::uint8_t { submitted, withdrawn, disqualified };

/// What a bidder shares with another organisation.
enum class conflict_kind : std::uint8_t {
    same_organisation,
    legal_representative,
    phone,
    bank_account,
    address
};
struct conflict {
    conflict_kind kind = conflict_kind::same_organisation;
    uuid organisation_id = {};
};

/// What stays sealed until the opening. The receipt's SHA-256 is that of this object's JSON,
/// compact, in the order of its table; the salt keeps a price from being guessed from the hash.
struct bid_content {
    money price = {};
    std::string quality_response = {};
    std::vector<document> documents = {};
    std::string salt = {};
};

/// One line of a bid's evaluation.
struct score_line {
    std::string criterion = {};
    std::int64_t weight = 0;
    std::int64_t points_hundredths = 0;   // on the scale to score_hundredths_max
    std::int64_t weighted_hundredths = 0; // what it adds to the total
    std::string reason = {};
};

struct bid {
    uuid id = {};
    std::string number =
        {}; // B-…: given at the opening; a counter would tell bidders of each other before
    std::int64_t version = 0;
    uuid tender_id = {};
    uuid organisation_id = {};
    std::int64_t lot = 1;
    bid_state state = bid_state::submitted;
    std::vector<std::string> state_reasons = {};
    std::string content_sha256 = {};
    instant received_at = {};
    instant updated_at = {};
    std::int64_t arrival_sequence = 0;          // hidden: it would tell of the bids before
    std::optional<std::string> live_key = {};   // hidden: unique while the bid is live
    std::vector<conflict> conflicts_found = {}; // hidden: it would tell who else bids
    std::optional<bid_content> content = {};    // nothing in the row until the opening
    std::vector<score_line> score_lines = {};
    std::optional<std::int64_t> total_hundredths = {};
    std::optional<std::int64_t> rank_in_lot = {};
    bool abnormally_low = false;
    std::string justification = {};

    std::optional<std::int64_t> arrival = {}; // derived: arrival_sequence, after the opening
    std::vector<conflict> conflicts = {};     // derived: conflicts_found, after the opening
};

/// A consensus score of the buyer's for one quality criterion of one bid.
struct score {
    uuid id = {};
    std::int64_t version = 0;
    uuid tender_id = {};
    uuid bid_id = {};
    std::string criterion = {};
    std::int64_t points_hundredths = 0;
    std::string reason = {};
    uuid scored_by = {}; // the member, or the key that spoke for the office
    instant created_at = {};
    instant updated_at = {};
};

// -- requests and answers of their own --

struct bid_submission {
    std::int64_t lot = 1;
    money price = {};
    std::string quality_response = {};
    std::vector<document> documents = {};
};
/// What a bidder keeps: that this content arrived at this instant.
struct bid_receipt {
    uuid tender_id = {};
    uuid bid_id = {};
    std::int64_t version = 0; // of the bid
    instant received_at = {};
    std::string sha256 = {};
};
struct award_decision {
    uuid bid_id = {};
    std::vector<std::string> reasons = {};
};
struct justification_text {
    std::string text = {};
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
struct tender_transition {
    tender_state from;
    tender_command command;
    procurement_party who;
    tender_state to;
};
std::span<tender_transition const> tender_transitions();

enum class bid_command : std::uint8_t { withdraw, replace, disqualify };
struct bid_transition {
    bid_state from;
    bid_command command;
    procurement_party who;
    bid_state to;
};
std::span<bid_transition const> bid_transitions();

/// wrong_state where the state does not know the command, forbidden where it is another's.
result<tender_state> next_state(tender_state from, tender_command command, procurement_party who);
result<bid_state> next_state(bid_state from, bid_command command, procurement_party who);

// -- rules --

/// The bids of a tender are sealed until its opening was decided.
bool is_sealed(tender const& one);

/// Whether the public may see it: it was published at some time.
bool is_public(tender const& one);

/// `notice` is the award, where there is one.
tender_phase phase_of(tender const& one, award const* notice, instant now);

/// The clocks that run for the decision that is due next. Government Procurement Law Implementing
/// Regulation art. 43, Law art. 46 and 52 (common/calendar/deadline.hpp names each).
std::vector<calendar::deadline> clocks_of(tender const& one, award const* notice,
                                          calendar::working_days const& calendar);

/// The tender's own standstill, reckoned from the notice.
calendar::deadline standstill_of(tender const& one, instant notice_at,
                                 calendar::working_days const& calendar);
/// As it was decided; reckoned again where it was provisional and the calendar is another now.
calendar::deadline standstill_of(tender const& one, award const& notice,
                                 calendar::working_days const& calendar);

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

lot const* find_lot(tender const& one, std::int64_t number);
criterion const* find_criterion(tender const& one, std::string_view code);

/// licence_missing where a required licence is not valid on that day, forbidden where the bidder
/// has none of the capabilities asked for.
result<void> check_eligibility(eligibility const& wanted, identity::organisation const& bidder,
                               std::vector<identity::qualification> const& held, date day);

/// What two organisations share; empty fields are shared with nobody.
std::vector<conflict> conflicts_between(identity::organisation const& bidder,
                                        identity::organisation const& other);

/// Unique among live bids: one per organisation and lot.
std::string live_key_of(uuid const& tender_id, uuid const& organisation_id, std::int64_t lot);

} // namespace talent::procurement

namespace talent::json {
TALENT_ENUMERATION(procurement::procurement_method);
TALENT_ENUMERATION(procurement::tender_state);
TALENT_ENUMERATION(procurement::tender_phase);
TALENT_ENUMERATION(procurement::criterion_kind);
TALENT_ENUMERATION(procurement::bid_state);
TALENT_ENUMERATION(procurement::conflict_kind);
TALENT_ENUMERATION(procurement::procurement_party);
TALENT_ENUMERATION(procurement::tender_command);
TALENT_ENUMERATION(procurement::bid_command);
TALENT_DESCRIBED(procurement::lot);
TALENT_DESCRIBED(procurement::item);
TALENT_DESCRIBED(procurement::eligibility);
TALENT_DESCRIBED(procurement::criterion);
TALENT_DESCRIBED(procurement::document);
TALENT_DESCRIBED(procurement::award);
TALENT_DESCRIBED(procurement::tender);
TALENT_DESCRIBED(procurement::conflict);
TALENT_DESCRIBED(procurement::bid_content);
TALENT_DESCRIBED(procurement::score_line);
TALENT_DESCRIBED(procurement::bid);
TALENT_DESCRIBED(procurement::score);
TALENT_DESCRIBED(procurement::bid_submission);
TALENT_DESCRIBED(procurement::bid_receipt);
TALENT_DESCRIBED(procurement::award_decision);
TALENT_DESCRIBED(procurement::justification_text);
} // namespace talent::json
