// An index that is filled on several threads against one that is filled one by one with the same
// rows: by what they hold, by random searches and matches, and after random changes to both.
#include "services/market/index/bulk_load.hpp"

#include <catch2/catch.hpp>

#include "services/market/matching/matching.hpp"
#include "services/market/search/search.hpp"
#include "tests/unit/market/random_market.hpp"

namespace talent::market {
namespace {

using namespace testing;

struct random_rows {
    std::vector<listings::demand> demands;
    std::vector<listings::supply> supplies;
    std::vector<offerings::offering> offerings;
    std::vector<procurement::tender> tenders;
};

random_rows rows_of(random_market& source, std::int64_t at_most) {
    random_rows made;
    for (auto count = source.number(0, at_most); count > 0; --count) {
        made.demands.push_back(source.demand());
        if (source.chance(5)) made.demands.back().state = listings::listing_state::draft;
        // Few characters, so that it repeats itself.
        if (source.chance(10)) {
            for (auto length = source.number(0, 60); length > 0; --length)
                made.demands.back().conditions += source.chance(50) ? "工程" : "师";
        }
    }
    for (auto count = source.number(0, at_most); count > 0; --count)
        made.supplies.push_back(source.supply());
    for (auto count = source.number(0, at_most / 4); count > 0; --count)
        made.offerings.push_back(source.offering());
    for (auto count = source.number(0, at_most / 4); count > 0; --count)
        made.tenders.push_back(source.tender());
    return made;
}

template <class Row, class Into>
void put(std::vector<Row> const& rows, Into take) {
    for (auto const& one : rows)
        take(one);
}

template <class Take>
void for_each_row(random_rows const& rows, Take take) {
    put(rows.demands, take);
    put(rows.supplies, take);
    put(rows.offerings, take);
    put(rows.tenders, take);
}

void fill_in_bulk(market_index& index, random_rows const& rows, std::size_t threads,
                  std::size_t batch) {
    bulk_load loading(index, threads, batch);
    // Demands come from a thread of their own, as in the server.
    std::thread demands([&] { put(rows.demands, [&](auto const& one) { loading.add(one); }); });
    put(rows.supplies, [&](auto const& one) { loading.add(one); });
    put(rows.offerings, [&](auto const& one) { loading.add(one); });
    put(rows.tenders, [&](auto const& one) { loading.add(one); });
    demands.join();
    loading.finish();
}

search_query random_query(random_market& source, std::vector<uuid> const& ids,
                          market_index const& index) {
    search_query made;
    made.kind = static_cast<document_kind>(source.number(0, 9) % document_kind_count);
    if (source.chance(60)) {
        auto const one = index.find(made.kind, source.one_of(ids));
        made.text = one == nullptr || source.chance(20)
                        ? source.piece_of(source.sentence())
                        : source.piece_of(source.chance(50) ? one->title : one->body);
        if (source.chance(10)) made.text += '*';
    }
    made.reading.interpreted = source.chance(70);
    for (auto filters = source.number(0, 2); filters > 0; --filters) {
        auto const field = static_cast<search_field>(source.number(0, search_field_count - 1));
        made.filter(field) = {source.value_of(field)};
    }
    if (source.chance(10)) made.pay_min = money{source.number(4, 30) * 100'000};
    if (source.chance(30)) made.home_region = source.region();
    made.sort = static_cast<sort_order>(source.number(0, 3));
    made.limit = static_cast<int>(source.number(1, 100));
    made.facets = {static_cast<search_field>(source.number(0, search_field_count - 1))};
    made.highlighted = source.chance(20);
    return made;
}

void compare_answers(market_index const& one, market_index const& other, search_query const& query,
                     instant now) {
    CAPTURE(query.text, static_cast<int>(query.kind), static_cast<int>(query.sort));
    auto const found = search(one, query, now);
    auto const expected = search(other, query, now);
    REQUIRE(found.has_value() == expected.has_value());
    if (!found.has_value()) return;
    REQUIRE(found.value().total == expected.value().total);
    REQUIRE(found.value().next == expected.value().next);
    REQUIRE(found.value().items.size() == expected.value().items.size());
    for (std::size_t i = 0; i < found.value().items.size(); ++i) {
        auto const& item = found.value().items[i];
        auto const& like = expected.value().items[i];
        REQUIRE(item.one->id == like.one->id);
        REQUIRE(item.one->shown == like.one->shown);
        REQUIRE(item.score == like.score);
        REQUIRE(item.highlights.size() == like.highlights.size());
    }
    for (std::size_t i = 0; i < found.value().facets.size(); ++i)
        REQUIRE(found.value().facets[i].values == expected.value().facets[i].values);
}

void compare_matches(market_index const& one, market_index const& other, uuid const& demand) {
    auto const found = match(one, listing_market(), side::need, demand, 20, market_day());
    auto const expected = match(other, listing_market(), side::need, demand, 20, market_day());
    REQUIRE(found.has_value() == expected.has_value());
    if (!found) return;
    REQUIRE(found->total == expected->total);
    REQUIRE(found->ranked.size() == expected->ranked.size());
    for (std::size_t i = 0; i < found->ranked.size(); ++i) {
        REQUIRE(found->ranked[i].one->id == expected->ranked[i].one->id);
        REQUIRE(found->ranked[i].why.score == expected->ranked[i].why.score);
    }
}

void compare_memory(market_index const& one, market_index const& other) {
    for (std::size_t kind = 0; kind < document_kind_count; ++kind) {
        auto const& part = one.part(static_cast<document_kind>(kind));
        auto const& like = other.part(static_cast<document_kind>(kind));
        REQUIRE(part.size() == like.size());
        auto const uses = part.memory();
        auto const expected = like.memory();
        REQUIRE(uses.size() == expected.size());
        for (std::size_t i = 0; i < uses.size(); ++i) {
            CAPTURE(kind, uses[i].what);
            // What lies between the members of a document is packed too, and is anything.
            if (uses[i].what == "packed documents") continue;
            REQUIRE(uses[i].bytes == expected[i].bytes);
        }
    }
}

} // namespace

TEST_CASE("an index filled on several threads holds and answers what one filled one by one does") {
    auto const seed = random_seed();
    CAPTURE(seed);
    random_market source(seed);
    for (int round = 0; round < 12; ++round) {
        auto const rows = rows_of(source, round < 4 ? 20 : 900);
        auto const threads = static_cast<std::size_t>(source.number(1, 5));
        auto const batch = static_cast<std::size_t>(source.one_of<int>({1, 7, 64, 300, 1'024}));
        CAPTURE(round, threads, batch);
        market_index filled(catalogue());
        market_index expected(catalogue());
        auto const suspended = source.organisation();
        filled.withhold(suspended);
        expected.withhold(suspended);
        fill_in_bulk(filled, rows, threads, batch);
        for_each_row(rows, [&](auto const& one) { expected.load(one); });
        compare_memory(filled, expected);
        std::vector<uuid> ids{source.id()};
        for_each_row(rows, [&](auto const& one) { ids.push_back(one.id); });
        auto const compare = [&](int searches) {
            for (int i = 0; i < searches; ++i)
                compare_answers(filled, expected, random_query(source, ids, expected),
                                market_day());
            for (int i = 0; i < searches / 10; ++i)
                compare_matches(filled, expected, source.one_of(ids));
        };
        compare(200);
        // What came in bulk leaves and is replaced as any other.
        auto const change = [&](market_index& index, auto const& changed) { index.load(changed); };
        for (int i = 0; i < 200 && !rows.demands.empty(); ++i) {
            auto one = source.demand();
            one.id = source.one_of(rows.demands).id;
            change(filled, one);
            change(expected, one);
        }
        filled.release(suspended);
        expected.release(suspended);
        filled.advance(market_day());
        expected.advance(market_day());
        compare(200);
        compare_memory(filled, expected);
    }
}

TEST_CASE("a document that comes twice stops the filling, and nothing waits for ever") {
    random_market source(1);
    market_index index(catalogue());
    auto const one = source.demand();
    bulk_load loading(index, 2, 1);
    auto const fill = [&] {
        for (int i = 0; i < 100; ++i)
            loading.add(one);
        loading.finish();
    };
    CHECK_THROWS_AS(fill(), std::logic_error);
}

TEST_CASE("a filling that is given up leaves no thread behind") {
    random_market source(2);
    market_index index(catalogue());
    {
        bulk_load loading(index, 3, 64);
        for (int i = 0; i < 50; ++i)
            loading.add(source.supply());
    }
    CHECK(index.size(document_kind::supply) == 0); // what was not handed over is dropped
}

} // namespace talent::market
