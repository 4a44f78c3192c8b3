// Random operations on contracts and their books, against a second reckoning of both that shares
// nothing with the service but the calendar: first on the rules alone, many; then through the
// service on each database, fewer. After every operation both agree on whether it is allowed, on
// every balance and state it touches, and the books sum to zero.
#include <cstdlib>
#include <iostream>
#include <numeric>

#include "tests/unit/base/seed.hpp"
#include "tests/unit/delivery/delivery_fixture.hpp"
#include "tests/unit/delivery/model_books.hpp"

using namespace talent;
using namespace talent::test;
using namespace talent::delivery;

namespace {

constexpr std::int64_t pure_operations = 1'000'000; // TALENT_MODEL_OPERATIONS: another number
constexpr std::int64_t served_operations = 250;
constexpr std::int64_t operations_per_contract_max = 600;
constexpr std::int64_t first_day = 20'545; // 2026-04-02

std::int64_t operations_wanted() {
    auto const* const text = std::getenv("TALENT_MODEL_OPERATIONS");
    return text == nullptr ? pure_operations : std::stoll(text);
}

std::uint64_t seed_of_run() {
    auto const* const text = std::getenv("TALENT_SEED");
    return text == nullptr ? new_seed() : std::stoull(text);
}

// Small prices make fractions of a fen matter, large ones 128 bits.
agreed_terms random_terms(std::mt19937_64& random) {
    agreed_terms terms;
    std::int64_t limit = 10;
    for (auto digits = between(random, 0, 14); digits > 0; --digits)
        limit *= 10;
    terms.price = between(random, 1, limit);
    terms.fee = between(random, 0, 800);
    terms.pay_days = between(random, 1, payment_calendar_days_max);
    terms.inspect_days = between(random, 1, inspection_calendar_days_max);
    terms.interest_ppm =
        between(random, late_interest_ppm_per_day_min, late_interest_ppm_per_day_max);
    terms.penalty_cap = between(random, 0, penalty_cap_basis_points_max);
    terms.penalty_a_day =
        between(random, 0, std::min(terms.penalty_cap, penalty_basis_points_per_day_max));
    terms.warranty = first_day + between(random, 60, 200);
    terms.retention = between(random, 0, 1) * between(random, 0, retention_basis_points_max);
    return terms;
}

std::vector<std::int64_t> random_plan(std::mt19937_64& random) {
    std::vector<std::int64_t> parts;
    std::int64_t left = basis_points_total;
    for (auto count = between(random, 0, 3); count > 0 && left > 1; --count) {
        parts.push_back(between(random, 1, left - 1));
        left -= parts.back();
    }
    parts.push_back(left);
    return parts;
}

void plan(agreed_terms& terms, std::vector<std::int64_t> const& basis_points) {
    std::vector<planned_milestone> planned;
    for (auto const each : basis_points)
        planned.push_back({"part", each, {}});
    for (auto const each : milestone_amounts({terms.price}, planned))
        terms.parts.push_back(each.fen);
}

// Mostly what makes sense where the contract stands, sometimes anything at all.
class random_operations {
  public:
    random_operations(std::mt19937_64& random, reference_model const& known)
        : random_(random), known_(known) {}

    operation next() {
        if (between(random_, 0, 9) == 0) return anything();
        auto const choice = between(random_, 0, 99);
        if (choice < 12) return {.what = act::wait, .days = between(random_, 0, 25)};
        if (choice < 18) return of_contract();
        return choice < 55 ? of_milestone() : of_invoice();
    }

  private:
    std::int64_t about(std::int64_t limit) {
        if (between(random_, 0, 2) == 0) return limit;
        return between(random_, 1, std::max<std::int64_t>(limit, 0) + 2);
    }
    std::size_t any_of(std::size_t count) {
        return count == 0 ? 0
                          : static_cast<std::size_t>(
                                between(random_, 0, static_cast<std::int64_t>(count) - 1));
    }

    operation anything() {
        return {.what = static_cast<act>(between(random_, 0, acts - 2)),
                .by_buyer = between(random_, 0, 1) == 0,
                .which = static_cast<std::size_t>(between(random_, 0, 5)),
                .amount = between(random_, -1, known_.terms().price)};
    }

