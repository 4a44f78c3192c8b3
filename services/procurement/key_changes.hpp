// What the journal says of tenders' keys and openings: public once the tender is. Private to
// procurement's use cases. Pure; any thread.
#pragma once

#include <string_view>

#include "common/journal/change.hpp"
#include "services/procurement/key_store.hpp"

namespace talent::procurement {

inline journal::change tender_key_change(tender const& of, std::string_view happened) {
    return {.table = store::tender_keys_table,
            .object_type = "tender_key",
            .happened = happened,
            .visible = is_public(of) || happened == "published" ? journal::visibility::open
                                                                : journal::visibility::parties,
            .parties = {of.buyer_id},
            .region = of.region};
}

inline journal::change opening_change(tender const& of, std::string_view happened) {
    return {.table = store::tender_openings_table,
            .object_type = "tender_opening",
            .happened = happened,
            .visible = journal::visibility::open,
            .parties = {of.buyer_id},
            .region = of.region};
}

} // namespace talent::procurement
