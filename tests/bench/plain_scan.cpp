#include "tests/bench/plain_scan.hpp"

#include <algorithm>
#include <thread>
#include <tuple>

namespace talent::bench {
namespace {

constexpr std::size_t makers = 3; // threads
constexpr std::chrono::hours shanghai_offset{8};

bool passes(market::profile_pair const& pair) {
    return std::ranges::all_of(market::listing_market().criteria,
                               [&](market::criterion const& one) {
                                   return one.kind == market::criterion_kind::soft ||
                                          one.assess(pair, 0).outcome != market::outcome::unmet;
                               });
}

int score_of(market::profile_pair const& pair) {
    int score = 0;
    for (auto const& one : market::listing_market().criteria) {
        if (one.kind == market::criterion_kind::soft)
            score += one.assess(pair, one.points_max()).points;
    }
    return score;
}

} // namespace

plain_scan::plain_scan(market_documents const& from, std::size_t supplies)
    : codes_(from.codes()), supplies_(supplies) {
    market::listing_converter const converter(from.codes());
    std::vector<std::optional<market::owned_profile>> made(supplies);
    std::vector<std::thread> threads;
    for (std::size_t first = 0; first < makers; ++first) {
        threads.emplace_back([&, first] {
            for (auto i = first; i < supplies; i += makers) {
                auto const one = converter.convert(from.supply(i)).value();
                made[i].emplace(one, codes_);
                supplies_[i] = {one.id, to_milliseconds(one.published_at),
                                one.expires_at ? to_milliseconds(*one.expires_at) : INT64_MAX};
            }
        });
    }
    for (auto& one : threads)
        one.join();
    for (std::size_t i = 0; i < supplies; ++i)
        numbers_.set(static_cast<market::slot>(i), *made[i]);
}

plain_scan::answer plain_scan::best(market::profile const& demand, std::size_t limit) const {
    auto const now_ms = to_milliseconds(market_now());
    auto const today = std::chrono::floor<std::chrono::days>(market_now() + shanghai_offset);
    auto const earlier = [&](scored const& left, scored const& right) {
        auto const& one = supplies_[left.number];
        auto const& other = supplies_[right.number];
        return std::tie(right.score, other.published_ms, one.id) <
               std::tie(left.score, one.published_ms, other.id);
    };
    answer made;
    auto& kept = made.ranked; // a heap with the last of them on top
    for (std::size_t i = 0; i < supplies_.size(); ++i) {
        auto const& supply = supplies_[i];
        if (supply.expires_ms <= now_ms) continue;
        auto const numbers = numbers_.at(static_cast<market::slot>(i));
        market::profile_pair const pair{demand, numbers, codes_, today};
        if (!passes(pair)) continue;
        ++made.total;
        if (!numbers.personalised_ranking) continue;
        scored const one{i, score_of(pair)};
        if (kept.size() == limit) {
            if (!earlier(one, kept.front())) continue;
            std::ranges::pop_heap(kept, earlier);
            kept.pop_back();
        }
        kept.push_back(one);
        std::ranges::push_heap(kept, earlier);
    }
    std::ranges::sort(kept, earlier);
    return made;
}

} // namespace talent::bench
