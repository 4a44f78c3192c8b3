// Remedies of bidders: the inquiry (询问), the challenge to the buyer (质疑) and the complaint to
// the office that supervises procurement (投诉), each with its clocks, and what a decision leads
// to. Government Procurement Law art. 51 to 58, its Implementing Regulation art. 52 to 58, Order 94
// of the Ministry of Finance (2017). States as tables of data and the rules between them. Pure: no
// I/O, no clock of its own. Values; any thread.
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
#include "services/procurement/award.hpp"
#include "services/procurement/tender.hpp"

namespace talent::remedies {

/// Of one bidder for one tender, withdrawn ones included.
inline constexpr std::int64_t remedies_per_bidder_max = 30;
inline constexpr std::size_t grounds_max = 20;

enum class remedy_kind : std::uint8_t { inquiry, challenge, complaint };

/// What it is about decides from when its term runs (Order 94, art. 10).
enum class remedy_subject : std::uint8_t { documents, process, result };

enum class remedy_state : std::uint8_t {
    filed,
    accepted, // a complaint that is examined
    answered, // an inquiry
    upheld,
    rejected,
    returned, // a complaint that is not admissible
    withdrawn
};
enum class remedy_command : std::uint8_t {
    answer,
    accept,
    return_unexamined,
    uphold,
    reject,
    withdraw
};
enum class remedy_party : std::uint8_t { complainant, buyer, supervisor };

/// What an upheld remedy leads to (Order 94, art. 16, 31 and 32).
enum class remedy_measure : std::uint8_t {
    none,               // the fault did not touch the result
    amend_documents,    // the buyer amends the tender, which extends its deadline
    choose_again,       // the award falls; the next ranked bid follows
    evaluate_again,     // the award and the scores fall
    cancel_procurement, // the tender ends and is made anew
};

struct remedy {
    uuid id = {};
    std::string number = {}; // R-330100-2026-000123
    std::int64_t version = 0;
    remedy_kind kind = remedy_kind::inquiry;
    remedy_state state = remedy_state::filed;
    uuid tender_id = {};
    uuid buyer_id = {};
    std::string region = {};
    uuid complainant_id = {};
    std::string complainant_name = {};
    std::optional<uuid> earlier_id = {};    // of a complaint: the challenge
    std::optional<uuid> supervisor_id = {}; // of a complaint: to whom it goes
    remedy_subject subject = remedy_subject::documents;
    std::optional<std::int64_t> lot = {}; // none: the tender as a whole
    std::vector<std::string> grounds = {};
    std::string facts = {};
    std::string request = {};
    std::vector<procurement::document> documents = {};
    std::string answer = {};
    std::vector<std::string> reasons = {};
    remedy_measure measure = remedy_measure::none;
    std::optional<instant> accepted_at = {};
    std::optional<instant> suspended_until = {}; // of the tender, ordered for a complaint
    std::optional<instant> decided_at = {};
    instant created_at = {};
    instant updated_at = {};

    std::vector<calendar::deadline> clocks = {}; // derived: those that run
    bool late = false;                           // derived: the answer came, or is, after its term
};

// -- requests of their own --

/// The buyer's answer; of an inquiry only its text counts.
struct remedy_answer {
    std::string text = {};
    bool upheld = false;
    std::optional<remedy_measure> measure = {};
    std::vector<std::string> reasons = {};
};
struct complaint_acceptance {
    bool suspends = false; // the procurement, for thirty days at most (Law art. 57)
};
struct complaint_decision {
    bool upheld = false;
    std::optional<remedy_measure> measure = {};
    std::vector<std::string> reasons = {};
};

// -- states as data --

using remedy_transition = json::transition<remedy_state, remedy_command, remedy_party>;
std::span<remedy_transition const> transitions_of(remedy_kind kind);
result<remedy_state> next_state(remedy const& one, remedy_command command, remedy_party who);

/// Nothing more is decided on it.
bool is_ended(remedy_state state);

// -- rules --

/// The clock within which the buyer answers, or the supervisor decides. The divisor is the buyer's
/// (identity::directory::divisor_of).
calendar::deadline answer_clock(remedy const& one, calendar::working_days const& calendar,
                                std::int64_t divisor);
std::vector<calendar::deadline> clocks_of(remedy const& one, calendar::working_days const& calendar,
                                          std::int64_t divisor);
/// The term of a complaint about a challenge: from its answer on, or from the end of the term for
/// one. Nothing where there can be none, or not yet.
std::optional<calendar::deadline> complaint_clock(remedy const& challenge, instant now,
                                                  calendar::working_days const& calendar,
                                                  std::int64_t divisor);
bool is_late(remedy const& one, calendar::working_days const& calendar, std::int64_t divisor,
             instant now);

/// From when the term to challenge runs: the tender's publication, the last step of its procedure,
/// the award notice. wrong_state where that has not happened. `notice` is the newest of the lot.
result<instant> challengeable_from(remedy_subject subject, procurement::tender const& of,
                                   procurement::award const* notice);
/// remedy_out_of_time after seven working days.
result<void> check_challenge_in_time(instant from, instant now,
                                     calendar::working_days const& calendar, std::int64_t divisor);

/// A complaint follows a challenge of the same bidder that was answered, or was not answered in
/// time; within fifteen working days of that; and says no more than the challenge did.
result<void> check_complaint(remedy const& wanted, remedy const& challenge, instant now,
                             calendar::working_days const& calendar, std::int64_t divisor);

/// Each error at its place: grounds that are missing or doubled, a lot that the tender lacks, a
/// complaint without challenge or supervisor, and what only complaints have.
result<void> check_filing(remedy const& wanted, procurement::tender const& of);

/// invalid_fields where the measure does not fit: an upheld remedy's only, and a measure on the
/// result needs an award or a lot. That an upheld one leads to nothing is said on purpose (`none`),
/// never by leaving the measure out (Order 94, art. 31 and 32).
result<void> check_decision(remedy const& one, bool upheld, std::optional<remedy_measure> measure,
                            std::vector<std::string> const& reasons);

/// Decisions on challenges and complaints are public; facts and files, which may hold business
/// secrets, stay between the parties (Order 94, art. 35; Law art. 11).
bool is_public(remedy const& one);
remedy public_view(remedy one);

} // namespace talent::remedies

namespace talent::json {
TALENT_ENUMERATION(remedies::remedy_kind);
TALENT_ENUMERATION(remedies::remedy_subject);
TALENT_ENUMERATION(remedies::remedy_state);
TALENT_ENUMERATION(remedies::remedy_command);
TALENT_ENUMERATION(remedies::remedy_party);
TALENT_ENUMERATION(remedies::remedy_measure);
TALENT_DESCRIBED(remedies::remedy);
TALENT_DESCRIBED(remedies::remedy_answer);
TALENT_DESCRIBED(remedies::complaint_acceptance);
TALENT_DESCRIBED(remedies::complaint_decision);
} // namespace talent::json
