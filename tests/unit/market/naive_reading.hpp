// What a query's text is read as, as services/market/search/search.hpp and vocabulary_names.hpp
// describe it, by plain lists of strings. Shares nothing with the index's reading but the catalogue
// and the cutting of Latin words. One thread.
#pragma once

#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include "common/vocabulary/catalogue.hpp"
#include "services/market/search/search.hpp"

namespace talent::market::testing {

using strings = std::vector<std::string>;

/// The text as it is compared: traditional characters one by one.
std::string naive_searchable(std::string const& text);
/// The words and runs of a text as it is compared, in order.
strings naive_terms(std::string const& text);
/// Of a query: a prefix with its asterisk.
strings naive_query_terms(std::string const& text);
bool is_run(std::string const& term);

/// What a document must have: all terms of one of the ways, or one of the codes.
struct naive_part {
    strings typed;
    std::set<strings> ways;
    std::set<std::pair<search_field, std::string>> codes;
    std::string prefix;       // or a word that begins so: its ways are for naive_search to add
    bool correctable = false; // or another word, where nobody has this one
    bool plain = false;       // one word or run that stands for itself

    bool operator<(naive_part const& other) const {
        return std::tie(typed, ways, codes) < std::tie(other.typed, other.ways, other.codes);
    }
};

class naive_reader {
  public:
    explicit naive_reader(vocabulary::catalogue const& codes);

    std::set<naive_part> read(std::string const& text, reading_options const& options) const;

  private:
    struct meaning {
        std::set<std::string> regions;
        std::set<std::string> occupations;
        std::set<std::string> skills;
    };
    void add_list(json::code_list list, std::set<std::string> meaning::*to);
    void add_short_names();
    void leave_outermost(json::code_list list, std::set<std::string>& of) const;
    bool is_name(strings const& terms) const;
    strings split(std::string const& run, std::set<strings> const& as_typed) const;

    vocabulary::catalogue const& codes_;
    std::map<strings, meaning> names_;
};

} // namespace talent::market::testing
