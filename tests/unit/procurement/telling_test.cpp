// Who is told what of a tender, on each database: every bidder of what concerns its bid, by an
// entry of its own that names nobody else.
#include <map>
#include <set>

#include "services/procurement/amendments.hpp"
#include "tests/unit/procurement/procurement_fixture.hpp"

using namespace talent;
using namespace talent::test;
using namespace talent::procurement;

namespace {

instant const evaluating = at("2026-03-23T10:00:00+08:00");

struct telling_place : procurement_place {
    using procurement_place::procurement_place;

    uuid bid_for(identity::organisation const& bidder, uuid const& id, std::int64_t lot,
                 std::int64_t fen) {
        bid_submission const sent{.lot = lot, .price = money{fen}};
        return unit(bidder, bidding_opens,
                    [&](auto& one) { return service.submit(one, id, sent, desk); })
            .value()
            .bid_id;
    }

    /// Whose bids entries of this type told of, each read by its bidder and by nobody else.
    std::multiset<uuid> told(std::string_view type) {
        std::multiset<uuid> found;
        for (auto const& each : journal_entries()) {
            if (each.type != type) continue;
            CAPTURE(type);
            CHECK(each.object_type == "bid");
            CHECK(each.visible == journal::visibility::parties);
            CHECK(each.region.empty());
            auto const whose = bid_of(each.object_id).organisation_id;
            CHECK(each.parties == "|" + to_string(whose) + "|");
            found.insert(each.object_id);
        }
        return found;
    }
};

using bids = std::multiset<uuid>;

} // namespace

TEST_CASE("who bid is told of the opening, of the result, and of a lot that came to nothing") {
    telling_place place(GENERATE(from_range(dialects())));
    auto wanted = place.draft_of();
    wanted.lots = {{1, "One", {10'000'00}}, {2, "Two", {10'000'00}}};
    auto const of = place.published(wanted);
    auto const low = place.bid_for(place.first, of.id, 1, 7'000'00);
    auto const high = place.bid_for(place.second, of.id, 1, 9'000'00);
    auto const dear = place.bid_for(place.third, of.id, 1, 11'000'00); // above the lot's budget
    bids two;
    for (auto const* who : {&place.first, &place.second, &place.third})
        two.insert(place.bid_for(*who, of.id, 2, 8'000'00));
    CHECK(place.told("bid.opened").empty());

    place.open(of.id, bidding_ends).value();
    auto opened = two;
    opened.insert({low, high});
    CHECK(place.told("bid.opened") == opened);
    CHECK(place.told("bid.disqualified") == bids{dear});

    for (auto const& each : opened)
        place.score(of.id, each, 8000, evaluating).value();
    CHECK(place.told("bid.evaluated").empty());
    place.evaluate(of.id, evaluating).value();
    CHECK(place.told("bid.evaluated") == opened);

    place
        .decide(of.id, evaluating,
                [&](auto& one, uuid const& which, std::int64_t version) {
                    return place.service.declare_unsuccessful(one, which, version,
                                                              {2, {"no need any more"}});
                })
        .value();
    CHECK(place.told("bid.lot_unsuccessful") == two);

    place
        .decide(of.id, evaluating,
                [&](auto& one, uuid const& which, std::int64_t version) {
                    return place.service.cancel(one, which, version, {"the budget was cut"});
                })
        .value();
    auto lapsed = two;
    lapsed.insert({low, high});
    CHECK(place.told("bid.lapsed") == lapsed);
    CHECK(place.told("bid.tender_cancelled") == bids{dear}); // it stays disqualified
}

