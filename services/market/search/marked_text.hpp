// A text as it was written, with the places where terms of a query stand in it, and the stretch of
// it that shows them. Values; pure functions; any thread.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace talent::market {

inline constexpr std::size_t stretch_code_points_max = 120; // but for a mark that is longer
inline constexpr std::size_t stretch_lead_code_points = 24; // before its first mark, where cut
inline constexpr std::size_t marks_max = 256; // of one text; further ones are not looked for

using term_number = std::size_t;
using term_set = std::vector<bool>; // by number

struct text_span { // in bytes
    std::size_t begin = 0;
    std::size_t end = 0;
};

struct text_mark {
    text_span place;
    term_number term = 0;
};

struct marked_text {
    std::string text;
    std::vector<text_mark> marks; // by where they begin, the longer first; some may overlap
    std::vector<text_span> whole; // words, and what became one character: never shown in part
};

/// Finds terms in texts. The terms are searchable (text_terms.hpp), the texts need not be.
class term_marker {
  public:
    /// The number of the word or run, the same for the same.
    term_number add(std::string_view text, bool is_run);
    std::size_t term_count() const { return numbers_.size(); }

    marked_text mark(std::string text) const;

  private:
    bool may_have_one(std::string_view searchable) const;

    std::unordered_map<std::string, term_number> numbers_; // no word reads as a run does
    std::vector<std::pair<std::string, term_number>> runs_;
};

text_span whole_of(marked_text const& text);
/// At most stretch_code_points_max: of those that begin with a mark, the first with most terms that
/// are not in `shown`, and what stands around it. All of a text that is no longer. There must be a
/// mark.
text_span best_stretch(marked_text const& text, term_set const& shown);

struct text_piece {
    std::string text;
    bool matched = false;

    bool operator==(text_piece const&) const = default;
};
/// The stretch in order; marks that meet are one piece.
std::vector<text_piece> pieces_of(marked_text const& text, text_span stretch);

} // namespace talent::market
