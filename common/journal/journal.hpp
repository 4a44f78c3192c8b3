// The append-only record. record() gives a unit's drafts their sequence numbers and hashes inside
// the unit's own transaction: the head row is read (and locked, on MariaDB) last, so commits follow
// the sequence and the sequence has no gap. Stateless; on the database thread of the session.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/base/result.hpp"
#include "common/db/database.hpp"
#include "common/journal/entry.hpp"
#include "common/journal/unit_of_work.hpp"

namespace talent::journal {

/// Of the empty journal.
inline constexpr std::string_view hash_of_nothing =
    "0000000000000000000000000000000000000000000000000000000000000000";

struct head {
    std::int64_t sequence = 0;
    std::string hash; // of the last entry
};

/// Writes the unit's drafts; returns them as entries, in order.
std::vector<entry> record(unit_of_work& unit);

head read_head(db::session& sql);
/// The same, held until the unit ends: nobody else writes the journal meanwhile.
head lock_head(db::session& sql);

/// Entries with sequence in (after, after + limit], in order.
std::vector<entry> read_after(db::session& sql, std::int64_t after, std::int64_t limit);

/// Entries of these object types with sequence in (after, up_to], in order.
std::vector<entry> read_of_types(db::session& sql, std::int64_t after, std::int64_t up_to,
                                 std::span<std::string_view const> object_types);

/// The newest entry of one object with a sequence of at most `up_to`.
std::optional<entry> read_newest_of_object(db::session& sql, std::string_view object_type,
                                           uuid const& id, std::int64_t up_to);

/// The history of one object, oldest first.
std::vector<entry> read_of_object(db::session& sql, std::string_view object_type, uuid const& id,
                                  std::int64_t limit);

/// The object as its version left it: the first entry of that version that says what there was
/// after it.
std::optional<entry> read_version(db::session& sql, std::string_view object_type, uuid const& id,
                                  std::int64_t version);

/// What a member did, in order: entries with sequence after `after`.
std::vector<entry> read_of_member(db::session& sql, uuid const& member, std::int64_t after,
                                  std::int64_t limit);

/// An entry's content in four parts, each opened or withheld as a whole.
enum class part : std::uint8_t {
    facts,  // what happened to which object, when, by whom as far as everybody may know
    actor,  // which member, credential and request; and who may read it
    before, // the object's state before
    after,  // and afterwards
};
inline constexpr std::size_t part_count = 4;

/// "facts"
std::string_view name_of(part which);

/// What an entry is known by without its content, and what opens each part. By `part`.
struct commitment {
    std::array<std::string, part_count> salts; // with a part's values or not at all
    std::array<std::string, part_count> parts; // SHA-256 of each part
    std::string content_sha256;                // of the parts
};
commitment commitment_of(entry const& one);

/// The columns of a part as they are stored, in order; integers in decimal.
std::vector<std::pair<std::string_view, std::string>> values_of(entry const& one, part which);

/// The hash an entry must have after `previous_hash` (docs/audit.md).
std::string hash_of(entry const& one, std::string_view previous_hash);

} // namespace talent::journal
