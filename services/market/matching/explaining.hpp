// How the facts of a pair become its explanation, the same for every table of criteria. Pure; any
// thread.
#pragma once

#include "services/market/matching/matching.hpp"

namespace talent::market {

/// The hard criteria first, all of them; then, where none failed and the pair is scored, the soft
/// ones, whose points are the score. `fact_at(i)`: the fact of criteria[i].
template <class Criteria, class FactAt>
explanation explain_by(Criteria const& criteria, bool scored, FactAt const& fact_at) {
    explanation made;
    for (std::size_t i = 0; i < criteria.size(); ++i) {
        auto const terms = criteria[i].terms();
        if (terms.kind == criterion_kind::soft) continue;
        made.facts.push_back(fact_at(i));
        if (made.facts.back().outcome == outcome::unmet) made.failed.push_back(terms.name);
    }
    if (made.rejected() || !scored) return made;
    made.score = 0;
    for (std::size_t i = 0; i < criteria.size(); ++i) {
        if (criteria[i].terms().kind == criterion_kind::hard) continue;
        made.facts.push_back(fact_at(i));
        *made.score += made.facts.back().points;
    }
    return made;
}

} // namespace talent::market