    operation of_contract() {
        bool const buyer = between(random_, 0, 1) == 0;
        if (known_.state() == "suspended" && between(random_, 0, 1) == 0)
            return {.what = act::resume, .by_buyer = buyer};
        switch (between(random_, 0, 15)) {
            case 0:
                return {.what = act::terminate, .by_buyer = buyer};
            case 1:
            case 2:
                return {.what = act::publish, .by_buyer = true};
            case 3:
            case 4:
                return {.what = act::file, .by_buyer = true};
            case 5:
            case 6:
            case 7:
                return {.what = act::suspend, .by_buyer = buyer};
            case 8:
            case 9:
                return {.what = act::amend,
                        .by_buyer = buyer,
                        .amount = between(random_, 1, known_.terms().price / 15 + 2)};
            default:
                return {.what = act::resume, .by_buyer = buyer};
        }
    }

    operation of_milestone() {
        auto const which = any_of(known_.parts().size());
        auto const& one = known_.parts()[which];
        if (one.held > 0 && known_.today() >= known_.terms().warranty)
            return {.what = act::release, .by_buyer = false, .which = which};
        if (one.sum_payable() > one.invoiced && between(random_, 0, 1) == 0)
            return {.what = act::invoice,
                    .by_buyer = false,
                    .which = which,
                    .amount = about(one.sum_payable() - one.invoiced)};
        if (one.state != "submitted")
            return {.what = act::submit, .by_buyer = false, .which = which};
        auto const choice = between(random_, 0, 5);
        if (choice == 0) return {.what = act::reject, .by_buyer = true, .which = which};
        if (choice < 3) return {.what = act::accept, .by_buyer = true, .which = which};
        return {.what = act::accept_partly,
                .by_buyer = true,
                .which = which,
                .amount = one.accepted + about((one.amount - one.accepted) / 2)};
    }

    operation of_invoice() {
        if (known_.bills().empty()) return of_milestone();
        auto const which = any_of(known_.bills().size());
        auto const& one = known_.bills()[which];
        auto const choice = between(random_, 0, 9);
        if (choice < 6)
            return {.what = act::pay,
                    .by_buyer = true,
                    .which = which,
                    .amount = about(known_.outstanding(which))};
        if (choice == 6)
            return {.what = act::refund,
                    .by_buyer = false,
                    .which = which,
                    .amount = about(one.paid - one.refunded)};
        if (one.disputed == 0)
            return {.what = act::dispute,
                    .by_buyer = true,
                    .which = which,
                    .amount = about(one.left())};
        if (choice == 7) return {.what = act::withdraw_dispute, .by_buyer = true, .which = which};
        return {
            .what = act::concede, .by_buyer = false, .which = which, .amount = about(one.disputed)};
    }

    std::mt19937_64& random_;
    reference_model const& known_;
};

std::string text_of(operation const& one) {
    return "act " + std::to_string(static_cast<int>(one.what)) +
           (one.by_buyer ? " buyer " : " supplier ") + std::to_string(one.which) + " amount " +
           std::to_string(one.amount) + " days " + std::to_string(one.days);
}

std::int64_t sum_of(balances const& all) {
    return std::accumulate(all.begin(), all.end(), std::int64_t{0});
}

// One operation on both; fails where they differ in anything.
template <class Books>
bool agree_on(operation const& wanted, reference_model& known, Books& books) {
    bool const expected = known.apply(wanted);
    if (books.apply(wanted) != expected) {
        FAIL(text_of(wanted) << " should be " << (expected ? "allowed" : "refused"));
    }
    auto const found = books.reckon();
    if (found != known.reckon() || sum_of(found) != 0) {
        CAPTURE(found, known.reckon());
        FAIL("after " << text_of(wanted) << " the books differ");
    }
    bool same = books.state() == known.state();
    if (wanted.which < known.parts().size())
        same = same && books.state_of_part(wanted.which) == known.parts()[wanted.which].state;
    if (wanted.which < known.bills().size()) {
        same = same && books.state_of_invoice(wanted.which) == known.bills()[wanted.which].state &&
               books.outstanding(wanted.which) == known.outstanding(wanted.which);
    }
    if (!same) FAIL("after " << text_of(wanted) << " a state or what is outstanding differs");
    return expected;
}

// The same, through the service: units of work on a database.
class served_books {
  public:
    served_books(db::dialect dialect, agreed_terms const& agreed,
                 std::vector<std::int64_t> const& basis_points)
        : place_(dialect), today_(first_day) {
        auto wanted = place_.plan(basis_points, agreed.fee);
        for (auto& each : wanted.milestones)
            each.due_on = date{std::chrono::days{agreed.due[0]}};
        wanted.payment_terms = terms_of(agreed);
        contract_ = place_.in_force(place_.group, {agreed.price}, wanted).id;
        learn();
    }

