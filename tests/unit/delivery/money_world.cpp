#include "tests/unit/delivery/money_world.hpp"

#include "tests/unit/delivery/model_books.hpp"

namespace talent::test {
namespace {

using namespace delivery;
using std::chrono::days;

term_calendar const& terms_calendar() {
    static auto const days = calendar::working_days::built_in();
    static term_calendar const made{days};
    return made;
}

instant now_in(money_world const& one) {
    return morning_of(money_days.at(one.day));
}

constexpr delivery_party both_sides[] = {delivery_party::buyer, delivery_party::supplier};

std::string by(delivery_party who) {
    return who == delivery_party::buyer ? "buyer" : "supplier";
}

void post(money_world& to, std::vector<ledger_line> const& lines) {
    for (auto const& each : lines) {
        auto& book = each.organisation_id == to.of.buyer_id ? to.buyer : to.supplier;
        book[each.kind] = book[each.kind] + each.amount;
    }
}

money half_of(money amount) {
    return {(amount.fen + 1) / 2};
}

using taken = std::optional<money_world>;

// -- the contract --

void add_contract_steps(money_rules const& rules, std::vector<money_step>& to) {
    to.push_back({"time passes", [](money_world one) -> taken {
                      if (one.day + 1 == money_days.size()) return std::nullopt;
                      ++one.day;
                      return one;
                  }});
    for (auto const who : both_sides) {
        to.push_back({by(who) + " suspends", [who](money_world one) -> taken {
                          auto done = suspended(one.of, who, now_in(one), {"flood"});
                          if (!done.has_value()) return std::nullopt;
                          one.of = std::move(done).value();
                          return one;
                      }});
        to.push_back({by(who) + " resumes", [who, &rules](money_world one) -> taken {
                          auto done = rules.resume(one.of, who, now_in(one), {"dry"});
                          if (!done.has_value()) return std::nullopt;
                          auto const rested = done.value().suspended_days - one.of.suspended_days;
                          one.of = std::move(done).value();
                          for (auto& each : one.parts)
                              each = delayed(std::move(each), rested, terms_calendar());
                          return one;
                      }});
        to.push_back({by(who) + " terminates", [who](money_world one) -> taken {
                          auto done = terminated(one.of, who, now_in(one), {"no use"});
                          if (!done.has_value()) return std::nullopt;
                          one.of = std::move(done).value();
                          return one;
                      }});
    }
}

// -- milestones --

taken with_acceptance(money_world one, std::size_t place, result<accepted_milestone> done) {
    if (!done.has_value()) return std::nullopt;
    auto made = std::move(done).value();
    post(one, lines_of_acceptance(one.of, made.made, made.fee));
    one.parts[place] = std::move(made.after);
    for (auto const& each : one.parts) {
        if (each.state != milestone_state::accepted) return one;
    }
    auto const state =
        next_state(one.of.state, contract_command::complete, delivery_party::platform);
    if (!state.has_value()) return std::nullopt; // the use case gives the acceptance up with it
    one.of.state = state.value();
    return one;
}

void add_milestone_steps(std::size_t place, money_rules const& rules, std::vector<money_step>& to) {
    auto const named = [place](delivery_party who, std::string const& what) {
        return by(who) + " " + what + " part " + std::to_string(place + 1);
    };
    for (auto const who : both_sides) {
        to.push_back({named(who, "submits"), [who, place](money_world one) -> taken {
                          auto done = submitted(one.of, one.parts[place], who, {{"report", {}}},
                                                now_in(one), terms_calendar());
                          if (!done.has_value()) return std::nullopt;
                          one.parts[place] = std::move(done).value();
                          return one;
                      }});
        to.push_back({named(who, "rejects"), [who, place](money_world one) -> taken {
                          auto done = rejected(one.of, one.parts[place], who, {"all"});
                          if (!done.has_value()) return std::nullopt;
                          one.parts[place] = std::move(done).value();
                          return one;
                      }});
        to.push_back({named(who, "accepts"), [who, place, &rules](money_world one) -> taken {
                          auto done = rules.accept(one.of, one.parts[place], who, {}, now_in(one),
                                                   terms_calendar());
                          return with_acceptance(std::move(one), place, std::move(done));
                      }});
        to.push_back({named(who, "accepts half of"), [who, place](money_world one) -> taken {
                          auto done = accepted_partly(one.of, one.parts[place], who,
                                                      {half_of(worth_of_part), {"part"}},
                                                      now_in(one), terms_calendar());
                          return with_acceptance(std::move(one), place, std::move(done));
                      }});
        to.push_back({named(who, "releases what is held back of"),
                      [who, place, &rules](money_world one) -> taken {
                          auto done = rules.release(one.of, one.parts[place], who, now_in(one),
                                                    terms_calendar());
                          if (!done.has_value()) return std::nullopt;
                          post(one, lines_of_release(one.of, done.value().made.amount));
                          one.parts[place] = std::move(done).value().after;
                          return one;
                      }});
    }
    auto const invoice_of = [place, &rules](money_world one, money amount) -> taken {
        auto done = rules.issue(one.of, one.parts[place], {.amount = amount}, now_in(one));
        if (!done.has_value()) return std::nullopt;
        one.parts[place] = std::move(done.value().after);
        one.bills.push_back(std::move(done.value().made));
        return one;
    };
    auto const left = [place](money_world const& one) {
        return one.parts[place].payable_amount - one.parts[place].invoiced_amount;
    };
    to.push_back({"supplier invoices all of part " + std::to_string(place + 1),
                  [=](money_world one) { return invoice_of(one, left(one)); }});
    to.push_back({"supplier invoices a fen too much of part " + std::to_string(place + 1),
                  [=](money_world one) { return invoice_of(one, left(one) + money{1}); }});
    to.push_back({"supplier invoices half of part " + std::to_string(place + 1),
                  [=](money_world one) -> taken {
                      // The bound: of what was accepted at once.
                      if (!one.bills.empty() || one.parts[place].acceptances.size() != 1 ||
                          one.parts[place].state != milestone_state::accepted)
                          return std::nullopt;
                      return invoice_of(one, half_of(left(one)));
                  }});
}

// -- invoices --

taken with_change(money_world one, std::size_t place, result<changed_invoice> done,
                  std::vector<ledger_line> const& lines = {}) {
    if (!done.has_value()) return std::nullopt;
    post(one, lines_of_interest(one.of, done.value().interest));
    post(one, lines);
    one.bills[place] = std::move(done).value().after;
    return one;
}

void add_payment_steps(std::size_t place, money_rules const& rules, std::vector<money_step>& to) {
    auto const name = " of invoice " + std::to_string(place + 1);
    auto const pay = [place, &rules](money_world one, delivery_party who, money amount) -> taken {
        auto done = rules.settle(one.bills[place], who, amount, now_in(one));
        if (!done.has_value()) return std::nullopt;
        post(one, lines_of_interest(one.of, done.value().interest));
        post(one, lines_of_payment(one.of, done.value().made.amount));
        one.paid = one.paid + done.value().made.amount;
        one.bills[place] = std::move(done).value().after;
        return one;
    };
    auto const owed = [place](money_world const& one) {
        return outstanding_of(one.bills[place], now_in(one));
    };
    for (auto const who : both_sides) {
        to.push_back({by(who) + " pays all" + name,
                      [=](money_world one) { return pay(one, who, owed(one)); }});
    }
    to.push_back({"buyer pays a fen too much" + name, [=](money_world one) {
                      return pay(one, delivery_party::buyer, owed(one) + money{1});
                  }});
    to.push_back({"buyer pays half" + name, [=](money_world one) -> taken {
                      if (place > 0 || one.bills[place].paid_amount != money{}) return std::nullopt;
                      return pay(one, delivery_party::buyer, half_of(owed(one)));
                  }});
}

void add_dispute_steps(std::size_t place, money_rules const& rules, std::vector<money_step>& to) {
    auto const name = " of invoice " + std::to_string(place + 1);
    to.push_back({"buyer disputes half" + name, [=](money_world one) {
                      auto const& bill = one.bills[place];
                      if (bill.conceded_amount != money{}) return taken{}; // the bound: once
                      auto const unpaid = bill.amount - bill.paid_amount - bill.conceded_amount;
                      auto done = disputed(bill, delivery_party::buyer, {half_of(unpaid), {"half"}},
                                           now_in(one));
                      return with_change(std::move(one), place, std::move(done));
                  }});
    to.push_back({"supplier concedes all that is disputed" + name, [=, &rules](money_world one) {
                      auto const& bill = one.bills[place];
                      auto const amount = bill.disputed_amount;
                      auto done =
                          rules.concede(bill, delivery_party::supplier, amount, now_in(one));
                      auto const lines = lines_of_concession(one.of, amount);
                      return with_change(std::move(one), place, std::move(done), lines);
                  }});
    to.push_back({"buyer withdraws the dispute" + name, [=, &rules](money_world one) {
                      auto done = rules.withdraw_dispute(one.bills[place], delivery_party::buyer,
                                                         now_in(one));
                      return with_change(std::move(one), place, std::move(done));
                  }});
    to.push_back({"supplier refunds all" + name, [=](money_world one) {
                      auto const amount =
                          one.bills[place].paid_amount - one.bills[place].refunded_amount;
                      auto done =
                          refunded(one.bills[place], delivery_party::supplier, amount, now_in(one));
                      auto const lines = lines_of_refund(one.of, amount);
                      return with_change(std::move(one), place, std::move(done), lines);
                  }});
}

} // namespace

money_world new_money_world(std::size_t parts) {
    money_world made;
    made.of.id = make_uuid(now_in(made));
    made.of.buyer_id = make_uuid(now_in(made));
    made.of.supplier_id = make_uuid(now_in(made));
    made.of.original_price = made.of.price = {worth_of_part.fen * static_cast<std::int64_t>(parts)};
    made.of.payment_terms = {.late_interest_ppm_per_day = late_interest_ppm_per_day_max,
                             .penalty_basis_points_per_day = penalty_basis_points_per_day_max,
                             .penalty_cap_basis_points = 2'000,
                             .retention_basis_points = retention_basis_points_max,
                             .warranty_until = date{days{money_warranty_day}}};
    made.of.awarded_at = now_in(made);
    for (auto const who : both_sides)
        made.of = signed_by(made.of, who, now_in(made), terms_calendar()).value();
    for (std::size_t i = 0; i < parts; ++i) {
        milestone one;
        one.id = make_uuid(now_in(made));
        one.place = static_cast<std::int64_t>(i) + 1;
        one.amount = worth_of_part;
        one.due_on = date{days{money_due_day}};
        made.parts.push_back(std::move(one));
    }
    return made;
}

std::vector<money_step> steps_from(money_world const& one, money_rules const& rules) {
    std::vector<money_step> found;
    add_contract_steps(rules, found);
    for (std::size_t place = 0; place < one.parts.size(); ++place)
        add_milestone_steps(place, rules, found);
    for (std::size_t place = 0; place < one.bills.size(); ++place) {
        add_payment_steps(place, rules, found);
        // The bound: the first invoice goes every way, the others are paid.
        if (place == 0) add_dispute_steps(place, rules, found);
    }
    return found;
}

} // namespace talent::test
