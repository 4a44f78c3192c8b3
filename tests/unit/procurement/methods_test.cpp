// The methods: what each asks for before a tender is published, its periods against a count by
// hand, the rules of regions, the parts of criteria.
#include "services/procurement/methods.hpp"

#include <catch2/catch.hpp>

#include <random>

#include "tests/unit/base/seed.hpp"

using namespace talent;
using namespace talent::procurement;
using std::chrono::days;
using std::chrono::hours;

namespace {

instant const noticed = *parse_instant("2026-03-02T10:00:00+08:00"); // a Monday

calendar::working_days const& built_in() {
    static auto const calendar = calendar::working_days::built_in();
    return calendar;
}

std::vector<uuid> suppliers(std::size_t count) {
    std::vector<uuid> made;
    for (std::size_t i = 0; i < count; ++i)
        made.push_back(make_uuid(noticed));
    return made;
}

// Complete for its method, with time to spare.
tender complete(procurement_method method) {
    tender one;
    one.region = "330106";
    one.method = method;
    one.title = "Skill training";
    one.description = "Three courses";
    one.budget = {100'000'00};
    one.lots = {{1, "Courses", {100'000'00}}};
    one.items = {{"Course", 3, "course"}};
    one.criteria = {{"price", "Price", criterion_kind::price, 20},
                    {"method", "Method", criterion_kind::quality, 80}};
    one.open_at = noticed + days(14);
    one.deadline_at = noticed + days(60);
    if (method == procurement_method::selective) one.invitation_list = suppliers(3);
    if (method == procurement_method::direct) {
        one.invitation_list = suppliers(1);
        one.justification = "Nobody else holds the register";
    }
    if (method == procurement_method::framework_call_off) one.framework_id = make_uuid(noticed);
    return one;
}

std::string faults_of(tender const& one, procurement_rules const& rules = {}) {
    std::vector<field_error> found;
    find_method_faults(one, noticed, {rules, built_in()}, found);
    std::string all;
    for (auto const& each : found)
        all.append(all.empty() ? "" : ", ").append(each.pointer).append(" ").append(each.code);
    return all;
}

procurement_rules with(std::vector<std::string> lines) {
    auto made = procurement_rules::read(lines);
    REQUIRE(made.has_value());
    return std::move(made).value();
}

std::string refusal_of(std::vector<std::string> lines) {
    auto const made = procurement_rules::read(lines);
    return made.has_value() ? "" : made.error().detail;
}

} // namespace

TEST_CASE("each method publishes what it asks for, and not without it") {
    CHECK(faults_of(complete(procurement_method::open)).empty());
    auto selective = complete(procurement_method::selective);
    CHECK(faults_of(selective).empty());
    selective.invitation_list.pop_back();
    CHECK(faults_of(selective) == "/invited_supplier_ids too_few");
    selective.invitation_list = {selective.invitation_list[0], selective.invitation_list[0],
                                 selective.invitation_list[1]};
    CHECK(faults_of(selective) == "/invited_supplier_ids doubled");

    auto direct = complete(procurement_method::direct);
    CHECK(faults_of(direct).empty());
    direct.justification.clear();
    CHECK(faults_of(direct) == "/justification required");
    direct = complete(procurement_method::direct);
    direct.invitation_list = suppliers(2);
    CHECK(faults_of(direct) == "/invited_supplier_ids too_many");
    direct.invitation_list.clear();
    CHECK(faults_of(direct) == "/invited_supplier_ids too_few");

    auto call_off = complete(procurement_method::framework_call_off);
    CHECK(faults_of(call_off).empty());
    call_off.framework_id.reset();
    CHECK(faults_of(call_off) == "/framework_id required");
}

