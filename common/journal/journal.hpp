// The append-only record. record() gives a unit's drafts their sequence numbers and hashes inside
// the unit's own transaction: the head row is read (and locked, on MariaDB) last, so commits follow
// the sequence and the sequence has no gap. Stateless; on the database thread of the session.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/base/result.hpp"
#include "common/db/database.hpp"
#include "common/journal/entry.hpp"
#include "common/journal/unit_of_work.hpp"

namespace talent::journal {

struct head {
    std::int64_t sequence = 0;
    std::string hash; // of the last entry; of the empty journal: 64 zeros
};

/// Writes the unit's drafts; returns them as entries, in order.
std::vector<entry> record(unit_of_work& unit);

head read_head(db::session& sql);

/// Entries with sequence in (after, after + limit], in order.
std::vector<entry> read_after(db::session& sql, std::int64_t after, std::int64_t limit);

/// The history of one object, oldest first.
std::vector<entry> read_of_object(db::session& sql, std::string_view object_type, uuid const& id,
                                  std::int64_t limit);

/// The hash an entry must have after `previous_hash`: SHA-256, in hexadecimal, over netstrings
/// ("5:hello,"; https://cr.yp.to/proto/netstrings.txt) of the previous hash and then of every
/// column of journal_entries in its order, the hash itself left out; integers in decimal.
std::string hash_of(entry const& one, std::string_view previous_hash);

/// Walks the whole chain; a problem (conflict) with a plain sentence at the first break. Returns
/// the head. May run while entries are being written. Throws db::error.
result<head> verify(db::database& source);

} // namespace talent::journal
