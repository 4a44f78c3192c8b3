#include "services/procurement/question.hpp"

namespace talent::procurement {
namespace {

using std::chrono::milliseconds;

constexpr question_transition steps[] = {
    {question_state::asked, question_command::answer, procurement_party::buyer,
     question_state::answered},
    {question_state::asked, question_command::leave, procurement_party::buyer,
     question_state::left_unanswered},
};

bool can_be_answered(instant asked, instant deadline, period_terms const& terms) {
    return reckon(calendar::clocks::answer_inquiry, asked, terms.calendar, terms.divisor).due <=
           deadline;
}

} // namespace

std::span<question_transition const> question_transitions() {
    return steps;
}

result<question_state> next_state(question_state from, question_command command,
                                  procurement_party who) {
    return json::next_state(question_transitions(), from, command, who, "question");
}

calendar::deadline answer_due_of(question const& one, period_terms const& terms) {
    return reckon(calendar::clocks::answer_inquiry, one.created_at, terms.calendar, terms.divisor);
}

// The later the question the later its clock ends, so the last instant that leaves time for an
// answer is found by halving.
instant questions_until(tender const& one, period_terms const& terms) {
    auto last_good = *one.published_at;
    auto first_bad = *one.deadline_at;
    if (!can_be_answered(last_good, first_bad, terms)) return last_good;
    auto const deadline = first_bad;
    while (first_bad - last_good > milliseconds{1}) {
        auto const middle = last_good + (first_bad - last_good) / 2;
        (can_be_answered(middle, deadline, terms) ? last_good : first_bad) = middle;
    }
    return first_bad;
}

result<void> check_may_be_asked(tender const& one, instant now, period_terms const& terms) {
    bool const taken =
        one.state == tender_state::published && one.deadline_at && now < *one.deadline_at;
    if (!taken) return refuse(error_code::bidding_closed);
    auto const until = questions_until(one, terms);
    if (now < until) return success();
    return refuse(error_code::wrong_state,
                  "Questions were taken until " + format_instant(until) +
                      ": a later one could not be answered before the deadline.");
}

} // namespace talent::procurement
