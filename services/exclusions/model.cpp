#include "services/exclusions/model.hpp"

namespace talent::exclusions {
namespace {

using enum exclusion_state;
using enum exclusion_party;

constexpr exclusion_transition steps[] = {
    {proposed, exclusion_command::defend, supplier, proposed},
    {proposed, exclusion_command::exclude, supervisor, excluded},
    {proposed, exclusion_command::drop, supervisor, dropped},
    {excluded, exclusion_command::lift, supervisor, lifted},
};

} // namespace

std::span<exclusion_transition const> exclusion_transitions() {
    return steps;
}

result<exclusion_state> next_state(exclusion_state from, exclusion_command command,
                                   exclusion_party who) {
    return json::next_state(exclusion_transitions(), from, command, who, "exclusion");
}

calendar::deadline defence_clock(exclusion const& one, calendar::working_days const& calendar,
                                 std::int64_t divisor) {
    return reckon(calendar::clocks::defend_against_exclusion, one.created_at, calendar, divisor);
}

std::vector<calendar::deadline> clocks_of(exclusion const& one,
                                          calendar::working_days const& calendar,
                                          std::int64_t divisor) {
    if (one.state != proposed || one.defended_at) return {};
    return {defence_clock(one, calendar, divisor)};
}

result<void> check_heard(exclusion const& one, calendar::deadline const& defence, instant now) {
    if (one.defended_at || !is_in_time(defence, now)) return success();
    return refuse(error_code::wrong_state, "The supplier may still defend itself, until " +
                                               format_instant(defence.due) + ".");
}

instant end_of_exclusion(instant decided_at, std::int64_t months) {
    using namespace std::chrono;
    year_month_day const decided{calendar::day_of(decided_at)};
    auto const month =
        year_month{decided.year(), decided.month()} + std::chrono::months{static_cast<int>(months)};
    year_month_day const same_day{month.year(), month.month(), decided.day()};
    date const last =
        same_day.ok() ? date{sys_days{same_day}} : date{sys_days{month / std::chrono::last}};
    return calendar::start_of(last + days{1});
}

bool is_effective(exclusion const& one, instant now) {
    return one.state == excluded && one.excluded_until && now < *one.excluded_until;
}

bool is_public(exclusion const& one) {
    return !one.test && (one.state == excluded || one.state == lifted);
}

} // namespace talent::exclusions
