// Tenders for which fewer bid than the law asks: what is not opened, what goes on with an approval,
// on each database.
#include <iostream>
#include <map>
#include <random>

#include "common/journal/verification.hpp"
#include "services/procurement/lot_results.hpp"
#include "tests/unit/procurement/procurement_fixture.hpp"

using namespace talent;
using namespace talent::test;
using namespace talent::procurement;

namespace {

instant const evaluating = at("2026-03-23T10:00:00+08:00");

struct sparse_place : procurement_place {
    using procurement_place::procurement_place;

    void release_two(uuid const& id) {
        for (std::size_t officer : {0U, 1U})
            release(id, officer, share_of(id, officer), bidding_ends).value();
    }
    result<tender> open_without_approval(uuid const& id) {
        release_two(id);
        return open_as_it_is(id, bidding_ends);
    }
    uuid bid_for(identity::organisation const& bidder, uuid const& id, std::int64_t lot) {
        bid_submission const sent{.lot = lot, .price = money{7'000'00}};
        return unit(bidder, bidding_opens,
                    [&](auto& one) { return service.submit(one, id, sent, desk); })
            .value()
            .bid_id;
    }
    tender published_with_lots(std::int64_t count, procurement_method method) {
        auto wanted = draft_of();
        wanted.method = method;
        wanted.lots.clear();
        for (std::int64_t number = 1; number <= count; ++number)
            wanted.lots.push_back({number, "Lot", {10'000'00}});
        if (method == procurement_method::consultation) {
            wanted.criteria[0].weight = 30;
            wanted.criteria[1].weight = 70;
        }
        if (method == procurement_method::selective)
            wanted.invited_supplier_ids = {first.id, second.id, third.id};
        return published(wanted);
    }
    result<procurement::bid> disqualify(uuid const& bid_id) {
        auto const version = bid_of(bid_id).version;
        return unit(office, evaluating, [&](auto& one) {
            return service.disqualify(one, bid_id, version, {"not signed"});
        });
    }
};

// How many a lot needs; another way of telling than the rules' table.
std::int64_t needed(procurement_method method, bool approved) {
    switch (method) {
        case procurement_method::open:
            return approved ? 1 : 3;
        case procurement_method::selective:
            return 3;
        case procurement_method::consultation:
            return approved ? 2 : 3;
        default:
            return 1;
    }
}

} // namespace

TEST_CASE("what two bid for is not opened, and nobody learns what they bid") {
    sparse_place place(GENERATE(from_range(dialects())));
    auto const of = place.published();
    auto const one = place.bid(place.first, of.id, {5}, bidding_opens).value().bid_id;
    auto const other = place.bid(place.second, of.id, {6}, bidding_opens).value().bid_id;
    auto const ended = place.open_without_approval(of.id).value();
    CHECK(ended.state == tender_state::unsuccessful);
    CHECK(ended.state_reasons == std::vector<std::string>{"too few bids were received"});
    REQUIRE(ended.lots[0].state_reasons.size() == 1);
    CHECK(ended.lots[0].state_reasons[0] == "fewer than 3 bidders (Government Procurement Law)");
    for (auto const& each : {one, other}) {
        auto const left = place.bid_of(each);
        CHECK(left.state == bid_state::lapsed);
        CHECK(left.number.empty());
        CHECK_FALSE(left.content.has_value());
    }
    CHECK(integer(*place.database, "SELECT COUNT(*) FROM sealed_bid_contents") == 0);
    auto const protocol = place.reading(
        [&](db::session& sql) { return place.officers.read_opening(sql, {}, of.id); });
    CHECK(protocol.value().bids_opened == 0);
    CHECK(journal::verify(*place.database).has_value());
}

