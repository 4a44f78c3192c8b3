#include "services/procurement/evaluation.hpp"

#include <algorithm>

namespace talent::procurement {
namespace {

// Prices reach 10^15 fen; times a hundred and a count of bids they leave 64 bits.
__extension__ using wide_integer = __int128;

score const* find_score(std::span<score const> scores, uuid const& bid_id, std::string_view code) {
    auto const found = std::ranges::find_if(
        scores, [&](score const& one) { return one.bid_id == bid_id && one.criterion == code; });
    return found == scores.end() ? nullptr : &*found;
}

score_line price_line(criterion const& by, money lowest, money price) {
    auto const weighted = price_score_hundredths(lowest, price, by.weight);
    return {.criterion = by.code,
            .weight = by.weight,
            .points_hundredths = price_score_hundredths(lowest, price, weight_total),
            .weighted_hundredths = weighted,
            .reason = "lowest price " + format_money(lowest) + " / " + format_money(price)};
}

result<score_line> line_of(criterion const& by, bid const& one, money lowest,
                           std::span<score const> scores) {
    if (by.kind == criterion_kind::price) return price_line(by, lowest, one.content->price);
    auto const* given = find_score(scores, one.id, by.code);
    if (given == nullptr) {
        return refuse(error_code::evaluation_incomplete,
                      "Bid " + one.number + " has no agreed score for criterion " + by.code + ".");
    }
    return score_line{
        .criterion = by.code,
        .weight = by.weight,
        .points_hundredths = given->points_hundredths,
        .weighted_hundredths = quality_score_hundredths(given->points_hundredths, by.weight),
        .reason = given->reason};
}

result<void> score_bid(bid& one, money lowest, std::span<criterion const> criteria,
                       std::span<score const> scores) {
    one.score_lines.clear();
    std::int64_t total = 0;
    for (auto const& by : criteria) {
        TRY(auto line, line_of(by, one, lowest, scores));
        total += line.weighted_hundredths;
        one.score_lines.push_back(std::move(line));
    }
    one.total_hundredths = total;
    return success();
}

void rank(std::vector<bid>& bids) {
    std::ranges::sort(bids, [](bid const& left, bid const& right) {
        if (left.total_hundredths != right.total_hundredths)
            return left.total_hundredths > right.total_hundredths;
        return left.arrival_sequence < right.arrival_sequence;
    });
    for (std::size_t i = 0; i < bids.size(); ++i)
        bids[i].rank_in_lot = static_cast<std::int64_t>(i) + 1;
}

void flag_abnormally_low(std::vector<bid>& bids) {
    for (auto& one : bids) {
        std::vector<money> others;
        for (auto const& other : bids) {
            if (other.id != one.id) others.push_back(other.content->price);
        }
        one.abnormally_low = is_abnormally_low(one.content->price, others);
    }
}

} // namespace

std::int64_t price_score_hundredths(money lowest, money price, std::int64_t weight) {
    return scale(lowest, weight * 100, price.fen).fen;
}

std::int64_t quality_score_hundredths(std::int64_t points_hundredths, std::int64_t weight) {
    return (points_hundredths * weight + weight_total / 2) / weight_total;
}

bool is_abnormally_low(money price, std::span<money const> others) {
    if (others.empty()) return false;
    wide_integer sum = 0;
    std::optional<money> next;
    for (auto const other : others) {
        sum += other.fen;
        if (other >= price && (!next || other < *next)) next = other;
    }
    auto const count = static_cast<wide_integer>(others.size());
    bool const below_mean =
        wide_integer{price.fen} * 100 * count <= sum * (100 - percent_below_mean);
    bool const below_next = next && wide_integer{price.fen} * 100 <=
                                        wide_integer{next->fen} * (100 - percent_below_next);
    return below_mean || below_next;
}

std::vector<std::string> price_faults(tender const& of, std::int64_t lot_number, money price) {
    auto const* const lot = find_lot(of, lot_number);
    if (of.framework_id || lot == nullptr || price <= lot->budget) return {};
    return {"The price of " + format_money(price) + " is above the budget of " +
            format_money(lot->budget) + "."};
}

result<void> evaluate(std::vector<bid>& bids_of_lot, std::span<criterion const> criteria,
                      std::span<score const> scores) {
    if (bids_of_lot.empty()) return success();
    auto const cheapest = std::ranges::min_element(
        bids_of_lot, {}, [](bid const& one) { return one.content->price; });
    auto const lowest = cheapest->content->price;
    for (auto& one : bids_of_lot)
        TRY(score_bid(one, lowest, criteria, scores));
    rank(bids_of_lot);
    flag_abnormally_low(bids_of_lot);
    return success();
}

} // namespace talent::procurement
