// The general contractor's project in the demonstration market: planned, divided among agencies,
// started; one package accepted and paid, one handed over, one under way.
#include <array>
#include <stdexcept>

#include "common/calendar/working_days.hpp"
#include "common/security/token.hpp"
#include "services/talentctl/demo/tenders_story.hpp"

namespace talent::demo {
namespace {

using offerings::service_category;
using std::chrono::days;

// Counted back from the story's end: after the contract was signed, before its first milestone is
// submitted.
constexpr days started{29};
constexpr days first_delivered{18};
constexpr days first_accepted{16}; // its sides may rate one another for fourteen days more
constexpr days first_paid{12};
constexpr days second_delivered{2};

struct package_plan {
    std::string_view title;
    service_category category;
    std::string_view deliverable;
    std::string_view standard;
    std::int64_t percent; // of the contract's price
    int due_in_days;      // from the start on, before the contract's last milestone
};

// With the fee of five in a hundred, seven are left as the margin. Categories that need no licence.
constexpr std::array package_plans{
    package_plan{"需求调研与实施方案", service_category::management_training, "调研报告与实施方案",
                 "覆盖全部服务对象类别，采购人书面确认。", 42, 20},
    package_plan{"现场执行与驻点服务", service_category::hr_consulting, "执行记录与阶段总结",
                 "按方案完成全部场次，记录完整率不低于 98%。", 30, 35},
    package_plan{"效果评估与总结", service_category::talent_assessment, "评估报告",
                 "样本有效率不低于 95%，采购人评审通过。", 16, 70},
};

constexpr std::int64_t response_hours = 24;
constexpr std::int64_t delivery_working_days = 60;

} // namespace

/// The first agency and two others, none of them tied to the contractor.
std::vector<participant const*> tenders_story::package_owners() const {
    std::vector<participant const*> found;
    for (auto const& each : all_.agencies) {
        if (found.size() < package_plans.size() && !are_tied(each, contractor()))
            found.push_back(&each);
    }
    if (found.size() < package_plans.size())
        throw std::logic_error("the demonstration has too few agencies for a project");
    return found;
}

void tenders_story::add_project(timeline& story, shared_purchase const& one) const {
    auto const at = [&](days before, auto&& step) { story.add(story.end() - before, step); };
    at(started, [this, one](performer& stage) { start_project(stage, *one); });
    at(first_delivered, [this, one](performer& stage) { deliver_package(stage, *one, 0); });
    at(first_accepted, [this, one](performer& stage) { accept_package(stage, *one, 0); });
    at(first_paid, [this, one](performer& stage) { pay_package(stage, *one, 0); });
    at(second_delivered, [this, one](performer& stage) { deliver_package(stage, *one, 1); });
}

void tenders_story::start_project(performer& stage, purchase& one) const {
    auto const price = one.contract.price;
    auto margin = price - delivery::part_of(price, one.contract.fee_basis_points);
    for (auto const& each : package_plans)
        margin = margin - scale(price, each.percent, 100);
    auto const project = stage.act(contractor().who, [&](journal::unit_of_work& unit) {
        return projects_.plan_project(unit, one.contract.id, {.margin = margin});
    });
    auto const owners = package_owners();
    for (std::size_t i = 0; i < package_plans.size(); ++i) {
        auto const& each = package_plans[i];
        contracting::work_package wanted{
            .title = std::string(each.title),
            .category = each.category,
            .region = one.contract.region,
            .deliverable = std::string(each.deliverable),
            .acceptance_standard = std::string(each.standard),
            .due_on = calendar::day_of(stage.now()) + days(each.due_in_days),
            .price = scale(price, each.percent, 100)};
        one.packages.push_back(add_package(stage, project, std::move(wanted), *owners[i]));
    }
    stage.act(contractor().who, [&](journal::unit_of_work& unit) {
        return projects_.start(unit, project.id, project.version);
    });
}

/// Ordered of an offering that its owner publishes for it, and accepted by the owner.
contracting::work_package tenders_story::add_package(performer& stage,
                                                     contracting::project const& of,
                                                     contracting::work_package wanted,
                                                     participant const& owner) const {
    offerings::offering const sold{
        .title = "政府采购分包：" + wanted.title,
        .description = "承接总承包项目的专项服务，成果为" + wanted.deliverable + "。",
        .category = wanted.category,
        .regions = {wanted.region},
        .price_model = offerings::price_model::fixed,
        .price = wanted.price,
        .response_hours = response_hours,
        .delivery_days = delivery_working_days,
        .terms = "验收合格后三十日内付清。"};
    auto const offered = stage.act(owner.who, [&](journal::unit_of_work& unit) {
        return offerings_.draft_published(unit, sold);
    });
    auto const planned = stage.act(contractor().who, [&](journal::unit_of_work& unit) {
        return projects_.plan_package(unit, of.id, wanted);
    });
    auto const sourced = stage.act(contractor().who, [&](journal::unit_of_work& unit) {
        return projects_.source(unit, planned.id, planned.version,
                                {.kind = contracting::sourcing_kind::order,
                                 .offering_id = offered.id,
                                 .offering_version = offered.version});
    });
    auto const order =
        offerings_.read_order(stage.sql(), owner.who, to_string(sourced.order_id.value()));
    stage.act(owner.who, [&](journal::unit_of_work& unit) {
        return offerings_.accept(unit, order.value().id, order.value().version, {});
    });
    return sourced;
}

void tenders_story::deliver_package(performer& stage, purchase& one, std::size_t place) const {
    auto& current = one.packages.at(place);
    contracting::package_delivery const files{
        {{.title = "成果文件.pdf",
          .sha256 = security::sha256_hex("package " + to_string(current.id))}}};
    current = stage.act(package_owners().at(place)->who, [&](journal::unit_of_work& unit) {
        return projects_.deliver(unit, current.id, current.version, files);
    });
}

void tenders_story::accept_package(performer& stage, purchase& one, std::size_t place) const {
    auto& current = one.packages.at(place);
    current = stage.act(contractor().who, [&](journal::unit_of_work& unit) {
        return projects_.accept(unit, current.id, current.version, {.note = "符合验收标准。"});
    });
}

void tenders_story::pay_package(performer& stage, purchase& one, std::size_t place) const {
    auto const& owed = one.packages.at(place);
    contracting::package_payment const wanted{.amount = owed.price,
                                              .bank_reference = "RC" + owed.number.substr(3)};
    stage.act(contractor().who,
              [&](journal::unit_of_work& unit) { return projects_.pay(unit, owed.id, wanted); });
}

} // namespace talent::demo
