// Every act on a project and its packages under every state of their contract: the table against
// sentences of its own, and the use cases against the table.
#include <algorithm>

#include "tests/unit/contracting/contracting_fixture.hpp"

using namespace talent;
using namespace talent::test;
using namespace talent::contracting;
using delivery::contract_state;

namespace {

constexpr contract_state every_state[] = {
    contract_state::draft,     contract_state::signed_by_buyer, contract_state::signed_by_supplier,
    contract_state::in_force,  contract_state::suspended,       contract_state::completed,
    contract_state::terminated};

std::vector<contracting_act> every_act() {
    std::vector<contracting_act> all;
    for (std::size_t i = 0; i < contracting_acts_count; ++i)
        all.push_back(static_cast<contracting_act>(i));
    return all;
}

// As docs/contracting.md has it.
bool expected(contracting_act act, contract_state state) {
    bool const ended = state == contract_state::completed || state == contract_state::terminated;
    bool const rests = state == contract_state::suspended;
    bool const signed_by_both = ended || rests || state == contract_state::in_force;
    switch (act) {
        case contracting_act::plan_project:
        case contracting_act::edit_project:
        case contracting_act::plan_package:
        case contracting_act::edit_package:
            return !ended; // plans
        case contracting_act::source_package:
        case contracting_act::reassign_package:
            return !ended && !rests; // binds somebody
        case contracting_act::start_project:
            return state == contract_state::in_force;
        case contracting_act::complete_project:
        case contracting_act::deliver_package:
            return state == contract_state::in_force || state == contract_state::completed;
        case contracting_act::accept_package:
        case contracting_act::claim_package:
        case contracting_act::reject_package:
            return signed_by_both && !rests; // decides on what was delivered
        case contracting_act::abandon_project:
        case contracting_act::discard_package:
        case contracting_act::cancel_package:
        case contracting_act::pay_package:
            return true; // lets go, or pays what is owed
    }
    return false;
}

instant const long_after = working + std::chrono::hours{24 * 20};

// A place where the act could be done, were it not for the contract.
class act_place : public contracting_place {
  public:
    explicit act_place(contracting_act act) : contracting_place(db::dialect::sqlite), act_(act) {
        switch (act) {
            case contracting_act::plan_project:
                break;
            case contracting_act::edit_project:
            case contracting_act::start_project:
                prepare();
                break;
            default:
                all_ = running();
                project_ = all_.of.id;
                package_ = all_.first;
                bring();
        }
    }

    std::optional<problem> attempt(contract_state state) {
        std::optional<problem> refused;
        database->write_now([&](db::session& sql) {
            sql.execute("UPDATE contracts SET state = :p1 WHERE id = :p2",
                        {std::string(json::name_of(state)), to_string(contract.id)});
            bool const of_owner =
                act_ == contracting_act::deliver_package || act_ == contracting_act::claim_package;
            auto const actor = as(of_owner ? first : group);
            auto const now = act_ == contracting_act::claim_package ? long_after : working;
            journal::unit_of_work one(sql, now, actor, "request");
            auto const outcome = perform(one, sql);
            if (outcome.has_error()) refused = outcome.error();
            return db::verdict::discard;
        });
        return refused;
    }

  private:
    // A draft of two agencies that may start.
    void prepare() {
        project_ = plan({.margin = {5'000'00}}).id;
        for (auto const* who : {&first, &second}) {
            auto const one = add(project_, package_of("Part", {45'000'00})).value();
            source(one.id, order_of(offer(*who, {45'000'00}))).value();
            take_order(*who, one.id);
        }
    }
    void bring() {
        using act = contracting_act;
        auto const is = [&](std::initializer_list<act> any) {
            return std::ranges::find(any, act_) != any.end();
        };
        if (is({act::plan_package, act::edit_package, act::discard_package, act::source_package})) {
            cancel(all_.own).value(); // so that there is money for another
            if (!is({act::plan_package}))
                package_ = add(project_, package_of("More", {15'000'00})).value().id;
        }
        if (is({act::complete_project})) {
            for (auto const& [who, id] :
                 {std::pair{&first, all_.first}, {&second, all_.second}, {&group, all_.own}}) {
                deliver(*who, id).value();
                accept_package(id).value();
            }
        }
        if (is({act::accept_package, act::claim_package, act::reject_package, act::pay_package}))
            deliver(first, package_).value();
        if (is({act::pay_package})) accept_package(package_).value();
    }

