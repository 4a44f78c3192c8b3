// The rules of tenders and bids: publication, instants, phases, clocks, eligibility, conflicts.
#include <catch2/catch.hpp>

#include "services/procurement/bid.hpp"
#include "services/procurement/methods.hpp"

using namespace talent;
using namespace talent::procurement;
using std::chrono::milliseconds;

namespace {

instant const publishing = *parse_instant("2026-02-20T09:00:00+08:00");
instant const opening = *parse_instant("2026-03-02T09:00:00+08:00");
instant const deadline = *parse_instant("2026-03-20T17:00:00+08:00");

tender complete_tender() {
    tender one;
    one.title = "Skill training";
    one.description = "Three courses";
    one.budget = {100'000'00};
    one.lots = {{1, "Courses", {100'000'00}}};
    one.items = {{"Course", 3, "course"}};
    one.criteria = {{"price", "Price", criterion_kind::price, 40},
                    {"method", "Method", criterion_kind::quality, 60}};
    one.open_at = opening;
    one.deadline_at = deadline;
    return one;
}

tender published_tender() {
    auto one = complete_tender();
    one.state = tender_state::published;
    one.published_at = opening;
    return one;
}

calendar::working_days const& built_in() {
    static auto const calendar = calendar::working_days::built_in();
    return calendar;
}

procurement_rules const country;

result<void> check_published(tender const& one) {
    return check_publication(one, publishing, {country, built_in()});
}

std::string refused_pointer(tender const& one) {
    auto const outcome = check_published(one);
    if (outcome.has_value()) return "published";
    CHECK(outcome.error().code == error_code::publication_refused);
    return outcome.error().errors.front().pointer;
}

identity::organisation organisation(std::string person, std::string phone, std::string account,
                                    std::string address) {
    identity::organisation one;
    one.id = make_uuid(opening);
    one.representative_index = std::move(person);
    one.phone_index = std::move(phone);
    one.bank_account = std::move(account);
    one.address = std::move(address);
    return one;
}

} // namespace

TEST_CASE("a complete tender may be published") {
    CHECK(refused_pointer(complete_tender()) == "published");
}

TEST_CASE("a tender is not published without what bidders must know") {
    auto one = complete_tender();
    SECTION("a description") {
        one.description.clear();
        CHECK(refused_pointer(one) == "/description");
    }
    SECTION("a budget") {
        one.budget = {};
        one.lots[0].budget = {};
        CHECK(refused_pointer(one) == "/budget");
    }
    SECTION("an item") {
        one.items.clear();
        CHECK(refused_pointer(one) == "/items");
    }
    SECTION("a lot") {
        one.lots.clear();
        CHECK(refused_pointer(one) == "/lots");
    }
    SECTION("a deadline ahead") {
        one.deadline_at = publishing;
        CHECK(refused_pointer(one) == "/deadline_at");
        one.deadline_at.reset();
        CHECK(refused_pointer(one) == "/deadline_at");
    }
    SECTION("lots within the budget") {
        one.lots[0].budget = one.budget + money{1};
        CHECK(refused_pointer(one) == "/lots");
    }
}

TEST_CASE("weights sum to exactly 100 with exactly one price") {
    auto one = complete_tender();
    for (std::int64_t weight = 1; weight <= 100; ++weight) {
        one.criteria[1].weight = weight;
        CHECK(check_published(one).has_value() == (weight == 60));
    }
    one.criteria[1] = {"second", "Price again", criterion_kind::price, 60};
    CHECK(refused_pointer(one) == "/criteria");
    one.criteria = {{"method", "Method", criterion_kind::quality, 100}};
    CHECK(refused_pointer(one) == "/criteria");
}

TEST_CASE("every missing thing is named at once") {
    auto const outcome = check_published(tender{});
    REQUIRE(outcome.has_error());
    CHECK(outcome.error().errors.size() == 7);
}

TEST_CASE("bids are taken from open_at until just before the deadline") {
    auto const one = published_tender();
    auto const open = [&](instant at) { return check_bidding_open(one, at).has_value(); };
    CHECK_FALSE(open(opening - milliseconds{1}));
    CHECK(open(opening));
    CHECK(open(opening + milliseconds{1}));
    CHECK(open(deadline - milliseconds{1}));
    CHECK_FALSE(open(deadline));
    CHECK_FALSE(open(deadline + milliseconds{1}));
}

TEST_CASE("bids are opened from the deadline on") {
    auto const one = published_tender();
    CHECK_FALSE(check_may_be_opened(one, deadline - milliseconds{1}).has_value());
    CHECK(check_may_be_opened(one, deadline).has_value());
}

TEST_CASE("no bid is taken unless the tender is published") {
    for (std::size_t state = 0; state < json::enumeration<tender_state>::names().size(); ++state) {
        auto one = published_tender();
        one.state = static_cast<tender_state>(state);
        CHECK(check_bidding_open(one, opening).has_value() ==
              (one.state == tender_state::published));
    }
}

