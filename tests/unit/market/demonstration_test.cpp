// The demonstration market, loaded as the server loads it, against the naive references: ten
// thousand random searches and a thousand demands. Real titles, skills, regions and pay, unlike
// random_market. TALENT_DEMONSTRATION_LISTINGS and TALENT_DEMONSTRATION_ROUNDS set other sizes, for
// runs by hand: every round looks at every listing.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>

#include "common/base/text.hpp"
#include "common/db/record.hpp"
#include "services/market/index/bulk_load.hpp"
#include "services/market/matching/matching.hpp"
#include "services/talentctl/demo/demonstration.hpp"
#include "tests/unit/market/comparison.hpp"
#include "tests/unit/market/naive_matching.hpp"
#include "tests/unit/market/random_market.hpp"

namespace talent::market {
namespace {

using namespace testing;

constexpr int matches_compared = 20;

std::size_t listings_made() {
    auto const* const set = std::getenv("TALENT_DEMONSTRATION_LISTINGS");
    return set == nullptr ? 4'000 : std::stoul(set);
}

int rounds(int otherwise) {
    auto const* const set = std::getenv("TALENT_DEMONSTRATION_ROUNDS");
    return set == nullptr ? otherwise : std::stoi(set);
}

// A demonstration market of this seed in a folder of its own, read into the index and the naive
// one.
class demonstration_market {
  public:
    explicit demonstration_market(std::uint64_t seed)
        : source(seed), index(catalogue()), naive(catalogue()), converter_(catalogue()) {
        auto const folder = std::filesystem::temp_directory_path() /
                            ("talent_demonstration_" + std::to_string(seed));
        std::filesystem::create_directories(folder);
        auto opened =
            db::open("sqlite://" + (folder / "talent.db").string(), {}, db::migration::to_newest);
        REQUIRE(opened.has_value());
        auto& database = *opened.value();
        auto const vault =
            personal::vault::of(security::secret_key::random(), security::secret_key::random());
        auto const made =
            demo::demonstrate(database, vault, catalogue(),
                              {.listings = listings_made(), .seed = seed, .now = market_day()});
        REQUIRE(made.has_value());
        bulk_load loading(index, bulk_load_threads());
        load<listings::demand>(database, "demands", loading, demands);
        load<listings::supply>(database, "supplies", loading, supplies);
        loading.finish();
        opened.value().reset();
        std::filesystem::remove_all(folder);
    }

    // A piece of a listing's text, which may be a part of a word, a word or several.
    std::string random_text() {
        auto const& from = random_document();
        auto const characters = code_points(source.chance(70) ? from.title : from.body);
        auto const count = static_cast<std::int64_t>(characters.size());
        auto const start = source.number(0, count - 1);
        auto const end = std::min(count, start + source.number(1, 6));
        std::string text;
        for (auto i = start; i < end; ++i)
            text += characters[static_cast<std::size_t>(i)];
        return text;
    }

    // Text and filters that some listing has, so that most answers are not empty.
    search_query random_query() {
        search_query made;
        made.kind = source.chance(50) ? document_kind::demand : document_kind::supply;
        if (source.chance(70)) made.text = random_text();
        made.reading.interpreted = source.chance(50);
        auto const& like = random_document();
        if (source.chance(40) && !like.regions.empty())
            made.filter(search_field::region).push_back(source.one_of(like.regions));
        if (source.chance(30))
            made.filter(search_field::occupation)
                .push_back(like.occupation.substr(0, source.chance(50) ? 4 : 10));
        if (source.chance(20) && !like.skills.empty())
            made.filter(search_field::skill).push_back(source.one_of(like.skills));
        if (source.chance(15))
            made.filter(search_field::education)
                .push_back(std::string(json::name_of(like.education)));
        if (source.chance(20)) made.pay_min = money{source.number(4, 30) * 100'000};
        made.sort = static_cast<sort_order>(source.number(0, 3));
        made.limit = static_cast<int>(source.number(1, 60));
        if (source.chance(5)) made.facets = {search_field::region, search_field::occupation};
        return made;
    }

    random_market source;
    market_index index;
    naive_search naive;
    std::vector<document> demands;
    std::vector<document> supplies;

  private:
    document const& random_document() {
        return source.one_of(source.chance(50) ? demands : supplies);
    }

    template <class T>
    void load(db::database& from, std::string_view table_name, bulk_load& loading,
              std::vector<document>& into) {
        auto const& table = json::described<T>::table();
        std::string const statement =
            "SELECT " + db::column_list(table) + " FROM " + std::string(table_name);
        from.stream(statement, db::column_kinds(table), [&](row const& each) {
            T one;
            db::read_row(each, table, &one);
            auto const made = converter_.convert(one);
            if (!made) return;
            naive.put(*made);
            loading.add(one);
            if (!made->expires_at || market_day() < *made->expires_at) into.push_back(*made);
        });
    }

    listing_converter converter_;
};

date today() {
    return std::chrono::floor<std::chrono::days>(market_day() + std::chrono::hours{8});
}

} // namespace

TEST_CASE("on the demonstration market ten thousand random searches answer as a plain scan does") {
    auto const seed = random_seed() % 1'000'000;
    CAPTURE(seed);
    demonstration_market market(seed);
    REQUIRE(market.demands.size() > listings_made() / 4);
    REQUIRE(market.supplies.size() > listings_made() / 4);
    for (int round = 0, last = rounds(10'000); round < last; ++round) {
        auto const query = market.random_query();
        CAPTURE(round, query.text);
        compare_search(market.index, market.naive, query, market_day());
    }
}

TEST_CASE(
    "on the demonstration market the first twenty supplies of a thousand demands are those of "
    "scoring every pair") {
    auto const seed = random_seed() % 1'000'000;
    CAPTURE(seed);
    demonstration_market market(seed);
    for (int round = 0, last = rounds(1'000); round < last; ++round) {
        auto const& demand = market.source.one_of(market.demands);
        auto const found = match(market.index, listing_market(), side::need, demand.id,
                                 matches_compared, market_day());
        auto const expected = match_all(demand, market.supplies, catalogue(), today());
        CAPTURE(round, to_string(demand.id));
        REQUIRE(found);
        REQUIRE(found->total == expected.ranked.size() + expected.unranked.size());
        REQUIRE(found->ranked.size() ==
                std::min<std::size_t>(expected.ranked.size(), matches_compared));
        for (std::size_t i = 0; i < found->ranked.size(); ++i) {
            REQUIRE(found->ranked[i].one->id == expected.ranked[i].id);
            REQUIRE(found->ranked[i].why.score == expected.ranked[i].score);
        }
    }
}

} // namespace talent::market
