// Printed documents, held against what poppler reads in them.
#include <catch2/catch.hpp>

#include <algorithm>
#include <random>
#include <thread>
#include <vector>

#include "common/printing/pdf.hpp"
#include "tests/support/pdf_reading.hpp"

using namespace talent;
using namespace talent::printing;
using namespace talent::test;

namespace {

document simple_document() {
    return {
        .title = "人才服务采购合同",
        .top_left = "合同  C-330100-2026-000123",
        .top_right = "第 3 版",
        .foot = {"日志序号 4711", "日志哈希 0123456789abcdef"},
        .blocks = {facts{{{"甲方", "杭州市人力资源和社会保障局"},
                          {"合同金额", "人民币 1,234,500.00 元"}}},
                   heading{"合同条款"}, paragraph{"乙方按约定提供服务。\n甲方按期付款。"},
                   table{{{"序号", 1}, {"里程碑", 4}, {"金额", 2, alignment::right}},
                         {{"1", "启动与实施方案", "370,350.00"}, {"2", "中期成果", "493,800.00"}}}},
        .dated = from_milliseconds(1'790'000'000'000)};
}

std::string without_white_space(std::string text) {
    std::erase_if(text, [](char one) { return one == ' ' || one == '\n' || one == '\f'; });
    return text;
}

std::size_t count_of(std::string_view text, std::string_view part) {
    std::size_t count = 0;
    for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1))
        ++count;
    return count;
}

/// Nothing stands outside of the page's margins.
void check_within_page(std::string const& file) {
    constexpr double width = 595.276;
    constexpr double height = 841.890;
    constexpr double margin = 50;
    constexpr double foot = 25;
    auto const words = words_of_pdf(file);
    REQUIRE_FALSE(words.empty());
    auto const first = [&](double pdf_word::*edge) {
        return std::ranges::min(words, {}, edge).*edge;
    };
    auto const last = [&](double pdf_word::*edge) {
        return std::ranges::max(words, {}, edge).*edge;
    };
    CHECK(first(&pdf_word::x_min) > margin);
    CHECK(last(&pdf_word::x_max) < width - margin);
    CHECK(first(&pdf_word::y_min) > foot);
    CHECK(last(&pdf_word::y_max) < height - foot);
}

} // namespace

TEST_CASE("a document is read back with its Chinese text, from fonts that are embedded in part") {
    auto const file = write_pdf(simple_document());
    CHECK(file.starts_with("%PDF-1.5"));
    auto const text = without_white_space(text_of_pdf(file));
    for (auto const* part :
         {"人才服务采购合同", "C-330100-2026-000123", "第3版", "日志序号4711", "0123456789abcdef",
          "杭州市人力资源和社会保障局", "人民币1,234,500.00元", "乙方按约定提供服务。",
          "甲方按期付款。", "启动与实施方案", "493,800.00", "第1页共1页"}) {
        CAPTURE(part, text);
        CHECK(text.find(part) != std::string::npos);
    }
    auto const fonts = fonts_of_pdf(file);
    REQUIRE_FALSE(fonts.empty());
    for (auto const& font : fonts) {
        CAPTURE(font.name);
        CHECK(font.embedded);
        CHECK(font.subset);
        CHECK(font.name.find("NotoS") != std::string::npos);
    }
    check_within_page(file);
}

TEST_CASE("the same document has the same bytes, and another date others") {
    auto const one = simple_document();
    auto const file = write_pdf(one);
    CHECK((write_pdf(one) == file)); // the bytes themselves say nothing
    auto other = one;
    other.dated += std::chrono::hours{1};
    CHECK((write_pdf(other) != file));
    CHECK(text_of(other) != text_of(one));
    CHECK(text_of(simple_document()) == text_of(one));
}

TEST_CASE("long and hostile texts wrap, go on over pages, and nothing of them is lost") {
    auto const unit = GENERATE(as<std::string>(), "永", "A", "W", "长句子，没有空格；", "word ",
                               "一行\n", "%()<>[]{}/\\&amp; ");
    CAPTURE(unit);
    constexpr std::size_t repeated = 3'000;
    std::string text;
    for (std::size_t i = 0; i < repeated; ++i)
        text.append(unit);
    auto one = simple_document();
    auto const in_table = GENERATE(false, true);
    CAPTURE(in_table);
    if (in_table) {
        one.blocks = {table{{{"序号", 1}, {"内容", 5}}, {{"1", text}, {"2", "尾行"}}}};
    } else {
        one.blocks = {paragraph{text}, paragraph{"尾行"}};
    }
    auto const file = write_pdf(one);
    auto const pages = pages_of_pdf(file);
    CHECK(pages > 1);
    auto const read = without_white_space(text_of_pdf(file));
    auto const sign = without_white_space(unit);
    // The number of the last sign of each unit, since a line may break within one.
    auto const last = sign.back() == ';' || sign.size() == 1 ? sign.substr(sign.size() - 1)
                                                             : sign.substr(sign.size() - 3);
    CHECK(count_of(read, last) >= repeated);
    CHECK(read.find("尾行") != std::string::npos);
    for (std::size_t page = 1; page <= pages; ++page)
        CHECK(read.find("第" + std::to_string(page) + "页共" + std::to_string(pages) + "页") !=
              std::string::npos);
    if (in_table) CHECK(count_of(read, "内容") == pages);
    check_within_page(file);
}

TEST_CASE("documents that several threads draw at once are the same as one alone") {
    auto const wanted = write_pdf(simple_document());
    std::vector<std::string> made(8);
    std::vector<std::thread> threads;
    for (auto& each : made)
        threads.emplace_back([&each] { each = write_pdf(simple_document()); });
    for (auto& each : threads)
        each.join();
    for (auto const& each : made)
        CHECK((each == wanted));
}

TEST_CASE("every row of a random table is printed once") {
    auto const seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937 random(seed);
    table wanted{{{"甲", 1}, {"乙", 3}, {"丙", 2, alignment::right}}, {}};
    auto const rows = 1 + random() % 150;
    for (std::size_t i = 0; i < rows; ++i) {
        std::string middle;
        for (std::size_t n = random() % 60; n > 0; --n)
            middle.append("字");
        wanted.rows.push_back({"#" + std::to_string(1'000 + i), middle, "$" + std::to_string(i)});
    }
    auto one = simple_document();
    one.blocks = {heading{"表"}, wanted};
    auto const file = write_pdf(one);
    auto const read = without_white_space(text_of_pdf(file));
    for (auto const& row : wanted.rows)
        CHECK(count_of(read, row.front()) == 1);
    check_within_page(file);
}

TEST_CASE("a document that nobody could print is an error") {
    auto one = simple_document();
    one.blocks.assign(pages_max * 50, heading{"一"});
    CHECK_THROWS(write_pdf(one));
}
