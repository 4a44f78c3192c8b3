// The percolator is search turned round: for every document it names the saved searches for which
// market::search returns that document, and no other.
#include "services/alerts/percolator.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <set>

#include "services/market/matching/matching.hpp"
#include "tests/unit/alerts/random_searches.hpp"

namespace talent::alerts {
namespace {

using namespace testing;
using namespace market::testing;
using market::document;
using market::document_kind;
using document_pointer = std::shared_ptr<document const>;

constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;

// A market, saved searches over it, and what each of them must find, asked of the market itself.
class watched_market {
  public:
    explicit watched_market(std::uint64_t seed)
        : source(seed),
          converter_(catalogue()),
          index(catalogue()),
          watching(index.codes(), index.names()) {}

    document_pointer make(document_kind kind) {
        auto made = std::make_shared<document const>(source.any(kind, converter_));
        texts_.push_back(made->title);
        texts_.push_back(made->body);
        return made;
    }

    void save_search() {
        standing_search one;
        one.id = source.id();
        one.query = random_query(source, texts_);
        save(std::move(one));
    }

    void save_subscription() {
        standing_search one;
        one.id = source.id();
        bool const seeks_supply = source.chance(50);
        one.query = source.chance(60) ? market::search_query{} : random_query(source, texts_);
        one.query.kind = seeks_supply ? document_kind::supply : document_kind::demand;
        one.score_min = static_cast<int>(source.number(0, market::score_max * 3 / 4));
        if (source.chance(60)) one.score_min = 0;
        auto anchor = make(seeks_supply ? document_kind::demand : document_kind::supply);
        one.matches_of = anchor->id;
        if (source.chance(90)) {
            index.load(*anchor);
            anchors_[anchor->id] = anchor;
        } else {
            anchor = nullptr; // not on the market
        }
        save(std::move(one), anchor);
    }

    void save(standing_search one, document_pointer const& anchor = nullptr) {
        homes_[one.id] = source.chance(50) ? source.region() : std::string();
        searches_.insert_or_assign(one.id, one);
        REQUIRE(watching.put(std::move(one), anchor).has_value());
    }

    // An edit, a removal, or a change of an anchor.
    void change() {
        if (!searches_.empty() && source.chance(30)) {
            auto at = searches_.begin();
            std::advance(at, source.number(0, static_cast<std::int64_t>(searches_.size()) - 1));
            if (at->second.matches_of || source.chance(50)) {
                watching.remove(at->first);
                searches_.erase(at);
            } else {
                auto changed = at->second;
                changed.query = random_query(source, texts_);
                save(std::move(changed));
            }
            return;
        }
        if (anchors_.empty()) return;
        auto at = anchors_.begin();
        std::advance(at, source.number(0, static_cast<std::int64_t>(anchors_.size()) - 1));
        auto changed = std::make_shared<document>(source.any(at->second->kind, converter_));
        changed->id = at->first;
        if (source.chance(30)) {
            take_out(*at->second);
            watching.follow(at->first, nullptr);
            anchors_.erase(at);
            return;
        }
        index.load(*changed);
        at->second = changed;
        watching.follow(changed->id, changed);
    }

    void take_out(document const& one) {
        journal::entry gone;
        gone.object_type = name_of(one.kind);
        gone.object_id = one.id;
        gone.at = market_day();
        index.apply(gone);
    }

    std::map<uuid, std::optional<int>> found(document const& one, instant now) const {
        std::map<uuid, std::optional<int>> made;
        for (auto const& hit : watching.find(one, now, home_region()))
            REQUIRE(made.emplace(hit.search->id, hit.score).second);
        return made;
    }

    // The document is on the market.
    std::map<uuid, std::optional<int>> expected(document const& one, instant now) const {
        std::map<uuid, std::optional<int>> made;
        for (auto const& [id, search] : searches_) {
            if (search.query.kind != one.kind || !returns(search, one, now)) continue;
            if (!search.matches_of) {
                made.emplace(id, std::nullopt);
                continue;
            }
            bool const needs = search.query.kind == document_kind::supply;
            auto const why = market::explain(index, market::listing_market(),
                                             needs ? *search.matches_of : one.id,
                                             needs ? one.id : *search.matches_of, now);
            if (!why || why->rejected()) continue;
            if (why->score && *why->score < search.score_min) continue;
            made.emplace(id, why->score);
        }
        return made;
    }

