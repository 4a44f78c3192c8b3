// Runs a write in its unit of work: idempotency, the use case, its journal entries and the record
// of its answer, all kept together or not at all. Free of sockets, so that tests run it against
// both databases. Stateless; on a database thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/base/result.hpp"
#include "common/http/request.hpp"
#include "common/http/work.hpp"
#include "common/journal/entry.hpp"
#include "common/personal/vault.hpp"

namespace talent::http {

struct executed {
    result<response> answer = response{};
    std::vector<journal::entry> entries = {}; // to hand to the follower after the commit
    bool keep = false;
    bool replayed = false;
};

/// By what the record of a request is found, and by what a repetition of the request is known, as
/// digests. Reckoned once, away from the writer's thread.
struct idempotency_marks {
    std::string scope;
    std::string key;
    std::string request_sha256;
};

/// None where the request leaves no record: without a key, or as a dry run.
std::optional<idempotency_marks> marks_of(request const& asked);

/// One run of the unit inside the transaction that `sql` has open. Safe to call again after a
/// deadlock. A key seen before replays the first answer byte for byte with Idempotent-Replayed;
/// with another body, method or path under it: idempotency_key_reused. Only answers of 2xx are
/// recorded: a refused unit left nothing behind, so running it again is right, and may succeed.
/// Answers that set a cookie are not recorded either; response::subject says what is kept of those
/// that tell of a person. A dry run looks at no record and leaves none.
/// `marks` are marks_of(asked).
executed execute(write_work const& work, request const& asked,
                 std::optional<idempotency_marks> const& marks, db::session& sql, instant now,
                 personal::vault const* vault = nullptr);

/// Deletes idempotency records older than idempotency_kept; at most `limit` rows.
std::int64_t forget_idempotency(db::session& sql, instant now, std::int64_t limit);

} // namespace talent::http
