// The use cases of contracting: a project of a contract is planned, started, completed; its work
// packages are sourced from the market, delivered, accepted and paid. Each works on a unit of work
// that the edge has opened, on a database thread; other services see contracting through this
// header, its models and accepted_package.hpp only. Owned by talentd's main; immutable.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.hpp"
#include "common/db/session.hpp"
#include "common/journal/unit_of_work.hpp"
#include "services/contracting/evidence.hpp"
#include "services/contracting/project_money.hpp"
#include "services/contracting/standing.hpp"
#include "services/delivery/service.hpp"
#include "services/offerings/service.hpp"

namespace talent::contracting {

class contracting_service {
  public:
    contracting_service(delivery::delivery_service const& delivery,
                        offerings::offerings_service const& offerings,
                        procurement::procurement_service const& procurement,
                        identity::directory const& known, calendar::working_days const& calendar,
                        market_view market)
        : delivery_(delivery),
          offerings_(offerings),
          procurement_(procurement),
          known_(known),
          calendar_(calendar),
          market_(std::move(market)) {}

    // Projects: planning.cpp, starting.cpp.
    /// Of a contract of which the actor is the supplier; conflict where it has a live one.
    result<project> plan_project(journal::unit_of_work& unit, uuid const& contract_id,
                                 project wanted) const;
    result<project> edit_project(journal::unit_of_work& unit, uuid const& id,
                                 std::int64_t expected_version, json::value const& patch,
                                 json::code_checker const& codes) const;
    /// project_refused with every fault; the evidence of what own staff does is frozen.
    result<project> start(journal::unit_of_work& unit, uuid const& id,
                          std::int64_t expected_version) const;
    /// Every package is accepted or cancelled.
    result<project> complete(journal::unit_of_work& unit, uuid const& id,
                             std::int64_t expected_version) const;
    /// What nobody has delivered is cancelled; what was accepted is owed all the same.
    result<project> abandon(journal::unit_of_work& unit, uuid const& id,
                            std::int64_t expected_version, std::vector<std::string> reasons) const;

    // Packages as they are planned: planning.cpp.
    result<work_package> plan_package(journal::unit_of_work& unit, uuid const& project_id,
                                      work_package wanted) const;
    result<work_package> edit_package(journal::unit_of_work& unit, uuid const& id,
                                      std::int64_t expected_version, json::value const& patch,
                                      json::code_checker const& codes) const;
    /// Deletes a planned one.
    result<void> discard_package(journal::unit_of_work& unit, uuid const& id,
                                 std::int64_t expected_version) const;

    // Their owners: sourcing.cpp. Once the project runs, project_refused where it could not have
    // started so.
    result<work_package> source(journal::unit_of_work& unit, uuid const& id,
                                std::int64_t expected_version,
                                package_sourcing const& wanted) const;
    result<work_package> reassign(journal::unit_of_work& unit, uuid const& id,
                                  std::int64_t expected_version,
                                  package_reassignment const& wanted) const;
    result<work_package> cancel(journal::unit_of_work& unit, uuid const& id,
                                std::int64_t expected_version,
                                std::vector<std::string> reasons) const;

    // Their delivery and payment: performing.cpp. An order follows its package.
    result<work_package> deliver(journal::unit_of_work& unit, uuid const& id,
                                 std::int64_t expected_version,
                                 package_delivery const& handed_over) const;
    /// Where its owner is verified and licensed today; opens the clock of payment, and posts.
    result<work_package> accept(journal::unit_of_work& unit, uuid const& id,
                                std::int64_t expected_version,
                                package_acceptance const& decision) const;
    /// By the owner, after the term of an inspection that nobody made: the same as accept.
    result<work_package> claim(journal::unit_of_work& unit, uuid const& id,
                               std::int64_t expected_version) const;
    /// Within the term of inspection.
    result<work_package> reject(journal::unit_of_work& unit, uuid const& id,
                                std::int64_t expected_version,
                                std::vector<std::string> reasons) const;
    /// Of `wanted` the amount and the bank's reference; interest comes first. The licence is looked
    /// at again, as of the day of the acceptance: one that has lapsed since does not hold up what
    /// is owed, one that was found wanting since does.
    result<package_payment> pay(journal::unit_of_work& unit, uuid const& id,
                                package_payment wanted) const;

