// One evaluated tender of two bidders on a database, for walking through all that can happen until
// its end: tender × award × standstill × suspension × remedy, by the services themselves. Every
// step is undone by a savepoint, so that the next one starts from the same state. A control breaks
// one of the rules. One thread, inside one unit of the database's writer.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "services/remedies/service.hpp"
#include "services/remedies/store.hpp"
#include "tests/support/state_graph.hpp"
#include "tests/unit/remedies/remedies_place.hpp"

namespace talent::test {

enum class broken_rule {
    none,
    award_ignores_suspension,
    contract_ignores_suspension,
    contract_ignores_standstill,
    remedy_keeps_its_suspension,
    reopened_lot_has_no_way_on,
};

class award_world : public remedies_place {
  public:
    /// As far as `ticks_max` times sixteen days, with so many challenges at most, and a complaint.
    award_world(broken_rule broken, int ticks_max, std::size_t challenges_max);

    /// Visits every state once; stops at the first fault.
    void explore();

    state_graph const& seen() const { return seen_; }
    /// The same, without the steps by which the buyer cancels.
    state_graph const& without_cancelling() const { return without_cancelling_; }
    /// What was wrong first, with the steps that led to it; empty: nothing.
    std::string const& fault() const { return fault_; }

  private:
    struct snapshot {
        procurement::tender of;
        std::vector<procurement::award> awards;
        std::vector<remedies::remedy> remedies;
    };
    struct step {
        std::string name;
        std::function<bool()> take; // false: refused
    };

    instant now() const;
    snapshot look();
    std::string describe(snapshot const& one) const;
    std::size_t meet(snapshot const& one);
    void walk(std::size_t from, snapshot const& here);

    template <class Use>
    bool act(identity::organisation const& who, Use use, instant when);
    template <class Use>
    bool act(identity::organisation const& who, Use use) {
        return act(who, use, now());
    }
    std::vector<step> steps_from(snapshot const& here);
    void add_award_steps(snapshot const& here, std::vector<step>& to);
    void add_filing_steps(snapshot const& here, std::vector<step>& to);
    void add_answer_steps(remedies::remedy const& one, std::vector<step>& to);
    void add_complaint_steps(remedies::remedy const& one, std::vector<step>& to);
    bool award_to(uuid const& bid_id);
    bool contract(procurement::award const& one);
    bool evaluate_anew();
    bool file(identity::organisation const& who, remedies::remedy wanted);
    bool ended(remedies::remedy const& one, bool done);
    void lift_suspensions();

    bool is_suspended(snapshot const& one) const;
    bool is_standstill_over(procurement::award const& one) const;
    std::string fault_of(snapshot const& one) const;
    std::string fault_of_step(snapshot const& before, snapshot const& after) const;

    remedies::remedies_service remedying_{service, known, calendar};
    broken_rule broken_;
    int ticks_max_;
    std::size_t challenges_max_;
    uuid tender_id_;
    uuid low_;  // the first's bid, ranked first
    uuid high_; // the second's
    int tick_ = 0;
    db::session* sql_ = nullptr;
    state_graph seen_;
    state_graph without_cancelling_;
    std::vector<std::string> way_;
    std::string fault_;
};

} // namespace talent::test
