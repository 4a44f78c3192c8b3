// Which words of a job title speak for which occupations: the official names, their usual variants,
// the titles of the table, and the words of title_words.tsv. Built once from a catalogue, which
// must outlive it; immutable after, so any thread may read it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "common/vocabulary/catalogue.hpp"

namespace talent::vocabulary {

inline constexpr std::size_t title_phrase_code_points_max = 16;

/// What kind of text says that a word speaks for an occupation.
enum class word_kind : std::uint8_t {
    name,        // the official name
    variant,     // the name with the ending of a job notice: 机械设计工程师
    title,       // a title of the table of occupations
    word,        // a word of the lexicon that says what is done
    role,        // one that anybody in any field can be: 经理, 助理
    place,       // a branch of trade: says where, not what
    combination, // words that speak together: 医药 and 代表
    noise        // says nothing of the occupation: 急聘, a city
};

/// The place of an occupation in catalogue::all(code_list::occupation).
using occupation_position = std::uint32_t;

struct word_meaning {
    word_kind kind;
    std::vector<occupation_position> occupations; // the likeliest first; none for noise
};

struct lexicon_phrase {
    static constexpr std::uint32_t no_part = UINT32_MAX;
    std::vector<word_meaning> meanings;
    std::uint32_t part = no_part; // which part of combinations it is
};

struct word_combination {
    std::vector<std::uint32_t> parts;
    std::string text; // "医药 代表"
    word_meaning meaning;
};

class title_lexicon {
  public:
    explicit title_lexicon(catalogue const& codes);

    /// Nothing for what is no phrase. The text is in comparable form.
    lexicon_phrase const* find(std::string_view text) const;
    std::vector<word_combination> const& combinations() const { return combinations_; }
    std::size_t parts() const { return parts_; }
    /// Every name, variant and title with its occupation, in the order of the catalogue.
    struct official_text {
        std::string text;
        occupation_position occupation;
        word_kind kind;
    };
    std::vector<official_text> const& official_texts() const { return texts_; }

  private:
    struct text_hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>{}(text);
        }
    };

    void add_names(catalogue const& codes);
    void add_words(catalogue const& codes);
    void add_places_of_work(catalogue const& codes);
    void add_official(std::string text, word_kind kind, occupation_position occupation);
    void add_combination(std::string_view parts, word_meaning const& meaning);
    void settle_titles();

    std::unordered_map<std::string, lexicon_phrase, text_hash, std::equal_to<>> phrases_;
    std::vector<word_combination> combinations_;
    std::vector<official_text> texts_;
    std::uint32_t parts_ = 0;
};

/// The entry with this code, or the nearest one above it that the catalogue has; of a group with
/// one occupation of its name (2-06-03 and 2-06-03-00) the occupation. Nothing for no such group.
entry const* nearest_occupation(catalogue const& codes, std::string_view code);

} // namespace talent::vocabulary
