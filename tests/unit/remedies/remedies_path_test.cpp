// The way of remedies through the service, on each database: what rests meanwhile, and what a
// decision leads to.
#include "services/remedies/service.hpp"
#include "tests/unit/remedies/remedies_place.hpp"

using namespace talent;
using namespace talent::test;
using namespace talent::remedies;
using procurement::tender_state;
using std::chrono::hours;
using std::chrono::milliseconds;

namespace {

instant const evaluating = at("2026-03-23T10:00:00+08:00");
instant const challenge_ends = at("2026-04-02T00:00:00+08:00");

struct awarded_place : remedies_place {
    explicit awarded_place(db::dialect dialect) : remedies_place(dialect) {
        auto const of = published();
        low = bid(first, of.id, {60'000'00}, bidding_opens).value().bid_id;
        high = bid(second, of.id, {80'000'00}, bidding_opens).value().bid_id;
        open(of.id, bidding_ends).value();
        score(of.id, low, 9000, evaluating).value();
        score(of.id, high, 8000, evaluating).value();
        evaluate(of.id, evaluating).value();
        tender_id = award(of.id, low, evaluating).value().id;
    }

    result<remedy> file(identity::organisation const& who, remedy const& wanted, instant now) {
        return unit(who, now, [&](auto& one) { return remedying.file(one, tender_id, wanted); });
    }
    result<remedy> answer(remedy const& one, remedy_answer const& given, instant now) {
        return unit(office, now,
                    [&](auto& work) { return remedying.answer(work, one.id, one.version, given); });
    }
    result<remedy> decide(remedy const& one, complaint_decision const& decision, instant now) {
        return unit(finance, now, [&](auto& work) {
            return remedying.decide(work, one.id, one.version, decision);
        });
    }
    result<remedy> accept(remedy const& one, bool suspends, instant now) {
        return unit(finance, now, [&](auto& work) {
            return remedying.accept(work, one.id, one.version, {suspends});
        });
    }
    procurement::tender now_at(instant now) { return read(tender_id, now); }

    uuid tender_id;
    uuid low;
    uuid high;
    remedies_service remedying{service, known, calendar};
};

remedy challenge() {
    return {.kind = remedy_kind::challenge,
            .subject = remedy_subject::result,
            .grounds = {"a document was overlooked"},
            .facts = "Annex 3 was not read."};
}

remedy complaint_after(remedy const& earlier, identity::organisation const& supervisor) {
    auto wanted = challenge();
    wanted.kind = remedy_kind::complaint;
    wanted.earlier_id = earlier.id;
    wanted.supervisor_id = supervisor.id;
    return wanted;
}

} // namespace

TEST_CASE("an upheld challenge changes the winner") {
    awarded_place place(GENERATE(from_range(dialects())));
    auto const filed = place.file(place.second, challenge(), evaluating).value();
    CHECK(filed.number.starts_with("R-330100-2026-"));
    REQUIRE(filed.clocks.size() == 1);
    CHECK(filed.clocks[0].due == challenge_ends);
    CHECK(place.now_at(evaluating).suspensions.size() == 1);

    remedy_answer const upheld{.text = "Annex 3 excludes the bid.",
                               .upheld = true,
                               .measure = remedy_measure::choose_again,
                               .reasons = {"annex 3 was overlooked"}};
    auto const answered = place.answer(filed, upheld, evaluating).value();
    CHECK(answered.state == remedy_state::upheld);
    auto const after = place.now_at(evaluating);
    CHECK(after.suspensions.empty());
    CHECK(after.state == tender_state::evaluated);
    CHECK_FALSE(place.award(place.tender_id, place.low, evaluating).has_value());
    auto const next = place.award(place.tender_id, place.high, evaluating).value();
    CHECK(next.state == tender_state::awarded);
}

