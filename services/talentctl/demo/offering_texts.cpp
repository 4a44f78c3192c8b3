#include "services/talentctl/demo/offering_texts.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "services/offerings/category.hpp"
#include "services/talentctl/demo/places.hpp"
#include "services/talentctl/demo/professions.hpp"

namespace talent::demo {
namespace {

using identity::capability;
using offerings::price_model;
using offerings::service_category;

constexpr std::int64_t fen_per_yuan = 100;

struct service_form {
    service_category category;
    capability seller;
    std::string_view titles; // separated by |
    std::string_view description;
    price_model pricing;
    std::int64_t least; // yuan, or basis points of a salary
    std::int64_t most;
    std::int64_t response_hours;
    std::int64_t delivery_days;
};

using what = service_category;
using who = capability;
using how = price_model;

// clang-format off: a table, one line a form
constexpr std::array forms{
    service_form{
        what::skills_training, who::training,
        "数控加工技能提升培训|Java开发工程师实训营|养老护理员职业技能培训|电工上岗取证培训",
        "理论与实操结合的职业技能培训，结业后组织等级认定，提供就业推荐。", how::per_head, 900,
        5'800, 24, 20},
    service_form{what::management_training, who::training,
                 "中层管理者领导力训练营|班组长管理能力培训|企业内训定制服务",
                 "面向企业管理人员的定制培训，含需求诊断、授课与训后辅导。", how::fixed, 12'000,
                 68'000, 24, 15},
    service_form{
        what::continuing_education, who::university, "专业技术人员继续教育|工程师知识更新培训",
        "依托高校师资开展的继续教育，完成后可登记学时。", how::per_head, 300, 1'800, 48, 30},
    service_form{what::degree_programme, who::university,
                 "校企合作定向培养班|在职硕士学位项目|产业学院订单班",
                 "校企共建的学历提升与定向培养项目，课程与岗位需求对接。", how::per_head, 9'000,
                 45'000, 72, 200},
    service_form{what::headhunting, who::headhunter,
                 "高级管理人才寻访|芯片与人工智能人才猎聘|研发总监猎头服务|Senior Java and AI "
                 "engineer search",
                 "按岗位画像定向寻访，七个工作日内提供首批候选人，入职后有保证期。",
                 how::percent_of_salary, 1'800, 3'000, 8, 30},
    service_form{what::mass_recruitment, who::hr_company,
                 "制造业普工批量招聘|电子厂操作工专场招聘|客服岗位批量招聘",
                 "多渠道批量招聘，按到岗人数结算，附三十天稳岗服务。", how::per_head, 400, 1'600,
                 12, 15},
    service_form{what::campus_recruitment, who::hr_company,
                 "长三角高校校园招聘服务|应届毕业生专场宣讲",
                 "策划并执行校园宣讲、笔试面试与签约全过程。", how::fixed, 18'000, 88'000, 24, 40},
    service_form{what::overseas_recruitment, who::headhunter,
                 "海外高层次人才引进|海外博士后招引服务",
                 "在欧洲、日本与新加坡的合作站点寻访海外人才并协助落地。", how::percent_of_salary,
                 2'200, 3'500, 24, 90},
    service_form{what::job_fair, who::hr_company, "行业专场招聘会|园区人才集市|线上直播带岗",
                 "招聘会策划、企业邀约、现场执行与数据复盘。", how::fixed, 8'000, 60'000, 24, 20},
    service_form{what::labour_dispatch, who::labour_dispatch,
                 "生产岗位劳务派遣|行政辅助岗位派遣|季节性用工派遣",
                 "依法订立劳动合同并派遣，负责薪酬发放、社保与工伤处理。", how::per_head, 80, 260,
                 8, 10},
    service_form{what::hr_outsourcing, who::hr_company,
                 "人力资源业务流程外包|岗位外包服务|招聘流程外包RPO",
                 "承接招聘、入离职、考勤与员工关系等全流程业务。", how::quote, 0, 0, 24, 25},
    service_form{what::payroll, who::hr_company, "薪酬计算与个税申报代理|社保公积金代理",
                 "每月按时完成算薪、个税申报与社保公积金缴纳。", how::per_head, 15, 60, 8, 5},
    service_form{what::hr_consulting, who::consulting,
                 "薪酬绩效体系设计|组织架构优化咨询|用工合规诊断",
                 "由资深顾问团队驻场诊断，交付制度文本并辅导落地。", how::quote, 0, 0, 24, 45},
    service_form{what::talent_assessment, who::consulting,
                 "管理人员评价中心|校招在线测评|岗位胜任力建模",
                 "基于胜任力模型的测评工具与评价中心技术，提供个人与团队报告。", how::per_head, 60,
                 900, 12, 7},
    service_form{
        what::tech_transfer, who::research_institute, "科技成果转化对接|中试与工程化验证服务",
        "连接高校院所成果与企业需求，提供评估、中试与合同登记。", how::quote, 0, 0, 48, 90},
    service_form{
        what::patent_service, who::ip_agency, "发明专利申请代理|高价值专利培育|专利导航分析",
        "由执业专利代理师撰写与答复，提供检索与布局建议。", how::fixed, 3'500, 28'000, 12, 60},
    service_form{what::relocation, who::hr_company, "人才安家落户服务|外籍专家搬迁服务",
                 "住房、落户、子女入学与证照办理的一站式协助。", how::fixed, 2'000, 12'000, 8, 15},
    service_form{what::visa_service, who::consulting, "外国人来华工作许可代办|人才签证咨询",
                 "准备材料并陪同办理来华工作许可与居留许可。", how::per_head, 1'500, 6'000, 8, 20},
    service_form{what::talent_housing, who::hr_company, "人才公寓租赁管理|蓝领公寓配套服务",
                 "提供拎包入住的人才公寓与日常运维管理。", how::per_head, 800, 2'600, 8, 7},
    service_form{what::family_service, who::hr_company, "人才子女教育咨询|家属就业帮扶",
                 "为引进人才家庭提供教育、医疗与就业帮扶。", how::fixed, 1'000, 6'000, 12, 20},
    service_form{what::policy_application, who::consulting,
                 "人才项目申报辅导|高新技术企业认定申报|专精特新申报服务",
                 "梳理适用政策，编制申报材料并跟踪评审进度。", how::quote, 0, 0, 12, 40},
    service_form{what::incubation, who::research_institute, "科创团队孵化服务|创业工位与导师辅导",
                 "提供办公空间、导师辅导、实验平台与市场对接。", how::fixed, 5'000, 36'000, 24, 60},
    service_form{what::investment_matching, who::investment, "人才项目投融资对接|种子轮融资辅导",
                 "组织路演与尽职调查，对接产业基金与投资机构。", how::quote, 0, 0, 24, 90},
    service_form{what::equity_incentive_planning, who::consulting,
                 "股权激励方案设计|合伙人机制设计", "设计激励模式、授予与退出机制，完成税务测算。",
                 how::fixed, 30'000, 160'000, 24, 45},
    service_form{what::award_application, who::consulting,
                 "科技奖励申报辅导|工匠与技能大师推荐服务",
                 "挖掘成果亮点，编制推荐材料并组织答辩演练。", how::fixed, 8'000, 50'000, 24, 30},
};
// clang-format on

constexpr std::string_view terms =
    "一、费用在交付并经委托方确认后三十日内支付；二、服务方对所获资料保密；三、未按约定交付的，按合"
    "同约定退还相应费用；"
    "四、争议由双方协商，协商不成的由委托方所在地人民法院管辖。";

bool fits(organisation_plan const& seller, service_form const& form) {
    auto const& own = seller.organisation.capabilities;
    if (std::ranges::find(own, form.seller) == own.end()) return false;
    auto const licence = offerings::definition_of(form.category).licence;
    if (!licence) return true;
    return std::ranges::any_of(seller.qualifications, [&](identity::qualification const& one) {
        return one.kind == *licence;
    });
}

service_form const& draw_form(organisation_plan const& seller, dice& chance) {
    std::vector<service_form const*> possible;
    for (auto const& form : forms) {
        if (fits(seller, form)) possible.push_back(&form);
    }
    if (possible.empty())
        throw std::logic_error("an agency of the demonstration has nothing to sell");
    return *chance.pick(possible);
}

/// Rounded to tens of yuan, so that a price looks like one.
money draw_price(service_form const& form, dice& chance) {
    auto const yuan = chance.between(form.least, form.most);
    return {(yuan < 100 ? yuan : yuan / 10 * 10) * fen_per_yuan};
}

std::vector<std::string> draw_regions(organisation_plan const& seller, dice& chance) {
    if (chance.chance(40)) return {std::string(province_code)};
    return {seller.where.city};
}

} // namespace

std::size_t service_count() {
    return forms.size();
}

bool may_sell(organisation_plan const& seller, std::size_t service) {
    return fits(seller, forms.at(service));
}

offerings::offering draw_offering(organisation_plan const& seller,
                                  std::optional<std::size_t> service, dice& chance) {
    auto const& form = service ? forms.at(*service) : draw_form(seller, chance);
    offerings::offering made;
    made.title = chance.pick(parts(form.titles));
    made.description = form.description;
    made.category = form.category;
    made.regions = draw_regions(seller, chance);
    made.price_model = form.pricing;
    if (form.pricing == how::fixed || form.pricing == how::per_head)
        made.price = draw_price(form, chance);
    if (form.pricing == how::percent_of_salary)
        made.percent_basis_points = chance.between(form.least, form.most) / 50 * 50;
    made.response_hours = form.response_hours;
    made.delivery_days = form.delivery_days;
    made.terms = terms;
    return made;
}

offerings::order draw_order(offerings::offering const& offered, dice& chance) {
    offerings::order wanted;
    wanted.offering_id = offered.id;
    wanted.offering_version = offered.version;
    bool const by_head =
        offered.price_model == how::per_head || offered.price_model == how::percent_of_salary;
    wanted.quantity = by_head ? chance.between(1, 20) : 1;
    if (offered.price_model == how::percent_of_salary) {
        wanted.quantity = chance.between(1, 3);
        wanted.salary_base = money{chance.between(20, 80) * 10'000 * fen_per_yuan};
    }
    wanted.note = "请在签约后一周内提交实施计划。";
    return wanted;
}

} // namespace talent::demo
