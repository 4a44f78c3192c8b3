// A framework from its tender to its last call-off, on each database.
#include "services/procurement/frameworks.hpp"

#include "services/procurement/amendments.hpp"
#include "tests/unit/procurement/procurement_fixture.hpp"

using namespace talent;
using namespace talent::test;
using namespace talent::procurement;
using std::chrono::days;

namespace {

instant const evaluating = at("2026-03-23T10:00:00+08:00");
instant const established = at("2026-04-02T10:00:00+08:00"); // after the standstill

struct framework_place : procurement_place {
    using procurement_place::procurement_place;

    framework_service frameworks{service};
    amendment_service amendments{service};

    tender awarded_for(framework_terms const& terms) {
        auto wanted = draft_of();
        wanted.framework = terms;
        auto const of = published(wanted);
        auto const low = bid(first, of.id, {60'000'00}, bidding_opens).value();
        auto const high = bid(second, of.id, {80'000'00}, bidding_opens).value();
        open(of.id, bidding_ends).value();
        score(of.id, low.bid_id, 9000, evaluating).value();
        score(of.id, high.bid_id, 8000, evaluating).value();
        evaluate(of.id, evaluating).value();
        return award(of.id, low.bid_id, evaluating).value();
    }
    result<framework_agreement> establish(tender const& of, instant now) {
        return unit(office, now, [&](auto& one) {
            return frameworks.establish(one, of.awards.front().id, of.awards.front().version);
        });
    }
    framework_agreement read_framework(uuid const& id, instant now) {
        return reading([&](db::session& sql) { return frameworks.read(sql, as(third), id, now); })
            .value();
    }
    result<tender> call_off(uuid const& framework, money budget, std::vector<uuid> named,
                            instant now) {
        auto wanted = draft_of();
        wanted.method = procurement_method::framework_call_off;
        wanted.framework_id = framework;
        wanted.invited_supplier_ids = std::move(named);
        wanted.budget = budget;
        wanted.lots[0].budget = budget;
        wanted.open_at.reset();
        wanted.deadline_at = now + days(3);
        auto const made =
            unit(office, now, [&](auto& one) { return service.draft(one, wanted); }).value();
        name_officers(made.id, now).value();
        return unit(office, now,
                    [&](auto& one) { return service.publish(one, made.id, made.version); });
    }
    framework_agreement made(call_off_mode mode) {
        return establish(awarded_for({.ceiling = {100'000'00},
                                      .months = 12,
                                      .suppliers_max = 2,
                                      .call_off = mode}),
                         established)
            .value();
    }
};

} // namespace

TEST_CASE("a framework is established after the standstill, with its members by rank") {
    framework_place place(GENERATE(from_range(dialects())));
    auto const of = place.awarded_for({.ceiling = {100'000'00}, .months = 12, .suppliers_max = 2});
    CHECK(place.establish(of, evaluating).error().code == error_code::standstill_running);
    auto const contract = place.unit(place.office, established, [&](auto& one) {
        auto done = place.service.conclude(one, of.awards.front().id, of.awards.front().version);
        return done.has_error() ? result<void>(done.error()) : success();
    });
    CHECK(contract.error().code == error_code::wrong_state);
    auto const made = place.establish(of, established).value();
    CHECK(made.number.starts_with("F-330100-2026-"));
    REQUIRE(made.members.size() == 2);
    CHECK(made.members[0].supplier_id == place.first.id);
    CHECK(made.members[1].supplier_id == place.second.id);
    CHECK(made.in_force);
    CHECK(made.left_to_call_off == money{100'000'00});
    CHECK(place.read(of.id, established).state == tender_state::contracted);
    CHECK(place.establish(place.read(of.id, established), established).error().code ==
          error_code::wrong_state);
}