    // Reading: reading.cpp.
    /// Its parties', the overseers'; once it was started everybody's.
    result<project> read_project(db::session& sql, security::principal const& asker,
                                 uuid const& id) const;
    /// Those that the asker's organisation is a party to, or owns a package of; in that state, or
    /// any.
    std::vector<project> list_projects(db::session& sql, security::principal const& asker,
                                       std::optional<project_state> state, std::string_view after,
                                       int limit) const;
    /// Contractor's, buyer's, owner's, overseers'; as of an instant, with the interest owed at it.
    result<work_package> read_package(db::session& sql, security::principal const& asker,
                                      uuid const& id, instant now) const;
    /// All of a project's; an owner sees its own.
    result<std::vector<work_package>> list_packages(db::session& sql,
                                                    security::principal const& asker,
                                                    uuid const& project_id, instant now) const;
    result<std::vector<package_payment>> list_payments(db::session& sql,
                                                       security::principal const& asker,
                                                       uuid const& package_id,
                                                       std::string_view after, int limit) const;
    /// Upstream and downstream in one answer: contractor's, buyer's, overseers'.
    result<project_money> read_money(db::session& sql, security::principal const& asker,
                                     uuid const& id, instant now) const;

  private:
    /// The contract, locked, where the act is open in such a project under such a contract
    /// (standing.hpp): wrong_state, or award_suspended while a remedy holds it.
    result<delivery::contract> open_contract(journal::unit_of_work& unit, project const& of,
                                             contracting_act act) const;
    struct package_of_project {
        work_package one;
        project of;
    };
    /// Project, then contract are locked before the package is read again; not_found where the
    /// actor is not that party to it, and as open_contract.
    result<package_of_project> lock_package(journal::unit_of_work& unit, uuid const& id,
                                            std::int64_t expected_version, contracting_act act,
                                            contracting_party who) const;
    /// The same without a version, for payments: each counts for itself.
    result<package_of_project> lock_package(journal::unit_of_work& unit, uuid const& id,
                                            contracting_act act, contracting_party who) const;
    delivery::term_calendar terms_of(work_package const& one) const {
        return {calendar_, known_.divisor_of(one.buyer_id)};
    }
    result<work_package> keep(journal::unit_of_work& unit, work_package const& before,
                              work_package changed, std::string_view happened) const;

    // The rules of the start on what is there: starting.cpp.
    struct judged_plan {
        start_plan plan;
        std::vector<market_evidence> evidence; // of each package of own work that was looked up
    };
    /// The market is asked anew of every package of own work (nothing named), or of that one.
    judged_plan judge(journal::unit_of_work& unit, project const& one,
                      delivery::contract const& contract, std::vector<work_package> const& packages,
                      std::optional<uuid> const& changed) const;
    planned_part part_of(journal::unit_of_work& unit, project const& of,
                         work_package const& one) const;
    market_evidence look(journal::unit_of_work& unit, project const& of,
                         work_package const& one) const;
    /// Of a running project, with one package as it will be.
    result<void> check_still_fit(journal::unit_of_work& unit, project const& of,
                                 work_package const& changed) const;
    result<void> check_user(security::principal const& actor, uuid const& id) const;

    // sourcing.cpp
    result<sourced_from> settle(journal::unit_of_work& unit, project const& of,
                                work_package const& one, package_sourcing const& wanted,
                                std::string const& pointer) const;
    result<sourced_from> settle_order(journal::unit_of_work& unit, work_package const& one,
                                      package_sourcing const& wanted,
                                      std::string const& pointer) const;
    result<sourced_from> settle_award(journal::unit_of_work& unit, work_package const& one,
                                      package_sourcing const& wanted,
                                      std::string const& pointer) const;
    result<void> let_go_order(journal::unit_of_work& unit, work_package const& of) const;

    // performing.cpp
    /// The licence that an acceptance stands on, of an owner that is verified.
    result<std::string> check_owner(work_package const& one, instant on) const;
    result<work_package> keep_accepted(journal::unit_of_work& unit, work_package const& before,
                                       work_package changed, std::string_view happened) const;
    result<void> deliver_order(journal::unit_of_work& unit, work_package const& one,
                               package_delivery const& handed_over) const;

    /// The number of the owner's licence that the category needed on the day; licence_missing.
    result<std::string> check_licence(work_package const& one, instant on) const;
    result<upstream_money> upstream_of(db::session& sql, security::principal const& asker,
                                       delivery::contract const& contract, instant now) const;

    delivery::delivery_service const& delivery_;
    offerings::offerings_service const& offerings_;
    procurement::procurement_service const& procurement_;
    identity::directory const& known_;
    calendar::working_days const& calendar_;
    market_view market_;
};

} // namespace talent::contracting
