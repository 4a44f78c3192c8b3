#include "services/market/matching/matching.hpp"

#include <algorithm>
#include <array>

#include "common/calendar/working_days.hpp"
#include "services/market/index/conjunction.hpp"
#include "services/market/matching/candidate_scoring.hpp"
#include "services/market/matching/candidate_source.hpp"
#include "services/market/matching/explaining.hpp"
#include "services/market/search/ranked_places.hpp"

namespace talent::market {
namespace {

document_kind kind_of(market_definition const& market, side which) {
    return which == side::need ? market.need : market.offer;
}

std::size_t bounded(int limit) {
    return static_cast<std::size_t>(std::clamp(limit, 0, match_items_max));
}

constexpr side opposite(side which) {
    return which == side::need ? side::offer : side::need;
}

bool is_ranked(profile_pair const& pair) {
    return pair.need.personalised_ranking && pair.offer.personalised_ranking;
}

fact fact_of(criterion const& one, int points_max, profile_pair const& pair, document const& need,
             document const& offer) {
    auto const judged = one.assess(pair, points_max);
    bool const verified = one.is_verified != nullptr && one.is_verified(pair);
    return {one.name,
            one.kind,
            one.required(need),
            one.offered(offer),
            verified ? evidence::verified : evidence::declared,
            judged.outcome,
            judged.points,
            points_max};
}

// A document with what is compared of it.
struct judged {
    document const& one;
    profile numbers;
};

// What a pair is judged under.
struct judging {
    market_definition const& market;
    criterion_points const& points;
    code_space const& codes;
    date today;
};

explanation explain_pair(judging const& by, judged const& need, judged const& offer) {
    profile_pair const pair{need.numbers, offer.numbers, by.codes, by.today};
    auto const& criteria = by.market.criteria;
    return explain_by(criteria, is_ranked(pair), [&](std::size_t i) {
        return fact_of(criteria[i], by.points[i], pair, need.one, offer.one);
    });
}

int score_of(judging const& by, profile_pair const& pair) {
    int score = 0;
    for (std::size_t i = 0; i < by.market.criteria.size(); ++i) {
        if (by.points[i] > 0) score += by.market.criteria[i].assess(pair, by.points[i]).points;
    }
    return score;
}

packed_pointer find_live(partition const& part, uuid const& id, instant now) {
    partition::reading const lock(part);
    auto const place = part.find(id);
    if (!place || !part.at(*place)->is_live(now)) return nullptr;
    return part.at(*place);
}

std::vector<packed_pointer> documents_at(partition const& part, ranked_places chosen) {
    std::vector<packed_pointer> made;
    for (auto const& one : chosen.take())
        made.push_back(part.at(one.at));
    return made;
}

// Who asks, and how many answers are wanted.
struct question {
    market_definition const& market;
    document const& known;
    side known_side;
    std::size_t limit;
    instant now;

    judging by(criterion_points const& points, code_space const& codes) const {
        return {market, points, codes, calendar::day_of(now)};
    }
};

struct selection {
    std::uint64_t total = 0;
    std::vector<packed_pointer> ranked;
    std::vector<packed_pointer> unranked;
    std::vector<packed_pointer> standard; // ranked by the table's weights, where they were wanted
};

Roaring candidates_of(question const& asked, partition const& part, profile const& numbers) {
    candidate_source source(part, numbers, asked.known_side);
    for (auto const& one : asked.market.criteria) {
        if (one.narrow != nullptr) one.narrow(source);
    }
    conjunction conditions;
    conditions.add(source.intersect());
    return part.live_of(conditions, asked.now);
}

selection select(question const& asked, partition const& part, criterion_points const& points,
                 std::size_t standard_wanted) {
    partition::reading const lock(part);
    owned_profile const owned(asked.known, part.codes());
    auto const numbers = owned.view();
    auto const candidates = candidates_of(asked, part, numbers);
    auto const score = [&](criterion_points const& by, ranked_places& ranked,
                           ranked_places& unranked) {
        scoring_outcome scored{0, ranked, unranked};
        asked.market.score(
            {part, numbers, asked.known_side, calendar::day_of(asked.now), by, candidates}, scored);
        return scored.total;
    };
    ranked_places ranked(part, asked.limit);
    ranked_places unranked(part, asked.limit);
    selection made;
    made.total = score(points, ranked, unranked);
    made.ranked = documents_at(part, std::move(ranked));
    made.unranked = documents_at(part, std::move(unranked));
    if (standard_wanted > 0) {
        ranked_places standard(part, standard_wanted);
        ranked_places none(part, 0);
        score(standard_weighting(asked.market).points, standard, none);
        made.standard = documents_at(part, std::move(standard));
    }
    return made;
}

// Explains one document after the other to the one that asked.
class explainer {
  public:
    explainer(question const& asked, criterion_points const& points, market_index const& index)
        : asked_(asked),
          index_(index),
          by_(asked.by(points, index.codes())),
          numbers_(asked.known, index.codes()) {}

