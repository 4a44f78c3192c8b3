#include "services/talentctl/demo/organisations.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>

#include "common/vocabulary/credit_code.hpp"
#include "services/talentctl/demo/people.hpp"
#include "services/talentctl/demo/professions.hpp"

namespace talent::demo {
namespace {

using identity::capability;
using identity::organisation_kind;
using identity::qualification_kind;

constexpr std::size_t listings_per_enterprise = 100;
constexpr std::size_t listings_per_agency = 200;
constexpr std::size_t enterprises_min = 20;
constexpr std::size_t agencies_min = 10;

// -- names --

constexpr std::array first_syllables{"云", "启", "瑞", "恒", "海", "华", "鼎", "盛", "新", "智",
                                     "源", "博", "泰", "安", "联", "星", "蓝", "远", "嘉", "凌",
                                     "金", "弘", "正", "锐", "浙", "之", "越", "江", "湖", "钱"};
constexpr std::array second_syllables{"帆", "程", "明", "达", "信", "科", "通", "祥", "诚", "创",
                                      "力", "元", "图", "维", "禾", "合", "峰", "川", "盈", "晟",
                                      "林", "润", "策", "拓", "航", "睿", "澜", "川", "宇", "兴"};

struct sector {
    std::string_view industry;
    int weight;
    std::string_view words; // separated by |
};

constexpr std::array sectors{
    sector{"65", 22, "科技|软件|信息技术|数据技术"},
    sector{"64", 9, "网络科技|电子商务|数字科技"},
    sector{"39", 9, "电子|微电子|半导体|光电"},
    sector{"38", 8, "电气|新能源|电机|储能科技"},
    sector{"34", 8, "机械|智能装备|泵阀"},
    sector{"35", 5, "专用设备|医疗器械|自动化设备"},
    sector{"36", 6, "汽车零部件|新能源汽车"},
    sector{"33", 5, "五金制品|金属制品"},
    sector{"27", 4, "医药|生物制药"},
    sector{"26", 4, "化工|新材料"},
    sector{"17", 4, "纺织|印染"},
    sector{"18", 4, "服饰|服装"},
    sector{"29", 2, "塑业|模具"},
    sector{"14", 2, "食品"},
    sector{"47", 5, "建设集团|建筑工程"},
    sector{"50", 3, "装饰工程|空间设计"},
    sector{"74", 4, "工程设计|工程咨询"},
    sector{"51", 6, "国际贸易|进出口"},
    sector{"52", 5, "商贸|连锁商业"},
    sector{"54", 3, "物流|货运"},
    sector{"59", 2, "供应链管理|仓储"},
    sector{"60", 2, "速递|同城配送"},
    sector{"61", 2, "酒店管理"},
    sector{"62", 4, "餐饮管理"},
    sector{"66", 3, "融资租赁|小额贷款"},
    sector{"67", 2, "投资管理|股权投资"},
    sector{"70", 3, "物业服务|置业"},
    sector{"72", 5, "企业管理咨询|会展服务"},
    sector{"77", 2, "环保科技|水务"},
    sector{"80", 2, "家政服务"},
    sector{"83", 4, "教育科技|培训学校"},
    sector{"84", 5, "医院管理|口腔门诊|康复医院"},
    sector{"85", 2, "养老服务"},
    sector{"87", 2, "文化传媒|影视制作"},
    sector{"01", 2, "农业开发|生态农业"},
};

constexpr auto sector_weights() {
    std::array<int, sectors.size()> weights{};
    std::ranges::transform(sectors, weights.begin(), &sector::weight);
    return weights;
}

/// 杭州市 → 杭州.
std::string short_name(place const& city) {
    std::string name = city.name;
    if (name.ends_with("市")) name.resize(name.size() - std::string_view("市").size());
    return name;
}

std::string draw_brand(dice& chance) {
    return std::string(chance.pick(first_syllables)) + chance.pick(second_syllables);
}

// -- credit codes --

// What an organisation is, in its code's first two characters (GB 32100).
constexpr std::string_view company_prefix = "91";
constexpr std::string_view institution_prefix = "12";
constexpr std::string_view office_prefix = "11";

/// The check character of the organisation code inside a credit code (GB 11714).
char organisation_check(std::string_view eight) {
    constexpr std::array weights{3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (std::size_t i = 0; i < eight.size(); ++i) {
        bool const digit = eight[i] >= '0' && eight[i] <= '9';
        sum += weights[i] * (digit ? eight[i] - '0' : eight[i] - 'A' + 10);
    }
    int const check = 11 - sum % 11;
    if (check == 10) return 'X';
    return check == 11 ? '0' : static_cast<char>('0' + check);
}

/// Codes of the demonstration show that they are: their organisation code begins with DEM.
std::string credit_code(std::string_view prefix, std::string_view region, std::size_t number) {
    auto const digits = std::to_string(number);
    if (digits.size() > 5)
        throw std::logic_error("the demonstration has more organisations than codes");
    auto const eight = "DEM" + std::string(5 - digits.size(), '0') + digits;
    std::string code = std::string(prefix).append(region).append(eight);
    code.push_back(organisation_check(eight));
    auto const check = vocabulary::credit_code_check_digit(code);
    if (!check) throw std::logic_error("a credit code of the demonstration is not of the alphabet");
    code.push_back(*check);
    return code;
}

// Each kind numbers its organisations from here, so that no code is given twice.
constexpr std::size_t first_operator = 1;
constexpr std::size_t first_office = 101;
constexpr std::size_t first_supervisor = 401;
constexpr std::size_t first_agency = 1'001;
constexpr std::size_t first_enterprise = 40'001;

// -- what all have --

struct registered_name {
    organisation_kind kind;
    std::string name;
    std::string_view code_prefix;
    std::size_t number;     // within the credit codes
    std::string mail_label; // e0001: the mail domain's first label
};

organisation_plan plan_of(registered_name what, place const& where, dice& chance) {
    organisation_plan plan;
    plan.where = where;
    auto& made = plan.organisation;
    made.kind = what.kind;
    made.name = std::move(what.name);
    made.credit_code = credit_code(what.code_prefix, where.region, what.number);
    made.region = where.region;
    made.legal_representative = draw_person_name(chance);
    made.phone = office_phone(what.number);
    made.address = street_address(where, chance);
    made.bank_account = "33050" + std::to_string(chance.between(100'000'000'000, 999'999'999'999));
    plan.administrator.name = draw_person_name(chance);
    plan.administrator.email = "admin@" + what.mail_label + ".demo.example";
    return plan;
}

/// e0001
std::string label(char kind, std::size_t number) {
    auto const digits = std::to_string(number + 1);
    return kind + std::string(4 - std::min<std::size_t>(4, digits.size()), '0') + digits;
}

// -- agencies --

struct agency_kind {
    int weight;
    std::array<std::optional<capability>, 3> capabilities;
    std::string_view words;
};

constexpr std::array agency_kinds{
    agency_kind{30,
                {capability::hr_company, capability::headhunter, capability::training},
                "人力资源|人才服务"},
    agency_kind{18, {capability::headhunter, capability::consulting}, "猎头|高端人才顾问"},
    agency_kind{14, {capability::labour_dispatch, capability::hr_company}, "劳务派遣|劳动服务"},
    agency_kind{12, {capability::training}, "职业培训学校|职业技能培训"},
    agency_kind{6, {capability::ip_agency}, "知识产权代理|专利事务所"},
    agency_kind{7, {capability::consulting}, "管理咨询|人才测评"},
    agency_kind{
        4, {capability::university, capability::research_institute}, "科技职业大学|应用技术学院"},
    agency_kind{3, {capability::research_institute}, "产业技术研究院"},
    agency_kind{4, {capability::investment}, "创业投资|人才基金管理"},
};

struct licence_form {
    qualification_kind kind;
    std::string_view name;
    std::string_view issuer; // after the city's name
};

std::optional<licence_form> licence_of(capability what) {
    switch (what) {
        case capability::hr_company:
        case capability::headhunter:
            return licence_form{qualification_kind::human_resources_service_licence, "人服证字",
                                "人力资源和社会保障局"};
        case capability::labour_dispatch:
            return licence_form{qualification_kind::labour_dispatch_licence, "劳派许字",
                                "人力资源和社会保障局"};
        case capability::training:
            return licence_form{qualification_kind::training_permit, "民培许字",
                                "人力资源和社会保障局"};
        case capability::ip_agency:
            return licence_form{qualification_kind::patent_agency_licence, "专代许字",
                                "市场监督管理局"};
        case capability::university:
            return licence_form{qualification_kind::university_charter, "高校章程核准", "教育局"};
        case capability::investment:
            return licence_form{qualification_kind::investment_registration, "基金登记",
                                "金融工作局"};
        case capability::consulting:
        case capability::research_institute:
            return std::nullopt;
    }
    return std::nullopt;
}

identity::qualification draw_licence(licence_form const& form, place const& city, date today,
                                     dice& chance) {
    identity::qualification made;
    made.kind = form.kind;
    made.issued_by = city.name + std::string(form.issuer);
    made.valid_from = today - std::chrono::days(chance.between(120, 900));
    made.valid_until =
        made.valid_from + std::chrono::days(3 * 365 + chance.between(0, 1) * 2 * 365);
    made.number = std::string(form.name) + "〔" + format_date(made.valid_from).substr(0, 4) +
                  "〕第" + city.region.substr(0, 4) +
                  std::to_string(chance.between(10'000, 99'999)) + "号";
    return made;
}

void add_business(organisation_plan& plan, agency_kind const& kind, place const& city, date today,
                  dice& chance) {
    for (auto const& what : kind.capabilities) {
        if (!what) continue;
        plan.organisation.capabilities.push_back(*what);
        auto const form = licence_of(*what);
        auto const held = [&](identity::qualification const& one) {
            return one.kind == form->kind;
        };
        if (!form || std::ranges::any_of(plan.qualifications, held)) continue;
        plan.qualifications.push_back(draw_licence(*form, city, today, chance));
    }
}

bool is_university(agency_kind const& kind) {
    return kind.capabilities.front() == capability::university;
}

} // namespace

organisation_counts counts_for(std::size_t listings) {
    return {.enterprises = std::max(enterprises_min, listings / listings_per_enterprise),
            .agencies = std::max(agencies_min, listings / listings_per_agency)};
}

std::vector<organisation_plan> plan_operators(std::uint64_t seed, places const& where) {
    std::vector<organisation_plan> plans;
    place const province{
        std::string(province_code), std::string(province_code), "浙江省", "浙江省", 0, 100};
    dice chance(seed, "operator", 0);
    plans.push_back(plan_of({organisation_kind::operator_group, "浙江演示人才集团有限公司",
                             company_prefix, first_operator, "operator"},
                            province, chance));
    plans.back().organisation.address = street_address(where.counties().front(), chance);
    for (auto const& city : where.cities()) {
        auto const number = plans.size();
        dice own(seed, "operator", number);
        plans.push_back(
            plan_of({organisation_kind::operator_group, short_name(city) + "演示人才集团有限公司",
                     company_prefix, first_operator + number, "operator-" + city.region},
                    city, own));
    }
    return plans;
}

std::vector<organisation_plan> plan_offices(std::uint64_t seed, places const& where) {
    struct office {
        place seat;
        std::string name;
    };
    std::vector<office> offices;
    for (auto const& city : where.cities())
        offices.push_back({city, city.name + "人力资源和社会保障局"});
    for (auto const* bureau : {"科学技术局", "教育局", "经济和信息化局", "数据资源管理局"}) {
        offices.push_back({where.city("330100"), "杭州市" + std::string(bureau)});
        offices.push_back({where.city("330200"), "宁波市" + std::string(bureau)});
    }
    for (auto const& county : where.counties()) {
        if (county.weight >= 80) offices.push_back({county, county.name + "人力资源和社会保障局"});
    }
    std::vector<organisation_plan> plans;
    for (auto const& each : offices) {
        auto const number = plans.size();
        dice chance(seed, "office", number);
        plans.push_back(plan_of({organisation_kind::government_office, each.name, office_prefix,
                                 first_office + number, label('g', number)},
                                each.seat, chance));
    }
    return plans;
}

std::vector<organisation_plan> plan_supervisors(std::uint64_t seed, places const& where) {
    constexpr auto capital = "330100";
    dice chance(seed, "supervisor", 0);
    return {plan_of({organisation_kind::government_office, where.city(capital).name + "财政局",
                     office_prefix, first_supervisor, label('f', 0)},
                    where.city(capital), chance)};
}

std::vector<organisation_plan> plan_enterprises(std::uint64_t seed, places const& where,
                                                std::size_t count) {
    static constexpr auto weights = sector_weights();
    std::vector<organisation_plan> plans;
    for (std::size_t number = 0; number < count; ++number) {
        dice chance(seed, "enterprise", number);
        // The first is where a visitor begins: a software company in Hangzhou.
        auto const& what = number == 0 ? sectors.front() : sectors[chance.weighted(weights)];
        auto const& seat =
            number == 0 ? where.draw_county_of("330100", chance) : where.draw_county(chance);
        auto const name = short_name(where.city(seat.city)) + draw_brand(chance) +
                          std::string(chance.pick(parts(what.words))) +
                          (chance.chance(12) ? "股份有限公司" : "有限公司");
        plans.push_back(plan_of({organisation_kind::enterprise, name, company_prefix,
                                 first_enterprise + number, label('e', number)},
                                seat, chance));
        plans.back().industry = what.industry;
    }
    return plans;
}

std::vector<organisation_plan> plan_agencies(std::uint64_t seed, places const& where,
                                             std::size_t count, date today) {
    std::vector<int> weights;
    for (auto const& kind : agency_kinds)
        weights.push_back(kind.weight);
    std::vector<organisation_plan> plans;
    for (std::size_t number = 0; number < count; ++number) {
        dice chance(seed, "agency", number);
        // One of each kind first, so that a small market has them all.
        auto const& kind =
            agency_kinds[number < agency_kinds.size() ? number : chance.weighted(weights)];
        auto const& seat =
            number == 0 ? where.draw_county_of("330100", chance) : where.draw_county(chance);
        auto const& city = where.city(seat.city);
        auto name =
            short_name(city) + draw_brand(chance) + std::string(chance.pick(parts(kind.words)));
        if (!is_university(kind)) name.append("有限公司");
        plans.push_back(plan_of({organisation_kind::agency, std::move(name),
                                 is_university(kind) ? institution_prefix : company_prefix,
                                 first_agency + number, label('a', number)},
                                seat, chance));
        add_business(plans.back(), kind, city, today, chance);
    }
    return plans;
}

} // namespace talent::demo
