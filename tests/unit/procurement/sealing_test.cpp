// What is sealed stays sealed until the opening.
#include "services/procurement/sealing.hpp"
#include "common/security/token.hpp"
#include "services/procurement/store.hpp"
#include "tests/unit/procurement/procurement_fixture.hpp"

using namespace talent;
using namespace talent::test;
using procurement::bid_state;

namespace {

constexpr money telling_price{76'543'21};

bool tells(std::string const& text) {
    return text.find("76543.21") != std::string::npos ||
           text.find("7654321") != std::string::npos ||
           text.find("secret method") != std::string::npos;
}

bool journal_tells(procurement_place& place) {
    auto const entries = place.journal_entries();
    REQUIRE_FALSE(entries.empty());
    return std::ranges::any_of(
        entries, [](journal::entry const& one) { return tells(json::write_stored(one)); });
}

} // namespace

TEST_CASE("no column of the journal holds a price before the opening, and it does afterwards") {
    procurement_place place(GENERATE(from_range(dialects())));
    auto const tender = place.published();
    place.bid(place.first, tender.id, {1}, bidding_opens).value();
    place.bid(place.first, tender.id, telling_price, bidding_opens).value();
    CHECK_FALSE(journal_tells(place));
    place.open(tender.id, bidding_ends).value();
    CHECK(journal_tells(place));
}

TEST_CASE("of a bid's entries its bidder alone is shown any, and none before the opening") {
    procurement_place place(db::dialect::sqlite);
    auto const tender = place.published();
    place.bid(place.first, tender.id, telling_price, bidding_opens).value();
    place.open(tender.id, bidding_ends).value();
    int seen = 0;
    for (auto const& each : place.journal_entries()) {
        if (each.object_type != "bid") continue;
        ++seen;
        CHECK(each.visible == (each.type == "bid.opened" ? journal::visibility::parties
                                                         : journal::visibility::closed));
        CHECK(journal::names_party(each, place.first.id));
        CHECK_FALSE(journal::names_party(each, place.office.id));
        CHECK_FALSE(journal::names_party(each, place.group.id));
        CHECK(each.region.empty()); // by which operators and supervisors would see it in the feed
    }
    CHECK(seen == 2);
}

TEST_CASE("before the opening nobody but the bidder sees a bid, or whether there is one") {
    procurement_place place(db::dialect::sqlite);
    auto const tender = place.published();
    auto const listed = [&](identity::organisation const& asker) {
        return place.reading([&](db::session& sql) {
            return place.service.list_bids(sql, procurement_place::as(asker), tender.id, "", 10);
        });
    };
    CHECK(listed(place.office).error().code == error_code::bid_sealed);
    auto const receipt = place.bid(place.first, tender.id, telling_price, bidding_opens).value();
    CHECK(listed(place.office).error().code == error_code::bid_sealed);
    CHECK(listed(place.group).error().code == error_code::bid_sealed);
    CHECK(listed(place.second).error().code == error_code::not_found);
    CHECK(place.read_bid(place.office, receipt.bid_id).error().code == error_code::not_found);
    CHECK(place.read_bid(place.group, receipt.bid_id).error().code == error_code::not_found);
    CHECK(place.read_bid(place.second, receipt.bid_id).error().code == error_code::not_found);
    auto const own = place.read_bid(place.first, receipt.bid_id).value();
    CHECK_FALSE(own.content.has_value()); // the platform has it no more than anybody
    CHECK_FALSE(own.arrival.has_value());
    place.open(tender.id, bidding_ends).value();
    CHECK(listed(place.office).value().size() == 1);
    CHECK(place.read_bid(place.office, receipt.bid_id).value().content->price == telling_price);
    CHECK(place.read_bid(place.second, receipt.bid_id).error().code == error_code::not_found);
}

TEST_CASE("an operator that bids itself reads no rival's bid") {
    procurement_place place(db::dialect::sqlite);
    auto const tender = place.published();
    auto const rival = place.bid(place.first, tender.id, telling_price, bidding_opens).value();
    place.bid(place.group, tender.id, telling_price, bidding_opens).value();
    place.open(tender.id, bidding_ends).value();
    CHECK(place.read_bid(place.group, rival.bid_id).error().code == error_code::not_found);
    auto const listed = place.reading([&](db::session& sql) {
        return place.service.list_bids(sql, procurement_place::as(place.group), tender.id, "", 10);
    });
    CHECK(listed.error().code == error_code::not_found);
}

