// Whether entries that a unit wrote were kept, for a unit whose COMMIT got no answer: the entry at
// their sequence then has their hash. Stateless; on the database thread of the session.
#pragma once

#include "common/db/session.hpp"
#include "common/journal/entry.hpp"

namespace talent::journal {

/// Locks the journal's head first, and so waits for the end of the unit that wrote the entry (it
/// held the head to its end). Where the entry is missing it changes the head's row: on a cluster,
/// that unit may be committing on another node still, and one of the two commits then fails. So the
/// answer is final once the transaction, which must be a write of its own, is committed.
bool is_recorded(db::session& sql, entry const& written);

} // namespace talent::journal
