// The closed vocabularies as numbers: a code's position in tree order, so that "within" is one
// comparison and bitmaps are found without text. Made once from the catalogue, which must outlive
// it; immutable, so any thread may read it.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "common/vocabulary/catalogue.hpp"

namespace talent::market {

using code_number = std::uint32_t;
inline constexpr code_number no_code = UINT32_MAX;

class code_space {
  public:
    explicit code_space(vocabulary::catalogue const& codes);

    /// no_code for an unknown code.
    code_number number(json::code_list list, std::string_view code) const;
    vocabulary::entry const& entry(json::code_list list, code_number of) const;
    std::size_t size(json::code_list list) const { return tree_of(list).parents.size(); }

    /// One past the last number of its subtree.
    code_number end(json::code_list list, code_number of) const { return tree_of(list).ends[of]; }
    /// no_code for a root.
    code_number parent(json::code_list list, code_number of) const {
        return tree_of(list).parents[of];
    }
    int level(json::code_list list, code_number of) const { return tree_of(list).levels[of]; }
    bool is_within(json::code_list list, code_number one, code_number ancestor) const {
        return one >= ancestor && one < end(list, ancestor);
    }
    /// The lowest entry that holds both, or no_code.
    code_number common(json::code_list list, code_number one, code_number other) const;

    /// The numbers of known codes, without repetition and without those that lie within another of
    /// them: a code stands for its subtree.
    std::vector<code_number> outermost(json::code_list list,
                                       std::span<std::string const> codes) const;
    /// Sorted, without repetition; unknown codes left out.
    std::vector<code_number> numbers(json::code_list list,
                                     std::span<std::string const> codes) const;

  private:
    struct tree {
        std::vector<code_number> parents;
        std::vector<code_number> ends;
        std::vector<int> levels;
    };
    static constexpr std::size_t list_count = 5;

    tree const& tree_of(json::code_list list) const {
        return trees_[static_cast<std::size_t>(list)];
    }

    vocabulary::catalogue const& codes_;
    std::array<tree, list_count> trees_;
};

} // namespace talent::market
