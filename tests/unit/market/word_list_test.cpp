// The list of words against a plain set of them.
#include "services/market/index/word_list.hpp"

#include <map>
#include <set>

#include <catch2/catch.hpp>

#include "common/base/text.hpp"
#include "tests/unit/market/naive_typing.hpp"
#include "tests/unit/market/random_market.hpp"

namespace talent::market {
namespace {

using namespace testing;

// Few letters, so that many words are near one another.
std::string random_word(random_market& source, std::int64_t longest) {
    static std::vector<std::string> const letters{"a", "a", "b", "b", "c", "d", "é", "ø"};
    std::string made;
    for (auto count = source.number(1, longest); count > 0; --count)
        made += source.one_of(letters);
    if (source.chance(5)) made += "++";
    if (source.chance(5)) made += "3";
    return made;
}

} // namespace

TEST_CASE("distances of typing are the least number of mistakes") {
    auto const distance = [](std::string const& one, std::string const& other) {
        return typing_distance(latin_letters(one)).to(latin_letters(other));
    };
    CHECK(distance("java", "java") == 0);
    CHECK(distance("jvaa", "java") == 1);
    CHECK(distance("pyhton", "python") == 1);
    CHECK(distance("javascirpt", "javascript") == 1);
    CHECK(distance("ca", "abc") == 2); // swapped, and one left out between
    CHECK(distance("kubernets", "kubernetes") == 1);
    CHECK(distance("resume", "résumé") == 2);
    auto const seed = random_seed();
    CAPTURE(seed);
    random_market source(seed);
    std::map<unsigned, std::size_t> times;
    for (int round = 0; round < 20'000; ++round) {
        std::string one;
        std::string other;
        do
            one = random_word(source, 7);
        while (!naive_is_latin(one));
        do
            other = random_word(source, 7);
        while (!naive_is_latin(other));
        CAPTURE(one, other);
        auto const expected = naive_typing_distance(one, other);
        REQUIRE(std::min(distance(one, other), 3U) == expected);
        auto const first = letters_of(latin_letters(one));
        auto const second = letters_of(latin_letters(other));
        if (expected <= 2) REQUIRE(may_be_within(first, second, expected));
        ++times[expected];
    }
    CHECK(times[1] > 100);
    CHECK(times[2] > 100);
}

TEST_CASE(
    "the word list gives the words that begin so and the words that are near, as a plain set "
    "does") {
    auto const seed = random_seed();
    CAPTURE(seed);
    random_market source(seed);
    word_list list;
    std::set<std::string> held;
    std::size_t found = 0;
    for (int round = 0; round < 3'000; ++round) {
        for (int changes = 0; changes < 3; ++changes) {
            auto const word = random_word(source, 10);
            if (held.insert(word).second) list.add(word);
        }
        if (!held.empty() && source.chance(60)) {
            auto at = held.begin();
            std::advance(at, source.number(0, static_cast<std::int64_t>(held.size()) - 1));
            list.remove(*at);
            held.erase(at);
        }
        while (held.size() > 400) {
            list.remove(*held.begin());
            held.erase(held.begin());
        }
        REQUIRE(list.size() == held.size());
        auto const start = random_word(source, 3);
        std::vector<std::string> expected;
        for (auto const& word : held) {
            if (word.starts_with(start)) expected.push_back(word);
        }
        auto const at_most = static_cast<std::size_t>(source.number(1, 40));
        if (expected.size() > at_most) expected.resize(at_most);
        auto const begins = list.beginning_with(start, at_most);
        REQUIRE(std::vector<std::string>(begins.begin(), begins.end()) == expected);
        if (round % 4 != 0) continue;
        auto const mistyped = random_word(source, 12);
        CAPTURE(mistyped);
        auto const length = count_code_points(mistyped);
        unsigned const most = length < 4 ? 0 : length < 8 ? 1 : 2;
        std::map<std::string, unsigned> wanted;
        for (auto const& word : held) {
            if (most == 0 || !naive_is_latin(mistyped) || !naive_is_latin(word)) continue;
            auto const distance = naive_typing_distance(mistyped, word);
            if (distance <= most) wanted.emplace(word, distance);
        }
        std::map<std::string, unsigned> given;
        for (auto const& each : list.near(mistyped))
            REQUIRE(given.emplace(each.word, each.distance).second);
        REQUIRE(given == wanted);
        found += given.size();
    }
    CHECK(found > 50);
}

TEST_CASE(
    "only words of Latin letters are taken for mistyped, and none that is short or very long") {
    CHECK(latin_letters("java").size() == 4);
    CHECK(latin_letters("résumé").size() == 6);
    for (auto const* other : {"vue3", "c++", "node.js", "программа", "软件", "", "×", "a÷b"})
        CHECK(latin_letters(other).empty());
    CHECK(mistakes_in(3) == 0);
    CHECK(mistakes_in(4) == 1);
    CHECK(mistakes_in(7) == 1);
    CHECK(mistakes_in(8) == 2);
    CHECK(mistakes_in(mistyped_letters_max) == 2);
    CHECK(mistakes_in(mistyped_letters_max + 1) == 0);
    std::string const longest(mistyped_letters_max + mistakes_max, 'a');
    CHECK(latin_letters(longest).size() == longest.size());
    CHECK(latin_letters(longest + "a").empty());
    word_list list;
    list.add(longest);
    list.add(longest + "a");
    CHECK(list.near(longest.substr(mistakes_max)).size() == 1);
    list.remove(longest + "a");
    list.remove(longest);
    CHECK(list.size() == 0);
    CHECK(list.near(longest.substr(mistakes_max)).empty());
}

} // namespace talent::market
