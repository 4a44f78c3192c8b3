// How the sides of a delivered work package rate each other, and the appeal against a rating.
// Pure: no I/O, no clock of its own. Values; any thread.
//
//   rating   sealed → published → struck. Nothing but the author reads a sealed one. All ratings of
//            a package open together: when every side has rated every other, or seven days after
//            the first of them, whichever comes first. Derived from the clock and the others'
//            ratings when it is read; only that one was struck is kept.
//   appeal   received → opened → upheld | dismissed, or withdrawn (a table of data)
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/clock.hpp"
#include "common/base/result.hpp"
#include "common/base/uuid.hpp"
#include "common/calendar/deadline.hpp"
#include "common/json/state_table.hpp"
#include "services/procurement/tender.hpp"

namespace talent::ratings {

// -- limits --

/// From the acceptance on. The platform's own rule, no statute sets one: the term within which the
/// delivery is paid (Regulation on Securing Payments to Small and Medium-sized Enterprises (2025),
/// art. 9), since whoever has paid has judged.
inline constexpr std::chrono::days rating_time{30};
/// From the first rating of the package on; the same as of orders' reviews.
inline constexpr std::chrono::days blind_time{7};
inline constexpr std::int64_t satisfaction_max = 5;
inline constexpr std::int64_t hours_to_resolve_max = 366 * 24; // a year: a delivery is over by then
inline constexpr std::int64_t appeals_per_rating_max = 3;      // withdrawn ones included

/// Within which the rated organisation appeals. The platform's own rule, after the term of a
/// challenge (Government Procurement Law, art. 52); the same for the review's opening is
/// calendar::clocks::open_appeal_review.
inline constexpr calendar::deadline_rule appeal_rating{
    .name = "appeal_rating",
    .start_event = "rating_published",
    .amount = 7,
    .unit = calendar::deadline_unit::working_days,
    .source = "platform rule, after Government Procurement Law, art. 52",
};

// -- ratings --

/// What ratings need to know of a work package.
struct rated_delivery {
    uuid package_id = {};
    uuid buyer_id = {};
    uuid user_id = {};
    uuid agency_id = {};     // who delivered it
    uuid contractor_id = {}; // who ran the project; a side only where it delivered the package
    std::string region = {};
    std::string category = {};               // of the service; empty: of none
    std::optional<instant> accepted_at = {}; // nothing: not accepted yet
};

enum class rating_state : std::uint8_t { sealed, published, struck };

struct rating {
    uuid id = {};
    std::string number = {}; // E-330100-2026-000123
    std::int64_t version = 0;
    rating_state state = rating_state::sealed; // derived
    uuid package_id = {};
    uuid by_id = {};
    uuid about_id = {};
    std::string region = {};
    std::string category = {};
    instant accepted_at = {};
    std::int64_t satisfaction = 0;                     // 1 to 5
    std::optional<std::int64_t> hours_to_resolve = {}; // of what had to be put right
    bool complaint = false;
    std::string complaint_text = {};
    std::string comment = {};
    std::optional<instant> published_at = {}; // derived
    std::optional<instant> struck_at = {};
    std::vector<std::string> struck_reasons = {};
    std::int64_t ratings_due = 0; // hidden: how many all sides write of each other
    instant opens_at = {};        // hidden: at the latest; the same in all of the package
    bool opening_told = false;    // hidden: whether the journal has its opening
    instant created_at = {};
    instant updated_at = {};
};

/// The organisations that rate each other: buyer, user and agency, each once.
std::vector<uuid> sides_of(rated_delivery const& one);
/// How many ratings all sides write of each other.
std::int64_t ratings_due_of(std::span<uuid const> sides);

/// Whether the ratings of a package are open; `written` is all of them.
bool are_published(std::span<rating const> written, instant now);
/// When they opened, or will by the clock alone; nothing without ratings.
std::optional<instant> opening_of(std::span<rating const> written);

/// The rating as it stands now, its derived fields set; `written` as above, it among them.
rating presented(rating one, std::span<rating const> written, instant now);
/// What the viewer may read of one package's ratings: one's own and, once they are open, all.
std::vector<rating> shown_to(uuid const& viewer, std::span<rating const> written, instant now);

/// Whether `by` may write about `about` now: an accepted package's sides about each other, once,
/// within rating_time, and never after the others' ratings are open. The divisor is the buyer's
/// (identity::directory::divisor_of).
result<void> check_rating(rated_delivery const& of, rating const& wanted,
                          std::span<rating const> written, instant now, std::int64_t divisor);
/// Each error at its place: a complaint says what it is about, and nothing else has its text.
result<void> check_fields(rating const& wanted);

// -- appeals --

enum class appeal_state : std::uint8_t { received, opened, upheld, dismissed, withdrawn };
enum class appeal_command : std::uint8_t { open, uphold, dismiss, withdraw };
enum class appeal_party : std::uint8_t { appellant, reviewer };

struct appeal {
    uuid id = {};
    std::string number = {}; // A-330100-2026-000123
    std::int64_t version = 0;
    appeal_state state = appeal_state::received;
    uuid rating_id = {};
    uuid package_id = {};
    std::string region = {};
    uuid rater_id = {};                     // whose rating it is about
    uuid appellant_id = {};                 // whom that rating is about
    std::optional<uuid> contractor_id = {}; // hidden: who chose the deliverer, and answers for it
    std::optional<uuid> reviewer_id = {};   // to whom it went; nothing: nobody could be found
    std::vector<std::string> reasons = {};
    std::vector<procurement::document> documents = {};
    std::optional<instant> opened_at = {};
    std::optional<instant> ended_at = {};
    std::vector<std::string> decision_reasons = {};
    bool test = false; // hidden: of test organisations
    instant created_at = {};
    instant updated_at = {};