TEST_CASE("neither the tender's answer nor its version tells of bids") {
    procurement_place place(db::dialect::sqlite);
    auto const tender = place.published();
    auto const before = json::write_shown(place.read(tender.id, bidding_opens));
    place.bid(place.first, tender.id, telling_price, bidding_opens).value();
    place.bid(place.second, tender.id, telling_price, bidding_opens).value();
    CHECK(json::write_shown(place.read(tender.id, bidding_opens)) == before);
}

TEST_CASE("the receipt's hash is that of the sealed bid that is kept and opened") {
    procurement_place place(GENERATE(from_range(dialects())));
    auto const tender = place.published();
    auto const receipt = place.bid(place.first, tender.id, telling_price, bidding_opens).value();
    CHECK(receipt.received_at == bidding_opens);
    place.open(tender.id, bidding_ends).value();
    auto const kept = place.reading([&](db::session& sql) {
        return *procurement::store::find_sealed_content(sql, receipt.bid_id);
    });
    CHECK(security::sha256_hex(security::from_base64url(kept).value()) == receipt.sha256);
    CHECK(place.read_bid(place.office, receipt.bid_id).value().content->price == telling_price);
}

TEST_CASE("equal contents have different hashes, so that no price can be guessed from one") {
    procurement_place place(db::dialect::sqlite);
    auto const tender = place.published();
    auto const first = place.bid(place.first, tender.id, telling_price, bidding_opens).value();
    auto const again = place.bid(place.first, tender.id, telling_price, bidding_opens).value();
    CHECK(first.sha256 != again.sha256);
}

TEST_CASE("a sealed content that was exchanged does not count") {
    procurement_place place(db::dialect::sqlite);
    auto const tender = place.published();
    auto const receipt = place.bid(place.first, tender.id, telling_price, bidding_opens).value();
    execute(*place.database, "UPDATE sealed_bid_contents SET content = :p1", {std::string("{}")});
    place.open(tender.id, bidding_ends).value();
    auto const opened = place.read_bid(place.office, receipt.bid_id).value();
    CHECK(opened.state == bid_state::disqualified);
    CHECK_FALSE(opened.content.has_value());
}

TEST_CASE("what was replaced or withdrawn is not kept, and what was opened is, for a dispute") {
    procurement_place place(GENERATE(from_range(dialects())));
    auto const tender = place.published();
    auto const kept = [&] {
        return integer(*place.database, "SELECT COUNT(*) FROM sealed_bid_contents");
    };
    place.bid(place.first, tender.id, {1}, bidding_opens).value();
    place.bid(place.first, tender.id, {2}, bidding_opens).value();
    auto const gone = place.bid(place.second, tender.id, {3}, bidding_opens).value();
    CHECK(kept() == 2);
    place
        .unit(place.second, bidding_opens,
              [&](auto& one) { return place.service.withdraw(one, gone.bid_id, gone.version); })
        .value();
    CHECK(kept() == 1);
    place.open(tender.id, bidding_ends).value();
    CHECK(kept() == 1);
}

TEST_CASE("a plain submission is overwritten when the last that holds it lets go") {
    using namespace procurement;
    bid_submission sent{.price = money{77'00},
                        .quality_response = std::string(400, 'q'),
                        .documents = {{std::string(60, 't'), std::string(64, 'a')}}};
    auto const copy = sent;
    wipe(sent);
    CHECK_FALSE(sent.price.has_value());
    CHECK(sent.documents.empty());
    // The text's memory is still its own.
    auto const* const bytes = sent.quality_response.data();
    CHECK(sent.quality_response.capacity() >= 400);
    CHECK(std::all_of(bytes, bytes + 400, [](char c) { return c == 0; }));
    auto const held = held_until_sealed(copy);
    CHECK(held->quality_response == copy.quality_response);
}
