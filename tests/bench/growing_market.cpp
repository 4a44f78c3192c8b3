#include "tests/bench/growing_market.hpp"

#include <future>
#include <iostream>

#include "services/market/index/partition.hpp"
#include "tests/bench/measuring.hpp"

namespace talent::bench {
namespace {

constexpr std::size_t batch_size = 2'000;
constexpr double mebibyte = 1024.0 * 1024.0;

} // namespace

// The next batch is made by another thread while this one loads, so that what is measured is the
// index and at most two batches are in memory.
template <class Make>
void growing_market::fill(std::size_t listings, Make make) {
    auto const batch_from = [&](std::size_t first) {
        std::vector<std::invoke_result_t<Make, std::size_t>> batch;
        for (auto i = first; i < std::min(first + batch_size, listings); ++i)
            batch.push_back(make(i));
        return batch;
    };
    auto next = std::async(std::launch::async, batch_from, size_);
    while (size_ < listings) {
        auto const batch = next.get();
        size_ += batch.size();
        if (size_ < listings) next = std::async(std::launch::async, batch_from, size_);
        auto const begun = processor_us_of_thread();
        for (auto const& one : batch)
            index_.load(one);
        load_us_ += processor_us_of_thread() - begun;
    }
}

void growing_market::grow_to(std::size_t listings) {
    if (bytes_before_ < 0) bytes_before_ = resident_bytes();
    auto const begun = wall_us();
    if (kind_ == market::document_kind::demand)
        fill(listings, [&](std::size_t number) { return from_.demand(number); });
    else
        fill(listings, [&](std::size_t number) { return from_.supply(number); });
    index_.advance(market_now());
    std::cout << "\n"
              << size_ << " listings: filled in " << (wall_us() - begun) / 1e6
              << " s, making the listings included; the index alone took " << load_us_ / 1e6
              << " s of the processor since it was empty\n"
              << "memory: " << static_cast<double>(bytes()) / mebibyte << " MiB for the index, "
              << bytes() / static_cast<std::int64_t>(size_) << " bytes a listing; "
              << static_cast<double>(resident_bytes()) / mebibyte << " MiB for the process"
              << std::endl;
    std::cout << "  bytes a listing, by reckoning:";
    for (auto const& [what, bytes] : index_.part(kind_).memory())
        std::cout << " " << what << " " << bytes / size_ << ";";
    std::cout << std::endl;
}

void growing_market::write(std::size_t number, std::int64_t version) {
    if (kind_ == market::document_kind::demand)
        index_.load(from_.demand(number, version));
    else
        index_.load(from_.supply(number, version));
}

std::int64_t growing_market::bytes() const {
    return resident_bytes() - bytes_before_;
}

} // namespace talent::bench
