// How long the start of a server takes that is the market's (P5): the rows of published listings
// read and nothing done with them, and the index filled with them, in turns. Run by
// tests/bench/restart: bench_start FOLDER, a data directory that no server uses.
#include <ctime>
#include <iomanip>
#include <iostream>
#include <sstream>
#include <thread>

#include "common/db/record.hpp"
#include "services/listings/store.hpp"
#include "services/market/index/bulk_load.hpp"
#include "services/reference/vocabulary_store.hpp"
#include "tests/bench/measuring.hpp"

namespace talent::bench {
namespace {

constexpr int rounds = 3;
constexpr std::string_view only_published = "WHERE state = 'published'";

struct passed_time {
    double wall_s = 0;
    double processor_s = 0; // of all threads
};

double processor_s_of_process() {
    timespec now{};
    ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

template <class Call>
passed_time passed(Call&& call) {
    auto const wall = wall_us();
    auto const processor = processor_s_of_process();
    call();
    return {(wall_us() - wall) / 1e6, processor_s_of_process() - processor};
}

template <class Take>
void read_rows(db::database& from, Take take) {
    db::stream<listings::demand>(from, listings::store::demands_table, only_published, take);
    db::stream<listings::supply>(from, listings::store::supplies_table, only_published, take);
}

std::size_t fill(market::market_index& index, db::database& from) {
    market::bulk_load loading(index, market::bulk_load_threads());
    std::thread demands([&] {
        db::stream<listings::demand>(from, listings::store::demands_table, only_published,
                                     [&](listings::demand one) { loading.add(std::move(one)); });
    });
    db::stream<listings::supply>(from, listings::store::supplies_table, only_published,
                                 [&](listings::supply one) { loading.add(std::move(one)); });
    demands.join();
    loading.finish();
    return index.size(market::document_kind::demand) + index.size(market::document_kind::supply);
}

void print(std::string_view what, std::size_t rows, passed_time const& time) {
    std::cout << "  " << what << ": " << time.wall_s << " s, of the processor " << time.processor_s
              << " s, " << time.processor_s * 1e6 / static_cast<double>(rows) << " us each\n";
}

int measure(std::string const& folder) {
    auto opened = db::open("sqlite://" + folder + "/talent.db", {}, db::migration::leave);
    if (!opened.has_value()) {
        std::cerr << "no database in " << folder << "\n";
        return 1;
    }
    auto& database = *opened.value();
    auto const codes = reference::load_catalogue(database);
    std::cout << std::fixed << std::setprecision(2);
    for (int round = 0; round < rounds; ++round) {
        std::size_t rows = 0;
        auto const reading = passed([&] { read_rows(database, [&](auto const&) { ++rows; }); });
        market::market_index index(codes.value());
        auto const filling = passed([&] { rows = fill(index, database); });
        std::cout << "round " << round + 1 << ", " << rows << " listings\n";
        print("rows alone, one after the other", rows, reading);
        print("rows into the index", rows, filling);
        std::ostringstream ratio;
        ratio << std::fixed << std::setprecision(1) << filling.wall_s / reading.wall_s;
        std::cout << "  " << ratio.str() << " times as long (to reach: 3 at most)" << std::endl;
        if (round + 1 < rounds) continue;
        std::ostringstream ours;
        std::ostringstream theirs;
        ours << std::fixed << std::setprecision(1) << filling.wall_s << " s";
        theirs << std::fixed << std::setprecision(1) << reading.wall_s << " s";
        add_row({"P5", "filling the index, " + std::to_string(rows) + " listings", ours.str(),
                 "rows alone " + theirs.str(), ratio.str(), "<= 3 x"});
    }
    return 0;
}

} // namespace
} // namespace talent::bench

int main(int count, char** arguments) {
    if (count != 2) {
        std::cerr << "bench_start FOLDER\n";
        return 2;
    }
    return talent::bench::measure(arguments[1]);
}
