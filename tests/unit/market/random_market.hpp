// Random listings and documents with realistic Chinese and English texts, from a seed that is
// printed when a test fails. Used by the tests of this folder; one thread.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include "common/vocabulary/catalogue.hpp"
#include "services/listings/model.hpp"
#include "services/market/index/document.hpp"
#include "services/market/index/search_field.hpp"
#include "services/offerings/model.hpp"
#include "services/procurement/tender.hpp"

namespace talent::market::testing {

/// One catalogue for the whole program: it takes some milliseconds to make.
vocabulary::catalogue const& catalogue();

/// TALENT_SEED of the environment, else a fresh one.
std::uint64_t random_seed();

/// Midnight in Shanghai of 2026-06-01: the "now" around which documents are made.
instant market_day();

class random_market {
  public:
    explicit random_market(std::uint64_t seed) : engine_(seed) {}

    std::int64_t number(std::int64_t from, std::int64_t to);
    bool chance(int percent);
    template <class Value>
    Value const& one_of(std::vector<Value> const& values) {
        return values[static_cast<std::size_t>(
            number(0, static_cast<std::int64_t>(values.size()) - 1))];
    }

    uuid id();
    /// Published, most of them live at market_day().
    listings::demand demand();
    listings::supply supply();
    /// Published; tenders in any of the states that follow.
    offerings::offering offering();
    procurement::tender tender();
    /// Of any kind. Offerings and tenders are given ends and scopes too, which theirs have not,
    /// since the index knows them for every kind.
    document any(document_kind kind, listing_converter const& converter);

    std::string region();
    std::string occupation();
    std::string industry();
    std::string skill();
    uuid organisation();
    std::string title();
    std::string sentence();

    /// One to seven neighbouring characters of it; nothing of an empty text.
    std::string piece_of(std::string const& text);
    /// A value that a filter by the field may have.
    std::string value_of(search_field field);

  private:
    template <class E>
    std::string name();
    std::vector<std::string> skills(std::int64_t at_most);
    std::optional<money> pay();
    std::optional<instant> end();
    instant published();
    std::mt19937_64 engine_;
};

} // namespace talent::market::testing
