// What delivery's tests share: a tender awarded to the first agency (or the operator's group), and
// units of work on the contract that follows.
#pragma once

#include "services/delivery/service.hpp"
#include "tests/unit/procurement/procurement_fixture.hpp"

namespace talent::test {

inline instant const awarding = at("2026-03-23T10:00:00+08:00");
inline instant const contracting = at("2026-04-02T00:00:00+08:00"); // the standstill is just over

inline std::string const file_hash(64, 'a');

class delivery_place : public procurement_place {
  public:
    explicit delivery_place(db::dialect dialect, delivery::downstream below = {})
        : procurement_place(dialect), delivering(service, known, calendar, std::move(below)) {}

    procurement::tender awarded_to(identity::organisation const& bidder, money price) {
        auto const of = published();
        auto const receipt = bid(bidder, of.id, price, bidding_opens).value();
        open(of.id, bidding_ends).value();
        score(of.id, receipt.bid_id, 8000, awarding).value();
        evaluate(of.id, awarding).value();
        return award(of.id, receipt.bid_id, awarding).value();
    }

    result<delivery::contract> contract_of(procurement::tender const& of,
                                           delivery::contract_request const& wanted, instant now) {
        return unit(office, now, [&](auto& one) {
            return delivering.make_contract(one, of.awards[0].id, of.awards[0].version, wanted);
        });
    }

    delivery::contract_request plan(std::vector<std::int64_t> const& basis_points,
                                    std::int64_t fee_basis_points = 0) const {
        delivery::contract_request wanted{.terms = "As tendered.",
                                          .fee_basis_points = fee_basis_points};
        for (auto const each : basis_points)
            wanted.milestones.push_back({"part", each, *parse_date("2026-09-30")});
        return wanted;
    }

    result<delivery::contract> sign(identity::organisation const& who, uuid const& id) {
        auto const version = contract(id).version;
        return unit(who, contracting, [&](auto& one) { return delivering.sign(one, id, version); });
    }

    delivery::contract in_force(identity::organisation const& supplier, money price,
                                std::vector<std::int64_t> const& basis_points,
                                std::int64_t fee_basis_points = 0) {
        return in_force(supplier, price, plan(basis_points, fee_basis_points));
    }
    delivery::contract in_force(identity::organisation const& supplier, money price,
                                delivery::contract_request const& wanted) {
        auto const made = contract_of(awarded_to(supplier, price), wanted, contracting).value();
        sign(office, made.id).value();
        return sign(supplier, made.id).value();
    }

    delivery::contract contract(uuid const& id) {
        return reading(
                   [&](db::session& sql) { return delivering.read_contract(sql, as(office), id); })
            .value();
    }
    delivery::milestone milestone(uuid const& id) {
        return reading(
                   [&](db::session& sql) { return delivering.read_milestone(sql, as(office), id); })
            .value();
    }
    std::vector<delivery::milestone> milestones(uuid const& contract_id) {
        return reading([&](db::session& sql) {
                   return delivering.list_milestones(sql, as(office), contract_id);
               })
            .value();
    }

