#include "tests/unit/market/random_market.hpp"

#include <algorithm>
#include <cstdlib>

#include "common/base/text.hpp"
#include "services/offerings/category.hpp"

namespace talent::market::testing {
namespace {

using texts = std::vector<std::string>;

texts const region_codes{"330000", "330100", "330106", "330102", "330110", "330200",
                         "330203", "330300", "310000", "310115", "320000", "320100",
                         "320102", "440300", "440305", "000000"};
texts const occupation_codes{"2-02-10-03", "2-02-10-03", "2-02-10-04", "2-02-10-07",
                             "2-02-10",    "2-02-38-01", "2-02-38-03", "2-02-30-09",
                             "2-02",       "2",          "2-06-03-00", "2-06-03-00",
                             "2-06-02-00", "2-06-01-01", "1-06-01-02", "2-02-34-01"};
texts const skill_codes{"java",       "c_plus_plus", "c_sharp",     "python",
                        "javascript", "typescript",  "go_language", "rust",
                        "php",        "kotlin",      "scala",       "matlab"};
texts const industry_codes{"I", "65", "64", "C", "39", "J", "66", "M"};

texts const roles{"软件工程师",
                  "Java开发",
                  "JavaScript前端",
                  "C++工程师",
                  "会计",
                  "会计主管",
                  "高级软件工程师",
                  "算法工程师",
                  "Node.js后端开发",
                  "C#程序员",
                  "数据分析师",
                  "财务经理",
                  "Go语言开发",
                  "人力资源专员",
                  "Python工程师",
                  "Software Engineer",
                  "Senior Java Developer",
                  "Accountant",
                  ".NET开发",
                  "测试工程师",
                  "软件测试",
                  "机械工程师",
                  "护士",
                  "ＪＡＶＡ架构师",
                  "プログラマー",
                  "售前工程师（软件）"};
texts const levels{"", "", "高级", "资深", "初级", "实习", "Senior "};
texts const sentences{"负责公司核心系统的设计与开发，参与软件工程全过程。",
                      "熟悉Java、Spring与MySQL，了解JavaScript者优先。",
                      "精通C++与Linux网络编程,有工程师职称。",
                      "会计从业三年以上，会做账，计划性强。",
                      "We look for a software engineer with Node.js and C# experience.",
                      "五险一金，双休，工作地点在杭州市西湖区文三路。",
                      "软件 工程师 团队氛围好；师傅带徒弟。",
                      "本科及以上学历，计算机相关专业。",
                      "负责财务报表、税务申报和成本核算。",
                      "Java后端，微服务，高并发。",
                      "能独立完成.NET与Vue3项目。",
                      "了解大数据与人工智能算法，软件著作权优先。",
                      "协助会计主管完成月末结账。",
                      "experience with java script is not javascript"};

constexpr std::int64_t day_ms = 24LL * 60 * 60 * 1000;
constexpr int organisation_count = 12;

} // namespace

vocabulary::catalogue const& catalogue() {
    static auto const made = vocabulary::catalogue::built_in();
    return made;
}

std::uint64_t random_seed() {
    if (char const* const given = std::getenv("TALENT_SEED"))
        return std::strtoull(given, nullptr, 10);
    return std::random_device{}();
}

instant market_day() {
    return *parse_instant("2026-06-01T00:00:00+08:00");
}

std::int64_t random_market::number(std::int64_t from, std::int64_t to) {
    return std::uniform_int_distribution<std::int64_t>(from, to)(engine_);
}

bool random_market::chance(int percent) {
    return number(1, 100) <= percent;
}

uuid random_market::id() {
    uuid made;
    for (auto& byte : made.bytes)
        byte = static_cast<std::uint8_t>(number(0, 255));
    return made;
}

std::string random_market::region() {
    return one_of(region_codes);
}
std::string random_market::occupation() {
    return one_of(occupation_codes);
}
std::string random_market::industry() {
    return one_of(industry_codes);
}
std::string random_market::skill() {
    return one_of(skill_codes);
}
std::string random_market::title() {
    return one_of(levels) + one_of(roles);
}

std::string random_market::sentence() {
    std::string made;
    for (auto count = number(1, 4); count > 0; --count)
        made += one_of(sentences);
    return made;
}

uuid random_market::organisation() {
    uuid made;
    made.bytes[15] = static_cast<std::uint8_t>(number(1, organisation_count));
    return made;
}

texts random_market::skills(std::int64_t at_most) {
    texts made;
    for (auto count = number(0, at_most); count > 0; --count) {
        auto const code = skill();
        if (std::ranges::find(made, code) == made.end()) made.push_back(code);
    }
    return made;
}

// Few different amounts, so that orders have ties.
std::optional<money> random_market::pay() {
    if (chance(10)) return std::nullopt;
    return money{number(4, 40) * 100'000};
}

std::optional<instant> random_market::end() {
    if (chance(20)) return std::nullopt;
    return from_milliseconds(to_milliseconds(market_day()) + number(-10, 60) * day_ms);
}

instant random_market::published() {
    return from_milliseconds(to_milliseconds(market_day()) - number(1, 40) * day_ms);
}

listings::demand random_market::demand() {
    listings::demand made;
    made.id = id();
    made.version = number(1, 5);
    made.organisation_id = organisation();
    made.state = listings::listing_state::published;
    made.published_at = published();
    made.expires_at = end();
    made.title = title();
    made.occupation = occupation();
    made.industry = industry();
    made.region = region();
    made.place = "文三路";
    made.employer_name = chance(50) ? "杭州软件有限公司" : "Acme Java Ltd";
    made.work_content = sentence();
    made.conditions = sentence();
    made.education_min = static_cast<listings::education>(number(0, 7));
    made.experience_years_min = number(0, 8);
    made.headcount = number(1, 20);
    made.skills_required = skills(4);
    made.skills_preferred = skills(3);
    made.pay_min = pay();
    made.pay_max = pay();
    if (made.pay_min && made.pay_max && *made.pay_max < *made.pay_min)
        std::swap(made.pay_min, made.pay_max);
    made.employment = static_cast<listings::employment_type>(number(0, 4));
    if (chance(15)) made.scope = listings::listing_scope::own_region;
    return made;
}

listings::supply random_market::supply() {
    listings::supply made;
    made.id = id();
    made.version = number(1, 5);
    made.organisation_id = organisation();
    made.state = listings::listing_state::published;
    made.published_at = published();
    made.expires_at = end();
    made.title = title();
    made.occupation = occupation();
    made.industry = industry();
    made.summary = sentence();
    made.education = static_cast<listings::education>(number(0, 7));
    made.experience_years = number(0, 15);
    made.skills = skills(6);
    for (auto count = number(1, 3); count > 0; --count)
        made.regions.push_back(region());
    made.pay_min = pay();
    made.pay_max = pay();
    if (made.pay_min && made.pay_max && *made.pay_max < *made.pay_min)
        std::swap(made.pay_min, made.pay_max);
    if (chance(80))
        made.available_from = std::chrono::floor<std::chrono::days>(market_day()) +
                              std::chrono::days{number(-20, 120)};
    for (int type = 0; type < 5; ++type) {
        if (chance(40)) made.employments.push_back(static_cast<listings::employment_type>(type));
    }
    if (chance(15)) made.scope = listings::listing_scope::own_region;
    made.personalised_ranking = chance(85);
    made.education_verified = chance(30);
    made.experience_verified = chance(30);
    for (auto const& code : made.skills) {
        if (chance(50)) made.skills_verified.push_back(code);
    }
    return made;
}

offerings::offering random_market::offering() {
    offerings::offering made;
    made.id = id();
    made.version = number(1, 5);
    made.organisation_id = organisation();
    made.state = offerings::offering_state::published;
    made.published_at = published();
    made.title = title();
    made.description = sentence();
    made.terms = sentence();
    auto const all = offerings::all_categories();
    auto const last = static_cast<std::int64_t>(all.size()) - 1;
    auto const& sold = all[static_cast<std::size_t>(number(0, last))];
    made.category = sold.category;
    made.chain_stage = sold.stage;
    for (auto count = number(1, 3); count > 0; --count)
        made.regions.push_back(region());
    made.price = pay();
    made.price_model =
        made.price ? offerings::price_model::per_head : offerings::price_model::quote;
    return made;
}

procurement::tender random_market::tender() {
    using state = procurement::tender_state;
    static std::vector<state> const states{state::published,  state::published,   state::opened,
                                           state::evaluated,  state::awarded,     state::cancelled,
                                           state::contracted, state::unsuccessful};
    procurement::tender made;
    made.id = id();
    made.version = number(1, 5);
    made.buyer_id = organisation();
    made.state = one_of(states);
    made.published_at = published();
    made.region = region();
    made.title = title();
    made.description = sentence();
    made.method = static_cast<procurement::procurement_method>(number(0, 4));
    made.budget = money{number(4, 40) * 100'000};
    made.lots = {{.number = 1, .title = title(), .budget = made.budget}};
    made.items = {{.description = sentence(), .quantity = number(1, 12), .unit = "次"}};
    return made;
}

document random_market::any(document_kind kind, listing_converter const& converter) {
    if (kind == document_kind::demand) return *converter.convert(demand());
    if (kind == document_kind::supply) return *converter.convert(supply());
    auto made =
        kind == document_kind::offering ? *convert_offering(offering()) : *convert_tender(tender());
    made.expires_at = end();
    made.scoped = chance(10);
    return made;
}

std::string random_market::piece_of(std::string const& text) {
    auto const characters = code_points(text);
    if (characters.empty()) return {};
    auto const count = static_cast<std::int64_t>(characters.size());
    auto const start = number(0, count - 1);
    auto const end = std::min(count, start + number(1, 7));
    std::string piece;
    for (auto i = start; i < end; ++i)
        piece += characters[static_cast<std::size_t>(i)];
    return piece;
}

template <class E>
std::string random_market::name() {
    auto const names = json::enumeration<E>::names();
    auto const last = static_cast<std::int64_t>(names.size()) - 1;
    return std::string(names[static_cast<std::size_t>(number(0, last))]);
}

std::string random_market::value_of(search_field field) {
    switch (field) {
        case search_field::region:
            return region();
        case search_field::occupation:
            return occupation();
        case search_field::industry:
            return industry();
        case search_field::skill:
            return skill();
        case search_field::education:
            return name<listings::education>();
        case search_field::experience:
            return std::to_string(number(0, 12));
        case search_field::employment:
            return name<listings::employment_type>();
        case search_field::organisation:
            return to_string(organisation());
        case search_field::category:
            return name<offerings::service_category>();
        case search_field::stage:
            return name<offerings::chain_stage>();
        case search_field::method:
            return name<procurement::procurement_method>();
        case search_field::progress:
            return name<procurement::tender_state>();
    }
    return {};
}

} // namespace talent::market::testing
