// The rules of remedies: states, terms, and what a complaint may say.
#include <catch2/catch.hpp>

#include "services/remedies/model.hpp"

using namespace talent;
using namespace talent::remedies;
using std::chrono::milliseconds;

namespace {

instant at(char const* text) {
    return *parse_instant(text);
}

calendar::working_days const& days() {
    static auto const built_in = calendar::working_days::built_in();
    return built_in;
}

remedy challenge_of(uuid const& bidder, instant filed) {
    return {.kind = remedy_kind::challenge,
            .complainant_id = bidder,
            .grounds = {"the scores do not follow the criteria", "a document was overlooked"},
            .created_at = filed};
}

} // namespace

TEST_CASE("every state of a remedy is reached, and only ends have no way out") {
    for (auto const kind : {remedy_kind::inquiry, remedy_kind::challenge, remedy_kind::complaint}) {
        std::vector<remedy_state> reached{remedy_state::filed};
        for (std::size_t i = 0; i < reached.size(); ++i) {
            bool leads_on = false;
            for (auto const& row : transitions_of(kind)) {
                if (row.from != reached[i]) continue;
                leads_on = true;
                if (std::ranges::find(reached, row.to) == reached.end()) reached.push_back(row.to);
            }
            INFO(json::name_of(kind) << " " << json::name_of(reached[i]));
            CHECK(leads_on != is_ended(reached[i]));
        }
        for (auto const& row : transitions_of(kind))
            CHECK(std::ranges::find(reached, row.from) != reached.end());
    }
}

TEST_CASE("a challenge has seven working days from what it is about") {
    procurement::tender of;
    procurement::award notice;
    of.published_at = at("2026-02-25T09:00:00+08:00");
    CHECK(challengeable_from(remedy_subject::documents, of, nullptr).value() == *of.published_at);
    CHECK_FALSE(challengeable_from(remedy_subject::process, of, nullptr).has_value());
    CHECK_FALSE(challengeable_from(remedy_subject::result, of, nullptr).has_value());
    of.opened_at = at("2026-03-20T17:00:00+08:00");
    CHECK(challengeable_from(remedy_subject::process, of, nullptr).value() == *of.opened_at);
    of.evaluated_at = at("2026-03-23T09:00:00+08:00");
    CHECK(challengeable_from(remedy_subject::process, of, nullptr).value() == *of.evaluated_at);
    notice.created_at = at("2026-03-23T10:00:00+08:00");
    auto const from = challengeable_from(remedy_subject::result, of, &notice).value();
    CHECK(from == notice.created_at);

    auto const end = at("2026-04-02T00:00:00+08:00");
    auto const none = calendar::divisor_none;
    CHECK(check_challenge_in_time(from, end - milliseconds{1}, days(), none).has_value());
    auto const late = check_challenge_in_time(from, end, days(), none);
    REQUIRE_FALSE(late.has_value());
    CHECK(late.error().code == error_code::remedy_out_of_time);
}

TEST_CASE("a complaint follows an answered challenge, or one that was not answered in time") {
    uuid const bidder = make_uuid(at("2026-03-01T00:00:00Z"));
    auto const filed = at("2026-03-23T10:00:00+08:00");
    auto const answer_due = at("2026-04-02T00:00:00+08:00");
    auto challenge = challenge_of(bidder, filed);
    remedy complaint{.kind = remedy_kind::complaint,
                     .complainant_id = bidder,
                     .grounds = {"a document was overlooked"}};
    auto const check = [&](instant now) {
        auto const outcome =
            check_complaint(complaint, challenge, now, days(), calendar::divisor_none);
        return outcome.has_value() ? std::string("fits")
                                   : std::string(definition_of(outcome.error().code).slug);
    };
    CHECK(check(answer_due - milliseconds{1}) == "wrong-state");
    CHECK(check(answer_due) == "fits");
    // Fifteen working days from 2 April; Qingming's holidays are between.
    CHECK(check(at("2026-04-24T00:00:00+08:00") - milliseconds{1}) == "fits");
    CHECK(check(at("2026-04-24T00:00:00+08:00")) == "remedy-out-of-time");

    challenge.state = remedy_state::rejected;
    challenge.decided_at = at("2026-03-25T10:00:00+08:00");
    CHECK(check(at("2026-03-25T10:00:00+08:00")) == "fits");
    complaint.grounds.push_back("a new ground");
    CHECK(check(at("2026-03-25T10:00:00+08:00")) == "invalid-fields");
    complaint.grounds.pop_back();
    complaint.complainant_id = make_uuid(at("2026-03-02T00:00:00Z"));
    CHECK(check(at("2026-03-25T10:00:00+08:00")) == "invalid-fields");
    complaint.complainant_id = bidder;
    challenge.state = remedy_state::withdrawn;
    CHECK(check(at("2026-03-25T10:00:00+08:00")) == "invalid-fields");
}

