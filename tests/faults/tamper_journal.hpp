// The beginning of a demonstration journal that can be edited and put back: its four tables in
// memory beside the database, so that an edit is a set of rows and its undoing the rows as they
// were. One thread.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "common/journal/verification.hpp"
#include "tests/support/server_process.hpp"

namespace talent::test {

enum class table : std::uint8_t { entries, heads, keys, head };
inline constexpr std::size_t table_count = 4;

using rows = std::map<std::int64_t, row>; // by primary key, which is the first column

/// What an edit makes of some rows; nothing: the row is gone.
struct edit {
    std::map<std::pair<table, std::int64_t>, std::optional<row>> changes;

    void set(table in, row to) { changes[{in, integer_of(to.front())}] = std::move(to); }
    void remove(table in, std::int64_t key) { changes[{in, key}] = std::nullopt; }
};

class tampered_journal {
  public:
    /// Makes a demonstration market and signs its journal in several heads, the last at its end.
    explicit tampered_journal(engine on);

    rows const& original(table of) const { return originals_[static_cast<std::size_t>(of)]; }
    std::vector<std::string> const& columns(table of) const;
    engine on() const { return engine_; }

    void apply(edit const& wanted);
    void undo(edit const& made);
    /// Whether the database holds other bytes now than it held at first.
    bool differs(edit const& made);

    /// The fault that verification finds, with the installation's key and, where asked, with the
    /// witness file; empty where it finds none.
    std::string fault(bool with_witness);

  private:
    void keep_the_beginning();
    row read(db::session& sql, table from, std::int64_t key);
    void write(edit const& wanted, bool original);

    engine engine_;
    server_process place_;
    std::unique_ptr<db::database> database_;
    std::string trusted_key_;
    std::vector<journal::signed_head> witnesses_;
    std::array<rows, table_count> originals_;
};

} // namespace talent::test
