#include "tests/bench/engine_answers.hpp"

#include <algorithm>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <sstream>

#include "tests/bench/market_queries.hpp"

namespace talent::bench {
namespace {

constexpr std::size_t disagreements_shown = 8;

distribution times_of(std::vector<engine_answer> const& answers, std::size_t count) {
    std::vector<double> times;
    for (std::size_t i = 0; i < count; ++i)
        times.push_back(answers[i].wall_us);
    return distribution_of(std::move(times));
}

void print_engine(std::string const& name, distribution const& times) {
    std::cout << "  " << std::setw(14) << std::left << name << std::right << " p50 "
              << in_milliseconds(times.p50) << ", p99 " << in_milliseconds(times.p99)
              << ", longest " << in_milliseconds(times.longest) << "\n";
}

// The market's index lists no more than facet_values_max values, more than these fields have.
bool counts_agree(engine_answer const& theirs, engine_answer const& ours) {
    return std::ranges::all_of(theirs.counts, [&](auto const& each) {
        auto const found = ours.counts.find(each.first);
        return found != ours.counts.end() && found->second == each.second;
    });
}

} // namespace

bool is_comparable(market::search_field field) {
    return field == market::search_field::industry || field == market::search_field::employment;
}

void write_answers(std::string const& path, std::vector<engine_answer> const& answers) {
    std::ofstream to(path);
    for (auto const& one : answers) {
        to << one.total << ' ' << one.wall_us;
        for (auto const& [value, count] : one.counts)
            to << ' ' << value << ' ' << count;
        to << '\n';
    }
}

std::vector<engine_answer> read_answers(std::string const& path) {
    std::vector<engine_answer> answers;
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        std::istringstream from(line);
        auto& one = answers.emplace_back();
        from >> one.total >> one.wall_us;
        std::string value;
        for (std::uint64_t count = 0; from >> value >> count;)
            one.counts[value] = count;
    }
    return answers;
}

std::vector<engine_answer> ask_all(
    std::vector<market::search_query> const& queries,
    std::function<engine_answer(market::search_query const&)> const& ask) {
    std::vector<engine_answer> answers;
    for (auto const& query : queries) {
        (void)ask(query);
        engine_answer best;
        for (int round = 0; round < 2; ++round) {
            engine_answer one;
            auto const took = time_of([&] { one = ask(query); });
            if (one.wall_us == 0) one.wall_us = took.wall_us;
            if (round == 0 || one.wall_us < best.wall_us) best = std::move(one);
        }
        answers.push_back(std::move(best));
    }
    return answers;
}

void report(std::string const& engine, std::size_t listings,
            std::vector<market::search_query> const& queries,
            std::vector<engine_answer> const& theirs, std::vector<engine_answer> const& ours) {
    auto const count = std::min({queries.size(), theirs.size(), ours.size()});
    if (count == 0) {
        std::cout << engine << ": the index's own answers are missing, so nothing is compared\n";
        return;
    }
    std::size_t same_totals = 0;
    std::size_t same_counts = 0;
    std::vector<std::size_t> different;
    for (std::size_t i = 0; i < count; ++i) {
        same_totals += theirs[i].total == ours[i].total ? 1 : 0;
        same_counts += counts_agree(theirs[i], ours[i]) ? 1 : 0;
        if (theirs[i].total != ours[i].total) different.push_back(i);
    }
    std::cout << engine << ", " << listings << " demands, " << count << " searches: " << same_totals
              << " totals and the facets of " << same_counts << " are the same\n";
    for (std::size_t i = 0; i < std::min(disagreements_shown, different.size()); ++i) {
        auto const at = different[i];
        std::cout << "    " << theirs[at].total << ", talentd " << ours[at].total << ": "
                  << describe(queries[at]) << "\n";
    }
    auto const their_times = times_of(theirs, count);
    auto const our_times = times_of(ours, count);
    print_engine(engine, their_times);
    print_engine("talentd", our_times);
    std::ostringstream ratio;
    ratio << std::fixed << std::setprecision(1) << their_times.p99 / our_times.p99 << " x (p50 "
          << their_times.p50 / our_times.p50 << " x)";
    std::cout << "  p99 " << ratio.str() << " as long" << std::endl;
    add_row({"P2", "search p99 against " + engine + ", " + std::to_string(listings),
             in_milliseconds(our_times.p99), in_milliseconds(their_times.p99), ratio.str(),
             ">= 10 x"});
}

} // namespace talent::bench
