#include "tests/unit/alerts/random_searches.hpp"

namespace talent::alerts::testing {
namespace {

using market::search_field;
using market::testing::random_market;

constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;

std::string random_text(random_market& source, std::vector<std::string> const& texts) {
    static std::vector<std::string> const known{"软件", "java", "c++",      "师",   "工程师 java",
                                                "会计", "量子", "ＪＡＶＡ", "！？", "program"};
    if (texts.empty() || source.chance(30)) return source.one_of(known);
    auto piece = source.piece_of(source.one_of(texts));
    return piece.empty() ? "软件" : piece;
}

} // namespace

market::search_query random_query(random_market& source, std::vector<std::string> const& texts) {
    market::search_query made;
    made.kind = static_cast<market::document_kind>(source.number(0, 3));
    if (source.chance(50)) made.text = random_text(source, texts);
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
