// The two things that the model test holds against its reference: delivery's pure rules on values,
// and the whole service on a database. One thread.
#pragma once

#include <map>

#include "services/delivery/ledger.hpp"
#include "tests/unit/delivery/reference_model.hpp"

namespace talent::test {

/// 09:00 in Shanghai on that day.
inline instant morning_of(std::int64_t day) {
    return calendar::start_of(date{std::chrono::days{day}}) + std::chrono::hours{9};
}

delivery::payment_terms terms_of(agreed_terms const& agreed);
/// As the reference has it: the balances of both sides in its order.
balances in_order(std::map<delivery::account_kind, money> const& buyer,
                  std::map<delivery::account_kind, money> const& supplier);

/// The rules alone: what the service does between loading and saving.
class pure_books {
  public:
    pure_books(agreed_terms const& agreed, std::int64_t today,
               calendar::working_days const& calendar);

    bool apply(operation const& wanted);
    balances reckon() const { return in_order(buyer_, supplier_); }
    std::int64_t outstanding(std::size_t invoice) const;
    std::string state_of_invoice(std::size_t which) const;
    std::string state_of_part(std::size_t which) const;
    std::string state() const;

  private:
    template <class T>
    bool keep(result<T> outcome, T& to);
    bool contract_step(operation const& wanted);
    bool amend(operation const& wanted);
    bool milestone_step(operation const& wanted);
    bool invoice_step(operation const& wanted);
    bool keep_accepted(result<delivery::accepted_milestone> outcome, delivery::milestone& to);
    bool keep_changed(result<delivery::changed_invoice> outcome, delivery::invoice& to,
                      std::vector<delivery::ledger_line> lines = {});
    void post(std::vector<delivery::ledger_line> const& lines);
    void resume_milestones(std::int64_t days);
    instant now() const { return morning_of(today_); }

    calendar::working_days const& calendar_;
    std::int64_t today_;
    delivery::contract contract_;
    std::vector<delivery::milestone> parts_;
    std::vector<delivery::invoice> invoices_;
    std::map<delivery::account_kind, money> buyer_;
    std::map<delivery::account_kind, money> supplier_;
};

} // namespace talent::test