    result<delivery::milestone> submit(identity::organisation const& supplier, uuid const& id,
                                       instant now = contracting) {
        auto const version = milestone(id).version;
        return unit(supplier, now, [&](auto& one) {
            return delivering.submit(one, id, version, {{{"report", file_hash}}});
        });
    }
    result<delivery::milestone> accept(uuid const& id, instant now = contracting) {
        auto const version = milestone(id).version;
        return unit(office, now,
                    [&](auto& one) { return delivering.accept(one, id, version, {}); });
    }
    result<delivery::milestone> accept_partly(uuid const& id, money amount,
                                              instant now = contracting) {
        auto const version = milestone(id).version;
        return unit(office, now, [&](auto& one) {
            return delivering.accept_partly(one, id, version, {amount, {"a part is missing"}});
        });
    }
    result<delivery::milestone> reject(uuid const& id, instant now = contracting) {
        auto const version = milestone(id).version;
        return unit(office, now, [&](auto& one) {
            return delivering.reject(one, id, version, {"all is missing"});
        });
    }
    result<delivery::milestone> release(identity::organisation const& who, uuid const& id,
                                        instant now) {
        auto const version = milestone(id).version;
        return unit(who, now, [&](auto& one) { return delivering.release(one, id, version); });
    }
    result<delivery::invoice> invoice(identity::organisation const& supplier,
                                      uuid const& milestone_id, money amount,
                                      instant now = contracting) {
        return unit(supplier, now, [&](auto& one) {
            return delivering.issue_invoice(one, milestone_id, {.amount = amount});
        });
    }
    delivery::invoice invoice_at(uuid const& id, instant now = contracting) {
        return reading([&](db::session& sql) {
                   return delivering.read_invoice(sql, as(office), id, now);
               })
            .value();
    }
    result<delivery::payment> pay(uuid const& invoice_id, money amount, instant now = contracting) {
        return unit(office, now,
                    [&](auto& one) { return delivering.pay(one, invoice_id, {.amount = amount}); });
    }
    result<delivery::invoice> dispute(uuid const& id, money amount, instant now = contracting) {
        auto const version = invoice_at(id).version;
        return unit(office, now, [&](auto& one) {
            return delivering.dispute_part(one, id, version, {amount, {"half of it is missing"}});
        });
    }
    result<delivery::invoice> withdraw_dispute(uuid const& id, instant now = contracting) {
        auto const version = invoice_at(id).version;
        return unit(office, now,
                    [&](auto& one) { return delivering.withdraw_dispute(one, id, version); });
    }
    result<delivery::invoice> concede(identity::organisation const& supplier, uuid const& id,
                                      money amount, instant now = contracting) {
        auto const version = invoice_at(id).version;
        return unit(supplier, now,
                    [&](auto& one) { return delivering.concede(one, id, version, {amount}); });
    }
    result<delivery::refund> refund(identity::organisation const& supplier, uuid const& invoice_id,
                                    money amount, instant now = contracting) {
        return unit(supplier, now, [&](auto& one) {
            return delivering.refund_payment(one, invoice_id,
                                             {.amount = amount, .reason = "paid twice elsewhere"});
        });
    }

    /// Any decision of a side on the contract as it stands.
    template <class Decision>
    auto on_contract(identity::organisation const& who, uuid const& id, instant now,
                     Decision decision) {
        auto const version = contract(id).version;
        return unit(who, now, [&](auto& one) { return decision(one, id, version); });
    }
    result<delivery::contract> suspend(identity::organisation const& who, uuid const& id,
                                       instant now) {
        return on_contract(who, id, now, [&](auto& one, uuid const& which, std::int64_t version) {
            return delivering.suspend(one, which, version, {"flood"});
        });
    }
    result<delivery::contract> resume(identity::organisation const& who, uuid const& id,
                                      instant now) {
        return on_contract(who, id, now, [&](auto& one, uuid const& which, std::int64_t version) {
            return delivering.resume(one, which, version, {"the water is gone"});
        });
    }
    result<delivery::amendment> propose(identity::organisation const& who, uuid const& id,
                                        delivery::amendment const& wanted) {
        return unit(who, contracting,
                    [&](auto& one) { return delivering.propose(one, id, wanted); });
    }
    result<delivery::amendment> agree(identity::organisation const& who,
                                      delivery::amendment const& to) {
        return unit(who, contracting,
                    [&](auto& one) { return delivering.agree(one, to.id, to.version); });
    }

    /// The balance of an organisation's accounts of one kind, over all contracts.
    money balance(identity::organisation const& who, delivery::account_kind kind) {
        auto const accounts = reading(
            [&](db::session& sql) { return delivering.list_accounts(sql, as(who), "", 200); });
        money sum;
        for (auto const& each : accounts) {
            if (each.kind == kind) sum = sum + each.balance;
        }
        return sum;
    }
    result<void> verified() {
        return reading([](db::session& sql) { return delivery::verify_ledger(sql); });
    }

    delivery::delivery_service delivering;
};

} // namespace talent::test
