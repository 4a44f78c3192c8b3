#include "tests/unit/remedies/award_world.hpp"

#include <algorithm>
#include <set>
#include <sstream>

namespace talent::test {
namespace {

using namespace procurement;
using namespace remedies;

instant const evaluating = at("2026-03-23T10:00:00+08:00");
constexpr std::chrono::hours tick_length{24 * 16}; // longer than seven working days take
constexpr int remedies_max = 20;

constexpr remedy_measure results_touched[] = {remedy_measure::none, remedy_measure::choose_again,
                                              remedy_measure::evaluate_again,
                                              remedy_measure::cancel_procurement};

bool is_pending(remedy const& one) {
    return one.state == remedy_state::filed || one.state == remedy_state::accepted;
}

std::size_t count_of(std::vector<remedy> const& all, remedy_kind kind) {
    return static_cast<std::size_t>(std::ranges::count(all, kind, &remedy::kind));
}

bool stands(award const& one) {
    return one.state == award_state::standing;
}

} // namespace

award_world::award_world(broken_rule broken, int ticks_max, std::size_t challenges_max)
    : remedies_place(db::dialect::sqlite),
      broken_(broken),
      ticks_max_(ticks_max),
      challenges_max_(challenges_max) {
    auto const of = published();
    tender_id_ = of.id;
    low_ = bid(first, of.id, {60'000'00}, bidding_opens).value().bid_id;
    high_ = bid(second, of.id, {80'000'00}, bidding_opens).value().bid_id;
    open(of.id, bidding_ends).value();
    score(of.id, low_, 9000, evaluating).value();
    score(of.id, high_, 8000, evaluating).value();
    evaluate(of.id, evaluating).value();
    report(of.id, evaluating).value();
}

instant award_world::now() const {
    return evaluating + tick_length * tick_;
}

template <class Use>
bool award_world::act(identity::organisation const& who, Use use, instant when) {
    auto const principal = as(who);
    journal::unit_of_work one(*sql_, when, principal, "exploration");
    return use(one).has_value();
}

award_world::snapshot award_world::look() {
    return {*procurement::store::find_tender(*sql_, tender_id_),
            procurement::store::list_awards(*sql_, tender_id_),
            remedies::store::page_of_tender(*sql_, tender_id_, {}, remedies_max)};
}

// -- walking --

void award_world::explore() {
    database->write_now([&](db::session& sql) {
        sql_ = &sql;
        auto const start = look();
        walk(meet(start), start);
        return db::verdict::discard;
    });
}

std::size_t award_world::meet(snapshot const& one) {
    auto const text = describe(one);
    auto const place = seen_.visit(text);
    without_cancelling_.visit(text);
    bool const over = one.of.state == tender_state::contracted ||
                      one.of.state == tender_state::unsuccessful ||
                      one.of.state == tender_state::cancelled;
    if (over && std::ranges::none_of(one.remedies, is_pending)) {
        seen_.mark_end(place.number);
        without_cancelling_.mark_end(place.number);
    }
    return place.number;
}

void award_world::walk(std::size_t from, snapshot const& here) {
    auto const level = "level_" + std::to_string(way_.size());
    auto const tick = tick_;
    for (auto const& each : steps_from(here)) {
        if (!fault_.empty()) return;
        sql_->execute("SAVEPOINT " + level);
        if (each.take()) {
            way_.push_back(each.name);
            auto const there = look();
            auto const known_states = seen_.states();
            auto const to = meet(there);
            seen_.add_step(from, to);
            if (each.name != "the office cancels") without_cancelling_.add_step(from, to);
            auto fault = fault_of_step(here, there);
            if (fault.empty()) fault = fault_of(there);
            if (!fault.empty() && fault_.empty()) {
                fault_ = fault;
                for (auto const& taken : way_)
                    fault_ += "\n  " + taken;
            }
            if (seen_.states() > known_states) walk(to, there);
            way_.pop_back();
        }
        tick_ = tick;
        sql_->execute("ROLLBACK TO SAVEPOINT " + level);
        sql_->execute("RELEASE SAVEPOINT " + level);
    }
}

// All that decides what can follow. Of awards that fell: who is out of the race, and when the
// newest notice was; of remedies that ended: how many there were, and what a complaint may follow.
std::string award_world::describe(snapshot const& one) const {
    std::ostringstream to;
    auto const tick_of = [](std::optional<instant> const& when) {
        return when ? (*when - evaluating) / tick_length : -1;
    };
    auto const name_of = [&](uuid const& who) { return who == first.id ? "first" : "second"; };
    to << "tick " << tick_ << ", tender " << json::name_of(one.of.state) << ", lot "
       << json::name_of(one.of.lots.front().state) << ", suspensions " << one.of.suspensions.size();
    bool const may_challenge = count_of(one.remedies, remedy_kind::challenge) < challenges_max_;
    bool const may_complain = count_of(one.remedies, remedy_kind::complaint) == 0;
    if (may_challenge) to << ", evaluated " << tick_of(one.of.evaluated_at);
    std::set<std::string> out;
    std::optional<instant> newest;
    for (auto const& each : one.awards) {
        newest = std::max(newest, std::optional(each.created_at));
        if (stands(each))
            to << "; award to " << name_of(each.supplier_id) << " of " << tick_of(each.created_at);
        if (takes_winner_out(each)) out.insert(name_of(each.supplier_id));
    }
    if (may_challenge) to << "; newest notice " << tick_of(newest);
    for (auto const& each : out)
        to << "; out: " << each;
    for (auto const& each : one.remedies) {
        bool const followed = each.kind == remedy_kind::challenge && may_complain;
        if (!is_pending(each) && !followed) {
            to << "; " << json::name_of(each.kind);
            continue;
        }
        to << "; " << json::name_of(each.kind) << " of " << name_of(each.complainant_id) << " "
           << json::name_of(each.state) << " filed " << tick_of(each.created_at) << " decided "
           << tick_of(each.decided_at) << " until " << tick_of(each.suspended_until);
    }
    return std::move(to).str();
}

// -- what may happen --

std::vector<award_world::step> award_world::steps_from(snapshot const& here) {
    std::vector<step> found;
    found.push_back({"sixteen days pass", [this] {
                         if (tick_ == ticks_max_) return false;
                         ++tick_;
                         return true;
                     }});
    add_award_steps(here, found);
    add_filing_steps(here, found);
    for (auto const& each : here.remedies) {
        add_answer_steps(each, found);
        add_complaint_steps(each, found);
    }
    return found;
}

void award_world::add_award_steps(snapshot const& here, std::vector<step>& to) {
    auto const version = here.of.version;
    to.push_back({"the office awards the first", [this] { return award_to(low_); }});
    to.push_back({"the office awards the second", [this] { return award_to(high_); }});
    to.push_back({"the office cancels", [this, version] {
                      return act(office, [&](auto& unit) {
                          return service.cancel(unit, tender_id_, version, {"no need"});
                      });
                  }});
    if (broken_ != broken_rule::reopened_lot_has_no_way_on) {
        to.push_back({"the office gives up", [this, version] {
                          return act(office, [&](auto& unit) {
                              return service.declare_unsuccessful(unit, tender_id_, version,
                                                                  {.reasons = {"no use"}});
                          });
                      }});
        to.push_back({"the lot is evaluated anew", [this] { return evaluate_anew(); }});
    }
    for (auto const& each : here.awards) {
        if (!stands(each)) continue;
        auto const& winner = each.supplier_id == first.id ? first : second;
        to.push_back({"the office contracts", [this, each] { return contract(each); }});
        to.push_back({"the winner declines", [this, each, &winner] {
                          return act(winner, [&](auto& unit) {
                              return service.decline_award(unit, each.id, each.version, {"no"});
                          });
                      }});
        to.push_back({"the office lets the award fail", [this, each] {
                          return act(office, [&](auto& unit) {
                              return service.fail_award(unit, each.id, each.version, {"silent"});
                          });
                      }});
    }
}

void award_world::add_filing_steps(snapshot const& here, std::vector<step>& to) {
    remedy const about_result{.kind = remedy_kind::challenge,
                              .subject = remedy_subject::result,
                              .grounds = {"overlooked"},
                              .facts = "Annex 3 was not read."};
    if (count_of(here.remedies, remedy_kind::challenge) < challenges_max_) {
        to.push_back(
            {"the second challenges the result", [=, this] { return file(second, about_result); }});
        to.push_back(
            {"the first challenges the result", [=, this] { return file(first, about_result); }});
        to.push_back({"the second challenges the procedure", [=, this] {
                          auto wanted = about_result;
                          wanted.subject = remedy_subject::process;
                          return file(second, wanted);
                      }});
    }
    if (count_of(here.remedies, remedy_kind::complaint) > 0) return;
    for (auto const& each : here.remedies) {
        auto wanted = about_result;
        wanted.kind = remedy_kind::complaint;
        wanted.subject = each.subject;
        wanted.earlier_id = each.id;
        wanted.supervisor_id = finance.id;
        auto const& who = each.complainant_id == first.id ? first : second;
        to.push_back({"the challenger complains", [=, &who, this] { return file(who, wanted); }});
    }
}

void award_world::add_answer_steps(remedy const& one, std::vector<step>& to) {
    if (one.kind != remedy_kind::challenge || !is_pending(one)) return;
    auto const answer = [this, one](bool upheld, remedy_measure measure) {
        return ended(one, act(office, [&](auto& unit) {
                         return remedying_.answer(unit, one.id, one.version,
                                                  {.text = "Read again.",
                                                   .upheld = upheld,
                                                   .measure = measure,
                                                   .reasons = {"so it is"}});
                     }));
    };
    to.push_back(
        {"the office rejects the challenge", [=] { return answer(false, remedy_measure::none); }});
    for (auto const measure : results_touched) {
        to.push_back({"the office upholds the challenge: " + std::string(json::name_of(measure)),
                      [=] { return answer(true, measure); }});
    }
    auto const& who = one.complainant_id == first.id ? first : second;
    to.push_back({"the challenge is withdrawn", [this, one, &who] {
                      return ended(one, act(who, [&](auto& unit) {
                                       return remedying_.withdraw(unit, one.id, one.version);
                                   }));
                  }});
}

void award_world::add_complaint_steps(remedy const& one, std::vector<step>& to) {
    if (one.kind != remedy_kind::complaint || !is_pending(one)) return;
    for (bool const suspends : {true, false}) {
        to.push_back({std::string("the complaint is taken up, ") +
                          (suspends ? "and the tender rests" : "and nothing rests"),
                      [this, one, suspends] {
                          return act(finance, [&](auto& unit) {
                              return remedying_.accept(unit, one.id, one.version, {suspends});
                          });
                      }});
    }
    auto const decide = [this, one](bool upheld, remedy_measure measure) {
        return ended(one, act(finance, [&](auto& unit) {
                         return remedying_.decide(unit, one.id, one.version,
                                                  {upheld, measure, {"so it is"}});
                     }));
    };
    to.push_back(
        {"the complaint is rejected", [=] { return decide(false, remedy_measure::none); }});
    for (auto const measure : results_touched) {
        to.push_back({"the complaint is upheld: " + std::string(json::name_of(measure)),
                      [=] { return decide(true, measure); }});
    }
    to.push_back({"the complaint is returned", [this, one] {
                      return ended(one, act(finance, [&](auto& unit) {
                                       return remedying_.return_unexamined(unit, one.id,
                                                                           one.version, {"no"});
                                   }));
                  }});
    auto const& who = one.complainant_id == first.id ? first : second;
    to.push_back({"the complaint is withdrawn", [this, one, &who] {
                      return ended(one, act(who, [&](auto& unit) {
                                       return remedying_.withdraw(unit, one.id, one.version);
                                   }));
                  }});
}

// -- the steps, and how a control breaks them --

void award_world::lift_suspensions() {
    for (auto const& each : look().of.suspensions) {
        act(office, [&](auto& unit) { return service.resume(unit, tender_id_, each.remedy_id); });
    }
}

bool award_world::award_to(uuid const& bid_id) {
    if (broken_ == broken_rule::award_ignores_suspension) lift_suspensions();
    auto const version = look().of.version;
    return act(office, [&](auto& unit) {
        return service.choose_winner(unit, tender_id_, version, {bid_id, {"the best offer"}});
    });
}

bool award_world::contract(procurement::award const& one) {
    if (broken_ == broken_rule::contract_ignores_suspension) lift_suspensions();
    bool const early = broken_ == broken_rule::contract_ignores_standstill;
    return act(
        office, [&](auto& unit) { return service.conclude(unit, one.id, one.version); },
        early ? now() + tick_length * 2 : now());
}

bool award_world::evaluate_anew() {
    auto const label = [&](uuid const& organisation) {
        for (auto const& each : procurement::store::list_pseudonyms(*sql_, tender_id_)) {
            if (each.organisation_id == organisation) return each.label;
        }
        return std::string();
    };
    for (auto const& [bidder, points] : {std::pair{first, 9000}, std::pair{second, 8000}}) {
        panel_score given{.lot = 1,
                          .bidder = label(bidder.id),
                          .criterion = "method",
                          .points_hundredths = points,
                          .reason = "clear"};
        for (auto const& who : panel) {
            journal::unit_of_work unit(*sql_, now(), who, "exploration");
            if (!panels.give_score(unit, tender_id_, given).has_value()) return false;
        }
    }
    for (auto const& [bidder, points] : {std::pair{first, 9000}, std::pair{second, 8000}}) {
        journal::unit_of_work unit(*sql_, now(), panel.front(), "exploration");
        procurement::score const agreed{.lot = 1,
                                        .bidder = label(bidder.id),
                                        .criterion = "method",
                                        .points_hundredths = points,
                                        .reason = "clear"};
        auto const proposed = panels.propose_consensus(unit, tender_id_, agreed);
        if (!proposed.has_value()) return false;
        for (auto const& who : panel) {
            if (who.member == panel.front().member) continue;
            journal::unit_of_work other(*sql_, now(), who, "exploration");
            procurement::consensus_position const confirmed{.lot = 1,
                                                            .bidder = label(bidder.id),
                                                            .criterion = "method",
                                                            .proposal = proposed.value().version};
            if (!panels.take_position(other, tender_id_, confirmed).has_value()) return false;
        }
    }
    auto const version = look().of.version;
    if (!act(office, [&](auto& unit) { return service.evaluate(unit, tender_id_, version); }))
        return false;
    journal::unit_of_work unit(*sql_, now(), panel.front(), "exploration");
    return panels.deliver_report(unit, tender_id_, {.summary = "the first is recommended"})
        .has_value();
}

bool award_world::file(identity::organisation const& who, remedy wanted) {
    return act(who, [&](auto& unit) { return remedying_.file(unit, tender_id_, wanted); });
}

bool award_world::ended(remedy const& one, bool done) {
    bool const rested = one.kind == remedy_kind::challenge || one.suspended_until.has_value();
    if (done && rested && broken_ == broken_rule::remedy_keeps_its_suspension) {
        act(office, [&](auto& unit) {
            return service.suspend(unit, tender_id_,
                                   {.remedy_id = one.id, .reason = "Still.", .since = now()});
        });
    }
    return done;
}

// -- what is asserted, reckoned from remedies and days alone --

bool award_world::is_suspended(snapshot const& one) const {
    return std::ranges::any_of(one.remedies, [&](remedy const& each) {
        if (each.kind == remedy_kind::challenge) return each.state == remedy_state::filed;
        return each.state == remedy_state::accepted && each.suspended_until &&
               now() < *each.suspended_until;
    });
}

// Seven working days after the day of the notice, counted one by one.
bool award_world::is_standstill_over(procurement::award const& one) const {
    auto day = calendar::day_of(one.created_at);
    for (int counted = 0; counted < 7;) {
        day += std::chrono::days{1};
        if (calendar.is_working_day(day)) ++counted;
    }
    return calendar::day_of(now()) > day;
}

std::string award_world::fault_of(snapshot const& one) const {
    auto const standing = std::ranges::count_if(one.awards, stands);
    auto const& lot = one.of.lots.front();
    bool const has_award = lot.state == lot_state::awarded || lot.state == lot_state::contracted;
    bool const cancelled = one.of.state == tender_state::cancelled;
    if (standing > 1) return "two awards of one lot stand";
    if (cancelled && standing > 0) return "an award of a cancelled tender stands";
    if (!cancelled && has_award != (standing == 1)) return "the lot does not follow its award";
    if (!cancelled && one.of.state == tender_state::awarded && standing == 0)
        return "the tender is awarded to nobody";
    if (check_not_suspended(one.of, 1, now()).has_value() == is_suspended(one))
        return "the tender does not rest as its remedies say";
    return {};
}

std::string award_world::fault_of_step(snapshot const& before, snapshot const& after) const {
    if (after.awards.size() > before.awards.size() && is_suspended(before))
        return "an award was made under a suspension";
    bool const contracted = after.of.lots.front().state == lot_state::contracted &&
                            before.of.lots.front().state != lot_state::contracted;
    if (!contracted) return {};
    if (is_suspended(before)) return "a contract was made under a suspension";
    auto const found = std::ranges::find_if(before.awards, stands);
    if (found == before.awards.end()) return "a contract was made without an award";
    if (!is_standstill_over(*found)) return "a contract was made within the standstill";
    return {};
}

} // namespace talent::test
