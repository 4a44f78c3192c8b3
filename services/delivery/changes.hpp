// What delivery's use cases have in common: what the journal says of a change (everything is
// between buyer and supplier), and how a contract is found and locked. Private to them. On the
// unit's database thread.
#pragma once

#include <string_view>

#include "common/journal/change.hpp"
#include "services/delivery/store.hpp"

namespace talent::delivery {

inline journal::change between_parties(contract const& of, std::string_view table,
                                       std::string_view object_type, std::string_view happened) {
    return {.table = table,
            .object_type = object_type,
            .happened = happened,
            .visible = journal::visibility::parties,
            .parties = {of.buyer_id, of.supplier_id},
            .region = of.region};
}

inline journal::change contract_change(contract const& one, std::string_view happened) {
    return between_parties(one, store::contracts_table, "contract", happened);
}
inline journal::change milestone_change(contract const& of, std::string_view happened) {
    return between_parties(of, store::milestones_table, "milestone", happened);
}
inline journal::change invoice_change(contract const& of, std::string_view happened) {
    return between_parties(of, store::invoices_table, "invoice", happened);
}
inline journal::change amendment_change(contract const& of, std::string_view happened) {
    return between_parties(of, store::amendments_table, "amendment", happened);
}
inline journal::change refund_change(contract const& of, std::string_view happened) {
    return between_parties(of, store::refunds_table, "refund", happened);
}
inline journal::change payment_change(contract const& of, std::string_view happened) {
    return between_parties(of, store::payments_table, "payment", happened);
}

struct contract_of_party {
    contract one;
    delivery_party side; // the actor's
};
/// Locked; not_found for who is no party to it. With a version, at the one that the actor decided
/// on.
result<contract_of_party> lock_as_party(journal::unit_of_work& unit, uuid const& id);
result<contract_of_party> lock_as_party(journal::unit_of_work& unit, uuid const& id,
                                        std::int64_t expected_version);

/// The contract, where the asker is a party to it or oversees its region; else not_found.
result<contract> readable_contract(db::session& sql, security::principal const& asker,
                                   uuid const& id);

} // namespace talent::delivery
