// The two halves of bench_market; each fills an index of its own, prints its figures and adds rows
// to the table. Main thread.
#pragma once

#include <functional>

#include "services/market/search/search.hpp"
#include "tests/bench/growing_market.hpp"
#include "tests/bench/measuring.hpp"

namespace talent::bench {

/// 10,000, 100,000, … up to `most`, which comes last in any case.
std::vector<std::size_t> market_sizes(std::size_t most);

/// P2, P5, P7 and P8 by searches among demands. What was answered is written to the folder
/// `answers`, one file a size (engine_answers.hpp).
void measure_searches(market_documents const& from, std::size_t listings,
                      std::vector<market::search_query> const& queries, std::string const& answers);
/// P3, P7 and P8 by matches of one demand against supplies.
void measure_matches(market_documents const& from, std::size_t listings);

void print_times(std::string_view what, std::vector<call_time> const& times);

/// P7: the calls, over and over, alone and while listings are written, in turns.
struct undisturbed_and_disturbed {
    std::vector<call_time> alone;
    std::vector<call_time> with_writes;
    double writes_per_second = 0;
};
undisturbed_and_disturbed measure_under_writes(growing_market& market, std::size_t calls,
                                               std::function<void(std::size_t)> const& call);
void print_under_writes(std::string_view what, undisturbed_and_disturbed const& measured);

} // namespace talent::bench
