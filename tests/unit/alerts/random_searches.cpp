#include "tests/unit/alerts/random_searches.hpp"

#include "common/base/text.hpp"

namespace talent::alerts::testing {
namespace {

using market::search_field;
using market::testing::random_market;

constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;

std::string random_text(random_market& source, std::vector<std::string> const& texts) {
    static std::vector<std::string> const known{"软件", "java", "c++",      "师",   "工程师 java",
                                                "会计", "量子", "ＪＡＶＡ", "！？", "program"};
    if (texts.empty() || source.chance(30)) return source.one_of(known);
    auto const characters = code_points(source.one_of(texts));
    if (characters.empty()) return "软件";
    auto const count = static_cast<std::int64_t>(characters.size());
    auto const start = source.number(0, count - 1);
    auto const end = std::min(count, start + source.number(1, 7));
    std::string text;
    for (auto i = start; i < end; ++i)
        text += characters[static_cast<std::size_t>(i)];
    return text;
}

template <class E>
std::string random_name(random_market& source) {
    auto const names = json::enumeration<E>::names();
    auto const last = static_cast<std::int64_t>(names.size()) - 1;
    return std::string(names[static_cast<std::size_t>(source.number(0, last))]);
}

std::string random_value(random_market& source, search_field field) {
    switch (field) {
        case search_field::region:
            return source.region();
        case search_field::occupation:
            return source.occupation();
        case search_field::industry:
            return source.industry();
        case search_field::skill:
            return source.skill();
        case search_field::education:
            return random_name<listings::education>(source);
        case search_field::experience:
            return std::to_string(source.number(0, 12));
        case search_field::employment:
            return random_name<listings::employment_type>(source);
        case search_field::organisation:
            return to_string(source.organisation());
        case search_field::category:
            return random_name<offerings::service_category>(source);
        case search_field::stage:
            return random_name<offerings::chain_stage>(source);
        case search_field::method:
            return random_name<procurement::procurement_method>(source);
        case search_field::progress:
            return random_name<procurement::tender_state>(source);
    }
    return {};
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
            made.filter(field).push_back(random_value(source, field));
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
