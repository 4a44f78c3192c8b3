// The way of a contract through the service, on each database.
#include "common/journal/verification.hpp"
#include "tests/unit/delivery/delivery_fixture.hpp"

using namespace talent;
using namespace talent::test;
using namespace talent::delivery;
using std::chrono::milliseconds;

TEST_CASE("a contract goes from the award to its last payment") {
    delivery_place place(GENERATE(from_range(dialects())));
    auto const made = place.in_force(place.first, {60'000'00}, {4000, 6000});
    CHECK(made.state == contract_state::in_force);
    CHECK(made.number.starts_with("C-330100-2026-"));
    auto const parts = place.milestones(made.id);
    REQUIRE(parts.size() == 2);
    CHECK(parts[0].amount == money{24'000'00});
    CHECK(parts[1].amount == money{36'000'00});

    for (auto const& each : parts) {
        place.submit(place.first, each.id).value();
        auto const accepted = place.accept(each.id).value();
        REQUIRE(accepted.clocks.size() == 1);
        CHECK(accepted.clocks[0].rule == "pay_small_or_medium_enterprise");
        CHECK(accepted.clocks[0].due ==
              at("2026-05-07T00:00:00+08:00")); // 2 May is a holiday; 6 May works
        auto const issued = place.invoice(place.first, each.id, each.amount).value();
        place.pay(issued.id, {1'00}).value();
        place.pay(issued.id, each.amount - money{1'00}).value();
    }
    CHECK(place.contract(made.id).state == contract_state::completed);
    CHECK(place.balance(place.office, account_kind::payable) == money{});
    CHECK(place.balance(place.office, account_kind::cash) == money{-60'000'00});
    CHECK(place.balance(place.first, account_kind::cash) == money{60'000'00});
    CHECK(place.balance(place.first, account_kind::revenue) == money{-60'000'00});
    CHECK(place.verified().has_value());
    CHECK(journal::verify(*place.database).has_value());
}

TEST_CASE("no contract is made while the standstill runs") {
    delivery_place place(GENERATE(from_range(dialects())));
    auto const of = place.awarded_to(place.first, {100'00});
    auto const early = place.contract_of(of, place.plan({10'000}), contracting - milliseconds{1});
    CHECK(early.error().code == error_code::standstill_running);
    CHECK(place.read(of.id, contracting).state == procurement::tender_state::awarded);
    place.contract_of(of, place.plan({10'000}), contracting).value();
    CHECK(place.read(of.id, contracting).state == procurement::tender_state::contracted);
}

TEST_CASE("a plan that does not sum leaves the tender as it was") {
    delivery_place place(db::dialect::sqlite);
    auto const of = place.awarded_to(place.first, {100'00});
    CHECK(place.contract_of(of, place.plan({9'999}), contracting).error().code ==
          error_code::invalid_fields);
    CHECK(place.read(of.id, contracting).state == procurement::tender_state::awarded);
}

TEST_CASE("each side signs once, and a signed text is not edited") {
    delivery_place place(db::dialect::sqlite);
    auto const made =
        place
            .contract_of(place.awarded_to(place.first, {100'00}), place.plan({10'000}), contracting)
            .value();
    CHECK(place.sign(place.second, made.id).error().code == error_code::not_found);
    auto const half = place.sign(place.first, made.id).value();
    CHECK(half.state == contract_state::signed_by_supplier);
    CHECK(place.sign(place.first, made.id).error().code == error_code::forbidden);
    auto const patch = json::parse(R"({"terms":"Other."})").value();
    auto const edited = place.unit(place.office, contracting, [&](auto& one) {
        return place.delivering.edit(one, made.id, half.version, patch, no_codes{});
    });
    CHECK(edited.error().code == error_code::wrong_state);
    CHECK(place.milestones(made.id).empty());
    CHECK(place.sign(place.office, made.id).value().state == contract_state::in_force);
}

TEST_CASE("an earlier text of a contract is readable in the journal") {
    delivery_place place(db::dialect::sqlite);
    auto const made =
        place
            .contract_of(place.awarded_to(place.first, {100'00}), place.plan({10'000}), contracting)
            .value();
    auto const patch = json::parse(R"({"terms":"Other."})").value();
    place
        .unit(place.office, contracting,
              [&](auto& one) {
                  return place.delivering.edit(one, made.id, made.version, patch, no_codes{});
              })
        .value();
    auto const history = place.reading(
        [&](db::session& sql) { return journal::read_of_object(sql, "contract", made.id, 10); });
    REQUIRE(history.size() == 2);
    CHECK(json::read_stored<contract>(history[1].before).terms == "As tendered.");
    CHECK(json::read_stored<contract>(history[1].after).terms == "Other.");
    CHECK(history[1].visible == journal::visibility::parties);
    CHECK(journal::names_party(history[1], place.first.id));
}

TEST_CASE("a milestone is accepted in parts, each under its own clock") {
    delivery_place place(GENERATE(from_range(dialects())));
    auto const made = place.in_force(place.first, {100'00}, {10'000});
    auto const id = place.milestones(made.id)[0].id;
    place.submit(place.first, id).value();
    auto const partly = place.accept_partly(id, {40'00}).value();
    CHECK(partly.state == milestone_state::partly_accepted);
    CHECK(place.invoice(place.first, id, {40'01}).error().code == error_code::amount_exceeded);
    place.invoice(place.first, id, {40'00}).value();
    CHECK(place.invoice(place.first, id, {1}).error().code == error_code::amount_exceeded);
    place.submit(place.first, id).value();
    CHECK(place.reject(id).value().accepted_amount == money{40'00});
    place.submit(place.first, id).value();
    auto const whole = place.accept(id, contracting + std::chrono::hours{48}).value();
    REQUIRE(whole.acceptances.size() == 2);
    CHECK(whole.acceptances[1].amount == money{60'00});
    CHECK(whole.clocks.size() == 2);
    CHECK(place.balance(place.first, account_kind::receivable) == money{100'00});
    CHECK(place.balance(place.office, account_kind::payable) == money{-100'00});
}

TEST_CASE("what was accepted is owed also after the contract is terminated") {
    delivery_place place(db::dialect::sqlite);
    auto const made = place.in_force(place.first, {100'00}, {5000, 5000});
    auto const parts = place.milestones(made.id);
    place.submit(place.first, parts[0].id).value();
    place.accept(parts[0].id).value();
    place
        .unit(place.office, contracting,
              [&](auto& one) {
                  return place.delivering.terminate(one, made.id, made.version,
                                                    {"the programme ended"});
              })
        .value();
    CHECK(place.submit(place.first, parts[1].id).error().code == error_code::wrong_state);
    auto const issued = place.invoice(place.first, parts[0].id, {50'00}).value();
    CHECK(place.pay(issued.id, {50'00}).has_value());
}

TEST_CASE("nothing is paid beyond the invoice, nor by anybody but the buyer") {
    delivery_place place(GENERATE(from_range(dialects())));
    auto const made = place.in_force(place.first, {100'00}, {10'000});
    auto const id = place.milestones(made.id)[0].id;
    place.submit(place.first, id).value();
    place.accept(id).value();
    auto const issued = place.invoice(place.first, id, {100'00}).value();
    CHECK(place.pay(issued.id, {100'01}).error().code == error_code::amount_exceeded);
    place.pay(issued.id, {99'99}).value();
    CHECK(place.pay(issued.id, {2}).error().code == error_code::amount_exceeded);
    auto const others = place.unit(place.first, contracting, [&](auto& one) {
        return place.delivering.pay(one, issued.id, {.amount = {1}});
    });
    CHECK(others.error().code == error_code::not_found);
    place.pay(issued.id, {1}).value();
    CHECK(place.balance(place.office, account_kind::cash) == money{-100'00});
}

TEST_CASE("clerks who pay at the same instant do not pay twice") {
    delivery_place place(GENERATE(from_range(dialects())));
    auto const made = place.in_force(place.first, {100'00}, {10'000});
    auto const id = place.milestones(made.id)[0].id;
    place.submit(place.first, id).value();
    place.accept(id).value();
    auto const issued = place.invoice(place.first, id, {100'00}).value();
    auto const clerk = procurement_place::as(place.office);

    constexpr int clerks = 8;
    std::atomic<int> paid = 0;
    std::vector<std::future<ending>> waiting;
    for (int i = 0; i < clerks; ++i) {
        waiting.push_back(submit_write(*place.database, [&](db::session& sql) {
            journal::unit_of_work one(sql, contracting, clerk, "request");
            if (!place.delivering.pay(one, issued.id, {.amount = {60'00}}).has_value())
                return db::verdict::discard;
            journal::record(one);
            return db::verdict::keep;
        }));
    }
    for (auto& each : waiting)
        paid += each.get().completion == db::completion::committed ? 1 : 0;
    CHECK(paid == 1);
    CHECK(place.balance(place.office, account_kind::cash) == money{-60'00});
    CHECK(place.verified().has_value());
}

TEST_CASE("delivery is its parties' and the region's overseers' to read") {
    delivery_place place(db::dialect::sqlite);
    auto const made = place.in_force(place.first, {100'00}, {10'000});
    auto const read_by = [&](identity::organisation const& who) {
        return place.reading([&](db::session& sql) {
            return place.delivering.read_contract(sql, procurement_place::as(who), made.id);
        });
    };
    CHECK(read_by(place.office).has_value());
    CHECK(read_by(place.first).has_value());
    CHECK(read_by(place.group).has_value());
    CHECK(read_by(place.second).error().code == error_code::not_found);
}

TEST_CASE("a complaint about the award rests the contract too, and not what is owed") {
    delivery_place place(GENERATE(from_range(dialects())));
    auto const made = place.in_force(place.first, {60'000'00}, {5000, 5000});
    auto const parts = place.milestones(made.id);
    place.submit(place.first, parts[0].id).value();
    place.submit(place.first, parts[1].id).value();
    place.accept(parts[0].id).value();
    auto const issued = place.invoice(place.first, parts[0].id, parts[0].amount).value();
    auto const ends = contracting + std::chrono::hours(24 * 30);
    auto const suspend = [&](std::int64_t lot) {
        place
            .unit(place.office, contracting,
                  [&](auto& one) {
                      return place.service.suspend(one, made.tender_id,
                                                   {.remedy_id = made.id,
                                                    .lot = lot,
                                                    .reason = "Complaint R-1 is examined.",
                                                    .since = contracting,
                                                    .until = ends});
                  })
            .value();
    };
    suspend(2);
    CHECK(place.reject(parts[1].id).has_value()); // another lot's
    suspend(1);
    auto const refused = place.submit(place.first, parts[1].id);
    REQUIRE(refused.has_error());
    CHECK(refused.error().code == error_code::award_suspended);
    CHECK(refused.error().detail == "Complaint R-1 is examined.");
    CHECK(place.pay(issued.id, {1'00}).has_value());
    CHECK(place.submit(place.first, parts[1].id, ends - milliseconds{1}).error().code ==
          error_code::award_suspended);
    place.submit(place.first, parts[1].id, ends).value();
    CHECK(place.accept(parts[1].id, contracting).error().code == error_code::award_suspended);
    CHECK(place.accept(parts[1].id, ends).has_value());
}

TEST_CASE("the licences that a tender asked for are looked at again at acceptance and payment") {
    delivery_place place(GENERATE(from_range(dialects())));
    identity::qualification licence;
    licence.id = make_uuid(drafting);
    licence.organisation_id = place.first.id;
    licence.kind = identity::qualification_kind::training_permit;
    licence.valid_from = *parse_date("2026-01-01");
    auto const learn = [&](char const* until, identity::qualification_status status) {
        licence.valid_until = *parse_date(until);
        licence.status = status;
        journal::entry heard;
        heard.object_type = "qualification";
        heard.object_id = licence.id;
        heard.after = json::write_stored(licence);
        place.known.apply(heard);
    };
    using enum identity::qualification_status;
    learn("2026-04-30", verified);
    auto wanted = place.draft_of();
    wanted.eligibility.required_qualifications = {licence.kind};
    auto const of = place.published(wanted);
    auto const bid = place.bid(place.first, of.id, {60'000'00}, bidding_opens).value().bid_id;
    place.open(of.id, bidding_ends).value();
    place.score(of.id, bid, 8000, awarding).value();
    place.evaluate(of.id, awarding).value();
    auto const awarded = place.award(of.id, bid, awarding).value();
    auto const made = place.contract_of(awarded, place.plan({10'000}), contracting).value();
    place.sign(place.office, made.id).value();
    place.sign(place.first, made.id).value();
    auto const part = place.milestones(made.id).front();
    place.submit(place.first, part.id).value();

    auto const in_may = at("2026-05-11T10:00:00+08:00");
    CHECK(place.accept(part.id, in_may).error().code == error_code::licence_missing);
    CHECK(place.accept_partly(part.id, {1'00}, in_may).error().code == error_code::licence_missing);
    learn("2026-05-11", verified); // its last day
    place.accept(part.id, in_may).value();
    auto const issued = place.invoice(place.first, part.id, part.amount, in_may).value();
    auto const in_june = at("2026-06-08T10:00:00+08:00");
    CHECK(place.pay(issued.id, {1'00}, in_june).has_value()); // lapsed after the acceptance
    learn("2026-12-31", rejected);
    CHECK(place.pay(issued.id, {1'00}, in_june).error().code == error_code::licence_missing);
    learn("2026-12-31", verified);
    CHECK(place.pay(issued.id, {1'00}, in_june).has_value());
}
