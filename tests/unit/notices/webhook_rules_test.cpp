// The rules of webhooks: when it is tried again, when it is given up, and who is told of what.
#include <catch2/catch.hpp>

#include "services/notices/fan_out.hpp"
#include "services/notices/model.hpp"

using namespace talent;
using namespace talent::notices;
using namespace std::chrono_literals;

namespace {

constexpr instant now = instant{1'800'000'000'000ms};

} // namespace

TEST_CASE("a delivery is tried ten times within three and a half days, then it is dead") {
    instant earliest = now;
    instant latest = now;
    for (std::int64_t failed = 1; failed <= 9; ++failed) {
        CAPTURE(failed);
        auto const least = next_attempt(failed, earliest, 0);
        auto const most = next_attempt(failed, latest, 999);
        REQUIRE(least);
        REQUIRE(most);
        std::chrono::milliseconds const wait = retry_waits[static_cast<std::size_t>(failed - 1)];
        CHECK(*least - earliest == std::chrono::milliseconds(wait) * 9 / 10);
        CHECK(*most - latest == std::chrono::milliseconds(wait) * 11 / 10);
        auto const middle = *next_attempt(failed, now, 500) - now;
        CHECK((middle > wait * 9 / 10 && middle < wait * 11 / 10));
        earliest = *least;
        latest = *most;
    }
    CHECK(earliest - now > 66h);
    CHECK(latest - now < 85h);
    CHECK_FALSE(next_attempt(10, now, 500));
    CHECK_FALSE(next_attempt(0, now, 500));
}

TEST_CASE("a webhook is disabled once it has failed long and often") {
    CHECK_FALSE(must_be_disabled(now - 72h + 1ms, 100, now));
    CHECK_FALSE(must_be_disabled(now - 72h, 9, now));
    CHECK(must_be_disabled(now - 72h, 10, now));
}

TEST_CASE("kinds are told by whole words from the start") {
    CHECK(is_of_kind("award.made", {}));
    CHECK(is_of_kind("award.made", {"award"}));
    CHECK(is_of_kind("award.made", {"award.made"}));
    CHECK(is_of_kind("award.made", {"bid", "award"}));
    CHECK_FALSE(is_of_kind("award.made", {"aw"}));
    CHECK_FALSE(is_of_kind("award.made", {"award.m"}));
    CHECK_FALSE(is_of_kind("award.made", {"made"}));
    CHECK_FALSE(is_of_kind("award.made", {"award.made.twice"}));
}

TEST_CASE("a webhook is told what the feed shows its organisation, of its kinds and region") {
    uuid const own = make_uuid(now);
    uuid const other = make_uuid(now);
    security::principal const reader{.audience = security::audience::enterprise,
                                     .organisation = own,
                                     .region = "330106",
                                     .verified = true};
    journal::entry entry{.sequence = 7,
                         .type = "order.placed",
                         .visible = journal::visibility::parties,
                         .parties = "|" + to_string(own) + "|",
                         .region = "330106"};
    webhook one;
    CHECK(is_delivered_to(one, entry, reader));
    one.region = "330000";
    CHECK(is_delivered_to(one, entry, reader));
    one.region = "330200";
    CHECK_FALSE(is_delivered_to(one, entry, reader));
    one.region.clear();
    one.events = {"order"};
    CHECK(is_delivered_to(one, entry, reader));
    one.events = {"tender"};
    CHECK_FALSE(is_delivered_to(one, entry, reader));
    one.events.clear();
    entry.parties = "|" + to_string(other) + "|";
    CHECK_FALSE(is_delivered_to(one, entry, reader));
    entry.visible = journal::visibility::open;
    CHECK(is_delivered_to(one, entry, reader));
    entry.visible = journal::visibility::test;
    CHECK_FALSE(is_delivered_to(one, entry, reader));
    entry.visible = journal::visibility::closed;
    entry.parties = "|" + to_string(own) + "|";
    CHECK_FALSE(is_delivered_to(one, entry, reader));
    entry.visible = journal::visibility::open;
    one.region = "330000";
    entry.region.clear();
    CHECK_FALSE(is_delivered_to(one, entry, reader)); // of no region
}

TEST_CASE("a notice is to those an entry names, may be read by them, and was not done by them") {
    identity::directory known;
    auto const join = [&](std::string const& region) {
        identity::organisation one{.id = make_uuid(now), .region = region};
        journal::entry told{.object_type = "organisation", .object_id = one.id};
        told.after = json::write_stored(one);
        known.apply(told);
        return one.id;
    };
    auto const buyer = join("330106");
    auto const seller = join("330100");
    journal::entry entry{.sequence = 9,
                         .at = now,
                         .type = "order.accepted",
                         .object_type = "order",
                         .object_id = make_uuid(now),
                         .visible = journal::visibility::parties,
                         .parties = "|" + to_string(buyer) + "|" + to_string(seller) + "|",
                         .actor_organisation = seller};
    auto const told = notices_of(entry, known, now);
    REQUIRE(told.size() == 1);
    CHECK(told.front().organisation_id == buyer);
    CHECK(told.front().kind == notice_kind::order);
    CHECK(told.front().sequence == 9);
    entry.visible = journal::visibility::closed;
    CHECK(notices_of(entry, known, now).empty());
    entry.visible = journal::visibility::parties;
    entry.type = "session.started";
    CHECK(notices_of(entry, known, now).empty());
    entry.type = "award.made";
    entry.actor_organisation = uuid{};
    CHECK(notices_of(entry, known, now).size() == 2);
    // Members of a panel may be of one organisation.
    entry.actor_organisation = seller;
    entry.type = "panel_seat.seated";
    CHECK(notices_of(entry, known, now).size() == 1);
    entry.type = "panel_seat.consensus_superseded";
    CHECK(notices_of(entry, known, now).size() == 2);
    entry.actor_organisation = uuid{};
    entry.parties = "|" + to_string(make_uuid(now)) + "|"; // nobody that is known
    CHECK(notices_of(entry, known, now).empty());
    entry.parties = "|";
    CHECK(notices_of(entry, known, now).empty());
}

TEST_CASE("what becomes of ratings, licences and clocks is told in the inbox") {
    for (auto const* type : {"rating.opened", "rating.struck", "appeal.decided"})
        CHECK(kind_of_notice(type) == notice_kind::review);
    CHECK(kind_of_notice("qualification.rejected") == notice_kind::licence);
    CHECK(kind_of_notice("clock.nearing") == notice_kind::deadline);
    for (auto const* type :
         {"panel_score.given", "consensus_position.given", "score.given", "evaluation.changed"})
        CHECK_FALSE(kind_of_notice(type).has_value());
}

TEST_CASE("what is delivered again is one delivery or a range of the journal, not both or none") {
    uuid const id = make_uuid(now);
    CHECK(check_consistency(redelivery{.delivery_id = id}).has_value());
    CHECK(check_consistency(redelivery{.from_sequence = 1, .to_sequence = 1000}).has_value());
    CHECK_FALSE(check_consistency(redelivery{}).has_value());
    CHECK_FALSE(check_consistency(redelivery{.from_sequence = 1}).has_value());
    CHECK_FALSE(check_consistency(redelivery{.delivery_id = id, .from_sequence = 1}).has_value());
    CHECK_FALSE(
        check_consistency(redelivery{.delivery_id = id, .from_sequence = 1, .to_sequence = 2})
            .has_value());
    CHECK_FALSE(check_consistency(redelivery{.from_sequence = 2, .to_sequence = 1}).has_value());
    CHECK_FALSE(check_consistency(redelivery{.from_sequence = 1, .to_sequence = 1001}).has_value());
}
