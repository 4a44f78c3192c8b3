// Who is told of an entry: the webhooks that are shown it, and the inboxes of the organisations it
// names. Pure; any thread.
#pragma once

#include <vector>

#include "common/journal/entry.hpp"
#include "services/identity/directory.hpp"
#include "services/notices/model.hpp"

namespace talent::notices {

/// Whether the webhook is told of the entry: of its kinds and its region, and shown by the feed
/// (feed.hpp) to the organisation that `reader` speaks for.
bool is_delivered_to(webhook const& one, journal::entry const& entry,
                     security::principal const& reader);

webhook_delivery delivery_of(webhook const& one, journal::entry const& entry, instant now);

/// One for each organisation named in the entry that may read it and did not do it itself, or whose
/// members tell one another.
std::vector<inbox_notice> notices_of(journal::entry const& entry, identity::directory const& known,
                                     instant now);

} // namespace talent::notices