    percolator::home_region_lookup home_region() const {
        return [this](standing_search const& one) { return homes_.at(one.id); };
    }

    random_market source;

  private:
    bool returns(standing_search const& search, document const& one, instant now) const {
        auto query = search.query;
        query.home_region = homes_.at(search.id);
        query.limit = market::search_items_max;
        auto const answer = market::search(index, query, now);
        REQUIRE(answer.has_value());
        REQUIRE(answer.value().next.empty()); // few anchors beside it
        return std::ranges::any_of(answer.value().items,
                                   [&](auto const& item) { return item.one->id == one.id; });
    }

    market::listing_converter converter_;
    std::vector<std::string> texts_;
    std::map<uuid, standing_search> searches_;
    std::map<uuid, std::string> homes_;
    std::map<uuid, document_pointer> anchors_;

  public:
    market::market_index index;
    percolator watching;
};

constexpr document_kind every_kind[] = {document_kind::demand, document_kind::supply,
                                        document_kind::offering, document_kind::tender};

} // namespace

TEST_CASE("a document satisfies the saved searches that would return it, and no other") {
    auto const seed = random_seed();
    CAPTURE(seed);
    bool const sampled = GENERATE(false, true);
    watched_market market(seed);
    for (int i = 0; i < 100; ++i) {
        for (auto const kind : every_kind) {
            auto const one = market.make(kind);
            if (sampled) market.watching.observe(*one);
        }
    }
    for (int i = 0; i < 600; ++i)
        market.save_search();
    for (int i = 0; i < 80; ++i)
        market.save_subscription();
    std::size_t hits = 0;
    std::size_t scored = 0;
    for (int round = 0; round < 400; ++round) {
        CAPTURE(round);
        if (round % 10 == 0) {
            for (int changes = 0; changes < 4; ++changes)
                market.change();
            market.save_search();
        }
        auto const now = from_milliseconds(to_milliseconds(market_day()) +
                                           market.source.number(-4, 20) * day_ms);
        auto const one = market.make(every_kind[round % 4]);
        market.index.load(*one);
        auto const expected = market.expected(*one, now);
        REQUIRE(market.found(*one, now) == expected);
        market.take_out(*one);
        hits += expected.size();
        for (auto const& [ignored, score] : expected)
            scored += score ? 1 : 0;
    }
    CHECK(hits > 500); // else it would compare nothing with nothing
    CHECK(scored > 10);
}

TEST_CASE("one saved search alone is asked in the same way") {
    auto const seed = random_seed();
    CAPTURE(seed);
    watched_market market(seed);
    std::vector<uuid> ids;
    for (int i = 0; i < 200; ++i) {
        standing_search one;
        one.id = market.source.id();
        one.query.kind = every_kind[i % 4];
        if (i % 3 == 0) one.query.text = market.source.title();
        ids.push_back(one.id);
        market.save(std::move(one));
    }
    for (int round = 0; round < 40; ++round) {
        auto const one = market.make(every_kind[round % 4]);
        auto const found = market.found(*one, market_day());
        for (auto const& id : ids) {
            CHECK(market.watching.finds(id, *one, market_day(), market.home_region()) ==
                  found.contains(id));
        }
    }
    CHECK_FALSE(market.watching.finds(market.source.id(), *market.make(document_kind::demand),
                                      market_day(), market.home_region()));
}

TEST_CASE("what was removed finds nothing more, and leaves nothing behind") {
    auto const seed = random_seed();
    CAPTURE(seed);
    watched_market market(seed);
    std::vector<uuid> ids;
    for (int i = 0; i < 300; ++i) {
        standing_search one;
        one.id = market.source.id();
        one.query = random_query(market.source, {});
        ids.push_back(one.id);
        market.save(std::move(one));
    }
    CHECK(market.watching.size() == 300);
    for (auto const& id : ids)
        market.watching.remove(id);
    CHECK(market.watching.size() == 0);
    for (int round = 0; round < 40; ++round)
        CHECK(market.found(*market.make(every_kind[round % 4]), market_day()).empty());
}

TEST_CASE("a text that cannot be searched cannot be saved") {
    watched_market market(1);
    standing_search one;
    one.id = market.source.id();
    for (int i = 0; i < 201; ++i)
        one.query.text += "a";
    auto const refused = market.watching.put(one, nullptr);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == error_code::invalid_query);
    CHECK(market.watching.size() == 0);
}

} // namespace talent::alerts
