// Amendments, suspensions, publication and filing of contracts, through the service on each
// database.
#include "tests/unit/delivery/delivery_fixture.hpp"

using namespace talent;
using namespace talent::test;
using namespace talent::delivery;
using std::chrono::days;
using std::chrono::hours;

namespace {

amendment adding(money amount) {
    return {.rationale = "two more courses",
            .added_milestones = {{"more", amount, *parse_date("2026-10-31")}}};
}

result<contract> publish(delivery_place& place, uuid const& id, instant now) {
    return place.on_contract(place.office, id, now,
                             [&](auto& one, uuid const& which, std::int64_t version) {
                                 return place.delivering.publish(one, which, version);
                             });
}
result<contract> file(delivery_place& place, uuid const& id, instant now) {
    return place.on_contract(place.office, id, now,
                             [&](auto& one, uuid const& which, std::int64_t version) {
                                 return place.delivering.file(one, which, version);
                             });
}

std::vector<amendment> amendments(delivery_place& place, uuid const& id) {
    return place
        .reading([&](db::session& sql) {
            return place.delivering.list_amendments(sql, place.as(place.first), id);
        })
        .value();
}

} // namespace

TEST_CASE("an amendment is one side's to propose and the other's to agree to") {
    delivery_place place(GENERATE(from_range(dialects())));
    auto const made = place.in_force(place.first, {1'000'00}, {10'000});
    auto wanted = adding({60'00});
    wanted.terms = "As tendered, and two more courses.";
    auto const part = place.milestones(made.id)[0];
    wanted.moved_milestones = {{part.id, *parse_date("2026-11-30")}};
    auto const proposed = place.propose(place.first, made.id, wanted).value();
    CHECK(proposed.proposed_by == delivery_party::supplier);
    CHECK(place.contract(made.id).price == money{1'000'00});
    CHECK(place.agree(place.first, proposed).error().code == error_code::forbidden);
    CHECK(place.agree(place.second, proposed).error().code == error_code::not_found);

    auto const agreed = place.agree(place.office, proposed).value();
    CHECK(agreed.state == amendment_state::agreed);
    auto const after = place.contract(made.id);
    CHECK(after.text_version == 2);
    CHECK(after.price == money{1'060'00});
    CHECK(after.original_price == money{1'000'00});
    CHECK(after.terms == "As tendered, and two more courses.");
    auto const parts = place.milestones(made.id);
    REQUIRE(parts.size() == 2);
    CHECK(parts[0].due_on == *parse_date("2026-11-30"));
    CHECK(parts[1].amount == money{60'00});
    CHECK(place.agree(place.office, agreed).error().code == error_code::wrong_state);
}

TEST_CASE("the text before each amendment stays readable") {
    delivery_place place(GENERATE(from_range(dialects())));
    auto const made = place.in_force(place.first, {1'000'00}, {10'000});
    for (auto const* text : {"The second text.", "The third text."}) {
        amendment wanted{.rationale = "clearer"};
        wanted.terms = text;
        place.agree(place.first, place.propose(place.office, made.id, wanted).value()).value();
    }
    auto const all = amendments(place, made.id);
    REQUIRE(all.size() == 2);
    CHECK(all[0].earlier->text_version == 1);
    CHECK(all[0].earlier->terms == "As tendered.");
    CHECK(all[1].earlier->text_version == 2);
    CHECK(all[1].earlier->terms == "The second text.");
    CHECK(place.contract(made.id).terms == "The third text.");
}

TEST_CASE("additional purchases are at most ten percent of the original price in all") {
    delivery_place place(GENERATE(from_range(dialects())));
    auto const made = place.in_force(place.first, {1'000'00}, {10'000});
    CHECK(place.propose(place.office, made.id, adding({100'01})).error().code ==
          error_code::amount_exceeded);
    // Two proposals fit one by one; agreed to together they would not.
    auto const one = place.propose(place.office, made.id, adding({60'00})).value();
    auto const other = place.propose(place.office, made.id, adding({60'00})).value();
    place.agree(place.first, one).value();
    CHECK(place.agree(place.first, other).error().code == error_code::amount_exceeded);
    CHECK(place.contract(made.id).price == money{1'060'00});
    CHECK(place.propose(place.first, made.id, adding({40'01})).error().code ==
          error_code::amount_exceeded);
    CHECK(place.propose(place.first, made.id, adding({40'00})).has_value());
}

TEST_CASE("an amendment changes something that can still be changed") {
    delivery_place place(db::dialect::sqlite);
    auto const made = place.in_force(place.first, {1'000'00}, {5000, 5000});
    auto const parts = place.milestones(made.id);
    auto const code = [&](amendment const& wanted) {
        return place.propose(place.office, made.id, wanted).error().code;
    };
    CHECK(code({.rationale = "nothing"}) == error_code::invalid_fields);
    amendment moving{.rationale = "later"};
    moving.moved_milestones = {{make_uuid(contracting), *parse_date("2026-11-30")}};
    CHECK(code(moving) == error_code::invalid_fields);
    moving.moved_milestones = {{parts[0].id, *parse_date("2026-11-30")},
                               {parts[0].id, *parse_date("2026-12-30")}};
    CHECK(code(moving) == error_code::invalid_fields);
    moving.moved_milestones.pop_back();
    auto const proposed = place.propose(place.office, made.id, moving).value();
    place.submit(place.first, parts[0].id).value();
    CHECK(place.agree(place.first, proposed).error().code == error_code::wrong_state);
    CHECK(place.milestone(parts[0].id).due_on == parts[0].due_on);
    CHECK(code(moving) == error_code::wrong_state);
}

TEST_CASE("a declined or withdrawn amendment leaves the contract as it was") {
    delivery_place place(db::dialect::sqlite);
    auto const made = place.in_force(place.first, {1'000'00}, {10'000});
    auto const first = place.propose(place.office, made.id, adding({60'00})).value();
    auto const second = place.propose(place.office, made.id, adding({60'00})).value();
    auto const declined = place.unit(place.first, contracting, [&](auto& one) {
        return place.delivering.decline(one, first.id, first.version, {"no hands free"});
    });
    CHECK(declined.value().state == amendment_state::declined);
    auto const by_other = place.unit(place.first, contracting, [&](auto& one) {
        return place.delivering.withdraw(one, second.id, second.version);
    });
    CHECK(by_other.error().code == error_code::forbidden);
    auto const withdrawn = place.unit(place.office, contracting, [&](auto& one) {
        return place.delivering.withdraw(one, second.id, second.version);
    });
    CHECK(withdrawn.value().state == amendment_state::withdrawn);
    CHECK(place.contract(made.id).text_version == 1);
}

TEST_CASE("a contract that is not in force is edited or left, not amended") {
    delivery_place place(db::dialect::sqlite);
    auto const made =
        place
            .contract_of(place.awarded_to(place.first, {100'00}), place.plan({10'000}), contracting)
            .value();
    CHECK(place.propose(place.office, made.id, adding({1'00})).error().code ==
          error_code::wrong_state);
}

TEST_CASE("while a contract is suspended nothing is delivered, and its dates wait") {
    delivery_place place(GENERATE(from_range(dialects())));
    auto const made = place.in_force(place.first, {100'00}, {5000, 5000});
    auto const parts = place.milestones(made.id);
    place.submit(place.first, parts[0].id).value();
    auto const inspection = place.milestone(parts[0].id).inspection;
    place.suspend(place.first, made.id, contracting).value();
    CHECK(place.accept(parts[0].id).error().code == error_code::wrong_state);
    CHECK(place.submit(place.first, parts[1].id).error().code == error_code::wrong_state);
    CHECK(place.resume(place.office, made.id, contracting + days{10}).error().code ==
          error_code::forbidden);
    auto const resumed = place.resume(place.first, made.id, contracting + days{10}).value();
    CHECK(resumed.state == contract_state::in_force);
    CHECK(resumed.suspended_days == 10);
    CHECK(place.milestone(parts[1].id).due_on == parts[1].due_on + days{10});
    CHECK(place.milestone(parts[0].id).due_on == parts[0].due_on);
    CHECK(place.milestone(parts[0].id).inspection->start == inspection->start + days{10});
    // What is rejected has the days as well; what was accepted in time needs none.
    CHECK(place.reject(parts[0].id, contracting + days{11}).value().due_on ==
          parts[0].due_on + days{10});
}

TEST_CASE("a suspended contract can be ended by either side, so that nobody is held in it") {
    delivery_place place(db::dialect::sqlite);
    auto const made = place.in_force(place.first, {100'00}, {10'000});
    auto const end = [&](identity::organisation const& who) {
        return place.on_contract(
            who, made.id, contracting, [&](auto& one, uuid const& which, std::int64_t version) {
                return place.delivering.terminate(one, which, version, {"it cannot go on"});
            });
    };
    CHECK(end(place.first).error().code == error_code::forbidden);
    place.suspend(place.office, made.id, contracting).value();
    CHECK(end(place.first).value().state == contract_state::terminated);
}

TEST_CASE("what is signed, published or filed too late is recorded, not refused") {
    delivery_place place(GENERATE(from_range(dialects())));
    auto const made =
        place
            .contract_of(place.awarded_to(place.first, {100'00}), place.plan({10'000}), contracting)
            .value();
    auto const sign = [&](identity::organisation const& who, instant now) {
        return place.on_contract(who, made.id, now,
                                 [&](auto& one, uuid const& which, std::int64_t version) {
                                     return place.delivering.sign(one, which, version);
                                 });
    };
    CHECK(publish(place, made.id, contracting).error().code == error_code::wrong_state);
    sign(place.office, contracting).value();
    auto const late = at("2026-04-23T00:00:00+08:00"); // the thirtieth day is over
    auto const signed_late = sign(place.first, late).value();
    CHECK(signed_late.missed_clocks == std::vector<std::string>{"sign_contract"});
    CHECK(signed_late.clocks.size() == 2);
    auto const published_in_time = publish(place, made.id, late + days{1}).value();
    CHECK(published_in_time.missed_clocks.size() == 1);
    REQUIRE(published_in_time.clocks.size() == 1);
    CHECK(published_in_time.clocks[0].rule == "file_contract");
    auto const filed_late = file(place, made.id, late + days{30}).value();
    CHECK(filed_late.missed_clocks == std::vector<std::string>{"sign_contract", "file_contract"});
    CHECK(filed_late.clocks.empty());
    CHECK(publish(place, made.id, late + days{31}).error().code == error_code::wrong_state);
    CHECK(file(place, made.id, late + days{31}).error().code == error_code::wrong_state);
}

TEST_CASE("a published contract is everybody's in the journal, its other entries are not") {
    delivery_place place(db::dialect::sqlite);
    auto const made = place.in_force(place.first, {100'00}, {10'000});
    publish(place, made.id, contracting).value();
    int open = 0;
    for (auto const& each : place.journal_entries()) {
        if (each.object_type != "contract") continue;
        bool const is_open = each.visible == journal::visibility::open;
        CHECK(is_open == (each.type == "contract.published"));
        open += is_open ? 1 : 0;
    }
    CHECK(open == 1);
}
