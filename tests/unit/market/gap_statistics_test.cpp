#include "services/market/statistics/gap_statistics.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <catch2/catch.hpp>

#include "common/calendar/working_days.hpp"
#include "services/offerings/category.hpp"
#include "tests/unit/market/random_market.hpp"

namespace talent::market {
namespace {

using namespace testing;
using json::code_list;

// An index and its documents, to be looked at one by one.
struct counted_market {
    explicit counted_market(std::uint64_t seed) : source(seed), index(catalogue()) {
        listing_converter const converter(catalogue());
        for (int i = 0; i < 1200; ++i) {
            for (auto const kind :
                 {document_kind::demand, document_kind::supply, document_kind::offering}) {
                if (kind == document_kind::offering && i % 4 != 0) continue;
                auto one = source.any(kind, converter);
                if (source.chance(3)) one.occupation.clear();
                if (source.chance(70)) one.headcount = source.number(1, 40);
                documents.push_back(one);
                index.load(std::move(one));
            }
        }
    }

    std::vector<document> of(document_kind kind, instant now) const {
        std::vector<document> found;
        for (auto const& one : documents) {
            if (one.kind == kind && is_live(one, now)) found.push_back(one);
        }
        return found;
    }

    random_market source;
    market_index index;
    std::vector<document> documents;
};

bool within(code_list list, std::string const& code, std::vector<std::string> const& filter) {
    return filter.empty() || std::ranges::any_of(filter, [&](auto const& value) {
               return catalogue().known(list, code) && catalogue().is_within(list, code, value);
           });
}

bool reaches(document const& one, std::string const& region) {
    return std::ranges::any_of(one.regions, [&](auto const& own) {
        return catalogue().is_within(code_list::region, own, region) ||
               catalogue().is_within(code_list::region, region, own);
    });
}

std::string at_level(code_list list, std::string const& code, int level) {
    auto const* entry = catalogue().find(list, code);
    while (entry != nullptr && entry->level > level)
        entry = catalogue().find(list, entry->parent);
    return entry == nullptr ? std::string() : entry->code;
}

int level_of(code_list list, std::optional<int> asked, std::vector<std::string> const& filter) {
    if (asked) return *asked;
    int level = 0;
    for (auto const& code : filter)
        level = std::max(level, catalogue().find(list, code)->level);
    return std::min(level + 1, list == code_list::region ? 3 : 4);
}

std::int64_t age_of(document const& one, instant now) {
    return (calendar::day_of(now) - calendar::day_of(one.published_at)).count();
}

std::int64_t smallest_not_exceeded(std::vector<std::int64_t> ages, std::size_t percent) {
    std::ranges::sort(ages);
    for (std::size_t i = 0; i < ages.size(); ++i) {
        if ((i + 1) * 100 >= percent * ages.size()) return ages[i];
    }
    throw std::logic_error("a quantile of nothing");
}

// Demands of one cell, told by their own values, and supplies that reach it.
gap_cell count(std::vector<document> const& demands, std::int64_t supplies, instant now) {
    gap_cell made;
    std::vector<std::int64_t> ages;
    for (auto const& one : demands) {
        ++made.demands;
        made.posts += one.headcount.value_or(1);
        ages.push_back(age_of(one, now));
    }
    made.supplies = supplies;
    if (supplies > 0) made.posts_per_hundred_supplies = made.posts * 100 / supplies;
    if (ages.empty()) return made;
    made.open_days_p50 = smallest_not_exceeded(ages, 50);
    made.open_days_p90 = smallest_not_exceeded(ages, 90);
    return made;
}

} // namespace

TEST_CASE("gaps by any levels under any filter are what looking at every listing gives") {
    auto const seed = random_seed();
    CAPTURE(seed);
    counted_market market(seed);
    auto const now = market_day();
    auto const supplies = market.of(document_kind::supply, now);
    for (int round = 0; round < 40; ++round) {
        gap_query query;
        for (auto more = market.source.number(-1, 2); more > 0; --more)
            query.regions.push_back(market.source.region());
        for (auto more = market.source.number(-1, 2); more > 0; --more)
            query.occupations.push_back(market.source.occupation());
        if (market.source.chance(40))
            query.region_level = static_cast<int>(market.source.number(1, 3));
        if (market.source.chance(40))
            query.occupation_level = static_cast<int>(market.source.number(1, 4));
        CAPTURE(round, query.regions, query.occupations);
        auto const region_level = level_of(code_list::region, query.region_level, query.regions);
        auto const occupation_level =
            level_of(code_list::occupation, query.occupation_level, query.occupations);
        using place = std::pair<std::string, std::string>;
        std::map<place, std::vector<document>> demands;
        std::vector<document> all;
        for (auto const& one : market.of(document_kind::demand, now)) {
            auto const& region = one.regions.front();
            if (!within(code_list::region, region, query.regions) ||
                !within(code_list::occupation, one.occupation, query.occupations)) {
                continue;
            }
            all.push_back(one);
            demands[{at_level(code_list::region, region, region_level),
                     at_level(code_list::occupation, one.occupation, occupation_level)}]
                .push_back(one);
        }
        auto const count_supplies = [&](auto const& fits) {
            return std::ranges::count_if(supplies, [&](auto const& one) {
                return within(code_list::occupation, one.occupation, query.occupations) &&
                       fits(one);
            });
        };
        auto const in_any_region = [&](auto const& one) {
            return query.regions.empty() ||
                   std::ranges::any_of(query.regions,
                                       [&](auto const& region) { return reaches(one, region); });
        };
        auto const found = reckon_gaps(market.index, query, now);
        REQUIRE(found.total == count(all, count_supplies(in_any_region), now));
        std::set<place> seen;
        for (auto cell : found.cells) {
            place const here{cell.region, cell.occupation};
            CAPTURE(here.first, here.second);
            REQUIRE(seen.insert(here).second);
            auto const expected = count(demands[here], count_supplies([&](auto const& one) {
                                            return reaches(one, here.first) &&
                                                   at_level(code_list::occupation, one.occupation,
                                                            occupation_level) == here.second;
                                        }),
                                        now);
            for (auto* const name : {&cell.region_name_zh, &cell.region_name_en,
                                     &cell.occupation_name_zh, &cell.occupation_name_en})
                name->clear();
            cell.region.clear();
            cell.occupation.clear();
            REQUIRE(cell == expected);
        }
        for (auto const& [here, ignored] : demands) {
            if (!demands[here].empty()) REQUIRE(seen.contains(here));
        }
    }
}

TEST_CASE("every category of service is told for every region") {
    auto const seed = random_seed();
    CAPTURE(seed);
    counted_market market(seed);
    auto const now = market_day();
    auto const offerings = market.of(document_kind::offering, now);
    std::vector<std::string> const filter{"330000"};
    auto const found = reckon_service_gaps(market.index, filter, std::nullopt, now);
    std::size_t regions = 0;
    for (auto const& entry : catalogue().subtree(code_list::region, "330000"))
        regions += entry.level <= 2 ? 1 : 0;
    REQUIRE(found.items.size() == regions * offerings::all_categories().size());
    for (auto const& item : found.items) {
        std::int64_t count = 0;
        std::set<uuid> providers;
        std::set<uuid> whole;
        for (auto const& one : offerings) {
            if (one.category != item.category || !reaches(one, item.region)) continue;
            ++count;
            providers.insert(one.organisation);
            if (std::ranges::any_of(one.regions, [&](auto const& own) {
                    return catalogue().is_within(code_list::region, item.region, own);
                }))
                whole.insert(one.organisation);
        }
        CAPTURE(item.region, item.category);
        REQUIRE(item.offerings == count);
        REQUIRE(item.providers == static_cast<std::int64_t>(providers.size()));
        REQUIRE(item.providers_whole == static_cast<std::int64_t>(whole.size()));
        auto const cover = cover_of(market.index, item.region, item.category, now);
        REQUIRE(cover.offerings == count);
        REQUIRE(cover.providers == item.providers);
    }
    CHECK(cover_of(market.index, "999999", "headhunting", now).offerings == 0);
    CHECK(cover_of(market.index, "330000", "cooking", now).offerings == 0);
}

TEST_CASE("where nobody sells a service, the category is told with none") {
    market_index const index(catalogue());
    std::vector<std::string> const filter{"330100"};
    auto const found = reckon_service_gaps(index, filter, std::nullopt, market_day());
    REQUIRE(found.items.size() >= offerings::all_categories().size());
    for (auto const& item : found.items) {
        CAPTURE(item.region, item.category);
        CHECK(item.offerings == 0);
        CHECK(item.providers == 0);
        CHECK(item.providers_whole == 0);
    }
}

TEST_CASE("an empty market has no gaps") {
    market_index const index(catalogue());
    auto const found = reckon_gaps(index, {}, market_day());
    CHECK(found.cells.empty());
    CHECK(found.total == gap_cell{});
}

} // namespace talent::market
