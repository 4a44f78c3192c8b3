// A market index that a benchmark fills with one kind of listing, as far as it wants to measure
// next. Owned by the benchmark; grow_to() from its main thread.
#pragma once

#include "services/market/index/index.hpp"
#include "tests/bench/market_documents.hpp"

namespace talent::bench {

class growing_market {
  public:
    growing_market(market_documents const& from, market::document_kind kind)
        : from_(from), kind_(kind), index_(from.codes()) {}

    /// Prints how long the index took, and the memory so far.
    void grow_to(std::size_t listings);
    /// Makes the listing again as that version, and has the index take it.
    void write(std::size_t number, std::int64_t version);

    market::market_index& index() { return index_; }
    std::size_t size() const { return size_; }
    /// What the index has added to the process since it was empty.
    std::int64_t bytes() const;

  private:
    template <class Make>
    void fill(std::size_t listings, Make make);

    market_documents const& from_;
    market::document_kind kind_;
    market::market_index index_;
    std::size_t size_ = 0;
    std::int64_t bytes_before_ = -1;
    double load_us_ = 0; // of the loading thread's processor, in all
};

} // namespace talent::bench