TEST_CASE("nothing is awarded or signed while a challenge is pending") {
    awarded_place place(GENERATE(from_range(dialects())));
    auto const last = challenge_ends - milliseconds{1};
    auto const filed = place.file(place.second, challenge(), last).value();
    auto const notice = place.reading([&](db::session& sql) {
        return place.service.newest_award(sql, place.tender_id, std::nullopt);
    });
    REQUIRE(notice.has_value());
    auto const conclude = [&](instant now) {
        return place.unit(place.office, now, [&](auto& one) {
            return place.service.conclude(one, notice->id, notice->version);
        });
    };
    auto const held = conclude(challenge_ends);
    REQUIRE_FALSE(held.has_value());
    CHECK(held.error().code == error_code::award_suspended);

    SECTION("until it is answered") {
        auto const late = challenge_ends + hours{24 * 30};
        auto const answered =
            place.answer(filed, {.text = "No.", .reasons = {"the annex was read"}}, late).value();
        CHECK(answered.state == remedy_state::rejected);
        CHECK(answered.late);
        CHECK(conclude(late).has_value());
    }
    SECTION("or taken back") {
        place
            .unit(place.second, challenge_ends,
                  [&](auto& one) { return place.remedying.withdraw(one, filed.id, filed.version); })
            .value();
        CHECK(conclude(challenge_ends).has_value());
    }
    SECTION("by its bidder alone") {
        for (auto const* who : {&place.first, &place.office, &place.finance}) {
            CHECK_FALSE(place
                            .unit(*who, challenge_ends,
                                  [&](auto& one) {
                                      return place.remedying.withdraw(one, filed.id, filed.version);
                                  })
                            .has_value());
        }
    }
}

TEST_CASE(
    "a complaint goes to the supervising office, which may hold the contract for thirty days") {
    awarded_place place(GENERATE(from_range(dialects())));
    auto const filed = place.file(place.second, challenge(), evaluating).value();
    auto const early = place.file(place.second, complaint_after(filed, place.finance), evaluating);
    CHECK(early.error().code == error_code::wrong_state);
    auto const rejected =
        place.answer(filed, {.text = "No.", .reasons = {"read"}}, evaluating).value();
    auto const wrong_office =
        place.file(place.second, complaint_after(rejected, place.office), evaluating);
    CHECK(wrong_office.error().code == error_code::invalid_fields);

    // Who does not know the office need not name it: the nearest that supervises decides.
    auto unnamed = complaint_after(rejected, place.finance);
    unnamed.supervisor_id.reset();
    auto const complained = place.file(place.second, unnamed, evaluating).value();
    CHECK(complained.supervisor_id == place.finance.id);
    CHECK(complained.clocks.size() == 2);
    CHECK(place.now_at(evaluating).suspensions.empty());
    auto const accepted = place.accept(complained, true, evaluating).value();
    auto const held = place.now_at(evaluating).suspensions;
    REQUIRE(held.size() == 1);
    CHECK(held[0].until == at("2026-04-23T00:00:00+08:00"));

    auto const decided = place
                             .decide(accepted,
                                     {.upheld = true,
                                      .measure = remedy_measure::cancel_procurement,
                                      .reasons = {"the panel was not complete"}},
                                     evaluating)
                             .value();
    CHECK(decided.state == remedy_state::upheld);
    auto const after = place.now_at(evaluating);
    CHECK(after.state == tender_state::cancelled);
    CHECK(after.suspensions.empty());
    CHECK_FALSE(place.decide(decided, {.reasons = {"again"}}, evaluating).has_value());
}

TEST_CASE("a challenge of one lot's result holds back that lot and no other") {
    remedies_place place(GENERATE(from_range(dialects())));
    remedies_service const remedying{place.service, place.known, place.calendar};
    auto wanted = place.draft_of();
    wanted.lots = {{1, "One", {50'000'00}}, {2, "Two", {50'000'00}}};
    auto const of = place.published(wanted);
    std::map<std::int64_t, uuid> best;
    for (std::int64_t lot : {1, 2}) {
        for (auto const* who : {&place.second, &place.first}) { // first is chosen
            procurement::bid_submission const sent{.lot = lot, .price = money{40'000'00}};
            best[lot] = place
                            .unit(*who, bidding_opens,
                                  [&](auto& one) {
                                      return place.service.submit(one, of.id, sent, place.desk);
                                  })
                            .value()
                            .bid_id;
        }
    }
    place.open(of.id, bidding_ends).value();
    for (auto const& each : place.reading(
             [&](db::session& sql) { return procurement::store::list_standing_bids(sql, of.id); }))
        place
            .score(of.id, each.id, each.organisation_id == place.first.id ? 9000 : 8000, evaluating)
            .value();
    place.evaluate(of.id, evaluating).value();
    for (auto const& [lot, bid_id] : best)
        place.award(of.id, bid_id, evaluating).value();
    auto about_two = challenge();
    about_two.lot = 2;
    place
        .unit(place.second, evaluating,
              [&](auto& one) { return remedying.file(one, of.id, about_two); })
        .value();
    auto const held = place.read(of.id, evaluating).suspensions;
    REQUIRE(held.size() == 1);
    CHECK(held[0].lot == 2);
    for (std::int64_t lot : {1, 2}) {
        auto const notice = place.reading(
            [&](db::session& sql) { return place.service.newest_award(sql, of.id, lot); });
        auto const concluded = place.unit(place.office, challenge_ends, [&](auto& one) {
            return place.service.conclude(one, notice->id, notice->version);
        });
        CHECK(concluded.has_value() == (lot == 1));
        if (lot == 2) CHECK(concluded.error().code == error_code::award_suspended);
    }
}