    result<void> perform(journal::unit_of_work& one, db::session& sql) {
        auto const done = [](auto outcome) -> result<void> {
            TRY(std::move(outcome));
            return success();
        };
        auto const version_of = [&](uuid const& id) {
            return contracting::store::find_package(sql, id)->version;
        };
        auto const of = contracting::store::find_project(sql, project_);
        auto const patch = json::parse(R"({"title":"Other"})").value();
        switch (act_) {
            case contracting_act::plan_project:
                return done(projects.plan_project(one, contract.id, {}));
            case contracting_act::edit_project:
                return done(projects.edit_project(one, project_, of->version, patch, no_codes{}));
            case contracting_act::start_project:
                return done(projects.start(one, project_, of->version));
            case contracting_act::complete_project:
                return done(projects.complete(one, project_, of->version));
            case contracting_act::abandon_project:
                return done(projects.abandon(one, project_, of->version, {"enough"}));
            case contracting_act::plan_package:
                return done(projects.plan_package(one, project_, package_of("More", {1'00})));
            case contracting_act::edit_package:
                return done(
                    projects.edit_package(one, package_, version_of(package_), patch, no_codes{}));
            case contracting_act::discard_package:
                return projects.discard_package(one, package_, version_of(package_));
            case contracting_act::source_package:
                return done(projects.source(one, package_, version_of(package_), own_work()));
            case contracting_act::reassign_package:
                return done(
                    projects.reassign(one, package_, version_of(package_), {own_work(), {"ill"}}));
            case contracting_act::deliver_package:
                return done(projects.deliver(one, package_, version_of(package_),
                                             {{{"report", file_hash}}}));
            case contracting_act::accept_package:
                return done(projects.accept(one, package_, version_of(package_), {}));
            case contracting_act::claim_package:
                return done(projects.claim(one, package_, version_of(package_)));
            case contracting_act::reject_package:
                return done(projects.reject(one, package_, version_of(package_), {"not all"}));
            case contracting_act::cancel_package:
                return done(projects.cancel(one, package_, version_of(package_), {"not needed"}));
            case contracting_act::pay_package:
                return done(projects.pay(one, package_, {.amount = {1}}));
        }
        return success();
    }

    contracting_act act_;
    running_project all_;
    uuid project_;
    uuid package_;
};

} // namespace

TEST_CASE("what is open under which contract is as the guide has it, act by act") {
    for (auto const act : every_act()) {
        for (auto const state : every_state) {
            INFO(static_cast<int>(act) << " " << json::name_of(state));
            CHECK(is_open(act, standing_of(state, false)) == expected(act, state));
            // Held by a remedy, a contract in force is as a suspended one; no other is.
            bool const in_force = state == contract_state::in_force;
            CHECK(is_open(act, standing_of(state, true)) ==
                  expected(act, in_force ? contract_state::suspended : state));
        }
    }
}

TEST_CASE("every use case on projects and packages is held against its contract's state") {
    std::size_t allowed = 0;
    for (auto const act : every_act()) {
        act_place at(act);
        for (auto const state : every_state) {
            INFO(static_cast<int>(act) << " " << json::name_of(state));
            auto const refused = at.attempt(state);
            CHECK(refused.has_value() != expected(act, state));
            if (!refused) {
                ++allowed;
                continue;
            }
            if (act == contracting_act::start_project) { // says all that is wrong at once
                CHECK(faults_of(*refused) == std::set<std::string>{"/contract_id not_in_force"});
            } else {
                CHECK(refused->code == error_code::wrong_state);
                CHECK(refused->detail.find(json::name_of(state)) != std::string::npos);
            }
        }
    }
    CHECK(allowed == 4 * 5 + 2 * 4 + 1 + 2 * 2 + 3 * 3 + 4 * 7);
}
