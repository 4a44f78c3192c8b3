#include "tests/bench/measuring.hpp"

#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iomanip>
#include <sstream>

namespace talent::bench {
namespace {

double microseconds_by(clockid_t which) {
    timespec now{};
    clock_gettime(which, &now);
    return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

double median(std::vector<double> values) {
    auto const middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::ranges::nth_element(values, middle);
    return *middle;
}

template <class Member>
distribution distribution_by(std::vector<call_time> const& times, Member member) {
    std::vector<double> values;
    for (auto const& one : times)
        values.push_back(one.*member);
    return distribution_of(std::move(values));
}

} // namespace

double processor_us_of_thread() {
    return microseconds_by(CLOCK_THREAD_CPUTIME_ID);
}

double wall_us() {
    return microseconds_by(CLOCK_MONOTONIC);
}

distribution distribution_of(std::vector<double> values) {
    if (values.empty()) return {};
    std::ranges::sort(values);
    auto const at = [&](double share) {
        return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1))];
    };
    return {at(0.5), at(0.99), values.back()};
}

std::vector<call_time> medians_of(std::vector<std::vector<call_time>> const& rounds) {
    std::vector<call_time> made;
    for (std::size_t i = 0; i < rounds.front().size(); ++i) {
        std::vector<double> wall;
        std::vector<double> processor;
        for (auto const& round : rounds) {
            wall.push_back(round[i].wall_us);
            processor.push_back(round[i].processor_us);
        }
        made.push_back({median(std::move(wall)), median(std::move(processor))});
    }
    return made;
}

distribution wall_of(std::vector<call_time> const& times) {
    return distribution_by(times, &call_time::wall_us);
}

distribution processor_of(std::vector<call_time> const& times) {
    return distribution_by(times, &call_time::processor_us);
}

std::int64_t resident_bytes() {
    std::ifstream from("/proc/self/statm");
    std::int64_t whole = 0;
    std::int64_t resident = 0;
    from >> whole >> resident;
    return resident * ::sysconf(_SC_PAGESIZE);
}

std::string in_milliseconds(double microseconds) {
    std::ostringstream to;
    to << std::fixed << std::setprecision(microseconds < 10'000 ? 3 : 1) << microseconds / 1e3
       << " ms";
    return to.str();
}

void add_row(bar_row const& row) {
    auto const* const path = std::getenv("TALENT_BENCH_TABLE");
    if (path == nullptr) return;
    std::ofstream(path, std::ios::app)
        << row.bar << '\t' << row.what << '\t' << row.ours << '\t' << row.theirs << '\t'
        << row.ratio << '\t' << row.to_reach << '\n';
}

} // namespace talent::bench
