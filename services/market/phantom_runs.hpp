// Runs of five and more Han characters that a text's grams of four promise and that it has not: a
// text may have 一二三四 in one place and 二三四五 in another, and 一二三四五 nowhere. Such a run
// is a phantom of the text where what it is without its last and without its first character is in
// the text both (a minimal absent word: Béal, Mignosi, Restivo, 1996). A text that has each gram of
// four of a run has the run exactly where no piece of the run is one of its phantoms, so a search
// need not compare the texts of its candidates, of which a common phrase has ten thousands.
// Phantoms come from what a text repeats, so they are few.
//
// They are posted under hashes: whoever is posted under a piece of a run is to be compared.
// phantom_postings: owned by one partition and guarded by its lock.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <roaring/roaring.hh>

#include "services/market/slot.hpp"

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
    /// The same as at adding.
    void remove(std::vector<phantom> const& all, slot at);

    /// Of documents that have every gram of four of this run, of five characters at least, those
    /// that may yet not have the run.
    Roaring doubtful(std::u32string_view run, Roaring const& of) const;

  private:
    Roaring const* find(phantom one) const;

    std::unordered_map<phantom, Roaring> documents_;
};

} // namespace talent::market
