// The ledger on each database: against a small model of what is owed, and against damage.
#include "tests/unit/base/seed.hpp"
#include "tests/unit/delivery/delivery_fixture.hpp"

using namespace talent;
using namespace talent::test;
using namespace talent::delivery;

namespace {

constexpr int random_operations = 250;
constexpr std::int64_t fee_basis_points = 333; // leaves fractions of a fen

// All that should be true of the money, kept by hand.
struct reference {
    money accepted;
    money paid;
    std::vector<money> accepted_of; // by milestone
    std::vector<money> invoiced_of;
    std::vector<std::pair<uuid, money>> open_invoices; // what is left to pay
};

struct random_market {
    delivery_place& place;
    identity::organisation supplier;
    std::vector<milestone> parts;
    std::mt19937_64 random;
    reference known;

    money up_to(money limit) { return {between(random, 1, std::max<std::int64_t>(limit.fen, 1))}; }
    std::size_t any_part() {
        return static_cast<std::size_t>(
            between(random, 0, static_cast<std::int64_t>(parts.size()) - 1));
    }

    void deliver() {
        auto const which = any_part();
        auto const state = place.milestone(parts[which].id).state;
        if (state == milestone_state::accepted) return;
        place.submit(supplier, parts[which].id).value();
        auto const before = known.accepted_of[which];
        auto const wanted = before + up_to(parts[which].amount - before);
        bool const whole = wanted >= parts[which].amount;
        if (between(random, 0, 3) == 0) {
            place.reject(parts[which].id).value();
            return;
        }
        whole ? place.accept(parts[which].id).value()
              : place.accept_partly(parts[which].id, wanted).value();
        known.accepted_of[which] = whole ? parts[which].amount : wanted;
        known.accepted = known.accepted + known.accepted_of[which] - before;
    }

    void claim() {
        auto const which = any_part();
        auto const left = known.accepted_of[which] - known.invoiced_of[which];
        auto const amount = up_to(left + money{3});
        auto const issued = place.invoice(supplier, parts[which].id, amount);
        REQUIRE(issued.has_value() == (amount <= left));
        if (!issued.has_value()) return;
        known.invoiced_of[which] = known.invoiced_of[which] + amount;
        known.open_invoices.emplace_back(issued.value().id, amount);
    }

    void settle() {
        if (known.open_invoices.empty()) return;
        auto const last = static_cast<std::int64_t>(known.open_invoices.size()) - 1;
        auto& [id, left] = known.open_invoices[static_cast<std::size_t>(between(random, 0, last))];
        auto const amount = up_to(left + money{3});
        auto const made = place.pay(id, amount);
        REQUIRE(made.has_value() == (amount <= left));
        if (!made.has_value()) return;
        left = left - amount;
        known.paid = known.paid + amount;
    }

    void compare() {
        using enum account_kind;
        REQUIRE(place.verified().has_value());
        REQUIRE(place.balance(place.office, expense) == known.accepted);
        REQUIRE(place.balance(place.office, payable) == known.paid - known.accepted);
        REQUIRE(place.balance(place.office, cash) == money{} - known.paid);
        REQUIRE(place.balance(supplier, receivable) == known.accepted - known.paid);
        REQUIRE(place.balance(supplier, cash) == known.paid);
        money fees;
        for (auto const each : known.accepted_of)
            fees = fees + money{each.fen * fee_basis_points / basis_points_total};
        REQUIRE(place.balance(supplier, fee) == money{} - fees);
        REQUIRE(place.balance(supplier, revenue) == fees - known.accepted);
    }
};

} // namespace