    match_item explain(packed_pointer const& held) const {
        auto const other = index_.whole(held);
        owned_profile const other_numbers(*other, by_.codes);
        judged const known{asked_.known, numbers_.view()};
        judged const answer{*other, other_numbers.view()};
        return {other, asked_.known_side == side::need ? explain_pair(by_, known, answer)
                                                       : explain_pair(by_, answer, known)};
    }
    std::vector<match_item> explain_all(std::vector<packed_pointer> const& found) const {
        std::vector<match_item> made;
        for (auto const& held : found)
            made.push_back(explain(held));
        return made;
    }
    /// Of a pair that is ranked.
    int score(document const& other) const {
        owned_profile const other_numbers(other, by_.codes);
        auto const known = numbers_.view();
        auto const answer = other_numbers.view();
        return asked_.known_side == side::need
                   ? score_of(by_, {known, answer, by_.codes, by_.today})
                   : score_of(by_, {answer, known, by_.codes, by_.today});
    }

  private:
    question const& asked_;
    market_index const& index_;
    judging by_;
    owned_profile numbers_;
};

// From 1; nothing where it is not among them.
std::optional<int> place_among(std::vector<packed_pointer> const& all, uuid const& id) {
    auto const found =
        std::ranges::find(all, id, [](packed_pointer const& each) { return each->id(); });
    if (found == all.end()) return std::nullopt;
    return static_cast<int>(found - all.begin()) + 1;
}

constexpr std::array<std::string_view, 2> kind_names{"hard", "soft"};
constexpr std::array<std::string_view, 4> outcome_names{"met", "partly", "unmet", "unknown"};
constexpr std::array<std::string_view, 2> evidence_names{"declared", "verified"};

} // namespace

std::vector<criterion_terms> terms_of(market_definition const& market) {
    std::vector<criterion_terms> made;
    for (auto const& one : market.criteria)
        made.push_back(one.terms());
    return made;
}

std::string_view name_of(criterion_kind kind) {
    return kind_names[static_cast<std::size_t>(kind)];
}
std::string_view name_of(outcome what) {
    return outcome_names[static_cast<std::size_t>(what)];
}
std::string_view name_of(evidence what) {
    return evidence_names[static_cast<std::size_t>(what)];
}

std::optional<match_result> match(market_index const& index, market_definition const& market,
                                  side known, uuid const& id, int limit, instant now) {
    auto const held = find_live(index.part(kind_of(market, known)), id, now);
    if (!held) return std::nullopt;
    auto const whole = index.whole(held);
    question const asked{market, *whole, known, bounded(limit), now};
    auto const points = standard_weighting(market).points;
    auto const selected = select(asked, index.part(kind_of(market, opposite(known))), points, 0);
    explainer const reasons(asked, points, index);
    return match_result{selected.total, reasons.explain_all(selected.ranked),
                        reasons.explain_all(selected.unranked)};
}

std::optional<weighed_result> match_weighed(market_index const& index,
                                            market_definition const& market, side known,
                                            uuid const& id, int limit, weighting const& weights,
                                            instant now) {
    auto const held = find_live(index.part(kind_of(market, known)), id, now);
    if (!held) return std::nullopt;
    auto const whole = index.whole(held);
    question const asked{market, *whole, known, bounded(limit), now};
    auto const selected = select(asked, index.part(kind_of(market, opposite(known))),
                                 weights.points, standard_places_max);
    explainer const reasons(asked, weights.points, index);
    auto const standard_points = standard_weighting(market).points;
    explainer const standard(asked, standard_points, index);
    weighed_result made{weights, whole->version, {}, {}, {}};
    made.found = {selected.total, reasons.explain_all(selected.ranked),
                  reasons.explain_all(selected.unranked)};
    for (auto const& item : made.found.ranked) {
        made.standings.push_back(
            {standard.score(*item.one), place_among(selected.standard, item.one->id)});
    }
    for (std::size_t i = 0; i < std::min(asked.limit, selected.standard.size()); ++i) {
        auto const& one = selected.standard[i];
        if (place_among(selected.ranked, one->id())) continue;
        auto item = reasons.explain(one);
        auto const score = standard.score(*item.one);
        made.fallen.push_back({std::move(item), {score, static_cast<int>(i) + 1}});
    }
    return made;
}

std::optional<weighed_explanation> explain_weighed(market_index const& index,
                                                   market_definition const& market,
                                                   uuid const& need, uuid const& offer,
                                                   weighting const& weights, instant now) {
    auto const needed = find_live(index.part(market.need), need, now);
    auto const offered = find_live(index.part(market.offer), offer, now);
    if (!needed || !offered) return std::nullopt;
    auto const need_whole = index.whole(needed);
    auto const offer_whole = index.whole(offered);
    question const asked{market, *need_whole, side::need, 0, now};
    explainer const reasons(asked, weights.points, index);
    auto const standard_points = standard_weighting(market).points;
    explainer const standard(asked, standard_points, index);
    weighed_explanation made{weights, reasons.explain(offered).why, std::nullopt};
    if (made.why.score) made.standard_score = standard.score(*offer_whole);
    return made;
}

explanation explain(market_definition const& market, document const& need, document const& offer,
                    weighting const& weights, code_space const& codes, date day) {
    owned_profile const need_numbers(need, codes);
    owned_profile const offer_numbers(offer, codes);
    return explain_pair({market, weights.points, codes, day}, {need, need_numbers.view()},
                        {offer, offer_numbers.view()});
}

std::optional<explanation> explain(market_index const& index, market_definition const& market,
                                   uuid const& need, uuid const& offer, instant now) {
    auto found = explain_weighed(index, market, need, offer, standard_weighting(market), now);
    if (!found) return std::nullopt;
    return std::move(found->why);
}

} // namespace talent::market