TEST_CASE("the buyer goes on with an approval, after the deadline, where too few came") {
    sparse_place place(GENERATE(from_range(dialects())));
    auto const of = place.published();
    place.bid(place.first, of.id, {5}, bidding_opens).value();
    place.bid(place.second, of.id, {6}, bidding_opens).value();
    CHECK(place.proceed(of.id, bidding_ends - std::chrono::milliseconds{1}).error().code ==
          error_code::wrong_state);
    auto const without_reasons =
        place.decide(of.id, bidding_ends, [&](auto& one, uuid const& id, std::int64_t version) {
            return place.service.proceed(one, id, version, {});
        });
    CHECK(without_reasons.error().code == error_code::invalid_fields);
    CHECK(place
              .unit(place.first, bidding_ends,
                    [&](auto& one) {
                        return place.service.proceed(one, of.id, of.version,
                                                     {.lot = {}, .reasons = {"we would like to"}});
                    })
              .error()
              .code == error_code::not_found);
    auto const decided = place.proceed(of.id, bidding_ends).value();
    CHECK(decided.lots[0].fewer_bidders_reasons.size() == 1);
    CHECK(place.open_without_approval(of.id).value().state == tender_state::opened);
    auto const told = place.journal_entries();
    auto const decision =
        std::ranges::find(told, "tender.proceeds_with_fewer", &journal::entry::type);
    REQUIRE(decision != told.end());
    CHECK(decision->visible == journal::visibility::open);
}

TEST_CASE("with three bidders there is nothing to approve, and of invited ones three must bid") {
    sparse_place place(db::dialect::sqlite);
    auto const enough = place.published();
    for (auto const* who : {&place.first, &place.second, &place.third})
        place.bid(*who, enough.id, {5}, bidding_opens).value();
    CHECK(place.proceed(enough.id, bidding_ends).error().code == error_code::wrong_state);
    CHECK(place.open_without_approval(enough.id).value().state == tender_state::opened);

    auto const invited = place.published_with_lots(1, procurement_method::selective);
    place.bid(place.first, invited.id, {5}, bidding_opens).value();
    CHECK(place.proceed(invited.id, bidding_ends).error().code == error_code::wrong_state);
    CHECK(place.open(invited.id, bidding_ends).value().state == tender_state::unsuccessful);
}

TEST_CASE("where too few bids are left at the evaluation, the lot comes to nothing") {
    sparse_place place(GENERATE(from_range(dialects())));
    auto const of = place.published();
    std::vector<uuid> bids;
    for (auto const* who : {&place.first, &place.second, &place.third})
        bids.push_back(place.bid(*who, of.id, {5}, bidding_opens).value().bid_id);
    place.open_without_approval(of.id).value();
    place.disqualify(bids[2]).value();
    place.score(of.id, bids[0], 9000, evaluating).value();
    place.score(of.id, bids[1], 8000, evaluating).value();
    auto const evaluate = [&] {
        return place.decide(of.id, evaluating,
                            [&](auto& one, uuid const& id, std::int64_t version) {
                                return place.service.evaluate(one, id, version);
                            });
    };
    SECTION("without an approval") {
        auto const ended = evaluate().value();
        CHECK(ended.state == tender_state::unsuccessful);
        CHECK(ended.lots[0].state == lot_state::unsuccessful);
        CHECK_FALSE(place.bid_of(bids[0]).rank_in_lot.has_value());
    }
    SECTION("with one it goes on") {
        place.proceed(of.id, evaluating).value();
        CHECK(place.evaluate(of.id, evaluating).value().state == tender_state::evaluated);
        CHECK(place.proceed(of.id, evaluating).error().code == error_code::wrong_state);
    }
}

