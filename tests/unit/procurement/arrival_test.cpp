// How bids arrive: in the half-open interval, sealed as documented, under a receipt that anybody
// can check, on a clock that is not set back.
#include <future>
#include <latch>

#include "common/http/dispatcher.hpp"
#include "common/http/response.hpp"
#include "common/journal/follower.hpp"
#include "common/security/token.hpp"
#include "services/procurement/sealing.hpp"
#include "services/procurement/store.hpp"
#include "tests/unit/procurement/procurement_fixture.hpp"

using namespace talent;
using namespace talent::test;
using namespace talent::procurement;

namespace {

constexpr std::chrono::milliseconds one_millisecond{1};

sealed_content content_of(uuid const& tender_id, identity::organisation const& bidder,
                          money price) {
    return {.format = std::string(sealed_format),
            .tender_id = tender_id,
            .organisation_id = bidder.id,
            .lot = 1,
            .price = price,
            .quality_response = "as asked",
            .salt = "0011"};
}

bid_submission sealed(std::string const& box) {
    return {.lot = 1, .sealed = security::to_base64url(box), .sha256 = security::sha256_hex(box)};
}

struct sealing_place : procurement_place {
    explicit sealing_place(db::dialect dialect) : procurement_place(dialect), of(published()) {
        public_key =
            reading([&](db::session& sql) { return officers.read_tender_key(sql, {}, of.id); })
                .value()
                .public_key;
    }
    std::string box(sealed_content const& content) const {
        return seal_content(public_key, content).value();
    }
    result<bid_receipt> send(identity::organisation const& bidder, bid_submission const& sent) {
        return unit(bidder, bidding_opens,
                    [&](auto& one) { return service.submit(one, of.id, sent, desk); });
    }
    tender of;
    std::string public_key;
};

} // namespace

TEST_CASE(
    "a bid counts at open ≤ t < deadline, to the millisecond, and is stored with that instant") {
    sealing_place place(GENERATE(from_range(dialects())));
    auto const at_instant = [&](instant when) {
        return place.bid(place.first, place.of.id, {5}, when);
    };
    CHECK(at_instant(bidding_opens - one_millisecond).error().code == error_code::bidding_closed);
    for (auto const when :
         {bidding_opens, bidding_opens + one_millisecond, bidding_ends - one_millisecond}) {
        auto const receipt = at_instant(when).value();
        CHECK(receipt.received_at == when);
        CHECK(place.read_bid(place.first, receipt.bid_id).value().received_at == when);
    }
    for (auto const when : {bidding_ends, bidding_ends + one_millisecond}) {
        auto const late = at_instant(when);
        CHECK(late.error().code == error_code::bidding_closed);
        CHECK(late.error().detail.find(format_instant(when)) != std::string::npos);
    }
}