    bool apply(operation const& wanted) {
        if (wanted.what == act::wait) {
            today_ += wanted.days;
            return true;
        }
        bool const done = step(wanted);
        if (done) learn();
        return done;
    }

    balances reckon() {
        std::map<account_kind, money> buyer;
        std::map<account_kind, money> supplier;
        gather(place_.office, buyer);
        gather(place_.group, supplier);
        return in_order(buyer, supplier);
    }
    std::int64_t outstanding(std::size_t which) {
        return place_.invoice_at(invoices_[which], now()).outstanding.fen;
    }
    std::string state_of_invoice(std::size_t which) {
        return std::string(json::name_of(place_.invoice_at(invoices_[which], now()).state));
    }
    std::string state_of_part(std::size_t which) {
        return std::string(json::name_of(place_.milestone(parts_[which]).state));
    }
    std::string state() { return std::string(json::name_of(place_.contract(contract_).state)); }
    bool is_sound() { return place_.verified().has_value(); }

  private:
    instant now() const { return morning_of(today_); }

    void learn() {
        parts_.clear();
        for (auto const& each : place_.milestones(contract_))
            parts_.push_back(each.id);
    }
    void gather(identity::organisation const& who, std::map<account_kind, money>& book) {
        auto const accounts = place_.reading([&](db::session& sql) {
            return place_.delivering.list_accounts(sql, place_.as(who), "", 50);
        });
        for (auto const& each : accounts)
            book[each.kind] = each.balance;
    }

    template <class Use>
    bool decide(identity::organisation const& who, Use use) {
        return place_.unit(who, now(), use).has_value();
    }

    bool step(operation const& wanted) {
        auto const& who = wanted.by_buyer ? place_.office : place_.group;
        if (wanted.what <= act::terminate) return on_contract(wanted, who);
        bool const of_milestone = wanted.what <= act::invoice;
        auto const& ids = of_milestone ? parts_ : invoices_;
        if (wanted.which >= ids.size()) return false;
        return of_milestone ? on_milestone(wanted, who, ids[wanted.which])
                            : on_invoice(wanted, who, ids[wanted.which]);
    }

    bool on_contract(operation const& wanted, identity::organisation const& who) {
        auto const& service = place_.delivering;
        auto const version = place_.contract(contract_).version;
        if (wanted.what == act::amend) return amend(wanted, who);
        return decide(who, [&](auto& unit) {
            switch (wanted.what) {
                case act::publish:
                    return service.publish(unit, contract_, version);
                case act::file:
                    return service.file(unit, contract_, version);
                case act::suspend:
                    return service.suspend(unit, contract_, version, {"flood"});
                case act::resume:
                    return service.resume(unit, contract_, version, {"dry"});
                default:
                    return service.terminate(unit, contract_, version, {"no use"});
            }
        });
    }

    bool amend(operation const& wanted, identity::organisation const& who) {
        if (wanted.amount < 1) return false; // the field's own minimum
        amendment const change{
            .rationale = "more of it",
            .added_milestones = {{"more", {wanted.amount}, date{std::chrono::days{today_ + 20}}}}};
        auto const& service = place_.delivering;
        auto const made = place_.unit(
            who, now(), [&](auto& unit) { return service.propose(unit, contract_, change); });
        if (!made.has_value()) return false;
        auto const& other = wanted.by_buyer ? place_.group : place_.office;
        return decide(other, [&](auto& unit) {
            return service.agree(unit, made.value().id, made.value().version);
        });
    }

