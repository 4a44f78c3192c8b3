#include "services/market/phantom_runs.hpp"

#include <catch2/catch.hpp>

#include "services/market/text_terms.hpp"
#include "tests/unit/market/random_market.hpp"

namespace talent::market {
namespace {

using namespace testing;

constexpr slot here = 7;

// Of few different characters, so that it repeats itself.
std::u32string random_run(random_market& source, std::int64_t shortest, std::int64_t longest) {
    static std::u32string const characters = U"工程师";
    std::u32string made;
    for (auto length = source.number(shortest, longest); length > 0; --length)
        made.push_back(characters[static_cast<std::size_t>(source.number(0, 2))]);
    return made;
}

std::u32string random_runs(random_market& source, std::int64_t longest) {
    std::u32string made;
    for (auto count = source.number(1, 5); count > 0; --count)
        made += random_run(source, 1, longest) + U'\0';
    return made;
}

bool is_doubtful(std::u32string const& runs, std::u32string_view run) {
    phantom_postings postings;
    postings.add(phantoms_of(runs), here);
    auto const documents = Roaring::bitmapOf(1, here);
    return !postings.doubtful(run, documents).isEmpty();
}

bool has_all_grams_of_four(std::u32string_view runs, std::u32string_view run) {
    for (std::size_t at = 0; at + 4 <= run.size(); ++at) {
        if (runs.find(run.substr(at, 4)) == runs.npos) return false;
    }
    return true;
}

} // namespace

TEST_CASE("a text that has every gram of a run has the run unless it is in doubt") {
    auto const seed = random_seed();
    CAPTURE(seed);
    random_market source(seed);
    int had = 0;
    int phantom = 0;
    for (int i = 0; i < 20'000; ++i) {
        auto const runs = random_runs(source, 24);
        auto const run = random_run(source, 5, 9);
        if (!has_all_grams_of_four(runs, run)) continue;
        CAPTURE(i, to_utf8(runs), to_utf8(run));
        bool const has = runs.find(run) != runs.npos;
        CHECK(is_doubtful(runs, run) == !has);
        ++(has ? had : phantom);
    }
    CHECK(had > 100);
    CHECK(phantom > 100);
}

TEST_CASE("a text of too many phantoms, a very long run and a rare character are in doubt") {
    auto const seed = random_seed();
    CAPTURE(seed);
    random_market source(seed);
    std::u32string many;
    while (phantoms_of(many).size() != 1)
        many += random_runs(source, 400);
    CHECK(is_doubtful(many, many.substr(0, many.find(U'\0')).substr(0, 5)));
    std::u32string const plain = U"高级软件工程师";
    CHECK_FALSE(is_doubtful(plain, plain));
    CHECK(is_doubtful(plain, U"高级软件\U00020000师"));
    CHECK(is_doubtful(plain, std::u32string(phantom_characters_max + 1, U'高')));
}

TEST_CASE("what leaves is in doubt no more") {
    phantom_postings postings;
    std::u32string const text = std::u32string(U"一二三四") + U'\0' + U"二三四五";
    auto const of_text = phantoms_of(text);
    REQUIRE(of_text.size() == 1);
    auto const documents = Roaring::bitmapOf(1, here);
    postings.add(of_text, here);
    CHECK(postings.doubtful(U"一二三四五", documents).cardinality() == 1);
    postings.remove(of_text, here);
    CHECK(postings.doubtful(U"一二三四五", documents).isEmpty());
}

} // namespace talent::market
