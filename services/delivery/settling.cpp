// The use cases of money: invoices of what became payable, payments and disputes of what was
// invoiced, refunds. Each amount is checked against a row that is locked and kept at its version,
// so that two clerks at the same instant never invoice or pay one amount twice.
#include "services/delivery/changes.hpp"
#include "services/delivery/service.hpp"

#include "common/journal/numbering.hpp"

namespace talent::delivery {
namespace {

using journal::unit_of_work;

struct invoice_of_party {
    invoice one;
    contract of;
    delivery_party side; // the actor's
};

result<invoice_of_party> lock_invoice(unit_of_work& unit, uuid const& id) {
    auto one = store::lock_invoice(unit.sql(), id);
    if (!one) return refuse(error_code::not_found);
    auto of = store::find_contract(unit.sql(), one->contract_id);
    auto const side = of ? side_of(*of, unit.actor().organisation) : std::nullopt;
    if (!side) return refuse(error_code::not_found);
    return invoice_of_party{*std::move(one), *std::move(of), *side};
}

// Of who may pay or be paid, the other side's invoice is not the actor's to decide on.
result<invoice_of_party> lock_invoice_as(unit_of_work& unit, uuid const& id, delivery_party who) {
    TRY(auto found, lock_invoice(unit, id));
    if (found.side != who) return refuse(error_code::not_found);
    return found;
}

result<invoice> readable_invoice(db::session& sql, security::principal const& asker,
                                 uuid const& id) {
    auto found = store::find_invoice(sql, id);
    if (!found) return refuse(error_code::not_found);
    TRY(readable_contract(sql, asker, found->contract_id));
    return *std::move(found);
}

void append(std::vector<ledger_line>& to, std::vector<ledger_line> const& more) {
    to.insert(to.end(), more.begin(), more.end());
}

// What a payment and a refund have from their invoice.
template <class Transfer>
void identify(unit_of_work& unit, invoice_of_party const& found, Transfer& made,
              std::string_view kind) {
    made.id = make_uuid(unit.now());
    made.number = journal::next_number(unit, kind, found.of.region);
    made.contract_id = found.of.id;
    made.invoice_id = found.one.id;
    made.buyer_id = found.of.buyer_id;
    made.supplier_id = found.of.supplier_id;
}

} // namespace

result<invoice> delivery_service::keep(unit_of_work& unit, contract const& of,
                                       invoice const& before, invoice changed,
                                       std::string_view happened) const {
    TRY(journal::save(unit, before, changed, invoice_change(of, happened)));
    return as_of(std::move(changed), unit.now(), terms_of(of.buyer_id));
}

result<invoice> delivery_service::issue_invoice(unit_of_work& unit, uuid const& milestone_id,
                                                invoice wanted) const {
    auto const found = store::lock_milestone(unit.sql(), milestone_id);
    if (!found || found->supplier_id != unit.actor().organisation)
        return refuse(error_code::not_found);
    auto const of = store::find_contract(unit.sql(), found->contract_id);
    if (!of) return refuse(error_code::not_found);
    TRY(auto done, issued(*of, *found, std::move(wanted), unit.now()));
    TRY(journal::save(unit, *found, done.after, milestone_change(*of, "invoiced")));
    done.made.id = make_uuid(unit.now());
    done.made.number = journal::next_number(unit, "I", of->region);
    journal::create(unit, done.made, invoice_change(*of, "issued"));
    return as_of(std::move(done.made), unit.now(), terms_of(of->buyer_id));
}

// As on the day of each acceptance that is to be paid, by what the register says now: a licence
// that has lapsed since does not hold up what is owed, one that was found wanting since does.
result<void> delivery_service::check_licences(unit_of_work& unit, invoice const& to_pay,
                                              contract const& of) const {
    auto const open = open_portions(to_pay);
    for (std::size_t i = 0; i < open.size(); ++i) {
        if (open[i].fen == 0) continue;
        TRY(procurement_.check_licences_of_award(
            unit.sql(), of.award_id, calendar::day_of(to_pay.portions[i].payment.start)));
    }
    return success();
}

result<payment> delivery_service::pay(unit_of_work& unit, uuid const& invoice_id,
                                      payment wanted) const {
    TRY(auto const found, lock_invoice_as(unit, invoice_id, delivery_party::buyer));
    TRY(check_licences(unit, found.one, found.of));
    TRY(auto done, settled(found.one, found.side, wanted.amount, unit.now()));
    TRY(keep(unit, found.of, found.one, done.after, json::name_of(done.after.state)));
    identify(unit, found, done.made, "P");
    done.made.bank_reference = std::move(wanted.bank_reference);
    journal::create(unit, done.made, payment_change(found.of, "made"));
    auto lines = lines_of_interest(found.of, done.interest);
    append(lines, lines_of_payment(found.of, done.made.amount));
    post_transaction(unit, found.of, lines, {"payment", done.made.id});
    return done.made;
}

result<invoice> delivery_service::dispute_part(unit_of_work& unit, uuid const& id,
                                               std::int64_t expected_version,
                                               dispute const& claim) const {
    TRY(auto const found, lock_invoice_as(unit, id, delivery_party::buyer));
    TRY(journal::check_version(found.one.version, expected_version));
    TRY(auto done, disputed(found.one, found.side, claim, unit.now()));
    post_transaction(unit, found.of, lines_of_interest(found.of, done.interest), {"invoice", id});
    return keep(unit, found.of, found.one, std::move(done.after), "disputed");
}

result<invoice> delivery_service::withdraw_dispute(unit_of_work& unit, uuid const& id,
                                                   std::int64_t expected_version) const {
    TRY(auto const found, lock_invoice_as(unit, id, delivery_party::buyer));
    TRY(journal::check_version(found.one.version, expected_version));
    TRY(auto done, undisputed(found.one, found.side, unit.now()));
    post_transaction(unit, found.of, lines_of_interest(found.of, done.interest), {"invoice", id});
    return keep(unit, found.of, found.one, std::move(done.after), "dispute_withdrawn");
}

result<invoice> delivery_service::concede(unit_of_work& unit, uuid const& id,
                                          std::int64_t expected_version,
                                          concession const& given) const {
    TRY(auto const found, lock_invoice_as(unit, id, delivery_party::supplier));
    TRY(journal::check_version(found.one.version, expected_version));
    TRY(auto done, conceded(found.one, found.side, given.amount, unit.now()));
    auto lines = lines_of_interest(found.of, done.interest);
    append(lines, lines_of_concession(found.of, given.amount));
    post_transaction(unit, found.of, lines, {"invoice", id});
    return keep(unit, found.of, found.one, std::move(done.after), "conceded");
}

result<refund> delivery_service::refund_payment(unit_of_work& unit, uuid const& invoice_id,
                                                refund wanted) const {
    TRY(auto const found, lock_invoice_as(unit, invoice_id, delivery_party::supplier));
    TRY(auto done, refunded(found.one, found.side, wanted.amount, unit.now()));
    TRY(keep(unit, found.of, found.one, done.after, "refunded"));
    identify(unit, found, wanted, "R");
    journal::create(unit, wanted, refund_change(found.of, "made"));
    auto lines = lines_of_interest(found.of, done.interest);
    append(lines, lines_of_refund(found.of, wanted.amount));
    post_transaction(unit, found.of, lines, {"refund", wanted.id});
    return wanted;
}

result<invoice> delivery_service::read_invoice(db::session& sql, security::principal const& asker,
                                               uuid const& id, instant now) const {
    TRY(auto found, readable_invoice(sql, asker, id));
    auto const terms = terms_of(found.buyer_id);
    return as_of(std::move(found), now, terms);
}

result<std::vector<invoice>> delivery_service::list_invoices(db::session& sql,
                                                             security::principal const& asker,
                                                             uuid const& contract_id,
                                                             std::string_view after, int limit,
                                                             instant now) const {
    TRY(auto const of, readable_contract(sql, asker, contract_id));
    std::vector<invoice> found;
    for (auto& each : store::list_invoices(sql, contract_id, after, limit))
        found.push_back(as_of(std::move(each), now, terms_of(of.buyer_id)));
    return found;
}

result<std::vector<payment>> delivery_service::list_payments(db::session& sql,
                                                             security::principal const& asker,
                                                             uuid const& invoice_id,
                                                             std::string_view after,
                                                             int limit) const {
    TRY(readable_invoice(sql, asker, invoice_id));
    return store::list_payments(sql, invoice_id, after, limit);
}

result<std::vector<refund>> delivery_service::list_refunds(db::session& sql,
                                                           security::principal const& asker,
                                                           uuid const& invoice_id,
                                                           std::string_view after,
                                                           int limit) const {
    TRY(readable_invoice(sql, asker, invoice_id));
    return store::list_refunds(sql, invoice_id, after, limit);
}

} // namespace talent::delivery
