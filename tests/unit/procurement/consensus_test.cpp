// The consensus of a panel: proposed by one, confirmed by the others or dissented from, agreed by a
// majority, and what the ranking and the report have of it.
#include <random>
#include <set>

#include "tests/unit/procurement/procurement_fixture.hpp"

using namespace talent;
using namespace talent::test;
using namespace talent::procurement;
using std::chrono::hours;
using std::chrono::milliseconds;

namespace {

instant const evaluating = at("2026-03-23T10:00:00+08:00");
constexpr hours term{24};

struct consensus_place : procurement_place {
    explicit consensus_place(db::dialect dialect) : procurement_place(dialect) {
        auto const of = published();
        id = of.id;
        low = bid(first, id, {60'000'00}, bidding_opens).value().bid_id;
        high = bid(second, id, {80'000'00}, bidding_opens).value().bid_id;
        open(id, bidding_ends).value();
        seat_panel(id, evaluating);
        for (auto const& [one, points] : {std::pair{low, 2000}, std::pair{high, 9000}}) {
            for (auto const& who : panel)
                give(who, id, one, "method", points, evaluating).value();
        }
    }

    std::vector<consensus> read_consensus(instant now) {
        return reading([&](db::session& sql) {
                   return panels.list_consensus(sql, as(office), id, now);
               })
            .value();
    }
    result<tender> finish(instant now) {
        static_cast<void>(proceed(id, now));
        return decide(id, now, [&](auto& one, uuid const& which, std::int64_t version) {
            return service.evaluate(one, which, version);
        });
    }

    /// Somebody else takes the last seat.
    security::principal replace_last(instant now) {
        auto newcomer = add_member(university);
        auto const seats =
            reading([&](db::session& sql) { return store::list_held_seats(sql, id); });
        auto const last = std::ranges::find(seats, panel.back().member, &panel_seat::holder_id);
        auto const taken =
            unit(office, now, [&](auto& one) {
                return panels.replace(one, last->id, last->version,
                                      {.holder_id = newcomer.member, .reasons = {"ill"}});
            }).value();
        declare(newcomer, taken, now).value();
        panel.back() = newcomer;
        return newcomer;
    }

    uuid id;
    uuid low;
    uuid high;
};

// Written apart from the rule: each seat's voice, then the count.
consensus_state expected_state(score const& proposal,
                               std::vector<consensus_position> const& positions,
                               std::vector<panel_seat> const& held, instant now) {
    int yes = 0;
    int no = 0;
    int nothing = 0;
    for (auto const& seat : held) {
        char voice = now >= proposal.updated_at + term && now >= seat.created_at + term ? 'y' : '?';
        if (seat.id == proposal.recorded_by) voice = 'y';
        for (auto const& each : positions) {
            bool const on_this = each.score_id == proposal.id && each.proposal == proposal.version;
            if (!on_this || each.seat_id != seat.id) continue;
            voice = each.stand == consensus_stand::confirmed ? 'y' : 'n';
        }
        ++(voice == 'y' ? yes : voice == 'n' ? no : nothing);
    }
    if (nothing > 0) return consensus_state::proposed;
    return yes > no ? consensus_state::agreed : consensus_state::rejected;
}

} // namespace

