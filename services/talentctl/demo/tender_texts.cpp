#include "services/talentctl/demo/tender_texts.hpp"

#include <array>

#include "common/security/token.hpp"

namespace talent::demo {
namespace {

using procurement::procurement_method;

constexpr std::int64_t fen_per_ten_thousand_yuan = 1'000'000;
constexpr std::int64_t hundredths = 100;

struct purchase {
    std::string_view title; // after the place's name
    std::string_view description;
    std::string_view item;
    std::int64_t quantity;
    std::string_view unit;
    std::int64_t budget_least; // ten thousand yuan
    std::int64_t budget_most;
};

// clang-format off: a table, one line a purchase
constexpr std::array purchases{
    purchase{"高层次人才创业创新大赛组织服务",
             "承办大赛的项目征集、评审组织、路演活动与落地对接，覆盖海内外赛区。", "大赛组织与执行",
             1, "项", 120, 380},
    purchase{"企业新型学徒制培训服务",
             "面向重点制造企业开展学徒培训，含课程开发、授课、考核与台账管理。", "学徒培训", 600,
             "人", 90, 260},
    purchase{"引才活动与校园招聘服务", "组织赴重点高校引才活动，完成岗位征集、宣讲、签约与跟踪。",
             "高校引才专场", 20, "场", 60, 180},
    purchase{"人力资源市场供求分析服务",
             "按季度采集并分析辖区人力资源市场供求数据，提交报告与预警。", "季度分析报告", 4, "份",
             30, 90},
    purchase{"人才公寓运营管理服务", "负责人才公寓的入住服务、设施维护、安全管理与满意度调查。",
             "公寓运营管理", 12, "月", 150, 420},
    purchase{"公共就业服务外包项目", "提供就业登记、职业指导与重点群体帮扶的驻点服务。",
             "驻点服务人员", 16, "人年", 130, 300},
    purchase{"数字经济紧缺人才培训", "开展Java、Python与大模型应用开发的紧缺人才培训及就业推荐。",
             "培训学员", 300, "人", 80, 220},
    purchase{"退役军人就业创业指导服务", "提供职业测评、技能培训对接与专场招聘服务。",
             "就业创业指导", 1, "项", 40, 110},
    purchase{"专家智库与人才政策评估服务", "对现行人才政策开展绩效评估，提出修订建议。", "评估报告",
             1, "份", 35, 95},
    purchase{"博士后工作站服务与管理", "协助设站单位完成进出站管理、中期考核与成果对接。",
             "工作站服务", 1, "年", 50, 140},
    purchase{"劳动关系和谐企业培育服务", "对辖区企业开展用工合规诊断与集体协商指导。", "企业诊断",
             120, "家", 45, 120},
    purchase{"零工市场建设与运营服务", "建设并运营零工市场，提供撮合、权益保障与数据报送。",
             "市场运营", 12, "月", 100, 260},
};
// clang-format on

constexpr std::array responses{"本单位具有同类项目经验五项，组建八人项目组，提供周报与驻场服务。",
                               "采用数字化平台实施，过程数据可追溯，并设立专职质量经理。",
                               "与省内十余所高校建立合作，可在两周内完成前期准备。",
                               "提供应急预案与三级质量检查，承诺响应时间不超过四小时。"};

// The methods that are open to all: the others name their suppliers.
procurement_method draw_method(dice& chance) {
    static constexpr std::array methods{procurement_method::open, procurement_method::consultation};
    static constexpr std::array weights{83, 17};
    return methods[chance.weighted(weights)];
}

procurement::document document_of(std::string title, dice& chance) {
    auto const content = title + std::to_string(chance.next());
    return {.title = std::move(title),
            .sha256 = security::sha256_hex(content),
            .bytes = chance.between(40'000, 2'000'000)};
}

procurement::bid_submission bid_at(procurement::tender const& wanted,
                                   std::int64_t percent_hundredths, dice& chance) {
    return {.lot = wanted.lots.front().number,
            .price = scale(wanted.budget, percent_hundredths, 100 * hundredths),
            .quality_response = std::string(chance.pick(responses)),
            .documents = {document_of("技术方案.pdf", chance)}};
}

} // namespace

procurement::tender draw_tender(place const& where, dice& chance) {
    auto const& wanted = chance.pick(purchases);
    procurement::tender made;
    made.region = where.region;
    made.title = where.name + std::string(wanted.title);
    made.description = wanted.description;
    made.method = draw_method(chance);
    made.budget =
        money{chance.between(wanted.budget_least, wanted.budget_most) * fen_per_ten_thousand_yuan};
    made.lots = {{.number = 1, .title = made.title, .budget = made.budget}};
    made.items = {{.description = std::string(wanted.item),
                   .quantity = wanted.quantity,
                   .unit = std::string(wanted.unit)}};
    made.criteria = {
        {.code = "price",
         .title = "报价",
         .kind = procurement::criterion_kind::price,
         .weight = 30},
        {.code = "plan",
         .title = "实施方案",
         .kind = procurement::criterion_kind::quality,
         .weight = 40},
        {.code = "team",
         .title = "项目团队与业绩",
         .kind = procurement::criterion_kind::quality,
         .weight = 30},
    };
    made.documents = {document_of("采购文件.pdf", chance), document_of("合同文本.docx", chance)};
    return made;
}

procurement::bid_submission draw_bid(procurement::tender const& wanted, dice& chance) {
    return bid_at(wanted, chance.between(80 * hundredths, 97 * hundredths), chance);
}

procurement::bid_submission draw_abnormally_low_bid(procurement::tender const& wanted,
                                                    dice& chance) {
    return bid_at(wanted, chance.between(40 * hundredths, 46 * hundredths), chance);
}

delivery::contract_request draw_contract(date signed_on, std::int64_t fee_basis_points) {
    using std::chrono::days;
    return {
        .terms =
            "乙方按采购文件与投标承诺提供服务；甲方按里程碑验收并在验收后三十日内支付；"
            "未经甲方书面同意不得转包；双方对工作中知悉的个人信息承担保密义务。",
        .fee_basis_points = fee_basis_points,
        .milestones = {
            {.title = "启动与实施方案",
             .percent_basis_points = 3'000,
             .due_on = signed_on + days(15)},
            {.title = "中期成果", .percent_basis_points = 4'000, .due_on = signed_on + days(40)},
            {.title = "终期验收", .percent_basis_points = 3'000, .due_on = signed_on + days(90)}}};
}

} // namespace talent::demo