TEST_CASE("who files too late, twice, or without a bid is refused") {
    awarded_place place(GENERATE(from_range(dialects())));
    CHECK(place.file(place.second, challenge(), challenge_ends).error().code ==
          error_code::remedy_out_of_time);
    CHECK(place.file(place.third, challenge(), evaluating).error().code == error_code::forbidden);
    place.file(place.second, challenge(), evaluating).value();
    CHECK(place.file(place.second, challenge(), evaluating).error().code == error_code::duplicate);
    auto about_documents = challenge();
    about_documents.subject = remedy_subject::documents;
    CHECK(place.file(place.third, about_documents, evaluating).error().code ==
          error_code::remedy_out_of_time);
    about_documents.kind = remedy_kind::inquiry;
    CHECK(place.file(place.third, about_documents, evaluating).has_value());
}

TEST_CASE("a decision is public without facts, and before it the parties' alone") {
    awarded_place place(GENERATE(from_range(dialects())));
    auto const filed = place.file(place.second, challenge(), evaluating).value();
    auto const read_by = [&](identity::organisation const& who) {
        return place.reading([&](db::session& sql) {
            return place.remedying.read(sql, place.as(who), filed.id, evaluating);
        });
    };
    CHECK_FALSE(read_by(place.first).has_value());
    CHECK_FALSE(read_by(place.group).has_value());
    CHECK(read_by(place.office).value().facts == "Annex 3 was not read.");
    CHECK(read_by(place.finance).has_value());
    place.answer(filed, {.text = "No.", .reasons = {"read"}}, evaluating).value();
    CHECK(read_by(place.first).value().facts.empty());
    CHECK(read_by(place.second).value().facts == "Annex 3 was not read.");
    auto const listed =
        place
            .reading([&](db::session& sql) {
                return place.remedying.list_of_tender(sql, place.as(place.first), place.tender_id,
                                                      "", 10, evaluating);
            })
            .value();
    REQUIRE(listed.size() == 1);
    CHECK(listed[0].facts.empty());
}

TEST_CASE("the term of a complaint is a clock of the challenge, until the complaint is filed") {
    awarded_place place(GENERATE(from_range(dialects())));
    auto const rules_of = [&](uuid const& id, instant now) {
        std::vector<std::string> found;
        place.database->read_now([&](db::session& sql) {
            auto const one = place.remedying.read_running(sql, id, now).value();
            for (auto const& each : one.clocks)
                found.push_back(each.rule);
        });
        return found;
    };
    using names = std::vector<std::string>;
    auto const filed = place.file(place.second, challenge(), evaluating).value();
    auto const lapsed = filed.clocks.front().due;
    CHECK(rules_of(filed.id, lapsed - milliseconds{1}) == names{"answer_challenge"});
    // Nobody answered: both run, the one that is late and the one that follows from it.
    CHECK(rules_of(filed.id, lapsed) == names{"answer_challenge", "file_complaint"});

    auto const decided = lapsed + hours{30};
    auto const rejected =
        place.answer(filed, {.text = "No.", .reasons = {"Annex 3 was read."}}, decided).value();
    REQUIRE(rejected.clocks.size() == 1);
    CHECK(rejected.clocks.front().rule == "file_complaint");
    CHECK(rejected.clocks.front().start == decided);
    auto const ends = rejected.clocks.front().due;
    CHECK(rules_of(filed.id, ends - milliseconds{1}) == names{"file_complaint"});
    CHECK(rules_of(filed.id, ends).empty());

    auto const after = decided + hours{1};
    auto const complaint =
        place.file(place.second, complaint_after(filed, place.finance), after).value();
    CHECK(rules_of(filed.id, after).empty());
    // One that is returned may be filed rightly as long as the term runs.
    place
        .unit(place.finance, after,
              [&](auto& work) {
                  return place.remedying.return_unexamined(work, complaint.id, complaint.version,
                                                           {"The facts are missing."});
              })
        .value();
    CHECK(rules_of(filed.id, after) == names{"file_complaint"});
}
