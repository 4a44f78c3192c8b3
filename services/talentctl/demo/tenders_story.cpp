// The tenders of the demonstration market until their award.
#include "services/talentctl/demo/tenders_story.hpp"

#include <algorithm>
#include <array>

#include "services/talentctl/demo/tender_texts.hpp"

namespace talent::demo {
namespace {

using std::chrono::days;
using std::chrono::hours;

constexpr std::size_t listings_per_tender = 500;
constexpr std::size_t tenders_max = 200;
constexpr std::size_t bidders_max = 5;
constexpr std::size_t bids_page = 100;
constexpr hours until_challenged{30}; // before the story's end

bool has_bids(tender_fate fate) {
    switch (fate) {
        case tender_fate::draft:
        case tender_fate::announced:
        case tender_fate::cancelled:
        case tender_fate::no_bids:
            return false;
        default:
            return true;
    }
}

/// Counted back from the story's end: "three days before, at ten" is ago(3, 10).
constexpr hours ago(int day, int hour) {
    return days(day) - hours(hour);
}

struct times_before_end {
    tender_fate fate;
    hours drafted;
    std::optional<hours> open_at = {};
    std::optional<hours> deadline = {};
    std::optional<hours> opened = {};
    std::optional<hours> scored = {};
    std::optional<hours> evaluated = {};
    std::optional<hours> awarded = {};
};

// The last row is that of every fate with a contract in force, which is made 25 days after the
// award: even the longest holidays leave the seven working days of the standstill within it.
// clang-format off: a table, one line a fate
constexpr std::array timetable{
    times_before_end{tender_fate::draft, ago(3, 10), {}, ago(-25, 17)},
    times_before_end{tender_fate::announced, ago(2, 9), ago(-3, 9), ago(-24, 17)},
    times_before_end{tender_fate::bidding, ago(8, 9), {}, ago(-13, 17)},
    times_before_end{tender_fate::cancelled, ago(12, 9), {}, ago(-9, 17)},
    times_before_end{tender_fate::bidding_closed, ago(22, 9), {}, ago(1, 17)},
    times_before_end{tender_fate::opened, ago(24, 9), {}, ago(3, 9), ago(3, 11), ago(2, 10)},
    times_before_end{
        tender_fate::evaluated, ago(27, 9), {}, ago(6, 9), ago(6, 10), ago(5, 10), ago(4, 15)},
    times_before_end{tender_fate::standstill,
                     ago(31, 9),
                     {},
                     ago(10, 9),
                     ago(10, 10),
                     ago(9, 10),
                     ago(8, 15),
                     ago(3, 16)},
    times_before_end{tender_fate::challenged,
                     ago(31, 9),
                     {},
                     ago(10, 9),
                     ago(10, 10),
                     ago(9, 10),
                     ago(8, 15),
                     ago(4, 16)},
    times_before_end{tender_fate::standstill_over,
                     ago(54, 9),
                     {},
                     ago(33, 9),
                     ago(33, 10),
                     ago(32, 10),
                     ago(31, 15),
                     ago(28, 16)},
    times_before_end{tender_fate::contract_draft,
                     ago(55, 9),
                     {},
                     ago(33, 9),
                     ago(33, 10),
                     ago(32, 10),
                     ago(31, 15),
                     ago(28, 16)},
    times_before_end{tender_fate::no_bids, ago(40, 9), {}, ago(19, 9), ago(19, 10)},
    times_before_end{tender_fate::unsuccessful,
                     ago(45, 9),
                     {},
                     ago(24, 9),
                     ago(24, 10),
                     ago(23, 10),
                     ago(22, 15)},
    times_before_end{tender_fate::completed,
                     ago(85, 9),
                     {},
                     ago(63, 9),
                     ago(63, 10),
                     ago(62, 10),
                     ago(61, 15),
                     ago(58, 16)},
};
// clang-format on

times_before_end const& times_of(tender_fate fate) {
    auto const found = std::ranges::find(timetable, fate, &times_before_end::fate);
    return found == timetable.end() ? timetable.back() : *found;
}

} // namespace

/// When what happens; nothing where it does not happen.
struct tenders_story::calendar_plan {
    instant drafted;
    std::optional<instant> open_at;
    std::optional<instant> deadline;
    std::optional<instant> opened;
    std::optional<instant> scored;
    std::optional<instant> evaluated;
    std::optional<instant> awarded;
};

tenders_story::calendar_plan tenders_story::plan_of(tender_fate fate, instant end) const {
    auto const& times = times_of(fate);
    auto const at = [end](std::optional<hours> before) -> std::optional<instant> {
        if (!before) return std::nullopt;
        return end - *before;
    };
    return {.drafted = end - times.drafted,
            .open_at = at(times.open_at),
            .deadline = at(times.deadline),
            .opened = at(times.opened),
            .scored = at(times.scored),
            .evaluated = at(times.evaluated),
            .awarded = at(times.awarded)};
}

void tenders_story::add_to(timeline& story, std::size_t listings) {
    auto const count = std::clamp(listings / listings_per_tender, 2 * tender_fates, tenders_max);
    for (std::size_t number = 0; number < count; ++number)
        add_purchase(story, number);
}

void tenders_story::add_purchase(timeline& story, std::size_t number) {
    dice chance(seed_, "tender", number);
    auto const one = std::make_shared<purchase>();
    one->number = number;
    one->fate = static_cast<tender_fate>(number % tender_fates);
    // The first of each fate is the first office's, so that its visitor sees them all.
    one->buyer = number < tender_fates ? &all_.offices.front() : &chance.pick(all_.offices);
    auto const plan = plan_of(one->fate, story.end());
    story.add(plan.drafted,
              [this, &story, one, plan](performer& stage) { draft(story, stage, one, plan); });
    if (plan.opened) {
        story.add(*plan.opened, [this, &story, one](performer& stage) {
            open(stage, *one);
            bool const consulted =
                one->tender.method == procurement::procurement_method::consultation &&
                one->tender.state == procurement::tender_state::opened;
            if (consulted) add_final_offers(story, stage.now(), one);
        });
    }
    if (plan.scored) story.add(*plan.scored, [this, one](performer& stage) { score(stage, *one); });
    if (plan.evaluated)
        story.add(*plan.evaluated, [this, one](performer& stage) { evaluate(stage, *one); });
    if (plan.awarded)
        story.add(*plan.awarded, [this, one](performer& stage) { award(stage, *one); });
    if (one->fate == tender_fate::challenged) {
        story.add(story.end() - until_challenged,
                  [this, one](performer& stage) { challenge(stage, *one); });
    }
    if (one->fate >= tender_fate::contract_draft && one->fate <= tender_fate::terminated)
        add_contract(story, one);
}

void tenders_story::draft(timeline& story, performer& stage, shared_purchase const& one,
                          calendar_plan const& plan) const {
    dice chance(seed_, "tender text", one->number);
    auto wanted = draw_tender(one->buyer->plan.where, chance);
    wanted.open_at = plan.open_at;
    wanted.deadline_at = plan.deadline;
    one->tender = stage.act(one->buyer->who, [&](journal::unit_of_work& unit) {
        return procurement_.draft(unit, wanted);
    });
    if (one->fate == tender_fate::draft) return;
    name_officers(stage, *one);
    one->tender = stage.act(one->buyer->who, [&](journal::unit_of_work& unit) {
        return procurement_.publish(unit, one->tender.id, one->tender.version);
    });
    add_questions(story, one);
    if (has_bids(one->fate)) add_bids(story, one, plan);
    if (one->fate != tender_fate::cancelled) return;
    story.add(stage.now() + days(5), [this, one](performer& later) {
        one->tender = later.act(one->buyer->who, [&](journal::unit_of_work& unit) {
            return procurement_.cancel(unit, one->tender.id, one->tender.version,
                                       {"采购预算调整，项目取消。"});
        });
    });
}

// -- bids --

namespace {

bool is_operators(tender_fate fate) {
    return fate == tender_fate::general_contractor || fate == tender_fate::project;
}

} // namespace

/// Verified agencies that share nothing with the buyer or an officer, which would be refused; the
/// operator too where it is to deliver as general contractor.
std::vector<participant const*> tenders_story::bidders_for(purchase const& one) const {
    dice chance(seed_, "bidders", one.number);
    auto const may_bid = [&](participant const& bidder) {
        return std::ranges::none_of(
            one.officers, [&](participant const* officer) { return are_tied(*officer, bidder); });
    };
    std::vector<participant const*> found;
    for (auto const& agency : all_.agencies) {
        if (may_bid(agency)) found.push_back(&agency);
    }
    chance.shuffle(found);
    auto const wanted = static_cast<std::size_t>(chance.between(3, bidders_max));
    // The first agency bids for most, so that its visitor sees bids of its own.
    auto const first = std::ranges::find(found, &all_.agencies.front());
    bool const invited = one.fate != tender_fate::opened && first != found.end();
    if (invited) std::iter_swap(found.begin(), first);
    found.resize(std::min(found.size(), wanted));
    if (is_operators(one.fate) && may_bid(contractor())) found.back() = &contractor();
    return found;
}

participant const* tenders_story::favourite_of(purchase const& one) const {
    if (is_operators(one.fate)) return &contractor();
    if (one.number >= tender_fates) return nullptr;
    switch (one.fate) {
        case tender_fate::standstill:
        case tender_fate::contract_draft:
        case tender_fate::in_force:
            return &all_.agencies.front();
        case tender_fate::challenged: // by the first
            return bidders_for(one).at(1);
        default:
            return nullptr;
    }
}

void tenders_story::add_bids(timeline& story, shared_purchase const& one,
                             calendar_plan const& plan) const {
    dice chance(seed_, "bid when", one->number);
    auto const bidders = bidders_for(*one);
    auto const last = std::min(*plan.deadline, story.end());
    for (std::size_t place = 0; place < bidders.size(); ++place) {
        auto const when = last - hours(chance.between(2, 96));
        bool const low = one->fate == tender_fate::evaluated && place + 1 == bidders.size();
        story.add(when, [this, one, bidder = bidders[place], place, low](performer& stage) {
            dice own(seed_, "bid", one->number * bidders_max + place);
            auto const sent =
                low ? draw_abnormally_low_bid(one->tender, own) : draw_bid(one->tender, own);
            stage.act(bidder->who, [&](journal::unit_of_work& unit) {
                return procurement_.submit(unit, one->tender.id, sent, receipts_);
            });
        });
    }
}

std::vector<procurement::bid> tenders_story::bids_of(performer& stage, purchase const& one) const {
    auto found = procurement_.list_bids(stage.sql(), one.buyer->who, one.tender.id, "", bids_page);
    if (!found.has_value())
        throw std::logic_error("the bids of a tender of the demonstration cannot be read");
    return std::move(found).value();
}

// -- from the scores to the award --

void tenders_story::evaluate(performer& stage, purchase& one) const {
    one.tender = stage.act(one.buyer->who, [&](journal::unit_of_work& unit) {
        return procurement_.evaluate(unit, one.tender.id, one.tender.version);
    });
    if (one.fate == tender_fate::unsuccessful) {
        one.tender = stage.act(one.buyer->who, [&](journal::unit_of_work& unit) {
            return procurement_.declare_unsuccessful(
                unit, one.tender.id, one.tender.version,
                {.reasons = {"有效响应均超出实际需求，决定废标。"}});
        });
        return;
    }
    stage.act(one.buyer->who, [&](journal::unit_of_work& unit) {
        return panels_.deliver_report(
            unit, one.tender.id, {.summary = "评审小组按综合得分推荐成交候选人，名次见评审结果。"});
    });
    one.tender = procurement_.read(stage.sql(), one.buyer->who, one.tender.id, stage.now()).value();
}

participant const* tenders_story::participant_of(uuid const& organisation) const {
    auto const is_it = [&](participant const& one) { return one.who.organisation == organisation; };
    auto const found = std::ranges::find_if(all_.agencies, is_it);
    return found == all_.agencies.end() ? nullptr : &*found;
}

void tenders_story::award(performer& stage, purchase& one) const {
    auto const bids = bids_of(stage, one);
    auto const best =
        std::ranges::find(bids, std::optional<std::int64_t>(1), &procurement::bid::rank_in_lot);
    if (best == bids.end()) throw std::logic_error("no bid of the demonstration is ranked first");
    one.tender = stage.act(one.buyer->who, [&](journal::unit_of_work& unit) {
        return procurement_.choose_winner(unit, one.tender.id, one.tender.version,
                                          {.bid_id = best->id, .reasons = {"综合得分第一"}});
    });
    one.winner = participant_of(best->organisation_id);
    if (one.winner == nullptr) one.winner = &contractor();
}

void tenders_story::challenge(performer& stage, purchase const& one) const {
    auto const bidders = bidders_for(one);
    auto const by =
        std::ranges::find_if(bidders, [&](participant const* each) { return each != one.winner; });
    remedies::remedy const wanted{
        .kind = remedies::remedy_kind::challenge,
        .subject = remedies::remedy_subject::result,
        .lot = one.tender.lots.front().number,
        .grounds = {"评审小组对“项目团队与业绩”一项的评分未按采购文件载明的标准进行。"},
        .facts = "我方提交的五项同类业绩合同均在有效期内，评审意见称仅三项有效，与事实不符。",
        .request = "请求依法重新评审。"};
    stage.act((*by)->who, [&](journal::unit_of_work& unit) {
        return remedies_.file(unit, one.tender.id, wanted);
    });
}

} // namespace talent::demo
