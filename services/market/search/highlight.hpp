// Where the words of a query stand in what a search found, in the texts as they were written. Given
// as pieces that say whether they are meant, never as markup that a reader would have to trust.
//
// Marked is every word and run of the query: plain ones, and of those that may stand in several
// ways (wide_term) every way of which the document has all words and runs. What a document has by
// its region or occupation alone is in no text, so nothing is marked for it. A listing is also
// found by the names of its skills: there the text is one of these names, and the pointer leads to
// the skill's code.
//
// A title with a mark comes first, whole. Then, in the order in which the body was made, each text
// with a term that none before it has shown, the title aside, and then each name of a skill with a
// whole way that nothing at all has shown; highlights_max in all. One way of a wide term shows all.
// Of a long text a stretch is given, see best_stretch(). Marks and stretches begin and end with
// whole words.
//
// Lives within one answer; one thread.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "common/json/value.hpp"
#include "services/market/index/document.hpp"
#include "services/market/search/marked_text.hpp"
#include "services/market/search/query_reading.hpp"

namespace talent::market {

inline constexpr std::size_t highlights_max = 4; // of one result
inline constexpr int highlighted_items_max = 50; // of one page: every text of each is looked at
// Of all texts of a page; what comes behind has no marks. Fifty ordinary listings have a sixth.
inline constexpr std::size_t highlighted_bytes_max = 1'024 * 1'024;

struct highlight {
    std::string pointer;            // a JSON Pointer into what the answer shows
    std::vector<text_piece> pieces; // put together, a part of the text
    bool cut_before = false;        // the text has more before
    bool cut_after = false;
};

class highlighter {
  public:
    /// The catalogue must outlive it.
    highlighter(query_reading const& read, vocabulary::catalogue const& codes);

    std::vector<highlight> of(document const& one);

  private:
    struct pointed_text {
        std::string pointer;
        marked_text marked;
    };
    using texts = std::vector<pointed_text>;

    /// Who is shown one of these ways need not be shown the others.
    void add_part(std::vector<query_terms> const& ways);
    void note_shown(marked_text const& text, text_span stretch, term_set& shown) const;
    void add_skills(texts const& skills, term_set const* standing_in_all, term_set& shown,
                    std::vector<highlight>& to) const;
    texts texts_of(document const& one, json::value const& shown);
    texts skill_names_of(json::value const& shown);
    std::vector<marked_text> const& names_of_skill(std::string const& code);
    /// The terms of the ways of which these have every term.
    term_set standing(term_set const& had) const;

    vocabulary::catalogue const& codes_;
    term_marker marker_;
    std::size_t bytes_left_ = highlighted_bytes_max;
    std::vector<std::vector<term_number>> ways_;
    std::vector<std::vector<term_number>> parts_;
    std::unordered_map<std::string, std::vector<marked_text>> skill_names_; // that have marks
};

} // namespace talent::market
