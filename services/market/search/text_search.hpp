// A query's text against one partition: candidates by bitmaps, phrases by comparing, scores by
// where the terms stand. Lives within one search, under its partition's `reading`.
#pragma once

#include <vector>

#include "common/base/result.hpp"
#include "services/market/index/partition.hpp"
#include "services/market/index/text_terms.hpp"

namespace talent::market {

class text_search {
  public:
    text_search(partition const& part, query_terms terms) : part_(part), terms_(std::move(terms)) {}

    bool empty() const { return terms_.empty(); }
    std::size_t term_count() const { return terms_.size(); }

    /// Adds what documents must have that may have every term: those that do and some more.
    void require(conjunction& of) const;
    /// Leaves those that do, of a set that meets what require() added.
    void verify(Roaring& documents) const;

    /// Of the words, then of the runs.
    std::vector<std::int64_t> weights() const;
    /// Of these documents those whose title has each term.
    std::vector<Roaring> in_titles(Roaring const& documents) const;
    /// The relevance of each of these documents, in ascending order of their slots.
    std::vector<std::int64_t> scores(Roaring const& documents,
                                     std::vector<std::int64_t> const& weights) const;

  private:
    Roaring in_title(std::u32string const& run, Roaring const& of) const;

    partition const& part_;
    query_terms terms_;
};

} // namespace talent::market
