// What contracting's tests share: a contract of the operator's group that is in force, a market
// whose gaps a test sets by hand, agencies with offerings in it, and units of work on the project.
#pragma once

#include <map>
#include <set>

#include "services/contracting/accepted_package.hpp"
#include "services/contracting/downstream.hpp"
#include "services/contracting/service.hpp"
#include "services/contracting/store.hpp"
#include "tests/unit/delivery/delivery_fixture.hpp"

namespace talent::test {

inline constexpr money contract_price{100'000'00};
inline constexpr std::int64_t agreed_fee_basis_points = 500;
inline instant const working = at("2026-04-10T10:00:00+08:00");

class contracting_place : public delivery_place {
  public:
    explicit contracting_place(db::dialect dialect) : delivery_place(dialect, below(this)) {
        contract = in_force(group, contract_price, {10'000}, agreed_fee_basis_points);
    }

    contracting::project plan(contracting::project const& wanted = {}) {
        return unit(group, working,
                    [&](auto& one) { return projects.plan_project(one, contract.id, wanted); })
            .value();
    }
    delivery::contract_request plan_of_contract() const {
        return delivery_place::plan(std::vector<std::int64_t>{10'000});
    }
    static contracting::work_package package_of(
        std::string title, money price,
        offerings::service_category category = offerings::service_category::hr_consulting) {
        return {.title = std::move(title),
                .category = category,
                .region = "330100",
                .deliverable = "a report",
                .acceptance_standard = "complete",
                .due_on = *parse_date("2026-08-31"),
                .price = price};
    }
    result<contracting::work_package> add(uuid const& project_id,
                                          contracting::work_package const& wanted) {
        return unit(group, working,
                    [&](auto& one) { return projects.plan_package(one, project_id, wanted); });
    }

    offerings::offering offer(
        identity::organisation const& seller, money price,
        offerings::service_category category = offerings::service_category::hr_consulting) {
        offerings::offering wanted;
        wanted.title = "Service";
        wanted.description = "As described";
        wanted.category = category;
        wanted.regions = {"330000"};
        wanted.price_model = offerings::price_model::fixed;
        wanted.price = price;
        wanted.response_hours = 24;
        wanted.delivery_days = 20;
        wanted.terms = "As usual";
        auto const made =
            unit(seller, working, [&](auto& one) { return selling.draft(one, wanted); }).value();
        return unit(seller, working,
                    [&](auto& one) {
                        return selling.command(one, made.id, made.version,
                                               offerings::offering_command::publish, "");
                    })
            .value();
    }

    contracting::work_package package(uuid const& id, instant now = working) {
        return reading(
                   [&](db::session& sql) { return projects.read_package(sql, as(group), id, now); })
            .value();
    }
    contracting::project project(uuid const& id) {
        return reading([&](db::session& sql) { return projects.read_project(sql, as(group), id); })
            .value();
    }

    /// Any decision on the package as it stands.
    template <class Decision>
    auto on_package(identity::organisation const& who, uuid const& id, instant now,
                    Decision decision) {
        auto const version = package(id).version;
        return unit(who, now, [&](auto& one) { return decision(one, id, version); });
    }
    static contracting::package_sourcing order_of(offerings::offering const& one) {
        return {.kind = contracting::sourcing_kind::order,
                .offering_id = one.id,
                .offering_version = one.version};
    }
    static contracting::package_sourcing own_work() {
        return {.kind = contracting::sourcing_kind::own_work,
                .justification = "nobody offers it here"};
    }
    result<contracting::work_package> source(uuid const& id,
                                             contracting::package_sourcing const& from) {
        return on_package(group, id, working, [&](auto& one, uuid const& which, auto version) {
            return projects.source(one, which, version, from);
        });
    }
    result<contracting::work_package> reassign(uuid const& id,
                                               contracting::package_sourcing const& from,
                                               std::vector<std::string> reasons) {
        return on_package(group, id, working, [&](auto& one, uuid const& which, auto version) {
            return projects.reassign(one, which, version, {from, reasons});
        });
    }
    result<contracting::work_package> cancel(uuid const& id) {
        return on_package(group, id, working, [&](auto& one, uuid const& which, auto version) {
            return projects.cancel(one, which, version, {"not needed"});
        });
    }
    /// The seller's yes to the order behind a package.
    void take_order(identity::organisation const& seller, uuid const& package_id) {
        auto const id = *package(package_id).order_id;
        auto const order =
            reading([&](db::session& sql) { return offerings::store::find_order(sql, id); });
        unit(seller, working, [&](auto& one) {
            return selling.accept(one, id, order->version, {});
        }).value();
    }
    offerings::order order(uuid const& id) {
        return *reading([&](db::session& sql) { return offerings::store::find_order(sql, id); });
    }
    result<contracting::project> start(uuid const& id, instant now = working) {
        auto const version = project(id).version;
        return unit(group, now, [&](auto& one) { return projects.start(one, id, version); });
    }
    result<contracting::project> complete(uuid const& id) {
        auto const version = project(id).version;
        return unit(group, working, [&](auto& one) { return projects.complete(one, id, version); });
    }
    result<contracting::project> abandon(uuid const& id) {
        auto const version = project(id).version;
        return unit(group, working, [&](auto& one) {
            return projects.abandon(one, id, version, {"the buyer asked for it"});
        });
    }
    result<contracting::work_package> deliver(identity::organisation const& who, uuid const& id,
                                              instant now = working) {
        return on_package(who, id, now, [&](auto& one, uuid const& which, auto version) {
            return projects.deliver(one, which, version, {{{"report", file_hash}}});
        });
    }
    result<contracting::work_package> accept_package(uuid const& id, instant now = working) {
        return on_package(group, id, now, [&](auto& one, uuid const& which, auto version) {
            return projects.accept(one, which, version, {"as agreed"});
        });
    }
    result<contracting::work_package> reject_package(uuid const& id, instant now = working) {
        return on_package(group, id, now, [&](auto& one, uuid const& which, auto version) {
            return projects.reject(one, which, version, {"a chapter is missing"});
        });
    }
    result<contracting::work_package> claim_package(identity::organisation const& who,
                                                    uuid const& id, instant now) {
        return on_package(who, id, now, [&](auto& one, uuid const& which, auto version) {
            return projects.claim(one, which, version);
        });
    }
    result<contracting::package_payment> pay_package(uuid const& id, money amount,
                                                     instant now = working) {
        return unit(group, now,
                    [&](auto& one) { return projects.pay(one, id, {.amount = amount}); });
    }
    contracting::project_money money_at(uuid const& project_id, identity::organisation const& asker,
                                        instant now = working) {
        return reading([&](db::session& sql) {
                   return projects.read_money(sql, as(asker), project_id, now);
               })
            .value();
    }

    /// From here on the group is who buys in the fixture's procedures.
    void buy_as_the_group() {
        office = group;
        opening_keys.clear();
        officer_secrets.clear();
        panel.front() = add_member(group);
    }
    procurement::tender mini_tender() {
        auto wanted = draft_of();
        wanted.method = procurement::procurement_method::selective;
        wanted.invited_supplier_ids = {first.id, second.id, third.id};
        wanted.open_at = at("2026-03-09T09:00:00+08:00");
        wanted.deadline_at = at("2026-03-30T17:00:00+08:00");
        return published(wanted);
    }
    /// For 60,000.00, before two others.
    procurement::award awarded_to_the_first(procurement::tender const& of) {
        auto const deciding = at("2026-03-31T10:00:00+08:00");
        std::vector<uuid> bids;
        for (auto const& [who, price] :
             {std::pair{&first, money{60'000'00}}, {&second, {65'000'00}}, {&third, {66'000'00}}})
            bids.push_back(bid(*who, of.id, price, *of.open_at).value().bid_id);
        open(of.id, *of.deadline_at).value();
        for (auto const& each : bids)
            score(of.id, each, 8000, deciding).value();
        evaluate(of.id, deciding).value();
        return award(of.id, bids.front(), deciding).value().awards.at(0);
    }

    /// Two packages of two agencies and one of the group's own, which all adds up: started.
    struct running_project {
        contracting::project of;
        uuid first;
        uuid second;
        uuid own;
    };
    running_project running() {
        auto const of = plan();
        auto const one = add(of.id, package_of("Survey", {50'000'00})).value();
        auto const two = add(of.id, package_of("Training", {30'000'00})).value();
        auto const own = add(of.id, package_of("Report", {15'000'00},
                                               offerings::service_category::talent_housing))
                             .value();
        source(one.id, order_of(offer(first, {50'000'00}))).value();
        source(two.id, order_of(offer(second, {30'000'00}))).value();
        source(own.id, own_work()).value();
        take_order(first, one.id);
        take_order(second, two.id);
        return {start(of.id).value(), one.id, two.id, own.id};
    }

    contracting::market_evidence look(offerings::service_category category, std::string_view region,
                                      instant now) const {
        auto const sold = market_has.find(category);
        auto const count = sold == market_has.end() ? 0 : sold->second;
        return {.category = category,
                .region = std::string(region),
                .offerings = count,
                .agencies = count,
                .agencies_whole = count,
                .open_needs = 7,
                .at = now};
    }

    // Asked once the place is whole.
    static delivery::downstream below(contracting_place const* place) {
        auto const now = [place] { return contracting::below_contracts(place->known); };
        return {.judge = [now](auto& sql, auto const& of,
                               money accepted) { return now().judge(sql, of, accepted); },
                .delay = [now](auto& one, auto const& of, std::int64_t days,
                               auto const& terms) { return now().delay(one, of, days, terms); }};
    }

    std::map<offerings::service_category, std::int64_t> market_has;
    offerings::offerings_service selling{known, calendar};
    contracting::contracting_service projects{
        delivering,
        selling,
        service,
        known,
        calendar,
        [this](offerings::service_category category, std::string_view region, instant now) {
            return look(category, region, now);
        }};
    delivery::contract contract;
};

inline std::set<std::string> faults_of(problem const& refused) {
    std::set<std::string> found;
    for (auto const& each : refused.errors)
        found.insert(each.pointer + " " + each.code);
    return found;
}

} // namespace talent::test
