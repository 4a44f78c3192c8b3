// The rules of payment: what is due when, interest by day, disputes, and the example of
// docs/money.md.
#include <catch2/catch.hpp>

#include <fstream>
#include <sstream>

#include "services/delivery/books.hpp"
#include "tests/unit/base/seed.hpp"

using namespace talent;
using namespace talent::delivery;

namespace {

calendar::working_days const& working_days() {
    static auto const all = calendar::working_days::built_in();
    return all;
}

instant on(char const* day, int hour = 10) {
    return calendar::start_of(*parse_date(day)) + std::chrono::hours{hour};
}

contract in_force(money price, payment_terms const& terms) {
    contract one;
    one.state = contract_state::in_force;
    one.original_price = one.price = price;
    one.payment_terms = terms;
    return one;
}

milestone due(money amount, char const* day) {
    milestone one;
    one.amount = amount;
    one.due_on = *parse_date(day);
    return one;
}

milestone submitted_on(contract const& of, milestone one, char const* day) {
    return submitted(of, std::move(one), delivery_party::supplier, {{"report", {}}}, on(day),
                     working_days())
        .value();
}
accepted_milestone accepted_on(contract const& of, milestone one, char const* day) {
    return accepted(of, std::move(one), delivery_party::buyer, {}, on(day), working_days()).value();
}

// Accepted, and invoiced on a day, the whole of it.
invoice invoiced(money amount, char const* accepted_day, char const* invoiced_day) {
    auto const of = in_force(amount, {});
    auto const one =
        accepted_on(of, submitted_on(of, due(amount, "2026-12-31"), accepted_day), accepted_day);
    return issued(of, one.after, {.amount = amount}, on(invoiced_day)).value().made;
}

error_code code_of(result<changed_invoice> const& outcome) {
    return outcome.error().code;
}

} // namespace

