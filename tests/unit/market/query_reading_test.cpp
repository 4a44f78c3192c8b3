// What a query's text is read as, what that finds, and that it can be undone.
#include "services/market/search/query_reading.hpp"

#include <algorithm>
#include <set>

#include <catch2/catch.hpp>

#include "services/market/search/search.hpp"
#include "tests/unit/market/random_market.hpp"

namespace talent::market {
namespace {

using namespace testing;

vocabulary_names const& names() {
    static vocabulary_names const made(catalogue());
    return made;
}

// "杭州=region 330100" of each reading.
std::vector<std::string> readings_of(std::string const& text, reading_options const& options) {
    auto const read = read_query(names(), text, options);
    REQUIRE(read.has_value());
    std::vector<std::string> made;
    for (auto const& one : read.value().readings) {
        auto& shown = made.emplace_back(one.text).append("=").append(name_of(one.kind));
        if (one.entry != nullptr) shown.append(" ").append(one.entry->code);
        if (!one.applied) shown.append(" not applied");
    }
    return made;
}

std::vector<std::string> readings_of(std::string const& text) {
    return readings_of(text, {.interpreted = true, .as_typed = {}});
}

using texts = std::vector<std::string>;

document titled(std::string const& title) {
    static random_market source(5);
    document made;
    made.id = source.id();
    made.published_at = market_day() - std::chrono::hours{1};
    made.title = searchable(title);
    made.shown = "{}";
    return made;
}

std::set<std::string> found(market_index const& index, search_query const& query) {
    auto const answer = search(index, query, market_day());
    REQUIRE(answer.has_value());
    std::set<std::string> made;
    for (auto const& item : answer.value().items)
        made.insert(item.one->title);
    return made;
}

std::set<std::string> found(market_index const& index, std::string const& text,
                            bool interpreted = true) {
    search_query query;
    query.text = text;
    query.reading.interpreted = interpreted;
    return found(index, query);
}

} // namespace

TEST_CASE("the names and short names of regions are read as regions") {
    CHECK(readings_of("杭州") == texts{"杭州=region 330100"});
    CHECK(readings_of("杭州市 java") == texts{"杭州市=region 330100", "java=skill java"});
    CHECK(readings_of("余杭") == texts{"余杭=region 330110"});
    CHECK(readings_of("浦东") == texts{"浦东=region 310115"});
    CHECK(readings_of("西安") == texts{"西安=region 610100"});
    CHECK(readings_of("浙江省杭州市西湖区") == texts{"浙江省杭州市西湖区=region 330106"});
    CHECK(readings_of("北京") == texts{"北京=region 110000"});
    CHECK(readings_of("中国") == texts{"中国=text"});
    CHECK(readings_of("市辖区") == texts{"市辖区=text"});
    CHECK(readings_of("鼓楼").size() == 4);
}

TEST_CASE("a run of a region and an occupation or a skill is read as both, and no other is cut") {
    CHECK(readings_of("杭州会计") == texts{"杭州=region 330100", "会计=occupation 2-06-03-00"});
    CHECK(readings_of("上海机器学习").front() == "上海=region 310000");
    CHECK(readings_of("北京大学") == texts{"北京大学=text"});
    CHECK(readings_of("长沙发") == texts{"长沙发=text"});
    CHECK(readings_of("杭州会计", {.interpreted = true, .as_typed = {"杭州会计"}}) ==
          texts{"杭州会计=text"});
}

TEST_CASE("a name of several words is one part, however it is spaced") {
    CHECK(readings_of("Machine  Learning 经验") ==
          texts{"machine learning=skill machine_learning", "经验=text"});
    CHECK(readings_of("C语言") == texts{"c语言=skill c_language"});
    CHECK(readings_of("c 语言") == texts{"c 语言=skill c_language"});
}

TEST_CASE("a searcher undoes the whole interpretation or a part of it") {
    reading_options const nothing;
    CHECK(readings_of("杭州 java", nothing) ==
          texts{"杭州=region 330100 not applied", "java=skill java not applied"});
    CHECK(readings_of("杭州 java", {.interpreted = true, .as_typed = {"ＪＡＶＡ"}}) ==
          texts{"杭州=region 330100", "java=skill java not applied"});
    market_index index(catalogue());
    auto there = titled("前台");
    there.regions = {"330106"};
    index.load(there);
    index.load(titled("杭州前台"));
    CHECK(found(index, "杭州") == std::set<std::string>{"前台", "杭州前台"});
    CHECK(found(index, "杭州", false) == std::set<std::string>{"杭州前台"});
    search_query query;
    query.text = "杭州 前台";
    query.reading = {.interpreted = true, .as_typed = {"杭州"}};
    CHECK(found(index, query) == std::set<std::string>{"杭州前台"});
}

TEST_CASE("a skill by any of its names finds what has any of them") {
    market_index index(catalogue());
    for (auto const* title : {"golang后端", "Go 语言后端", "JavaScript前端", "会js的前端",
                              "machine learning", "机器学习岗", "rust后端"})
        index.load(titled(title));
    std::set<std::string> const go{"golang后端", "go 语言后端"};
    CHECK(found(index, "golang") == go);
    CHECK(found(index, "go") == go);
    CHECK(found(index, "Go语言") == go);
    CHECK(found(index, "js") == std::set<std::string>{"javascript前端", "会js的前端"});
    CHECK(found(index, "机器学习") == std::set<std::string>{"machine learning", "机器学习岗"});
    CHECK(found(index, "golang", false) == std::set<std::string>{"golang后端"});
}

TEST_CASE("traditional and full-width characters find simplified and half-width ones, and back") {
    market_index index(catalogue());
    random_market source(3);
    auto demand = source.demand();
    demand.title = "資深軟件工程師";
    demand.expires_at.reset();
    demand.scope = listings::listing_scope::everywhere;
    index.load(demand);
    index.load(titled("资深软件工程师"));
    for (auto const* text : {"軟件", "软件", "資深軟件工程師", "资深软件工程师", "工程師"})
        for (bool const interpreted : {false, true})
            CHECK(search(index,
                         {.text = text, .reading = {.interpreted = interpreted, .as_typed = {}}},
                         market_day())
                      .value()
                      .total == 2);
}

TEST_CASE("interpretation only adds documents") {
    auto const seed = random_seed();
    CAPTURE(seed);
    random_market source(seed);
    listing_converter const converter(catalogue());
    market_index index(catalogue());
    for (int i = 0; i < 600; ++i)
        index.load(source.any(static_cast<document_kind>(i % 4), converter));
    texts const words{"杭州", "余杭",   "浙江省", "会计", "java",       "golang", "js",
                      "软件", "工程师", "程序员", "上海", "c语言",      "西湖区", "前端",
                      "经理", "go",     "机器",   "测试", "软件工程师", "node",   "net"};
    std::size_t more = 0;
    for (int round = 0; round < 2'000; ++round) {
        search_query query;
        query.kind = static_cast<document_kind>(round % 4);
        query.limit = 200;
        for (auto count = source.number(1, 3); count > 0; --count)
            query.text += source.one_of(words) + (source.chance(50) ? " " : "");
        CAPTURE(query.text);
        auto const literal = search(index, query, market_day()).value();
        query.reading.interpreted = true;
        auto const read = search(index, query, market_day()).value();
        REQUIRE(read.total >= literal.total);
        if (read.total > literal.total) ++more;
        if (read.total > 200) continue;
        std::set<uuid> ids;
        for (auto const& item : read.items)
            ids.insert(item.one->id);
        for (auto const& item : literal.items)
            REQUIRE(ids.contains(item.one->id));
    }
    CHECK(more > 100);
}

} // namespace talent::market
