// Who could oversee a region: its operators and the offices that supervise procurement there. For
// what must be decided by somebody without a part in it. On a database thread; stateless.
#pragma once

#include <string_view>
#include <vector>

#include "common/db/session.hpp"
#include "services/identity/model.hpp"

namespace talent::identity {

/// The verified operators and supervising offices of the region and of those above it, the nearest
/// region first, in one region the oldest. Personal fields stay sealed.
std::vector<organisation> list_overseers(db::session& sql, std::string_view region);

} // namespace talent::identity
