// What the journal says of delivery's changes: everything is between buyer and supplier. Private to
// delivery's use cases. Pure; any thread.
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
inline journal::change payment_change(contract const& of, std::string_view happened) {
    return between_parties(of, store::payments_table, "payment", happened);
}

} // namespace talent::delivery
