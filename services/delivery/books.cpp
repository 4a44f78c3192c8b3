// The use cases that read the books: accounts, their entries and statements, and how buyers pay.
#include "services/delivery/changes.hpp"
#include "services/delivery/service.hpp"

namespace talent::delivery {
namespace {

std::optional<std::int64_t> hundredths_of(std::int64_t sum, std::int64_t count) {
    if (count == 0) return std::nullopt;
    return scale({sum}, 100, count).fen; // the same rounding as money's
}

} // namespace

payment_statistics statistics_of(payment_sums const& sums) {
    return {.payments = sums.payments,
            .paid = sums.principal,
            .interest_paid = sums.interest,
            .average_days_hundredths = hundredths_of(sums.days, sums.payments),
            .weighted_average_days_hundredths = hundredths_of(sums.yuan_days, sums.yuan),
            .late_payments = sums.late_payments,
            .paid_late = sums.late_principal};
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

result<ledger_account> delivery_service::own_account(db::session& sql,
                                                     security::principal const& asker,
                                                     uuid const& id) const {
    auto found = store::find_account(sql, id);
    if (!found || found->organisation_id != asker.organisation)
        return refuse(error_code::not_found);
    return *std::move(found);
}

result<std::vector<ledger_posting>> delivery_service::list_postings(
    db::session& sql, security::principal const& asker, uuid const& account_id,
    std::string_view after, int limit) const {
    TRY(own_account(sql, asker, account_id));
    return store::list_postings(sql, account_id, after, limit);
}

result<account_statement> delivery_service::statement(db::session& sql,
                                                      security::principal const& asker,
                                                      uuid const& account_id,
                                                      period const& over) const {
    TRY(auto const account, own_account(sql, asker, account_id));
    account_statement made{.account_id = account.id,
                           .organisation_id = account.organisation_id,
                           .contract_id = account.contract_id,
                           .kind = account.kind,
                           .from = over.from,
                           .until = over.until};
    store::sum_up(sql, over, made);
    return made;
}

result<std::vector<statement_line>> delivery_service::statement_lines(
    db::session& sql, security::principal const& asker, uuid const& account_id, period const& over,
    std::string_view after, int limit) const {
    TRY(own_account(sql, asker, account_id));
    auto balance = store::balance_before(sql, account_id, over, after);
    std::vector<statement_line> lines;
    for (auto& each : store::list_postings_in(sql, account_id, over, after, limit)) {
        balance = balance + each.amount;
        lines.push_back({.at = each.at,
                         .object_type = std::move(each.object_type),
                         .object_id = each.object_id,
                         .transaction_id = each.transaction_id,
                         .amount = each.amount,
                         .balance = balance,
                         .id = each.id});
    }
    return lines;
}

result<payment_statistics> delivery_service::payment_statistics_of(db::session& sql,
                                                                   uuid const& buyer_id,
                                                                   period const& over,
                                                                   instant now) const {
    auto const buyer = known_.find_organisation(buyer_id);
    if (!buyer || buyer->kind != identity::organisation_kind::government_office)
        return refuse(error_code::not_found);
    auto made = statistics_of(store::sum_of_payments(sql, buyer_id, over));
    made.buyer_id = buyer_id;
    made.buyer_name = buyer->name;
    made.from = over.from;
    made.until = over.until;
    store::count_overdue(sql, now, made);
    return made;
}

} // namespace talent::delivery
