// The hash chain's arithmetic on rows as they are stored, so that a change of one byte in the table
// shows even where it would read as the same value. Private to common/journal. Pure; any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "common/base/cell.hpp"

namespace talent::journal {

/// Of the empty journal.
inline constexpr std::string_view hash_of_nothing =
    "0000000000000000000000000000000000000000000000000000000000000000";

class chain_hasher {
  public:
    /// `fields` are the columns of an entry before its hash.
    std::string hash(std::span<cell const> fields, std::string_view previous_hash);

  private:
    void add(std::string_view text);

    std::string input_; // kept, so that a long walk does not allocate for each entry
};

} // namespace talent::journal
