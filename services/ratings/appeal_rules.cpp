// The rules of appeals against ratings.
#include <algorithm>

#include "services/ratings/model.hpp"

namespace talent::ratings {
namespace {

using enum appeal_state;
using enum appeal_party;

constexpr appeal_transition steps[] = {
    {received, appeal_command::open, reviewer, opened},
    {received, appeal_command::withdraw, appellant, withdrawn},
    {opened, appeal_command::uphold, reviewer, upheld},
    {opened, appeal_command::dismiss, reviewer, dismissed},
    {opened, appeal_command::withdraw, appellant, withdrawn},
};

} // namespace

std::span<appeal_transition const> appeal_transitions() {
    return steps;
}

result<appeal_state> next_state(appeal_state from, appeal_command command, appeal_party who) {
    return json::next_state(appeal_transitions(), from, command, who, "appeal");
}

bool is_ended(appeal_state state) {
    return state != received && state != opened;
}

calendar::deadline opening_clock(appeal const& one, calendar::working_days const& calendar,
                                 std::int64_t divisor) {
    return reckon(calendar::clocks::open_appeal_review, one.created_at, calendar, divisor);
}

bool is_late(appeal const& one, calendar::deadline const& opening, instant now) {
    // One that was withdrawn before it was opened waited until then.
    return !is_in_time(opening, one.opened_at.value_or(one.ended_at.value_or(now)));
}

result<void> check_appeal(appeal const& wanted, rating const& against,
                          std::span<appeal const> earlier, instant now,
                          calendar::working_days const& calendar, std::int64_t divisor) {
    if (wanted.reasons.empty()) return refuse_field("/reasons", "required", "say what is wrong");
    if (against.state != rating_state::published || !against.published_at) {
        return refuse(error_code::wrong_state,
                      "The rating is " + std::string(json::name_of(against.state)) + ".");
    }
    auto const term = reckon(appeal_rating, *against.published_at, calendar, divisor);
    if (!is_in_time(term, now)) {
        return refuse(error_code::remedy_out_of_time,
                      "An appeal was possible until " + format_instant(term.due) + ".");
    }
    if (static_cast<std::int64_t>(earlier.size()) >= appeals_per_rating_max)
        return refuse(error_code::conflict, "There were too many appeals against this rating.");
    for (auto const& each : earlier) {
        if (each.state != withdrawn)
            return refuse(error_code::duplicate, each.number + " is against this rating already.");
    }
    return success();
}

bool has_part_in(appeal const& one, uuid const& organisation) {
    return organisation == one.rater_id || organisation == one.appellant_id ||
           organisation == one.contractor_id;
}

std::vector<uuid> reviewers_among(std::span<overseer const> overseers, appeal const& one) {
    std::vector<uuid> operators;
    std::vector<uuid> offices;
    for (auto const& each : overseers) {
        if (has_part_in(one, each.id)) continue;
        (each.supervises ? offices : operators).push_back(each.id);
    }
    return operators.empty() ? offices : operators;
}

appeal public_view(appeal one) {
    one.reasons.clear();
    one.documents.clear();
    return one;
}

} // namespace talent::ratings
