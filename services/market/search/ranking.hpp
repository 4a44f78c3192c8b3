// The order of results and the key of a page's last one. Used by search only; pure functions.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "common/base/uuid.hpp"
#include "services/market/index/text_postings.hpp"
#include "services/market/search/search.hpp"

namespace talent::market {

/// Smaller comes first.
struct rank_key {
    std::int64_t value = 0; // by the sort order, the greater the earlier
    std::int64_t published_ms = 0;
    uuid id;

    bool comes_before(rank_key const& other) const {
        if (value != other.value) return value > other.value;
        if (published_ms != other.published_ms) return published_ms > other.published_ms;
        return id < other.id;
    }
};

struct page_key {
    sort_order sort = sort_order::relevance;
    std::vector<std::int64_t> weights; // relevance only: of the words, then of the runs
    rank_key last;
    std::uint32_t corrections = 0; // digest_of_corrections() of what the page was found by
};

std::string write_page_key(page_key const& key);
std::optional<page_key> read_page_key(std::string_view text);

/// weight(term) of search.hpp.
std::int64_t term_weight(std::uint64_t documents, std::uint64_t frequency);

/// The score of the documents whose titles have just these terms.
struct score_tier {
    std::uint64_t titled = 0; // a bit for each term
    std::int64_t score = 0;

    bool has_in_title(std::size_t term) const { return (titled >> term & 1U) != 0; }
};
/// Every set of terms, the highest score first. For few terms.
std::vector<score_tier> score_tiers(std::span<std::int64_t const> weights);

/// The sort value of pay: what is stated of the end that matters, else of the other end; documents
/// that state neither come last.
std::int64_t pay_value(sort_order sort, std::int64_t pay_min_fen, std::int64_t pay_max_fen);

} // namespace talent::market
