// Exclusions: heard before they are decided, and what they keep a supplier from.
#include "tests/unit/remedies/remedies_place.hpp"

using namespace talent;
using namespace talent::test;
using namespace talent::exclusions;
using std::chrono::milliseconds;

namespace {

instant const proposing = at("2026-03-02T10:00:00+08:00");    // a Monday
instant const defence_ends = at("2026-03-10T00:00:00+08:00"); // five working days later
instant const deciding = at("2026-03-12T10:00:00+08:00");

exclusion wanted_for(identity::organisation const& supplier, std::int64_t months = 12) {
    return {.supplier_id = supplier.id,
            .ground = exclusion_ground::collusion,
            .facts = "Three bids were written on one machine.",
            .months = months};
}

result<exclusion> propose(remedies_place& place, identity::organisation const& by,
                          exclusion const& wanted) {
    return place.unit(by, proposing,
                      [&](auto& one) { return place.excluding.propose(one, wanted); });
}
result<exclusion> defend(remedies_place& place, identity::organisation const& by,
                         exclusion const& one, instant now) {
    return place.unit(by, now, [&](auto& work) {
        return place.excluding.defend(work, one.id, one.version, {"We share a printer."});
    });
}
result<exclusion> decide(remedies_place& place, identity::organisation const& by,
                         exclusion const& one, bool excluded, instant now) {
    return place.unit(by, now, [&](auto& work) {
        return place.excluding.decide(work, one.id, one.version, {excluded, {"the files agree"}});
    });
}

} // namespace

TEST_CASE("an excluded supplier bids no more, until the exclusion is lifted or over") {
    remedies_place place(GENERATE(from_range(dialects())));
    auto const of = place.published();
    auto const proposed = propose(place, place.finance, wanted_for(place.first)).value();
    CHECK(proposed.number.starts_with("X-330100-2026-"));
    REQUIRE(proposed.clocks.size() == 1);
    CHECK(proposed.clocks[0].due == defence_ends);
    CHECK(place.bid(place.first, of.id, {60'000'00}, deciding - milliseconds{2}).has_value());

    auto const made = decide(place, place.finance, proposed, true, deciding).value();
    CHECK(made.excluded_until == at("2027-03-13T00:00:00+08:00"));
    auto const refused = place.bid(place.first, of.id, {60'000'00}, deciding);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == error_code::supplier_excluded);
    CHECK(place.bid(place.second, of.id, {60'000'00}, deciding).has_value());

    auto const lifted = place.unit(place.finance, deciding, [&](auto& one) {
        return place.excluding.lift(one, made.id, made.version, {"the court found otherwise"});
    });
    REQUIRE(lifted.has_value());
    CHECK(lifted.value().reasons.size() == 2);
    CHECK(place.bid(place.first, of.id, {60'000'00}, deciding).has_value());
}

TEST_CASE("nobody is excluded unheard") {
    remedies_place place(GENERATE(from_range(dialects())));
    auto const proposed = propose(place, place.finance, wanted_for(place.first)).value();
    auto const early = decide(place, place.finance, proposed, true, defence_ends - milliseconds{1});
    REQUIRE_FALSE(early.has_value());
    CHECK(early.error().code == error_code::wrong_state);

    SECTION("the defence may come until the last instant") {
        auto const heard = defend(place, place.first, proposed, defence_ends - milliseconds{1});
        REQUIRE(heard.has_value());
        CHECK(decide(place, place.finance, heard.value(), false, defence_ends - milliseconds{1})
                  .value()
                  .state == exclusion_state::dropped);
        auto const twice = defend(place, place.first, heard.value(), proposing);
        CHECK_FALSE(twice.has_value());
    }
    SECTION("and not after it") {
        auto const late = defend(place, place.first, proposed, defence_ends);
        REQUIRE_FALSE(late.has_value());
        CHECK(late.error().code == error_code::remedy_out_of_time);
        CHECK(decide(place, place.finance, proposed, true, defence_ends).has_value());
    }
    SECTION("another's defence is none") {
        CHECK(defend(place, place.second, proposed, proposing).error().code ==
              error_code::not_found);
    }
}

TEST_CASE("only the supervising office excludes, and only suppliers") {
    remedies_place place(GENERATE(from_range(dialects())));
    for (auto const* who : {&place.office, &place.group, &place.first})
        CHECK(propose(place, *who, wanted_for(place.second)).error().code == error_code::forbidden);
    CHECK(propose(place, place.finance, wanted_for(place.office)).error().code ==
          error_code::invalid_fields);
    auto const proposed = propose(place, place.finance, wanted_for(place.first)).value();
    CHECK(decide(place, place.office, proposed, false, deciding).error().code ==
          error_code::not_found);
    auto const seen_by = [&](identity::organisation const& who) {
        return place
            .reading([&](db::session& sql) {
                return place.excluding.read(sql, place.as(who), proposed.id);
            })
            .has_value();
    };
    CHECK(seen_by(place.first));
    CHECK_FALSE(seen_by(place.second));
    decide(place, place.finance, proposed, true, deciding).value();
    CHECK(seen_by(place.second));
}

TEST_CASE("an exclusion ends on the same day of the month, or on the month's last") {
    struct row {
        char const* decided;
        std::int64_t months;
        char const* end;
    };
    for (auto const& each : {row{"2026-03-12T10:00:00+08:00", 12, "2027-03-13T00:00:00+08:00"},
                             row{"2028-02-29T23:59:59+08:00", 12, "2029-03-01T00:00:00+08:00"},
                             row{"2026-08-31T00:00:00+08:00", 18, "2028-03-01T00:00:00+08:00"},
                             row{"2026-12-31T23:59:59.999+08:00", 36, "2030-01-01T00:00:00+08:00"},
                             row{"2026-12-31T16:00:00Z", 12, "2028-01-02T00:00:00+08:00"}}) {
        INFO(each.decided << " + " << each.months);
        CHECK(end_of_exclusion(at(each.decided), each.months) == at(each.end));
    }
}
