// What a fault program sees and sets of processes on this machine: processors, memory, descriptors.
// One thread.
#pragma once

#include <sched.h>
#include <unistd.h>

#include <cstddef>
#include <filesystem>
#include <fstream>
#include <string>

namespace talent::test {

/// The calling thread, and what it starts from now on, runs on these processors only: the load must
/// not take the time of the server that it measures. Does nothing on a machine that has fewer.
inline void run_on_processors(int first, int last) {
    if (::sysconf(_SC_NPROCESSORS_ONLN) <= last) return;
    cpu_set_t wanted;
    CPU_ZERO(&wanted);
    for (int i = first; i <= last; ++i)
        CPU_SET(static_cast<std::size_t>(i), &wanted);
    ::sched_setaffinity(0, sizeof wanted, &wanted);
}

/// Of a process, in KiB.
inline long resident_kibibytes(int process) {
    std::ifstream status("/proc/" + std::to_string(process) + "/status");
    std::string word;
    long amount = 0;
    while (status >> word) {
        if (word == "VmRSS:" && status >> amount) return amount;
    }
    return 0;
}

inline std::size_t open_descriptors(int process) {
    std::filesystem::directory_iterator const all("/proc/" + std::to_string(process) + "/fd");
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

} // namespace talent::test
