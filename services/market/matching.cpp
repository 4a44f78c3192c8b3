#include "services/market/matching.hpp"

#include <algorithm>
#include <array>

#include "services/market/candidate_scoring.hpp"
#include "services/market/candidate_source.hpp"
#include "services/market/conjunction.hpp"
#include "services/market/ranked_places.hpp"

namespace talent::market {
namespace {

// Days are reckoned in Asia/Shanghai, which has had no daylight saving time since 1991.
constexpr std::chrono::hours shanghai_offset{8};

date day_of(instant now) {
    return std::chrono::floor<std::chrono::days>(now + shanghai_offset);
}

document_kind kind_of(market_definition const& market, side which) {
    return which == side::need ? market.need : market.offer;
}

constexpr side opposite(side which) {
    return which == side::need ? side::offer : side::need;
}

bool is_ranked(profile_pair const& pair) {
    return pair.need.personalised_ranking && pair.offer.personalised_ranking;
}

criterion_points standard_points(market_definition const& market) {
    criterion_points made;
    for (auto const& one : market.criteria)
        made.push_back(one.points_max());
    return made;
}

fact fact_of(criterion const& one, profile_pair const& pair, document const& need,
             document const& offer) {
    auto const judged = one.assess(pair, one.points_max());
    bool const verified = one.is_verified != nullptr && one.is_verified(pair);
    return {one.name,
            one.kind,
            one.required(need),
            one.offered(offer),
            verified ? evidence::verified : evidence::declared,
            judged.outcome,
            judged.points,
            one.points_max()};
}

// A document with what is compared of it.
struct judged {
    document const& one;
    profile numbers;
};

explanation explain_pair(market_definition const& market, judged const& need, judged const& offer,
                         code_space const& codes, date today) {
    profile_pair const pair{need.numbers, offer.numbers, codes, today};
    explanation made;
    for (auto const& one : market.criteria) {
        if (one.kind == criterion_kind::soft) continue;
        made.facts.push_back(fact_of(one, pair, need.one, offer.one));
        if (made.facts.back().outcome == outcome::unmet) made.failed.push_back(one.name);
    }
    if (made.rejected() || !is_ranked(pair)) return made;
    made.score = 0;
    for (auto const& one : market.criteria) {
        if (one.kind == criterion_kind::hard) continue;
        made.facts.push_back(fact_of(one, pair, need.one, offer.one));
        *made.score += made.facts.back().points;
    }
    return made;
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

struct selection {
    std::uint64_t total = 0;
    std::vector<packed_pointer> ranked;
    std::vector<packed_pointer> unranked;
};

selection select(market_definition const& market, partition const& part, document const& known,
                 side known_side, std::size_t limit, instant now) {
    partition::reading const lock(part);
    owned_profile const owned(known, part.codes());
    auto const numbers = owned.view();
    candidate_source source(part, numbers, known_side);
    for (auto const& one : market.criteria) {
        if (one.narrow != nullptr) one.narrow(source);
    }
    conjunction conditions;
    conditions.add(source.intersect());
    auto const candidates = part.live_of(conditions, now);

    ranked_places ranked(part, limit);
    ranked_places unranked(part, limit);
    scoring_outcome scored{0, ranked, unranked};
    auto const points = standard_points(market);
    market.score({part, numbers, known_side, day_of(now), points, candidates}, scored);
    return {scored.total, documents_at(part, std::move(ranked)),
            documents_at(part, std::move(unranked))};
}

std::vector<match_item> explain_all(market_definition const& market,
                                    std::vector<packed_pointer> const& found, document const& known,
                                    side known_side, code_space const& codes, date today) {
    owned_profile const known_numbers(known, codes);
    judged const asked{known, known_numbers.view()};
    std::vector<match_item> made;
    for (auto const& held : found) {
        auto const other = held->unpack();
        owned_profile const other_numbers(*other, codes);
        judged const answered{*other, other_numbers.view()};
        auto const& need = known_side == side::need ? asked : answered;
        auto const& offer = known_side == side::need ? answered : asked;
        made.push_back({other, explain_pair(market, need, offer, codes, today)});
    }
    return made;
}

constexpr std::array<std::string_view, 2> kind_names{"hard", "soft"};
constexpr std::array<std::string_view, 4> outcome_names{"met", "partly", "unmet", "unknown"};
constexpr std::array<std::string_view, 2> evidence_names{"declared", "verified"};

} // namespace

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
    auto const whole = held->unpack();
    auto const bounded = static_cast<std::size_t>(std::clamp(limit, 0, match_items_max));
    auto const& part = index.part(kind_of(market, opposite(known)));
    auto const selected = select(market, part, *whole, known, bounded, now);
    match_result made;
    made.total = selected.total;
    made.ranked = explain_all(market, selected.ranked, *whole, known, index.codes(), day_of(now));
    made.unranked =
        explain_all(market, selected.unranked, *whole, known, index.codes(), day_of(now));
    return made;
}

std::optional<explanation> explain(market_index const& index, market_definition const& market,
                                   uuid const& need, uuid const& offer, instant now) {
    auto const needed = find_live(index.part(market.need), need, now);
    auto const offered = find_live(index.part(market.offer), offer, now);
    if (!needed || !offered) return std::nullopt;
    auto const need_whole = needed->unpack();
    auto const offer_whole = offered->unpack();
    owned_profile const need_numbers(*need_whole, index.codes());
    owned_profile const offer_numbers(*offer_whole, index.codes());
    return explain_pair(market, {*need_whole, need_numbers.view()},
                        {*offer_whole, offer_numbers.view()}, index.codes(), day_of(now));
}

} // namespace talent::market
