// Search as its description in services/market/search/search.hpp reads, by looking at every
// document with plain string operations. Shares nothing with the index but the document and the
// query: what the index answers is compared with this. One thread.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "common/vocabulary/catalogue.hpp"
#include "services/market/index/document.hpp"
#include "services/market/search/search.hpp"
#include "tests/unit/market/naive_reading.hpp"

namespace talent::market::testing {

struct naive_answer {
    std::vector<uuid> ids; // all of them, in order
    std::vector<std::int64_t> scores;
    std::vector<std::vector<facet_value>> facets;
};

class naive_search {
  public:
    explicit naive_search(vocabulary::catalogue const& codes) : codes_(codes), reader_(codes) {}

    void put(document one);
    void remove(uuid const& id);
    std::map<uuid, document> const& documents() const { return documents_; }

    naive_answer answer(search_query const& query, instant now) const;

  private:
    using word_set = std::vector<std::string>;
    struct words_of_document {
        word_set title;
        word_set all;
    };

    using vocabulary_of_kind = std::map<std::string, std::vector<document const*>>;
    vocabulary_of_kind const& words_of(document_kind kind) const;
    std::set<naive_part> with_words(std::set<naive_part> const& wanted, search_query const& query,
                                    instant now) const;
    bool is_seen(std::vector<document const*> const& documents, search_query const& query,
                 instant now) const;
    bool is_unknown(std::string const& word, search_query const& query, instant now) const;
    std::string meant_by(std::string const& word, search_query const& query, instant now) const;

    bool has_text(document const& one, std::set<naive_part> const& wanted) const;
    bool has_way(document const& one, naive_part const& wanted, bool title_only) const;
    bool has_code(document const& one, naive_part const& wanted) const;
    bool passes_filters(document const& one, search_query const& query) const;
    bool passes_filter(document const& one, search_field field,
                       std::vector<std::string> const& values) const;
    bool passes_value(document const& one, search_field field, std::string const& value) const;
    bool passes_tree(document const& one, search_field field, std::string const& value) const;
    bool is_visible(document const& one, search_query const& query) const;
    bool has_term(document const& one, std::string const& term, bool title_only) const;
    std::int64_t frequency(document_kind kind, std::string const& term) const;
    std::int64_t weight(document_kind kind, naive_part const& part) const;
    std::int64_t sort_value(document const& one, search_query const& query,
                            std::vector<std::pair<naive_part, std::int64_t>> const& weights) const;
    std::vector<facet_value> count(search_query const& query, search_field field,
                                   std::vector<document const*> const& with_text) const;
    std::vector<std::string> values_of(document const& one, search_field field) const;

    vocabulary::catalogue const& codes_;
    naive_reader reader_;
    std::map<uuid, document> documents_;
    std::map<uuid, words_of_document> words_;
    // Of the present documents.
    mutable std::map<std::string, std::int64_t> frequencies_;
    mutable std::map<document_kind, vocabulary_of_kind> vocabularies_;
};

} // namespace talent::market::testing
