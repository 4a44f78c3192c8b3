#include "services/contracting/project.hpp"

#include <algorithm>
#include <map>
#include <numeric>

namespace talent::contracting {
namespace {

// A price of 10^15 fen times 10,000 basis points leaves 64 bits.
__extension__ using wide_integer = __int128;

using delivery::basis_points_total;
using delivery::part_of;
using enum project_state;
using enum contracting_party;

constexpr project_transition project_steps[] = {
    {draft, project_command::edit, contractor, draft},
    {draft, project_command::start, contractor, started},
    {draft, project_command::abandon, contractor, abandoned},
    {started, project_command::complete, contractor, completed},
    {started, project_command::abandon, contractor, abandoned},
};

enum class plan_stage : std::uint8_t { starting, running };

std::string basis_points_text(std::int64_t basis_points) {
    return std::to_string(basis_points) + " basis points";
}

void find_fee_faults(start_plan const& plan, std::vector<field_error>& found) {
    if (plan.fee > part_of(plan.price, plan.fee_cap_basis_points)) {
        found.push_back({"/fee", "exceeds_cap",
                         "the region's cap is " + basis_points_text(plan.fee_cap_basis_points) +
                             " of " + format_money(plan.price)});
    } else if (plan.fee > part_of(plan.price, plan.agreed_fee_basis_points)) {
        found.push_back({"/fee", "exceeds_contract",
                         "the contract agreed " + basis_points_text(plan.agreed_fee_basis_points)});
    }
}

std::string share_text() {
    return "one owner carries " + basis_points_text(whole_share_basis_points) +
           " or more of the work: divide it, or do a part of it";
}

money sum_of(std::span<planned_part const> parts) {
    money sum;
    for (auto const& each : parts)
        sum = sum + each.price;
    return sum;
}

// All of the price has a place: packages, fee, and a margin that is declared.
void find_sum_faults(start_plan const& plan, plan_stage stage, std::vector<field_error>& found) {
    auto const left = plan.price - plan.fee - sum_of(plan.parts);
    if (left < money{}) {
        found.push_back(
            {"/packages", "exceeds_price",
             "packages and fee exceed the contract's price by " + format_money(money{} - left)});
    } else if (stage == plan_stage::starting && left != plan.margin) {
        found.push_back({"/margin", "does_not_add_up",
                         format_money(left) + " is left of the price, " +
                             format_money(plan.margin) + " is declared"});
    }
    if (stage == plan_stage::starting && plan.margin > money{} &&
        plan.fee + plan.margin > part_of(plan.price, plan.kept_cap_basis_points))
        found.push_back({"/margin", "exceeds_cap",
                         "fee and margin together are " + format_money(plan.fee + plan.margin) +
                             "; the region's cap on what is kept is " +
                             basis_points_text(plan.kept_cap_basis_points) + " of " +
                             format_money(plan.price)});
}

void find_owner_faults(planned_part const& one, std::string const& place, plan_stage stage,
                       std::vector<field_error>& found) {
    auto const owner = place + "/owner_id";
    if (!one.owner_id) {
        if (stage == plan_stage::starting)
            found.push_back({owner, "required", "nobody has taken it: source the package"});
        return;
    }
    if (one.own_work) {
        if (one.market_offerings == 0) return;
        found.push_back({place + "/sourcing", "on_the_market",
                         "the market has " + std::to_string(one.market_offerings) +
                             " offerings of this category in the region"});
        return;
    }
    if (one.owner_tied)
        found.push_back({owner, "tied_to_contractor",
                         "is the general contractor, or shares persons or accounts with it"});
    if (!one.owner_verified)
        found.push_back({owner, "owner_not_verified", "is not a verified organisation"});
    if (one.owner_excluded)
        found.push_back({owner, "owner_excluded", "is excluded from procurement in the region"});
    if (one.order_pending)
        found.push_back(
            {place + "/order_id", "order_not_accepted", "the seller has not accepted the order"});
}

void find_part_faults(start_plan const& plan, planned_part const& one, std::string const& place,
                      plan_stage stage, std::vector<field_error>& found) {
    if (!one.has_deliverable)
        found.push_back({place + "/deliverable", "required", "say what is handed over"});
    if (!one.has_standard)
        found.push_back(
            {place + "/acceptance_standard", "required", "say by what it will be accepted"});
    if (plan.contract_end && one.due_on > *plan.contract_end)
        found.push_back(
            {place + "/due_on", "after_contract_end",
             "the contract's last milestone is due on " + format_date(*plan.contract_end)});
    find_owner_faults(one, place, stage, found);
}

std::vector<field_error> find_faults(start_plan const& plan, plan_stage stage) {
    std::vector<field_error> found;
    if (stage == plan_stage::starting) {
        if (!plan.contract_in_force)
            found.push_back({"/contract_id", "not_in_force", "the contract is not in force"});
        if (plan.parts.empty())
            found.push_back({"/packages", "required", "the contract is not divided into packages"});
        find_fee_faults(plan, found);
    }
    find_sum_faults(plan, stage, found);
    if (is_pass_through(plan.parts)) found.push_back({"/packages", "pass_through", share_text()});
    for (std::size_t i = 0; i < plan.parts.size(); ++i) {
        if (plan.parts[i].decided_now)
            find_part_faults(plan, plan.parts[i], "/packages/" + std::to_string(i), stage, found);
    }
    return found;
}

result<void> refused_with(std::vector<field_error> faults) {
    if (faults.empty()) return success();
    auto refused = refuse(error_code::project_refused);
    refused.errors = std::move(faults);
    return refused;
}

} // namespace

void number_rings(std::vector<planned_part>& parts,
                  std::function<bool(std::size_t, std::size_t)> const& tied) {
    for (std::size_t i = 0; i < parts.size(); ++i)
        parts[i].ring = static_cast<std::int64_t>(i);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (!tied(i, j)) continue;
            // Values: the loop below writes the rings that it compares with.
            auto const kept = std::min(parts[i].ring, parts[j].ring);
            auto const gone = std::max(parts[i].ring, parts[j].ring);
            for (auto& each : parts)
                if (each.ring == gone) each.ring = kept;
        }
    }
}

