#include "tests/bench/equality.hpp"

#include <atomic>
#include <iostream>
#include <thread>

#include "services/market/index/index.hpp"
#include "services/market/matching/matching.hpp"
#include "services/market/search/search.hpp"
#include "services/talentctl/demo/dice.hpp"
#include "tests/bench/market_queries.hpp"

namespace talent::bench {
namespace {

using market::document;
using market::document_kind;

constexpr std::size_t replaced_share = 10; // one of so many besides the others
constexpr std::size_t pages_max = 3;
constexpr std::size_t shown_max = 5;
constexpr int match_limit = 20;
constexpr std::chrono::hours ended_before{24};

// Listings by their numbers, those that are replaced behind the others.
class listings {
  public:
    listings(market_documents const& from, std::size_t steady)
        : from_(from), converter_(from.codes()), steady_(steady) {}

    std::size_t steady() const { return steady_; }
    std::size_t replaced() const { return std::max<std::size_t>(1, steady_ / replaced_share); }

    document steady_one(document_kind kind, std::size_t number) const {
        return made(kind, number, 1);
    }
    document replaced_one(document_kind kind, std::size_t number, std::int64_t version) const {
        auto one = made(kind, steady_ + number, version);
        one.expires_at = market_now() - ended_before;
        // Greek letters and a Han character that no listing of the others has.
        one.title = "λ" + std::to_string(version % 7) + " 龘龘";
        one.body.clear();
        for (std::int64_t word = 0; word < 12; ++word)
            market::append_piece(
                "ω" + std::to_string((version * 31 + word * word) % 997) + " 龘龘龘", one.body);
        return one;
    }

    void fill(market::market_index& index) const {
        for (auto const kind : {document_kind::demand, document_kind::supply}) {
            for (std::size_t i = 0; i < steady_; ++i)
                index.load(steady_one(kind, i));
            for (std::size_t i = 0; i < replaced(); ++i)
                index.load(replaced_one(kind, i, 1));
        }
        index.advance(market_now());
    }

  private:
    document made(document_kind kind, std::size_t number, std::int64_t version) const {
        return kind == document_kind::demand ? *converter_.convert(from_.demand(number, version))
                                             : *converter_.convert(from_.supply(number, version));
    }

    market_documents const& from_;
    market::listing_converter converter_;
    std::size_t steady_;
};

// The benchmarks' searches, made to differ in what those have alike.
market::search_query varied(market::search_query query, demo::dice& chance) {
    using market::sort_order;
    static constexpr std::array orders{sort_order::relevance, sort_order::newest,
                                       sort_order::pay_high, sort_order::pay_low};
    if (chance.chance(50)) query.kind = document_kind::supply;
    if (chance.chance(15)) query.text.clear();
    query.sort = orders[static_cast<std::size_t>(chance.between(0, 3))];
    query.limit = static_cast<int>(chance.between(1, 40));
    if (chance.chance(20)) query.pay_max = money{chance.between(5, 30) * 100'000};
    if (chance.chance(20)) {
        query.published_since =
            market_now() - std::chrono::hours{chance.between(1, 60) * std::int64_t{24}};
    }
    if (chance.chance(30)) query.home_region = "330106";
    for (auto const& field : market::search_fields) {
        if (chance.chance(10)) query.facets.push_back(field.field);
    }
    return query;
}

bool are_equal(market::search_result const& one, market::search_result const& other) {
    auto const same_item = [](market::search_item const& left, market::search_item const& right) {
        return left.one->id == right.one->id && left.one->shown == right.one->shown &&
               left.score == right.score;
    };
    auto const same_facet = [](market::facet const& left, market::facet const& right) {
        return left.field == right.field && left.values == right.values;
    };
    return one.total == other.total && one.next == other.next &&
           std::ranges::equal(one.items, other.items, same_item) &&
           std::ranges::equal(one.facets, other.facets, same_facet);
}

bool are_equal(market::match_result const& one, market::match_result const& other) {
    auto const same = [](market::match_item const& left, market::match_item const& right) {
        return left.one->id == right.one->id && left.why.score == right.why.score;
    };
    return one.total == other.total && std::ranges::equal(one.ranked, other.ranked, same) &&
           std::ranges::equal(one.unranked, other.unranked, same);
}

class comparison {
  public:
    comparison(market::market_index const& still, market::market_index const& changing,
               equality_found& found)
        : still_(still), changing_(changing), found_(found) {}

    void compare(market::search_query query) {
        for (std::size_t page = 0; page < pages_max; ++page) {
            auto const expected = market::search(still_, query, market_now());
            auto const answered = market::search(changing_, query, market_now());
            ++found_.answers;
            if (!expected.has_value() || !answered.has_value() ||
                !are_equal(expected.value(), answered.value()))
                return report(describe(query));
            found_.entries += expected.value().items.size();
            query.after = expected.value().next;
            query.facets.clear();
            if (query.after.empty()) return;
        }
    }

    void compare(market::side known, uuid const& id) {
        auto const match_in = [&](market::market_index const& index) {
            return market::match(index, market::listing_market(), known, id, match_limit,
                                 market_now());
        };
        auto const expected = match_in(still_);
        auto const answered = match_in(changing_);
        ++found_.answers;
        if (expected.has_value() != answered.has_value() ||
            (expected && !are_equal(*expected, *answered)))
            return report("match of " + to_string(id));
        if (expected) found_.entries += expected->ranked.size() + expected->unranked.size();
    }

  private:
    void report(std::string const& what) {
        if (found_.unequal++ < shown_max) std::cout << "  not equal: " << what << std::endl;
    }

    market::market_index const& still_;
    market::market_index const& changing_;
    equality_found& found_;
};

} // namespace

equality_found compare_under_writes(market_documents const& from, equality_wanted const& wanted) {
    listings const all(from, std::max<std::size_t>(1, wanted.listings / 2));
    market::market_index still(from.codes());
    market::market_index changing(from.codes());
    all.fill(still);
    all.fill(changing);
    equality_found found;
    std::atomic<bool> over{false};
    std::atomic<std::size_t> written{0};
    std::thread writer([&] {
        for (std::size_t i = 0; !over; ++i) {
            auto const kind = i % 2 == 0 ? document_kind::demand : document_kind::supply;
            auto const number = i * 7919 % all.replaced();
            changing.load(all.replaced_one(kind, number, static_cast<std::int64_t>(i) + 2));
            ++written;
        }
    });
    comparison compared(still, changing, found);
    auto const queries = draw_queries(from, wanted.searches, wanted.seed);
    demo::dice chance(wanted.seed, "equality", 0);
    for (auto const& query : queries)
        compared.compare(varied(query, chance));
    for (std::size_t i = 0; i < wanted.matches; ++i) {
        auto const number = static_cast<std::size_t>(
            chance.between(0, static_cast<std::int64_t>(all.steady()) - 1));
        if (i % 2 == 0)
            compared.compare(market::side::need, from.demand(number).id);
        else
            compared.compare(market::side::offer, from.supply(number).id);
    }
    over = true;
    writer.join();
    found.written = written;
    return found;
}

} // namespace talent::bench
