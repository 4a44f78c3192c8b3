#include "services/market/search/text_search.hpp"

#include <algorithm>

#include "services/market/search/ranked_places.hpp"
#include "services/market/search/run_check.hpp"

namespace talent::market {
void text_search::require(conjunction& of) const {
    for (auto const& word : terms_.words)
        of.add(part_.text().with_word(word));
    for (auto const& run : terms_.runs)
        part_.text().require_run(run, of);
}

void text_search::verify(Roaring& documents) const {
    for (auto const& run : terms_.runs)
        keep_with_run(part_, run, place_in_document::anywhere, documents);
}

std::vector<std::int64_t> text_search::weights() const {
    std::vector<std::int64_t> made;
    for (auto const& word : terms_.words) {
        made.push_back(term_weight(part_.size(), part_.text().with_word(word).cardinality()));
    }
    for (auto const& run : terms_.runs) {
        made.push_back(term_weight(part_.size(), part_.text().frequency(run)));
    }
    return made;
}

Roaring text_search::in_title(std::u32string const& run, Roaring const& of) const {
    conjunction conditions;
    conditions.add(of);
    part_.title_text().require_run(run, conditions);
    Roaring found = conditions.intersect();
    keep_with_run(part_, run, place_in_document::title, found);
    return found;
}

std::vector<Roaring> text_search::in_titles(Roaring const& documents) const {
    std::vector<Roaring> made;
    for (auto const& word : terms_.words) {
        conjunction conditions;
        conditions.add(part_.title_text().with_word(word));
        conditions.add(documents);
        made.push_back(conditions.intersect());
    }
    for (auto const& run : terms_.runs)
        made.push_back(in_title(run, documents));
    return made;
}

std::vector<std::int64_t> text_search::scores(Roaring const& documents,
                                              std::vector<std::int64_t> const& weights) const {
    std::int64_t everywhere = 0;
    for (auto const weight : weights)
        everywhere += weight;
    auto const slots = slots_of(documents);
    std::vector<std::int64_t> made(slots.size(), everywhere);
    auto const titled = in_titles(documents);
    for (std::size_t term = 0; term < weights.size(); ++term) {
        auto at = slots.begin();
        for (auto const place : slots_of(titled[term])) {
            at = std::lower_bound(at, slots.end(), place);
            made[static_cast<std::size_t>(at - slots.begin())] +=
                weights[term] * (title_factor - 1);
        }
    }
    return made;
}

} // namespace talent::market
