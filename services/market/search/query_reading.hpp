// What a query's text is read as; search.hpp says what that finds. Made from the vocabularies
// alone, so that the same text is read the same way whatever the index holds; what depends on the
// words that documents have is added by word_reading.hpp. Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "services/market/index/search_field.hpp"
#include "services/market/index/text_terms.hpp"
#include "services/market/index/vocabulary_names.hpp"

namespace talent::market {

struct reading_options {
    bool interpreted = false;          // false: every word stands for itself only
    std::vector<std::string> as_typed; // names and words that stand for themselves only
    bool corrected = true;             // false: not even said what a word may have been meant as
};

enum class read_as : std::uint8_t { text, region, occupation, skill, prefix, correction };
std::string_view name_of(read_as kind);

/// One reading of one part of the text.
struct reading {
    std::string text; // the part, as it is compared
    read_as kind = read_as::text;
    vocabulary::entry const* entry = nullptr; // of a region, an occupation or a skill
    bool applied = false;                     // false: known, but the searcher did not want it
    bool as_typed = false;                    // the searcher wanted this part as it is
    std::string corrected;                    // of a correction: the word that was meant

    bool operator==(reading const&) const = default;
};

/// A part of the text that a document must have, in any of these ways.
struct wide_term {
    struct filter {
        search_field field;
        std::string code;
    };
    std::vector<query_terms> spellings; // the first as typed; all terms of one of them
    std::vector<filter> filters;        // or any of these
    std::string prefix;                 // or any word that begins so; empty: none
};

struct query_reading {
    query_terms terms; // parts that stand for themselves
    std::vector<wide_term> wide_terms;
    std::vector<reading> readings; // in the order of the text; each part once
};

/// invalid_query as terms_of_query() has it.
result<query_reading> read_query(vocabulary_names const& names, std::string_view typed,
                                 reading_options const& options);

} // namespace talent::market
