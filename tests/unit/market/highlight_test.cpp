// Where a query's words stand in what it found, held against plain string operations on what the
// answer shows.
#include "services/market/search/highlight.hpp"

#include <algorithm>
#include <set>

#include <catch2/catch.hpp>

#include "common/base/text.hpp"
#include "services/market/search/search.hpp"
#include "tests/unit/market/naive_reading.hpp"
#include "tests/unit/market/random_market.hpp"

namespace talent::market {
namespace {

using namespace testing;

std::string joined(highlight const& one) {
    std::string made;
    for (auto const& piece : one.pieces)
        made += piece.text;
    return made;
}

// "/title: [Java]开发" of each highlight.
strings shown_as(std::vector<highlight> const& highlights) {
    strings made;
    for (auto const& one : highlights) {
        auto& text = made.emplace_back(one.pointer + ": ");
        if (one.cut_before) text += "…";
        for (auto const& piece : one.pieces)
            text += piece.matched ? "[" + piece.text + "]" : piece.text;
        if (one.cut_after) text += "…";
    }
    return made;
}

listings::demand demand_of(std::string title, std::string content, strings skills) {
    static random_market source(1);
    auto made = source.demand();
    made.title = std::move(title);
    made.work_content = std::move(content);
    made.conditions = "条件";
    made.place = "地点";
    made.employer_name = {};
    made.region = "330106";
    made.skills_required = std::move(skills);
    made.skills_preferred = {};
    made.expires_at.reset();
    made.scope = listings::listing_scope::everywhere;
    return made;
}

strings highlights_of(listings::demand const& demand, std::string text, bool interpreted = true) {
    market_index index(catalogue());
    index.load(demand);
    search_query query;
    query.text = std::move(text);
    query.reading.interpreted = interpreted;
    query.highlighted = true;
    auto const found = search(index, query, market_day());
    REQUIRE(found.has_value());
    REQUIRE(found.value().items.size() == 1);
    return shown_as(found.value().items.front().highlights);
}

// The element that a JSON Pointer without escapes leads to.
json::value const& at_pointer(json::value const& root, std::string pointer) {
    auto const* at = &root;
    while (!pointer.empty()) {
        auto const end = pointer.find('/', 1);
        auto const name = pointer.substr(1, end == std::string::npos ? end : end - 1);
        at = at->is_array() ? &at->elements().at(std::stoul(name)) : &(*at)[name];
        pointer = end == std::string::npos ? "" : pointer.substr(end);
    }
    return *at;
}

strings skill_names(std::string const& code) {
    auto const* const skill = catalogue().find(json::code_list::skill, code);
    REQUIRE(skill != nullptr);
    strings names{skill->name_zh, skill->name_en};
    names.insert(names.end(), skill->synonyms.begin(), skill->synonyms.end());
    return names;
}

bool holds_term(std::string const& text, std::string const& term) {
    auto const terms = naive_terms(text);
    return is_run(term) ? naive_searchable(text).find(term) != std::string::npos
                        : std::ranges::count(terms, term) > 0;
}

bool document_holds(document const& one, std::string const& term) {
    auto const in = [&](std::string const& text) {
        if (is_run(term)) return text.find(term) != std::string::npos;
        auto const all = naive_terms(text);
        return std::ranges::count(all, term) > 0;
    };
    return in(one.title) || in(one.body);
}

// The terms that should be marked in this document.
std::set<std::string> terms_to_mark(document const& one, std::set<naive_part> const& wanted) {
    std::set<std::string> made;
    for (auto const& part : wanted) {
        for (auto const& word : naive_terms(one.title + '\n' + one.body)) {
            if (!part.prefix.empty() && !is_run(word) && word.starts_with(part.prefix))
                made.insert(word);
        }
        for (auto const& way : part.ways) {
            if (std::ranges::all_of(way,
                                    [&](auto const& term) { return document_holds(one, term); }))
                made.insert(way.begin(), way.end());
        }
    }
    return made;
}

bool is_latin(char one) {
    auto const byte = static_cast<unsigned char>(one);
    return byte < 0x80 && std::isalnum(byte) != 0;
}

void check_one(highlight const& one, json::value const& shown, std::set<std::string> const& terms) {
    auto const text = joined(one);
    CAPTURE(one.pointer, text);
    auto const& pointed = at_pointer(shown, one.pointer).text();
    bool const of_skill = one.pointer.starts_with("/skills");
    if (of_skill) {
        auto const names = skill_names(pointed);
        REQUIRE(std::ranges::count(names, text) == 1);
    } else {
        auto const at = one.cut_after ? pointed.find(text) : pointed.size() - text.size();
        REQUIRE(at != std::string::npos);
        REQUIRE(pointed.substr(at, text.size()) == text);
        if (!one.cut_before) REQUIRE(pointed.starts_with(text));
        if (one.pointer == "/title") REQUIRE(text == pointed);
        REQUIRE((one.pointer == "/title" || count_code_points(text) <= 120));
        // No Latin word is cut: some place of the stretch has none beyond its ends.
        bool whole = false;
        for (auto place = pointed.find(text); place != std::string::npos;
             place = pointed.find(text, place + 1)) {
            auto const end = place + text.size();
            bool const before = place > 0 && is_latin(pointed[place - 1]) && is_latin(text.front());
            bool const after =
                end < pointed.size() && is_latin(pointed[end]) && is_latin(text.back());
            whole = whole || (!before && !after);
        }
        REQUIRE(whole);
    }
    std::size_t matched = 0;
    for (auto const& piece : one.pieces) {
        REQUIRE_FALSE(piece.text.empty());
        REQUIRE(is_utf8(piece.text));
        bool const has = std::ranges::any_of(
            terms, [&](auto const& term) { return holds_term(piece.text, term); });
        CAPTURE(piece.text, piece.matched);
        REQUIRE((has == piece.matched || (has && of_skill)));
        matched += piece.matched ? 1 : 0;
    }
    REQUIRE(matched > 0);
}

std::string written_otherwise(random_market& source, std::string text) {
    static std::vector<std::pair<std::string, std::string>> const forms{
        {"软件", "軟件"},       {"工程师", "工程師"},     {"Java", "ＪＡＶＡ"}, {"会计", "會計"},
        {"java", "Ja\u00ADva"}, {"算法", "  算法\u3000"}, {"C++", "ｃ＋＋"},    {"系统", "㍿系統"}};
    for (auto const& [plain, other] : forms) {
        for (auto at = text.find(plain); at != std::string::npos;
             at = text.find(plain, at + other.size())) {
            if (source.chance(50))
                text.replace(at, plain.size(), other);
            else
                at += plain.size();
            if (at >= text.size()) break;
        }
    }
    return text;
}

} // namespace

TEST_CASE("the words of a query are marked in the title and the body as they were written") {
    auto const demand = demand_of("資深ＪＡＶＡ軟件工程師", "熟悉Java，了解JavaScript者优先。", {});
    CHECK(highlights_of(demand, "java") ==
          strings{"/title: 資深[ＪＡＶＡ]軟件工程師",
                  "/work_content: 熟悉[Java]，了解JavaScript者优先。"});
    CHECK(highlights_of(demand, "软件 java") ==
          strings{"/title: 資深[ＪＡＶＡ軟件]工程師",
                  "/work_content: 熟悉[Java]，了解JavaScript者优先。"});
    CHECK(highlights_of(demand, "资深Java软件工程师") ==
          strings{"/title: [資深ＪＡＶＡ軟件工程師]",
                  "/work_content: 熟悉[Java]，了解JavaScript者优先。"});
}

TEST_CASE("another name of a skill is marked where it stands, or on the skill itself") {
    CHECK(highlights_of(demand_of("Golang后端", "内容", {}), "go语言") ==
          strings{"/title: [Golang]后端"});
    CHECK(highlights_of(demand_of("后端", "内容", {"java", "go_language"}), "golang") ==
          strings{"/skills_required/1: [Go语言]"});
    // Of a name of two words that the text has one of, nothing is marked.
    CHECK(highlights_of(demand_of("机器学习", "a learning team", {}), "machine learning") ==
          strings{"/title: [机器学习]"});
}

TEST_CASE("what is found by its region alone has no mark, and what also says it has") {
    CHECK(highlights_of(demand_of("会计", "内容", {}), "杭州") == strings{});
    CHECK(highlights_of(demand_of("会计", "内容", {}), "杭州 会计") == strings{"/title: [会计]"});
    CHECK(highlights_of(demand_of("杭州会计", "内容", {}), "杭州") ==
          strings{"/title: [杭州]会计"});
}

TEST_CASE("of a long text the stretch with most of the words is given, cut between words") {
    std::string filler;
    for (int i = 0; i < 60; ++i)
        filler += "responsibilities and 职责，";
    auto const demand =
        demand_of("title", filler + "java one, " + filler + "java and mysql, " + filler, {});
    auto const shown = highlights_of(demand, "java mysql");
    REQUIRE(shown.size() == 1);
    CHECK(shown.front().find("[java] and [mysql]") != std::string::npos);
    CHECK(shown.front().find(": …") != std::string::npos);
    CHECK(shown.front().ends_with("…"));
}

TEST_CASE("every mark of random searches is a term, none is missed, and no result is without") {
    auto const seed = random_seed();
    CAPTURE(seed);
    random_market source(seed);
    listing_converter const converter(catalogue());
    market_index index(catalogue());
    naive_reader const reader(catalogue());
    strings texts{"软件工程师",
                  "java",
                  "golang",
                  "机器学习",
                  "杭州 java",
                  "余杭会计",
                  "c++",
                  "师",
                  "C语言",
                  "js 前端",
                  "軟體工程師",
                  "ＪＡＶＡ",
                  "工程师 java 软件 会计",
                  "node.js",
                  "jav*",
                  "c* s*",
                  "javascirpt",
                  "experiense java"};
    auto const ask_for = [&](std::string const& text) {
        if (count_code_points(text) <= query_code_points_max) texts.push_back(text);
    };
    auto const keep = [&](auto made) {
        made.title = written_otherwise(source, made.title);
        ask_for(made.title);
        index.load(made);
    };
    for (int i = 0; i < 150; ++i) {
        auto demand = source.demand();
        for (auto more = source.number(0, 6); more > 0; --more)
            demand.work_content += written_otherwise(source, source.sentence());
        keep(demand);
        auto supply = source.supply();
        supply.summary = written_otherwise(source, supply.summary);
        keep(supply);
        auto offering = source.offering();
        offering.description = written_otherwise(source, offering.description + offering.terms);
        ask_for(offering.terms);
        keep(offering);
        keep(source.tender());
    }
    std::size_t marked = 0;
    std::size_t cut = 0;
    for (int round = 0; round < 1'500; ++round) {
        search_query query;
        query.kind = static_cast<document_kind>(round % 4);
        query.text =
            source.chance(50) ? source.one_of(texts) : source.piece_of(source.one_of(texts));
        query.reading.interpreted = source.chance(70);
        query.highlighted = true;
        query.limit = 20;
        CAPTURE(round, query.text, query.reading.interpreted);
        auto const found = search(index, query, market_day());
        REQUIRE(found.has_value());
        auto wanted = reader.read(query.text, query.reading);
        for (auto const& one : found.value().read.readings) {
            if (one.kind == read_as::correction && one.applied)
                wanted.insert({{one.text, "meant"}, {{one.corrected}}, {}});
        }
        for (auto const& item : found.value().items) {
            auto const shown = json::parse(item.one->shown).value();
            auto const terms = terms_to_mark(*item.one, wanted);
            CAPTURE(item.one->shown);
            REQUIRE(item.highlights.empty() == terms.empty());
            REQUIRE(item.highlights.size() <= 4);
            std::set<std::string> titles;
            bool const in_title = std::ranges::any_of(
                terms, [&](auto const& term) { return holds_term(shown["title"].text(), term); });
            if (in_title) REQUIRE(item.highlights.front().pointer == "/title");
            for (auto const& one : item.highlights) {
                check_one(one, shown, terms);
                if (one.cut_before || one.cut_after) ++cut;
            }
            marked += item.highlights.empty() ? 0 : 1;
        }
    }
    CHECK(marked > 1'000);
    CHECK(cut > 100);
}

} // namespace talent::market
