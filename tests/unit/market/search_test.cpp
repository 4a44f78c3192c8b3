#include "services/market/search/search.hpp"

#include <set>

#include <catch2/catch.hpp>

#include "common/base/text.hpp"
#include "services/market/index/text_terms.hpp"
#include "services/market/index/word_list.hpp"
#include "services/market/search/word_reading.hpp"
#include "tests/unit/market/comparison.hpp"
#include "tests/unit/market/naive_search.hpp"
#include "tests/unit/market/random_market.hpp"

namespace talent::market {
namespace {

using namespace testing;

constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;

// An index and the naive one, with the same documents.
class compared_market {
  public:
    explicit compared_market(std::uint64_t seed)
        : source(seed), converter_(catalogue()), index(catalogue()), naive(catalogue()) {}

    void add(document_kind kind) { put(source.any(kind, converter_)); }

    void put(document one) {
        naive.put(one);
        index.load(std::move(one));
    }

    void remove(document const& one) {
        journal::entry entry;
        entry.object_type = name_of(one.kind);
        entry.object_id = one.id;
        entry.at = market_day();
        auto const id = one.id;
        index.apply(entry); // a tombstone: no content after
        naive.remove(id);
    }

    document const& any_document() {
        auto at = naive.documents().begin();
        std::advance(at, source.number(0, static_cast<std::int64_t>(naive.documents().size()) - 1));
        return at->second;
    }

    void change() {
        auto const& chosen = any_document();
        switch (source.number(0, 2)) {
            case 0: {
                auto const kind = chosen.kind;
                remove(chosen);
                add(kind);
                break;
            }
            case 1: {
                auto changed = source.any(chosen.kind, converter_);
                changed.id = chosen.id;
                put(std::move(changed));
                break;
            }
            default: {
                auto changed = chosen;
                changed.expires_at = from_milliseconds(to_milliseconds(market_day()) +
                                                       source.number(-3, 3) * day_ms);
                put(std::move(changed));
            }
        }
    }

    random_market source;

  private:
    listing_converter converter_;

