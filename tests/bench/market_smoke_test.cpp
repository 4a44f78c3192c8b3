// The benchmarks of the market at a size that ctest can afford: what they measure gives the right
// answers. No time is looked at.
#include <catch2/catch.hpp>

#include <sstream>

#include "services/market/matching/matching.hpp"
#include "tests/bench/equality.hpp"
#include "tests/bench/growing_market.hpp"
#include "tests/bench/market_queries.hpp"
#include "tests/bench/plain_scan.hpp"
#include "tests/unit/market/comparison.hpp"

namespace talent::bench {
namespace {

constexpr std::size_t listings = 2'000;
constexpr std::size_t searches = 300;
constexpr std::size_t demands_matched = 60;
constexpr int matches_shown = 20;

market_documents const& documents() {
    static auto const codes = vocabulary::catalogue::built_in();
    static market_documents const made(codes,
                                       {{"高级软件工程师", "2-02-10-03"}, {"月嫂", "4-10-01-02"}});
    return made;
}

} // namespace

TEST_CASE("the benchmarks' searches find what a plain search finds") {
    growing_market market(documents(), market::document_kind::demand);
    market.grow_to(listings);
    market::testing::naive_search naive(documents().codes());
    market::listing_converter const converter(documents().codes());
    for (std::size_t i = 0; i < listings; ++i)
        naive.put(converter.convert(documents().demand(i)).value());
    std::size_t found = 0;
    for (auto const& query : draw_queries(documents(), searches)) {
        CAPTURE(describe(query));
        market::testing::compare_search(market.index(), naive, query, market_now());
        found += market::search(market.index(), query, market_now()).value().total > 0 ? 1 : 0;
    }
    CHECK(found > searches / 4); // a mix that finds nothing would measure nothing
}

TEST_CASE("the benchmarks' matches are those of the plain scan") {
    growing_market market(documents(), market::document_kind::supply);
    market.grow_to(listings);
    plain_scan const scan(documents(), listings);
    market::listing_converter const converter(documents().codes());
    std::uint64_t found = 0;
    for (std::size_t i = 0; i < demands_matched; ++i) {
        auto const one = converter.convert(documents().demand(i)).value();
        market.index().load(one);
        auto const matched = market::match(market.index(), market::listing_market(),
                                           market::side::need, one.id, matches_shown, market_now());
        CAPTURE(i);
        REQUIRE(matched.has_value() == market::is_live(one, market_now()));
        if (!matched) continue;
        market::owned_profile const owned(one, scan.codes());
        auto const expected = scan.best(owned.view(), matches_shown);
        CHECK(matched->total == expected.total);
        REQUIRE(matched->ranked.size() == expected.ranked.size());
        for (std::size_t place = 0; place < expected.ranked.size(); ++place) {
            CHECK(matched->ranked[place].one->id == scan.id(expected.ranked[place].number));
            CHECK(matched->ranked[place].why.score == expected.ranked[place].score);
        }
        found += expected.total;
    }
    CHECK(found > 0);
}

TEST_CASE("answers while listings are replaced are those while none is") {
    equality_wanted const wanted{
        .seed = 7, .listings = listings, .searches = searches, .matches = demands_matched};
    auto const found = compare_under_writes(documents(), wanted);
    CHECK(found.unequal == 0);
    CHECK(found.answers > searches);
    CHECK(found.entries > searches);
    CHECK(found.written > 0);
}

TEST_CASE("the benchmarks' searches are read as they were written") {
    auto const drawn = draw_queries(documents(), searches);
    std::stringstream file;
    write_queries(drawn, file);
    auto const read = read_queries(file);
    REQUIRE(read.size() == drawn.size());
    for (std::size_t i = 0; i < drawn.size(); ++i) {
        CHECK(describe(read[i]) == describe(drawn[i]));
        CHECK(read[i].filters == drawn[i].filters);
        CHECK(read[i].facets == drawn[i].facets);
        CHECK(read[i].pay_min == drawn[i].pay_min);
    }
}

} // namespace talent::bench