    bool on_milestone(operation const& wanted, identity::organisation const& who, uuid const& id) {
        auto const& service = place_.delivering;
        auto const version = place_.milestone(id).version;
        if (wanted.what == act::invoice) {
            auto const made = place_.unit(who, now(), [&](auto& unit) {
                return service.issue_invoice(unit, id, {.amount = {wanted.amount}});
            });
            if (made.has_value()) invoices_.push_back(made.value().id);
            return made.has_value();
        }
        return decide(who, [&](auto& unit) {
            switch (wanted.what) {
                case act::submit:
                    return service.submit(unit, id, version, {{{"report", file_hash}}});
                case act::accept:
                    return service.accept(unit, id, version, {});
                case act::accept_partly:
                    return service.accept_partly(unit, id, version, {{wanted.amount}, {"part"}});
                case act::reject:
                    return service.reject(unit, id, version, {"all"});
                default:
                    return service.release(unit, id, version);
            }
        });
    }

    bool on_invoice(operation const& wanted, identity::organisation const& who, uuid const& id) {
        auto const& service = place_.delivering;
        auto const version = place_.invoice_at(id).version;
        money const amount{wanted.amount};
        if (wanted.what == act::pay) {
            return decide(who,
                          [&](auto& unit) { return service.pay(unit, id, {.amount = amount}); });
        }
        if (wanted.what == act::refund) {
            return decide(who, [&](auto& unit) {
                return service.refund_payment(unit, id, {.amount = amount, .reason = "too much"});
            });
        }
        return decide(who, [&](auto& unit) {
            switch (wanted.what) {
                case act::dispute:
                    return service.dispute_part(unit, id, version, {amount, {"half"}});
                case act::withdraw_dispute:
                    return service.withdraw_dispute(unit, id, version);
                default:
                    return service.concede(unit, id, version, {amount});
            }
        });
    }

    delivery_place place_;
    std::int64_t today_;
    uuid contract_;
    std::vector<uuid> parts_;
    std::vector<uuid> invoices_;
};

} // namespace

TEST_CASE(
    "the rules of contracts and money agree with a second reckoning, operation by operation") {
    auto const seed = seed_of_run();
    auto const wanted = operations_wanted();
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    auto const calendar = calendar::working_days::built_in();
    std::int64_t done = 0, allowed = 0, contracts = 0, ended = 0;
    std::array<std::int64_t, acts> by_act{};
    while (done < wanted) {
        auto terms = random_terms(random);
        plan(terms, random_plan(random));
        for (std::size_t i = 0; i < terms.parts.size(); ++i)
            terms.due.push_back(first_day + between(random, 0, 60));
        reference_model known(terms, first_day, calendar);
        pure_books books(terms, first_day, calendar);
        random_operations stream(random, known);
        ++contracts;
        for (std::int64_t i = 0; i < operations_per_contract_max && done < wanted; ++i, ++done) {
            auto const next = stream.next();
            if (agree_on(next, known, books)) {
                ++allowed;
                ++by_act[static_cast<std::size_t>(next.what)];
            }
            if (known.is_over()) {
                ++ended;
                break;
            }
        }
    }
    std::cout << done << " operations on " << contracts << " contracts, " << allowed << " allowed, "
              << ended << " settled to the last fen; seed " << seed << ".\n";
    // Every kind of operation happened: a stream that skips one would show nothing of it.
    if (wanted >= pure_operations) {
        for (std::size_t i = 0; i < acts; ++i) {
            INFO("act " << i);
            CHECK(by_act[i] > 0);
        }
        CHECK(ended > 0);
    }
}

TEST_CASE("the service agrees with the second reckoning on each database, operation by operation") {
    auto const seed = seed_of_run();
    CAPTURE(seed);
    std::mt19937_64 random{seed};
    auto const dialect = GENERATE(from_range(dialects()));
    auto terms = random_terms(random);
    terms.price = between(random, 1'000, 90'000'00);
    terms.warranty = first_day + 60;
    terms.retention = between(random, 1, retention_basis_points_max);
    auto const basis_points = random_plan(random);
    plan(terms, basis_points);
    terms.due.assign(terms.parts.size(), first_day + 30);
    served_books books(dialect, terms, basis_points);
    auto const calendar = calendar::working_days::built_in();
    reference_model known(terms, first_day, calendar);
    random_operations stream(random, known);
    for (std::int64_t i = 0; i < served_operations; ++i) {
        auto const next = stream.next();
        if (next.what == act::terminate && i < served_operations / 2) continue;
        agree_on(next, known, books);
    }
    CHECK(books.is_sound());
}
