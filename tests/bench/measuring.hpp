// What benchmarks share: times of one thread, percentiles, resident memory, and rows of the table
// that tests/bench/run prints. Pure but for the clocks and /proc; any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace talent::bench {

/// Of one call: by the wall, and of the processor by this thread alone, which others on the
/// machine do not lengthen.
struct call_time {
    double wall_us = 0;
    double processor_us = 0;
};

double processor_us_of_thread();
double wall_us();

template <class Call>
call_time time_of(Call&& call) {
    auto const processor = processor_us_of_thread();
    auto const wall = wall_us();
    call();
    return {wall_us() - wall, processor_us_of_thread() - processor};
}

struct distribution {
    double p50 = 0;
    double p99 = 0;
    double longest = 0;
};
distribution distribution_of(std::vector<double> values);

/// Of several rounds over the same calls: the median of each call's times.
std::vector<call_time> medians_of(std::vector<std::vector<call_time>> const& rounds);
distribution wall_of(std::vector<call_time> const& times);
distribution processor_of(std::vector<call_time> const& times);

/// Of this process, in bytes.
std::int64_t resident_bytes();

/// "1.23 ms" for 1230.
std::string in_milliseconds(double microseconds);

/// Appends a row to the file that TALENT_BENCH_TABLE names; nothing where it is not set.
struct bar_row {
    std::string bar;
    std::string what;
    std::string ours;
    std::string theirs;
    std::string ratio;
    std::string to_reach;
};
void add_row(bar_row const& row);

} // namespace talent::bench
