#include "services/remedies/model.hpp"

#include <algorithm>
#include <set>

namespace talent::remedies {
namespace {

using enum remedy_state;
using enum remedy_party;

constexpr remedy_transition inquiry_steps[] = {
    {filed, remedy_command::answer, buyer, answered},
    {filed, remedy_command::withdraw, complainant, withdrawn},
};
constexpr remedy_transition challenge_steps[] = {
    {filed, remedy_command::uphold, buyer, upheld},
    {filed, remedy_command::reject, buyer, rejected},
    {filed, remedy_command::withdraw, complainant, withdrawn},
};
constexpr remedy_transition complaint_steps[] = {
    {filed, remedy_command::accept, supervisor, accepted},
    {filed, remedy_command::return_unexamined, supervisor, returned},
    {filed, remedy_command::withdraw, complainant, withdrawn},
    {accepted, remedy_command::uphold, supervisor, upheld},
    {accepted, remedy_command::reject, supervisor, rejected},
    {accepted, remedy_command::withdraw, complainant, withdrawn},
};

calendar::deadline_rule const& answer_rule(remedy_kind kind) {
    switch (kind) {
        case remedy_kind::inquiry:
            return calendar::clocks::answer_inquiry;
        case remedy_kind::challenge:
            return calendar::clocks::answer_challenge;
        case remedy_kind::complaint:
            return calendar::clocks::decide_complaint;
    }
    return calendar::clocks::answer_inquiry;
}

class faults {
  public:
    void add(std::string pointer, std::string code, std::string detail) {
        found_.errors.push_back({std::move(pointer), std::move(code), std::move(detail)});
    }
    result<void> outcome() {
        if (found_.errors.empty()) return success();
        return std::move(found_);
    }

