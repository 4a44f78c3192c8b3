#include "services/delivery/ledger.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>

#include "common/db/record.hpp"
#include "common/journal/change.hpp"
#include "services/delivery/store.hpp"

namespace talent::delivery {
namespace {

using journal::unit_of_work;

constexpr account_kind buyer_accounts[] = {account_kind::expense, account_kind::payable,
                                           account_kind::cash,    account_kind::retention,
                                           account_kind::penalty, account_kind::interest};
constexpr account_kind supplier_accounts[] = {
    account_kind::receivable, account_kind::revenue, account_kind::fee,     account_kind::cash,
    account_kind::retention,  account_kind::penalty, account_kind::interest};

constexpr money negative(money amount) {
    return {-amount.fen};
}

bool is_open(std::vector<ledger_account> const& open, uuid const& organisation, account_kind kind) {
    return std::ranges::any_of(open, [&](ledger_account const& each) {
        return each.organisation_id == organisation && each.kind == kind;
    });
}

void open_side(unit_of_work& unit, contract const& one, delivery_party side,
               uuid const& organisation, std::vector<ledger_account> const& open) {
    for (auto const kind : accounts_of(side)) {
        if (is_open(open, organisation, kind)) continue;
        ledger_account made{.id = make_uuid(unit.now()),
                            .organisation_id = organisation,
                            .contract_id = one.id,
                            .kind = kind};
        journal::create(unit, made,
                        {.table = store::accounts_table,
                         .object_type = "ledger_account",
                         .happened = "opened",
                         .parties = {organisation},
                         .region = one.region});
    }
}

uuid account_of(std::vector<ledger_account> const& open, ledger_line const& line) {
    auto const found = std::ranges::find_if(open, [&](ledger_account const& each) {
        return each.organisation_id == line.organisation_id && each.kind == line.kind;
    });
    if (found == open.end()) throw std::logic_error("the ledger has no such account");
    return found->id;
}

void append_posted(unit_of_work& unit, contract const& one, ledger_transaction const& made) {
    journal::draft entry;
    entry.type = "ledger.posted";
    entry.object_type = "ledger";
    entry.object_id = made.id;
    entry.object_version = 1;
    entry.visible = journal::visibility::closed;
    entry.parties = {one.buyer_id, one.supplier_id};
    entry.region = one.region;
    entry.after = json::write_stored(made);
    unit.append(std::move(entry));
}

} // namespace

std::span<account_kind const> accounts_of(delivery_party side) {
    if (side == delivery_party::buyer) return buyer_accounts;
    return supplier_accounts;
}

std::vector<ledger_line> lines_of_acceptance(contract const& one, acceptance const& made,
                                             money fee) {
    return {{one.buyer_id, account_kind::expense, made.amount},
            {one.buyer_id, account_kind::payable, negative(made.payable)},
            {one.buyer_id, account_kind::retention, negative(made.retained)},
            {one.buyer_id, account_kind::penalty, negative(made.penalty)},
            {one.supplier_id, account_kind::receivable, made.payable},
            {one.supplier_id, account_kind::retention, made.retained},
            {one.supplier_id, account_kind::penalty, made.penalty},
            {one.supplier_id, account_kind::revenue, fee - made.amount},
            {one.supplier_id, account_kind::fee, negative(fee)}};
}

std::vector<ledger_line> lines_of_release(contract const& one, money amount) {
    return {{one.buyer_id, account_kind::retention, amount},
            {one.buyer_id, account_kind::payable, negative(amount)},
            {one.supplier_id, account_kind::receivable, amount},
            {one.supplier_id, account_kind::retention, negative(amount)}};
}

std::vector<ledger_line> lines_of_payment(contract const& one, money amount) {
    return {{one.buyer_id, account_kind::payable, amount},
            {one.buyer_id, account_kind::cash, negative(amount)},
            {one.supplier_id, account_kind::cash, amount},
            {one.supplier_id, account_kind::receivable, negative(amount)}};
}

std::vector<ledger_line> lines_of_interest(contract const& one, money amount) {
    return {{one.buyer_id, account_kind::interest, amount},
            {one.buyer_id, account_kind::payable, negative(amount)},
            {one.supplier_id, account_kind::receivable, amount},
            {one.supplier_id, account_kind::interest, negative(amount)}};
}

std::vector<ledger_line> lines_of_concession(contract const& one, money amount) {
    return {{one.buyer_id, account_kind::payable, amount},
            {one.buyer_id, account_kind::expense, negative(amount)},
            {one.supplier_id, account_kind::revenue, amount},
            {one.supplier_id, account_kind::receivable, negative(amount)}};
}

std::vector<ledger_line> lines_of_refund(contract const& one, money amount) {
    return {{one.buyer_id, account_kind::cash, amount},
            {one.buyer_id, account_kind::expense, negative(amount)},
            {one.supplier_id, account_kind::revenue, amount},
            {one.supplier_id, account_kind::cash, negative(amount)}};
}

bool is_balanced(std::span<ledger_line const> lines) {
    std::map<uuid, money> books;
    for (auto const& each : lines)
        books[each.organisation_id] = books[each.organisation_id] + each.amount;
    return std::ranges::all_of(books, [](auto const& book) { return book.second == money{}; });
}

void open_accounts(unit_of_work& unit, contract const& one) {
    open_side(unit, one, delivery_party::buyer, one.buyer_id, {});
    open_side(unit, one, delivery_party::supplier, one.supplier_id, {});
}

void open_missing_accounts(unit_of_work& unit, contract const& one) {
    auto const open = store::list_accounts_of_contract(unit.sql(), one.id);
    open_side(unit, one, delivery_party::buyer, one.buyer_id, open);
    open_side(unit, one, delivery_party::supplier, one.supplier_id, open);
}

void post_transaction(unit_of_work& unit, contract const& one, std::span<ledger_line const> lines,
                      posting_cause const& cause) {
    if (!is_balanced(lines))
        throw std::logic_error("a transaction that does not balance was to be posted");
    auto const open = store::list_accounts_of_contract(unit.sql(), one.id);
    ledger_transaction made{.id = make_uuid(unit.now()), .contract_id = one.id};
    for (auto const& line : lines) {
        if (line.amount == money{}) continue;
        made.postings.push_back({.id = make_uuid(unit.now()),
                                 .transaction_id = made.id,
                                 .account_id = account_of(open, line),
                                 .amount = line.amount,
                                 .object_type = std::string(cause.object_type),
                                 .object_id = cause.object_id,
                                 .at = unit.now()});
        db::insert(unit.sql(), store::postings_table, made.postings.back());
    }
    if (!made.postings.empty()) append_posted(unit, one, made);
}

result<void> verify_ledger(db::session& sql) {
    if (auto const sum = store::sum_of_ledger(sql); sum != money{}) {
        return refuse(error_code::internal,
                      "The ledger sums to " + format_money(sum) + ", not to zero.");
    }
    if (auto const unbalanced = store::find_unbalanced_transaction(sql)) {
        return refuse(error_code::internal, "The ledger's transaction " +
                                                unbalanced->transaction_id + " sums to " +
                                                format_money(unbalanced->sum) + ", not to zero.");
    }
    if (auto const unbalanced = store::find_unbalanced_book(sql)) {
        return refuse(error_code::internal, "In the ledger's transaction " +
                                                unbalanced->transaction_id +
                                                " one organisation's postings sum to " +
                                                format_money(unbalanced->sum) + ", not to zero.");
    }
    return success();
}

} // namespace talent::delivery