TEST_CASE("what belongs to another method is not allowed") {
    auto one = complete(procurement_method::open);
    one.invitation_list = suppliers(1);
    one.justification = "Nobody else holds the register";
    one.framework_id = make_uuid(noticed);
    CHECK(faults_of(one) ==
          "/invited_supplier_ids too_many, /framework_id not_allowed, "
          "/justification not_allowed");
    auto selective = complete(procurement_method::selective);
    selective.framework = framework_terms{.ceiling = {1}, .months = 12};
    CHECK(faults_of(selective) == "/framework not_allowed");
}

TEST_CASE("the terms of a framework keep to the budget, the longest term, and themselves") {
    auto one = complete(procurement_method::open);
    one.framework = framework_terms{.ceiling = one.budget, .months = 24};
    CHECK(faults_of(one).empty());
    one.lots.push_back(one.lots.front());
    CHECK(faults_of(one) == "/lots too_many");
    one.lots.pop_back();
    one.framework->ceiling = one.budget + money{1};
    one.framework->months = 25;
    one.framework->call_off = call_off_mode::mini_competition;
    CHECK(faults_of(one) ==
          "/framework/ceiling over_budget, /framework/months out_of_range, "
          "/framework/suppliers_max too_few");
}

TEST_CASE("the price weighs within the legal share of its method") {
    auto const allowed = [](procurement_method method) {
        std::vector<std::int64_t> weights;
        for (std::int64_t weight = 1; weight <= 100; ++weight) {
            auto one = complete(method);
            one.criteria[0].weight = weight;
            if (faults_of(one).empty()) weights.push_back(weight);
        }
        return std::pair(weights.front(), weights.back());
    };
    CHECK(allowed(procurement_method::open) == std::pair<std::int64_t, std::int64_t>(10, 100));
    CHECK(allowed(procurement_method::consultation) ==
          std::pair<std::int64_t, std::int64_t>(10, 30));
}

// Twenty days that do not count the day of the notice: from 3 to 22 March, so bids until the 23rd
// at 00:00 at the earliest.
TEST_CASE("the bidding period is counted in whole days after the notice") {
    auto one = complete(procurement_method::open);
    one.open_at = noticed;
    one.deadline_at = *parse_instant("2026-03-23T00:00:00+08:00");
    CHECK(faults_of(one).empty());
    one.deadline_at = *one.deadline_at - std::chrono::milliseconds{1};
    CHECK(faults_of(one) == "/deadline_at too_soon");
    one = complete(procurement_method::consultation);
    one.open_at = noticed;
    one.deadline_at = *parse_instant("2026-03-13T00:00:00+08:00");
    CHECK(faults_of(one).empty());
    one.deadline_at = *one.deadline_at - std::chrono::milliseconds{1};
    CHECK(faults_of(one) == "/deadline_at too_soon");
}

TEST_CASE("a deadline lies 366 days after the notice at most") {
    for (auto const method : {procurement_method::open, procurement_method::selective,
                              procurement_method::consultation, procurement_method::direct}) {
        auto one = complete(method);
        one.deadline_at = noticed + bidding_time_max;
        CHECK(faults_of(one).find("/deadline_at") == std::string::npos);
        one.deadline_at = *one.deadline_at + std::chrono::milliseconds{1};
        CHECK(faults_of(one).find("/deadline_at too_late") != std::string::npos);
        one.deadline_at = *parse_instant("3026-03-23T00:00:00+08:00");
        CHECK(faults_of(one).find("/deadline_at too_late") != std::string::npos);
    }
}

TEST_CASE("a direct purchase is announced five working days before bids are taken") {
    auto one = complete(procurement_method::direct);
    one.open_at = *parse_instant("2026-03-10T00:00:00+08:00"); // 3 to 6 and 9 March have passed
    CHECK(faults_of(one).empty());
    one.open_at = *one.open_at - std::chrono::milliseconds{1};
    CHECK(faults_of(one) == "/open_at too_soon");
}