// The figures of docs/money.md, each of which the page must name.
TEST_CASE("the example of docs/money.md is reckoned as it says") {
    std::ifstream from(TALENT_SOURCE_DIRECTORY "/docs/money.md");
    std::stringstream page;
    page << from.rdbuf();
    auto const says = [&](std::string const& figure) {
        INFO(figure);
        CHECK(page.str().find(figure) != std::string::npos);
    };
    payment_terms const terms{.penalty_basis_points_per_day = 50,
                              .penalty_cap_basis_points = 1'000,
                              .retention_basis_points = 500,
                              .warranty_until = parse_date("2026-12-31")};
    auto const of = in_force({100'000'00}, terms);
    auto const late = submitted_on(of, due({100'000'00}, "2026-06-01"), "2026-06-05");
    auto const done = accepted_on(of, late, "2026-06-08");
    CHECK(done.made.days_late == 4);
    CHECK(done.made.penalty == money{2'000'00});
    CHECK(done.made.retained == money{5'000'00});
    CHECK(done.made.payable == money{93'000'00});
    CHECK(done.made.payment.due == on("2026-07-09", 0)); // the end of 8 July, a Wednesday
    for (auto const* figure : {"2,000.00", "5,000.00", "93,000.00", "8 July"})
        says(figure);

    auto one = issued(of, done.after, {.amount = {93'000'00}}, on("2026-06-09")).value().made;
    auto const disputed_part = disputed(one, delivery_party::buyer,
                                        {{13'000'00}, {"a course was not held"}}, on("2026-06-10"))
                                   .value();
    one = disputed_part.after;
    CHECK(outstanding_of(one, on("2026-07-08")) == money{80'000'00});
    CHECK(interest_owed(one, on("2026-07-18")) == money{400'00});
    CHECK(outstanding_of(one, on("2026-07-18")) == money{80'400'00});
    auto const paid = settled(one, delivery_party::buyer, {80'400'00}, on("2026-07-18")).value();
    CHECK(paid.made.interest_amount == money{400'00});
    CHECK(paid.made.principal_amount == money{80'000'00});
    CHECK(paid.made.days_to_pay == 39);
    CHECK(paid.made.days_late == 10);
    CHECK(paid.after.state == invoice_state::partly_paid);
    for (auto const* figure : {"80,000.00", "400.00", "80,400.00", "39 days"})
        says(figure);

    auto const withdrawn =
        undisputed(paid.after, delivery_party::buyer, on("2026-07-20")).value().after;
    CHECK(interest_owed(withdrawn, on("2026-07-20")) == money{78'00}); // 12 days on 13,000.00
    auto const rest =
        settled(withdrawn, delivery_party::buyer, {13'078'00}, on("2026-07-20")).value();
    CHECK(rest.after.state == invoice_state::paid);
    for (auto const* figure : {"78.00", "13,078.00"})
        says(figure);

    auto const early =
        released(of, done.after, delivery_party::supplier, on("2026-12-30"), working_days());
    CHECK(early.error().code == error_code::wrong_state);
    auto const free_again =
        released(of, done.after, delivery_party::supplier, on("2026-12-31"), working_days())
            .value();
    CHECK(free_again.made.amount == money{5'000'00});
    CHECK(free_again.after.payable_amount == money{98'000'00});
}

TEST_CASE("what is paid on the last day of its term is in time, a day later it is one day late") {
    auto const one = invoiced({10'000'00}, "2026-06-08", "2026-06-08"); // until 8 July
    CHECK(interest_owed(one, on("2026-07-08", 23)) == money{});
    CHECK(interest_owed(one, on("2026-07-09", 0)) == money{5'00});
    CHECK(interest_owed(one, on("2026-07-18", 12)) == money{50'00});
}

TEST_CASE("a term that ends on a holiday ends on the next working day") {
    auto const one = invoiced({10'000'00}, "2026-09-01", "2026-09-01"); // 1 October is a holiday
    CHECK(interest_owed(one, on("2026-10-07", 23)) == money{});
    CHECK(interest_owed(one, on("2026-10-09", 0)) == money{5'00});
}

TEST_CASE("an invoice that comes late bears no interest for the days before it") {
    auto const one = invoiced({10'000'00}, "2026-06-08", "2026-07-20");
    CHECK(interest_owed(one, on("2026-07-20", 23)) == money{});
    CHECK(interest_owed(one, on("2026-07-21", 0)) == money{5'00});
}

TEST_CASE("a buyer who inspects late gains nothing: the term runs from the end of the inspection") {
    auto const of = in_force({100'00}, {});
    auto const one = submitted_on(of, due({100'00}, "2026-06-01"), "2026-05-20");
    REQUIRE(one.inspection);
    CHECK(one.inspection->due == on("2026-06-02", 0)); // 30 May is a Saturday
    auto const late = accepted_on(of, one, "2026-06-15");
    CHECK(late.made.payment.start == on("2026-06-02", 0) - std::chrono::milliseconds{1});
    CHECK(late.made.payment.due == on("2026-07-02", 0));
    CHECK(accepted_on(of, one, "2026-05-25").made.payment.start == on("2026-05-25"));
}

TEST_CASE("a penalty grows by day up to its cap") {
    payment_terms const terms{.penalty_basis_points_per_day = 30, .penalty_cap_basis_points = 100};
    CHECK(penalty_of({10'000'00}, 0, terms) == money{});
    CHECK(penalty_of({10'000'00}, 1, terms) == money{30'00});
    CHECK(penalty_of({10'000'00}, 3, terms) == money{90'00});
    CHECK(penalty_of({10'000'00}, 4, terms) == money{100'00});
    CHECK(penalty_of({money_fen_max}, 1'000'000'000, terms) == part_of({money_fen_max}, 100));
    CHECK(penalty_of({10'000'00}, 4, {}) == money{});
}

TEST_CASE("interest does not depend on how often it was reckoned") {
    auto const seed = new_seed();
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    for (int round = 0; round < 300; ++round) {
        auto one = invoiced({between(random, 1, 50'000'00)}, "2026-06-08", "2026-06-09");
        one.late_interest_ppm_per_day =
            between(random, late_interest_ppm_per_day_min, late_interest_ppm_per_day_max);
        auto often = one;
        auto when = on("2026-07-01");
        for (int i = 0; i < 20; ++i) {
            // A dispute that is withdrawn at once changes nothing, and has all reckoned.
            when += std::chrono::hours{24 * between(random, 0, 9)};
            often = disputed(often, delivery_party::buyer, {{1}, {"?"}}, when).value().after;
            often = undisputed(often, delivery_party::buyer, when).value().after;
        }
        if (interest_owed(often, when) != interest_owed(one, when))
            FAIL(interest_owed(often, when).fen << " is not " << interest_owed(one, when).fen);
    }
}

TEST_CASE(
    "a dispute names at most what is unpaid, once, with reasons, and the rest is due at once") {
    auto const one = invoiced({100'00}, "2026-06-08", "2026-06-08");
    auto const now = on("2026-06-10");
    auto const buyer = delivery_party::buyer;
    CHECK(code_of(disputed(one, buyer, {{40'00}, {}}, now)) == error_code::invalid_fields);
    CHECK(code_of(disputed(one, buyer, {{100'01}, {"no"}}, now)) == error_code::amount_exceeded);
    CHECK(code_of(disputed(one, delivery_party::supplier, {{40'00}, {"no"}}, now)) ==
          error_code::forbidden);
    auto const half = disputed(one, buyer, {{40'00}, {"no"}}, now).value().after;
    CHECK(code_of(disputed(half, buyer, {{1}, {"more"}}, now)) == error_code::conflict);
    CHECK(outstanding_of(half, now) == money{60'00});
    CHECK(settled(half, buyer, {60'01}, now).error().code == error_code::amount_exceeded);
    auto const paid = settled(half, buyer, {60'00}, now).value().after;
    CHECK(paid.state == invoice_state::partly_paid);
    CHECK_FALSE(paid.overdue_from);
    CHECK(code_of(undisputed(one, buyer, now)) == error_code::wrong_state);
    CHECK(code_of(conceded(paid, delivery_party::supplier, {40'01}, now)) ==
          error_code::amount_exceeded);
    auto const part = conceded(paid, delivery_party::supplier, {10'00}, now).value().after;
    CHECK(part.state == invoice_state::partly_paid);
    CHECK(conceded(part, delivery_party::supplier, {30'00}, now).value().after.state ==
          invoice_state::paid);
}

TEST_CASE("an invoice that is given up as a whole is conceded, and nothing is paid of it") {
    auto const one = invoiced({100'00}, "2026-06-08", "2026-06-08");
    auto const now = on("2026-06-10");
    auto const all =
        disputed(one, delivery_party::buyer, {{100'00}, {"not ours"}}, now).value().after;
    auto const given = conceded(all, delivery_party::supplier, {100'00}, now).value().after;
    CHECK(given.state == invoice_state::conceded);
    CHECK(settled(given, delivery_party::buyer, {1}, now).error().code ==
          error_code::amount_exceeded);
    CHECK(code_of(refunded(given, delivery_party::supplier, {1}, now)) == error_code::wrong_state);
}

TEST_CASE("no more is returned than was paid") {
    auto const one = invoiced({100'00}, "2026-06-08", "2026-06-08");
    auto const now = on("2026-06-10");
    CHECK(code_of(refunded(one, delivery_party::supplier, {1}, now)) == error_code::wrong_state);
    auto const paid = settled(one, delivery_party::buyer, {100'00}, now).value().after;
    CHECK(code_of(refunded(paid, delivery_party::supplier, {100'01}, now)) ==
          error_code::amount_exceeded);
    auto const back = refunded(paid, delivery_party::supplier, {60'00}, now).value().after;
    CHECK(code_of(refunded(back, delivery_party::supplier, {40'01}, now)) ==
          error_code::amount_exceeded);
}

TEST_CASE("averages are to the hundredth of a day, and nothing is no average") {
    CHECK_FALSE(statistics_of({}).average_days_hundredths);
    auto const three = statistics_of({.payments = 3, .days = 20, .yuan_days = 50, .yuan = 4});
    CHECK(three.average_days_hundredths == 667);
    CHECK(three.weighted_average_days_hundredths == 1250);
}
