#include "services/market/index/phantom_runs.hpp"

#include <array>

#include <catch2/catch.hpp>

#include "services/market/index/text_terms.hpp"
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

enum class told { has, has_not, doubtful };

told tell(std::u32string const& runs, std::u32string_view run) {
    phantom_postings postings;
    postings.add(phantoms_of(runs), here);
    auto documents = Roaring::bitmapOf(1, here);
    if (!postings.take_out(run, documents).isEmpty()) return told::doubtful;
    return documents.isEmpty() ? told::has_not : told::has;
}

bool has_all_grams(std::u32string_view runs, std::u32string_view run) {
    for (std::size_t at = 0; at + gram_characters_max <= run.size(); ++at) {
        if (runs.find(run.substr(at, gram_characters_max)) == runs.npos) return false;
    }
    return true;
}

} // namespace

TEST_CASE("a text that has every gram of a run has the run unless it is told otherwise") {
    auto const seed = random_seed();
    CAPTURE(seed);
    random_market source(seed);
    std::array<int, 3> count{};
    for (int i = 0; i < 20'000; ++i) {
        auto const runs = random_runs(source, 24);
        auto const run = random_run(source, 4, 9);
        if (!has_all_grams(runs, run)) continue;
        CAPTURE(i, to_utf8(runs), to_utf8(run));
        auto const answer = tell(runs, run);
        CHECK((answer == told::has) == (runs.find(run) != runs.npos));
        ++count[static_cast<std::size_t>(answer)];
    }
    CHECK(count[static_cast<std::size_t>(told::has)] > 100);
    CHECK(count[static_cast<std::size_t>(told::has_not)] > 100);
    CHECK(count[static_cast<std::size_t>(told::doubtful)] > 100);
}

TEST_CASE("a text of too many phantoms and a very long run are in doubt") {
    auto const seed = random_seed();
    CAPTURE(seed);
    random_market source(seed);
    std::u32string many;
    while (phantoms_of(many).size() != 1)
        many += random_runs(source, 400);
    CHECK(tell(many, many.substr(0, many.find(U'\0')).substr(0, 5)) == told::doubtful);
    std::u32string const plain = U"高级软件工程师";
    CHECK(tell(plain, plain) == told::has);
    CHECK(tell(plain, std::u32string(phantom_characters_max + 1, U'高')) == told::doubtful);
}

TEST_CASE("a long text that is the same characters over and over has the phantoms of a short one") {
    for (std::u32string const period : {U"工", U"工程", U"工程师", U"工工程师"}) {
        CAPTURE(to_utf8(period));
        std::vector<std::vector<phantom>> found;
        for (auto const length : {std::size_t{70}, std::size_t{200'000}}) {
            std::u32string text;
            while (text.size() + period.size() <= length)
                text += period;
            text.push_back(U'\0');
            found.push_back(phantoms_of(text));
            CHECK(tell(text, text.substr(0, 20)) == told::has);
        }
        CHECK(found[0] == found[1]);
    }
}

TEST_CASE("a phantom is told for rare characters too, and no more once its text has left") {
    for (std::u32string const run : {U"一二三四", U"一二三四五", U"一二\U00020000四"}) {
        CAPTURE(to_utf8(run));
        auto const text = run.substr(0, run.size() - 1) + U'\0' + run.substr(1);
        auto const phantoms = phantoms_of(text);
        REQUIRE(phantoms.size() == 1);
        CHECK(tell(text, run) != told::has);
        phantom_postings postings;
        postings.add(phantoms, here);
        postings.remove(phantoms, here);
        auto documents = Roaring::bitmapOf(1, here);
        CHECK(postings.take_out(run, documents).isEmpty());
        CHECK(documents.contains(here));
    }
}

} // namespace talent::market
