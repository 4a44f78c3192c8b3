#include "services/market/statistics/pay_statistics.hpp"

#include <catch2/catch.hpp>

#include "services/market/index/pay_bucket.hpp"
#include "tests/unit/market/naive_statistics.hpp"
#include "tests/unit/market/random_market.hpp"

namespace talent::market {
namespace {

using namespace testing;

constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;
constexpr statistics_grouping groupings[] = {
    statistics_grouping::none, statistics_grouping::region, statistics_grouping::occupation,
    statistics_grouping::experience, statistics_grouping::month};

// An index and the naive statistics, with the same documents.
struct compared_statistics {
    explicit compared_statistics(std::uint64_t seed)
        : source(seed), converter(catalogue()), index(catalogue()), naive(catalogue()) {}

    document demand() {
        auto one = *converter.convert(source.demand());
        if (source.chance(20)) one.pay_min = odd_amount();
        if (source.chance(20)) one.pay_max = one.pay_min;
        if (one.pay_min && one.pay_max && *one.pay_max < *one.pay_min)
            std::swap(one.pay_min, one.pay_max);
        // Some organisations are large where others have nothing.
        if (one.occupation == "2-02-38-03" && source.chance(80)) one.organisation = {};
        if (source.chance(3)) one.occupation.clear();
        one.published_at =
            from_milliseconds(to_milliseconds(market_day()) - source.number(0, 400) * day_ms / 2);
        one.experience_years = source.number(0, 14);
        return one;
    }

    // Off every step, and now and then beyond the last.
    money odd_amount() {
        return {source.chance(5) ? source.number(20'000'000, 40'000'000)
                                 : source.number(1, 3'000'000)};
    }

    void put(document one) {
        naive.put(one);
        index.load(std::move(one));
    }

    void remove_one() {
        auto at = naive.documents().begin();
        std::advance(at, source.number(0, static_cast<std::int64_t>(naive.documents().size()) - 1));
        journal::entry entry;
        entry.object_type = name_of(at->second.kind);
        entry.object_id = at->first;
        entry.at = market_day();
        index.apply(entry);
        naive.remove(entry.object_id);
    }

    void fill(int demands) {
        for (int i = 0; i < demands; ++i) {
            put(demand());
            if (source.chance(5)) put(*converter.convert(source.supply()));
            if (source.chance(10)) remove_one();
        }
    }

    pay_query query() {
        pay_query made;
        made.grouping = groupings[source.number(0, 4)];
        for (auto count = source.number(-2, 2); count > 0; --count)
            made.filter.regions.push_back(source.region());
        for (auto count = source.number(-2, 2); count > 0; --count)
            made.filter.occupations.push_back(source.occupation());
        for (auto count = source.number(-3, 2); count > 0; --count)
            made.filter.experience.push_back(
                std::to_string(experience_steps[static_cast<std::size_t>(source.number(0, 4))]));
        if (source.chance(25))
            made.filter.from = *parse_month("2025-1" + std::to_string(source.number(0, 2)));
        if (source.chance(25))
            made.filter.to = *parse_month("2026-0" + std::to_string(source.number(1, 6)));
        auto const list = list_of(made.grouping);
        if (list != json::code_list::none && source.chance(50))
            made.level =
                static_cast<int>(source.number(1, list == json::code_list::region ? 3 : 4));
        return made;
    }

