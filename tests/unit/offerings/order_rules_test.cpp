// The rules of orders: the state table, the frozen terms, the price, the clocks.
#include <catch2/catch.hpp>
#include <random>
#include <set>
#include <tuple>

#include "services/offerings/model.hpp"

using namespace talent;
using namespace talent::offerings;

namespace {

using enum order_state;
using enum order_side;
using command = order_command;

constexpr order_state all_states[] = {placed,   accepted, declined, delivered, accepted_by_buyer,
                                      disputed, closed};
constexpr command all_commands[] = {command::quote,           command::accept,   command::confirm,
                                    command::decline,         command::withdraw, command::deliver,
                                    command::accept_delivery, command::dispute,  command::close,
                                    command::deliver_again,   command::claim,    command::release};
constexpr price_model all_models[] = {price_model::fixed, price_model::per_head,
                                      price_model::percent_of_salary, price_model::quote};

/// Written out by hand, as product.md has it: what may happen, whatever else may not.
std::optional<order_state> expected_state(order_state from, command what, order_side who,
                                          price_model pricing) {
    bool const quoted = pricing == price_model::quote;
    if (from == placed && what == command::accept && who == seller && !quoted) return accepted;
    if (from == placed && what == command::quote && who == seller && quoted) return placed;
    if (from == placed && what == command::confirm && who == buyer && quoted) return accepted;
    if (from == placed && what == command::decline && who == seller) return declined;
    if (from == placed && what == command::withdraw && who == buyer) return declined;
    if (from == accepted && what == command::deliver && who == seller) return delivered;
    if (from == delivered && what == command::accept_delivery && who == buyer) {
        return accepted_by_buyer;
    }
    if (from == delivered && what == command::dispute && who == buyer) return disputed;
    if (from == accepted_by_buyer && what == command::close && who == buyer) return closed;
    if (from == disputed && what == command::close && who == buyer) return closed;
    if (from == disputed && what == command::deliver_again && who == seller) return delivered;
    if (from == delivered && what == command::claim && who == seller) return accepted_by_buyer;
    if ((from == accepted || from == disputed) && what == command::release && who == buyer)
        return declined;
    return std::nullopt;
}

instant at(char const* text) {
    return parse_instant(text).value();
}

} // namespace

TEST_CASE("an order moves only as its table says, for every state, command, side and price model") {
    for (auto const from : all_states) {
        for (auto const what : all_commands) {
            for (auto const who : {buyer, seller}) {
                for (auto const pricing : all_models) {
                    INFO(json::name_of(from)
                         << " × " << static_cast<int>(what) << " × " << json::name_of(who) << " × "
                         << json::name_of(pricing));
                    auto const outcome = next_state(from, what, who, pricing);
                    auto const expected = expected_state(from, what, who, pricing);
                    REQUIRE(outcome.has_value() == expected.has_value());
                    if (expected) {
                        CHECK(outcome.value() == *expected);
                        continue;
                    }
                    auto const other = who == buyer ? seller : buyer;
                    bool const theirs = expected_state(from, what, other, pricing).has_value();
                    CHECK(outcome.error().code ==
                          (theirs ? error_code::forbidden : error_code::wrong_state));
                }
            }
        }
    }
}

TEST_CASE("every state is reached from placing, and only declined and closed are final") {
    std::set<order_state> reached{placed};
    std::set<order_state> with_a_way_out;
    for (int round = 0; round < 7; ++round) {
        for (auto const from : std::set(reached)) {
            for (auto const what : all_commands) {
                for (auto const who : {buyer, seller}) {
                    auto const outcome = next_state(from, what, who, price_model::quote);
                    if (!outcome.has_value()) continue;
                    reached.insert(outcome.value());
                    with_a_way_out.insert(from);
                }
            }
        }
    }
    CHECK(reached.size() == std::size(all_states));
    CHECK(with_a_way_out == std::set{placed, accepted, delivered, accepted_by_buyer, disputed});
}

TEST_CASE("an organisation is the buyer, the seller, or nobody to an order") {
    auto const now = at("2026-06-01T10:00:00+08:00");
    order const one{.buyer_id = make_uuid(now), .seller_id = make_uuid(now)};
    CHECK(side_of(one, one.buyer_id) == buyer);
    CHECK(side_of(one, one.seller_id) == seller);
    CHECK(side_of(one, make_uuid(now)) == std::nullopt);
    CHECK(side_of(one, uuid{}) == std::nullopt);
}

TEST_CASE("the total is quantity times price, exactly as adding it up one by one") {
    std::mt19937_64 random(20261122);
    for (int i = 0; i < 500; ++i) {
        order one{
            .price_model = i % 2 == 0 ? price_model::fixed : price_model::per_head,
            .price = money{std::uniform_int_distribution<std::int64_t>(1, 99'999'999)(random)},
            .quantity = std::uniform_int_distribution<std::int64_t>(1, 500)(random)};
        money sum;
        for (std::int64_t n = 0; n < one.quantity; ++n)
            sum = sum + *one.price;
        CHECK(price_total_of(one).value() == sum);
    }
}

