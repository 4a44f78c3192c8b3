// Texts as anybody may type them: one character, many scripts, signs alone, too much.
#include <algorithm>

#include <catch2/catch.hpp>

#include "common/base/text.hpp"
#include "services/market/search/search.hpp"
#include "tests/unit/market/comparison.hpp"
#include "tests/unit/market/naive_search.hpp"
#include "tests/unit/market/random_market.hpp"

namespace talent::market {
namespace {

using namespace testing;

strings const pieces{"软",   "软件",   "工程师", "會計",     "杭州",
                     "余杭", "C语言",  "java",   "ＪＡＶＡ", "c",
                     "C++",  "c#",     ".net",   "Node.js",  "R",
                     "go",   "a",      "é",      "e\u0301",  "ß",
                     "İ",    "３",     "5",      "2.5",      "プログラマー",
                     "ｶﾞ",   "각",     "ก็",      "שלום",     "привет",
                     "🙂", "𠀀",     "㍿",     "①",        "½",
                     "ﬁ",    "\uFDFA", "\u00AD", "\u200D",   "\u0301",
                     "！？", "…",      "-",      "*",        "＊",
                     "+",    "#",      ".",      "/",        "@",
                     "\"",   "'",      "\\",     "%",        "<b>",
                     "&amp;"};

std::string random_text(random_market& source, std::int64_t most) {
    std::string made;
    for (auto count = source.number(1, most); count > 0; --count) {
        made += source.one_of(pieces);
        if (source.chance(40)) made += source.chance(80) ? " " : "\u3000";
    }
    return made;
}

document titled(random_market& source, std::string const& title, document_kind kind) {
    document made;
    made.kind = kind;
    made.id = source.id();
    made.published_at = market_day() - std::chrono::hours{source.number(1, 100)};
    made.title = searchable(title);
    if (source.chance(50)) append_piece(random_text(source, 6), made.body);
    if (source.chance(30)) made.regions = {source.region()};
    if (source.chance(30)) made.occupation = source.occupation();
    made.shown = "{}";
    return made;
}

search_query query_for(std::string text, document_kind kind, bool interpreted) {
    search_query made;
    made.kind = kind;
    made.text = std::move(text);
    made.reading.interpreted = interpreted;
    return made;
}

} // namespace

TEST_CASE("texts of any characters find what a plain scan finds, and a title always finds itself") {
    auto const seed = random_seed();
    CAPTURE(seed);
    random_market source(seed);
    auto const kind = static_cast<document_kind>(source.number(0, 3));
    market_index index(catalogue());
    naive_search naive(catalogue());
    strings titles;
    for (int i = 0; i < 300; ++i) {
        titles.push_back(random_text(source, 8));
        auto one = titled(source, titles.back(), kind);
        naive.put(one);
        index.load(std::move(one));
    }
    for (int round = 0; round < 3'000; ++round) {
        auto const& title = source.one_of(titles);
        auto const text = source.chance(30)   ? title
                          : source.chance(50) ? random_text(source, 4)
                                              : source.piece_of(title);
        auto query = query_for(text, kind, source.chance(50));
        CAPTURE(round, text, query.reading.interpreted);
        auto const terms = terms_of_query(text);
        if (!terms.has_value()) continue;
        REQUIRE(terms.value() == query_terms_of(terms_in_order(searchable(text))));
        compare_search(index, naive, query, market_day());
        query.limit = search_items_max;
        auto const found = search(index, query, market_day()).value();
        if (terms.value().empty()) {
            REQUIRE(found.total == titles.size());
            REQUIRE(found.read.readings.empty());
        }
        if (text == title && found.next.empty()) {
            REQUIRE(std::ranges::any_of(found.items, [&](search_item const& item) {
                return item.one->title == searchable(title);
            }));
        }
        // How it is written makes no difference.
        auto const plain = search(
            index, query_for(searchable(text), kind, query.reading.interpreted), market_day());
        REQUIRE(plain.value().total == found.total);
    }
}

TEST_CASE("one and two characters of any kind are words to be found") {
    random_market source(7);
    market_index index(catalogue());
    for (auto const* title :
         {"软件 C 语言", "R 与统计", "5G 通信", "go", "ai 算法", "a.b", "各 각"})
        index.load(titled(source, title, document_kind::tender));
    auto const total = [&](std::string text) {
        return search(index, query_for(std::move(text), document_kind::tender, false), market_day())
            .value()
            .total;
    };
    CHECK(total("件") == 1);
    CHECK(total("软") == 1);
    CHECK(total("c") == 1);
    CHECK(total("R") == 1);
    CHECK(total("5g") == 1);
    CHECK(total("5") == 0);
    CHECK(total("AI") == 1);
    CHECK(total("a") == 0);
    CHECK(total("a.b") == 1);
    CHECK(total("a*") == 2);
    CHECK(total("각") == 1);
}

TEST_CASE("a text is refused where it has too many characters or words, and at no fewer") {
    market_index const index(catalogue());
    auto const fault = [&](std::string const& text) {
        auto const found =
            search(index, query_for(text, document_kind::demand, true), market_day());
        if (found.has_value()) return std::string("none");
        REQUIRE(found.error().code == error_code::invalid_query);
        REQUIRE(found.error().errors.size() == 1);
        return found.error().errors.front().pointer + " " + found.error().errors.front().code;
    };
    auto const times = [](std::size_t count, std::string const& piece) {
        std::string made;
        for (std::size_t i = 0; i < count; ++i)
            made += piece;
        return made;
    };
    for (auto const* character : {"a", "软", "𠀀", "é", "！", " ", "\uFDFA"}) {
        CAPTURE(character);
        CHECK(fault(times(query_code_points_max, character)) == "none");
        CHECK(fault(times(query_code_points_max + 1, character)) == "?q too_long");
    }
    CHECK(fault(times(100, "a ")) == "none"); // one word
    std::string many;
    for (std::size_t i = 0; i < query_terms_max; ++i)
        many += "w" + std::to_string(i) + " ";
    CHECK(fault(many) == "none");
    CHECK(fault(many + "软") == "?q too_long");
    CHECK(fault(many + "!?") == "none");
}

} // namespace talent::market
