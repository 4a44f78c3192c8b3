// Penalties, retention, interest and refunds through the service, and what the books say of them:
// statements and how a buyer pays; on each database.
#include "tests/unit/base/seed.hpp"
#include "tests/unit/delivery/delivery_fixture.hpp"

using namespace talent;
using namespace talent::test;
using namespace talent::delivery;
using std::chrono::days;
using std::chrono::hours;

namespace {

// Ten percent held back until the last day of the year, half a percent a day for being late.
contract_request strict_plan(delivery_place const& place) {
    auto wanted = place.plan({5000, 5000});
    wanted.payment_terms = {.penalty_basis_points_per_day = 50,
                            .penalty_cap_basis_points = 500,
                            .retention_basis_points = 1'000,
                            .warranty_until = parse_date("2026-12-31")};
    return wanted;
}

instant noon(char const* day) {
    return calendar::start_of(*parse_date(day)) + hours{12};
}

ledger_account account(delivery_place& place, identity::organisation const& who,
                       account_kind kind) {
    auto const all = place.reading([&](db::session& sql) {
        return place.delivering.list_accounts(sql, place.as(who), "", 50);
    });
    return *std::ranges::find(all, kind, &ledger_account::kind);
}

account_statement statement(delivery_place& place, identity::organisation const& who,
                            uuid const& id, period const& over) {
    return place
        .reading([&](db::session& sql) {
            return place.delivering.statement(sql, place.as(who), id, over);
        })
        .value();
}

payment_statistics statistics(delivery_place& place, period const& over, instant now) {
    return place
        .reading([&](db::session& sql) {
            return place.delivering.payment_statistics_of(sql, place.office.id, over, now);
        })
        .value();
}

} // namespace

