// The SQL of what awaits a person: the tenders they are named to open, and the seats they hold.
// Stateless.
#pragma once

#include <vector>

#include "common/db/session.hpp"
#include "services/procurement/panel.hpp"

namespace talent::procurement::store {

/// Who releases that part of a tender's secret; the one before is replaced.
void put_officer(db::session& sql, uuid const& tender_id, std::int64_t number,
                 uuid const& holder_id);
/// Published, or being opened, and to be opened by this person; in order of id.
std::vector<uuid> tenders_to_open(db::session& sql, uuid const& holder_id, int limit);
/// Held in tenders that are published and not decided yet; in order of id.
std::vector<panel_seat> seats_at_work(db::session& sql, uuid const& holder_id, int limit);

} // namespace talent::procurement::store