TEST_CASE("a lot that loses its bidders in the evaluation is told to who is left, once") {
    telling_place place(GENERATE(from_range(dialects())));
    auto wanted = place.draft_of();
    wanted.lots = {{1, "One", {10'000'00}}, {2, "Two", {10'000'00}}};
    auto const of = place.published(wanted);
    bids one;
    bids two;
    for (auto const* who : {&place.first, &place.second, &place.third}) {
        one.insert(place.bid_for(*who, of.id, 1, 7'000'00));
        two.insert(place.bid_for(*who, of.id, 2, 8'000'00));
    }
    place.open(of.id, bidding_ends).value();
    for (auto const& each : {one, two}) {
        for (auto const& bid : each)
            place.score(of.id, bid, 8000, evaluating).value();
    }
    auto const out = *two.begin();
    auto const version = place.bid_of(out).version;
    place
        .unit(place.office, evaluating,
              [&](auto& unit) {
                  return place.service.disqualify(unit, out, version, {"not signed"});
              })
        .value();
    auto const agreed_and_evaluated = [&] {
        for (auto const& each : {one, two}) {
            for (auto const& bid : each)
                static_cast<void>(
                    place.agree(place.panel.front(), of.id, bid, "method", 8000, evaluating));
        }
        return place.decide(of.id, evaluating,
                            [&](auto& unit, uuid const& which, std::int64_t at_version) {
                                return place.service.evaluate(unit, which, at_version);
                            });
    };
    auto const evaluated = agreed_and_evaluated().value();
    CHECK(find_lot(evaluated, 2)->state == lot_state::unsuccessful);
    CHECK(place.told("bid.evaluated") == one);
    CHECK(place.told("bid.lot_unsuccessful") == two); // who is out may challenge it as well
    CHECK(place.told("bid.disqualified") == bids{out});
}

TEST_CASE("a later deadline is told to who bid, each alone") {
    telling_place place(GENERATE(from_range(dialects())));
    amendment_service const amendments{place.service};
    auto const of = place.published();
    auto const kept = place.bid_for(place.first, of.id, 1, 7'000'00);
    auto const replaced = place.bid_for(place.second, of.id, 1, 8'000'00);
    auto const again = place.bid_for(place.second, of.id, 1, 7'500'00);
    CHECK(replaced != again);
    place
        .decide(of.id, bidding_opens,
                [&](auto& one, uuid const& which, std::int64_t version) {
                    return amendments.extend(
                        one, which, version,
                        {"more time was asked for", bidding_ends + std::chrono::days(3)});
                })
        .value();
    CHECK(place.told("bid.deadline_extended") == bids{kept, again});
    for (auto const& each : place.journal_entries()) {
        if (each.type != "bid.deadline_extended") continue;
        CHECK(each.reason == "more time was asked for");
        auto const shown = json::read_stored<bid>(each.after);
        CHECK(shown.tender_id == of.id);
        CHECK(shown.version == each.object_version); // the bid is as it was
    }
}

TEST_CASE(
    "who may give a final offer is told that it is asked for, and who is invited of the tender") {
    telling_place place(GENERATE(from_range(dialects())));
    auto wanted = place.draft_of();
    wanted.method = procurement_method::consultation;
    wanted.criteria[0].weight = 30;
    wanted.criteria[1].weight = 70;
    wanted.invited_supplier_ids = {place.first.id, place.second.id, place.third.id, place.group.id};
    auto const of = place.published(wanted);
    std::set<std::string> invited;
    for (auto const& each : place.journal_entries()) {
        if (each.type != "tender.invited") continue;
        CHECK(each.object_id == of.id);
        CHECK(each.visible == journal::visibility::parties);
        CHECK((each.region.empty() && each.after.empty() && each.before.empty()));
        invited.insert(each.parties);
    }
    std::set<std::string> expected;
    for (auto const& id : wanted.invited_supplier_ids)
        expected.insert("|" + to_string(id) + "|");
    CHECK(invited == expected);

    bids all;
    for (auto const* who : {&place.first, &place.second, &place.third})
        all.insert(place.bid_for(*who, of.id, 1, 7'000'00));
    place.open(of.id, bidding_ends).value();
    auto const out = *all.begin();
    auto const version = place.bid_of(out).version;
    place
        .unit(place.office, bidding_ends,
              [&](auto& unit) {
                  return place.service.disqualify(unit, out, version, {"not signed"});
              })
        .value();
    CHECK(place.told("bid.final_offer_asked").empty());
    place.settle_final_offers(of.id, bidding_ends);
    all.erase(out);
    CHECK(place.told("bid.final_offer_asked") == all);
    CHECK(place.told("bid.final_offer_opened") == all);
}