TEST_CASE("call-offs are for members, and come to no more than the ceiling") {
    framework_place place(GENERATE(from_range(dialects())));
    auto const made = place.made(call_off_mode::either);
    auto const competed = place.call_off(made.id, {60'000'00}, {}, established).value();
    CHECK(competed.invited_suppliers == std::vector{place.first.id, place.second.id});
    CHECK(place.bid(place.third, competed.id, {1'00}, established).error().code ==
          error_code::forbidden);
    CHECK(place.bid(place.second, competed.id, {1'00}, established).has_value());
    CHECK(place.read_framework(made.id, established).called_off == money{60'000'00});

    auto const beyond = place.call_off(made.id, {40'000'01}, {place.first.id}, established);
    CHECK(beyond.error().code == error_code::amount_exceeded);
    auto const direct = place.call_off(made.id, {40'000'00}, {place.first.id}, established).value();
    CHECK(direct.invited_suppliers == std::vector{place.first.id});
    CHECK(place.bid(place.second, direct.id, {1'00}, established).error().code ==
          error_code::forbidden);
    CHECK(place.read_framework(made.id, established).left_to_call_off == money{});

    auto const larger = place.unit(place.office, established, [&](auto& one) {
        return place.amendments.amend(one, direct.id, direct.version,
                                      {.rationale = "More is needed", .budget = money{40'000'01}});
    });
    CHECK(larger.error().code == error_code::amount_exceeded);
    place
        .decide(direct.id, established,
                [&](auto& one, uuid const& which, std::int64_t version) {
                    return place.service.cancel(one, which, version, {"Not needed"});
                })
        .value();
    CHECK(place.read_framework(made.id, established).called_off == money{60'000'00});
}

TEST_CASE("what a call-off was awarded for counts, not what it might have cost") {
    framework_place place(GENERATE(from_range(dialects())));
    auto const made = place.made(call_off_mode::either);
    auto const of = place.call_off(made.id, {60'000'00}, {place.first.id}, established).value();
    auto const sent = place.bid(place.first, of.id, {50'000'00}, established).value();
    auto const opening = established + days(3);
    place.open(of.id, opening).value();
    place.score(of.id, sent.bid_id, 9000, opening).value();
    place.evaluate(of.id, opening).value();
    CHECK(place.read_framework(made.id, opening).called_off == money{60'000'00});
    place.award(of.id, sent.bid_id, opening).value();
    CHECK(place.read_framework(made.id, opening).called_off == money{50'000'00});
}

TEST_CASE("a call-off whose award falls is not awarded again beyond what others left") {
    framework_place place(GENERATE(from_range(dialects())));
    auto const made = place.made(call_off_mode::either);
    auto const of = place.call_off(made.id, {60'000'00}, {}, established).value();
    auto const cheap = place.bid(place.first, of.id, {50'000'00}, established).value();
    auto const dear = place.bid(place.second, of.id, {60'000'00}, established).value();
    auto const opening = established + days(3);
    place.open(of.id, opening).value();
    place.score(of.id, cheap.bid_id, 9000, opening).value();
    place.score(of.id, dear.bid_id, 8000, opening).value();
    place.evaluate(of.id, opening).value();
    auto const awarded = place.award(of.id, cheap.bid_id, opening).value();
    // Ten thousand yuan are left of the budget, and are called off at once.
    place.call_off(made.id, {50'000'00}, {}, opening).value();
    auto const& notice = awarded.awards.front();
    place
        .unit(place.first, opening,
              [&](auto& one) {
                  return place.service.decline_award(one, notice.id, notice.version, {"Too cheap"});
              })
        .value();
    CHECK(place.award(of.id, dear.bid_id, opening).error().code == error_code::amount_exceeded);
}

TEST_CASE("a call-off's lots together come to no more than its budget") {
    framework_place place(GENERATE(from_range(dialects())));
    auto const made = place.made(call_off_mode::either);
    auto wanted = place.draft_of();
    wanted.method = procurement_method::framework_call_off;
    wanted.framework_id = made.id;
    wanted.budget = {60'000'00};
    wanted.lots = {{1, "Spring", {30'000'00}}, {2, "Autumn", {30'000'00}}};
    wanted.open_at.reset();
    wanted.deadline_at = established + days(3);
    auto const drafted = place
                             .unit(place.office, established,
                                   [&](auto& one) { return place.service.draft(one, wanted); })
                             .value();
    place.name_officers(drafted.id, established).value();
    place
        .unit(place.office, established,
              [&](auto& one) { return place.service.publish(one, drafted.id, drafted.version); })
        .value();
    std::vector<uuid> bids;
    for (std::int64_t lot = 1; lot <= 2; ++lot) {
        bids.push_back(
            place
                .unit(place.first, established,
                      [&](auto& one) {
                          return place.service.submit(
                              one, drafted.id,
                              {.lot = lot, .price = money{40'000'00}, .quality_response = "plan"},
                              place.desk);
                      })
                .value()
                .bid_id);
    }
    auto const opening = established + days(3);
    place.open(drafted.id, opening).value();
    for (auto const& each : bids)
        place.score(drafted.id, each, 9000, opening).value();
    place.evaluate(drafted.id, opening).value();
    place.award(drafted.id, bids[0], opening).value();
    // The other lot may still cost what the budget has for it.
    CHECK(place.read_framework(made.id, opening).called_off == money{60'000'00});
    CHECK(place.award(drafted.id, bids[1], opening).error().code == error_code::amount_exceeded);
}

TEST_CASE("nothing is called off from a framework that is over, terminated, or another's") {
    framework_place place(GENERATE(from_range(dialects())));
    auto const made = place.made(call_off_mode::mini_competition);
    CHECK(place.call_off(make_uuid(drafting), {1'00}, {}, established)
              .error()
              .errors.front()
              .pointer == "/framework_id");
    CHECK(place.call_off(made.id, {1'00}, {place.first.id}, established)
              .error()
              .errors.front()
              .pointer == "/invited_supplier_ids");
    CHECK(place.call_off(made.id, {1'00}, {}, made.ends_at).error().code ==
          error_code::wrong_state);
    auto const terminate = [&](std::vector<std::string> reasons) {
        return place.unit(place.office, established, [&](auto& one) {
            return place.frameworks.terminate(one, made.id, made.version, reasons);
        });
    };
    CHECK(terminate({}).error().errors.front().pointer == "/reasons");
    CHECK(terminate({"Its members do not deliver"}).value().state == framework_state::terminated);
    CHECK_FALSE(place.read_framework(made.id, established).in_force);
    CHECK(place.call_off(made.id, {1'00}, {}, established).error().code == error_code::wrong_state);
}

TEST_CASE("call-offs of random sizes never pass the ceiling, and sum to what was let through") {
    framework_place place(db::dialect::sqlite);
    auto const made = place.made(call_off_mode::either);
    money expected;
    std::int64_t step = 7;
    for (int round = 0; round < 40; ++round) {
        step = step * 48'271 % 2'147'483'647;
        money const budget{1 + step % 1'500'000};
        bool const fits = expected + budget <= made.terms.ceiling;
        CHECK(place.call_off(made.id, budget, {}, established).has_value() == fits);
        if (fits) expected = expected + budget;
    }
    CHECK(place.read_framework(made.id, established).called_off == expected);
}
