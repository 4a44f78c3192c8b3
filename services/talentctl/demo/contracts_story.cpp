// The contracts of the demonstration market: signed, performed, invoiced and paid.
#include <array>
#include <stdexcept>

#include "common/calendar/working_days.hpp"
#include "common/security/token.hpp"
#include "services/talentctl/demo/tender_texts.hpp"
#include "services/talentctl/demo/tenders_story.hpp"

namespace talent::demo {
namespace {

using std::chrono::days;
using std::chrono::hours;

// Counted back from the story's end.
constexpr days contract_made{33};
constexpr days contract_drafted{3}; // the one that its supplier has not signed yet
constexpr days first_submitted{26};
constexpr days second_submitted{15};
constexpr days third_submitted{6};
constexpr days terminated{4};

constexpr std::int64_t general_contractor_fee_basis_points = 500;

std::size_t submitted_milestones(tender_fate fate) {
    switch (fate) {
        case tender_fate::in_force:
        case tender_fate::invoiced:
        case tender_fate::project:
        case tender_fate::terminated:
            return 1;
        case tender_fate::general_contractor:
            return 2;
        case tender_fate::partly_paid:
        case tender_fate::completed:
            return 3;
        default:
            return 0;
    }
}

/// Of those submitted, in order.
std::size_t accepted_milestones(tender_fate fate) {
    switch (fate) {
        case tender_fate::in_force:
        case tender_fate::general_contractor: // nothing is accepted that no package shows
            return 0;
        case tender_fate::partly_paid:
            return 2;
        default:
            return submitted_milestones(fate);
    }
}

std::int64_t paid_percent(tender_fate fate, std::size_t place) {
    if (fate == tender_fate::invoiced) return 0;
    bool const last_invoice_partly = fate == tender_fate::partly_paid && place == 1;
    return last_invoice_partly ? 60 : 100;
}

} // namespace

void tenders_story::add_contract(timeline& story, shared_purchase const& one) const {
    bool const unsigned_yet = one->fate == tender_fate::contract_draft;
    auto const made = story.end() - (unsigned_yet ? contract_drafted : contract_made);
    story.add(made, [this, one](performer& stage) { make_contract(stage, *one); });
    story.add(made + hours(26), [this, one](performer& stage) { sign(stage, *one, *one->buyer); });
    if (unsigned_yet) return;
    story.add(made + hours(50), [this, one](performer& stage) { sign(stage, *one, *one->winner); });
    if (one->fate == tender_fate::project) add_project(story, one);
    add_performance(story, one);
    if (one->fate != tender_fate::terminated) return;
    story.add(story.end() - terminated, [this, one](performer& stage) {
        one->contract = stage.act(one->buyer->who, [&](journal::unit_of_work& unit) {
            return delivery_.terminate(unit, one->contract.id, one->contract.version,
                                       {"双方协商一致提前终止，已完成部分据实结算。"});
        });
    });
}

void tenders_story::make_contract(performer& stage, purchase& one) const {
    bool const by_operator =
        one.winner->plan.organisation.kind == identity::organisation_kind::operator_group;
    auto const fee = by_operator ? general_contractor_fee_basis_points : 0;
    auto const wanted = draw_contract(calendar::day_of(stage.now()), fee);
    one.contract = stage.act(one.buyer->who, [&](journal::unit_of_work& unit) {
        auto const& notice = one.tender.awards.front();
        return delivery_.make_contract(unit, notice.id, notice.version, wanted);
    });
}

void tenders_story::sign(performer& stage, purchase& one, participant const& by) const {
    one.contract = stage.act(by.who, [&](journal::unit_of_work& unit) {
        return delivery_.sign(unit, one.contract.id, one.contract.version);
    });
}

void tenders_story::add_performance(timeline& story, shared_purchase const& one) const {
    static constexpr std::array submitted{first_submitted, second_submitted, third_submitted};
    for (std::size_t place = 0; place < submitted_milestones(one->fate); ++place) {
        // A project's first milestone follows its first package.
        auto const ago = one->fate == tender_fate::project ? second_submitted : submitted[place];
        auto const when = story.end() - ago;
        story.add(when,
                  [this, one, place](performer& stage) { submit_milestone(stage, *one, place); });
        if (place >= accepted_milestones(one->fate)) continue;
        story.add(when + hours(30),
                  [this, one, place](performer& stage) { accept_milestone(stage, *one, place); });
        story.add(when + hours(34),
                  [this, one, place](performer& stage) { invoice_milestone(stage, *one, place); });
        auto const percent = paid_percent(one->fate, place);
        if (percent == 0) continue;
        story.add(when + hours(90), [this, one, place, percent](performer& stage) {
            pay_invoice(stage, *one, place, percent);
        });
    }
}

delivery::milestone tenders_story::milestone_at(performer& stage, purchase const& one,
                                                std::size_t place) const {
    auto const found = delivery_.list_milestones(stage.sql(), one.buyer->who, one.contract.id);
    if (!found.has_value())
        throw std::logic_error("the milestones of a contract of the demonstration cannot be read");
    for (auto const& each : found.value()) {
        if (each.place == static_cast<std::int64_t>(place) + 1) return each;
    }
    throw std::logic_error("a contract of the demonstration lacks a milestone");
}

void tenders_story::submit_milestone(performer& stage, purchase const& one,
                                     std::size_t place) const {
    auto const current = milestone_at(stage, one, place);
    delivery::milestone_submission const sent{
        {{.title = "阶段成果报告.pdf",
          .sha256 = security::sha256_hex("milestone " + to_string(current.id))}}};
    stage.act(one.winner->who, [&](journal::unit_of_work& unit) {
        return delivery_.submit(unit, current.id, current.version, sent);
    });
}

void tenders_story::accept_milestone(performer& stage, purchase const& one,
                                     std::size_t place) const {
    auto const current = milestone_at(stage, one, place);
    stage.act(one.buyer->who, [&](journal::unit_of_work& unit) {
        return delivery_.accept(unit, current.id, current.version, {.note = "验收合格。"});
    });
}

void tenders_story::invoice_milestone(performer& stage, purchase& one, std::size_t place) const {
    auto const current = milestone_at(stage, one, place);
    dice chance(seed_, "tax invoice", one.number * 10 + place);
    delivery::invoice const wanted{
        .amount = current.accepted_amount,
        .tax_invoice_number =
            "2633" + std::to_string(chance.between(1'000'000'000, 9'999'999'999))};
    one.invoices.push_back(stage.act(one.winner->who, [&](journal::unit_of_work& unit) {
        return delivery_.issue_invoice(unit, current.id, wanted);
    }));
}

void tenders_story::pay_invoice(performer& stage, purchase& one, std::size_t place,
                                std::int64_t percent) const {
    auto const& owed = one.invoices.at(place);
    delivery::payment const wanted{.amount = scale(owed.amount, percent, 100),
                                   .bank_reference = "GK" + owed.number.substr(2)};
    stage.act(one.buyer->who,
              [&](journal::unit_of_work& unit) { return delivery_.pay(unit, owed.id, wanted); });
}

} // namespace talent::demo
