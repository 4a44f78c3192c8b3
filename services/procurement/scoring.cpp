#include "services/procurement/scoring.hpp"

#include <algorithm>
#include <cstdlib>
#include <set>
#include <tuple>

namespace talent::procurement {
namespace {

bool same_matter(panel_score const& one, panel_score const& other) {
    return one.bid_id == other.bid_id && one.criterion == other.criterion &&
           one.round == other.round;
}

// |points − mean of the others| > limit, without a fraction.
bool deviates(panel_score const& one, std::vector<panel_score> const& all) {
    std::int64_t sum = 0;
    std::int64_t count = 0;
    for (auto const& other : all) {
        if (other.id == one.id || !same_matter(one, other)) continue;
        sum += other.points_hundredths;
        ++count;
    }
    return count > 0 &&
           std::abs(one.points_hundredths * count - sum) > deviation_hundredths * count;
}

} // namespace

std::string pseudonym_label(std::size_t place) {
    std::string label;
    for (auto left = place + 1; left > 0; left = (left - 1) / 26)
        label.insert(label.begin(), static_cast<char>('A' + (left - 1) % 26));
    return label;
}

void mark_deviations(std::vector<panel_score>& scores) {
    for (auto& each : scores)
        each.deviates = deviates(each, scores);
}

std::size_t count_missing(std::span<uuid const> seats, std::span<criterion const> criteria,
                          std::span<bid const> bids, std::span<panel_score const> scores) {
    std::set<std::tuple<uuid, uuid, std::string>> given;
    for (auto const& each : scores)
        given.emplace(each.seat_id, each.bid_id, each.criterion);
    std::size_t missing = 0;
    for (auto const& seat : seats) {
        for (auto const& one : bids) {
            for (auto const& by : criteria)
                missing += given.contains({seat, one.id, by.code}) ? 0 : 1;
        }
    }
    return missing;
}

std::vector<criterion> scored_criteria(tender const& one) {
    auto found = leaves_of(one.criteria);
    std::erase_if(found, [](criterion const& by) { return by.kind != criterion_kind::quality; });
    return found;
}

} // namespace talent::procurement
