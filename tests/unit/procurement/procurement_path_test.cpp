// The way of a tender through the service, on each database.
#include "common/journal/verification.hpp"
#include "tests/unit/procurement/procurement_fixture.hpp"

using namespace talent;
using namespace talent::test;
using namespace talent::procurement;
using std::chrono::milliseconds;

namespace {

instant const evaluating = at("2026-03-23T10:00:00+08:00");

struct two_bids {
    tender of;
    bid_receipt low;
    bid_receipt high;
};

// 60 000 and 80 000: a quarter below the next, so neither is abnormally low.
two_bids opened_with_two(procurement_place& place) {
    auto const of = place.published();
    auto const high = place.bid(place.second, of.id, {80'000'00}, bidding_opens).value();
    auto const low = place.bid(place.first, of.id, {60'000'00}, bidding_opens).value();
    return {place.open(of.id, bidding_ends).value(), low, high};
}

two_bids evaluated_with_two(procurement_place& place) {
    auto found = opened_with_two(place);
    place.score(found.of.id, found.low.bid_id, 9000, evaluating).value();
    place.score(found.of.id, found.high.bid_id, 8000, evaluating).value();
    found.of = place.evaluate(found.of.id, evaluating).value();
    return found;
}

} // namespace

TEST_CASE("a tender goes from draft to contract") {
    procurement_place place(GENERATE(from_range(dialects())));
    auto const found = evaluated_with_two(place);
    CHECK(found.of.phase == tender_phase::evaluated);
    CHECK(found.of.number.starts_with("T-330100-2026-"));
    auto const own = place.read_bid(place.first, found.low.bid_id).value();
    CHECK(own.rank_in_lot == 1);
    CHECK(own.total_hundredths == 4000 + 5400);
    CHECK(own.score_lines[1].reason == "clear");
    CHECK(own.arrival == 2);

    auto const awarded = place.award(found.of.id, found.low.bid_id, evaluating).value();
    CHECK(awarded.phase == tender_phase::standstill);
    REQUIRE(awarded.awards.size() == 1);
    CHECK(awarded.awards[0].price == money{60'000'00});
    CHECK(awarded.awards[0].supplier_id == place.first.id);
    auto const until = awarded.awards[0].standstill_until;
    CHECK(until == at("2026-04-02T00:00:00+08:00"));

    auto const conclude = [&](instant now) {
        return place.unit(place.office, now, [&](auto& one) {
            return place.service.conclude(one, awarded.awards[0].id, awarded.awards[0].version);
        });
    };
    CHECK(conclude(until - milliseconds{1}).error().code == error_code::standstill_running);
    CHECK(conclude(until).value().concluded.state == tender_state::contracted);
    CHECK(journal::verify(*place.database).has_value());
}

TEST_CASE("a bid counts when it arrives at open_at ≤ t < deadline_at") {
    procurement_place place(GENERATE(from_range(dialects())));
    auto const of = place.published();
    auto const arrives = [&](instant when) {
        return place.bid(place.first, of.id, {1}, when).has_value();
    };
    CHECK_FALSE(arrives(bidding_opens - milliseconds{1}));
    CHECK(arrives(bidding_opens));
    CHECK(arrives(bidding_opens + milliseconds{1}));
    CHECK(arrives(bidding_ends - milliseconds{1}));
    CHECK_FALSE(arrives(bidding_ends));
    CHECK_FALSE(arrives(bidding_ends + milliseconds{1}));
}

