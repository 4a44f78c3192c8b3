// What an engine answered to the searches, kept in a file, so that engines that run in programs of
// their own are compared. Values; one thread.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "services/market/search/search.hpp"
#include "tests/bench/measuring.hpp"

namespace talent::bench {

struct engine_answer {
    std::uint64_t total = 0;
    double wall_us = 0;
    /// "industry=64" → count. Engines count the documents' own codes, the market's index those
    /// above them as well, so the comparison asks for what both have.
    std::map<std::string, std::uint64_t> counts;
};

/// Values as `counts` has them; only of fields whose values have nothing below them.
bool is_comparable(market::search_field field);

void write_answers(std::string const& path, std::vector<engine_answer> const& answers);
/// Nothing where there is no file.
std::vector<engine_answer> read_answers(std::string const& path);

/// Each search once to warm up and then, timed, twice; the lesser time is kept. Engines that
/// measure themselves set wall_us.
std::vector<engine_answer> ask_all(
    std::vector<market::search_query> const& queries,
    std::function<engine_answer(market::search_query const&)> const& ask);

/// Prints how far totals and counts agree with those of the market's index, both engines' times and
/// their ratio, and the first few disagreements; adds a row P2 to the table.
void report(std::string const& engine, std::size_t listings,
            std::vector<market::search_query> const& queries,
            std::vector<engine_answer> const& theirs, std::vector<engine_answer> const& ours);

} // namespace talent::bench
