// Panels: how many and who, interests and conflicts, bids under pseudonyms, scores that nobody else
// sees before all are in, consensus, and corrections of formal defects.
#include "common/journal/verification.hpp"
#include "tests/support/every_step.hpp"
#include "tests/unit/procurement/procurement_fixture.hpp"

using namespace talent;
using namespace talent::test;
using namespace talent::procurement;
using std::chrono::milliseconds;

namespace {

instant const evaluating = at("2026-03-23T10:00:00+08:00");

struct panel_place : procurement_place {
    using procurement_place::procurement_place;

    struct opened_tender {
        uuid id;
        uuid low;
        uuid high;
    };
    /// Bids of first (60 000) and second (80 000), opened.
    opened_tender opened(procurement_method method = procurement_method::open) {
        auto wanted = draft_of();
        wanted.method = method;
        if (method == procurement_method::consultation) { // its price weighs 30 at most
            wanted.criteria[0].weight = 30;
            wanted.criteria[1].weight = 70;
        }
        auto const made = published(wanted);
        auto const low = bid(first, made.id, {60'000'00}, bidding_opens).value().bid_id;
        auto const high = bid(second, made.id, {80'000'00}, bidding_opens).value().bid_id;
        open(made.id, bidding_ends).value();
        return {made.id, low, high};
    }

    panel_seat seat_of(uuid const& id, security::principal const& who) {
        for (auto const& each :
             reading([&](db::session& sql) { return store::list_held_seats(sql, id); })) {
            if (each.holder_id == who.member) return each;
        }
        FAIL("sits not");
        return {};
    }
    result<panel_seat> replace(uuid const& id, security::principal const& former,
                               uuid const& holder, std::vector<std::string> reasons = {"tied"}) {
        auto const held = seat_of(id, former);
        return unit(office, evaluating, [&](auto& one) {
            return panels.replace(one, held.id, held.version, {holder, reasons});
        });
    }
    auto bids_for(security::principal const& who, uuid const& id) {
        return reading([&](db::session& sql) { return panels.list_bids(sql, who, id); });
    }
    auto scores_for(security::principal const& who, uuid const& id) {
        return reading([&](db::session& sql) { return panels.list_panel_scores(sql, who, id); });
    }
    auto consensus_for(security::principal const& who, uuid const& id) {
        return reading(
            [&](db::session& sql) { return panels.list_consensus(sql, who, id, evaluating); });
    }
    result<correction> ask(security::principal const& who, uuid const& id, uuid const& bid_id) {
        correction const wanted{.lot = 1,
                                .bidder = label_of(id, bid_of(bid_id).organisation_id),
                                .defect = "the seal is missing"};
        return unit_as(who, evaluating,
                       [&](auto& one) { return panels.ask_correction(one, id, wanted); });
    }
    result<correction> answer(identity::organisation const& who, correction const& asked,
                              instant when) {
        return unit(who, when, [&](auto& one) {
            return panels.answer_correction(one, asked.id, asked.version, {.text = "sealed"});
        });
    }
};

std::vector<panel_seat> seats_of(std::size_t buyers, std::size_t experts) {
    std::vector<panel_seat> made(buyers + experts);
    for (std::size_t i = 0; i < made.size(); ++i) {
        made[i].kind = i < buyers ? seat_kind::buyer_member : seat_kind::expert;
        made[i].state = seat_state::declared;
    }
    return made;
}

std::set<std::string> faults_of(tender const& one, std::vector<panel_seat> const& held) {
    std::set<std::string> found;
    auto const outcome = check_panel(one, held);
    if (outcome.has_value()) return found;
    CHECK(outcome.error().code == error_code::panel_incomplete);
    for (auto const& each : outcome.error().errors)
        found.insert(each.code);
    return found;
}

} // namespace

TEST_CASE("a seat takes exactly the steps of its table") {
    CHECK(test::every_step<seat_state, seat_command, procurement_party>() ==
          std::set<std::string>{"seated declare panel declared", "declared declare panel declared",
                                "seated replace buyer replaced",
                                "declared replace buyer replaced"});
}

