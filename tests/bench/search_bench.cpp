#include <algorithm>
#include <iostream>
#include <numeric>
#include <stdexcept>

#include "tests/bench/engine_answers.hpp"
#include "tests/bench/market_bench.hpp"
#include "tests/bench/market_queries.hpp"

namespace talent::bench {
namespace {

constexpr int rounds = 3;
constexpr std::size_t slowest_shown = 10;
constexpr std::size_t ids_read = 10'000;
constexpr double gibibyte = 1024.0 * 1024.0 * 1024.0;

struct measured_searches {
    std::vector<call_time> times; // by query
    std::vector<std::uint64_t> totals;
};

measured_searches run(market::market_index const& index,
                      std::vector<market::search_query> const& queries) {
    measured_searches made;
    std::vector<std::vector<call_time>> measured;
    for (int round = -1; round < rounds; ++round) { // the first one warms up
        std::vector<call_time> times;
        made.totals.clear();
        for (auto const& query : queries) {
            std::uint64_t total = 0;
            times.push_back(time_of([&] {
                auto const found = market::search(index, query, market_now());
                if (!found.has_value()) throw std::runtime_error("refused: " + describe(query));
                total = found.value().total;
            }));
            made.totals.push_back(total);
        }
        if (round >= 0) measured.push_back(std::move(times));
    }
    made.times = medians_of(measured);
    return made;
}

void print_slowest(std::vector<market::search_query> const& queries,
                   measured_searches const& measured) {
    std::vector<std::size_t> order(queries.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, [&](std::size_t left, std::size_t right) {
        return measured.times[left].processor_us > measured.times[right].processor_us;
    });
    std::cout << "the slowest searches, by the processor:\n";
    for (std::size_t i = 0; i < std::min(slowest_shown, order.size()); ++i) {
        std::cout << "  " << in_milliseconds(measured.times[order[i]].processor_us) << "  "
                  << measured.totals[order[i]] << " found  " << describe(queries[order[i]]) << "\n";
    }
}

void print_by_filters(std::vector<market::search_query> const& queries,
                      measured_searches const& measured) {
    for (std::size_t filters = 0; filters <= 5; ++filters) {
        std::vector<call_time> times;
        for (std::size_t i = 0; i < queries.size(); ++i) {
            if (filter_count(queries[i]) == filters) times.push_back(measured.times[i]);
        }
        if (!times.empty()) print_times(std::to_string(filters) + " filters", times);
    }
}

void print_found(std::vector<std::uint64_t> const& totals) {
    std::vector<double> counts(totals.begin(), totals.end());
    auto const found = distribution_of(counts);
    std::cout << "  found: median " << found.p50 << ", p99 " << found.p99 << ", most "
              << found.longest << "; nothing: " << std::ranges::count(totals, 0U) << " of "
              << totals.size() << std::endl;
}

// For the comparison with other engines.
void keep_answers(market::market_index const& index,
                  std::vector<market::search_query> const& queries,
                  measured_searches const& measured, std::string const& path) {
    std::vector<engine_answer> answers;
    for (std::size_t i = 0; i < queries.size(); ++i) {
        auto& one = answers.emplace_back();
        one.total = measured.totals[i];
        one.wall_us = measured.times[i].wall_us;
        auto const found = market::search(index, queries[i], market_now());
        for (auto const& counted : found.value().facets) {
            if (!is_comparable(counted.field)) continue;
            std::string const name(market::definition_of(counted.field).name);
            for (auto const& each : counted.values)
                one.counts[name + "=" + each.value] = each.count;
        }
    }
    write_answers(path, answers);
}

// P8's third: reads by id.
void measure_reads(market_documents const& from, growing_market& market) {
    std::vector<uuid> ids;
    for (std::size_t i = 0; i < ids_read; ++i)
        ids.push_back(from.demand(i * 7919 % market.size()).id);
    std::vector<call_time> times;
    std::size_t found = 0;
    for (auto const& id : ids) {
        times.push_back(time_of([&] {
            found += market.index().find(market::document_kind::demand, id) != nullptr ? 1 : 0;
        }));
    }
    if (found != ids.size()) throw std::runtime_error("a listing is not in the index");
    print_times("read by id", times);
}

} // namespace

void measure_searches(market_documents const& from, std::size_t listings,
                      std::vector<market::search_query> const& queries,
                      std::string const& answers) {
    growing_market market(from, market::document_kind::demand);
    std::vector<measured_searches> by_size;
    auto const sizes = market_sizes(listings);
    for (auto const size : sizes) {
        market.grow_to(size);
        by_size.push_back(run(market.index(), queries));
        print_times("search, the whole mix", by_size.back().times);
        print_found(by_size.back().totals);
        measure_reads(from, market);
        keep_answers(market.index(), queries, by_size.back(),
                     answers + "/talentd-" + std::to_string(size));
    }
    auto const& last = by_size.back();
    print_by_filters(queries, last);
    print_slowest(queries, last);
    add_row({"P2", "search p99, " + std::to_string(listings) + " demands",
             in_milliseconds(wall_of(last.times).p99), "", "", "<= 2 ms"});
    add_row({"P5", "index of " + std::to_string(listings) + " demands",
             std::to_string(static_cast<double>(market.bytes()) / gibibyte).substr(0, 5) + " GiB",
             "", "", "<= 1.5 GiB"});
    for (std::size_t i = 1; i < sizes.size(); ++i) {
        auto const grown = wall_of(by_size[i].times).p50 / wall_of(by_size[i - 1].times).p50;
        add_row({"P8",
                 "search p50, " + std::to_string(sizes[i - 1]) + " to " + std::to_string(sizes[i]),
                 in_milliseconds(wall_of(by_size[i].times).p50),
                 in_milliseconds(wall_of(by_size[i - 1].times).p50),
                 std::to_string(grown).substr(0, 5),
                 "< " + std::to_string(sizes[i] / sizes[i - 1])});
    }
    print_under_writes("search", measure_under_writes(market, queries.size(), [&](std::size_t i) {
                           (void)market::search(market.index(), queries[i], market_now());
                       }));
}

} // namespace talent::bench
