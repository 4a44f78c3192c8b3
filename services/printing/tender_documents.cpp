// The notices of a tender and of an award.
#include "services/printing/contents.hpp"
#include "services/printing/words.hpp"

namespace talent::printed {
namespace {

using printing::alignment;
using printing::facts;
using printing::heading;
using printing::paragraph;
using printing::table;
using namespace procurement;

constexpr double wide = 4;
constexpr double narrow = 1.2;

void add_lots(tender const& of, printing::document& to) {
    table lots{{{"标段", narrow}, {"名称", wide}, {"预算（元）", 2.6, alignment::right}}, {}};
    for (auto const& each : of.lots)
        lots.rows.push_back({std::to_string(each.number), each.title, written_digits(each.budget)});
    to.blocks.emplace_back(heading{"标段"});
    to.blocks.emplace_back(std::move(lots));
}

void add_items(tender const& of, printing::document& to) {
    if (of.items.empty()) return;
    table items{{{"标段", narrow}, {"采购内容", wide}, {"数量", 2, alignment::right}}, {}};
    for (auto const& each : of.items) {
        items.rows.push_back({each.lot ? std::to_string(*each.lot) : "全部", each.description,
                              std::to_string(each.quantity) + " " + each.unit +
                                  (each.quantity_estimated ? "（预计）" : "")});
    }
    to.blocks.emplace_back(heading{"采购内容"});
    to.blocks.emplace_back(std::move(items));
}

void add_criteria(tender const& of, printing::document& to) {
    if (of.criteria.empty()) return;
    table criteria{{{"评审因素", wide}, {"类别", narrow}, {"权重", narrow, alignment::right}}, {}};
    for (auto const& each : of.criteria) {
        criteria.rows.push_back(
            {each.title, std::string(name_of(each.kind)), std::to_string(each.weight)});
        for (auto const& part : each.sub_criteria)
            criteria.rows.push_back({"　" + part.title, "", std::to_string(part.weight)});
    }
    to.blocks.emplace_back(heading{"评审办法"});
    to.blocks.emplace_back(std::move(criteria));
}

void add_documents(tender const& of, printing::document& to) {
    if (of.documents.empty()) return;
    table files{{{"文件", 2}, {"SHA-256", wide}}, {}};
    for (auto const& each : of.documents)
        files.rows.push_back({each.title, each.sha256});
    to.blocks.emplace_back(heading{"采购文件"});
    to.blocks.emplace_back(std::move(files));
}

/// Tendering ends in a 中标, every other method in a 成交 (Government Procurement Law art. 46, 52).
std::string_view result_word(procurement_method method) {
    bool const tendering =
        method == procurement_method::open || method == procurement_method::selective;
    return tendering ? "中标" : "成交";
}

} // namespace

printing::document tender_notice(tender const& of, party const& buyer, std::string const& place,
                                 stamp const& mark) {
    printing::document made{.title = of.title + "采购公告"};
    put_stamp(made, mark, "采购公告");
    facts main{{{"采购编号", of.number},
                {"采购人", buyer.name + "（" + buyer.credit_code + "）"},
                {"地区", place},
                {"采购方式", std::string(name_of(of.method))},
                {"状态", std::string(name_of(of.state))},
                {"预算金额", written(of.budget)},
                {"发布时间", written(of.published_at)},
                {"开始受理", written(of.open_at)},
                {"截止时间", written(of.deadline_at)},
                {"等待期", std::to_string(of.standstill_working_days) + " 个工作日"}}};
    if (of.amendment_number > 0)
        main.rows.emplace_back("更正",
                               "第 " + std::to_string(of.amendment_number) + " 次更正后文本");
    if (!of.state_reasons.empty()) main.rows.emplace_back("说明", numbered(of.state_reasons));
    if (!of.justification.empty()) main.rows.emplace_back("单一来源理由", of.justification);
    made.blocks.emplace_back(std::move(main));
    made.blocks.emplace_back(heading{"项目概况"});
    made.blocks.emplace_back(paragraph{of.description});
    add_lots(of, made);
    add_items(of, made);
    add_criteria(of, made);
    add_documents(of, made);
    return made;
}

printing::document award_notice(award const& of, tender const& tender, party const& buyer,
                                stamp const& mark) {
    std::string const word(result_word(tender.method));
    printing::document made{.title = tender.title + word + "公告"};
    put_stamp(made, mark, word + "公告");
    facts main{{{"采购编号", tender.number},
                {"采购人", buyer.name + "（" + buyer.credit_code + "）"},
                {"标段", std::to_string(of.lot)},
                {word + "供应商", of.supplier_name},
                {word + "金额", written(of.price)},
                {"公告时间", written(of.created_at)},
                {"等待期至", written(of.standstill_until)},
                {"状态", std::string(name_of(of.state))}}};
    if (!of.state_reasons.empty()) main.rows.emplace_back("说明", numbered(of.state_reasons));
    made.blocks.emplace_back(std::move(main));
    made.blocks.emplace_back(heading{word + "理由"});
    made.blocks.emplace_back(paragraph{numbered(of.reasons)});
    table standings{{{"名次", narrow}, {"供应商", wide}, {"总分", narrow, alignment::right}}, {}};
    for (auto const& each : of.standings) {
        auto points = written_basis_points(each.total_hundredths); // hundredths, too
        points.resize(points.size() - 2);
        standings.rows.push_back({std::to_string(each.rank), each.supplier_name, points});
    }
    made.blocks.emplace_back(heading{"评审结果"});
    made.blocks.emplace_back(std::move(standings));
    made.blocks.emplace_back(
        paragraph{"供应商认为" + word +
                  "结果使自己的权益受到损害的，可以在等待期内向采购人提出质疑（《政府采购法》第五十"
                  "二条）。"});
    return made;
}

} // namespace talent::printed
