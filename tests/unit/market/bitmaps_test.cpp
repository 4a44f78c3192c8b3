#include "services/market/index/bitmaps.hpp"

#include <catch2/catch.hpp>

#include "tests/unit/market/random_market.hpp"

namespace talent::market {
namespace {

using namespace testing;

constexpr slot chunk = 65'536;

// Chunks of every form: none, few slots, many, all, and long stretches.
Roaring random_bitmap(random_market& source) {
    Roaring made;
    for (slot at = 0; at < 5 * chunk; at += chunk) {
        switch (source.number(0, 5)) {
            case 0:
                break;
            case 1:
                for (auto count = source.number(1, 40); count > 0; --count)
                    made.add(at + static_cast<slot>(source.number(0, chunk - 1)));
                break;
            case 2:
                for (auto count = source.number(3'000, 5'000); count > 0; --count)
                    made.add(at + static_cast<slot>(source.number(0, chunk - 1)));
                break;
            case 3:
                for (auto count = source.number(5'000, 60'000); count > 0; --count)
                    made.add(at + static_cast<slot>(source.number(0, chunk - 1)));
                break;
            case 4:
                made.addRange(at, at + chunk);
                break;
            default: {
                auto const begin = at + static_cast<slot>(source.number(0, chunk - 1));
                made.addRange(begin, begin + static_cast<slot>(source.number(1, chunk)));
                made.runOptimize();
            }
        }
    }
    return made;
}

std::vector<slot> slots(Roaring const& of) {
    std::vector<slot> made;
    for_each_slot(of, [&](slot place) { made.push_back(place); });
    return made;
}

std::vector<slot> as_the_library_lists(Roaring const& of) {
    std::vector<slot> made(of.cardinality());
    of.toUint32Array(made.data());
    return made;
}

} // namespace

TEST_CASE("bitmaps are intersected, counted and walked as by the library that holds them") {
    auto const seed = random_seed();
    CAPTURE(seed);
    random_market source(seed);
    for (int i = 0; i < 150; ++i) {
        CAPTURE(i);
        std::vector<Roaring> all(static_cast<std::size_t>(source.number(1, 4)));
        std::vector<Roaring> none(static_cast<std::size_t>(source.number(0, 2)));
        std::vector<Roaring const*> all_of;
        std::vector<Roaring const*> none_of;
        for (auto& each : all)
            all_of.push_back(&(each = random_bitmap(source)));
        for (auto& each : none)
            none_of.push_back(&(each = random_bitmap(source)));
        Roaring expected = all.front();
        for (auto const& each : all)
            expected &= each;
        for (auto const& each : none)
            expected -= each;
        auto const found = intersection(all_of, none_of);
        CHECK(found == expected);
        CHECK(found.cardinality() == expected.cardinality());
        CHECK(count_common(all.front(), all.back()) == all.front().and_cardinality(all.back()));
        CHECK(slots(all.front()) == as_the_library_lists(all.front()));
        auto const odd = kept_of(all.front(), [](slot place) { return place % 2 == 1; });
        auto wanted = as_the_library_lists(all.front());
        std::erase_if(wanted, [](slot place) { return place % 2 == 0; });
        CHECK(as_the_library_lists(odd) == wanted);
        auto changed = found; // what was made is a bitmap as any other
        changed.add(3 * chunk + 1);
        changed.remove(3 * chunk + 1);
        CHECK((changed | found).cardinality() == found.cardinality());
    }
}

} // namespace talent::market
