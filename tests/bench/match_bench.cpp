#include <iomanip>
#include <iostream>
#include <numeric>
#include <optional>
#include <sstream>
#include <stdexcept>

#include "services/market/matching/matching.hpp"
#include "tests/bench/market_bench.hpp"
#include "tests/bench/plain_scan.hpp"

namespace talent::bench {
namespace {

using market::side;

constexpr int rounds = 3;
constexpr int matches_shown = 20;
constexpr std::size_t demands_matched = 1'000;
constexpr std::size_t demands_scanned = 60; // a scan of a million takes a tenth of a second
constexpr std::size_t slowest_shown = 10;

struct measured_matches {
    std::vector<call_time> times; // by demand
    std::vector<std::uint64_t> totals;
};

std::optional<market::match_result> match_of(market::market_index const& index, uuid const& id) {
    return market::match(index, market::listing_market(), side::need, id, matches_shown,
                         market_now());
}

// Demands that have not ended, which are not matched.
std::vector<listings::demand> demands_to_match(market_documents const& from) {
    std::vector<listings::demand> chosen;
    for (std::size_t number = 0; chosen.size() < demands_matched; ++number) {
        auto one = from.demand(number);
        if (*one.expires_at > market_now()) chosen.push_back(std::move(one));
    }
    return chosen;
}

measured_matches run(market::market_index const& index,
                     std::vector<listings::demand> const& demands) {
    measured_matches made;
    std::vector<std::vector<call_time>> measured;
    for (int round = -1; round < rounds; ++round) { // the first one warms up
        std::vector<call_time> times;
        made.totals.clear();
        for (auto const& one : demands) {
            std::uint64_t total = 0;
            times.push_back(time_of([&] { total = match_of(index, one.id).value().total; }));
            made.totals.push_back(total);
        }
        if (round >= 0) measured.push_back(std::move(times));
    }
    made.times = medians_of(measured);
    return made;
}

void print_slowest(std::vector<listings::demand> const& demands, measured_matches const& measured) {
    std::vector<std::size_t> order(demands.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::ranges::sort(order, [&](std::size_t left, std::size_t right) {
        return measured.times[left].processor_us > measured.times[right].processor_us;
    });
    std::cout << "the slowest matches, by the processor:\n";
    for (std::size_t i = 0; i < std::min(slowest_shown, order.size()); ++i) {
        auto const& one = demands[order[i]];
        std::cout << "  " << in_milliseconds(measured.times[order[i]].processor_us) << "  "
                  << measured.totals[order[i]] << " pass  " << one.title << ", " << one.occupation
                  << ", " << one.region << ", " << json::name_of(one.education_min) << "\n";
    }
}

void check_same(plain_scan const& scan, plain_scan::answer const& expected,
                market::match_result const& found) {
    bool same = expected.total == found.total && expected.ranked.size() == found.ranked.size();
    for (std::size_t i = 0; same && i < expected.ranked.size(); ++i) {
        same = scan.id(expected.ranked[i].number) == found.ranked[i].one->id &&
               expected.ranked[i].score == found.ranked[i].why.score;
    }
    if (!same) throw std::runtime_error("the scan and the index disagree");
}

// P3: the first demands by the scan as well; the index's times of them are those of before.
void measure_against_scan(market_documents const& from, growing_market& market,
                          std::vector<listings::demand> const& demands,
                          measured_matches const& all) {
    plain_scan const scan(from, market.size());
    market::listing_converter const converter(from.codes());
    std::vector<call_time> scans;
    auto const count = std::min(demands_scanned, demands.size());
    std::vector<call_time> const matches(all.times.begin(),
                                         all.times.begin() + static_cast<std::ptrdiff_t>(count));
    for (std::size_t i = 0; i < count; ++i) {
        market::owned_profile const owned(converter.convert(demands[i]).value(), scan.codes());
        auto const known = owned.view();
        plain_scan::answer expected;
        scans.push_back(time_of([&] { expected = scan.best(known, matches_shown); }));
        check_same(scan, expected, match_of(market.index(), demands[i].id).value());
    }
    std::cout << "against a plain scan, which gives the same answers:\n";
    print_times("scan", scans);
    print_times("match", matches);
    std::ostringstream ratio;
    ratio << std::fixed << std::setprecision(1)
          << processor_of(scans).p50 / processor_of(matches).p50 << " x at p50, "
          << processor_of(scans).p99 / processor_of(matches).p99 << " x at p99";
    std::cout << "  the scan takes " << ratio.str() << " as long (to reach: 20)" << std::endl;
    add_row({"P3", "match p99, " + std::to_string(market.size()) + " supplies",
             in_milliseconds(wall_of(all.times).p99), "", "", "<= 3 ms"});
    add_row({"P3", "match against a plain scan, p50", in_milliseconds(wall_of(matches).p50),
             in_milliseconds(wall_of(scans).p50), ratio.str(), ">= 20 x"});
}

} // namespace

void measure_matches(market_documents const& from, std::size_t listings) {
    growing_market market(from, market::document_kind::supply);
    auto const demands = demands_to_match(from);
    for (auto const& one : demands)
        market.index().load(one);
    std::vector<measured_matches> by_size;
    auto const sizes = market_sizes(listings);
    for (auto const size : sizes) {
        market.grow_to(size);
        by_size.push_back(run(market.index(), demands));
        print_times("match", by_size.back().times);
    }
    auto const& last = by_size.back();
    print_slowest(demands, last);
    for (std::size_t i = 1; i < sizes.size(); ++i) {
        auto const grown = wall_of(by_size[i].times).p50 / wall_of(by_size[i - 1].times).p50;
        add_row(
            {"P8", "match p50, " + std::to_string(sizes[i - 1]) + " to " + std::to_string(sizes[i]),
             in_milliseconds(wall_of(by_size[i].times).p50),
             in_milliseconds(wall_of(by_size[i - 1].times).p50), std::to_string(grown).substr(0, 5),
             "< " + std::to_string(sizes[i] / sizes[i - 1])});
    }
    measure_against_scan(from, market, demands, last);
    print_under_writes("match", measure_under_writes(market, demands.size(), [&](std::size_t i) {
                           (void)match_of(market.index(), demands[i].id);
                       }));
}

} // namespace talent::bench