TEST_CASE("a percentage of salary is rounded once, half up, by the fen") {
    std::mt19937_64 random(20261123);
    for (int i = 0; i < 2000; ++i) {
        order one{
            .price_model = price_model::percent_of_salary,
            .percent_basis_points = std::uniform_int_distribution<std::int64_t>(1, 10'000)(random),
            .quantity = std::uniform_int_distribution<std::int64_t>(1, 20)(random),
            .salary_base =
                money{std::uniform_int_distribution<std::int64_t>(1, 100'000'000)(random)}};
        // Small enough for 64 bits, so the whole and the rest can be had by plain division.
        auto const product = one.salary_base->fen * *one.percent_basis_points * one.quantity;
        auto const naive = product / 10'000 + (product % 10'000 >= 5'000 ? 1 : 0);
        CHECK(price_total_of(one).value()->fen == naive);
    }
    order const largest{.price_model = price_model::percent_of_salary,
                        .percent_basis_points = percent_basis_points_max,
                        .quantity = quantity_max,
                        .salary_base = money{salary_base_fen_max}};
    CHECK(price_total_of(largest).value()->fen == money_fen_max);
}

TEST_CASE("a total beyond what money can hold is refused, the largest one is not") {
    order one{
        .price_model = price_model::per_head, .price = money{money_fen_max / 10}, .quantity = 10};
    CHECK(price_total_of(one).value()->fen == money_fen_max);
    one.quantity = 11;
    REQUIRE_FALSE(price_total_of(one).has_value());
    CHECK(price_total_of(one).error().errors.front().pointer == "/quantity");
    one = {
        .price_model = price_model::fixed, .price = money{money_fen_max}, .quantity = quantity_max};
    CHECK_FALSE(price_total_of(one).has_value());
}

TEST_CASE("the salary is named where the price is a percentage of it, and nowhere else") {
    for (auto const pricing : all_models) {
        bool const of_salary = pricing == price_model::percent_of_salary;
        order one{.price_model = pricing, .price = money{100}, .percent_basis_points = 2000};
        CHECK(price_total_of(one).has_value() == !of_salary);
        one.salary_base = money{30'000'000};
        CHECK(price_total_of(one).has_value() == of_salary);
    }
}

TEST_CASE(
    "a quote has no total until the seller names it, and only a quote lets the seller name it") {
    order quoted{.price_model = price_model::quote};
    CHECK_FALSE(price_total_of(quoted).value().has_value());
    CHECK_FALSE(take_over({}, quoted).has_value());
    REQUIRE(take_over({.price_total = money{5000}}, quoted).has_value());
    CHECK(quoted.price_total == money{5000});

    order reckoned{.price_model = price_model::fixed, .price_total = money{100}};
    CHECK(take_over({}, reckoned).has_value());
    CHECK_FALSE(take_over({.price_total = money{1}}, reckoned).has_value());
    CHECK(reckoned.price_total == money{100});
}

TEST_CASE("an order keeps the offering's terms as they were at placing") {
    auto const now = at("2026-06-01T10:00:00+08:00");
    offering const offered{.id = make_uuid(now),
                           .version = 7,
                           .organisation_id = make_uuid(now),
                           .title = "劳务派遣",
                           .category = service_category::labour_dispatch,
                           .price_model = price_model::per_head,
                           .price = money{12'345},
                           .response_hours = 24,
                           .delivery_days = 10,
                           .terms = "按月结算"};
    auto const made = freeze({.offering_id = offered.id, .quantity = 3}, offered).value();
    CHECK(made.offering_version == 7);
    CHECK(made.seller_id == offered.organisation_id);
    CHECK(made.title == offered.title);
    CHECK(made.category == offered.category);
    CHECK(made.price_model == offered.price_model);
    CHECK(made.price == offered.price);
    CHECK(made.terms == offered.terms);
    CHECK(made.response_hours == 24);
    CHECK(made.delivery_days == 10);
    CHECK(made.price_total == money{37'035});
}

TEST_CASE("the answer is due in hours from placing, the delivery in working days from acceptance") {
    auto const days = calendar::working_days::built_in();
    order const one{.response_hours = 24,
                    .delivery_days = 3,
                    .placed_at = at("2025-09-29T10:00:00+08:00"),
                    .accepted_at = at("2025-09-30T10:00:00+08:00")};
    CHECK(response_deadline_of(one, days).due == at("2025-09-30T10:00:00+08:00"));
    // Over the National Day holiday: 9, 10 and the make-up Saturday 11 October.
    CHECK(delivery_deadline_of(one, days).due == at("2025-10-12T00:00:00+08:00"));
    CHECK(delivery_deadline_of(one, days).rule == "deliver_order");
}
