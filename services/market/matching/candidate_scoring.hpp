// The loop of a match over its candidates, made for one table of criteria when it is compiled, so
// that a criterion is a direct call among others and not one through a pointer, some ten thousand
// times a match. The answers are those of judging every pair by the table.
//
// Candidates are judged by the hard criteria that no bitmap decides, counted, and parted by the
// points of the leading criterion; then they are scored from the best part on, the weightiest
// criteria first, and given up as soon as what is left cannot lift them among the first.
//
// Used by the criteria tables only (each names its instance in its market_definition); pure, under
// the partition's `reading`.
#pragma once

#include <algorithm>
#include <array>
#include <functional>
#include <utility>
#include <vector>

#include "services/market/index/bitmaps.hpp"
#include "services/market/index/partition.hpp"
#include "services/market/matching/criteria.hpp"
#include "services/market/search/ranked_places.hpp"

namespace talent::market {

/// `candidates`: those that pass the hard criteria that bitmaps decide.
struct scoring_task {
    partition const& part;
    profile const& known;
    side known_side;
    date today;
    criterion_points const& points;
    Roaring const& candidates;
};

struct scoring_outcome {
    std::uint64_t total = 0;
    ranked_places& ranked;
    ranked_places& unranked; // by whom ranking is refused
};

template <auto const& criteria>
class candidate_scoring {
  public:
    static void run(scoring_task const& task, scoring_outcome& made) {
        candidate_scoring scoring(task);
        scoring.part_candidates(made);
        for (auto const& part : scoring.parts_)
            scoring.score_part(part.leading_points, part.candidates, made.ranked);
    }

  private:
    static constexpr std::size_t count = criteria.size();
    static constexpr std::size_t fetched_ahead = 16; // candidates
    using places = std::vector<slot>;

    struct candidates_part {
        int leading_points = 0;
        places candidates;
    };

    static constexpr bool is_judged(std::size_t number) {
        return criteria[number].kind == criterion_kind::hard && criteria[number].narrow == nullptr;
    }

    // What is looked at before a candidate is scored.
    static_assert(std::ranges::all_of(criteria,
                                      [](criterion const& one) {
                                          bool const is_before =
                                              one.leads || (one.kind == criterion_kind::hard &&
                                                            one.narrow == nullptr);
                                          return one.is_glanced || !is_before;
                                      }),
                  "a criterion reads what a glance does not show");

    static constexpr std::size_t soft_count() {
        return static_cast<std::size_t>(
            std::ranges::count(criteria, criterion_kind::soft, &criterion::kind));
    }

    // The leading criterion, then the others, the weightiest first.
    static constexpr std::array<std::size_t, soft_count()> make_order() {
        std::array<std::size_t, soft_count()> order{};
        std::size_t next = 0;
        for (std::size_t i = 0; i < count; ++i) {
            if (criteria[i].kind == criterion_kind::soft) order[next++] = i;
        }
        std::ranges::sort(order, [](std::size_t left, std::size_t right) {
            auto const key = [](std::size_t i) {
                return std::pair(!criteria[i].leads, -criteria[i].weight);
            };
            return key(left) != key(right) ? key(left) < key(right) : left < right;
        });
        return order;
    }
    static constexpr auto order = make_order();

    explicit candidate_scoring(scoring_task const& task) : task_(task) {
        int left = 0;
        for (auto step = order.size(); step-- > 0;)
            points_left_[step] = left += task.points[order[step]];
    }

    profile_pair pair_with(profile const& other) const {
        auto const& codes = task_.part.codes();
        return task_.known_side == side::need
                   ? profile_pair{task_.known, other, codes, task_.today}
                   : profile_pair{other, task_.known, codes, task_.today};
    }

    template <std::size_t number>
    static bool meets(profile_pair const& pair) {
        if constexpr (!is_judged(number)) {
            return true;
        } else {
            constexpr auto assess = criteria[number].assess;
            return assess(pair, 0).outcome != outcome::unmet;
        }
    }

    template <std::size_t... number>
    static bool passes(profile_pair const& pair, std::index_sequence<number...>) {
        return (meets<number>(pair) && ...);
    }

    static bool passes_all(profile_pair const& pair) {
        return passes(pair, std::make_index_sequence<count>{});
    }

    void take(slot place, profile const& other, scoring_outcome& made) {
        auto const pair = pair_with(other);
        if (!passes_all(pair)) return;
        ++made.total;
        if (!task_.known.personalised_ranking || !other.personalised_ranking) {
            made.unranked.offer(0, place);
            return;
        }
        constexpr auto assess = criteria[order.front()].assess;
        part_of(assess(pair, task_.points[order.front()]).points).push_back(place);
    }

    void part_candidates(scoring_outcome& made) {
        auto const& profiles = task_.part.profiles();
        slot_batches batches(task_.candidates);
        for (auto batch = batches.next(); !batch.empty(); batch = batches.next()) {
            for (std::size_t i = 0; i < batch.size(); ++i) {
                if (i + fetched_ahead < batch.size())
                    profiles.prefetch_glance(batch[i + fetched_ahead]);
                auto const place = batch[i];
                if (task_.known.scoped || !profiles.is_glanceable(place)) [[unlikely]] {
                    take(place, profiles.at(place), made);
                } else {
                    take(place, profiles.glance(place), made);
                }
            }
        }
        std::ranges::sort(parts_, std::greater{}, &candidates_part::leading_points);
    }

    places& part_of(int leading_points) {
        for (auto& each : parts_) {
            if (each.leading_points == leading_points) return each.candidates;
        }
        return parts_.emplace_back(candidates_part{leading_points, {}}).candidates;
    }

    template <std::size_t step>
    bool add_points(profile_pair const& pair, int least, int& score) const {
        if (score + points_left_[step] < least) return false;
        constexpr auto assess = criteria[order[step]].assess;
        score += assess(pair, task_.points[order[step]]).points;
        return true;
    }

    template <std::size_t... step>
    bool score(profile_pair const& pair, int least, int& score,
               std::index_sequence<step...>) const {
        return (add_points<step + 1>(pair, least, score) && ...);
    }

    void score_part(int leading_points, places const& part, ranked_places& ranked) const {
        auto const& profiles = task_.part.profiles();
        auto const most = leading_points + points_left_[0] - task_.points[order.front()];
        for (std::size_t i = 0; i < part.size(); ++i) {
            auto const least = static_cast<int>(ranked.least());
            if (most < least) return;
            if (i + fetched_ahead < part.size()) profiles.prefetch(part[i + fetched_ahead]);
            auto const other = profiles.at(part[i]);
            int reached = leading_points;
            if (score(pair_with(other), least, reached,
                      std::make_index_sequence<order.size() - 1>{}))
                ranked.offer(reached, part[i]);
        }
    }

    scoring_task const& task_;
    std::array<int, order.size()> points_left_{}; // by this step and those behind it, at most
    std::vector<candidates_part> parts_;
};

} // namespace talent::market
