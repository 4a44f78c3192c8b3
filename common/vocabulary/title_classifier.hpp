// Proposes occupations for a free job title, with a confidence and the words that speak for each.
// Built once from a catalogue, which must outlive it (some 50 ms); immutable after, so any thread
// may ask. The same title always has the same answer.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/vocabulary/catalogue.hpp"
#include "common/vocabulary/title_lexicon.hpp"
#include "common/vocabulary/title_similarity.hpp"

namespace talent::vocabulary {

inline constexpr std::size_t job_title_code_points_max = 200;
inline constexpr std::size_t occupation_proposals_max = 20;
inline constexpr std::size_t occupation_proposals_default = 5;
inline constexpr std::size_t matched_words_max = 5; // told of one proposal
/// From here on the first proposal is more often right than wrong.
inline constexpr double confident_from = 0.5;

/// A word of the title, or an official text that is like it, that speaks for an occupation.
struct matched_word {
    std::string text; // in comparable form
    /// What says so: "name", "title", "word", "combination", "beginning" (of an official text) or
    /// "similar" (the text is the official one).
    std::string_view kind;
};

struct occupation_proposal {
    entry const* occupation;           // of any level: a title that says no more has a group
    double confidence;                 // 0 to 1: how often a proposal like this one is right
    std::vector<matched_word> matched; // the strongest first
};

struct title_proposals {
    std::string read;                           // what of the title was read
    bool confident;                             // whether the first is one to take without looking
    std::vector<occupation_proposal> proposals; // the likeliest first
};

class title_classifier {
  public:
    explicit title_classifier(catalogue const& codes);

    /// At most `limit` occupations. Of a title longer than job_title_code_points_max the rest is
    /// not read; of one that says nothing none. The bytes must be UTF-8.
    title_proposals propose(std::string_view title,
                            std::size_t limit = occupation_proposals_default) const;

  private:
    struct phrase_match;
    struct reading;

    std::vector<phrase_match> find_phrases(std::string_view segment) const;
    void add_combinations(std::string_view segment, std::vector<phrase_match>& to) const;
    void weigh_segment(std::string_view segment, std::size_t place, reading& to) const;
    void weigh_beginning(std::string_view segment, reading& to) const;
    void weigh_similar(reading& to) const;
    void favour_below_groups(reading& to) const;
    void favour_heavy_groups(reading& to) const;
    void put_exact_name_first(std::string_view title, reading& to) const;

    catalogue const& codes_;
    title_lexicon lexicon_;
    title_similarity similarity_;
    std::vector<occupation_position> ends_; // one past the subtree of each occupation
    std::vector<std::uint32_t> by_text_;    // places in official_texts, sorted by text
    std::unordered_map<std::string, occupation_position> names_; // as compared
};

} // namespace talent::vocabulary