TEST_CASE("an approval holds for the lot it names, and not for another that loses bidders later") {
    sparse_place place(GENERATE(from_range(dialects())));
    auto const of = place.published_with_lots(3, procurement_method::open);
    for (std::int64_t const lot : {1, 2})
        for (auto const* who : {&place.first, &place.second})
            place.bid_for(*who, of.id, lot);
    std::vector<uuid> third;
    for (auto const* who : {&place.first, &place.second, &place.third})
        third.push_back(place.bid_for(*who, of.id, 3));
    auto const approve = [&](std::optional<std::int64_t> lot, instant when) {
        return place.decide(of.id, when, [&](auto& one, uuid const& id, std::int64_t version) {
            return place.service.proceed(one, id, version, {.lot = lot, .reasons = {"approved"}});
        });
    };
    CHECK(approve(9, bidding_ends).error().errors.front().pointer == "/lot");
    CHECK(approve(3, bidding_ends).error().code == error_code::wrong_state); // three came
    auto const decided = approve(1, bidding_ends).value();
    CHECK(decided.lots[0].fewer_bidders_round == 1);
    CHECK(decided.lots[1].fewer_bidders_round == 0);
    auto const opened = place.open_without_approval(of.id).value();
    CHECK(opened.lots[0].state == lot_state::undecided);
    CHECK(opened.lots[1].state == lot_state::unsuccessful);
    CHECK(opened.lots[2].state == lot_state::undecided);

    place.disqualify(third[2]).value();
    for (auto const& each :
         place.reading([&](db::session& sql) { return store::list_standing_bids(sql, of.id); })) {
        if (each.state == bid_state::submitted)
            place.score(of.id, each.id, 9000, evaluating).value();
    }
    for (auto const& each :
         place.reading([&](db::session& sql) { return store::list_standing_bids(sql, of.id); })) {
        if (each.state == bid_state::submitted)
            place.agree(place.panel[0], of.id, each.id, "method", 9000, evaluating).value();
    }
    auto const evaluated = place
                               .decide(of.id, evaluating,
                                       [&](auto& one, uuid const& id, std::int64_t version) {
                                           return place.service.evaluate(one, id, version);
                                       })
                               .value();
    CHECK(evaluated.lots[0].state == lot_state::undecided);
    CHECK(evaluated.lots[2].state == lot_state::unsuccessful);
}

TEST_CASE("a region may ask for more bidders") {
    std::vector<std::string> const lines{"330000 bidders_min open 4"};
    auto const rules = procurement_rules::read(lines).value();
    tender one;
    one.region = "330100";
    lot of;
    CHECK(bidders_needed(one, of, rules)->amount == 4);
    one.region = "320100";
    CHECK(bidders_needed(one, of, rules)->amount == 3);
    of.fewer_bidders_round = 1;
    CHECK(bidders_needed(one, of, rules)->amount == 1);
    of.round = 2; // it was reopened
    CHECK(bidders_needed(one, of, rules)->amount == 3);
    one.method = procurement_method::direct;
    CHECK_FALSE(bidders_needed(one, of, rules).has_value());
    std::vector<std::string> const looser{"330000 bidders_min open 2"};
    CHECK_FALSE(procurement_rules::read(looser).has_value());
}

TEST_CASE("random openings end the lots that a count of their bidders ends") {
    auto const seed = std::random_device{}();
    std::cout << "seed " << seed << "\n";
    CAPTURE(seed);
    std::mt19937 chance(seed);
    auto const below = [&](unsigned bound) { return chance() % bound; };
    constexpr procurement_method methods[] = {
        procurement_method::open, procurement_method::selective, procurement_method::consultation};
    for (int round = 0; round < 20; ++round) {
        sparse_place place(db::dialect::sqlite);
        auto const method = methods[below(3)];
        bool const asks_for_approval = below(2) == 0;
        auto const of = place.published_with_lots(3, method);
        std::map<std::int64_t, std::int64_t> count;
        for (std::int64_t lot = 1; lot <= 3; ++lot) {
            auto const bidders = below(4);
            identity::organisation const* const all[] = {&place.first, &place.second, &place.third};
            for (unsigned i = 0; i < bidders; ++i) {
                place.bid_for(*all[i], of.id, lot);
                ++count[lot];
            }
        }
        bool const approved = asks_for_approval && place.proceed(of.id, bidding_ends).has_value();
        auto const after = place.open_without_approval(of.id).value();
        bool any = false;
        for (auto const& lot : after.lots) {
            bool const goes_on =
                count[lot.number] > 0 && count[lot.number] >= needed(method, approved);
            CAPTURE(lot.number, count[lot.number], approved, static_cast<int>(method));
            CHECK(lot.state == (goes_on ? lot_state::undecided : lot_state::unsuccessful));
            any = any || goes_on;
        }
        CHECK(after.state == (any ? tender_state::opened : tender_state::unsuccessful));
        std::int64_t opened = 0;
        for (auto const& [lot, bids] : count)
            opened += bids >= needed(method, approved) ? bids : 0;
        CHECK(integer(*place.database, "SELECT COUNT(*) FROM sealed_bid_contents") == opened);
    }
}
