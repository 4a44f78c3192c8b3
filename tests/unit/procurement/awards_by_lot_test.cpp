// Tenders of several lots: every lot has a result of its own, and the tender follows them; winners
// that decline, fail or are set aside, on each database.
#include "common/journal/verification.hpp"
#include "tests/unit/procurement/procurement_fixture.hpp"

using namespace talent;
using namespace talent::test;
using namespace talent::procurement;

namespace {

instant const evaluating = at("2026-03-23T10:00:00+08:00");
instant const after_standstill = at("2026-04-02T00:00:00+08:00");
instant const after_signing_term = at("2026-05-01T00:00:00+08:00");

struct lots_place : procurement_place {
    using procurement_place::procurement_place;

    tender published_with_lots(std::int64_t count) {
        auto wanted = draft_of();
        wanted.lots.clear();
        for (std::int64_t number = 1; number <= count; ++number)
            wanted.lots.push_back({number, "Lot", {10'000'00}});
        wanted.budget = {count * 10'000'00};
        auto const made =
            unit(office, drafting, [&](auto& one) { return service.draft(one, wanted); }).value();
        name_officers(made.id, drafting).value();
        return unit(office, drafting,
                    [&](auto& one) { return service.publish(one, made.id, made.version); })
            .value();
    }

    uuid bid_for(identity::organisation const& bidder, uuid const& id, std::int64_t lot,
                 std::int64_t yuan) {
        bid_submission const sent{.lot = lot, .price = money{yuan * 100}};
        return unit(bidder, bidding_opens,
                    [&](auto& one) { return service.submit(one, id, sent, desk); })
            .value()
            .bid_id;
    }

    /// Lot 1 has bids of first and second, lot 2 of first, further lots have none; first is best.
    struct evaluated_lots {
        uuid id;
        uuid first_of_one;
        uuid second_of_one;
        uuid first_of_two;
    };
    evaluated_lots evaluated_with_lots(std::int64_t count) {
        auto const of = published_with_lots(count);
        evaluated_lots made{of.id, bid_for(first, of.id, 1, 7000), bid_for(second, of.id, 1, 8000),
                            bid_for(first, of.id, 2, 9000)};
        open(of.id, bidding_ends).value();
        score(of.id, made.first_of_one, 9000, evaluating).value();
        score(of.id, made.second_of_one, 8000, evaluating).value();
        score(of.id, made.first_of_two, 7000, evaluating).value();
        evaluate(of.id, evaluating).value();
        return made;
    }

    lot_state state_of(uuid const& id, std::int64_t number) {
        return find_lot(read(id, evaluating), number)->state;
    }
    procurement::award standing(uuid const& id, std::int64_t lot) {
        for (auto const& each : read(id, evaluating).awards) {
            if (each.lot == lot && each.state == award_state::standing) return each;
        }
        FAIL("no award of lot " << lot << " stands");
        return {};
    }
    auto conclude(uuid const& id, std::int64_t lot, instant when = after_standstill) {
        auto const notice = standing(id, lot);
        return unit(office, when,
                    [&](auto& one) { return service.conclude(one, notice.id, notice.version); });
    }
    result<procurement::award> decline(identity::organisation const& who,
                                       procurement::award const& notice,
                                       std::vector<std::string> reasons = {
                                           "our people are booked"}) {
        return unit(who, evaluating, [&](auto& one) {
            return service.decline_award(one, notice.id, notice.version, reasons);
        });
    }
    result<procurement::award> fail(procurement::award const& notice, instant when) {
        return unit(office, when, [&](auto& one) {
            return service.fail_award(one, notice.id, notice.version, {"cannot sign"});
        });
    }
    result<tender> declare(uuid const& id, std::optional<std::int64_t> lot) {
        return decide(id, evaluating, [&](auto& one, uuid const& which, std::int64_t version) {
            return service.declare_unsuccessful(one, which, version, {lot, {"no need any more"}});
        });
    }
    result<tender> set_aside(uuid const& id, std::int64_t lot, after_set_aside then) {
        return unit(group, evaluating, [&](auto& one) {
            return service.set_aside(one, id, lot, {"a criterion was applied wrongly"}, then);
        });
    }
};

} // namespace

