// How alike a job title and the official texts are, by the characters and pairs of characters that
// they share: what is left where no word of the lexicon says anything. Built once from a lexicon;
// immutable after, so any thread may read it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/vocabulary/title_lexicon.hpp"

namespace talent::vocabulary {

struct similar_text {
    occupation_position occupation;
    float likeness;     // 0 to 1: the cosine of the weighted pairs
    std::uint32_t text; // of the occupation's texts the most alike: its place in official_texts
};

class title_similarity {
  public:
    explicit title_similarity(title_lexicon const& lexicon);

    /// One for each occupation that shares anything with the segments, in no order.
    std::vector<similar_text> find(std::vector<std::string> const& segments) const;

  private:
    struct gram {
        std::vector<std::uint32_t> texts; // that have it
        float weight = 0;                 // the square of its rarity
        bool single = false;              // one character
    };
    struct text_hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const {
            return std::hash<std::string_view>{}(text);
        }
    };
    struct known_text {
        occupation_position occupation;
        float scale; // of its own length and kind
    };

    std::unordered_map<std::string, gram, text_hash, std::equal_to<>> grams_;
    std::vector<known_text> texts_;
    std::size_t occupations_ = 0;
    float weight_of_unknown_ = 0;
};

} // namespace talent::vocabulary
