// The final offers of a consultation: sealed as bids are, opened after their own time, and the
// price that is evaluated, on each database.
#include <iostream>
#include <map>
#include <random>

#include "common/journal/verification.hpp"
#include "common/security/token.hpp"
#include "services/procurement/sealing.hpp"
#include "tests/unit/procurement/procurement_fixture.hpp"

using namespace talent;
using namespace talent::test;
using namespace talent::procurement;
using std::chrono::milliseconds;

namespace {

instant const consulting = at("2026-03-23T10:00:00+08:00");
instant const offers_end = at("2026-03-25T17:00:00+08:00");
constexpr milliseconds one_millisecond{1};

struct consulting_place : procurement_place {
    explicit consulting_place(db::dialect dialect) : procurement_place(dialect) {
        panel.resize(3);
        auto wanted = draft_of();
        wanted.method = procurement_method::consultation;
        wanted.criteria[0].weight = 30;
        wanted.criteria[1].weight = 70;
        id = published(wanted).id;
        for (auto const* who : {&first, &second, &third})
            bids.push_back(bid(*who, id, {60'000'00}, bidding_opens).value().bid_id);
        open(id, bidding_ends).value();
    }

    void release_two() {
        for (std::size_t officer : {0U, 1U})
            release(id, officer, share_of(id, officer), offers_end).value();
    }
    result<bid_receipt> give(identity::organisation const& bidder, uuid const& bid_id,
                             bid_submission const& sent, instant when = consulting) {
        return unit(bidder, when,
                    [&](auto& one) { return final_offers.give(one, bid_id, sent, desk); });
    }
    result<std::vector<procurement::final_offer>> offers_for(identity::organisation const& who,
                                                             uuid const& bid_id) {
        return reading([&](db::session& sql) { return final_offers.list(sql, as(who), bid_id); });
    }
    std::int64_t prices_in_rows() {
        return integer(*database, "SELECT COUNT(*) FROM final_offers WHERE price IS NOT NULL");
    }
    void score_all() {
        for (auto const& each : bids) {
            if (bid_of(each).state == bid_state::submitted)
                score(id, each, 8000, offers_end).value();
        }
    }

    uuid id;
    std::vector<uuid> bids; // of first, second, third
};

} // namespace

TEST_CASE("the final price is sealed until its opening, and is the price that is evaluated") {
    consulting_place place(GENERATE(from_range(dialects())));
    CHECK(place.final_offer(place.first, place.bids[0], {1}, consulting).error().code ==
          error_code::bidding_closed);
    auto const asked = place.ask_final_offers(place.id, offers_end, consulting).value();
    CHECK(asked.final_offers_until == offers_end);
    CHECK(place.ask_final_offers(place.id, offers_end, consulting).error().code ==
          error_code::wrong_state);

    auto const receipt =
        place.final_offer(place.first, place.bids[0], {59'000'00}, consulting).value();
    place.final_offer(place.second, place.bids[1], {40'000'00}, consulting).value();
    CHECK(receipt.bid_id == place.bids[0]);
    CHECK(security::is_signed_by(receipt.public_key, receipt.statement, receipt.signature));
    place.final_offer(place.first, place.bids[0], {55'000'00}, offers_end - one_millisecond)
        .value();
    CHECK(place.final_offer(place.third, place.bids[2], {1}, offers_end).error().code ==
          error_code::bidding_closed);
    CHECK(place.final_offer(place.first, place.bids[1], {1}, consulting).error().code ==
          error_code::not_found);
    CHECK(place.prices_in_rows() == 0);
    CHECK_FALSE(place.offers_for(place.first, place.bids[0]).value().at(0).price.has_value());
    CHECK(place.offers_for(place.third, place.bids[2]).value().empty());
    CHECK(place.offers_for(place.office, place.bids[0]).error().code == error_code::not_found);
    for (auto const& each : place.journal_entries())
        CHECK(each.after.find("5500000") == std::string::npos);

    CHECK(place.open_final_offers(place.id, offers_end - one_millisecond).error().code ==
          error_code::wrong_state);
    CHECK(place.open_final_offers(place.id, offers_end).error().code ==
          error_code::officers_missing);
    place.release_two();
    auto const opened = place.open_final_offers(place.id, offers_end).value();
    CHECK(opened.final_offers_opened_at == offers_end);
    CHECK(integer(*place.database, "SELECT COUNT(*) FROM released_shares") == 0);
    CHECK(place.bid_of(place.bids[0]).content->price == money{55'000'00});
    CHECK(place.bid_of(place.bids[0]).content->quality_response == "secret method of 甲");
    CHECK(place.bid_of(place.bids[1]).content->price == money{40'000'00});
    CHECK(place.bid_of(place.bids[2]).state == bid_state::lapsed); // left the consultation
    CHECK(place.offers_for(place.first, place.bids[0]).value().at(0).price == money{55'000'00});

    auto const protocol = place
                              .reading([&](db::session& sql) {
                                  return place.officers.read_opening(sql, {}, place.id);
                              })
                              .value();
    REQUIRE(protocol.final_offers.has_value());
    CHECK(protocol.final_offers->offers_opened == 2);
    CHECK(protocol.final_offers->bids_without == 1);
    CHECK(protocol.bids_opened == 3);

    place.score_all();
    CHECK(place.evaluate(place.id, offers_end).value().state == tender_state::evaluated);
    CHECK(place.bid_of(place.bids[1]).rank_in_lot == 1);
    CHECK(place.bid_of(place.bids[0]).rank_in_lot == 2);
    CHECK(journal::verify(*place.database).has_value());
}

