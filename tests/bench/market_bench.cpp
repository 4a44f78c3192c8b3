// The market index at a million listings: searches (P2), matches (P3), memory (P5), both while
// listings are written (P7), and all of it as the market grows (P8). Run by tests/bench/market:
// bench_market search|match LISTINGS FOLDER DATA; the folder is given the searches and what was
// answered, for the other engines.
#include "tests/bench/market_bench.hpp"

#include <atomic>
#include <cmath>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <sstream>
#include <thread>

#include "tests/bench/market_queries.hpp"
#include "tests/support/read_file.hpp"

namespace talent::bench {
namespace {

constexpr std::size_t smallest_market = 10'000;
constexpr std::size_t growth = 10;
constexpr std::size_t query_count = 2'000;
constexpr int writes_per_second = 500;
constexpr std::chrono::seconds turn{6};
constexpr int turns = 2;

std::vector<market::search_query> queries_written_to(std::string const& path,
                                                     market_documents const& from) {
    auto queries = draw_queries(from, query_count);
    std::ofstream to(path);
    write_queries(queries, to);
    return queries;
}

std::vector<call_time> call_for(std::chrono::seconds how_long, std::size_t calls,
                                std::function<void(std::size_t)> const& call) {
    std::vector<call_time> times;
    auto const end = std::chrono::steady_clock::now() + how_long;
    for (std::size_t i = 0; std::chrono::steady_clock::now() < end; ++i)
        times.push_back(time_of([&] { call(i % calls); }));
    return times;
}

void append(std::vector<call_time> from, std::vector<call_time>& to) {
    to.insert(to.end(), from.begin(), from.end());
}

std::string ratio_of(double one, double other) {
    std::ostringstream to;
    to << std::fixed << std::setprecision(2) << one / other;
    return to.str();
}

} // namespace

std::vector<std::size_t> market_sizes(std::size_t most) {
    std::vector<std::size_t> sizes;
    for (auto size = smallest_market; size < most; size *= growth)
        sizes.push_back(size);
    sizes.push_back(most);
    return sizes;
}

void print_times(std::string_view what, std::vector<call_time> const& times) {
    auto const wall = wall_of(times);
    auto const processor = processor_of(times);
    std::cout << "  " << what << ": p50 " << in_milliseconds(wall.p50) << ", p99 "
              << in_milliseconds(wall.p99) << ", longest " << in_milliseconds(wall.longest)
              << "; of the processor p50 " << in_milliseconds(processor.p50) << ", p99 "
              << in_milliseconds(processor.p99) << ", longest "
              << in_milliseconds(processor.longest) << " (" << times.size() << " calls)"
              << std::endl;
}

undisturbed_and_disturbed measure_under_writes(growing_market& market, std::size_t calls,
                                               std::function<void(std::size_t)> const& call) {
    undisturbed_and_disturbed made;
    std::size_t written = 0;
    for (int i = 0; i < turns; ++i) {
        append(call_for(turn, calls, call), made.alone);
        std::atomic<bool> over{false};
        std::thread writer([&] {
            // Every other write edits a listing, every other one publishes a new one. Never ahead
            // of the clock; where the writer falls behind, it catches up.
            auto due = std::chrono::steady_clock::now();
            auto const edited = [&] { return written * 7919 % market.size(); };
            while (!over) {
                market.write(written % 2 == 0 ? edited() : market.size() + written,
                             2 + static_cast<std::int64_t>(written));
                ++written;
                due += std::chrono::microseconds(1'000'000 / writes_per_second);
                std::this_thread::sleep_until(due);
            }
        });
        append(call_for(turn, calls, call), made.with_writes);
        over = true;
        writer.join();
    }
    made.writes_per_second =
        static_cast<double>(written) / static_cast<double>((turns * turn).count());
    return made;
}

void print_under_writes(std::string_view what, undisturbed_and_disturbed const& measured) {
    std::cout << what << " with and without writes:\n";
    print_times("alone", measured.alone);
    print_times("with writes", measured.with_writes);
    auto const alone = wall_of(measured.alone).p99;
    auto const disturbed = wall_of(measured.with_writes).p99;
    auto const ratio = ratio_of(disturbed, alone);
    std::cout << "  " << measured.writes_per_second << " writes a second; p99 " << ratio
              << " times as long (to reach: 1.5 at most)" << std::endl;
    auto const reached = std::to_string(std::lround(measured.writes_per_second));
    add_row({"P7", std::string(what) + " p99 with " + reached + " writes/s",
             in_milliseconds(disturbed), in_milliseconds(alone), ratio, "<= 1.5"});
}

} // namespace talent::bench

int main(int count, char** arguments) {
    using namespace talent;
    if (count != 5) {
        std::cerr << "bench_market search|match LISTINGS FOLDER DATA\n";
        return 2;
    }
    std::string const what = arguments[1];
    auto const listings = static_cast<std::size_t>(std::stoull(arguments[2]));
    std::string const folder = arguments[3];
    std::string const data = arguments[4];
    auto const codes = test::with_official_table(test::read_file(data + "/occupations.csv"));
    bench::market_documents const from(
        codes, test::read_labelled_titles(test::read_file(data + "/job-titles.csv")));
    std::cout << std::fixed << std::setprecision(2);
    if (what == "search")
        bench::measure_searches(from, listings,
                                bench::queries_written_to(folder + "/queries.tsv", from), folder);
    else
        bench::measure_matches(from, listings);
}
