// The market's statistics at a million demands and as many supplies: how long each kind of question
// takes. Run by tests/bench/statistics: bench_statistics LISTINGS DATA. The listings are those of
// the market's benchmark without their texts, which no statistic reads.
#include <functional>
#include <iomanip>
#include <iostream>

#include "services/market/statistics/gap_statistics.hpp"
#include "services/market/statistics/pay_statistics.hpp"
#include "tests/bench/market_documents.hpp"
#include "tests/bench/measuring.hpp"
#include "tests/support/read_file.hpp"

namespace talent::bench {
namespace {

using market::statistics_grouping;

constexpr int calls_each = 60;
constexpr std::string_view to_reach = "<= 5 ms";

struct question {
    std::string what;
    std::function<void()> ask;
};

void fill(market::market_index& index, market_documents const& from, std::size_t listings) {
    for (std::size_t number = 0; number < listings; ++number) {
        auto demand = from.demand(number);
        demand.title.clear();
        demand.work_content.clear();
        demand.conditions.clear();
        demand.place.clear();
        demand.employer_name.clear();
        demand.skills_required.clear();
        demand.skills_preferred.clear();
        index.load(demand);
        auto supply = from.supply(number);
        supply.title.clear();
        supply.summary.clear();
        supply.skills.clear();
        index.load(supply);
    }
    index.advance(market_now());
}

std::vector<question> pay_questions(market::market_index const& index) {
    std::vector<question> made;
    auto const add = [&](std::string what, market::pay_query query) {
        made.push_back({std::move(what), [&index, query = std::move(query)] {
                            market::reckon_pay(index, query, market_now());
                        }});
    };
    using enum statistics_grouping;
    add("pay of all", {});
    add("pay by province", {.grouping = region});
    add("pay by city of 浙江", {.filter = {.regions = {"330000"}}, .grouping = region});
    add("pay by county of 杭州", {.filter = {.regions = {"330100"}}, .grouping = region});
    add("pay by major group", {.grouping = occupation});
    add("pay by minor group", {.grouping = occupation, .level = 3});
    add("pay by occupation within 2-02",
        {.filter = {.occupations = {"2-02"}}, .grouping = occupation, .level = 4});
    add("pay by experience", {.grouping = experience});
    add("pay by month", {.grouping = month});
    add("pay of 2-02 by province", {.filter = {.occupations = {"2-02"}}, .grouping = region});
    add("pay of three to five years since August, by major group",
        {.filter = {.experience = {"3"}, .from = market::parse_month("2026-08")},
         .grouping = occupation});
    return made;
}

std::vector<question> gap_questions(market::market_index const& index) {
    std::vector<question> made;
    auto const add = [&](std::string what, market::gap_query query) {
        made.push_back({std::move(what), [&index, query = std::move(query)] {
                            market::reckon_gaps(index, query, market_now());
                        }});
    };
    add("gaps by province and major group", {});
    add("gaps by city of 浙江 and major group", {.regions = {"330000"}});
    add("gaps by county of 杭州 and major group", {.regions = {"330100"}});
    add("gaps by county of 杭州 within 2-02", {.regions = {"330100"}, .occupations = {"2-02"}});
    made.push_back({"service gaps by city of 浙江", [&index] {
                        market::reckon_service_gaps(index, {"330000"}, std::nullopt, market_now());
                    }});
    return made;
}

void measure(question const& one) {
    one.ask();
    std::vector<call_time> times;
    for (int i = 0; i < calls_each; ++i)
        times.push_back(time_of(one.ask));
    auto const wall = wall_of(times);
    auto const processor = processor_of(times);
    std::cout << "  " << one.what << ": p50 " << in_milliseconds(wall.p50) << ", p99 "
              << in_milliseconds(wall.p99) << "; of the processor p50 "
              << in_milliseconds(processor.p50) << ", p99 " << in_milliseconds(processor.p99)
              << std::endl;
    add_row({"", one.what, in_milliseconds(wall.p99), "", "", std::string(to_reach)});
}

} // namespace
} // namespace talent::bench

int main(int count, char** arguments) {
    using namespace talent;
    if (count != 3) {
        std::cerr << "bench_statistics LISTINGS DATA\n";
        return 2;
    }
    auto const listings = static_cast<std::size_t>(std::stoull(arguments[1]));
    std::string const data = arguments[2];
    auto const codes = test::with_official_table(test::read_file(data + "/occupations.csv"));
    bench::market_documents const from(
        codes, test::read_labelled_titles(test::read_file(data + "/job-titles.csv")));
    market::market_index index(codes);
    auto const before = bench::resident_bytes();
    bench::fill(index, from, listings);
    std::cout << listings << " demands and as many supplies, "
              << (bench::resident_bytes() - before) / (1024 * 1024) << " MiB" << std::endl;
    for (auto const& one : bench::pay_questions(index))
        bench::measure(one);
    for (auto const& one : bench::gap_questions(index))
        bench::measure(one);
}
