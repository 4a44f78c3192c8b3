// The terms of a query that may stand in several ways (wide_term) against one partition, beside
// text_search, which has those that stand in one way. Lives within one search, under its
// partition's `reading`.
#pragma once

#include <span>
#include <vector>

#include "services/market/index/partition.hpp"
#include "services/market/search/query_reading.hpp"

namespace talent::market {

class wide_search {
  public:
    wide_search(partition const& part, std::vector<wide_term> const& terms)
        : part_(part), terms_(terms) {}

    std::size_t term_count() const { return terms_.size(); }

    /// Adds what documents must have that may have every term: those that do and some more.
    void require(conjunction& of) const;
    /// Leaves the documents that meet what require() adds: faster where few are left.
    void narrow(Roaring& documents) const;
    /// Leaves those that have every term, of a set that narrow() has left.
    void verify(Roaring& documents) const;

    /// Adds each term's weight.
    void add_weights(std::vector<std::int64_t>& to) const;
    /// Adds, for each term, those of these documents whose title has it or whose region or
    /// occupation it names.
    void add_in_titles(Roaring const& documents, std::vector<Roaring>& to) const;
    /// Adds each term's part to the scores of these documents, which are in ascending order of
    /// their slots. `weights` has one for each term.
    void add_scores(Roaring const& documents, std::span<std::int64_t const> weights,
                    std::vector<std::int64_t>& to) const;

  private:
    Roaring filtered(wide_term const& term) const;
    std::uint64_t frequency(wide_term const& term) const;
    Roaring in_title(wide_term const& term, Roaring const& of) const;

    partition const& part_;
    std::vector<wide_term> const& terms_;
};

} // namespace talent::market
