#include "services/market/statistics/market_history.hpp"

#include <map>

#include <catch2/catch.hpp>

#include "common/calendar/working_days.hpp"
#include "tests/unit/market/random_market.hpp"

namespace talent::market {
namespace {

using namespace testing;
using json::code_list;
using listings::listing_state;

constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;

demand_life life_of(listings::demand const& one) {
    return {one.id,           one.organisation_id, one.state, one.updated_at,
            one.published_at, one.occupation,      one.region};
}

journal::entry entry_of(listings::demand const& one) {
    journal::entry made;
    made.object_type = "demand";
    made.object_id = one.id;
    made.at = one.updated_at;
    made.after = json::write_stored(one);
    return made;
}

std::string month_written(instant at) {
    return format_date(calendar::day_of(at)).substr(0, 7);
}

bool within_any(code_list list, std::string const& code, std::vector<std::string> const& values) {
    return values.empty() || std::ranges::any_of(values, [&](auto const& value) {
               return catalogue().known(list, code) && catalogue().is_within(list, code, value);
           });
}

// Demands that are drafted, published, edited, ended and deleted, in random order.
class living_market {
  public:
    explicit living_market(std::uint64_t seed) : source(seed) {}

    listings::demand const& change() {
        if (demands.empty() || source.chance(40)) {
            auto made = source.demand();
            made.published_at.reset();
            made.state = listing_state::draft;
            return keep(std::move(made));
        }
        auto at = demands.begin();
        std::advance(at, source.number(0, static_cast<std::int64_t>(demands.size()) - 1));
        auto changed = at->second;
        changed.state = static_cast<listing_state>(source.number(1, 5));
        if (!changed.published_at && changed.state == listing_state::published)
            changed.published_at = moment();
        if (source.chance(20)) changed.region = source.region();
        if (source.chance(5)) changed.occupation.clear();
        return keep(std::move(changed));
    }

    std::map<std::string, trend_month> count(std::vector<std::string> const& regions,
                                             std::vector<std::string> const& occupations) const {
        std::map<std::string, trend_month> counted;
        for (auto const& [id, one] : demands) {
            if (!one.published_at || !within_any(code_list::region, one.region, regions) ||
                !within_any(code_list::occupation, one.occupation, occupations)) {
                continue;
            }
            ++counted[month_written(*one.published_at)].published;
            auto& end = counted[month_written(one.updated_at)];
            if (one.state == listing_state::filled) ++end.filled;
            if (one.state == listing_state::closed) ++end.closed;
            if (one.state == listing_state::withdrawn) ++end.withdrawn;
        }
        return counted;
    }

    instant moment() {
        return from_milliseconds(to_milliseconds(market_day()) -
                                 source.number(0, 500 * 48) * day_ms / 48);
    }

    random_market source;
    std::map<uuid, listings::demand> demands;

  private:
    listings::demand const& keep(listings::demand one) {
        one.updated_at = moment();
        auto const id = one.id;
        return demands[id] = std::move(one);
    }
};

} // namespace

TEST_CASE("trends by month are what looking at every demand gives, followed or loaded anew") {
    auto const seed = random_seed();
    CAPTURE(seed);
    living_market market(seed);
    code_space const codes(catalogue());
    market_history followed(codes);
    for (int step = 0; step < 3000; ++step) {
        auto const& changed = market.change();
        followed.apply(entry_of(changed));
        if (market.source.chance(10)) followed.apply(entry_of(changed)); // again changes nothing
        if (market.source.chance(5)) {
            journal::entry gone;
            gone.object_type = "demand";
            gone.object_id = changed.id;
            followed.apply(gone);
            market.demands.erase(gone.object_id);
        }
    }
    market_history loaded(codes);
    for (auto const& [id, one] : market.demands)
        loaded.load(life_of(one));
    REQUIRE(loaded.size() == followed.size());
    for (int round = 0; round < 100; ++round) {
        std::vector<std::string> regions;
        std::vector<std::string> occupations;
        for (auto more = market.source.number(-1, 2); more > 0; --more)
            regions.push_back(market.source.region());
        for (auto more = market.source.number(-1, 2); more > 0; --more)
            occupations.push_back(market.source.occupation());
        auto const months = market.source.number(1, 24);
        auto const found = followed.trends(regions, occupations, months, market_day());
        CAPTURE(round, regions, occupations);
        REQUIRE(found.months.size() == static_cast<std::size_t>(months));
        REQUIRE(found.months.back().month == "2026-06");
        REQUIRE(found.months == loaded.trends(regions, occupations, months, market_day()).months);
        auto expected = market.count(regions, occupations);
        for (auto const& one : found.months) {
            CAPTURE(one.month);
            auto wanted = expected[one.month];
            wanted.month = one.month;
            REQUIRE(one == wanted);
        }
    }
}

TEST_CASE("demands of organisations that are kept apart are no history") {
    code_space const codes(catalogue());
    random_market source(1);
    auto demand = source.demand();
    demand.state = listings::listing_state::published;
    demand.published_at = market_day();
    market_history history(
        codes, [&](uuid const& organisation) { return organisation == demand.organisation_id; });
    history.apply(entry_of(demand));
    history.load(life_of(demand));
    CHECK(history.size() == 0);
    demand.organisation_id = make_uuid(market_day());
    history.apply(entry_of(demand));
    CHECK(history.size() == 0);
}

TEST_CASE("other objects' entries are no demand's history") {
    code_space const codes(catalogue());
    market_history history(codes);
    random_market source(1);
    auto entry = entry_of(source.demand());
    entry.object_type = "supply";
    history.apply(entry);
    CHECK(history.size() == 0);
}

} // namespace talent::market
