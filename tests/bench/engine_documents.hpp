// The benchmarks' demands as other engines are given them: the texts as the market's index has them
// and every closed value, with all codes above it, so that a filter by a subtree is a filter by one
// value. Listings that have ended are left out: an engine's application would have deleted them,
// while the market's own index leaves them out anew in each search.
//
// The streams of tokens give engines that know nothing of Chinese the market's own notion of words
// (text_terms.hpp), so that they must find the same. Pure; the reader of documents uses one thread
// besides its caller's.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "services/market/index/text_terms.hpp"
#include "services/market/search/search.hpp"
#include "tests/bench/market_documents.hpp"

namespace talent::bench {

struct engine_document {
    std::size_t number = 0;
    std::string title; // normalised
    std::string body;  // normalised pieces, parted by line feeds
    // The code itself first, then those above it.
    std::vector<std::string> regions;
    std::vector<std::string> occupations;
    std::vector<std::string> industries;
    std::vector<std::string> skills;
    std::string employment;
    int education = 0; // rank
    std::int64_t experience_years = 0;
    std::int64_t pay_max_fen = 0; // every demand of the demonstration states it
    /// "everywhere", or the region in which alone it is shown.
    std::string visible;
};

/// Calls `take` with the first `listings` demands, in order, without those that have ended.
void for_each_engine_document(market_documents const& from, std::size_t listings,
                              std::function<void(engine_document const&)> const& take);

/// What `visible` may be for a search: "everywhere" and the region it filters by.
std::vector<std::string> visible_to(market::search_query const& query);

/// Tokens of a text in order: of each run of Han characters its pairs, then its last character
/// alone, then a gap (an empty token), so that no phrase reaches into the next run; then all words.
std::vector<std::string> pair_tokens(std::string_view normalised);
/// The pairs of a run of two or more characters, to be found one after the other.
std::vector<std::string> pairs_of(std::u32string const& run);

/// Bytes as a token of letters, digits and underscores (and of all that is not ASCII).
std::string plain_token(std::string_view token);

} // namespace talent::bench