TEST_CASE("a consensus is agreed by a majority of those who sit, silence included, and no sooner") {
    auto const seed = std::random_device{}();
    CAPTURE(seed);
    std::mt19937 chance(seed);
    auto const up_to = [&](int most) {
        return std::uniform_int_distribution<int>(0, most)(chance);
    };
    std::map<consensus_state, int> met;
    for (int round = 0; round < 20'000; ++round) {
        score proposal{.id = make_uuid(evaluating), .version = 1 + up_to(1)};
        proposal.updated_at = evaluating;
        std::vector<panel_seat> held(static_cast<std::size_t>(1 + up_to(6)));
        std::vector<consensus_position> positions;
        for (auto& seat : held) {
            seat.id = make_uuid(evaluating);
            seat.created_at = evaluating + hours(up_to(4) - 3);
            if (up_to(2) == 0) continue;
            consensus_position said{
                .score_id = proposal.id, .proposal = 1 + up_to(1), .seat_id = seat.id};
            if (up_to(1) == 0) said.stand = consensus_stand::dissented;
            positions.push_back(said);
        }
        proposal.recorded_by = held.front().id;
        std::erase_if(positions, [&](consensus_position const& one) {
            return one.seat_id == proposal.recorded_by;
        });
        auto const now = evaluating + hours(22 + up_to(3)) - milliseconds(up_to(1));
        auto const found = state_of(proposal, positions, held, term, now);
        REQUIRE(found == expected_state(proposal, positions, held, now));
        ++met[found];
    }
    CHECK(met.size() == 3);
}