TEST_CASE("every lot has a result of its own, and the tender follows them") {
    lots_place place(GENERATE(from_range(dialects())));
    auto const made = place.evaluated_with_lots(3);
    CHECK(place.state_of(made.id, 3) == lot_state::unsuccessful); // nobody bid for it
    CHECK(place.award(made.id, made.first_of_one, evaluating).value().state ==
          tender_state::evaluated);
    CHECK(place.award(made.id, made.second_of_one, evaluating, {"also good"}).error().code ==
          error_code::wrong_state);
    auto const awarded = place.award(made.id, made.first_of_two, evaluating).value();
    CHECK(awarded.state == tender_state::awarded);
    CHECK(awarded.phase == tender_phase::standstill);
    CHECK(awarded.clocks.size() == 6);
    CHECK(awarded.awards[0].clocks.size() == 3);
    CHECK(
        place.conclude(made.id, 1, after_standstill - std::chrono::milliseconds{1}).error().code ==
        error_code::standstill_running);
    CHECK(place.conclude(made.id, 1).value().concluded.state == tender_state::awarded);
    CHECK(place.conclude(made.id, 1).error().code == error_code::wrong_state);
    CHECK(place.conclude(made.id, 2).value().concluded.state == tender_state::contracted);
    CHECK(place.decline(place.first, place.standing(made.id, 1)).error().code ==
          error_code::wrong_state); // withdrawn after signing
    CHECK(journal::verify(*place.database).has_value());
}

TEST_CASE("a tender of which no lot has an award is unsuccessful, one with a contract is not") {
    lots_place place(GENERATE(from_range(dialects())));
    auto const none = place.evaluated_with_lots(2);
    CHECK(place.declare(none.id, 1).value().state == tender_state::evaluated);
    CHECK(place.declare(none.id, 1).error().code == error_code::wrong_state);
    CHECK(place.declare(none.id, 9).error().code == error_code::invalid_fields);
    auto const ended = place.declare(none.id, {}).value();
    CHECK(ended.state == tender_state::unsuccessful);
    CHECK(ended.state_reasons == std::vector<std::string>{"no need any more"});

    auto const one = place.evaluated_with_lots(2);
    place.award(one.id, one.first_of_one, evaluating).value();
    CHECK(place.conclude(one.id, 1).value().concluded.state == tender_state::evaluated);
    auto const cancel = place.decide(one.id, evaluating, [&](auto& each, auto& id, auto version) {
        return place.service.cancel(each, id, version, {"no money"});
    });
    CHECK(cancel.error().code == error_code::wrong_state);
    CHECK(place.declare(one.id, {}).value().state == tender_state::contracted);
}

TEST_CASE("a winner who declines is followed by the next ranked, and then by nobody") {
    lots_place place(GENERATE(from_range(dialects())));
    auto const made = place.evaluated_with_lots(2);
    place.award(made.id, made.first_of_two, evaluating).value();
    place.award(made.id, made.first_of_one, evaluating).value();
    auto const notice = place.standing(made.id, 1);
    CHECK(place.decline(place.second, notice).error().code == error_code::not_found);
    CHECK(place.decline(place.office, notice).error().code == error_code::not_found);
    CHECK(place.decline(place.first, notice, {}).error().code == error_code::invalid_fields);
    auto const declined = place.decline(place.first, notice).value();
    CHECK(declined.state == award_state::declined);
    CHECK(declined.clocks.empty());
    CHECK(place.decline(place.first, declined).error().code == error_code::wrong_state);
    CHECK(place.read(made.id, evaluating).state == tender_state::evaluated);
    CHECK(place.award(made.id, made.first_of_one, evaluating).error().code ==
          error_code::invalid_fields);
    // The best that is left needs no reasons; its standstill is its own.
    auto const later = evaluating + std::chrono::days(1);
    auto const next = place.award(made.id, made.second_of_one, later).value();
    CHECK(next.state == tender_state::awarded);
    CHECK(place.standing(made.id, 1).created_at == later);
    CHECK(next.awards.size() == 3);
    place.decline(place.second, place.standing(made.id, 1)).value();
    CHECK(place.state_of(made.id, 1) == lot_state::unsuccessful);
    CHECK(place.read(made.id, evaluating).state == tender_state::awarded);
    place.decline(place.first, place.standing(made.id, 2)).value();
    CHECK(place.read(made.id, evaluating).state == tender_state::unsuccessful);
}

TEST_CASE("a buyer ends an award only where its winner may not sign or has not in time") {
    lots_place place(GENERATE(from_range(dialects())));
    auto const made = place.evaluated_with_lots(2);
    place.award(made.id, made.first_of_one, evaluating).value();
    auto const notice = place.standing(made.id, 1);
    CHECK(place.fail(notice, evaluating).error().code == error_code::wrong_state);
    SECTION("not verified any more") {
        auto suspended = place.first;
        suspended.status = identity::organisation_status::suspended;
        place.learn(suspended);
        CHECK(place.fail(notice, evaluating).value().state == award_state::failed);
        CHECK(place.award(made.id, made.first_of_two, evaluating).error().code ==
              error_code::organisation_not_verified);
    }
    SECTION("the time for signing has passed") {
        CHECK(place.fail(notice, after_signing_term).value().state == award_state::failed);
    }
    CHECK(place.award(made.id, made.second_of_one, evaluating).has_value());
}