TEST_CASE("the phase follows from decisions and instants") {
    auto one = published_tender();
    CHECK(phase_of(one, {}, opening - milliseconds{1}) == tender_phase::announced);
    CHECK(phase_of(one, {}, opening) == tender_phase::bidding);
    CHECK(phase_of(one, {}, deadline - milliseconds{1}) == tender_phase::bidding);
    CHECK(phase_of(one, {}, deadline) == tender_phase::bidding_closed);
    one.state = tender_state::awarded;
    one.lots[0].state = lot_state::awarded;
    award notice;
    notice.standstill_until = deadline;
    CHECK(phase_of(one, {&notice, 1}, deadline - milliseconds{1}) == tender_phase::standstill);
    CHECK(phase_of(one, {&notice, 1}, deadline) == tender_phase::standstill_over);
}

TEST_CASE("an evaluated tender awaits the report, then the choice of the winner") {
    auto one = published_tender();
    one.state = tender_state::evaluated;
    one.evaluated_at = *parse_instant("2026-03-23T10:00:00+08:00"); // a Monday
    auto clocks = clocks_of(one, std::span<award const>(), built_in());
    REQUIRE(clocks.size() == 1);
    CHECK(clocks[0].rule == "deliver_evaluation_report");
    CHECK(clocks[0].due == *parse_instant("2026-03-26T00:00:00+08:00"));
    one.report_received_at = *parse_instant("2026-03-24T10:00:00+08:00");
    clocks = clocks_of(one, std::span<award const>(), built_in());
    REQUIRE(clocks.size() == 1);
    CHECK(clocks[0].rule == "choose_winner");
    CHECK(clocks[0].start == *one.report_received_at);
    CHECK(clocks[0].due == *parse_instant("2026-04-01T00:00:00+08:00"));
}

TEST_CASE("an award runs the tender's own standstill") {
    auto one = published_tender();
    one.state = tender_state::awarded;
    one.lots[0].state = lot_state::awarded;
    one.standstill_working_days = 10;
    award notice;
    notice.created_at = *parse_instant("2026-03-23T10:00:00+08:00");
    notice.standstill = standstill_of(one, notice.created_at, built_in());
    auto const clocks = clocks_of(one, std::span<award const>(&notice, 1), built_in());
    REQUIRE(clocks.size() == 3);
    CHECK(clocks[0].rule == "publish_award_notice");
    CHECK(clocks[1].rule == "standstill");
    CHECK(clocks[1].amount == 10);
    CHECK(clocks[1].due ==
          *parse_instant("2026-04-08T00:00:00+08:00")); // 6 April is Qingming's holiday
    CHECK(clocks[2].rule == "sign_contract");
}

TEST_CASE("a required licence has to hold on the day of the bid") {
    eligibility const wanted{
        .required_qualifications = {identity::qualification_kind::training_permit}};
    identity::qualification held;
    held.kind = identity::qualification_kind::training_permit;
    held.status = identity::qualification_status::verified;
    held.valid_from = *parse_date("2026-01-01");
    held.valid_until = *parse_date("2026-03-10");
    auto const day = [&](char const* text) {
        return check_eligibility(wanted, {}, {held}, *parse_date(text));
    };
    CHECK(day("2026-03-10").has_value());
    CHECK(day("2026-03-11").error().code == error_code::licence_missing);
    CHECK(check_eligibility(wanted, {}, {}, *parse_date("2026-03-10")).has_error());
}

TEST_CASE("a bidder has one of the capabilities asked for") {
    eligibility const wanted{
        .capabilities = {identity::capability::training, identity::capability::university}};
    identity::organisation bidder;
    bidder.capabilities = {identity::capability::headhunter};
    CHECK(check_eligibility(wanted, bidder, {}, {}).error().code == error_code::forbidden);
    bidder.capabilities.push_back(identity::capability::university);
    CHECK(check_eligibility(wanted, bidder, {}, {}).has_value());
}

TEST_CASE("organisations conflict by what they share, and by nothing that is empty") {
    auto const one = organisation("张三", "0571-1", "6222", "Road 1");
    auto const found = [&](identity::organisation const& other) {
        return conflicts_between(one, other);
    };
    CHECK(found(organisation("李四", "0571-2", "6223", "Road 2")).empty());
    CHECK(found(organisation("张三", "", "", "")).front().kind ==
          conflict_kind::legal_representative);
    CHECK(found(organisation("", "0571-1", "", "")).front().kind == conflict_kind::phone);
    CHECK(found(organisation("", "", "6222", "")).front().kind == conflict_kind::bank_account);
    CHECK(found(organisation("", "", "", "ＲＯＡＤ  1")).front().kind == conflict_kind::address);
    CHECK(found(one).front().kind == conflict_kind::same_organisation);
    CHECK(conflicts_between(organisation("", "", "", ""), organisation("", "", "", "")).empty());
}

TEST_CASE("a tender's codes, numbers and instants are consistent") {
    auto one = complete_tender();
    CHECK(check_consistency(one).has_value());
    one.criteria[1].code = "price";
    one.lots.push_back(one.lots[0]);
    one.deadline_at = one.open_at;
    CHECK(check_consistency(one).error().errors.size() == 3);
}
