// The SQL of published tenders of all buyers, for whoever lists where their notices can be read.
// Stateless.
#pragma once

#include <string_view>
#include <vector>

#include "common/base/clock.hpp"
#include "common/base/uuid.hpp"
#include "common/db/session.hpp"

namespace talent::procurement::store {

struct published_tender {
    uuid id = {};
    uuid buyer_id = {};
    instant created_at = {};
    instant updated_at = {}; // an award, a cancellation and a correction move it
};

/// Whatever became of them since, in order of id, after `after`.
std::vector<published_tender> list_published_tenders(db::session& sql, std::string_view after,
                                                     int limit);

} // namespace talent::procurement::store
