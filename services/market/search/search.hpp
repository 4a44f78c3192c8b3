// Search over one kind of document: text, filters, order, page, exact total, exact facet counts.
//
// A document is a result when it is visible at `now` (see document::expires_at), has every word and
// run of the text (text_terms.hpp), and passes every field that has filter values, by any one of
// them; and the pay and publication conditions. A document without stated pay passes no pay filter;
// where it states one end only, the other is open.
//
// The text may be interpreted (query_reading.hpp): then it is parted first, and each part that is a
// name of the vocabularies (vocabulary_names.hpp) is a term that more documents have. From the
// first word or run on, the longest series of them that is a name is one part, and any other is a
// part alone; a run that as a whole is no name, but the name of a region (the longest of at least
// two characters that leaves two) followed by one of an occupation or a skill, is these two parts.
// Each part is a term by itself, once where it is there several times:
//   - a region or an occupation where it is called so: of documents that a filter by one of those
//     codes finds, and of those that have its words and runs as typed;
//   - a skill: of documents that have every word and run of one of the skill's names, or those as
//     typed. A listing has the names of its skills in its body (convert_listing.cpp);
//   - text where it is no name, and where the searcher lists it as typed.
// A word that no document has which the searcher may see, and that is text and four to forty Latin
// letters, may be mistyped (mistyped_word.hpp): by one mistake, from eight letters on by two. Then
// it also stands for the nearest word that such a document has: of those with the fewest mistakes
// the one that most documents have, then the first by its letters.
// So interpretation adds documents and takes none away, and leaving it out gives them up again.
//
// A word with an asterisk right behind it is a prefix, interpreted or not: of documents that have a
// word which begins so; of very many, of those that most documents have (word_reading.hpp).
// The reading says what each part can be read as, and whether it was.
//
// A scoped document is a result only for a searcher within one of its regions: one of the region
// filter's values, or the searcher's home region, lies within it. Who is anonymous and filters by
// no region sees none of them; a region that the text is read as is no filter.
//
// Relevance is the sum over the query's terms of
//   weight(term) × (title_factor where the title has the term, or the term's region or occupation
//                   is the document's, else 1)
//   weight(term) = round(1000 × log2(1 + documents / frequency))
// where `documents` are all held of the kind, and `frequency` those that have the term (for a run
// of four or more, its rarest three neighbours), expired ones included. Of a part that can be had
// in several ways it is the highest of theirs; of a way with several words and runs the lowest.
// Every result has every term, so terms differ by where they stand. Without text, relevance is the
// order of newest.
//
// Order: the sort value, then the newer publication, then the smaller id; so it is total. A page's
// `next` holds the last item's key, and for relevance the weights it was made with, so that a
// document that neither comes nor goes is neither repeated nor skipped while others are written. It
// also holds which corrections were applied: where a word is taken for another by then, the page is
// refused.
//
// A facet counts, for each value, the total of the same query with that field's filter set to this
// value alone. It lists the values that some document has among those the rest of the query finds,
// and that count at least one: the highest count first, then by value; facet_values_max at most.
//
// Pure functions of the index and the query; any thread; the same state gives the same answer.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "services/market/index/index.hpp"
#include "services/market/index/search_field.hpp"
#include "services/market/search/highlight.hpp"
#include "services/market/search/query_reading.hpp"

namespace talent::market {

inline constexpr int search_items_max = 200;
inline constexpr std::size_t facet_values_max = 200;
inline constexpr std::size_t filter_values_max = 50; // of one field
inline constexpr std::int64_t relevance_unit = 1000;
inline constexpr std::int64_t title_factor = 3;

enum class sort_order : std::uint8_t { relevance, newest, pay_high, pay_low };
std::optional<sort_order> sort_order_named(std::string_view name);

struct search_query {
    document_kind kind = document_kind::demand;
    std::string text;
    reading_options reading;
    std::array<std::vector<std::string>, search_field_count> filters; // by search_field
    std::optional<money> pay_min; // monthly pay, price or budget that overlaps [pay_min, pay_max]
    std::optional<money> pay_max;
    std::optional<instant> published_since; // this instant included
    std::string home_region;                // the searcher's; empty: none
    sort_order sort = sort_order::relevance;
    int limit = 50;    // 0: only total and facets
    std::string after; // search_result::next of the page before
    std::vector<search_field> facets;
    bool highlighted = false; // items say where the text's words stand, see highlight.hpp

    std::vector<std::string>& filter(search_field field) {
        return filters[static_cast<std::size_t>(field)];
    }
    std::vector<std::string> const& filter(search_field field) const {
        return filters[static_cast<std::size_t>(field)];
    }
};

struct search_item {
    std::shared_ptr<document const> one;
    std::int64_t score = 0; // relevance; 0 without text or in another order
    std::vector<highlight> highlights;
};

struct facet_value {
    std::string value;
    std::uint64_t count = 0;

    bool operator==(facet_value const&) const = default;
};
struct facet {
    search_field field = search_field::region;
    std::vector<facet_value> values;
};

struct search_result {
    std::uint64_t total = 0;
    std::vector<search_item> items;
    std::vector<facet> facets; // in the order asked
    query_reading read;        // what the text was read as
    std::string next;          // empty: the last page
};

/// invalid_query for a text that is too long, for an `after` that was never a `next` of this sort
/// (malformed), and for one of a search that was read otherwise (outdated).
result<search_result> search(market_index const& index, search_query const& query, instant now);

} // namespace talent::market