TEST_CASE("the ledger agrees with what was accepted and paid, whatever the order") {
    auto const seed = new_seed();
    CAPTURE(seed);
    delivery_place place(GENERATE(from_range(dialects())));
    auto const made =
        place.in_force(place.group, {9'999'97}, {1111, 2222, 3333, 3334}, fee_basis_points);
    random_market market{place, place.group, place.milestones(made.id), std::mt19937_64{seed}, {}};
    market.known.accepted_of.resize(market.parts.size());
    market.known.invoiced_of.resize(market.parts.size());
    for (int i = 0; i < random_operations; ++i) {
        bool const ended = place.contract(made.id).state == contract_state::completed;
        auto const choice = between(market.random, ended ? 1 : 0, 2);
        if (choice == 0) market.deliver();
        if (choice == 1) market.claim();
        if (choice == 2) market.settle();
        if (i % 10 == 0) market.compare();
    }
    market.compare();
}

TEST_CASE("every posting belongs to a journal entry, closed to the parties") {
    delivery_place place(GENERATE(from_range(dialects())));
    auto const made = place.in_force(place.first, {100'00}, {10'000});
    auto const id = place.milestones(made.id)[0].id;
    place.submit(place.first, id).value();
    place.accept(id).value();
    place.pay(place.invoice(place.first, id, {100'00}).value().id, {100'00}).value();
    std::int64_t posted = 0;
    for (auto const& each : place.journal_entries()) {
        if (each.type != "ledger.posted") continue;
        CHECK(each.visible == journal::visibility::closed);
        CHECK(journal::names_party(each, place.office.id));
        CHECK(journal::names_party(each, place.first.id));
        posted += static_cast<std::int64_t>(
            json::read_stored<ledger_transaction>(each.after).postings.size());
    }
    CHECK(posted == 8);
    CHECK(integer(*place.database, "SELECT COUNT(*) FROM ledger_postings") == posted);
}

TEST_CASE("a damaged ledger is told in a sentence") {
    delivery_place place(GENERATE(from_range(dialects())));
    auto const made = place.in_force(place.first, {100'00}, {10'000});
    auto const id = place.milestones(made.id)[0].id;
    place.submit(place.first, id).value();
    place.accept(id).value();
    REQUIRE(place.verified().has_value());
    SECTION("an amount was changed") {
        execute(
            *place.database,
            "UPDATE ledger_postings SET amount = amount + 1 WHERE amount = 10000 AND account_id IN "
            "(SELECT id FROM ledger_accounts WHERE kind = 'expense')");
        CHECK(place.verified().error().detail == "The ledger sums to 0.01, not to zero.");
    }
    SECTION("two transactions make up for each other") {
        execute(*place.database, "UPDATE ledger_postings SET transaction_id = :p1 WHERE amount > 0",
                {to_string(made.id)});
        CHECK(place.verified().error().detail.find("The ledger's transaction") == 0);
    }
    SECTION("one organisation's book makes up for the other's") {
        execute(*place.database,
                "UPDATE ledger_postings SET amount = amount + 5 WHERE account_id IN "
                "(SELECT id FROM ledger_accounts WHERE kind = 'expense')");
        execute(*place.database,
                "UPDATE ledger_postings SET amount = amount - 5 WHERE account_id IN "
                "(SELECT id FROM ledger_accounts WHERE kind = 'revenue')");
        CHECK(place.verified().error().detail.find("one organisation's postings sum to") !=
              std::string::npos);
    }
}

TEST_CASE("an organisation reads its own accounts and entries only") {
    delivery_place place(db::dialect::sqlite);
    auto const made = place.in_force(place.first, {100'00}, {10'000});
    auto const id = place.milestones(made.id)[0].id;
    place.submit(place.first, id).value();
    place.accept(id).value();
    auto const accounts = place.reading([&](db::session& sql) {
        return place.delivering.list_accounts(sql, procurement_place::as(place.first), "", 10);
    });
    REQUIRE(accounts.size() == 7);
    auto const entries_for = [&](identity::organisation const& who) {
        return place.reading([&](db::session& sql) {
            return place.delivering.list_postings(sql, procurement_place::as(who), accounts[0].id,
                                                  "", 10);
        });
    };
    CHECK(entries_for(place.first).value().size() == 1);
    CHECK(entries_for(place.office).error().code == error_code::not_found);
}
