// What the journal says of a remedy's changes, and to whom. Private to the use cases of remedies.
// Pure; any thread.
#pragma once

#include <string_view>

#include "common/journal/change.hpp"
#include "services/remedies/store.hpp"

namespace talent::remedies {

// The entry holds the whole object, facts and files too: so it is the parties', and what the public
// learns, it reads at the object.
inline journal::change remedy_change(remedy const& one, std::string_view happened) {
    journal::change made{.table = store::remedies_table,
                         .object_type = "remedy",
                         .happened = happened,
                         .visible = journal::visibility::parties,
                         .parties = {one.complainant_id, one.buyer_id}};
    if (one.supervisor_id) made.parties.push_back(*one.supervisor_id);
    return made;
}

} // namespace talent::remedies
