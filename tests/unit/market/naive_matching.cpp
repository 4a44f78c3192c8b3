#include "tests/unit/market/naive_matching.hpp"

#include <algorithm>
#include <numeric>
#include <set>

namespace talent::market::testing {
namespace {

using json::code_list;
using vocabulary::catalogue;

bool any_within(catalogue const& codes, std::vector<std::string> const& inner,
                std::vector<std::string> const& outer) {
    for (auto const& one : inner) {
        for (auto const& other : outer) {
            if (codes.is_within(code_list::region, one, other)) return true;
        }
    }
    return false;
}

// The code and everything above it, nearest first.
std::vector<std::string> path_of(catalogue const& codes, std::string const& occupation) {
    std::vector<std::string> path{occupation};
    for (auto const* above : codes.ancestors(code_list::occupation, occupation))
        path.push_back(above->code);
    return path;
}

int level_of(std::string const& occupation) {
    return 1 + static_cast<int>(std::ranges::count(occupation, '-'));
}

bool same_group(catalogue const& codes, std::string const& one, std::string const& other) {
    auto const first = path_of(codes, one);
    auto const second = path_of(codes, other);
    auto const holds = [](std::vector<std::string> const& path, std::string const& code) {
        return std::ranges::find(path, code) != path.end();
    };
    for (auto const& code : first) {
        if (level_of(code) == 2 && holds(second, code)) return true;
    }
    return (level_of(one) == 1 && holds(second, one)) ||
           (level_of(other) == 1 && holds(first, other));
}

int occupation_percent(catalogue const& codes, std::string const& one, std::string const& other) {
    if (one == other) return 100;
    auto const second = path_of(codes, other);
    for (auto const& code : path_of(codes, one)) {
        if (std::ranges::find(second, code) == second.end()) continue;
        switch (level_of(code)) {
            case 1:
                return 10;
            case 2:
                return 40;
            default:
                return 70;
        }
    }
    return 0;
}

int skills_points(std::vector<std::string> const& wanted, std::vector<std::string> const& offered,
                  int most) {
    if (wanted.empty()) return most;
    int have = 0;
    for (auto const& code : wanted)
        have += std::ranges::count(offered, code) > 0 ? 1 : 0;
    return most * have / static_cast<int>(wanted.size());
}

int pay_points(document const& demand, document const& supply, int most) {
    auto const hoped = supply.pay_max ? supply.pay_max : supply.pay_min;
    if (!demand.pay_max || !hoped) return most / 2;
    if (*demand.pay_max >= *hoped) return most;
    auto const least = supply.pay_min ? supply.pay_min->fen : 0;
    return static_cast<int>(most * (demand.pay_max->fen - least) / (hoped->fen - least));
}

int region_points(catalogue const& codes, document const& demand, document const& supply,
                  int most) {
    int best = 0;
    for (auto const& place : supply.regions) {
        auto const& wanted = demand.regions.front();
        if (place == wanted) {
            best = std::max(best, 100);
        } else if (codes.is_within(code_list::region, wanted, place)) {
            best = std::max(best, 80);
        } else if (codes.is_within(code_list::region, place, wanted)) {
            best = std::max(best, 60);
        }
    }
    return most * best / 100;
}

int availability_points(document const& supply, date today, int most) {
    if (!supply.available_from) return most / 2;
    auto const days = (*supply.available_from - today).count();
    return days <= 0 ? most : days <= 30 ? most * 60 / 100 : days <= 90 ? most * 30 / 100 : 0;
}

int education_points(document const& demand, document const& supply, int most) {
    if (demand.education == listings::education::none) return most;
    int const above = static_cast<int>(supply.education) - static_cast<int>(demand.education);
    return above >= 2 ? most : above == 1 ? most * 80 / 100 : most * 60 / 100;
}

int experience_points(document const& demand, document const& supply, int most) {
    if (supply.experience_years >= demand.experience_years) return most;
    return static_cast<int>(most * supply.experience_years / demand.experience_years);
}

// A region within another of the same listing says nothing more.
std::vector<std::string> outer_regions(catalogue const& codes, document const& one) {
    std::vector<std::string> kept;
    for (auto const& code : one.regions) {
        bool const redundant = std::ranges::any_of(one.regions, [&](auto const& other) {
            return other != code && codes.is_within(code_list::region, code, other);
        });
        if (!redundant) kept.push_back(code);
    }
    return kept;
}

std::vector<std::string> failed_of(document const& demand, document const& supply,
                                   catalogue const& codes) {
    std::vector<std::string> failed;
    bool const demand_in_supply = any_within(codes, demand.regions, supply.regions);
    bool const supply_in_demand = any_within(codes, supply.regions, demand.regions);
    if (!demand_in_supply && !supply_in_demand) failed.emplace_back("region");
    if ((demand.scoped && !supply_in_demand) || (supply.scoped && !demand_in_supply))
        failed.emplace_back("scope");
    if (!same_group(codes, demand.occupation, supply.occupation))
        failed.emplace_back("occupation_group");
    if (supply.education < demand.education) failed.emplace_back("education");
    if (demand.pay_max && supply.pay_min && *supply.pay_min > *demand.pay_max)
        failed.emplace_back("pay");
    if (!supply.employments.empty() &&
        std::ranges::find(supply.employments, demand.employments.front()) ==
            supply.employments.end()) {
        failed.emplace_back("employment");
    }
    return failed;
}

} // namespace

// One point after the other to whoever is furthest below its exact share.
naive_points naive_shares(std::vector<int> const& weights) {
    long sum = 0;
    for (auto const weight : weights)
        sum += weight;
    naive_points made(weights.size(), 0);
    for (std::size_t i = 0; i < weights.size(); ++i)
        made[i] = static_cast<int>(10'000L * weights[i] / sum);
    for (long given = std::accumulate(made.begin(), made.end(), 0L); given < 10'000; ++given) {
        std::size_t furthest = 0;
        auto const lacks = [&](std::size_t i) { return 10'000L * weights[i] - sum * made[i]; };
        for (std::size_t i = 1; i < weights.size(); ++i) {
            if (lacks(i) > lacks(furthest)) furthest = i;
        }
        ++made[furthest];
    }
    return made;
}

naive_pair judge(document const& demand, document const& supply_as_written, catalogue const& codes,
                 date today, naive_points const& most) {
    document supply = supply_as_written;
    supply.regions = outer_regions(codes, supply);
    naive_pair made;
    made.failed = failed_of(demand, supply, codes);
    if (!made.failed.empty()) return made;
    made.points = {most[0] * occupation_percent(codes, demand.occupation, supply.occupation) / 100,
                   skills_points(demand.skills_required, supply.skills, most[1]),
                   skills_points(demand.skills_preferred, supply.skills, most[2]),
                   experience_points(demand, supply, most[3]),
                   education_points(demand, supply, most[4]),
                   pay_points(demand, supply, most[5]),
                   region_points(codes, demand, supply, most[6]),
                   availability_points(supply, today, most[7])};
    for (auto const points : made.points)
        made.score += points;
    return made;
}

naive_matches match_all(document const& known, std::span<document const> others,
                        catalogue const& codes, date today, naive_points const& most) {
    struct candidate {
        naive_match match;
        instant published_at;
    };
    std::vector<candidate> ranked;
    std::vector<candidate> unranked;
    for (auto const& other : others) {
        bool const demanded = known.kind == document_kind::demand;
        auto const pair =
            judge(demanded ? known : other, demanded ? other : known, codes, today, most);
        if (!pair.failed.empty()) continue;
        bool const scored = known.personalised_ranking && other.personalised_ranking;
        (scored ? ranked : unranked)
            .push_back({{other.id, scored ? pair.score : 0}, other.published_at});
    }
    auto const in_order = [](std::vector<candidate>& found) {
        std::ranges::sort(found, [](candidate const& left, candidate const& right) {
            if (left.match.score != right.match.score) return left.match.score > right.match.score;
            if (left.published_at != right.published_at)
                return left.published_at > right.published_at;
            return left.match.id < right.match.id;
        });
        std::vector<naive_match> matches;
        for (auto const& one : found)
            matches.push_back(one.match);
        return matches;
    };
    return {in_order(ranked), in_order(unranked)};
}

} // namespace talent::market::testing
