// The use cases of money: invoices of what was accepted, payments of what was invoiced, the
// ledger's accounts. Each amount is checked against a row that is locked and kept at its version,
// so that two clerks at the same instant never invoice or pay one amount twice.
#include "services/delivery/changes.hpp"
#include "services/delivery/service.hpp"

#include "common/journal/numbering.hpp"

namespace talent::delivery {

using journal::unit_of_work;

result<invoice> delivery_service::issue_invoice(unit_of_work& unit, uuid const& milestone_id,
                                                invoice wanted) const {
    auto const found = store::lock_milestone(unit.sql(), milestone_id);
    if (!found || found->supplier_id != unit.actor().organisation)
        return refuse(error_code::not_found);
    auto const of = store::find_contract(unit.sql(), found->contract_id);
    if (!of) return refuse(error_code::not_found);
    TRY(check_invoice(*found, wanted.amount));
    auto changed = *found;
    changed.invoiced_amount = changed.invoiced_amount + wanted.amount;
    TRY(journal::save(unit, *found, changed, milestone_change(*of, "invoiced")));

    wanted.id = make_uuid(unit.now());
    wanted.number = journal::next_number(unit, "I", of->region);
    wanted.contract_id = of->id;
    wanted.milestone_id = milestone_id;
    wanted.buyer_id = of->buyer_id;
    wanted.supplier_id = of->supplier_id;
    journal::create(unit, wanted, invoice_change(*of, "issued"));
    return wanted;
}

result<invoice> delivery_service::read_invoice(db::session& sql, security::principal const& asker,
                                               uuid const& id) const {
    auto found = store::find_invoice(sql, id);
    if (!found) return refuse(error_code::not_found);
    TRY(readable_contract(sql, asker, found->contract_id));
    return *std::move(found);
}

result<std::vector<invoice>> delivery_service::list_invoices(db::session& sql,
                                                             security::principal const& asker,
                                                             uuid const& contract_id,
                                                             std::string_view after,
                                                             int limit) const {
    TRY(readable_contract(sql, asker, contract_id));
    return store::list_invoices(sql, contract_id, after, limit);
}

result<payment> delivery_service::pay(unit_of_work& unit, uuid const& invoice_id,
                                      payment wanted) const {
    auto const found = store::lock_invoice(unit.sql(), invoice_id);
    if (!found || found->buyer_id != unit.actor().organisation)
        return refuse(error_code::not_found);
    auto const of = store::find_contract(unit.sql(), found->contract_id);
    if (!of) return refuse(error_code::not_found);
    TRY(check_payment(*found, wanted.amount));
    auto changed = *found;
    changed.paid_amount = changed.paid_amount + wanted.amount;
    changed.state = state_of(changed);
    TRY(journal::save(unit, *found, changed, invoice_change(*of, json::name_of(changed.state))));

    wanted.id = make_uuid(unit.now());
    wanted.number = journal::next_number(unit, "P", of->region);
    wanted.contract_id = of->id;
    wanted.invoice_id = invoice_id;
    wanted.buyer_id = of->buyer_id;
    wanted.supplier_id = of->supplier_id;
    journal::create(unit, wanted, payment_change(*of, "made"));
    post_transaction(unit, *of, lines_of_payment(*of, wanted.amount), {"payment", wanted.id});
    return wanted;
}

result<std::vector<payment>> delivery_service::list_payments(db::session& sql,
                                                             security::principal const& asker,
                                                             uuid const& invoice_id,
                                                             std::string_view after,
                                                             int limit) const {
    TRY(read_invoice(sql, asker, invoice_id));
    return store::list_payments(sql, invoice_id, after, limit);
}

std::vector<ledger_account> delivery_service::list_accounts(db::session& sql,
                                                            security::principal const& asker,
                                                            std::string_view after,
                                                            int limit) const {
    auto found = store::list_accounts(sql, asker.organisation, after, limit);
    for (auto& each : found)
        each.balance = store::balance_of(sql, each.id);
    return found;
}

result<std::vector<ledger_posting>> delivery_service::list_postings(
    db::session& sql, security::principal const& asker, uuid const& account_id,
    std::string_view after, int limit) const {
    auto const account = store::find_account(sql, account_id);
    if (!account || account->organisation_id != asker.organisation)
        return refuse(error_code::not_found);
    return store::list_postings(sql, account_id, after, limit);
}

} // namespace talent::delivery
