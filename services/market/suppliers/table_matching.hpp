// Matching by a table of criteria where every pair is judged: markets of thousands, which need no
// bitmaps to be quick. What a criterion is, its points, weights, facts, explanations and order are
// those of matching.hpp; only what is compared is the market's own `Pair`. What hard criteria
// compare is there when it is made; complete(Pair&), the market's own as well, adds what only soft
// ones do.
//
// Order: the higher score, then the newer publication, then the smaller id. Pure; any thread.
#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "services/market/matching/explaining.hpp"
#include "services/market/search/ranking.hpp"

namespace talent::market {

template <class Pair>
struct pair_criterion {
    criterion_terms what;
    assessment (*assess)(Pair const& pair, int points_max);
    std::vector<std::string> (*required)(Pair const& pair);
    std::vector<std::string> (*offered)(Pair const& pair);
    /// Whether what was offered has been checked by somebody; null: it is always as declared.
    bool (*is_verified)(Pair const& pair) = nullptr;

    constexpr criterion_terms terms() const { return what; }
};

/// A market's criteria, the hard ones first.
template <class Pair>
using pair_table = std::span<pair_criterion<Pair> const>;

template <class Pair>
criteria_terms terms_of(pair_table<Pair> table) {
    criteria_terms made;
    for (auto const& one : table)
        made.push_back(one.what);
    return made;
}

template <class Pair>
explanation explain_pair(pair_table<Pair> table, criterion_points const& points, Pair const& pair) {
    return explain_by(table, true, [&](std::size_t i) {
        auto const& one = table[i];
        auto const judged = one.assess(pair, points[i]);
        bool const verified = one.is_verified != nullptr && one.is_verified(pair);
        return fact{one.what.name,
                    one.what.kind,
                    one.required(pair),
                    one.offered(pair),
                    verified ? evidence::verified : evidence::declared,
                    judged.outcome,
                    judged.points,
                    points[i]};
    });
}

template <class Pair>
bool passes(pair_table<Pair> table, Pair const& pair) {
    return std::ranges::all_of(table, [&](pair_criterion<Pair> const& one) {
        return one.what.kind == criterion_kind::soft ||
               one.assess(pair, 0).outcome != outcome::unmet;
    });
}

/// Of a pair that passes.
template <class Pair>
int score_of(pair_table<Pair> table, criterion_points const& points, Pair const& pair) {
    int score = 0;
    for (std::size_t i = 0; i < table.size(); ++i) {
        if (points[i] > 0) score += table[i].assess(pair, points[i]).points;
    }
    return score;
}

// -- the best of many --

struct table_item {
    std::size_t candidate = 0; // its number
    explanation why;
    std::optional<market::standing> standing; // with weights of one's own
};

struct table_result {
    weighting weights;
    bool weighed = false; // by weights of one's own
    std::uint64_t total = 0;
    std::vector<table_item> items;
    std::vector<table_item> fallen; // which the standard weights would have shown
};

/// What stands in an order among equals.
struct candidate_key {
    std::int64_t published_ms = 0;
    uuid id;
};

class placed_candidates {
  public:
    void add(int score, candidate_key const& by, std::size_t candidate) {
        all_.push_back({{score, by.published_ms, by.id}, candidate});
    }
    /// The numbers of the first, in their order.
    std::vector<std::size_t> first(std::size_t wanted) {
        auto const count = std::min(wanted, all_.size());
        auto const end = all_.begin() + static_cast<std::ptrdiff_t>(count);
        std::partial_sort(
            all_.begin(), end, all_.end(),
            [](placed const& one, placed const& other) { return one.key.comes_before(other.key); });
        std::vector<std::size_t> made;
        for (auto each = all_.begin(); each != end; ++each)
            made.push_back(each->candidate);
        return made;
    }

  private:
    struct placed {
        rank_key key;
        std::size_t candidate;
    };
    std::vector<placed> all_;
};

/// `pair_of(i)`: the pair with candidate i of `count`; `key_of(i)`: its candidate_key.
template <class Pair, class PairOf, class KeyOf>
table_result match_table(pair_table<Pair> table, match_wish const& wish, std::size_t count,
                         PairOf const& pair_of, KeyOf const& key_of) {
    auto const standard = standard_weighting(terms_of(table));
    table_result made{wish.weights.value_or(standard), wish.weights.has_value(), 0, {}, {}};
    placed_candidates by_weights;
    placed_candidates by_standard;
    for (std::size_t i = 0; i < count; ++i) {
        Pair pair = pair_of(i);
        if (!passes(table, pair)) continue;
        complete(pair);
        ++made.total;
        by_weights.add(score_of(table, made.weights.points, pair), key_of(i), i);
        if (made.weighed) by_standard.add(score_of(table, standard.points, pair), key_of(i), i);
    }
    auto const limit = static_cast<std::size_t>(std::clamp(wish.limit, 0, match_items_max));
    auto const ranked = by_weights.first(limit);
    auto const places = by_standard.first(standard_places_max);
    auto const item_of = [&](std::size_t candidate) {
        Pair pair = pair_of(candidate);
        complete(pair);
        table_item item{candidate, explain_pair(table, made.weights.points, pair), {}};
        if (!made.weighed) return item;
        item.standing = standing{score_of(table, standard.points, pair), {}};
        auto const place = std::ranges::find(places, candidate);
        if (place != places.end())
            item.standing->place = static_cast<int>(place - places.begin()) + 1;
        return item;
    };
    for (auto const candidate : ranked)
        made.items.push_back(item_of(candidate));
    for (std::size_t i = 0; i < std::min(limit, places.size()); ++i) {
        if (std::ranges::find(ranked, places[i]) == ranked.end())
            made.fallen.push_back(item_of(places[i]));
    }
    return made;
}

template <class Pair>
weighed_explanation explain_one(pair_table<Pair> table, std::optional<weighting> const& weights,
                                Pair pair) {
    complete(pair);
    auto const standard = standard_weighting(terms_of(table));
    auto const used = weights.value_or(standard);
    weighed_explanation made{used, explain_pair(table, used.points, pair), {}};
    if (made.why.score) made.standard_score = score_of(table, standard.points, pair);
    return made;
}

} // namespace talent::market
