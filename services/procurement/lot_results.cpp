#include "services/procurement/lot_results.hpp"

#include <algorithm>

#include "services/procurement/methods.hpp"

namespace talent::procurement {
namespace {

using enum lot_state;

constexpr lot_transition lot_steps[] = {
    {undecided, lot_command::award, procurement_party::buyer, awarded},
    {undecided, lot_command::declare_unsuccessful, procurement_party::buyer, unsuccessful},
    {reopened, lot_command::declare_unsuccessful, procurement_party::buyer, unsuccessful},
    {reopened, lot_command::evaluate, procurement_party::buyer, undecided},
    {awarded, lot_command::contract, procurement_party::buyer, contracted},
    {awarded, lot_command::release, procurement_party::buyer, undecided},
    {awarded, lot_command::release, procurement_party::bidder, undecided},
    {awarded, lot_command::release, procurement_party::reviewer, undecided},
    {awarded, lot_command::reopen, procurement_party::reviewer, reopened},
};

tender_command command_to(tender_state state) {
    switch (state) {
        case tender_state::awarded:
            return tender_command::award;
        case tender_state::contracted:
            return tender_command::contract;
        case tender_state::unsuccessful:
            return tender_command::declare_unsuccessful;
        default:
            return tender_command::reopen;
    }
}

bool any_lot(tender const& one, lot_state in) {
    return std::ranges::find(one.lots, in, &lot::state) != one.lots.end();
}

} // namespace

std::span<lot_transition const> lot_transitions() {
    return lot_steps;
}

result<lot_state> next_state(lot_state from, lot_command command, procurement_party who) {
    return json::next_state(lot_transitions(), from, command, who, "lot");
}

result<void> step_lot(tender& of, std::int64_t number, lot_command command, procurement_party who,
                      std::vector<std::string> reasons) {
    auto const found = std::ranges::find(of.lots, number, &lot::number);
    if (found == of.lots.end()) return refuse(error_code::not_found);
    TRY(found->state, next_state(found->state, command, who));
    if (command == lot_command::reopen) ++found->round;
    found->state_reasons = std::move(reasons);
    return success();
}

tender_state state_by_lots(tender const& one) {
    if (any_lot(one, undecided) || any_lot(one, reopened))
        return one.evaluated_at ? tender_state::evaluated : tender_state::opened;
    if (any_lot(one, awarded)) return tender_state::awarded;
    return any_lot(one, contracted) ? tender_state::contracted : tender_state::unsuccessful;
}

result<void> follow_lots(tender& one) {
    auto const wanted = state_by_lots(one);
    if (wanted == one.state) return success();
    TRY(one.state, next_state(one.state, command_to(wanted), procurement_party::buyer));
    return success();
}

result<void> end_lots_without_bids(tender& one, std::span<bid const> bids_left) {
    for (auto const& each : one.lots) {
        bool const running = each.state == undecided || each.state == reopened;
        auto const is_for = [&](bid const& left) { return left.lot == each.number; };
        if (!running || std::ranges::any_of(bids_left, is_for)) continue;
        TRY(step_lot(one, each.number, lot_command::declare_unsuccessful, procurement_party::buyer,
                     {"no bid for this lot is left"}));
    }
    return success();
}

std::vector<std::int64_t> lots_with_few_bids(tender const& one, std::span<bid const> bids_left,
                                             procurement_rules const& rules) {
    std::vector<std::int64_t> found;
    for (auto const& each : one.lots) {
        bool const running = each.state == undecided || each.state == reopened;
        auto const count = std::ranges::count(bids_left, each.number, &bid::lot);
        auto const rule = bidders_needed(one, each, rules);
        if (running && rule && count > 0 && count < rule->amount) found.push_back(each.number);
    }
    return found;
}

result<std::vector<std::int64_t>> end_lots_with_few_bids(tender& one,
                                                         std::span<bid const> bids_left,
                                                         procurement_rules const& rules) {
    auto ended = lots_with_few_bids(one, bids_left, rules);
    for (auto const number : ended) {
        auto const rule = bidders_needed(one, *find_lot(one, number), rules);
        TRY(step_lot(
            one, number, lot_command::declare_unsuccessful, procurement_party::buyer,
            {"fewer than " + std::to_string(rule->amount) + " bidders (" + rule->source + ")"}));
    }
    return ended;
}

bool is_in_evaluation(tender const& one, std::int64_t lot_number) {
    auto const* const asked = find_lot(one, lot_number);
    if (asked == nullptr) return false;
    return asked->state == reopened ||
           (one.state == tender_state::opened && asked->state == undecided);
}

bool is_to_be_decided(tender const& one, std::int64_t lot_number) {
    auto const* const asked = find_lot(one, lot_number);
    return asked != nullptr && one.state == tender_state::evaluated && asked->state == undecided;
}

} // namespace talent::procurement
