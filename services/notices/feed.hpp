// How a journal entry is shown to one reader: whole, or withheld. Hidden and personal fields never
// leave through the feed. Immutable after construction; any thread.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "common/journal/entry.hpp"
#include "common/security/principal.hpp"

namespace talent::notices {

/// Whether this reader may see the entry's content. Open entries: everybody; parties' entries: the
/// organisations, members and keys named; test organisations' open ones: test organisations; and
/// all that lies in their region: operators and supervisors.
bool may_read(security::principal const& reader, journal::entry const& one);

class feed_writer {
  public:
    /// `tables` are the tables of every object that can be in the journal, by object type.
    explicit feed_writer(std::map<std::string, json::object_definition const*, std::less<>> tables)
        : tables_(std::move(tables)) {}

    /// The entry as one JSON object. A withheld one keeps its sequence and hash, so that the reader
    /// can see that nothing is missing; a deletion is a tombstone (no "after").
    std::string write(journal::entry const& one, security::principal const& reader) const;

    /// Whether a state of such an object is shown with all that it has, no member left out.
    bool shows_whole(std::string const& stored, std::string_view object_type) const;

  private:
    void write_state(std::string_view name, std::string const& stored, std::string_view object_type,
                     json::writer& to) const;

    std::map<std::string, json::object_definition const*, std::less<>> tables_;
};

} // namespace talent::notices