  public:
    market_index index;
    naive_search naive;
};

// One to three mistakes in a word that many documents have.
std::string mistyped(random_market& source) {
    static std::vector<std::string> const words{"javascript", "experience", "software", "engineer",
                                                "accountant", "developer",  "java",     "Spring",
                                                "mysql",      "linux",      "scala",    "kotlin"};
    static std::vector<std::string> const letters{"a", "e", "i", "r", "s", "t", "v", "x", "é", "3"};
    auto word = source.one_of(words);
    for (auto mistakes = source.number(1, 3); mistakes > 0; --mistakes) {
        auto const last = static_cast<std::int64_t>(word.size()) - 1;
        auto const at = static_cast<std::size_t>(source.number(0, std::max<std::int64_t>(last, 0)));
        switch (source.number(0, 3)) {
            case 0:
                word.insert(at, source.one_of(letters));
                break;
            case 1:
                word.erase(at, 1);
                break;
            case 2:
                if (at + 1 < word.size()) std::swap(word[at], word[at + 1]);
                break;
            default:
                word.replace(at, 1, source.one_of(letters));
        }
        if (!is_utf8(word)) return "javascirpt"; // a letter of two bytes was cut
    }
    return word;
}

// A piece of some document's text, a word that stands in many, or something that stands nowhere.
std::string random_text(compared_market& market) {
    auto& source = market.source;
    static std::vector<std::string> const known{"软件工程师",
                                                "会计",
                                                "java",
                                                "JavaScript",
                                                "c++",
                                                "C#",
                                                "师",
                                                "node.js",
                                                "Java开发",
                                                "工程师 java",
                                                "软件",
                                                "ＪＡＶＡ",
                                                "program",
                                                ".net",
                                                "量子",
                                                "软件 会计",
                                                "前端js",
                                                "！？",
                                                "杭州 java",
                                                "余杭会计",
                                                "golang",
                                                "机器学习",
                                                "C语言",
                                                "鼓楼",
                                                "軟體工程師",
                                                "上海软件工程师",
                                                "machine learning 杭州",
                                                "js 浙江",
                                                "会计 会计 java",
                                                "西湖区 .net core",
                                                "程序员",
                                                "go 语言 南京",
                                                "jav*",
                                                "java*",
                                                "Node*",
                                                "c* 会计",
                                                "ＪＡＶ＊",
                                                "java* java",
                                                "c++*",
                                                "*",
                                                "软件*",
                                                "java * s*",
                                                "machine learn*",
                                                "javascirpt 杭州",
                                                "qwertyuiop"};
    if (source.chance(8)) return mistyped(source) + (source.chance(20) ? " java" : "");
    if (source.chance(40)) return source.one_of(known);
    auto const& from = market.any_document();
    auto piece = source.piece_of(source.chance(50) ? from.title : from.body);
    return piece.empty() ? "软件" : piece;
}

vocabulary_names const& vocabulary_names_of_catalogue() {
    static vocabulary_names const made(catalogue());
    return made;
}

reading_options random_reading(random_market& source, std::string const& text) {
    reading_options made{.interpreted = source.chance(60), .as_typed = {}};
    if (source.chance(80)) return made;
    auto const parts = read_query(vocabulary_names_of_catalogue(), text, made);
    if (!parts.has_value() || parts.value().readings.empty()) return made;
    made.as_typed = {source.one_of(parts.value().readings).text};
    return made;
}

search_query random_query(compared_market& market) {
    auto& source = market.source;
    search_query made;
    made.kind = static_cast<document_kind>(source.number(0, 9) % 4);
    if (source.chance(60)) made.text = random_text(market);
    made.reading = random_reading(source, made.text);
    for (auto filters = source.number(0, 2); filters > 0; --filters) {
        auto const field = static_cast<search_field>(source.number(0, search_field_count - 1));
        for (auto values = source.number(1, 2); values > 0; --values) {
            made.filter(field).push_back(market.source.value_of(field));
        }
    }
    if (source.chance(10)) made.pay_min = money{source.number(4, 30) * 100'000};
    if (source.chance(10)) made.pay_max = money{source.number(30, 40) * 100'000};
    if (source.chance(10)) {
        made.published_since =
            from_milliseconds(to_milliseconds(market_day()) - source.number(0, 30) * day_ms);
    }
    if (source.chance(30)) made.home_region = source.region();
    made.sort = static_cast<sort_order>(source.number(0, 3));
    made.limit = static_cast<int>(source.number(1, 60));
    if (source.chance(4)) {
        auto const field = static_cast<search_field>(source.number(0, search_field_count - 1));
        made.facets = {field, search_field::region};
        if (field == search_field::region) made.facets.pop_back();
    }
    return made;
}

void compare(compared_market& market, search_query const& query, instant now) {
    compare_search(market.index, market.naive, query, now);
}

listings::demand titled(std::string title) {
    static random_market source(1);
    auto made = source.demand();
    made.title = std::move(title);
    made.work_content = "内容";
    made.conditions = "条件";
    made.skills_required = {};
    made.skills_preferred = {};
    made.employer_name = {};
    made.expires_at.reset();
    made.scope = listings::listing_scope::everywhere;
    return made;
}

std::uint64_t total_of(market_index const& index, std::string text, instant now = market_day()) {
    search_query query;
    query.text = std::move(text);
    auto const found = search(index, query, now);
    REQUIRE(found.has_value());
    return found.value().total;
}

} // namespace

TEST_CASE("ten thousand random searches between random changes answer as a plain scan does") {
    auto const seed = random_seed();
    CAPTURE(seed);
    compared_market market(seed);
    for (int i = 0; i < 1'100; ++i) {
        for (auto const kind : {document_kind::demand, document_kind::supply})
            market.add(kind);
        if (i % 2 == 0) market.add(document_kind::offering);
        if (i % 3 == 0) market.add(document_kind::tender);
    }
    REQUIRE(market.naive.documents().size() >= 3'000);
    for (int round = 0; round < 10'000; ++round) {
        if (round % 100 == 0) {
            for (int changes = 0; changes < 20; ++changes)
                market.change();
        }
        CAPTURE(round);
        // Time goes forward and back: what an answer holds depends on the instant asked about only.
        auto const now = from_milliseconds(to_milliseconds(market_day()) +
                                           market.source.number(-4, 40) * day_ms);
        auto const query = random_query(market);
        CAPTURE(query.text, static_cast<int>(query.kind), static_cast<int>(query.sort));
        compare(market, query, now);
    }
}

TEST_CASE(
    "offerings by category and stage and tenders by method and progress are found and counted as a "
    "plain scan does") {
    using enum search_field;
    auto const seed = random_seed();
    CAPTURE(seed);
    compared_market market(seed);
    for (int i = 0; i < 400; ++i) {
        market.add(document_kind::offering);
        market.add(document_kind::tender);
    }
    struct asked {
        document_kind kind;
        std::vector<search_field> fields;
    };
    std::vector<asked> const all{{document_kind::offering, {category, stage}},
                                 {document_kind::tender, {method, progress}}};
    for (int round = 0; round < 300; ++round) {
        auto const& [kind, fields] = all[static_cast<std::size_t>(round % 2)];
        search_query query;
        query.kind = kind;
        query.facets = fields;
        query.facets.push_back(region);
        query.limit = 200;
        if (round % 3 == 0) query.text = random_text(market);
        auto const filtered = market.source.one_of(query.facets);
        query.filter(filtered) = {market.source.value_of(filtered)};
        CAPTURE(round, query.text, definition_of(filtered).name, query.filter(filtered).front());
        compare(market, query, market_day());
        // Each count is the total of the search that is narrowed by its value, by the index itself.
        auto const counted = search(market.index, query, market_day());
        REQUIRE(counted.has_value());
        for (auto const& one : counted.value().facets) {
            for (auto const& value : one.values) {
                auto narrowed = query;
                narrowed.facets.clear();
                narrowed.filter(one.field) = {value.value};
                REQUIRE(search(market.index, narrowed, market_day()).value().total == value.count);
            }
        }
    }
}

TEST_CASE("a Latin word is found whole, in any case and width, and never inside another") {
    market_index index(catalogue());
    index.load(titled("Java开发"));
    index.load(titled("JavaScript前端"));
    index.load(titled("Ｃ++工程师"));
    index.load(titled("Node.js后端"));
    CHECK(total_of(index, "java") == 1);
    CHECK(total_of(index, "JAVA") == 1);
    CHECK(total_of(index, "ｊａｖａ") == 1);
    CHECK(total_of(index, "javascript") == 1);
    CHECK(total_of(index, "script") == 0);
    CHECK(total_of(index, "c++") == 1);
    CHECK(total_of(index, "c") == 0);
    CHECK(total_of(index, "node.js") == 1);
    CHECK(total_of(index, "java 前端") == 0);
}

TEST_CASE("a Chinese run of any length is found as a contiguous part of the text, and only so") {
    market_index index(catalogue());
    index.load(titled("高级软件工程师"));
    index.load(titled("软件测试,工程师傅"));
    index.load(titled("软 件 工程"));
    CHECK(total_of(index, "软") == 3);
    CHECK(total_of(index, "软件") == 2);
    CHECK(total_of(index, "件工") == 1);
    CHECK(total_of(index, "软件工程师") == 1);
    CHECK(total_of(index, "工程师") == 2);
    CHECK(total_of(index, "软件 工程师") == 2);
    CHECK(total_of(index, "工程师软件") == 0);
    CHECK(total_of(index, "师") == 2);
    CHECK(total_of(index, "职") == 0);
}

TEST_CASE("the parts of a phrase that stand apart do not make the phrase") {
    market_index index(catalogue());
    index.load(titled("工程师会计 软件工程师")); // every three neighbours of 软件工程师会计
    index.load(titled("软件工程师会计"));
    CHECK(total_of(index, "软件工程师会计") == 1);
    CHECK(total_of(index, "软件工程师") == 2);
    CHECK(total_of(index, "程师会") == 2);
}

TEST_CASE(
    "a phrase does not reach from the title into the body, nor from one piece of it into the "
    "next") {
    market_index index(catalogue());
    auto demand = titled("软件工程");
    demand.work_content = "师傅会计";
    demand.conditions = "主管";
    index.load(demand);
    CHECK(total_of(index, "工程师傅") == 0);
    CHECK(total_of(index, "会计主管") == 0);
    CHECK(total_of(index, "软件工程 师傅会计 主管") == 1);
}

TEST_CASE("a listing is found by the names of its skills") {
    market_index index(catalogue());
    auto demand = titled("程序员");
    demand.skills_required = {"c_plus_plus"};
    demand.skills_preferred = {"java"};
    index.load(demand);
    CHECK(total_of(index, "Java") == 1);
    CHECK(total_of(index, "cpp") == 1);
    CHECK(total_of(index, "C++ 程序员") == 1);
    CHECK(total_of(index, "javascript") == 0);
}

TEST_CASE("a word with an asterisk finds the words that begin so, and without it only itself") {
    market_index index(catalogue());
    for (auto const* title : {"Java开发", "JavaScript前端", "javac 8", "jav", "会Java的"})
        index.load(titled(title));
    CHECK(total_of(index, "java*") == 4);
    CHECK(total_of(index, "JAVA＊") == 4);
    CHECK(total_of(index, "java *") == 2);
    CHECK(total_of(index, "jav*") == 5);
    CHECK(total_of(index, "java* 前端") == 1);
    CHECK(total_of(index, "javax*") == 0);
    CHECK(total_of(index, "*") == 5);
    search_query query;
    query.text = "java*";
    query.reading.as_typed = {"java*"};
    CHECK(search(index, query, market_day()).value().total == 2);
}

TEST_CASE("of a prefix of very many words those that most documents have are found") {
    market_index index(catalogue());
    for (int i = 0; i < 3; ++i)
        index.load(titled("wzz"));
    for (std::size_t i = 0; i < words_of_prefixes_max; ++i)
        index.load(titled("w" + std::to_string(1000 + i)));
    // The most frequent, then the first by their letters; the last of them has no place.
    CHECK(total_of(index, "w*") == 3 + words_of_prefixes_max - 1);
    CHECK(total_of(index, "wzz* w*") == 3);
    CHECK(total_of(index, "w1499*") == 1);
}

TEST_CASE(
    "many words that nobody has are not corrected, and neither is one that everything is like") {
    market_index index(catalogue());
    index.load(titled("python kotlin haskell erlang clojure"));
    auto const total = [&](std::string text) {
        search_query query;
        query.text = std::move(text);
        query.reading.interpreted = true;
        return search(index, query, market_day()).value().total;
    };
    CHECK(total("pythn kotln haskel erlng") == 1);
    CHECK(total("pythn kotln haskel erlng clojur") == 0);
    // By the set of its letters every order of eight is like every other.
    std::string letters = "abcdefgh";
    std::string words;
    for (std::size_t i = 0; i <= compared_words_max; ++i) {
        words += letters + ' ';
        std::ranges::next_permutation(letters);
    }
    index.load(titled("abcdefgh"));
    CHECK(total("abcdefghx") == 1);
    index.load(titled(words));
    CHECK(total("abcdefghx") == 0);
    CHECK(total("kotln") == 1);
}

TEST_CASE(
    "a mistyped word finds what was meant where nobody has it as typed, and it can be undone") {
    market_index index(catalogue());
    for (auto const* title : {"JavaScript前端", "javascript 岗", "javaseript", "resume writer"})
        index.load(titled(title));
    auto const read = [&](std::string text, strings as_typed = {}, bool interpreted = true) {
        search_query query;
        query.text = std::move(text);
        query.reading = {.interpreted = interpreted, .as_typed = std::move(as_typed)};
        auto found = search(index, query, market_day());
        REQUIRE(found.has_value());
        return std::move(found).value();
    };
    auto const found = read("javascirpt");
    CHECK(found.total == 2);
    REQUIRE(found.read.readings.size() == 1);
    CHECK(found.read.readings.front().kind == read_as::correction);
    CHECK(found.read.readings.front().corrected == "javascript");
    CHECK(found.read.readings.front().applied);
    for (auto const& undone : {read("javascirpt", {"JavaScirpt"}), read("javascirpt", {}, false)}) {
        CHECK(undone.total == 0);
        CHECK(undone.read.readings.front().corrected == "javascript");
        CHECK_FALSE(undone.read.readings.front().applied);
    }
    CHECK(read("javaseript").total == 1); // somebody has it
    CHECK(read("javasxript").total == 2); // one mistake from both: more documents have this one
    CHECK(read("javascirpt javascript").total == 2);
    CHECK(read("résumé").total == 0); // two mistakes in six letters
    CHECK(read("resumé").total == 1);
    CHECK(read("jvaa").total == 0);
    CHECK(read("wrtier").total == 1);
}

TEST_CASE("a page does not go on where a word is taken for another than on the page before") {
    market_index index(catalogue());
    for (int i = 0; i < 3; ++i)
        index.load(titled("javascript"));
    search_query query;
    query.text = "javasxript";
    query.reading.interpreted = true;
    query.limit = 1;
    auto const first = search(index, query, market_day());
    REQUIRE(first.has_value());
    CHECK(first.value().total == 3);
    query.after = first.value().next;
    REQUIRE_FALSE(query.after.empty());
    CHECK(search(index, query, market_day()).has_value());
    for (int i = 0; i < 4; ++i)
        index.load(titled("javaseript")); // as near, and more documents have it
    auto const refused = search(index, query, market_day());
    REQUIRE_FALSE(refused.has_value());
    REQUIRE(refused.error().errors.size() == 1);
    CHECK(refused.error().errors.front().pointer == "?cursor");
    CHECK(refused.error().errors.front().code == "outdated");
    query.after.clear();
    auto const again = search(index, query, market_day());
    REQUIRE(again.has_value());
    CHECK(again.value().total == 4);
}

TEST_CASE("what a word was meant as gives no word away that the searcher may not see") {
    market_index index(catalogue());
    auto hidden = titled("zeppelins");
    hidden.region = "330100";
    hidden.scope = listings::listing_scope::own_region;
    index.load(hidden);
    auto over = titled("windjammer");
    over.expires_at = market_day();
    index.load(over);
    auto const readings = [&](std::string text, std::string home) {
        search_query query;
        query.text = std::move(text);
        query.reading.interpreted = true;
        query.home_region = std::move(home);
        return search(index, query, market_day()).value().read.readings;
    };
    CHECK(readings("zeppelinz", "").front().kind == read_as::text);
    CHECK(readings("zeppelinz", "330106").front().corrected == "zeppelins");
    CHECK(readings("windjamer", "").front().kind == read_as::text);
    // Nor does it tell that some document has the word as typed.
    index.load(titled("zeppelin"));
    CHECK(readings("zeppelins", "").front().corrected == "zeppelin");
    CHECK(readings("zeppelins", "330106").front().kind == read_as::text);
}

TEST_CASE("a document is out of every answer from the millisecond of its end on") {
    market_index index(catalogue());
    auto demand = titled("会计");
    demand.expires_at = market_day();
    index.load(demand);
    auto const ms = std::chrono::milliseconds{1};
    CHECK(total_of(index, "会计", market_day() - ms) == 1);
    CHECK(total_of(index, "会计", market_day()) == 0);
    CHECK(total_of(index, "会计", market_day() - ms) == 1);
}

TEST_CASE("a scoped listing is shown to searchers within its region only") {
    market_index index(catalogue());
    auto demand = titled("会计");
    demand.region = "330100";
    demand.scope = listings::listing_scope::own_region;
    index.load(demand);
    auto const total = [&](std::string home, std::vector<std::string> regions) {
        search_query query;
        query.home_region = std::move(home);
        query.filter(search_field::region) = std::move(regions);
        auto const found = search(index, query, market_day());
        REQUIRE(found.has_value());
        return found.value().total;
    };
    CHECK(total("", {}) == 0);
    CHECK(total("", {"330000"}) == 0);
    CHECK(total("", {"330100"}) == 1);
    CHECK(total("330106", {}) == 1);
    CHECK(total("330106", {"330000"}) == 1);
    CHECK(total("330200", {}) == 0);
}

TEST_CASE("a title that has the word comes before a body that has it") {
    market_index index(catalogue());
    auto in_title = titled("会计");
    in_title.published_at = market_day() - std::chrono::hours{48};
    auto in_body = titled("文员");
    in_body.work_content = "协助会计";
    in_body.published_at = market_day();
    index.load(in_body);
    index.load(in_title);
    search_query query;
    query.text = "会计";
    auto const found = search(index, query, market_day());
    REQUIRE(found.has_value());
    REQUIRE(found.value().items.size() == 2);
    CHECK(found.value().items[0].one->id == in_title.id);
    CHECK(found.value().items[0].score == 3 * found.value().items[1].score);
}

TEST_CASE("pages neither repeat nor skip what stays while other documents come and go") {
    auto const seed = random_seed();
    CAPTURE(seed);
    for (auto const sort :
         {sort_order::relevance, sort_order::newest, sort_order::pay_high, sort_order::pay_low}) {
        random_market source(seed);
        market_index index(catalogue());
        std::set<uuid> staying;
        for (int i = 0; i < 200; ++i) {
            auto demand = titled(source.chance(50) ? "软件会计" : "会计");
            demand.id = source.id();
            staying.insert(demand.id);
            index.load(demand);
        }
        search_query query;
        query.text = "会计";
        query.sort = sort;
        query.limit = 7;
        std::set<uuid> seen;
        do {
            auto const found = search(index, query, market_day());
            REQUIRE(found.has_value());
            for (auto const& item : found.value().items)
                CHECK(seen.insert(item.one->id).second);
            query.after = found.value().next;
            for (int i = 0; i < 5; ++i) {
                auto coming = titled("会计");
                coming.id = source.id();
                index.load(coming);
            }
        } while (!query.after.empty());
        for (auto const& id : staying)
            CHECK(seen.contains(id));
    }
}

TEST_CASE(
    "a cursor that belongs to another search, and a text that is too long, are refused by name") {
    market_index index(catalogue());
    index.load(titled("会计"));
    auto const refusal = [&](search_query const& query) {
        auto const found = search(index, query, market_day());
        REQUIRE_FALSE(found.has_value());
        CHECK(found.error().code == error_code::invalid_query);
        REQUIRE(found.error().errors.size() == 1);
        return found.error().errors.front().pointer;
    };
    search_query query;
    query.after = "anything";
    CHECK(refusal(query) == "?cursor");
    query.after = "newest||0|0|018f2a40-0000-7000-8000-000000000000|0";
    CHECK(refusal(query) == "?cursor");
    // Without text, relevance is by the day as well.
    query.after = "relevance||9223372036854775807|0|018f2a40-0000-7000-8000-000000000000|0";
    CHECK(refusal(query) == "?cursor");
    query.after = "newest||0|0|018f2a40-0000-7000-8000-000000000000|0";
    query.sort = sort_order::newest;
    CHECK(search(index, query, market_day()).has_value());
    for (auto const* const key : {"9223372036854775807|0", "-9223372036854775808|0",
                                  "0|9223372036854775807", "0|-9223372036854775808"}) {
        query.after = "newest||" + std::string(key) + "|018f2a40-0000-7000-8000-000000000000|0";
        CHECK(refusal(query) == "?cursor");
    }
    query.after.clear();
    query.text = std::string(query_code_points_max + 1, 'a');
    CHECK(refusal(query) == "?q");
}

TEST_CASE(
    "thousands of one score are paged by the day of publication, whatever their titles have") {
    // More than are looked at one by one, on few days; half of them have one word in the title,
    // half the other, and both words are as frequent, so that all are worth the same.
    auto const seed = random_seed();
    CAPTURE(seed);
    compared_market market(seed);
    constexpr int listings = 4'000;
    for (int i = 0; i < listings; ++i) {
        document one;
        one.id = market.source.id();
        one.title = i % 2 == 0 ? "软件" : "会计";
        append_piece(i % 2 == 0 ? "会计" : "软件", one.body);
        one.published_at =
            market_day() - std::chrono::milliseconds(market.source.number(0, 5) * day_ms +
                                                     market.source.number(0, 3));
        market.put(std::move(one));
    }
    search_query query;
    query.reading.interpreted = false;
    query.limit = 150; // four pages reach beyond the newest day
    for (auto const* const text : {"软件 会计", "软件", ""}) {
        query.text = text;
        compare(market, query, market_day());
    }
    query.sort = sort_order::newest;
    compare(market, query, market_day());
}

} // namespace talent::market