TEST_CASE("a second bid replaces the first, a withdrawn one is not opened") {
    procurement_place place(GENERATE(from_range(dialects())));
    auto const of = place.published();
    auto const earlier = place.bid(place.first, of.id, {1'00}, bidding_opens).value();
    auto const later = place.bid(place.first, of.id, {2'00}, bidding_opens).value();
    auto const gone = place.bid(place.second, of.id, {3'00}, bidding_opens).value();
    auto const withdraw = [&](instant now) {
        return place.unit(place.second, now, [&](auto& one) {
            return place.service.withdraw(one, gone.bid_id, gone.version);
        });
    };
    CHECK(withdraw(bidding_ends).error().code == error_code::bidding_closed);
    CHECK(withdraw(bidding_ends - milliseconds{1}).value().state == bid_state::withdrawn);
    place.open(of.id, bidding_ends).value();
    auto const bids = place.reading([&](db::session& sql) {
        return place.service.list_bids(sql, procurement_place::as(place.office), of.id, "", 10)
            .value();
    });
    REQUIRE(bids.size() == 1);
    CHECK(bids[0].id == later.bid_id);
    CHECK(bids[0].content->price == money{2'00});
    CHECK(place.read_bid(place.first, earlier.bid_id).value().state == bid_state::withdrawn);
    CHECK(place.read_bid(place.office, gone.bid_id).error().code == error_code::not_found);
}

TEST_CASE("an opening without bids makes the tender unsuccessful") {
    procurement_place place(GENERATE(from_range(dialects())));
    auto const of = place.published();
    CHECK(place.open(of.id, bidding_ends - milliseconds{1}).error().code ==
          error_code::wrong_state);
    auto const opened = place.open(of.id, bidding_ends).value();
    CHECK(opened.state == tender_state::unsuccessful);
    CHECK_FALSE(opened.state_reasons.empty());
}

TEST_CASE("a bidder tied to the buyer is refused, one tied to another bidder is flagged") {
    procurement_place place(db::dialect::sqlite);
    auto const of = place.published();
    auto tied = place.first;
    tied.representative_index = place.office.representative_index;
    place.learn(tied);
    CHECK(place.bid(place.first, of.id, {1}, bidding_opens).error().code ==
          error_code::conflict_of_interest);
    tied.representative_index = place.second.representative_index;
    place.learn(tied);
    auto const one = place.bid(place.first, of.id, {1'00}, bidding_opens).value();
    auto const other = place.bid(place.second, of.id, {2'00}, bidding_opens).value();
    CHECK(place.read_bid(place.second, other.bid_id).value().conflicts.empty());
    place.open(of.id, bidding_ends).value();
    for (auto const& id : {one.bid_id, other.bid_id}) {
        auto const seen = place.read_bid(place.office, id).value();
        REQUIRE(seen.conflicts.size() == 1);
        CHECK(seen.conflicts[0].kind == conflict_kind::legal_representative);
    }
    CHECK(place.read_bid(place.second, other.bid_id).value().conflicts.empty());
}

TEST_CASE("the evaluation waits for the scores, and scores for the opening") {
    procurement_place place(GENERATE(from_range(dialects())));
    auto const found = opened_with_two(place);
    CHECK(place.evaluate(found.of.id, evaluating).error().code == error_code::panel_incomplete);
    place.score(found.of.id, found.low.bid_id, 9000, evaluating).value();
    CHECK(place.evaluate(found.of.id, evaluating).error().code ==
          error_code::evaluation_incomplete);
    place.score(found.of.id, found.high.bid_id, 8000, evaluating).value();
    place.evaluate(found.of.id, evaluating).value();
    CHECK(place.score(found.of.id, found.high.bid_id, 1, evaluating).error().code ==
          error_code::wrong_state);
    CHECK(place.read_bid(place.second, found.high.bid_id).value().total_hundredths == 3000 + 4800);
}

TEST_CASE("another than the first-ranked bid is chosen for reasons only") {
    procurement_place place(db::dialect::sqlite);
    auto const found = evaluated_with_two(place);
    CHECK(place.award(found.of.id, found.high.bid_id, evaluating).error().code ==
          error_code::invalid_fields);
    CHECK(place
              .award(found.of.id, found.high.bid_id, evaluating,
                     {"the first-ranked bidder stepped back"})
              .has_value());
}

TEST_CASE("an abnormally low bid is not awarded before its bidder has justified it") {
    procurement_place place(GENERATE(from_range(dialects())));
    auto const of = place.published();
    auto const low = place.bid(place.first, of.id, {50'000'00}, bidding_opens).value();
    auto const high = place.bid(place.second, of.id, {90'000'00}, bidding_opens).value();
    place.open(of.id, bidding_ends).value();
    place.score(of.id, low.bid_id, 9000, evaluating).value();
    place.score(of.id, high.bid_id, 9000, evaluating).value();
    place.evaluate(of.id, evaluating).value();
    CHECK(place.award(of.id, low.bid_id, evaluating).error().code ==
          error_code::evaluation_incomplete);
    auto const justify = [&](identity::organisation const& who, uuid const& which) {
        auto const version = place.read_bid(who, which).value().version;
        return place.unit(who, evaluating, [&](auto& one) {
            return place.service.justify(one, which, version, "own classrooms");
        });
    };
    CHECK(justify(place.second, high.bid_id).error().code == error_code::wrong_state);
    auto const before = place.entries_of("evaluation.changed").size();
    justify(place.first, low.bid_id).value();
    // The buyer is told that something changed; the panel knows no bidder by name.
    auto const told = place.entries_of("evaluation.changed");
    REQUIRE(told.size() == before + 1);
    CHECK(told.back().parties == "|" + to_string(place.office.id) + "|");
    CHECK(
        (told.back().region + told.back().reason + told.back().before + told.back().after).empty());
    CHECK(place.award(of.id, low.bid_id, evaluating).has_value());
}

TEST_CASE("a disqualified bid is neither ranked nor a measure of the others") {
    procurement_place place(db::dialect::sqlite);
    auto const found = opened_with_two(place);
    auto const version = place.read_bid(place.office, found.low.bid_id).value().version;
    place
        .unit(place.office, evaluating,
              [&](auto& one) {
                  return place.service.disqualify(one, found.low.bid_id, version,
                                                  {"the licence is forged"});
              })
        .value();
    place.score(found.of.id, found.high.bid_id, 5000, evaluating).value();
    place.evaluate(found.of.id, evaluating).value();
    auto const left = place.read_bid(place.second, found.high.bid_id).value();
    CHECK(left.rank_in_lot == 1);
    CHECK(left.score_lines[0].weighted_hundredths == 4000);
    CHECK_FALSE(place.read_bid(place.first, found.low.bid_id).value().rank_in_lot.has_value());
}

TEST_CASE("a draft is its buyer's, a published tender everybody's") {
    procurement_place place(db::dialect::sqlite);
    auto const made =
        place
            .unit(place.office, drafting,
                  [&](auto& one) { return place.service.draft(one, place.draft_of()); })
            .value();
    auto const read_by = [&](security::principal const& who) {
        return place.reading(
            [&](db::session& sql) { return place.service.read(sql, who, made.id, drafting); });
    };
    CHECK(read_by({}).error().code == error_code::not_found);
    CHECK(read_by(procurement_place::as(place.group)).error().code == error_code::not_found);
    place.name_officers(made.id, drafting).value();
    place
        .unit(place.office, drafting,
              [&](auto& one) { return place.service.publish(one, made.id, made.version); })
        .value();
    CHECK(read_by({}).has_value());
    for (auto const& each : place.journal_entries()) {
        bool const public_now =
            each.type == "tender.published" || each.type == "tender_key.published";
        CHECK((each.visible == journal::visibility::open) == public_now);
    }
}

TEST_CASE("a decision names the version that it was made on") {
    procurement_place place(GENERATE(from_range(dialects())));
    auto const of = place.published();
    auto const stale = place.unit(place.office, drafting, [&](auto& one) {
        return place.service.cancel(one, of.id, of.version - 1, {"no money"});
    });
    CHECK(stale.error().code == error_code::stale_version);
    auto const others = place.unit(place.first, drafting, [&](auto& one) {
        return place.service.cancel(one, of.id, of.version, {"no money"});
    });
    CHECK(others.error().code == error_code::not_found);
}
