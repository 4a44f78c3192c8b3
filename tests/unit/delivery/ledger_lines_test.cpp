// The lines of a transaction: balanced in each organisation's own book, whatever the amounts.
#include <catch2/catch.hpp>

#include "services/delivery/ledger.hpp"
#include "tests/unit/base/seed.hpp"

using namespace talent;
using namespace talent::delivery;

namespace {

constexpr int random_rounds = 10'000;

contract between_two() {
    contract one;
    one.buyer_id = make_uuid(from_milliseconds(1));
    one.supplier_id = make_uuid(from_milliseconds(1));
    return one;
}

acceptance of_amount(money amount, money penalty, money retained) {
    return {.amount = amount,
            .penalty = penalty,
            .retained = retained,
            .payable = amount - penalty - retained};
}

// Every kind of transaction there is.
std::vector<std::vector<ledger_line>> all_lines(contract const& one, acceptance const& made,
                                                money fee) {
    return {lines_of_acceptance(one, made, fee),   lines_of_release(one, made.retained),
            lines_of_interest(one, made.penalty),  lines_of_payment(one, made.payable),
            lines_of_concession(one, made.amount), lines_of_refund(one, made.amount)};
}

money sum_of(std::vector<ledger_line> const& lines, uuid const& organisation) {
    money sum;
    for (auto const& each : lines) {
        if (each.organisation_id == organisation) sum = sum + each.amount;
    }
    return sum;
}

} // namespace

TEST_CASE("every transaction balances in both books") {
    auto const seed = new_seed();
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    auto const one = between_two();
    for (int i = 0; i < random_rounds; ++i) {
        auto const amount = money{between(random, 0, money_fen_max)};
        auto const fee = fee_of(amount, between(random, 0, basis_points_total));
        auto const penalty = part_of(amount, between(random, 0, penalty_cap_basis_points_max));
        auto const retained = part_of(amount, between(random, 0, retention_basis_points_max));
        for (auto const& lines : all_lines(one, of_amount(amount, penalty, retained), fee)) {
            bool const right =
                sum_of(lines, one.buyer_id) == money{} && sum_of(lines, one.supplier_id) == money{};
            if (!right || !is_balanced(lines)) FAIL(amount.fen << " with fee " << fee.fen);
        }
    }
}

TEST_CASE("lines that balance only across the two books are not balanced") {
    auto const one = between_two();
    std::vector<ledger_line> const lines = {{one.buyer_id, account_kind::cash, {-5}},
                                            {one.supplier_id, account_kind::cash, {5}}};
    CHECK_FALSE(is_balanced(lines));
}

TEST_CASE("every line has an account on its own side") {
    auto const one = between_two();
    for (auto const& lines : all_lines(one, of_amount({100}, {5}, {10}), {8})) {
        for (auto const& each : lines) {
            auto const side = each.organisation_id == one.buyer_id ? delivery_party::buyer
                                                                   : delivery_party::supplier;
            auto const accounts = accounts_of(side);
            CHECK(std::find(accounts.begin(), accounts.end(), each.kind) != accounts.end());
        }
    }
}

TEST_CASE("the fee of parts sums to the fee of the whole") {
    CHECK(fee_of({100'01}, 800) == money{800});
    CHECK(fee_of({money_fen_max}, basis_points_total) == money{money_fen_max});
    CHECK(fee_of({0}, 800) == money{});
}
