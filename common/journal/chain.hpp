// The hash chain's arithmetic on rows as they are stored, so that a change of one byte in the table
// shows even where it would read as the same value. docs/audit.md has the formats for outsiders.
// Private to common/journal. Pure; one owner, one thread.
#pragma once

#include <array>
#include <span>
#include <string>
#include <string_view>

#include "common/base/cell.hpp"
#include "common/journal/journal.hpp"
#include "common/security/digest.hpp"

namespace talent::journal {

class chain_hasher {
  public:
    /// What a whole row of journal_entries comes to, its columns in the field table's order.
    struct opened {
        std::array<security::digest_text, part_count / 2> salts; // two parts' salts in each
        std::array<security::digest_text, part_count> parts;
        security::digest_text content;

        std::string_view salt_of(part which) const;
    };
    opened open(std::span<cell const> columns);
    /// The hash of the entry with that content behind `previous_hash`.
    security::digest_text hash(std::string_view previous_hash, std::int64_t sequence,
                               security::digest_text const& content);

  private:
    void begin(std::string_view format);
    void add(std::string_view text);
    void add(cell const& value);
    security::digest_text digest() { return hasher_.digest(input_); }

    security::sha256 hasher_;
    std::string input_; // kept, so that a long walk does not allocate for each entry
};

/// The row that an entry is stored as; the hash is its last column.
row columns_of(entry const& one);
/// The columns of a part, by their place in the row.
std::span<std::size_t const> places_of(part which);

} // namespace talent::journal