TEST_CASE("an award that is set aside is decided again, or scored and evaluated again") {
    lots_place place(GENERATE(from_range(dialects())));
    auto const made = place.evaluated_with_lots(2);
    CHECK(place.set_aside(made.id, 1, after_set_aside::choose_again).error().code ==
          error_code::wrong_state);
    place.award(made.id, made.first_of_one, evaluating).value();
    place.award(made.id, made.first_of_two, evaluating).value();
    SECTION("the next ranked is chosen") {
        CHECK(place.set_aside(made.id, 1, after_set_aside::choose_again).value().state ==
              tender_state::evaluated);
        CHECK(place.award(made.id, made.first_of_one, evaluating).has_error());
        CHECK(place.award(made.id, made.second_of_one, evaluating).value().state ==
              tender_state::awarded);
    }
    SECTION("the scores are given anew, and another may win") {
        place.set_aside(made.id, 1, after_set_aside::evaluate_again).value();
        CHECK(place.state_of(made.id, 1) == lot_state::reopened);
        CHECK(place.award(made.id, made.second_of_one, evaluating, {"why not"}).error().code ==
              error_code::invalid_fields);
        CHECK(place.score(made.id, made.first_of_two, 100, evaluating).error().code ==
              error_code::wrong_state); // the other lot stands
        CHECK(place.evaluate(made.id, evaluating).error().code ==
              error_code::evaluation_incomplete); // the first round's scores count no more
        place.score(made.id, made.first_of_one, 1000, evaluating).value();
        place.score(made.id, made.second_of_one, 8000, evaluating).value();
        place.evaluate(made.id, evaluating).value();
        CHECK(place.evaluate(made.id, evaluating).has_error());
        CHECK(place.read_bid(place.second, made.second_of_one).value().rank_in_lot == 1);
        CHECK(place.award(made.id, made.second_of_one, evaluating).value().state ==
              tender_state::awarded);
        CHECK(place.read(made.id, evaluating).awards.size() == 3);
    }
    CHECK(place.conclude(made.id, 2).has_value());
    CHECK(place.set_aside(made.id, 2, after_set_aside::choose_again).error().code ==
          error_code::wrong_state); // signed
}

TEST_CASE("no award stands in a cancelled tender") {
    lots_place place(GENERATE(from_range(dialects())));
    auto const made = place.evaluated_with_lots(2);
    place.award(made.id, made.first_of_one, evaluating).value();
    auto const ended = place.decide(made.id, evaluating, [&](auto& one, auto& id, auto version) {
        return place.service.cancel(one, id, version, {"no money"});
    });
    REQUIRE(ended.value().awards.size() == 1);
    CHECK(ended.value().awards[0].state == award_state::set_aside);
}

TEST_CASE("twenty lots are one tender, twenty-one are too many") {
    lots_place place(db::dialect::sqlite);
    CHECK(place.published_with_lots(20).lots.size() == 20);
    auto wanted = place.draft_of();
    wanted.lots.assign(21, {1, "Lot", {1}});
    for (std::size_t i = 0; i < 21; ++i)
        wanted.lots[i].number = static_cast<std::int64_t>(i) + 1;
    CHECK(check_publication(wanted, drafting, place.service.terms_for(wanted)).has_error());
}

// Every way through the table of lots, for two lots at once: the tender has a step for each, and
// says what the lots say.
TEST_CASE("the tender's table has a step wherever its lots lead") {
    auto const states = json::enumeration<lot_state>::names().size();
    std::size_t steps = 0;
    for (std::size_t both = 0; both < states * states; ++both) {
        tender one;
        one.evaluated_at = evaluating;
        one.lots = {{1, "One", {1}, static_cast<lot_state>(both % states)},
                    {2, "Two", {1}, static_cast<lot_state>(both / states)}};
        one.state = state_by_lots(one);
        for (auto const& row : lot_transitions()) {
            if (row.from != one.lots[0].state) continue;
            auto changed = one;
            step_lot(changed, 1, row.command, row.who).value();
            INFO(json::name_of(one.lots[0].state)
                 << "+" << json::name_of(one.lots[1].state) << " " << json::name_of(row.command));
            CHECK(follow_lots(changed).has_value());
            ++steps;
        }
    }
    CHECK(steps == lot_transitions().size() * states);
}