TEST_CASE("a consultation is not evaluated before its final offers are opened") {
    consulting_place place(db::dialect::sqlite);
    place.score_all();
    auto const evaluate = [&] {
        return place.decide(place.id, consulting,
                            [&](auto& one, uuid const& id, std::int64_t version) {
                                return place.service.evaluate(one, id, version);
                            });
    };
    CHECK(evaluate().error().code == error_code::evaluation_incomplete);
    place.ask_final_offers(place.id, offers_end, consulting).value();
    CHECK(evaluate().error().code == error_code::evaluation_incomplete);
}

TEST_CASE("final offers belong to an opened consultation, and to a time that is near") {
    consulting_place place(db::dialect::sqlite);
    CHECK(place
              .ask_final_offers(place.id, consulting + final_offers_time_min - one_millisecond,
                                consulting)
              .error()
              .errors.front()
              .pointer == "/until");
    CHECK(place.ask_final_offers(place.id, consulting, consulting).error().code ==
          error_code::invalid_fields);
    CHECK(place
              .ask_final_offers(place.id, consulting + final_offers_days_max + one_millisecond,
                                consulting)
              .error()
              .code == error_code::invalid_fields);
    auto const other = place.published();
    for (auto const* who : {&place.first, &place.second, &place.third})
        place.bid(*who, other.id, {5}, bidding_opens).value();
    CHECK(place.ask_final_offers(other.id, offers_end, consulting).error().code ==
          error_code::wrong_state);
    place.open(other.id, bidding_ends).value();
    CHECK(place.ask_final_offers(other.id, offers_end, consulting).error().code ==
          error_code::wrong_state);
    CHECK(place.open_final_offers(other.id, offers_end).error().code == error_code::wrong_state);
}

TEST_CASE("a final offer is a price for one's own lot, and nothing else") {
    consulting_place place(db::dialect::sqlite);
    place.ask_final_offers(place.id, offers_end, consulting).value();
    auto const pointer_of = [&](bid_submission const& sent) {
        auto const given = place.give(place.first, place.bids[0], sent);
        return given.has_value() ? std::string() : given.error().errors.at(0).pointer;
    };
    CHECK(pointer_of({}) == "/price");
    CHECK(pointer_of({.lot = 2, .price = money{5}}) == "/lot");
    CHECK(pointer_of({.price = money{5}, .quality_response = "better"}) == "/quality_response");
    CHECK(pointer_of({.price = money{5}, .documents = {{"A", std::string(64, 'a'), 1}}}) ==
          "/documents");
    CHECK(pointer_of({.price = money{5}}).empty());
}

TEST_CASE(
    "a disqualified bidder gives no final offer, and a box of another bidder does not count") {
    consulting_place place(db::dialect::sqlite);
    auto const version = place.bid_of(place.bids[2]).version;
    place
        .unit(place.office, consulting,
              [&](auto& one) {
                  return place.service.disqualify(one, place.bids[2], version, {"not signed"});
              })
        .value();
    place.ask_final_offers(place.id, offers_end, consulting).value();
    CHECK(place.final_offer(place.third, place.bids[2], {1}, consulting).error().code ==
          error_code::wrong_state);
    auto const key =
        place
            .reading([&](db::session& sql) {
                return place.officers.read_tender_key(sql, place.as(place.office), place.id);
            })
            .value();
    auto const box = seal_content(key.public_key, {.format = std::string(sealed_format),
                                                   .tender_id = place.id,
                                                   .organisation_id = place.second.id,
                                                   .lot = 1,
                                                   .price = money{1'00}})
                         .value();
    bid_submission const copied{
        .lot = 1, .sealed = security::to_base64url(box), .sha256 = security::sha256_hex(box)};
    place.give(place.first, place.bids[0], copied).value();
    place.give(place.second, place.bids[1], copied).value();
    place.release_two();
    place.open_final_offers(place.id, offers_end).value();
    CHECK(place.bid_of(place.bids[0]).state == bid_state::disqualified);
    CHECK(place.bid_of(place.bids[0]).state_reasons ==
          std::vector<std::string>{"the sealed content is another bidder's"});
    CHECK(place.bid_of(place.bids[1]).content->price == money{1'00});
}

TEST_CASE("random final offers: the last that arrived in time counts, whoever gave none is out") {
    auto const seed = std::random_device{}();
    std::cout << "seed " << seed << "\n";
    CAPTURE(seed);
    std::mt19937 chance(seed);
    for (int round = 0; round < 15; ++round) {
        consulting_place place(db::dialect::sqlite);
        place.ask_final_offers(place.id, offers_end, consulting).value();
        identity::organisation const* const bidders[] = {&place.first, &place.second, &place.third};
        std::map<std::size_t, money> last; // the reference
        auto when = consulting;
        for (int step = 0; step < 8; ++step) {
            auto const who = chance() % 3;
            money const price{static_cast<std::int64_t>(chance() % 9'999'999 + 1)};
            when += std::chrono::hours(chance() % 14);
            if (place.final_offer(*bidders[who], place.bids[who], price, when).has_value() !=
                (when < offers_end))
                FAIL("taken at " << format_instant(when));
            if (when < offers_end) last[who] = price;
        }
        place.release_two();
        place.open_final_offers(place.id, std::max(when, offers_end)).value();
        for (std::size_t who = 0; who < 3; ++who) {
            auto const found = place.bid_of(place.bids[who]);
            CHECK((found.state == bid_state::submitted) == last.contains(who));
            if (last.contains(who)) CHECK(found.content->price == last[who]);
        }
    }
}
