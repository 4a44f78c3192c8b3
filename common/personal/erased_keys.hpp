// Which keys were destroyed, kept beside the data and in a file, so that an erasure outlives the
// restoration of a backup that is older than it. Ids and instants only: nothing of the person. The
// database's side; the file is services/installation's.
#pragma once

#include <string>
#include <vector>

#include "common/base/clock.hpp"
#include "common/db/session.hpp"

namespace talent::personal {

struct erased_key {
    std::string key_id; // of that one key: a subject may have got another since
    std::string subject_id;
    instant at;
};

void keep_erasure(db::session& sql, erased_key const& one);

/// In order of time and key, from `from` on, after the key `after` of that instant.
std::vector<erased_key> list_erasures(db::session& sql, instant from, std::string_view after,
                                      int limit);

/// Whether that key is there, as it is in a database that was restored from before its erasure.
bool has_key(db::session& sql, erased_key const& one);

} // namespace talent::personal
