// What the clock does to a package: an inspection that nobody makes, a rejection too late, a
// contract that rests; and the order behind a package, which goes where its package goes.
#include "tests/unit/contracting/contracting_fixture.hpp"

#include <algorithm>

using namespace talent;
using namespace talent::test;
using namespace talent::contracting;
using offerings::order_state;

namespace {

constexpr auto day = std::chrono::hours{24};

order_state order_behind(contracting_place& at, uuid const& package) {
    return at.order(*at.package(package).order_id).state;
}

bool is_on_journal(contracting_place& at, std::string_view type) {
    auto const entries = at.journal_entries();
    return std::ranges::find(entries, type, &journal::entry::type) != entries.end();
}

} // namespace

TEST_CASE("after an inspection that nobody made the owner claims the acceptance, and not before") {
    contracting_place at(GENERATE(from_range(dialects())));
    auto const running = at.running();
    at.deliver(at.first, running.first).value();
    auto const clock = at.package(running.first).clocks.front();
    CHECK(clock.rule == "inspect_package");
    auto const last = clock.due - std::chrono::milliseconds{1};
    CHECK(at.claim_package(at.first, running.first, last).error().code == error_code::wrong_state);
    CHECK(at.claim_package(at.group, running.first, clock.due).error().code ==
          error_code::not_found);
    // Too late to say what is missing.
    CHECK(at.reject_package(running.first, clock.due).error().code == error_code::wrong_state);

    auto const claimed = at.claim_package(at.first, running.first, clock.due + 5 * day).value();
    CHECK(claimed.state == package_state::accepted);
    CHECK(claimed.accepted_by_silence);
    CHECK(order_behind(at, running.first) == order_state::accepted_by_buyer);
    CHECK(is_on_journal(at, "work_package.acceptance_claimed"));
    CHECK(is_on_journal(at, "order.acceptance_claimed"));
    // It is owed from the end of the inspection on, and in the books.
    REQUIRE(claimed.clocks.size() == 1);
    CHECK(claimed.clocks.front().start == last);
    CHECK(at.balance(at.first, delivery::account_kind::receivable) == money{50'000'00});
    CHECK(at.pay_package(running.first, {50'000'00}, clock.due + 6 * day).has_value());
    CHECK(at.verified().has_value());
}

TEST_CASE("a rejection on the last day of the inspection counts, and claims nothing") {
    contracting_place at(GENERATE(from_range(dialects())));
    auto const running = at.running();
    at.deliver(at.first, running.first).value();
    auto const due = at.package(running.first).clocks.front().due;
    at.reject_package(running.first, due - std::chrono::milliseconds{1}).value();
    CHECK(at.claim_package(at.first, running.first, due).error().code == error_code::wrong_state);
    CHECK(order_behind(at, running.first) == order_state::disputed);
    at.deliver(at.first, running.first, due).value();
    CHECK(order_behind(at, running.first) == order_state::delivered);
    CHECK(at.package(running.first).clocks.front().start == due);
    at.accept_package(running.first, due).value();
    CHECK(order_behind(at, running.first) == order_state::accepted_by_buyer);
    CHECK_FALSE(at.package(running.first).accepted_by_silence);
}

TEST_CASE("the order behind a package falls when another gets the package, or nobody") {
    contracting_place at(GENERATE(from_range(dialects())));
    auto const running = at.running();
    auto const first = *at.package(running.first).order_id;
    auto const second = *at.package(running.second).order_id;
    at.deliver(at.first, running.first).value();
    at.reject_package(running.first).value();
    at.reassign(running.first, contracting_place::own_work(), {"it was rejected"}).value();
    CHECK(at.order(first).state == order_state::declined);
    CHECK(at.order(first).declined_by == offerings::order_side::buyer);
    CHECK(at.order(first).decline_reason.find(at.package(running.first).number) !=
          std::string::npos);
    CHECK(is_on_journal(at, "order.released"));
    at.cancel(running.second).value();
    CHECK(at.order(second).state == order_state::declined);
}

TEST_CASE("an order that its seller has delivered is decided on before its package goes") {
    contracting_place at(GENERATE(from_range(dialects())));
    auto const running = at.running();
    auto const id = *at.package(running.first).order_id;
    auto const step = [&](identity::organisation const& who, auto decision) {
        auto const version = at.order(id).version;
        return at.unit(who, working, [&](auto& one) { return decision(one, version); });
    };
    step(at.first, [&](auto& one, auto version) {
        return at.selling.deliver(one, id, version, {.delivery_note = "here"});
    }).value();
    CHECK(at.cancel(running.first).error().code == error_code::wrong_state);
    CHECK(at.abandon(running.of.id).error().code == error_code::wrong_state);
    step(at.group, [&](auto& one, auto version) {
        return at.selling.dispute(one, id, version, "not what was ordered");
    }).value();
    CHECK(at.cancel(running.first).has_value());
    CHECK(at.order(id).state == order_state::declined);
}

TEST_CASE("while a contract rests nothing runs out, and its packages get its days back") {
    contracting_place at(GENERATE(from_range(dialects())));
    auto const running = at.running();
    at.deliver(at.first, running.first).value();
    auto const due = at.package(running.first).clocks.front().due;
    auto const due_on = at.package(running.second).due_on;
    at.suspend(at.office, at.contract.id, working + 2 * day).value();
    auto const resting = working + 20 * day;
    CHECK(at.claim_package(at.first, running.first, resting).error().code ==
          error_code::wrong_state);
    CHECK(at.deliver(at.second, running.second, resting).error().code == error_code::wrong_state);
    at.resume(at.office, at.contract.id, resting).value();
    CHECK(at.package(running.first).clocks.front().due == due + 18 * day);
    CHECK(at.package(running.second).due_on == due_on + std::chrono::days{18});
    CHECK(is_on_journal(at, "work_package.delayed"));
    CHECK(at.claim_package(at.first, running.first, resting).error().code ==
          error_code::wrong_state);
    CHECK(at.claim_package(at.first, running.first, due + 18 * day).has_value());
}

TEST_CASE(
    "a mini-tender's winner must be licensed for the package's category, and be of its region") {
    contracting_place at(GENERATE(from_range(dialects())));
    auto const of = at.plan();
    auto const far = [&] {
        auto wanted = contracting_place::package_of("Far", {60'000'00});
        wanted.region = "330200";
        return at.add(of.id, wanted).value();
    }();
    auto const hunting =
        at.add(of.id, contracting_place::package_of("Hunt", {60'000'00},
                                                    offerings::service_category::headhunting))
            .value();
    auto const office = at.office;
    at.buy_as_the_group();
    auto const award = at.awarded_to_the_first(at.mini_tender());
    at.office = office;
    auto const sourced_at = [&](uuid const& id) {
        return at.on_package(at.group, id, test::at("2026-04-20T10:00:00+08:00"),
                             [&](auto& unit, uuid const& which, auto version) {
                                 return at.projects.source(unit, which, version,
                                                           {.kind = sourcing_kind::mini_tender,
                                                            .award_id = award.id,
                                                            .award_version = award.version});
                             });
    };
    CHECK(faults_of(sourced_at(far.id).error()) == std::set<std::string>{"/award_id other_region"});
    CHECK(sourced_at(hunting.id).error().code == error_code::licence_missing);
}
