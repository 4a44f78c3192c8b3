// Questions about a published tender: asked by who may bid, answered to everybody at once without
// saying who asked; their states as a table of data. Pure: no I/O, no clock of its own. Values; any
// thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "services/procurement/methods.hpp"

namespace talent::procurement {

/// How much one organisation may ask about one tender: each question costs its buyer an answer.
inline constexpr std::int64_t questions_per_bidder_max = 50;

enum class question_state : std::uint8_t { asked, answered, left_unanswered };

struct question {
    uuid id = {};
    std::int64_t version = 0;
    uuid tender_id = {};
    uuid organisation_id = {}; // hidden: who asks is no other bidder's to know
    question_state state = question_state::asked;
    std::vector<std::string> state_reasons = {}; // why it is left unanswered
    std::string text = {};
    std::string answer = {};
    instant created_at = {};
    instant updated_at = {};
    std::optional<instant> settled_at = {};

    std::optional<uuid> asked_by = {};                 // derived: to the buyer and the asker
    std::optional<calendar::deadline> answer_due = {}; // derived: while it is unanswered
};

struct answer_text {
    std::string text = {};
};

enum class question_command : std::uint8_t { answer, leave };
using question_transition = json::transition<question_state, question_command, procurement_party>;
std::span<question_transition const> question_transitions();
result<question_state> next_state(question_state from, question_command command,
                                  procurement_party who);

/// The clock of an answer: three working days. Implementing Regulation, art. 52.
calendar::deadline answer_due_of(question const& one, period_terms const& terms);

/// Questions are taken before this instant: the clock of a later one would end after the deadline.
/// The publication itself where there is no time for any. The tender has both instants.
instant questions_until(tender const& one, period_terms const& terms);

/// bidding_closed unless bids may still come, wrong_state from questions_until on.
result<void> check_may_be_asked(tender const& one, instant now, period_terms const& terms);

} // namespace talent::procurement

namespace talent::json {
TALENT_ENUMERATION(procurement::question_state);
TALENT_ENUMERATION(procurement::question_command);
TALENT_DESCRIBED(procurement::question);
TALENT_DESCRIBED(procurement::answer_text);
} // namespace talent::json
