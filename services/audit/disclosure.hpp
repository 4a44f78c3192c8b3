// An entry as an outsider can check it: the digests of all of its parts, and the parts that this
// reader may see whole, with the salts that open them. Who sees what is the feed's rule. Immutable
// after construction; any thread.
#pragma once

#include <string>

#include "common/journal/journal.hpp"
#include "services/notices/feed.hpp"

namespace talent::audit {

class entry_discloser {
  public:
    explicit entry_discloser(notices::feed_writer rules) : rules_(std::move(rules)) {}

    /// {"sequence", "hash", "content_sha256", "withheld", "parts"}. A withheld entry has no parts
    /// but their common digest: not even when it happened.
    std::string write(journal::entry const& one, security::principal const& reader) const;

  private:
    bool may_open(journal::part which, journal::entry const& one,
                  security::principal const& reader) const;

    notices::feed_writer rules_;
};

} // namespace talent::audit
