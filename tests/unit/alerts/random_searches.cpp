#include "tests/unit/alerts/random_searches.hpp"

namespace talent::alerts::testing {
namespace {

using market::search_field;
using market::testing::random_market;

constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;

std::string random_text(random_market& source, std::vector<std::string> const& texts) {
    static std::vector<std::string> const known{
        "软件",         "java",     "c++",     "师",         "工程师 java",      "会计",
        "量子",         "ＪＡＶＡ", "！？",    "program",    "杭州 java",        "余杭会计",
        "golang",       "js",       "C语言",   "鼓楼",       "上海软件工程师",   "浙江省",
        "会计 前端 js", "机器学习", "java*",   "s*",         "machine learning", "杭州市西湖区",
        "软件工程师",   "Node*",    "javasc*", "c* 浙江",    "go 语言 南京",     "é*",
        "程序员",       ".net",     "n* j*",   "java* 前端", "杭州 程序员",      "软件*"};
    if (texts.empty() || source.chance(40)) return source.one_of(known);
    auto piece = source.piece_of(source.one_of(texts));
    return piece.empty() ? "软件" : piece;
}

} // namespace

market::search_query random_query(random_market& source, std::vector<std::string> const& texts) {
    market::search_query made;
    made.kind = static_cast<market::document_kind>(source.number(0, 3));
    if (source.chance(50)) made.text = random_text(source, texts);
    made.reading = {.interpreted = source.chance(70), .as_typed = {}, .corrected = false};
    if (source.chance(10))
        made.reading.as_typed = {source.one_of(std::vector<std::string>{
            "杭州", "java", "java*", "会计", "js", "余杭", "软件工程师", "golang"})};
    for (auto filters = source.number(0, 2); filters > 0; --filters) {
        auto const field =
            static_cast<search_field>(source.number(0, market::search_field_count - 1));
        for (auto values = source.number(1, 3); values > 0; --values)
            made.filter(field).push_back(source.value_of(field));
    }
    if (source.chance(15)) made.pay_min = money{source.number(4, 30) * 100'000};
    if (source.chance(15)) made.pay_max = money{source.number(10, 40) * 100'000};
    if (source.chance(5)) {
        made.published_since = from_milliseconds(to_milliseconds(market::testing::market_day()) -
                                                 source.number(0, 30) * day_ms);
    }
    return made;
}

} // namespace talent::alerts::testing
