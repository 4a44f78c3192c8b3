#include "services/market/index/posting.hpp"

#include <set>

#include <catch2/catch.hpp>

#include "services/market/index/conjunction.hpp"
#include "tests/unit/market/random_market.hpp"

namespace talent::market {
namespace {

using namespace testing;

std::set<slot> slots_of(posting const& one) {
    if (auto const* const many = one.many()) return {many->begin(), many->end()};
    return {one.few().begin(), one.few().end()};
}

} // namespace

TEST_CASE("a posting holds what was added and not removed, few or many") {
    auto const seed = random_seed();
    CAPTURE(seed);
    random_market source(seed);
    for (auto const most : {2, 8, 40, 300, 700}) {
        posting one;
        std::set<slot> expected;
        for (int i = 0; i < 6'000; ++i) {
            auto const at = static_cast<slot>(source.number(0, most));
            bool const adds = source.chance(i % 2'000 < 1'000 ? 70 : 20);
            adds ? one.add(at) : one.remove(at);
            adds ? (void)expected.insert(at) : (void)expected.erase(at);
            REQUIRE(one.cardinality() == expected.size());
            if (i % 50 == 0) REQUIRE(slots_of(one) == expected);
        }
        while (!expected.empty()) {
            one.remove(*expected.begin());
            expected.erase(expected.begin());
        }
        CHECK(one.empty());
        CHECK(one.bytes() == 0);
    }
}

TEST_CASE("what is appended to a posting at once is what would be added one by one") {
    auto const seed = random_seed();
    CAPTURE(seed);
    random_market source(seed);
    for (int round = 0; round < 400; ++round) {
        posting one;
        posting expected;
        slot next = 0;
        for (int step = 0; step < 12; ++step) {
            std::vector<slot> more;
            auto const most = source.one_of<int>({0, 1, 2, 8, 60, 255, 256, 400, 6'000});
            for (auto count = source.number(0, most); count > 0; --count)
                more.push_back(next += static_cast<slot>(source.number(1, 30)));
            one.append(more);
            for (auto const at : more)
                expected.add(at);
            if (source.chance(30)) {
                auto const gone = static_cast<slot>(source.number(0, next + 1));
                one.remove(gone);
                expected.remove(gone);
            }
            REQUIRE(slots_of(one) == slots_of(expected));
            REQUIRE((one.many() == nullptr) == (expected.many() == nullptr));
            REQUIRE(one.bytes() == expected.bytes());
        }
    }
}

TEST_CASE("conditions of few and of many documents are met together") {
    auto const seed = random_seed();
    CAPTURE(seed);
    random_market source(seed);
    for (int i = 0; i < 300; ++i) {
        std::vector<posting> postings(static_cast<std::size_t>(source.number(1, 4)));
        for (auto& each : postings) {
            auto const size = source.chance(50) ? 200 : 2'000;
            for (int added = 0; added < size; ++added)
                each.add(static_cast<slot>(source.number(0, 1'500)));
        }
        conjunction conditions;
        Roaring expected;
        expected.addRange(0, 3'000);
        for (auto const& each : postings) {
            conditions.add(each);
            auto const slots = slots_of(each);
            Roaring of_one;
            for (auto const at : slots)
                of_one.add(at);
            expected &= of_one;
        }
        CHECK(conditions.intersect() == expected);
    }
}

} // namespace talent::market