TEST_CASE("a bid sealed by its bidder is opened to what was sealed") {
    sealing_place place(GENERATE(from_range(dialects())));
    auto const receipt =
        place.send(place.first, sealed(place.box(content_of(place.of.id, place.first, {77'00}))))
            .value();
    place.open(place.of.id, bidding_ends).value();
    auto const opened = place.read_bid(place.office, receipt.bid_id).value();
    CHECK(opened.content->price == money{77'00});
    CHECK(opened.sealed_by == bid_sealer::bidder);
    CHECK(opened.state == bid_state::submitted);
}

TEST_CASE("what is not sealed as documented is refused before anything is kept") {
    sealing_place place(GENERATE(from_range(dialects())));
    auto const box = place.box(content_of(place.of.id, place.first, {5}));
    auto const refused = [&](bid_submission const& sent, error_code why) {
        CHECK(place.send(place.first, sent).error().code == why);
    };
    auto other_hash = sealed(box);
    other_hash.sha256[0] = other_hash.sha256[0] == 'a' ? 'b' : 'a';
    refused(other_hash, error_code::seal_invalid);
    refused(sealed(box.substr(0, box.size() / 2)), error_code::seal_invalid); // half sent
    refused(sealed(box + "x"), error_code::seal_invalid);
    refused(sealed(std::string(48, 'x')), error_code::seal_invalid);
    refused(sealed(std::string(sealed_bytes_max + sealed_block_bytes, 'x')),
            error_code::seal_invalid);
    auto not_base64 = sealed(box);
    not_base64.sealed.back() = '+';
    refused(not_base64, error_code::seal_invalid);
    auto both = sealed(box);
    both.price = money{5};
    refused(both, error_code::invalid_fields);
    auto without_hash = sealed(box);
    without_hash.sha256.clear();
    refused(without_hash, error_code::invalid_fields);
    refused({.lot = 1}, error_code::invalid_fields);
    CHECK(integer(*place.database, "SELECT COUNT(*) FROM bids") == 0);
}

TEST_CASE("a foreign or spoilt box is disqualified at the opening, with reasons for its bidder") {
    sealing_place place(GENERATE(from_range(dialects())));
    struct row {
        std::string box;
        std::string reason;
    };
    auto const others_bid = content_of(place.of.id, place.second, {5});
    auto spoilt = place.box(content_of(place.of.id, place.third, {5}));
    spoilt[200] = static_cast<char>(spoilt[200] ^ 1);
    auto const rows =
        std::vector<row>{{place.box(others_bid), "another bidder's"}, {spoilt, "does not open"}};
    std::vector<uuid> bids;
    bids.push_back(place.send(place.first, sealed(rows[0].box)).value().bid_id);
    bids.push_back(place.send(place.third, sealed(rows[1].box)).value().bid_id);
    auto const fair = place.send(place.second, sealed(place.box(others_bid))).value();
    place.open(place.of.id, bidding_ends).value();
    auto const told = place.read_bid(place.first, bids[0]).value();
    CHECK(told.state == bid_state::disqualified);
    CHECK(told.state_reasons.at(0).find(rows[0].reason) != std::string::npos);
    CHECK(place.read_bid(place.third, bids[1]).value().state_reasons.at(0).find(rows[1].reason) !=
          std::string::npos);
    CHECK(place.read_bid(place.second, fair.bid_id).value().state == bid_state::submitted);
}

TEST_CASE("each way in which a box can be wrong has its reason") {
    auto const secret = security::secret_key::random();
    auto const public_key = security::to_hexadecimal(security::box_public_key_of(secret));
    identity::organisation bidder;
    bidder.id = make_uuid(drafting);
    box_place const expected{make_uuid(drafting), bidder.id, 1};
    auto const good = content_of(expected.tender_id, bidder, {5});
    auto const reason_of = [&](auto change) {
        auto changed = good;
        change(changed);
        auto const box = seal_content(public_key, changed).value();
        auto const opened = open_content(secret, box, expected);
        return opened.content ? std::string("none") : opened.reasons.at(0);
    };
    CHECK(reason_of([](auto&) {}) == "none");
    CHECK(reason_of([](auto& one) { one.tender_id.bytes[0] ^= 1; }).find("another tender") !=
          std::string::npos);
    CHECK(reason_of([](auto& one) { one.organisation_id.bytes[0] ^= 1; }).find("another bidder") !=
          std::string::npos);
    CHECK(reason_of([](auto& one) { one.lot = 2; }).find("another lot") != std::string::npos);
    CHECK(reason_of([](auto& one) { one.format = "x"; }).find("another format") !=
          std::string::npos);
    CHECK(reason_of([](auto& one) { one.price = {0}; }).find("documented form") !=
          std::string::npos);
    auto const key = security::from_hexadecimal(public_key).value();
    for (auto const& plain : {security::pad("{\"price\":", sealed_block_bytes),
                              std::string(sealed_block_bytes, '\0')}) {
        auto const box = security::close_box(key, plain).value();
        CHECK(open_content(secret, box, expected).reasons.at(0).find("padded JSON") !=
              std::string::npos);
    }
    auto spoilt = seal_content(public_key, good).value();
    for (int i = 0; i < 200; ++i) {
        auto changed = spoilt;
        auto const place = static_cast<std::size_t>(i) * 20;
        changed[place] = static_cast<char>(changed[place] ^ (1 << (i % 8)));
        CHECK_FALSE(open_content(secret, changed, expected).content);
    }
}

TEST_CASE(
    "the length of a box tells nothing but its step, and equal contents give different boxes") {
    auto const key =
        security::to_hexadecimal(security::box_public_key_of(security::secret_key::random()));
    auto short_one = content_of({}, {}, {1});
    auto long_one = content_of({}, {}, {999'999'999'00});
    long_one.quality_response = std::string(2'000, 'x');
    auto const first = seal_content(key, short_one).value();
    CHECK(first.size() == seal_content(key, long_one).value().size());
    CHECK(first != seal_content(key, short_one).value());
    auto too_long = short_one;
    too_long.quality_response = std::string(sealed_content_bytes_max, 'x');
    CHECK(seal_content(key, too_long).error().code == error_code::seal_invalid);
}

TEST_CASE("a receipt is signed over box, instant and the number of the bid's own entry") {
    sealing_place place(GENERATE(from_range(dialects())));
    auto const receipt = place.bid(place.first, place.of.id, {5}, bidding_opens).value();
    CHECK(security::is_signed_by(receipt.public_key, statement_of(receipt), receipt.signature));
    auto const entries = place.journal_entries();
    auto const& entry = entries.at(static_cast<std::size_t>(receipt.sequence - 1));
    CHECK(entry.type == "bid.submitted");
    CHECK(entry.object_id == receipt.bid_id);
    CHECK(entry.at == receipt.received_at);
    CHECK(receipt.origin == entries.front().hash);
    auto const replaced = place.bid(place.first, place.of.id, {6}, bidding_opens).value();
    CHECK(place.journal_entries().at(static_cast<std::size_t>(replaced.sequence - 1)).object_id ==
          replaced.bid_id); // although the replaced one's entry is of the same unit
    auto const again = place.reading([&](db::session& sql) {
        return place.service.read_receipt(sql, procurement_place::as(place.first), receipt.bid_id);
    });
    CHECK(json::write_shown(again.value()) == json::write_shown(receipt));
    auto const others = place.reading([&](db::session& sql) {
        return place.service.read_receipt(sql, procurement_place::as(place.office), receipt.bid_id);
    });
    CHECK(others.error().code == error_code::not_found);
    auto forged = receipt;
    forged.received_at -= one_millisecond;
    CHECK_FALSE(security::is_signed_by(forged.public_key, statement_of(forged), forged.signature));
}

TEST_CASE("no bid is taken on a clock that was set back, whatever other entries say meanwhile") {
    sealing_place place(GENERATE(from_range(dialects())));
    auto const before = bidding_ends - std::chrono::seconds{1};
    place.bid(place.first, place.of.id, {5}, before).value();
    CHECK(place.bid(place.second, place.of.id, {5}, before - one_millisecond).error().code ==
          error_code::clock_set_back);
    // The journal's newest entry is now of the earlier clock; what was there before is remembered.
    for (auto const& each : place.journal_entries())
        place.newest.apply(each);
    place
        .unit(place.office, bidding_opens,
              [&](auto& one) { return place.service.draft(one, place.draft_of()); })
        .value();
    auto const refused = place.bid(place.second, place.of.id, {5}, bidding_opens);
    CHECK(refused.error().code == error_code::clock_set_back);
    CHECK(refused.error().retry_after_seconds > 0);
    CHECK(place.bid(place.second, place.of.id, {5}, before).has_value());
    journal::newest_instant loaded;
    place.reading([&](db::session& sql) {
        loaded.load(sql);
        return 0;
    });
    CHECK(loaded.read() == before);
}

TEST_CASE("the hashes of all bids are public from the deadline on, in order of arrival") {
    sealing_place place(GENERATE(from_range(dialects())));
    auto const first = place.bid(place.first, place.of.id, {5}, bidding_opens).value();
    auto const second = place.bid(place.second, place.of.id, {6}, bidding_opens).value();
    auto const third = place.bid(place.first, place.of.id, {4}, bidding_opens).value();
    auto const listed = [&](instant now) {
        return place.reading([&](db::session& sql) {
            return place.service.list_hashes(sql, {}, place.of.id, 0, 10, now);
        });
    };
    CHECK(listed(bidding_ends - one_millisecond).error().code == error_code::bid_sealed);
    auto const all = listed(bidding_ends).value();
    REQUIRE(all.size() == 3);
    CHECK(all[0].hash.sha256 == first.sha256);
    CHECK(all[0].hash.withdrawn);
    CHECK(all[1].hash.sha256 == second.sha256);
    CHECK(all[2].hash.sha256 == third.sha256);
    CHECK_FALSE(all[2].hash.withdrawn);
    place.open(place.of.id, bidding_ends).value();
    auto const protocol = place
                              .reading([&](db::session& sql) {
                                  return place.officers.read_opening(sql, {}, place.of.id);
                              })
                              .value();
    CHECK(protocol.bids_digest == digest_of({all[0].hash, all[1].hash, all[2].hash}));
}

TEST_CASE("a bid in time that meets a deadlock is run again and keeps its instant (MariaDB)") {
    if (mariadb_url().empty()) return;
    sealing_place place(db::dialect::mariadb);
    execute(*place.database,
            "CREATE TABLE counters (id BIGINT NOT NULL PRIMARY KEY, value BIGINT)");
    execute(*place.database, "INSERT INTO counters (id, value) VALUES (1, 0), (2, 0)");
    constexpr auto raise = "UPDATE counters SET value = value + 1 WHERE id = :p1";
    auto const arrived = bidding_ends - one_millisecond;
    auto const box = sealed(place.box(content_of(place.of.id, place.first, {5})));
    std::latch both{2};
    std::vector<instant> runs;
    place.time.set(arrived);

    http::request asked;
    asked.method = http::method::post;
    asked.id = "request";
    asked.received = arrived;
    asked.principal = procurement_place::as(place.first);
    http::write_work const bidding{[&](journal::unit_of_work& unit) -> result<http::response> {
        runs.push_back(unit.now());
        unit.sql().execute(raise, {std::int64_t{1}});
        if (runs.size() == 1) {
            both.arrive_and_wait();
            place.time.set(bidding_ends + std::chrono::seconds{5}); // before it runs again
        }
        unit.sql().execute(raise, {std::int64_t{2}});
        TRY(auto receipt, place.service.submit(unit, place.of.id, box, place.desk));
        return http::created(receipt, "/v1/bids/" + to_string(receipt.bid_id));
    }};
    journal::follower follower(*place.database, {});
    http::dispatcher edge(
        *place.database, follower, {}, [] {}, nullptr);
    std::promise<result<http::response>> answered;
    edge.run(bidding, asked,
             [&](result<http::response> answer) { answered.set_value(std::move(answer)); });
    // The other unit has changed more rows: the server undoes the bid's.
    auto other =
        submit_write(*place.database, [&, met = std::make_shared<bool>(false)](db::session& sql) {
            for (std::int64_t row = 3; row < 200; ++row)
                sql.execute("INSERT INTO counters (id, value) VALUES (:p1, 0)", {row});
            sql.execute(raise, {std::int64_t{2}});
            if (!std::exchange(*met, true)) both.arrive_and_wait();
            sql.execute(raise, {std::int64_t{1}});
            return db::verdict::keep;
        });
    CHECK(other.get().completion == db::completion::committed);
    auto const answer = answered.get_future().get();
    REQUIRE(answer.has_value());
    CHECK(answer.value().status == 201);
    CHECK(runs == std::vector<instant>{arrived, arrived});
    CHECK(integer(*place.database, "SELECT received_at FROM bids") == to_milliseconds(arrived));
}