TEST_CASE("a panel is odd, as large as its rule says, and of two thirds experts") {
    tender one;
    one.region = "330100";
    one.method = procurement_method::open;
    one.budget = {10'000'000'00 - 1};
    using faults = std::set<std::string>;
    CHECK(faults_of(one, seats_of(1, 4)).empty());
    CHECK(faults_of(one, seats_of(2, 3)) == faults{"too_few_experts"}); // 9 of 15 is less than 10
    CHECK(faults_of(one, seats_of(1, 2)) == faults{"too_few"});
    CHECK(faults_of(one, seats_of(1, 5)) == faults{"even"});
    CHECK(faults_of(one, {}) == faults{"too_few", "even"});
    auto waiting = seats_of(1, 4);
    waiting[2].state = seat_state::seated;
    CHECK(faults_of(one, waiting) == faults{"undeclared"});
    one.budget = {10'000'000'00};
    CHECK(faults_of(one, seats_of(1, 4)) == faults{"too_few"});
    CHECK(faults_of(one, seats_of(2, 5)).empty());
    one.method = procurement_method::consultation;
    CHECK(faults_of(one, seats_of(1, 2)).empty());
}

TEST_CASE("labels go on after Z") {
    CHECK(pseudonym_label(0) == "A");
    CHECK(pseudonym_label(25) == "Z");
    CHECK(pseudonym_label(26) == "AA");
    CHECK(pseudonym_label(27) == "AB");
    CHECK(pseudonym_label(26 + 26 * 26) == "AAA");
}

TEST_CASE("members score bids that they know by pseudonym, each by themself, then together") {
    panel_place place(GENERATE(from_range(dialects())));
    auto const made = place.opened();
    auto const& member = place.panel.front();
    auto const give = [&](security::principal const& who, uuid const& bid, std::int64_t points) {
        return place.give(who, made.id, bid, "method", points, evaluating);
    };
    CHECK(give(member, made.low, 5000).error().code == error_code::forbidden); // sits not
    place.seat_panel(made.id, evaluating);

    auto const seen = place.bids_for(member, made.id).value();
    REQUIRE(seen.size() == 2);
    CHECK(seen[0].bidder == "A");
    CHECK(seen[1].bidder == "B");
    for (auto const& each : seen) {
        auto const text = json::write_shown(each);
        CHECK(text.find("organisation") == std::string::npos);
        CHECK(each.price.has_value());
    }
    auto const named = place.reading(
        [&](db::session& sql) { return place.service.list_bids(sql, member, made.id, "", 10); });
    CHECK(named.error().code == error_code::forbidden);

    CHECK(give(procurement_place::as(place.office), made.low, 1).error().code ==
          error_code::forbidden);
    CHECK(give(procurement_place::as(place.first), made.low, 1).error().code ==
          error_code::not_found);
    give(member, made.low, 9000).value();
    CHECK(give(member, made.low, 9000).error().code == error_code::duplicate);
    CHECK(place.agree(member, made.id, made.low, "method", 9000, evaluating).error().code ==
          error_code::evaluation_incomplete);
    for (std::size_t i = 1; i < place.panel.size(); ++i) {
        CHECK(place.scores_for(place.panel[i], made.id).value().empty());
        give(place.panel[i], made.low, 8000).value();
        give(place.panel[i], made.high, 7000).value();
    }
    CHECK(place.scores_for(member, made.id).value().size() == 1);
    CHECK(place.scores_for(procurement_place::as(place.office), made.id).value().empty());
    give(member, made.high, 1000).value(); // 6 000 below all the others
    auto const all = place.scores_for(place.panel[1], made.id).value();
    CHECK(all.size() == 10);
    CHECK(std::ranges::count(all, true, &panel_score::deviates) == 1);

    place.agree(member, made.id, made.low, "method", 8200, evaluating).value();
    CHECK(place.agree(place.panel[2], made.id, made.low, "method", 8100, evaluating)
              .value()
              .version == 2);
    place.agree(member, made.id, made.high, "method", 7000, evaluating).value();
    CHECK(place.evaluate(made.id, evaluating).has_value());
    CHECK(place.read_bid(place.first, made.low).value().total_hundredths == 4000 + 4860);
    CHECK(give(member, made.low, 1).error().code == error_code::wrong_state);
    CHECK(journal::verify(*place.database).has_value());
    for (auto const& each : place.journal_entries()) {
        bool const score = each.object_type == "score" || each.object_type == "panel_score" ||
                           each.object_type == "consensus_position";
        if (score) CHECK((each.visible == journal::visibility::closed && each.region.empty()));
    }
    // Each of them is told of, without what it says, to who sits and to the buyer, and nobody else.
    auto const sitting =
        place.reading([&](db::session& sql) { return store::list_held_seats(sql, made.id); });
    std::string parties = "|" + to_string(place.office.id) + "|";
    for (auto const& seat : sitting)
        parties.append(to_string(seat.holder_id)).append("|");
    auto const told = place.entries_of("evaluation.changed");
    CHECK(told.size() == place.entries_of("panel_score.given").size() +
                             place.entries_of("score.given").size() +
                             place.entries_of("score.superseded").size() +
                             place.entries_of("consensus_position.given").size());
    CHECK(told.size() > 10);
    for (auto const& each : told) {
        CHECK(each.object_id == made.id);
        CHECK(each.visible == journal::visibility::parties);
        CHECK(each.parties == parties);
        CHECK((each.region + each.reason + each.before + each.after).empty());
    }
}

TEST_CASE("a score after the consensus is refused, and who takes a seat later has a word in it") {
    panel_place place(db::dialect::sqlite);
    auto const made = place.opened();
    place.score(made.id, made.low, 9000, evaluating).value();
    place.score(made.id, made.high, 8000, evaluating).value();
    place.agree(place.panel[0], made.id, made.low, "method", 9000, evaluating).value();
    auto const newcomer = place.add_member(place.university);
    place
        .declare(newcomer, place.replace(made.id, place.panel[4], newcomer.member).value(),
                 evaluating)
        .value();
    CHECK(place.give(place.panel[1], made.id, made.low, "method", 1, evaluating).error().code ==
          error_code::duplicate);
    auto const waiting = place.consensus_for(newcomer, made.id).value().front();
    CHECK(waiting.state == consensus_state::proposed);
    CHECK(waiting.scores.empty()); // until the newcomer has scored
    CHECK(place.stand(newcomer, made.id, waiting, evaluating).error().code ==
          error_code::evaluation_incomplete);
    CHECK(place.give(newcomer, made.id, made.low, "method", 1, evaluating).has_value());
    CHECK(place.give(newcomer, made.id, made.high, "method", 1, evaluating).has_value());
    place.stand(newcomer, made.id, waiting, evaluating).value();
    CHECK(place.consensus_for(newcomer, made.id).value().front().state == consensus_state::agreed);
    CHECK(place.give(newcomer, made.id, made.low, "method", 1, evaluating).error().code ==
          error_code::wrong_state);
    CHECK(place.give(place.panel[4], made.id, made.high, "method", 1, evaluating).error().code ==
          error_code::not_found); // replaced
    CHECK(place.propose(newcomer, made.id, made.high, "method", 8000, evaluating).has_value());
}

TEST_CASE("a score names a criterion, a lot and a bidder that are there, and points in range") {
    panel_place place(db::dialect::sqlite);
    auto const made = place.opened();
    place.seat_panel(made.id, evaluating);
    auto const pointer_of = [&](panel_score const& wanted) {
        auto const outcome = place.unit_as(place.panel[0], evaluating, [&](auto& one) {
            return place.panels.give_score(one, made.id, wanted);
        });
        return outcome.error().errors.front().pointer;
    };
    CHECK(pointer_of({.bidder = "A", .criterion = "price"}) == "/criterion");
    CHECK(pointer_of({.bidder = "A", .criterion = "beauty"}) == "/criterion");
    CHECK(pointer_of({.lot = 2, .bidder = "A", .criterion = "method"}) == "/lot");
    CHECK(pointer_of({.bidder = "C", .criterion = "method"}) == "/bidder");
    for (std::string const points : {"10001", "-1", "\"5000\"", "50.5"}) {
        auto const text = R"({"lot":1,"bidder":"A","criterion":"method","reason":"good",)"
                          R"("points_hundredths":)" +
                          points + "}";
        auto const read = json::read<panel_score>(json::parse(text).value(), no_codes{});
        REQUIRE(read.has_error());
        CHECK(read.error().errors.front().pointer == "/points_hundredths");
    }
}

TEST_CASE("who is tied to a bidder neither sits on the panel nor scores") {
    panel_place place(GENERATE(from_range(dialects())));
    auto const made = place.opened();
    CHECK(place.seat(made.id, place.add_member(place.first).member, evaluating).error().code ==
          error_code::conflict_of_interest);
    CHECK(place.seat(made.id, place.add_member(place.third).member, evaluating).has_value());
    auto tied = place.third;
    tied.phone_index = place.second.phone_index;
    place.learn(tied);
    CHECK(place.seat(made.id, place.add_member(place.third).member, evaluating).error().code ==
          error_code::conflict_of_interest);
    CHECK(place.seat(made.id, make_uuid(evaluating), evaluating).error().code ==
          error_code::invalid_fields);
}

TEST_CASE("a declared tie takes a member off the panel's work until the seat is another's") {
    panel_place place(GENERATE(from_range(dialects())));
    auto const made = place.opened();
    place.seat_panel(made.id, evaluating);
    auto const& honest = place.panel[3];
    interest_declaration const interests{{{place.first.id, "shares"}}};
    auto const declared =
        place.declare(honest, place.seat_of(made.id, honest), evaluating, interests).value();
    REQUIRE(declared.conflicts.size() == 1);
    CHECK(declared.conflicts[0].kind == conflict_kind::declared_interest);
    CHECK(place.give(honest, made.id, made.low, "method", 1, evaluating).error().code ==
          error_code::conflict_of_interest);
    CHECK(place.bids_for(honest, made.id).error().code == error_code::conflict_of_interest);
    CHECK(place.give(place.panel[1], made.id, made.low, "method", 1, evaluating).error().code ==
          error_code::panel_incomplete);
    auto const newcomer = place.add_member(place.university);
    CHECK(place.replace(made.id, honest, newcomer.member, {}).error().code ==
          error_code::invalid_fields);
    CHECK(place.replace(made.id, honest, place.panel[2].member).error().code ==
          error_code::duplicate);
    auto const seat = place.replace(made.id, honest, newcomer.member).value();
    CHECK(place.bids_for(newcomer, made.id).error().code == error_code::wrong_state); // undeclared
    place.declare(newcomer, seat, evaluating).value();
    CHECK(place.bids_for(newcomer, made.id).has_value());
    CHECK(place.give(place.panel[1], made.id, made.low, "method", 1, evaluating).has_value());
}

TEST_CASE("ties to the panel are found when a bid arrives, and told after the opening") {
    panel_place place(db::dialect::sqlite);
    auto const of = place.published();
    auto const expert = place.add_member(place.third);
    auto const seat = place.seat(of.id, expert.member, drafting).value();
    auto const arrived = place.bid(place.third, of.id, {70'000'00}, bidding_opens).value();
    place.bid(place.first, of.id, {60'000'00}, bidding_opens).value();
    auto const read = [&] {
        return place
            .reading([&](db::session& sql) {
                return place.panels.read_seat(sql, procurement_place::as(place.office), seat.id);
            })
            .value();
    };
    CHECK(read().conflicts.empty());
    CHECK(place.bids_for(expert, of.id).error().code == error_code::bid_sealed);
    place.open(of.id, bidding_ends).value();
    CHECK(read().conflicts.size() == 1);
    auto const seen = place.read_bid(place.office, arrived.bid_id).value();
    REQUIRE(seen.conflicts.size() == 1);
    CHECK(seen.conflicts[0].kind == conflict_kind::same_organisation);
}

TEST_CASE("who is tied to the drafter of the documents does not bid") {
    panel_place place(db::dialect::sqlite);
    auto wanted = place.draft_of();
    wanted.drafter_id = place.first.id;
    auto const of = place.published(wanted);
    CHECK(place.bid(place.first, of.id, {1}, bidding_opens).error().code ==
          error_code::conflict_of_interest);
    CHECK(place.bid(place.second, of.id, {1}, bidding_opens).has_value());
}

TEST_CASE("in a consultation the panel learns the prices after its scores") {
    panel_place place(db::dialect::sqlite);
    place.panel.resize(3);
    auto const made = place.opened(procurement_method::consultation);
    place.score(made.id, made.low, 9000, evaluating).value();
    auto const before = place.bids_for(place.panel[0], made.id).value();
    REQUIRE(before.size() == 2);
    for (auto const& each : before)
        CHECK_FALSE(each.price.has_value());
    place.score(made.id, made.high, 8000, evaluating).value();
    auto const after = place.bids_for(place.panel[0], made.id).value();
    for (auto const& each : after)
        CHECK(each.price.has_value());
}

TEST_CASE("a bidder has 24 hours to mend a defect of form, and the evaluation waits for it") {
    panel_place place(GENERATE(from_range(dialects())));
    auto const made = place.opened();
    CHECK(place.ask(procurement_place::as(place.office), made.id, made.low).error().code ==
          error_code::forbidden);
    place.score(made.id, made.low, 9000, evaluating).value();
    place.score(made.id, made.high, 8000, evaluating).value();
    auto const asked = place.ask(place.panel[1], made.id, made.low).value();
    CHECK(asked.clock.due == evaluating + std::chrono::hours(24));
    CHECK(place.answer(place.second, asked, evaluating).error().code == error_code::not_found);
    CHECK(place.evaluate(made.id, asked.clock.due - milliseconds{1}).error().code ==
          error_code::evaluation_incomplete);
    SECTION("answered in time, once") {
        auto const answered =
            place.answer(place.first, asked, asked.clock.due - milliseconds{1}).value();
        CHECK(answered.state == correction_state::answered);
        CHECK(place.answer(place.first, answered, evaluating).error().code ==
              error_code::wrong_state);
        CHECK(place.bid_of(made.low).content->price == money{60'000'00});
        CHECK(place.evaluate(made.id, evaluating).has_value());
    }
    SECTION("not answered") {
        CHECK(place.answer(place.first, asked, asked.clock.due).error().code ==
              error_code::wrong_state);
        CHECK(place.evaluate(made.id, asked.clock.due).has_value());
    }
}

TEST_CASE(
    "a notice tells every total and rank, and before it nobody but the buyer knows another's") {
    panel_place place(db::dialect::sqlite);
    auto const made = place.opened();
    place.score(made.id, made.low, 9000, evaluating).value();
    place.score(made.id, made.high, 8000, evaluating).value();
    place.evaluate(made.id, evaluating).value();
    CHECK(place.read_bid(place.first, made.low).value().rank_in_lot == 1);
    CHECK(place.read_bid(place.office, made.low).value().rank_in_lot == 1);
    CHECK_FALSE(place.read_bid(place.group, made.low).value().rank_in_lot.has_value());
    auto const awarded = place.award(made.id, made.low, evaluating).value();
    CHECK(place.read_bid(place.group, made.low).value().rank_in_lot == 1);
    auto const& standings = awarded.awards[0].standings;
    REQUIRE(standings.size() == 2);
    CHECK(standings[0].supplier_name == "甲");
    CHECK(standings[1].rank == 2);
    CHECK(standings[1].total_hundredths == 3000 + 4800);
}