TEST_CASE("a filing names every fault at its place") {
    procurement::tender of;
    of.lots = {{1, "A", {1}}, {2, "B", {1}}};
    remedy wanted{.kind = remedy_kind::challenge,
                  .subject = remedy_subject::result,
                  .grounds = {"a", "b", "a"}};
    wanted.supervisor_id = make_uuid(at("2026-03-01T00:00:00Z"));
    auto const outcome = check_filing(wanted, of);
    REQUIRE_FALSE(outcome.has_value());
    std::vector<std::string> places;
    for (auto const& each : outcome.error().errors)
        places.push_back(each.pointer + " " + each.code);
    CHECK(places == std::vector<std::string>{"/grounds/2 doubled", "/lot required",
                                             "/supervisor_id not_a_complaint"});
    wanted.lot = 3;
    CHECK(check_filing(wanted, of).error().errors[1].code == "unknown_value");
    wanted = {.kind = remedy_kind::complaint, .grounds = {"a"}};
    CHECK(check_filing(wanted, of).error().errors.size() == 1);
}

TEST_CASE("a measure fits what the remedy is about") {
    std::vector<std::string> const why{"so"};
    remedy one{.subject = remedy_subject::documents};
    CHECK(check_decision(one, true, remedy_measure::amend_documents, why).has_value());
    CHECK_FALSE(check_decision(one, false, remedy_measure::amend_documents, why).has_value());
    CHECK_FALSE(check_decision(one, true, remedy_measure::choose_again, why).has_value());
    CHECK_FALSE(check_decision(one, true, remedy_measure::none, {}).has_value());
    // Left out it is not taken for none.
    CHECK(check_decision(one, true, remedy_measure::none, why).has_value());
    CHECK(check_decision(one, false, std::nullopt, why).has_value());
    auto const unsaid = check_decision(one, true, std::nullopt, why);
    REQUIRE_FALSE(unsaid.has_value());
    REQUIRE(unsaid.error().errors.size() == 1);
    CHECK(unsaid.error().errors[0].pointer == "/measure");
    CHECK(unsaid.error().errors[0].code == "required");
    one.subject = remedy_subject::result;
    CHECK(check_decision(one, true, remedy_measure::evaluate_again, why).has_value());
    CHECK_FALSE(check_decision(one, true, remedy_measure::amend_documents, why).has_value());
}

TEST_CASE("the public reads decisions without facts and files") {
    remedy one = challenge_of({}, at("2026-03-23T10:00:00+08:00"));
    one.facts = "secret";
    one.documents = {{"offer", std::string(64, 'a'), 1}};
    CHECK_FALSE(is_public(one));
    one.state = remedy_state::rejected;
    CHECK(is_public(one));
    auto const shown = public_view(one);
    CHECK(shown.facts.empty());
    CHECK(shown.documents.empty());
    CHECK(shown.grounds == one.grounds);
    one.kind = remedy_kind::inquiry;
    CHECK_FALSE(is_public(one));
}
