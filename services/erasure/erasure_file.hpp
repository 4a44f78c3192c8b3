// DIR/erasures.jsonl: which keys were destroyed, one line each, only ever appended to
// (half a line, as a crash leaves it, is cut off). To be kept
// with the backups but apart from the database, so that an erasure outlives the restoration of an
// older backup. Holds ids and instants, nothing of the persons. One thread at a time.
#pragma once

#include <string>
#include <unordered_set>
#include <vector>

#include "common/base/result.hpp"
#include "common/db/database.hpp"
#include "common/personal/erased_keys.hpp"

namespace talent::erasure {

class erasure_file {
  public:
    /// Reads it; empty where there is none. A problem with one sentence where a line is damaged; an
    /// unfinished last line, as a crash leaves it, is passed over.
    static result<erasure_file> open(std::string path);

    std::vector<personal::erased_key> const& lines() const { return lines_; }

    /// Appends what the database has erased and the file does not say yet; durable on return. How
    /// many. Throws db::error.
    result<std::size_t> catch_up(db::database& kept);

  private:
    explicit erasure_file(std::string path) : path_(std::move(path)) {}

    result<void> append(std::vector<personal::erased_key> const& more);

    std::string path_;
    std::vector<personal::erased_key> lines_;
    std::unordered_set<std::string> keys_;
    std::size_t whole_bytes_ = 0; // up to the end of the last whole line
    bool lacks_line_end_ = false; // of a last line that is whole otherwise
    instant seen_until_{};
};

} // namespace talent::erasure
