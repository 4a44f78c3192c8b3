// The report of the evaluation: delivered by a member, once for each evaluation, and the choice of
// the winner waits for it; on each database.
#include "common/journal/verification.hpp"
#include "tests/unit/procurement/procurement_fixture.hpp"

using namespace talent;
using namespace talent::test;
using namespace talent::procurement;

namespace {

instant const evaluating = at("2026-03-23T10:00:00+08:00");
instant const reporting = at("2026-03-24T15:00:00+08:00");

struct evaluated_place : procurement_place {
    explicit evaluated_place(db::dialect dialect) : procurement_place(dialect) {
        id = published().id;
        low = bid(first, id, {60'000'00}, bidding_opens).value().bid_id;
        bid(second, id, {80'000'00}, bidding_opens).value();
        open(id, bidding_ends).value();
    }
    void evaluate_all() {
        for (auto const& each :
             reading([&](db::session& sql) { return store::list_standing_bids(sql, id); }))
            score(id, each.id, 8000, evaluating).value();
        evaluate(id, evaluating).value();
    }
    result<tender> choose() {
        return decide(id, reporting, [&](auto& one, uuid const& which, std::int64_t version) {
            return service.choose_winner(one, which, version, {low, {"best"}});
        });
    }
    result<evaluation_report> deliver(security::principal const& who,
                                      evaluation_report const& wanted = {.summary = "甲第一"}) {
        return unit_as(who, reporting,
                       [&](auto& one) { return panels.deliver_report(one, id, wanted); });
    }
    auto reports_for(security::principal const& who) {
        return reading([&](db::session& sql) { return panels.list_reports(sql, who, id); });
    }

    uuid id;
    uuid low;
};

} // namespace

TEST_CASE("a winner is chosen once the panel has delivered its report") {
    evaluated_place place(GENERATE(from_range(dialects())));
    place.seat_panel(place.id, bidding_ends);
    CHECK(place.deliver(place.panel[0]).error().code == error_code::wrong_state);
    place.evaluate_all();
    auto const awaited = place.read(place.id, evaluating);
    REQUIRE(awaited.clocks.size() == 1);
    CHECK(awaited.clocks[0].rule == "deliver_evaluation_report");
    CHECK(awaited.clocks[0].due == at("2026-03-26T00:00:00+08:00"));
    CHECK(place.choose().error().code == error_code::evaluation_incomplete);

    CHECK(place.deliver(procurement_place::as(place.first)).error().code == error_code::not_found);
    CHECK(place.deliver(procurement_place::as(place.office)).error().code == error_code::forbidden);
    document const file{"评审报告", std::string(64, 'a'), 10};
    CHECK(place.deliver(place.panel[1], {.summary = "甲第一", .documents = {file, file}})
              .error()
              .code == error_code::invalid_fields);
    auto const made =
        place.deliver(place.panel[1], {.summary = "甲第一", .documents = {file}}).value();
    CHECK(place.deliver(place.panel[2]).error().code == error_code::wrong_state);

    auto const received = place.read(place.id, reporting);
    CHECK(received.report_received_at == reporting);
    REQUIRE(received.clocks.size() == 1);
    CHECK(received.clocks[0].rule == "choose_winner");
    CHECK(received.clocks[0].start == reporting);
    REQUIRE(place.reports_for(procurement_place::as(place.office)).value().size() == 1);
    CHECK(place.reports_for(place.panel[4]).value()[0].id == made.id);
    CHECK(place.reports_for(procurement_place::as(place.first)).error().code ==
          error_code::not_found);
    CHECK(place.choose().value().state == tender_state::awarded);
    CHECK(journal::verify(*place.database).has_value());
}

TEST_CASE("an evaluation that is made again is reported again") {
    evaluated_place place(GENERATE(from_range(dialects())));
    place.evaluate_all();
    place.deliver(place.panel[0]).value();
    place.choose().value();
    place
        .unit(place.group, reporting,
              [&](auto& one) {
                  return place.service.set_aside(one, place.id, 1, {"a criterion was misread"},
                                                 after_set_aside::evaluate_again);
              })
        .value();
    CHECK(place.deliver(place.panel[0]).error().code == error_code::wrong_state);
    place.evaluate_all();
    CHECK_FALSE(place.read(place.id, reporting).report_received_at.has_value());
    CHECK(place.choose().error().code == error_code::evaluation_incomplete);
    place.deliver(place.panel[0]).value();
    CHECK(place.choose().has_value());
    CHECK(place.reports_for(place.panel[0]).value().size() == 2);
}
