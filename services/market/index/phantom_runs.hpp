// Runs of four and more Han characters that a text's grams of three promise and that it has not: a
// text may have 一二三 in one place and 二三四 in another, and 一二三四 nowhere. Such a run is a
// phantom of the text where what it is without its last and without its first character is in the
// text both (a minimal absent word: Béal, Mignosi, Restivo, 1996). A text that has each gram of
// three of a run has the run exactly where no piece of the run is one of its phantoms, so a search
// need not compare the texts of its candidates, of which a common phrase has ten thousands.
// Phantoms come from what a text repeats, so they are few.
//
// Those of four characters are posted as they are; longer ones, of which there are hardly any,
// under hashes, and who is posted there is to be compared. phantom_postings: owned by one partition
// and guarded by its lock.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <roaring/roaring.hh>

#include "services/market/index/batch_postings.hpp"
#include "services/market/index/memory_use.hpp"
#include "services/market/index/posting.hpp"
#include "services/market/index/slot.hpp"

namespace talent::market {

/// Of longer runs the candidates are compared all.
inline constexpr std::size_t phantom_characters_max = 32;
/// A text that has more of them is compared for every run.
inline constexpr std::size_t phantoms_of_text_max = 512;

using phantom = std::uint64_t;

/// Each once. `runs`: what han_runs() gives, of all texts in which the run may stand.
std::vector<phantom> phantoms_of(std::u32string_view runs);

class phantom_postings {
  public:
    void add(std::vector<phantom> const& all, slot at);
    /// The same for a batch of documents, from `first` on, above all that are in it.
    void append(batch_numbers& all, slot first);
    /// The same as at adding.
    void remove(std::vector<phantom> const& all, slot at);

    /// Of documents that have every gram of three of this run, of four characters at least, takes
    /// out those that certainly have not the run, and returns those of the rest that may not.
    Roaring take_out(std::u32string_view run, Roaring& documents) const;

    /// On the heap.
    std::size_t bytes() const { return bytes_of_postings(documents_); }

  private:
    Roaring with(phantom one, Roaring const& of) const;

    std::unordered_map<phantom, posting> documents_;
};

} // namespace talent::market