TEST_CASE("late work costs its penalty, and a part is held back until the warranty ends") {
    using enum account_kind;
    delivery_place place(GENERATE(from_range(dialects())));
    auto const made = place.in_force(place.first, {20'000'00}, strict_plan(place));
    auto const id = place.milestones(made.id)[0].id;
    place.submit(place.first, id, noon("2026-10-03")).value(); // due on 30 September: 1.5 percent
    auto const accepted = place.accept(id, noon("2026-10-08")).value();
    CHECK(accepted.penalty_amount == money{150'00});
    CHECK(accepted.retained_amount == money{1'000'00});
    CHECK(accepted.payable_amount == money{8'850'00});
    CHECK(place.balance(place.office, payable) == money{-8'850'00});
    CHECK(place.balance(place.office, retention) == money{-1'000'00});
    CHECK(place.balance(place.first, penalty) == money{150'00});
    CHECK(place.invoice(place.first, id, {8'850'01}, noon("2026-10-09")).error().code ==
          error_code::amount_exceeded);
    CHECK(place.release(place.first, id, noon("2026-12-30")).error().code ==
          error_code::wrong_state);
    auto const released = place.release(place.first, id, noon("2026-12-31")).value();
    CHECK(released.retained_amount == money{});
    CHECK(released.clocks.size() == 2);
    CHECK(place.release(place.office, id, noon("2026-12-31")).error().code ==
          error_code::wrong_state);
    auto const whole = place.invoice(place.first, id, {9'850'00}, noon("2026-12-31")).value();
    REQUIRE(whole.portions.size() == 2);
    CHECK(whole.portions[1].amount == money{1'000'00});
    CHECK(place.balance(place.first, receivable) == money{9'850'00});
    CHECK(place.verified().has_value());
}

TEST_CASE("interest grows by day, is read at any instant, and is posted when it is paid") {
    using enum account_kind;
    delivery_place place(GENERATE(from_range(dialects())));
    auto const made = place.in_force(place.first, {10'000'00}, {10'000});
    auto const id = place.milestones(made.id)[0].id;
    place.submit(place.first, id).value();
    place.accept(id).value();
    auto const issued = place.invoice(place.first, id, {10'000'00}).value();
    auto const last_day = at("2026-05-06T12:00:00+08:00"); // 2 May is a holiday; 6 May works
    CHECK(place.invoice_at(issued.id, last_day).interest == money{});
    CHECK(place.invoice_at(issued.id, last_day + days{1}).interest == money{5'00});
    CHECK(place.invoice_at(issued.id, last_day + days{10}).outstanding == money{10'050'00});
    CHECK(place.balance(place.office, interest) == money{});

    auto const part = place.pay(issued.id, {6'050'00}, last_day + days{10}).value();
    CHECK(part.interest_amount == money{50'00});
    CHECK(part.principal_amount == money{6'000'00});
    CHECK(part.days_late == 10);
    CHECK(place.balance(place.office, interest) == money{50'00});
    CHECK(place.invoice_at(issued.id, last_day + days{20}).interest == money{20'00});
    CHECK(place.pay(issued.id, {4'020'01}, last_day + days{20}).error().code ==
          error_code::amount_exceeded);
    place.pay(issued.id, {4'020'00}, last_day + days{20}).value();
    CHECK(place.invoice_at(issued.id).state == invoice_state::paid);
    CHECK(place.balance(place.office, payable) == money{});
    CHECK(place.balance(place.first, cash) == money{10'070'00});
    CHECK(place.verified().has_value());
}

TEST_CASE("the undisputed part is paid, the disputed part is conceded, and too much is returned") {
    using enum account_kind;
    delivery_place place(GENERATE(from_range(dialects())));
    auto const made = place.in_force(place.first, {100'00}, {10'000});
    auto const id = place.milestones(made.id)[0].id;
    place.submit(place.first, id).value();
    place.accept(id).value();
    auto const issued = place.invoice(place.first, id, {100'00}).value();
    auto const disputed = place.dispute(issued.id, {30'00}).value();
    CHECK(disputed.outstanding == money{70'00});
    CHECK(place.pay(issued.id, {70'01}).error().code == error_code::amount_exceeded);
    place.pay(issued.id, {70'00}).value();
    CHECK(place.concede(place.second, issued.id, {1}).error().code == error_code::not_found);
    CHECK(place.concede(place.first, issued.id, {30'00}).value().state == invoice_state::paid);
    CHECK(place.balance(place.office, expense) == money{70'00});
    CHECK(place.balance(place.office, payable) == money{});
    CHECK(place.refund(place.first, issued.id, {70'01}).error().code ==
          error_code::amount_exceeded);
    auto const back = place.refund(place.first, issued.id, {5'00}).value();
    CHECK(back.number.starts_with("R-330100-2026-"));
    CHECK(place.balance(place.office, cash) == money{-65'00});
    CHECK(place.balance(place.first, revenue) == money{-65'00});
    CHECK(place.verified().has_value());
}

TEST_CASE("the days of a dispute that is withdrawn bear interest as if it had never been") {
    delivery_place place(db::dialect::sqlite);
    auto const made = place.in_force(place.first, {10'000'00}, {10'000});
    auto const id = place.milestones(made.id)[0].id;
    place.submit(place.first, id).value();
    place.accept(id).value();
    auto const issued = place.invoice(place.first, id, {10'000'00}).value();
    auto const last_day = at("2026-05-06T12:00:00+08:00");
    place.dispute(issued.id, {4'000'00}, last_day - days{3}).value();
    CHECK(place.invoice_at(issued.id, last_day + days{10}).interest == money{30'00});
    CHECK(place.withdraw_dispute(issued.id, last_day + days{10}).value().interest == money{50'00});
}

TEST_CASE(
    "a statement opens where the one before it closed, and its lines lead from one to the other") {
    auto const seed = new_seed();
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    delivery_place place(GENERATE(from_range(dialects())));
    auto const made = place.in_force(place.first, {10'000'00}, {10'000});
    auto const id = place.milestones(made.id)[0].id;
    auto when = contracting + hours{1};
    place.submit(place.first, id, when).value();
    for (int i = 1; i < 12; ++i) {
        when += days{between(random, 0, 5)};
        place.accept_partly(id, {i * 100'00}, when).value();
        auto const issued = place.invoice(place.first, id, {100'00}, when).value();
        place.pay(issued.id, {60'00}, when).value();
        place.submit(place.first, id, when).value();
    }
    auto const payable = account(place, place.office, account_kind::payable);
    auto const whole = statement(place, place.office, payable.id, {});
    CHECK(whole.closing_balance == payable.balance);
    CHECK(whole.entries == 22);
    auto const start = calendar::day_of(contracting);
    money balance;
    std::int64_t entries = 0;
    for (auto day = start; day < start + days{70}; day += days{7}) {
        period const week{day, day + days{7}};
        auto const one = statement(place, place.office, payable.id, week);
        CHECK(one.opening_balance == balance);
        CHECK(one.closing_balance == one.opening_balance + one.debits + one.credits);
        std::string after;
        for (;;) { // pages of three
            auto const lines = place
                                   .reading([&](db::session& sql) {
                                       return place.delivering.statement_lines(
                                           sql, place.as(place.office), payable.id, week, after, 3);
                                   })
                                   .value();
            for (auto const& each : lines) {
                balance = balance + each.amount;
                CHECK(each.balance == balance);
                ++entries;
            }
            if (lines.size() < 3) break;
            after = to_string(lines.back().id);
        }
        CHECK(one.closing_balance == balance);
    }
    CHECK(balance == whole.closing_balance);
    CHECK(entries == whole.entries);
    auto const others = place.reading([&](db::session& sql) {
        return place.delivering.statement(sql, place.as(place.first), payable.id, {});
    });
    CHECK(others.error().code == error_code::not_found);
}

TEST_CASE("how a buyer pays is reckoned from its payments, and what is late from its invoices") {
    delivery_place place(GENERATE(from_range(dialects())));
    auto const nothing = statistics(place, {}, contracting);
    CHECK(nothing.payments == 0);
    CHECK_FALSE(nothing.average_days_hundredths);
    auto const made = place.in_force(place.first, {10'000'00}, {2000, 8000});
    auto const parts = place.milestones(made.id);
    std::vector<uuid> invoices;
    for (auto const& each : parts) {
        place.submit(place.first, each.id).value();
        place.accept(each.id).value();
        invoices.push_back(place.invoice(place.first, each.id, each.amount).value().id);
    }
    place.pay(invoices[0], {2'000'00}, contracting + days{10}).value();
    place.pay(invoices[1], {4'000'00}, contracting + days{20}).value();
    auto const late = contracting + days{40}; // six days after 6 May
    auto const open = statistics(place, {}, late);
    CHECK(open.payments == 2);
    CHECK(open.average_days_hundredths == 1500);
    CHECK(open.weighted_average_days_hundredths == 1667); // (2,000 × 10 + 4,000 × 20) / 6,000
    CHECK(open.late_payments == 0);
    CHECK(open.overdue_invoices == 1);
    CHECK(open.overdue == money{4'000'00});

    place.pay(invoices[1], {4'012'00}, late).value();
    auto const paid = statistics(place, {}, late);
    CHECK(paid.paid == money{10'000'00});
    CHECK(paid.interest_paid == money{12'00});
    CHECK(paid.late_payments == 1);
    CHECK(paid.paid_late == money{4'000'00});
    CHECK(paid.overdue_invoices == 0);
    auto const day = calendar::day_of(contracting);
    auto const until_then = statistics(place, {day, day + days{20}}, late);
    CHECK(until_then.payments == 1);
    auto const agency = place.reading([&](db::session& sql) {
        return place.delivering.payment_statistics_of(sql, place.first.id, {}, late);
    });
    CHECK(agency.error().code == error_code::not_found);
}

TEST_CASE("clerks who pay a whole invoice at the same instant pay it once") {
    delivery_place place(GENERATE(from_range(dialects())));
    auto const made = place.in_force(place.first, {100'00}, {10'000});
    auto const id = place.milestones(made.id)[0].id;
    place.submit(place.first, id).value();
    place.accept(id).value();
    auto const issued = place.invoice(place.first, id, {100'00}).value();
    auto const clerk = procurement_place::as(place.office);
    constexpr int clerks = 8;
    std::atomic<int> exceeded = 0;
    std::vector<std::future<ending>> waiting;
    for (int i = 0; i < clerks; ++i) {
        waiting.push_back(submit_write(*place.database, [&](db::session& sql) {
            journal::unit_of_work one(sql, contracting, clerk, "request");
            auto const made_one = place.delivering.pay(one, issued.id, {.amount = {100'00}});
            if (!made_one.has_value()) {
                exceeded += made_one.error().code == error_code::amount_exceeded ? 1 : 0;
                return db::verdict::discard;
            }
            journal::record(one);
            return db::verdict::keep;
        }));
    }
    int paid = 0;
    for (auto& each : waiting)
        paid += each.get().completion == db::completion::committed ? 1 : 0;
    CHECK(paid == 1);
    CHECK(exceeded >= clerks - 1); // a unit that met a deadlock ran again
    CHECK(integer(*place.database, "SELECT COUNT(*) FROM payments") == 1);
    CHECK(place.balance(place.office, account_kind::cash) == money{-100'00});
}