std::span<project_transition const> project_transitions() {
    return project_steps;
}

result<project_state> next_state(project_state from, project_command command,
                                 contracting_party who) {
    return json::next_state(project_transitions(), from, command, who, "project");
}

bool is_public(project const& one) {
    return one.started_at.has_value();
}

project presented(project one) {
    one.fee_basis_points = basis_points_of(one.fee.value_or(money{}), one.contract_price);
    return one;
}

std::int64_t basis_points_of(money part, money whole) {
    if (whole.fen <= 0) return 0;
    return static_cast<std::int64_t>(wide_integer{part.fen} * basis_points_total / whole.fen);
}

bool is_pass_through(std::span<planned_part const> parts) {
    std::map<std::int64_t, money> by_ring;
    std::map<std::size_t, money> unowned; // each stands for itself until somebody has it
    wide_integer all = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        auto const& each = parts[i];
        all += each.price.fen;
        if (each.own_work) continue;
        auto& carried = each.owner_id ? by_ring[each.ring] : unowned[i];
        carried = carried + each.price;
    }
    auto const is_whole = [&](auto const& one) {
        return wide_integer{one.second.fen} * basis_points_total >=
               all * wide_integer{whole_share_basis_points};
    };
    if (all == 0) return false;
    return std::ranges::any_of(by_ring, is_whole) || std::ranges::any_of(unowned, is_whole);
}

delivery::downstream_finding find_shown(std::span<planned_part const> parts, money price,
                                        money accepted, std::int64_t kept_cap_basis_points) {
    delivery::downstream_finding found;
    auto& shown = found.shown;
    std::map<std::int64_t, money> carried; // by ring, delivered
    std::map<std::int64_t, money> pending; // by ring, own work under a number of its own
    constexpr std::int64_t own_work = -1;
    for (auto const& each : parts) {
        auto const ring = each.own_work ? own_work : each.ring;
        auto& sum = each.delivered ? carried[ring] : pending[ring];
        sum = sum + each.price;
        if (each.delivered) shown.delivered = shown.delivered + each.price;
    }
    auto const all_pending =
        std::accumulate(pending.begin(), pending.end(), money{},
                        [](money sum, auto const& each) { return sum + each.second; });
    auto const left = std::max(price - accepted, money{});
    std::optional<std::int64_t> most;
    for (auto const& [ring, work] : carried) {
        if (ring == own_work) continue;
        auto const own = pending.find(ring);
        auto const others = all_pending - (own == pending.end() ? money{} : own->second);
        auto const share = basis_points_of(work, shown.delivered + std::min(others, left));
        if (most && share <= shown.share_basis_points) continue;
        most = ring;
        shown.carried = work;
        shown.share_basis_points = share;
    }
    for (auto const& each : parts) {
        if (!most || !each.delivered || each.own_work || each.ring != *most || !each.owner_id)
            continue;
        if (std::ranges::find(shown.carried_by, *each.owner_id) == shown.carried_by.end())
            shown.carried_by.push_back(*each.owner_id);
    }
    shown.ahead = std::max(accepted - shown.delivered, money{});
    if (shown.share_basis_points >= whole_share_basis_points)
        found.faults.push_back({"/packages", "pass_through", share_text()});
    if (shown.ahead > part_of(price, kept_cap_basis_points))
        found.faults.push_back({"/packages", "not_delivered",
                                format_money(shown.ahead) +
                                    " is accepted beyond the packages that were; at most " +
                                    basis_points_text(kept_cap_basis_points) + " of " +
                                    format_money(price) + " may be kept"});
    return found;
}

result<void> check_completed(std::span<planned_part const> parts, money price,
                             std::int64_t kept_cap_basis_points) {
    return refused_with(find_shown(parts, price, price, kept_cap_basis_points).faults);
}

std::vector<field_error> find_start_faults(start_plan const& plan) {
    return find_faults(plan, plan_stage::starting);
}

result<void> check_start(start_plan const& plan) {
    return refused_with(find_faults(plan, plan_stage::starting));
}

result<void> check_running(start_plan const& plan) {
    return refused_with(find_faults(plan, plan_stage::running));
}

} // namespace talent::contracting
