// The use cases of remedies. Each works on a unit of work that the edge has opened, on a database
// thread; other services see remedies through this header only. Owned by talentd's main; immutable.
//
// Every step locks the tender's row first, as procurement's do: so nothing is awarded or signed
// while a remedy that would hold it back arrives.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/journal/unit_of_work.hpp"
#include "services/identity/directory.hpp"
#include "services/procurement/service.hpp"
#include "services/remedies/model.hpp"

namespace talent::remedies {

class remedies_service {
  public:
    remedies_service(procurement::procurement_service const& procurement,
                     identity::directory const& known, calendar::working_days const& calendar)
        : procurement_(procurement), known_(known), calendar_(calendar) {}

    /// By who bids for the tender; about its documents, by any supplier. A challenge suspends the
    /// award until it is answered (Implementing Regulation, art. 54).
    result<remedy> file(journal::unit_of_work& unit, uuid const& tender_id, remedy wanted) const;
    result<remedy> withdraw(journal::unit_of_work& unit, uuid const& id,
                            std::int64_t expected_version) const;

    /// The buyer's answer to an inquiry or challenge, also after its term, which is then shown.
    result<remedy> answer(journal::unit_of_work& unit, uuid const& id,
                          std::int64_t expected_version, remedy_answer given) const;

    // A complaint, by the office that it was filed with. conflict_of_interest for its own tender.
    result<remedy> accept(journal::unit_of_work& unit, uuid const& id,
                          std::int64_t expected_version, complaint_acceptance how) const;
    result<remedy> return_unexamined(journal::unit_of_work& unit, uuid const& id,
                                     std::int64_t expected_version,
                                     std::vector<std::string> reasons) const;
    result<remedy> decide(journal::unit_of_work& unit, uuid const& id,
                          std::int64_t expected_version, complaint_decision decision) const;

    /// Parties read all; others what was decided, without facts and files.
    result<remedy> read(db::session& sql, security::principal const& asker, uuid const& id,
                        instant now) const;
    /// With its clocks, for whoever keeps them.
    std::optional<remedy> read_running(db::session& sql, uuid const& id, instant now) const;
    /// Of a tender, as much as the asker may see.
    result<std::vector<remedy>> list_of_tender(db::session& sql, security::principal const& asker,
                                               uuid const& tender_id, std::string_view after,
                                               int limit, instant now) const;
    /// Where the asker is complainant, buyer or supervisor.
    std::vector<remedy> list_own(db::session& sql, security::principal const& asker,
                                 std::string_view after, int limit, instant now) const;

  private:
    struct remedy_of_tender {
        remedy one;
        procurement::tender of;
    };

    remedy presented(db::session& sql, remedy one, instant now) const;
    remedy shown_to(db::session& sql, security::principal const& asker, remedy one,
                    instant now) const;
    bool sees_all(security::principal const& asker, remedy const& one) const;
    result<remedy_of_tender> lock(journal::unit_of_work& unit, uuid const& id,
                                  std::int64_t expected_version) const;
    result<remedy_of_tender> lock_complaint(journal::unit_of_work& unit, uuid const& id,
                                            std::int64_t expected_version) const;
    result<void> check_complainant(journal::unit_of_work& unit, procurement::tender const& of,
                                   remedy const& wanted) const;
    result<void> check_term(journal::unit_of_work& unit, procurement::tender const& of,
                            remedy const& wanted) const;
    result<void> check_supervisor(procurement::tender const& of, remedy const& wanted) const;
    /// Ends the suspension and carries the measure out, in the unit of the decision.
    result<void> conclude(journal::unit_of_work& unit, remedy const& decided) const;
    result<void> apply_measure(journal::unit_of_work& unit, procurement::tender const& of,
                               remedy const& decided) const;

    procurement::procurement_service const& procurement_;
    identity::directory const& known_;
    calendar::working_days const& calendar_;
};

} // namespace talent::remedies
