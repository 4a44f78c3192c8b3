// The frame of the programs that measure other engines: builds the engine's index of the
// benchmarks' demands where its folder does not hold it yet, asks all searches, compares. One
// thread.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "tests/bench/engine_answers.hpp"
#include "tests/bench/engine_documents.hpp"

namespace talent::bench {

using queries = std::vector<market::search_query>;

struct engine {
    std::string name;
    std::string file_name;
    /// Makes the index of the first `listings` demands at the path.
    std::function<void(market_documents const&, std::size_t listings, std::string const& path)>
        build;
    std::function<std::vector<engine_answer>(std::string const& path, queries const&)> answer;
};

/// The program's arguments: LISTINGS FOLDER DATA [SEARCHES, all]. The folder has what bench_market
/// search left there.
int run_engine(engine const& one, int count, char** arguments);

} // namespace talent::bench
