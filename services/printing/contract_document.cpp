// A contract with its terms, its milestones and who has signed it when.
#include <algorithm>

#include "services/printing/contents.hpp"
#include "services/printing/words.hpp"

namespace talent::printed {
namespace {

using printing::alignment;
using printing::facts;
using printing::heading;
using printing::paragraph;
using printing::table;
using namespace delivery;

std::string written_party(party const& one) {
    return one.name + "（" + one.credit_code + "）";
}

facts terms_of_payment(contract const& of) {
    auto const& terms = of.payment_terms;
    facts made{
        {{"付款期限", "验收后 " + std::to_string(terms.payment_calendar_days) + " 日内"},
         {"验收期限", "提交后 " + std::to_string(terms.inspection_calendar_days) + " 日内"},
         {"逾期付款利息", "每日万分之 " + std::to_string(terms.late_interest_ppm_per_day / 100) +
                              "." + std::to_string(terms.late_interest_ppm_per_day / 10 % 10) +
                              std::to_string(terms.late_interest_ppm_per_day % 10)}}};
    if (terms.penalty_basis_points_per_day > 0) {
        made.rows.emplace_back(
            "逾期交付违约金", "每日 " + written_basis_points(terms.penalty_basis_points_per_day) +
                                  "，最高 " + written_basis_points(terms.penalty_cap_basis_points));
    }
    if (terms.retention_basis_points > 0) {
        made.rows.emplace_back(
            "质保金", written_basis_points(terms.retention_basis_points) +
                          (terms.warranty_until ? "，至 " + written(*terms.warranty_until) : ""));
    }
    if (of.fee_basis_points > 0)
        made.rows.emplace_back("总承包管理费", written_basis_points(of.fee_basis_points));
    return made;
}

table plan_of(contract const& of, std::span<milestone const> milestones) {
    if (milestones.empty()) {
        table planned{{{"序号", 1.2}, {"里程碑", 5}, {"占比", 2, alignment::right}, {"期限", 3.4}},
                      {}};
        for (std::size_t i = 0; i < of.milestones.size(); ++i) {
            auto const& each = of.milestones[i];
            planned.rows.push_back({std::to_string(i + 1), each.title,
                                    written_basis_points(each.percent_basis_points),
                                    written(each.due_on)});
        }
        return planned;
    }
    table made{{{"序号", 1.2},
                {"里程碑", 4},
                {"金额（元）", 2.8, alignment::right},
                {"期限", 3.6},
                {"状态", 1.8}},
               {}};
    std::vector<milestone const*> ordered;
    for (auto const& each : milestones)
        ordered.push_back(&each);
    std::ranges::sort(ordered, {}, &milestone::place);
    for (auto const* const each : ordered) {
        made.rows.push_back({std::to_string(each->place), each->title, written_digits(each->amount),
                             written(each->due_on), std::string(name_of(each->state))});
    }
    return made;
}

} // namespace

printing::document contract_document(contract const& of, std::span<milestone const> milestones,
                                     party const& buyer, party const& supplier,
                                     std::string const& place, stamp const& mark) {
    printing::document made{.title = of.title};
    put_stamp(made, mark, "合同");
    facts main{{{"合同编号", of.number},
                {"甲方（采购人）", written_party(buyer)},
                {"乙方（供应商）", written_party(supplier)},
                {"履行地区", place},
                {"合同金额", written(of.price)},
                {"状态", std::string(name_of(of.state))},
                {"文本版本", "第 " + std::to_string(of.text_version) + " 版"}}};
    if (of.price != of.original_price)
        main.rows.emplace_back("原合同金额", written(of.original_price));
    if (!of.state_reasons.empty()) main.rows.emplace_back("说明", numbered(of.state_reasons));
    made.blocks.emplace_back(std::move(main));
    made.blocks.emplace_back(heading{"合同条款"});
    made.blocks.emplace_back(paragraph{of.terms});
    made.blocks.emplace_back(heading{"付款约定"});
    made.blocks.emplace_back(terms_of_payment(of));
    made.blocks.emplace_back(heading{"里程碑"});
    made.blocks.emplace_back(plan_of(of, milestones));
    made.blocks.emplace_back(heading{"签署"});
    made.blocks.emplace_back(facts{{{"甲方签署", written(of.signed_by_buyer_at)},
                                    {"乙方签署", written(of.signed_by_supplier_at)},
                                    {"生效时间", written(of.in_force_at)}}});
    return made;
}

} // namespace talent::printed