    std::vector<calendar::deadline> clocks = {}; // derived: the one that runs
    bool late = false;                           // derived: the review was, or is, opened too late
};

struct appeal_decision {
    bool upheld = false;
    std::vector<std::string> reasons = {};
};

using appeal_transition = json::transition<appeal_state, appeal_command, appeal_party>;
std::span<appeal_transition const> appeal_transitions();
result<appeal_state> next_state(appeal_state from, appeal_command command, appeal_party who);

bool is_ended(appeal_state state);

/// The clock within which the review is opened. The divisor is the appellant's.
calendar::deadline opening_clock(appeal const& one, calendar::working_days const& calendar,
                                 std::int64_t divisor);
/// Whether the review was opened after its term, or is not open although it is over.
bool is_late(appeal const& one, calendar::deadline const& opening, instant now);

/// wrong_state where the rating is not published or was struck, remedy_out_of_time after the term,
/// duplicate where another appeal against it is not withdrawn. `earlier` are the appeals against
/// this rating, `against` is as presented().
result<void> check_appeal(appeal const& wanted, rating const& against,
                          std::span<appeal const> earlier, instant now,
                          calendar::working_days const& calendar, std::int64_t divisor);

/// An organisation that could review appeals of a region.
struct overseer {
    uuid id = {};
    bool supervises = false; // an office; else an operator
};
/// Whether the organisation wrote the rating, is rated, or was the general contractor of the rated
/// work: whoever chose the deliverer and is measured by it does not judge it.
bool has_part_in(appeal const& one, uuid const& organisation);
/// Who reviews it: the operators without a part in it; where all have one or there are none, the
/// supervising offices without a part; else nobody, for now. `overseers` are those of the region,
/// the nearest first; so is the answer.
std::vector<uuid> reviewers_among(std::span<overseer const> overseers, appeal const& one);

/// Decisions are public with their reasons, and whether the opening was late; the appellant's
/// reasons and documents, which may hold business secrets, stay with the parties and who reviews.
appeal public_view(appeal one);

} // namespace talent::ratings

namespace talent::json {
TALENT_ENUMERATION(ratings::rating_state);
TALENT_ENUMERATION(ratings::appeal_state);
TALENT_ENUMERATION(ratings::appeal_command);
TALENT_ENUMERATION(ratings::appeal_party);
TALENT_DESCRIBED(ratings::rating);
TALENT_DESCRIBED(ratings::appeal);
TALENT_DESCRIBED(ratings::appeal_decision);
} // namespace talent::json
