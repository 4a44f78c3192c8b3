#include "services/procurement/panel.hpp"

#include <algorithm>

#include "common/vocabulary/region_code.hpp"

namespace talent::procurement {
namespace {

constexpr seat_transition seat_steps[] = {
    {seat_state::seated, seat_command::declare, procurement_party::panel, seat_state::declared},
    {seat_state::declared, seat_command::declare, procurement_party::panel, seat_state::declared},
    {seat_state::seated, seat_command::replace, procurement_party::buyer, seat_state::replaced},
    {seat_state::declared, seat_command::replace, procurement_party::buyer, seat_state::replaced},
};

constexpr std::string_view goods_and_services =
    "Ministry of Finance Order 87, art. 47; Government Procurement Law Implementing Regulation, "
    "art. 39";
constexpr std::string_view competitive_consultation =
    "Interim Measures for Competitive Consultation (Caiku 2014 No. 214), art. 14";
constexpr std::string_view single_source = "Ministry of Finance Order 74, art. 41";
constexpr money ten_million_yuan{10'000'000'00};

constexpr panel_rule rules[] = {
    {"000000", procurement_method::open, {0}, 5, goods_and_services},
    {"000000", procurement_method::open, ten_million_yuan, 7, goods_and_services},
    {"000000", procurement_method::selective, {0}, 5, goods_and_services},
    {"000000", procurement_method::selective, ten_million_yuan, 7, goods_and_services},
    {"000000", procurement_method::consultation, {0}, 3, competitive_consultation},
    {"000000", procurement_method::direct, {0}, 3, single_source},
    {"000000", procurement_method::framework_call_off, {0}, 3, "platform rule"},
};

// How closely a rule is made for the tender: nothing where it is made for another.
std::optional<std::pair<std::size_t, money>> fit_of(panel_rule const& rule, tender const& one) {
    if (rule.method != one.method || one.budget < rule.budget_from) return std::nullopt;
    if (!vocabulary::is_region_within(one.region, rule.region)) return std::nullopt;
    return std::pair{vocabulary::region_prefix(rule.region).size(), rule.budget_from};
}

void add(problem& to, std::string_view code, std::string detail) {
    to.errors.push_back({"/panel", std::string(code), std::move(detail)});
}

} // namespace

std::span<seat_transition const> seat_transitions() {
    return seat_steps;
}

result<seat_state> next_state(seat_state from, seat_command command, procurement_party who) {
    return json::next_state(seat_transitions(), from, command, who, "seat");
}

std::string seat_key_of(uuid const& tender_id, uuid const& holder_id) {
    return to_string(tender_id) + "/" + to_string(holder_id);
}

std::span<panel_rule const> panel_rules() {
    return rules;
}

panel_rule const& panel_rule_of(tender const& one) {
    panel_rule const* best = &rules[0];
    std::optional<std::pair<std::size_t, money>> best_fit;
    for (auto const& each : rules) {
        auto const fit = fit_of(each, one);
        if (!fit || (best_fit && *fit <= *best_fit)) continue;
        best = &each;
        best_fit = fit;
    }
    return *best;
}

result<void> check_panel(tender const& one, std::span<panel_seat const> held) {
    problem found = refuse(error_code::panel_incomplete);
    auto const seats_min = panel_rule_of(one).seats_min;
    auto const experts =
        static_cast<std::size_t>(std::ranges::count(held, seat_kind::expert, &panel_seat::kind));
    if (held.size() < seats_min) {
        add(found, "too_few",
            std::to_string(held.size()) + " of at least " + std::to_string(seats_min) +
                " seats are held");
    }
    if (held.size() % 2 == 0) add(found, "even", "the number of seats must be odd");
    if (experts * 3 < held.size() * experts_of_three) {
        add(found, "too_few_experts",
            std::to_string(experts) + " of " + std::to_string(held.size()) +
                " are experts; two thirds are asked for");
    }
    auto const undeclared = std::ranges::count(held, seat_state::seated, &panel_seat::state);
    if (undeclared > 0)
        add(found, "undeclared", std::to_string(undeclared) + " have not declared their interests");
    if (found.errors.empty()) return success();
    return found;
}

bool withholds_prices(procurement_method method) {
    return method == procurement_method::consultation;
}

std::vector<conflict> conflicts_of_seat(panel_seat const& seat,
                                        identity::organisation const* holders,
                                        identity::organisation const& bidder) {
    std::vector<conflict> found;
    if (holders != nullptr) found = conflicts_between(*holders, bidder);
    for (auto const& each : seat.interests) {
        if (each.organisation_id == bidder.id)
            found.push_back({conflict_kind::declared_interest, bidder.id});
    }
    return found;
}

} // namespace talent::procurement
