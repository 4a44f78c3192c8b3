#include "services/market/search/wide_search.hpp"

#include <algorithm>

#include "services/market/search/ranking.hpp"
#include "services/market/search/run_check.hpp"

namespace talent::market {
namespace {

bool is_exact_way(query_terms const& way) {
    return std::ranges::all_of(way.runs, [](auto const& run) { return is_exact(run); });
}

void require_way(text_postings const& text, query_terms const& way, conjunction& of) {
    for (auto const& word : way.words)
        of.add(text.with_word(word));
    for (auto const& run : way.runs)
        text.require_run(run, of);
}

bool is_one_word(query_terms const& way) {
    return way.words.size() == 1 && way.runs.empty();
}

// Documents with a word that is a way by itself. A prefix has hundreds of them: they are united
// first, so that what else is asked meets them once.
void add_words(text_postings const& text, wide_term const& term, Roaring& to) {
    for (auto const& way : term.spellings) {
        if (is_one_word(way)) text.with_word(way.words.front()).add_to(to);
    }
}

// Those of the documents that may have every term of this way.
Roaring candidates(text_postings const& text, query_terms const& way, Roaring const& of) {
    conjunction conditions;
    conditions.add(of);
    require_way(text, way, conditions);
    return conditions.intersect();
}

// Of candidates, those that have the long runs of this way.
void keep_exact(partition const& part, query_terms const& way, place_in_document where,
                Roaring& documents) {
    for (auto const& run : way.runs)
        keep_with_run(part, run, where, documents);
}

std::uint64_t frequency_of_way(text_postings const& text, query_terms const& way) {
    std::uint64_t rarest = UINT64_MAX;
    for (auto const& word : way.words)
        rarest = std::min(rarest, text.with_word(word).cardinality());
    for (auto const& run : way.runs)
        rarest = std::min(rarest, text.frequency(run));
    return rarest;
}

} // namespace

Roaring wide_search::filtered(wide_term const& term) const {
    Roaring found;
    for (auto const& one : term.filters)
        found |= part_.matching(one.field, one.code);
    return found;
}

void wide_search::require(conjunction& of) const {
    for (auto const& term : terms_) {
        Roaring found = filtered(term);
        add_words(part_.text(), term, found);
        for (auto const& way : term.spellings) {
            if (is_one_word(way)) continue;
            conjunction conditions;
            require_way(part_.text(), way, conditions);
            found |= conditions.intersect();
        }
        of.add(std::move(found));
    }
}

void wide_search::narrow(Roaring& documents) const {
    for (auto const& term : terms_) {
        Roaring found = filtered(term);
        add_words(part_.text(), term, found);
        found &= documents;
        for (auto const& way : term.spellings) {
            if (!is_one_word(way)) found |= candidates(part_.text(), way, documents);
        }
        documents = std::move(found);
    }
}

void wide_search::verify(Roaring& documents) const {
    for (auto const& term : terms_) {
        if (std::ranges::all_of(term.spellings, is_exact_way)) continue;
        Roaring found = filtered(term);
        add_words(part_.text(), term, found);
        found &= documents;
        for (auto const& way : term.spellings) {
            if (is_one_word(way) || !is_exact_way(way)) continue;
            found |= candidates(part_.text(), way, documents);
        }
        for (auto const& way : term.spellings) {
            if (is_exact_way(way)) continue;
            auto more = candidates(part_.text(), way, documents - found);
            keep_exact(part_, way, place_in_document::anywhere, more);
            found |= more;
        }
        documents = std::move(found);
    }
}

std::uint64_t wide_search::frequency(wide_term const& term) const {
    std::uint64_t most = 0;
    for (auto const& one : term.filters)
        most = std::max(most, part_.matching(one.field, one.code).cardinality());
    for (auto const& way : term.spellings)
        most = std::max(most, frequency_of_way(part_.text(), way));
    return most;
}

void wide_search::add_weights(std::vector<std::int64_t>& to) const {
    for (auto const& term : terms_)
        to.push_back(term_weight(part_.size(), frequency(term)));
}

// Those that have it in the title, or as the region or the occupation itself.
Roaring wide_search::in_title(wide_term const& term, Roaring const& of) const {
    Roaring found = filtered(term);
    add_words(part_.title_text(), term, found);
    found &= of;
    for (auto const& way : term.spellings) {
        if (is_one_word(way)) continue;
        auto more = candidates(part_.title_text(), way, of - found);
        keep_exact(part_, way, place_in_document::title, more);
        found |= more;
    }
    return found;
}

void wide_search::add_in_titles(Roaring const& documents, std::vector<Roaring>& to) const {
    for (auto const& term : terms_)
        to.push_back(in_title(term, documents));
}

void wide_search::add_scores(Roaring const& documents, std::span<std::int64_t const> weights,
                             std::vector<std::int64_t>& to) const {
    for (std::size_t term = 0; term < terms_.size(); ++term) {
        for (auto& score : to)
            score += weights[term];
        auto const high = in_title(terms_[term], documents);
        std::size_t at = 0;
        auto next = high.begin();
        for (auto const place : documents) {
            if (next != high.end() && *next == place) {
                to[at] += weights[term] * (title_factor - 1);
                ++next;
            }
            ++at;
        }
    }
}

} // namespace talent::market