TEST_CASE("periods agree with a count of days one by one") {
    auto const seed = new_seed();
    CAPTURE(seed);
    std::mt19937_64 chance{seed};
    procurement_rules const rules;
    for (int round = 0; round < 2'000; ++round) {
        auto const start = noticed + hours(static_cast<int>(chance() % (24 * 900))) +
                           std::chrono::milliseconds{static_cast<int>(chance() % 3'600'000)};
        for (auto const& method : method_definitions()) {
            auto one = complete(method.method);
            auto const period = rules.find(rule_kind::bidding_days, method.method, one.region);
            // Oracle: step from midnight to midnight, counting days that have wholly passed.
            auto const midnight_after = [&](std::int64_t wanted, bool working) {
                auto day = calendar::day_of(start);
                for (std::int64_t passed = 0; passed < wanted;) {
                    day += days(1);
                    if (!working || built_in().is_working_day(day)) ++passed;
                }
                return calendar::start_of(day) + hours(24);
            };
            CHECK(earliest_deadline(one, start, {rules, built_in()}) ==
                  (period ? midnight_after(period->amount, false) : start));
            bool const direct = method.method == procurement_method::direct;
            CHECK(earliest_opening(one, start, {rules, built_in()}) ==
                  (direct ? midnight_after(5, true) : start));
        }
    }
}

TEST_CASE("in quick mode every period is divided, none is left out") {
    procurement_rules const rules;
    period_terms const quick{rules, built_in(), calendar::quick_divisor_default};
    auto one = complete(procurement_method::open);
    CHECK(earliest_deadline(one, noticed, quick) == noticed + std::chrono::seconds(20));
    CHECK(earliest_opening(complete(procurement_method::direct), noticed, quick) ==
          noticed + std::chrono::seconds(5));
    one.deadline_at = noticed + std::chrono::seconds(14);
    CHECK(deadline_after_amendment(one, noticed, quick) == noticed + std::chrono::seconds(15));
    one.deadline_at = noticed + std::chrono::seconds(16);
    CHECK(deadline_after_amendment(one, noticed, quick) == one.deadline_at);
}

TEST_CASE("an amendment leaves bidders their days, and a late deadline where it is") {
    procurement_rules const rules;
    auto one = complete(procurement_method::open);
    one.deadline_at = *parse_instant("2026-03-26T17:00:00+08:00");
    auto const near = *parse_instant("2026-03-11T09:00:00+08:00");
    CHECK(deadline_after_amendment(one, near, {rules, built_in()}) ==
          *parse_instant("2026-03-27T17:00:00+08:00"));
    auto const early = *parse_instant("2026-03-10T23:59:59+08:00");
    CHECK(deadline_after_amendment(one, early, {rules, built_in()}) == one.deadline_at);
    one.method = procurement_method::consultation;
    CHECK(deadline_after_amendment(one, near, {rules, built_in()}) == one.deadline_at);
    auto const last = *parse_instant("2026-03-26T16:00:00+08:00");
    CHECK(deadline_after_amendment(one, last, {rules, built_in()}) ==
          *parse_instant("2026-04-01T17:00:00+08:00"));
}

TEST_CASE("a region is stricter than what lies above it, and binds what lies in it") {
    auto const rules = with({"330000 bidding_days open 25", "330100 bidding_days open 30",
                             "330000 price_weight_max consultation 20"});
    auto const found = [&](char const* region) {
        return rules.find(rule_kind::bidding_days, procurement_method::open, region).value();
    };
    CHECK(found("330106").amount == 30);
    CHECK(found("330106").source == "the operator of region 330100");
    CHECK(found("330200").amount == 25);
    CHECK(found("320100").amount == 20);
    CHECK(found("320100").source == "Government Procurement Law, art. 35");
    auto one = complete(procurement_method::consultation);
    one.criteria[0].weight = 21;
    CHECK(faults_of(one, rules) == "/criteria price_weight");
    CHECK(rules.effective_in("330106").size() == procurement_rules().effective_in("330106").size());
}

