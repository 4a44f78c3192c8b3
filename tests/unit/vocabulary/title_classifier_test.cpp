// Occupations proposed for job titles: the invariants, and the lexicon's table.
#include "common/vocabulary/title_classifier.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>
#include <regex>
#include <set>

#include "common/base/text.hpp"
#include "common/vocabulary/table_reader.hpp"
#include "common/vocabulary/tables.hpp"
#include "tests/support/title_measurement.hpp"
#include "tests/unit/vocabulary/shared_data.hpp"

using namespace talent;
using namespace talent::vocabulary;

namespace {

catalogue const& codes() {
    static catalogue const built_in = catalogue::built_in();
    return built_in;
}

title_classifier const& classifier() {
    static title_classifier const made(codes());
    return made;
}

std::string first_code(title_classifier const& from, std::string_view title) {
    auto const found = from.propose(title).proposals;
    return found.empty() ? "" : found.front().occupation->code;
}

bool proposes(std::string_view title, std::string_view code) {
    auto const found = classifier().propose(title).proposals;
    return std::ranges::any_of(found,
                               [&](auto const& one) { return one.occupation->code == code; });
}

void check_proposals(title_proposals const& made, std::size_t limit) {
    CHECK(made.proposals.size() <= limit);
    std::set<std::string> seen;
    for (auto const& one : made.proposals) {
        CHECK(seen.insert(one.occupation->code).second);
        CHECK(codes().find(json::code_list::occupation, one.occupation->code) == one.occupation);
        CHECK((one.confidence >= 0 && one.confidence <= 1));
        CHECK_FALSE(one.matched.empty());
        CHECK(one.matched.size() <= matched_words_max);
        for (auto const& word : one.matched)
            CHECK((!word.text.empty() && !word.kind.empty()));
    }
    CHECK(made.confident ==
          (!made.proposals.empty() && made.proposals.front().confidence >= confident_from));
}

// As JSON shows it, to compare two answers whole.
std::string shown(title_proposals const& made) {
    std::string text = made.read + (made.confident ? "!" : "?");
    for (auto const& one : made.proposals) {
        text += "\n" + one.occupation->code + " " + std::to_string(one.confidence);
        for (auto const& word : one.matched)
            text.append(" ").append(word.text).append("/").append(word.kind);
    }
    return text;
}

void check_every_name_finds_itself(catalogue const& table) {
    title_classifier const own(table);
    constexpr int occupation_level = 4;
    std::size_t wrong = 0;
    std::size_t asked = 0;
    for (auto const& each : table.all(json::code_list::occupation)) {
        if (each.level != occupation_level) continue;
        ++asked;
        auto const found = own.propose(each.name_zh);
        bool const right = !found.proposals.empty() &&
                           found.proposals.front().occupation == &each &&
                           found.proposals.front().confidence == 1.0 && found.confident;
        if (right) continue;
        ++wrong;
        UNSCOPED_INFO(each.code << " " << each.name_zh);
    }
    CHECK(asked > 600);
    CHECK(wrong == 0);
}

} // namespace

TEST_CASE("every official occupation proposes itself first, and surely") {
    check_every_name_finds_itself(codes());
    auto const csv = shared_file("occupations.csv");
    if (csv) check_every_name_finds_itself(test::with_official_table(*csv));
}

TEST_CASE("what people call their work finds the occupation") {
    CHECK(proposes("程序员", "4-04-05-01"));
    CHECK(proposes("外卖骑手", "4-10-08-01"));
    CHECK(proposes("月嫂", "4-10-01-06"));
    CHECK(first_code(classifier(), "外卖小哥") == "4-10-08-01");
    CHECK(first_code(classifier(), "会计") == "2-06-03-00");
    CHECK(first_code(classifier(), "software engineer") == "2-02-10-03");
    CHECK(first_code(classifier(), "叉车司机") == "6-30-01-00");
}

TEST_CASE("what adorns a title does not change its first proposal") {
    for (auto const* title : {"会计", "保安", "厨师", "叉车司机", "前端工程师"}) {
        auto const plain = first_code(classifier(), title);
        std::string const bare = title;
        for (auto const& adorned : {"【急聘】" + bare, bare + "（五险一金）", "高薪诚聘" + bare,
                                    "高级" + bare, bare + " 8000-12000元/月", "杭州" + bare,
                                    "某某有限公司招聘" + bare, bare + "+双休"}) {
            INFO(adorned);
            CHECK(first_code(classifier(), adorned) == plain);
        }
    }
}