    random_market source;
    listing_converter converter;
    market_index index;
    naive_statistics naive;
};

} // namespace

TEST_CASE("pay by any group under any filter is what looking at every demand gives") {
    auto const seed = random_seed();
    CAPTURE(seed);
    compared_statistics market(seed);
    market.fill(4000);
    for (int round = 0; round < 300; ++round) {
        if (round % 50 == 49) market.fill(200);
        auto const query = market.query();
        auto const now = from_milliseconds(to_milliseconds(market_day()) +
                                           market.source.number(-5, 20) * day_ms);
        CAPTURE(round, name_of(query.grouping), query.filter.regions, query.filter.occupations,
                query.filter.experience);
        auto const found = reckon_pay(market.index, query, now);
        auto const expected = market.naive.pay(query, now);
        REQUIRE(found.total == expected.total);
        REQUIRE(found.cells == expected.cells);
    }
}

TEST_CASE("no shown cell breaks the rule, and what is withheld could be shown as one") {
    auto const seed = random_seed();
    CAPTURE(seed);
    compared_statistics market(seed);
    market.fill(600);
    int beside = 0;
    for (int round = 0; round < 300; ++round) {
        auto const query = market.query();
        auto const found = reckon_pay(market.index, query, market_day());
        auto const cells = market.naive.parted(query, market_day());
        if (query.grouping == statistics_grouping::none) continue;
        REQUIRE(found.cells.size() == cells.size());
        naive_statistics::demands withheld;
        for (std::size_t i = 0; i < cells.size(); ++i) {
            auto const& cell = found.cells[i];
            REQUIRE(cell.suppressed == !cell.n.has_value());
            REQUIRE(cell.suppressed == !cell.p50.has_value());
            if (!cell.suppressed) {
                REQUIRE(naive_statistics::may_be_shown(cells[i].second));
                REQUIRE(cell.n == static_cast<std::int64_t>(cells[i].second.size()));
                continue;
            }
            if (naive_statistics::may_be_shown(cells[i].second)) ++beside;
            withheld.insert(withheld.end(), cells[i].second.begin(), cells[i].second.end());
        }
        if (found.total.suppressed || withheld.empty()) continue;
        REQUIRE(naive_statistics::may_be_shown(withheld));
    }
    CHECK(beside > 0);
}

TEST_CASE("cells of one organisation, of two, and of too few listings are withheld") {
    auto const shown = [](std::vector<int> const& organisations) {
        random_market source(1);
        market_index index(catalogue());
        listing_converter const converter(catalogue());
        for (std::size_t i = 0; i < organisations.size(); ++i) {
            for (int count = 0; count < organisations[i]; ++count) {
                auto one = *converter.convert(source.demand());
                one.expires_at.reset();
                one.pay_min = money{1'000'000};
                one.organisation = {};
                one.organisation.bytes[0] = static_cast<std::uint8_t>(i + 1);
                index.load(std::move(one));
            }
        }
        return !reckon_pay(index, {}, market_day()).total.suppressed;
    };
    CHECK_FALSE(shown({}));
    CHECK_FALSE(shown({3, 3, 3}));
    CHECK(shown({4, 3, 3}));
    CHECK(shown({5, 4, 1}));
    CHECK_FALSE(shown({6, 2, 2}));
    CHECK_FALSE(shown({50, 50}));
    CHECK(shown({50, 49, 1}));
    CHECK_FALSE(shown({51, 25, 24}));
}

TEST_CASE("amounts keep their order in the buckets, and a multiple of the step has its own") {
    auto const seed = random_seed();
    CAPTURE(seed);
    random_market source(seed);
    for (int round = 0; round < 100'000; ++round) {
        auto const one = source.number(0, 25'000'000);
        auto const other = one + source.number(0, 3 * pay_step_fen);
        REQUIRE(pay_bucket_of(one) <= pay_bucket_of(other));
        if (pay_bucket_of(one) % 2 == 0) REQUIRE(pay_bucket_of(one) / 2 * pay_step_fen == one);
    }
    CHECK(pay_bucket_of(money_fen_max) == pay_bucket_count - 1);
}

TEST_CASE("a month is read as it is written, and begins at midnight in Shanghai") {
    CHECK(format_month(*parse_month("2026-02")) == "2026-02");
    for (auto const* wrong : {"", "2026", "2026-2", "2026-13", "2026-00", "2026-02-01", "1969-12",
                              "2149-01", "2026/02", "x026-02"}) {
        CAPTURE(wrong);
        CHECK_FALSE(parse_month(wrong));
    }
    auto const at = [](char const* text) {
        return format_month(month_of(day_number(*parse_instant(text))));
    };
    CHECK(at("2026-02-28T15:59:59.999Z") == "2026-02");
    CHECK(at("2026-02-28T16:00:00Z") == "2026-03");
}

} // namespace talent::market