TEST_CASE("a rule that is none, is doubled or is looser than the law is refused with its line") {
    CHECK_FALSE(refusal_of({"330000 bidding_days open"}).empty());
    CHECK_FALSE(refusal_of({"33 bidding_days open 25"}).empty());
    CHECK_FALSE(refusal_of({"330000 bidding_weeks open 25"}).empty());
    CHECK_FALSE(refusal_of({"330000 bidding_days closed 25"}).empty());
    CHECK_FALSE(refusal_of({"330000 bidding_days open -5"}).empty());
    CHECK_FALSE(refusal_of({"330000 bidding_days open 1001"}).empty());
    CHECK(refusal_of({"330000 bidding_days open 19"}).find("looser") != std::string::npos);
    CHECK(refusal_of({"330100 bidding_days open 25", "330000 bidding_days open 30"})
              .find("330100 bidding_days open 25") != std::string::npos);
    CHECK_FALSE(refusal_of({"330000 bidding_days open 25", "330000 bidding_days open 25"}).empty());
    CHECK(refusal_of({"330000 price_weight_max consultation 31"}).find("looser") !=
          std::string::npos);
}

TEST_CASE("only who was invited bids, where somebody was") {
    auto one = complete(procurement_method::selective);
    CHECK(check_invited(one, one.invitation_list[2]).has_value());
    CHECK(check_invited(one, make_uuid(noticed)).error().code == error_code::forbidden);
    CHECK(check_invited(complete(procurement_method::open), make_uuid(noticed)).has_value());
    CHECK_FALSE(
        check_invited(complete(procurement_method::framework_call_off), make_uuid(noticed)));
    CHECK_FALSE(shows_invitation(one));
    one.opened_at = noticed;
    CHECK(shows_invitation(one));
    CHECK(shows_invitation(complete(procurement_method::direct)));
}

TEST_CASE("the parts of a criterion sum to its weight, and are what is scored") {
    auto one = complete(procurement_method::open);
    one.criteria[1].sub_criteria = {{"plan", "Plan", 50}, {"team", "Team", 30}};
    procurement_rules const country;
    auto const published = [&] { return check_publication(one, noticed, {country, built_in()}); };
    CHECK(published().has_value());
    auto const leaves = leaves_of(one.criteria);
    REQUIRE(leaves.size() == 3);
    CHECK(leaves[1].code == "plan");
    CHECK(leaves[2].weight == 30);
    CHECK(find_criterion(one, "team").has_value());
    CHECK_FALSE(find_criterion(one, "method").has_value());
    for (std::int64_t weight = 1; weight <= 100; ++weight) {
        one.criteria[1].sub_criteria[1].weight = weight;
        CHECK(published().has_value() == (weight == 30));
    }
    one.criteria[1].sub_criteria[1] = {"plan", "Again", 30};
    CHECK(check_consistency(one).error().errors[0].pointer == "/criteria/1/sub_criteria/1/code");
    one.criteria[1].sub_criteria.clear();
    one.criteria[0].sub_criteria = {{"low", "Low", 20}};
    CHECK(published().error().errors[0].pointer == "/criteria/0/sub_criteria");
}

TEST_CASE("items name lots that there are, and a document is named once") {
    auto one = complete(procurement_method::open);
    one.items[0].lot = 2;
    one.documents = {{"Terms", std::string(64, 'a'), 1}, {"Terms again", std::string(64, 'a'), 1}};
    auto const refused = check_consistency(one);
    REQUIRE(refused.has_error());
    REQUIRE(refused.error().errors.size() == 2);
    CHECK(refused.error().errors[0].pointer == "/items/0/lot");
    CHECK(refused.error().errors[1].pointer == "/documents/1/sha256");
    one.items[0].lot = 1;
    one.documents.pop_back();
    CHECK(check_consistency(one).has_value());
}
