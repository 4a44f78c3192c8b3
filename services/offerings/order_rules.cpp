// The rules of orders: who may do what when, what it costs, until when.
#include "services/offerings/model.hpp"

namespace talent::offerings {
namespace {

/// For which price models a row holds.
enum class pricing_kind : std::uint8_t { any, reckoned, quoted };

struct transition {
    order_state from;
    order_command command;
    order_side who;
    pricing_kind pricing;
    order_state to;
};

using enum order_state;
using enum order_side;
using command = order_command;

// A quote leaves the order placed: nobody is bound by a price that they have not seen, and the
// seller may name another one until the buyer confirms. A dispute is the buyer's to close, who
// opened it.
constexpr transition transitions[] = {
    {placed, command::accept, seller, pricing_kind::reckoned, accepted},
    {placed, command::quote, seller, pricing_kind::quoted, placed},
    {placed, command::confirm, buyer, pricing_kind::quoted, accepted},
    {placed, command::decline, seller, pricing_kind::any, declined},
    {placed, command::withdraw, buyer, pricing_kind::any, declined},
    {accepted, command::deliver, seller, pricing_kind::any, delivered},
    {delivered, command::accept_delivery, buyer, pricing_kind::any, accepted_by_buyer},
    {delivered, command::dispute, buyer, pricing_kind::any, disputed},
    {accepted_by_buyer, command::close, buyer, pricing_kind::any, closed},
    {disputed, command::close, buyer, pricing_kind::any, closed},
    {disputed, command::deliver_again, seller, pricing_kind::any, delivered},
    {delivered, command::claim, seller, pricing_kind::any, accepted_by_buyer},
    {accepted, command::release, buyer, pricing_kind::any, declined},
    {disputed, command::release, buyer, pricing_kind::any, declined},
};

bool holds_for(transition const& row, price_model pricing) {
    if (row.pricing == pricing_kind::any) return true;
    return (row.pricing == pricing_kind::quoted) == (pricing == price_model::quote);
}

problem too_large() {
    return refuse_field("/quantity", "too_large",
                        "makes a total beyond " + format_money({money_fen_max}));
}

result<std::optional<money>> times_quantity(money price, std::int64_t quantity) {
    if (quantity > 0 && price.fen > money_fen_max / quantity) return too_large();
    return std::optional(money{price.fen * quantity});
}

} // namespace

result<order_state> next_state(order_state from, order_command command, order_side who,
                               price_model pricing) {
    bool of_the_other_side = false;
    for (auto const& row : transitions) {
        if (row.from != from || row.command != command || !holds_for(row, pricing)) continue;
        if (row.who == who) return row.to;
        of_the_other_side = true;
    }
    if (of_the_other_side) {
        return refuse(error_code::forbidden, "That is for the other side of the order to do.");
    }
    return refuse(error_code::wrong_state, "The order is " + std::string(json::name_of(from)) +
                                               ", priced by " +
                                               std::string(json::name_of(pricing)) + ".");
}

std::optional<order_side> side_of(order const& one, uuid const& organisation) {
    if (organisation == one.buyer_id) return buyer;
    if (organisation == one.seller_id) return seller;
    return std::nullopt;
}

result<order> freeze(order wanted, offering const& offered) {
    wanted.offering_version = offered.version;
    wanted.seller_id = offered.organisation_id;
    wanted.title = offered.title;
    wanted.category = offered.category;
    wanted.price_model = offered.price_model;
    wanted.price = offered.price;
    wanted.percent_basis_points = offered.percent_basis_points;
    wanted.response_hours = offered.response_hours.value_or(0);
    wanted.delivery_days = offered.delivery_days.value_or(0);
    wanted.terms = offered.terms;
    TRY(wanted.price_total, price_total_of(wanted));
    return wanted;
}

result<std::optional<money>> price_total_of(order const& one) {
    bool const of_salary = one.price_model == price_model::percent_of_salary;
    if (of_salary && !one.salary_base) {
        return refuse_field("/salary_base", "required", "the price is a percentage of it");
    }
    if (!of_salary && one.salary_base) {
        return refuse_field("/salary_base", "not_applicable", "the price does not depend on it");
    }
    switch (one.price_model) {
        case price_model::fixed:
        case price_model::per_head:
            return times_quantity(one.price.value_or(money{}), one.quantity);
        case price_model::percent_of_salary: {
            auto const total =
                scale(*one.salary_base, one.percent_basis_points.value_or(0) * one.quantity,
                      percent_basis_points_max);
            if (total.fen > money_fen_max)
                return refuse_field("/quantity", "out_of_range", "makes the total too large");
            return std::optional(total);
        }
        case price_model::quote:
            break;
    }
    return std::optional<money>();
}

result<void> take_over(acceptance const& answer, order& one) {
    bool const quoted = one.price_model == price_model::quote;
    if (quoted && !answer.price_total) {
        return refuse_field("/price_total", "required",
                            "the offering is priced by quote: name the total");
    }
    if (!quoted && answer.price_total) {
        return refuse_field("/price_total", "not_applicable", "the total was fixed at placing");
    }
    if (quoted) one.price_total = answer.price_total;
    return success();
}

calendar::deadline response_deadline_of(order const& one, calendar::working_days const& days,
                                        std::int64_t divisor) {
    calendar::deadline_rule const rule{.name = "answer_order",
                                       .start_event = "order_placed",
                                       .amount = one.response_hours,
                                       .unit = calendar::deadline_unit::hours,
                                       .source = "service level of the offering"};
    return calendar::reckon(rule, one.placed_at, days, divisor);
}

calendar::deadline delivery_deadline_of(order const& one, calendar::working_days const& days,
                                        std::int64_t divisor) {
    calendar::deadline_rule const rule{.name = "deliver_order",
                                       .start_event = "order_accepted",
                                       .amount = one.delivery_days,
                                       .unit = calendar::deadline_unit::working_days,
                                       .source = "service level of the offering"};
    return calendar::reckon(rule, one.accepted_at.value(), days, divisor);
}

} // namespace talent::offerings
