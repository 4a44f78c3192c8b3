// The names of regions, occupations and skills as people type them into a search. Owned by the
// market's index and made once from the catalogue, which must outlive it; immutable, any thread.
//
// A name is known by its terms in order, however it is spaced: "C语言" and "c 语言" are one. An
// entry's names are its Chinese and English name and its synonyms, but for
//   - regions: the country and groupings have none; a county also has its short name, which is the
//     Chinese one without 区, 新区, 县 or 市, where two characters stay (余杭 for 余杭区), unless
//     that ends in 自治 or is a name of a province or a city (西安 is the city and no district).
// A name that more than names_entries_max entries of one list have is nobody's. Of entries within
// one another that have the same name only the outermost is meant.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/vocabulary/catalogue.hpp"
#include "services/market/index/text_terms.hpp"

namespace talent::market {

inline constexpr std::size_t names_entries_max = 8;

/// Its Chinese name, its English one where it has one, and its synonyms.
std::vector<std::string_view> names_of(vocabulary::entry const& one);

class vocabulary_names {
  public:
    struct named_entry {
        json::code_list list;
        vocabulary::entry const* entry;

        bool operator==(named_entry const&) const = default;
    };

    explicit vocabulary_names(vocabulary::catalogue const& codes);

    /// The entries called so: regions, then occupations, then skills, each in tree order. `key` is
    /// key_of() of the name's terms.
    std::vector<named_entry> const& called(std::string_view key) const;
    /// The terms of the longest name.
    std::size_t terms_max() const { return terms_max_; }

    /// The ways a skill's names are written, each once.
    std::vector<query_terms> const& spellings(vocabulary::entry const& skill) const;

    /// The terms parted by spaces, a prefix with its asterisk.
    static std::string key_of(std::vector<placed_term> const& terms);

  private:
    void add(vocabulary::catalogue const& codes, json::code_list list);
    void add_short_names(vocabulary::catalogue const& codes);
    void add_name(std::string_view name, named_entry one);
    void add_spellings(vocabulary::entry const& skill);
    void settle(vocabulary::catalogue const& codes);

    struct text_hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>{}(text);
        }
    };
    std::unordered_map<std::string, std::vector<named_entry>, text_hash, std::equal_to<>> entries_;
    std::unordered_map<vocabulary::entry const*, std::vector<query_terms>> spellings_;
    std::size_t terms_max_ = 1;
};

} // namespace talent::market