TEST_CASE("the distance of a consensus is that from the mean of the scores, rounded up") {
    using points = std::vector<member_points>;
    CHECK_FALSE(distance_from(5000, {}).has_value());
    CHECK(distance_from(5000, points{{{}, 5000}}) == 0);
    CHECK(distance_from(5000, points{{{}, 4000}, {{}, 5001}}) == 500);
    CHECK(distance_from(0, points{{{}, 10'000}, {{}, 10'000}, {{}, 9'999}}) == 10'000);
}

TEST_CASE("one member alone does not decide the ranking") {
    consensus_place place(GENERATE(from_range(dialects())));
    // All gave the dearer bid far more; one member records the opposite.
    place.propose(place.panel[0], place.id, place.low, "method", 10'000, evaluating).value();
    place.propose(place.panel[0], place.id, place.high, "method", 0, evaluating).value();
    CHECK(place.finish(evaluating).error().code == error_code::evaluation_incomplete);
    auto const proposed = place.read_consensus(evaluating);
    REQUIRE(proposed.size() == 2);
    for (auto const& each : proposed) {
        CHECK(each.state == consensus_state::proposed);
        CHECK(each.scores.size() == place.panel.size());
        CHECK(each.distance_hundredths == (each.points_hundredths == 0 ? 9000 : 8000));
        CHECK(each.clock.due == evaluating + term);
    }
    auto const& on = proposed.front();
    CHECK(place.stand(place.panel[0], place.id, on, evaluating).error().code ==
          error_code::duplicate);
    CHECK(place.stand(procurement_place::as(place.office), place.id, on, evaluating).error().code ==
          error_code::forbidden);
    CHECK(place.stand(procurement_place::as(place.first), place.id, on, evaluating).error().code ==
          error_code::not_found);

    for (auto const& each : proposed) {
        for (std::size_t member = 1; member < 4; ++member)
            place.stand(place.panel[member], place.id, each, evaluating, "nobody gave that")
                .value();
        CHECK(place.stand(place.panel[1], place.id, each, evaluating).error().code ==
              error_code::duplicate);
    }
    // The last may speak until the time is over; then three of five have dissented.
    auto const last = evaluating + term - milliseconds{1};
    CHECK(place.read_consensus(last).front().state == consensus_state::proposed);
    CHECK(place.read_consensus(evaluating + term).front().state == consensus_state::rejected);
    CHECK(place.finish(evaluating + term).error().code == error_code::evaluation_incomplete);
    CHECK(place.stand(place.panel[4], place.id, on, evaluating + term).error().code ==
          error_code::wrong_state);

    // Another proposal is agreed by silence, and who dissents from it stays on the record.
    auto const later = evaluating + term;
    auto const second =
        place.propose(place.panel[1], place.id, place.low, "method", 2000, later).value();
    CHECK(second.version == 2);
    CHECK(place.stand(place.panel[2], place.id, on, later).error().code == error_code::conflict);
    place.stand(place.panel[0], place.id, second, later, "it is worth more").value();
    place.propose(place.panel[1], place.id, place.high, "method", 9000, later).value();
    CHECK(place.finish(later + term - milliseconds{1}).error().code ==
          error_code::evaluation_incomplete);
    place.finish(later + term).value();
    CHECK(place.read_bid(place.office, place.low).value().rank_in_lot == 2);

    auto const delivered = place.report(place.id, later + term).value();
    REQUIRE(delivered.agreed.size() == 2);
    auto const agreed = std::ranges::find(delivered.agreed, second.id, &consensus::id);
    REQUIRE(agreed != delivered.agreed.end());
    CHECK(agreed->state == consensus_state::agreed);
    CHECK(agreed->distance_hundredths == 0);
    REQUIRE(agreed->positions.size() == 4); // three on the first proposal, one on the second
    CHECK(std::ranges::count(agreed->positions, "it is worth more", &consensus_position::reason) ==
          1);
    auto const listed = place
                            .reading([&](db::session& sql) {
                                return place.panels.list_reports(
                                    sql, procurement_place::as(place.office), place.id);
                            })
                            .value();
    REQUIRE(listed.size() == 1);
    CHECK(json::write_shown(listed.front()) == json::write_shown(delivered));
}

TEST_CASE("a dissent has a reason, and a confirmation names what is there") {
    consensus_place place(db::dialect::sqlite);
    auto const made =
        place.propose(place.panel[0], place.id, place.low, "method", 2000, evaluating).value();
    auto const take = [&](consensus_position const& wanted) {
        return place
            .unit_as(place.panel[1], evaluating,
                     [&](auto& one) { return place.panels.take_position(one, place.id, wanted); })
            .error();
    };
    consensus_position const right{
        .bidder = made.bidder, .criterion = "method", .proposal = made.version};
    auto wrong = right;
    wrong.stand = consensus_stand::dissented;
    CHECK(take(wrong).errors.front().pointer == "/reason");
    wrong = right;
    wrong.criterion = "price";
    CHECK(take(wrong).errors.front().pointer == "/criterion");
    wrong = right;
    wrong.bidder = "Z";
    CHECK(take(wrong).errors.front().pointer == "/bidder");
    wrong = right;
    wrong.lot = 7;
    CHECK(take(wrong).errors.front().pointer == "/lot");
    wrong = right;
    wrong.bidder = place.label_of(place.id, place.second.id);
    CHECK(take(wrong).code == error_code::wrong_state); // nothing is proposed there
}

TEST_CASE("who takes a seat late scores before speaking on what the panel has not agreed") {
    consensus_place place(GENERATE(from_range(dialects())));
    auto const& first = place.panel[0];
    // On the dearer bid the panel agrees before the newcomer comes; on the other it does not.
    auto const settled = place.agree(first, place.id, place.high, "method", 9000, evaluating);
    auto const open = place.propose(first, place.id, place.low, "method", 2000, evaluating).value();
    auto const later = evaluating + hours(1);
    auto const newcomer = place.replace_last(later);

    CHECK(place.stand(newcomer, place.id, open, later).error().code ==
          error_code::evaluation_incomplete);
    CHECK(place.stand(newcomer, place.id, open, later, "too much").error().code ==
          error_code::evaluation_incomplete);
    CHECK(place.propose(newcomer, place.id, place.low, "method", 1000, later).error().code ==
          error_code::evaluation_incomplete);
    // The newcomer may speak on what was agreed as well, so that is open for another day.
    CHECK(place.stand(newcomer, place.id, settled.value(), later).error().code ==
          error_code::evaluation_incomplete);
    place.give(newcomer, place.id, place.low, "method", 2000, later).value();
    CHECK(place.stand(newcomer, place.id, open, later).error().code ==
          error_code::evaluation_incomplete); // the other bid of the lot is not scored
    place.give(newcomer, place.id, place.high, "method", 9000, later).value();
    place.stand(newcomer, place.id, open, later).value();
    CHECK(place.read_consensus(later).back().positions.size() == 1);
}

TEST_CASE("what the panel agreed on stays so without the scores of who comes later") {
    consensus_place place(GENERATE(from_range(dialects())));
    auto const& first = place.panel[0];
    place.agree(first, place.id, place.high, "method", 9000, evaluating).value();
    auto const later = evaluating + hours(1);
    auto const newcomer = place.replace_last(later);
    auto const over = later + term; // silence agrees
    CHECK(place.give(newcomer, place.id, place.high, "method", 1000, over).error().code ==
          error_code::wrong_state);
    place.give(newcomer, place.id, place.low, "method", 2000, over).value();
    // Who has not scored it may not put another in its place; who has may.
    CHECK(place.propose(newcomer, place.id, place.high, "method", 1000, over).error().code ==
          error_code::evaluation_incomplete);
    place.agree(first, place.id, place.low, "method", 2000, over).value();
    place.finish(over).value();
}

TEST_CASE("a proposal anew is on the journal, is told to the others, and wipes nothing unsaid") {
    consensus_place place(GENERATE(from_range(dialects())));
    auto const& first = place.panel[0];
    auto const made = place.agree(first, place.id, place.low, "method", 2000, evaluating).value();
    place.agree(first, place.id, place.high, "method", 9000, evaluating).value();
    auto const count = place.journal_entries().size();

    // The same words again, by whomever: what stands stands, and nothing is written.
    for (auto const& who : {first, place.panel[2]}) {
        auto const same = place.propose(who, place.id, place.low, "method", 2000, evaluating);
        CHECK(same.value().version == made.version);
        CHECK(same.value().state == consensus_state::agreed);
        CHECK(same.value().recorded_by == made.recorded_by);
    }
    CHECK(place.journal_entries().size() == count);
    CHECK(place.entries_of("score.superseded").empty());

    // Other points supersede it.
    auto const other =
        place.propose(place.panel[1], place.id, place.low, "method", 3000, evaluating).value();
    CHECK(other.version == made.version + 1);
    CHECK(other.state == consensus_state::proposed);
    auto const kept = place.entries_of("score.superseded");
    REQUIRE(kept.size() == 1);
    CHECK(kept.front().before.find("2000") != std::string::npos);
    CHECK(kept.front().after.find("3000") != std::string::npos);
    auto const told = place.entries_of("panel_seat.consensus_superseded");
    auto const seats =
        place.reading([&](db::session& sql) { return store::list_held_seats(sql, place.id); });
    std::set<uuid> expected;
    for (auto const& seat : seats) {
        if (seat.id != other.recorded_by) expected.insert(seat.id);
    }
    std::set<uuid> met;
    for (auto const& each : told) {
        met.insert(each.object_id);
        auto const seat = std::ranges::find(seats, each.object_id, &panel_seat::id);
        REQUIRE(seat != seats.end());
        CHECK(each.visible == journal::visibility::parties);
        CHECK(each.parties == "|" + to_string(seat->organisation_id) + "|");
        CHECK(each.reason.find("proposal 1 is superseded by 2") != std::string::npos);
        CHECK(each.after.empty()); // no points: colleagues who do not sit read it too
    }
    CHECK(met == expected);
    CHECK(place.finish(evaluating).error().code == error_code::evaluation_incomplete);

    // What was rejected does not stand: the same words ask everybody again.
    for (std::size_t member = 2; member < 5; ++member)
        place.stand(place.panel[member], place.id, other, evaluating, "too much").value();
    place.stand(first, place.id, other, evaluating).value();
    auto const again =
        place.propose(place.panel[1], place.id, place.low, "method", 3000, evaluating);
    CHECK(again.value().version == other.version + 1);
    CHECK(again.value().state == consensus_state::proposed);
    CHECK(place.entries_of("score.superseded").size() == 2);
}
