#include "services/procurement/framework.hpp"

#include <algorithm>

#include "common/calendar/working_days.hpp"

namespace talent::procurement {
namespace {

constexpr framework_transition steps[] = {
    {framework_state::active, framework_command::terminate, procurement_party::buyer,
     framework_state::terminated},
};

bool has_member(framework_agreement const& one, uuid const& supplier) {
    return std::ranges::find(one.members, supplier, &framework_member::supplier_id) !=
           one.members.end();
}

} // namespace

std::span<framework_transition const> framework_transitions() {
    return steps;
}

result<framework_state> next_state(framework_state from, framework_command command,
                                   procurement_party who) {
    return json::next_state(framework_transitions(), from, command, who, "framework");
}

instant end_of_months(instant start, std::int64_t months) {
    auto const first = std::chrono::year_month_day{calendar::day_of(start)};
    auto last = first + std::chrono::months{months};
    if (!last.ok()) last = last.year() / last.month() / std::chrono::last;
    return calendar::start_of(date{last} + std::chrono::days{1});
}

std::vector<bid> members_among(std::vector<bid> standing, uuid const& winner,
                               std::int64_t suppliers_max) {
    std::erase_if(standing, [](bid const& one) {
        return one.state != bid_state::submitted || !one.rank_in_lot;
    });
    std::ranges::stable_sort(standing, [&](bid const& left, bid const& right) {
        if ((left.id == winner) != (right.id == winner)) return left.id == winner;
        return left.rank_in_lot < right.rank_in_lot;
    });
    std::vector<bid> members;
    for (auto& each : standing) {
        bool const known = std::ranges::find(members, each.organisation_id,
                                             &bid::organisation_id) != members.end();
        if (!known && static_cast<std::int64_t>(members.size()) < suppliers_max)
            members.push_back(std::move(each));
    }
    return members;
}

bool is_in_force(framework_agreement const& one, instant now) {
    return one.state == framework_state::active && now < one.ends_at;
}

result<std::vector<uuid>> bidders_of_call_off(framework_agreement const& one,
                                              std::vector<uuid> const& named, instant now) {
    if (!is_in_force(one, now)) {
        return refuse(error_code::wrong_state, "The framework " + one.number +
                                                   " is terminated, or ended at " +
                                                   format_instant(one.ends_at) + ".");
    }
    auto const other_way = named.empty() ? call_off_mode::direct : call_off_mode::mini_competition;
    if (one.terms.call_off == other_way) {
        return refuse_field("/invited_supplier_ids", named.empty() ? "required" : "not_allowed",
                            "the framework's terms have call-offs by " +
                                std::string(json::name_of(one.terms.call_off)) + " only");
    }
    if (named.empty()) {
        std::vector<uuid> all;
        std::ranges::transform(one.members, std::back_inserter(all),
                               &framework_member::supplier_id);
        return all;
    }
    if (std::ranges::all_of(named, [&](uuid const& each) { return has_member(one, each); }))
        return named;
    return refuse_field("/invited_supplier_ids", "unknown_value", "is no member of the framework");
}

result<void> check_ceiling(framework_agreement const& one, money others, money call_off) {
    if (others + call_off <= one.terms.ceiling) return success();
    return refuse(error_code::amount_exceeded, "The framework's call-offs come to " +
                                                   format_money(others) + " of " +
                                                   format_money(one.terms.ceiling) + " already.");
}

result<void> check_call_off_price(tender const& one, money price) {
    if (!one.framework_id || price <= one.budget) return success();
    return refuse(error_code::amount_exceeded,
                  "The call-off's budget is " + format_money(one.budget) + ".");
}

} // namespace talent::procurement