TEST_CASE("width, case and traditional characters make no difference") {
    CHECK(shown(classifier().propose("ＪＡＶＡ工程師")) ==
          shown(classifier().propose("java工程师")));
    CHECK(shown(classifier().propose("會計")) == shown(classifier().propose("会计")));
}

TEST_CASE("a title that says nothing has no proposal, and nothing is sure of it") {
    for (auto const* title : {"", " ", "12345", "！！！", "🙂🙂", "()"}) {
        INFO(title);
        auto const made = classifier().propose(title);
        CHECK(made.proposals.empty());
        CHECK_FALSE(made.confident);
    }
    CHECK_FALSE(classifier().propose("来了就要").confident);
}

TEST_CASE("a proposal says which words speak for it") {
    auto const made = classifier().propose("资深前端开发");
    REQUIRE_FALSE(made.proposals.empty());
    auto const& words = made.proposals.front().matched;
    CHECK(std::ranges::any_of(
        words, [](auto const& one) { return one.text.find("前端") != std::string::npos; }));
    CHECK(made.read == "资深前端开发");
}

TEST_CASE("the beginning of an official name proposes it while it is typed") {
    auto const typed = [](std::string_view name, std::size_t characters) {
        std::string begun;
        for (auto const& each : code_points(name))
            if (characters-- > 0) begun += each;
        return begun;
    };
    CHECK(proposes(typed("园林绿化工", 3), "4-09-10-01"));
    CHECK(proposes(typed("有害生物防制员", 3), "4-09-09-00"));
    CHECK(proposes(typed("机动车检测工", 4), "4-08-05-05"));
}

TEST_CASE("any text has the same well-formed answer each time, within its limits") {
    auto const seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937 random(seed);
    std::vector<std::string> pieces{"(", ")",  "【",   "招聘", "+",
                                    " ", "8k", "🙂", "經理", "\xC3\xA9"};
    for (auto const& each : codes().all(json::code_list::occupation))
        pieces.push_back(each.name_zh.substr(0, 6));
    std::uniform_int_distribution<std::size_t> any(0, pieces.size() - 1);
    title_classifier const again(codes());
    for (int i = 0; i < 300; ++i) {
        std::string title;
        for (auto length = random() % 12; length-- > 0;)
            title += pieces[any(random)];
        std::size_t const limit = random() % 8 + 1;
        CAPTURE(title, limit);
        auto const made = classifier().propose(title, limit);
        check_proposals(made, limit);
        CHECK(shown(made) == shown(classifier().propose(title, limit)));
        CHECK(shown(made) == shown(again.propose(title, limit)));
    }
}

TEST_CASE("of a title that is too long the rest is not read") {
    std::string title = "会计";
    while (count_code_points(title) < job_title_code_points_max)
        title += "，";
    CHECK(shown(classifier().propose(title + "厨师")) == shown(classifier().propose(title)));
}

TEST_CASE("the words of titles are each there once, comparable, and of known occupations") {
    std::set<std::string, std::less<>> seen;
    std::regex const code_form("[1-8](-[0-9]{2}){0,3}");
    for (table_reader row(tables::title_words); row.next();) {
        auto const kind = row.cell("kind");
        CHECK((row.cell("codes").empty() == (kind == "noise")));
        for (auto const word : split(row.cell("words"), '|')) {
            CAPTURE(std::string(word));
            CHECK(seen.insert(std::string(word)).second);
            CHECK(normalise(word) == word);
            CHECK((kind != "noise" || word.find('+') == std::string_view::npos));
        }
        for (auto const code : split(row.cell("codes"), '|'))
            CHECK(std::regex_match(std::string(code), code_form));
    }
    CHECK(seen.size() > 2000);
}

TEST_CASE("every code in the words of titles is of the official table") {
    auto const csv = shared_file("occupations.csv");
    if (!csv) return;
    auto const table = test::with_official_table(*csv);
    for (table_reader row(tables::title_words); row.next();) {
        for (auto const code : split(row.cell("codes"), '|')) {
            INFO(std::string(code));
            CHECK(table.known(json::code_list::occupation, code));
        }
    }
}
