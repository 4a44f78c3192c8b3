// What a use case works on: the session of its transaction, the instant, who acts, and the entries
// it appends. The effect, its journal entries and its idempotency record are kept together or not
// at all. Made by the edge for each request, lives on one database thread.
#pragma once

#include <string>
#include <vector>

#include "common/base/clock.hpp"
#include "common/db/session.hpp"
#include "common/journal/entry.hpp"
#include "common/security/principal.hpp"

namespace talent::journal {

class unit_of_work {
  public:
    unit_of_work(db::session& sql, instant now, security::principal const& actor,
                 std::string request_id)
        : sql_(sql), now_(now), actor_(actor), request_id_(std::move(request_id)) {}

    db::session& sql() { return sql_; }
    /// The instant at which the request was received: one for the whole unit.
    instant now() const { return now_; }
    security::principal const& actor() const { return actor_; }
    std::string const& request_id() const { return request_id_; }

    /// For whoever acts on a test organisation's object without being one: what would be open to
    /// everybody is open to test organisations only. Of a test organisation's acts it always is.
    void keep_apart() { kept_apart_ = true; }
    bool kept_apart() const { return kept_apart_ || actor_.test; }

    void append(draft entry) { drafts_.push_back(std::move(entry)); }
    std::vector<draft> const& drafts() const { return drafts_; }

  private:
    db::session& sql_;
    instant now_;
    security::principal const& actor_;
    std::string request_id_;
    std::vector<draft> drafts_;
    bool kept_apart_ = false;
};

} // namespace talent::journal