  private:
    problem found_ = refuse(error_code::invalid_fields);
};

void check_complaint_fields(remedy const& wanted, faults& found) {
    bool const complaint = wanted.kind == remedy_kind::complaint;
    if (complaint && !wanted.earlier_id)
        found.add("/earlier_id", "required", "a complaint follows a challenge");
    if (!complaint && wanted.earlier_id)
        found.add("/earlier_id", "not_a_complaint", "only a complaint names a challenge");
    if (!complaint && wanted.supervisor_id)
        found.add("/supervisor_id", "not_a_complaint", "only a complaint goes to a supervisor");
}

bool touches_result(remedy_measure measure) {
    return measure == remedy_measure::choose_again || measure == remedy_measure::evaluate_again;
}

} // namespace

std::span<remedy_transition const> transitions_of(remedy_kind kind) {
    switch (kind) {
        case remedy_kind::inquiry:
            return inquiry_steps;
        case remedy_kind::challenge:
            return challenge_steps;
        case remedy_kind::complaint:
            return complaint_steps;
    }
    return {};
}

result<remedy_state> next_state(remedy const& one, remedy_command command, remedy_party who) {
    return json::next_state(transitions_of(one.kind), one.state, command, who,
                            json::name_of(one.kind));
}

bool is_ended(remedy_state state) {
    return state != filed && state != accepted;
}

calendar::deadline answer_clock(remedy const& one, calendar::working_days const& calendar,
                                std::int64_t divisor) {
    return reckon(answer_rule(one.kind), one.created_at, calendar, divisor);
}

std::vector<calendar::deadline> clocks_of(remedy const& one, calendar::working_days const& calendar,
                                          std::int64_t divisor) {
    std::vector<calendar::deadline> running;
    if (is_ended(one.state)) return running;
    if (one.kind == remedy_kind::complaint && one.state == filed)
        running.push_back(
            reckon(calendar::clocks::accept_complaint, one.created_at, calendar, divisor));
    running.push_back(answer_clock(one, calendar, divisor));
    return running;
}

std::optional<calendar::deadline> complaint_clock(remedy const& challenge, instant now,
                                                  calendar::working_days const& calendar,
                                                  std::int64_t divisor) {
    if (challenge.kind != remedy_kind::challenge || challenge.state == withdrawn)
        return std::nullopt;
    auto const answer_due = answer_clock(challenge, calendar, divisor).due;
    if (!challenge.decided_at && now < answer_due) return std::nullopt;
    // The term for the answer ends with its last day, which is the day that does not count.
    auto const from = challenge.decided_at.value_or(answer_due - std::chrono::milliseconds{1});
    return reckon(calendar::clocks::file_complaint, from, calendar, divisor);
}

bool is_late(remedy const& one, calendar::working_days const& calendar, std::int64_t divisor,
             instant now) {
    if (one.state == withdrawn || one.state == returned) return false;
    return !is_in_time(answer_clock(one, calendar, divisor), one.decided_at.value_or(now));
}

result<instant> challengeable_from(remedy_subject subject, procurement::tender const& of,
                                   procurement::award const* notice) {
    switch (subject) {
        case remedy_subject::documents:
            if (of.published_at) return *of.published_at;
            break;
        case remedy_subject::process:
            if (of.evaluated_at) return *of.evaluated_at;
            if (of.opened_at) return *of.opened_at;
            return refuse(error_code::wrong_state, "The bids have not been opened.");
        case remedy_subject::result:
            if (notice != nullptr) return notice->created_at;
            return refuse(error_code::wrong_state, "There is no award notice.");
    }
    return refuse(error_code::wrong_state, "The tender is not published.");
}

result<void> check_challenge_in_time(instant from, instant now,
                                     calendar::working_days const& calendar, std::int64_t divisor) {
    auto const term = reckon(calendar::clocks::file_challenge, from, calendar, divisor);
    if (is_in_time(term, now)) return success();
    return refuse(error_code::remedy_out_of_time,
                  "A challenge was possible until " + format_instant(term.due) + ".");
}

result<void> check_complaint(remedy const& wanted, remedy const& challenge, instant now,
                             calendar::working_days const& calendar, std::int64_t divisor) {
    bool const fits = challenge.kind == remedy_kind::challenge &&
                      challenge.complainant_id == wanted.complainant_id &&
                      challenge.tender_id == wanted.tender_id && challenge.state != withdrawn;
    if (!fits) {
        return refuse_field("/earlier_id", "unknown_value",
                            "is not a challenge of this bidder for this tender");
    }
    auto const term = complaint_clock(challenge, now, calendar, divisor);
    if (!term) {
        auto const answer_due = answer_clock(challenge, calendar, divisor).due;
        return refuse(error_code::wrong_state, "The buyer may still answer the challenge, until " +
                                                   format_instant(answer_due) + ".");
    }
    if (!is_in_time(*term, now)) {
        return refuse(error_code::remedy_out_of_time,
                      "A complaint was possible until " + format_instant(term->due) + ".");
    }
    faults found;
    for (std::size_t i = 0; i < wanted.grounds.size(); ++i) {
        if (std::ranges::find(challenge.grounds, wanted.grounds[i]) != challenge.grounds.end())
            continue;
        found.add("/grounds/" + std::to_string(i), "not_challenged",
                  "is not among the grounds of the challenge");
    }
    return found.outcome();
}

result<void> check_filing(remedy const& wanted, procurement::tender const& of) {
    faults found;
    if (wanted.grounds.empty()) found.add("/grounds", "required", "say what is wrong");
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < wanted.grounds.size(); ++i) {
        if (!seen.insert(wanted.grounds[i]).second)
            found.add("/grounds/" + std::to_string(i), "doubled", "is there already");
    }
    if (wanted.lot && procurement::find_lot(of, *wanted.lot) == nullptr)
        found.add("/lot", "unknown_value", "is not a lot of this tender");
    if (wanted.subject == remedy_subject::result && !wanted.lot && of.lots.size() > 1)
        found.add("/lot", "required", "say which lot's result");
    check_complaint_fields(wanted, found);
    return found.outcome();
}

result<void> check_decision(remedy const& one, bool upheld, std::optional<remedy_measure> given,
                            std::vector<std::string> const& reasons) {
    faults found;
    if (reasons.empty()) found.add("/reasons", "required", "a decision says why");
    if (upheld && !given)
        found.add("/measure", "required", "say what an upheld remedy leads to, be it none");
    auto const measure = given.value_or(remedy_measure::none);
    if (!upheld && measure != remedy_measure::none)
        found.add("/measure", "not_upheld", "only an upheld remedy leads to a measure");
    if (touches_result(measure) && one.subject == remedy_subject::documents)
        found.add("/measure", "does_not_fit", "faulty documents are amended or made anew");
    if (measure == remedy_measure::amend_documents && one.subject != remedy_subject::documents)
        found.add("/measure", "does_not_fit", "is for faulty documents");
    return found.outcome();
}

bool is_public(remedy const& one) {
    return one.kind != remedy_kind::inquiry && (one.state == upheld || one.state == rejected);
}

remedy public_view(remedy one) {
    one.facts.clear();
    one.request.clear();
    one.documents.clear();
    return one;
}

} // namespace talent::remedies
