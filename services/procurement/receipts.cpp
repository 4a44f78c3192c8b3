#include "services/procurement/receipts.hpp"

#include <algorithm>

#include "common/journal/journal.hpp"
#include "common/journal/signed_head.hpp"
#include "services/procurement/store.hpp"

namespace talent::procurement {
namespace {

constexpr int retry_after_set_back_seconds = 5;

} // namespace

result<void> receipt_desk::check_clock(journal::unit_of_work& unit) const {
    auto const head = journal::lock_head(unit.sql());
    auto const newest = std::max(
        recorded_.read(), journal::instant_of(unit.sql(), head.sequence).value_or(instant{}));
    auto const present = time_.now();
    if (present >= unit.now() && present >= newest) return success();
    auto refused = refuse(error_code::clock_set_back);
    refused.retry_after_seconds = retry_after_set_back_seconds;
    return refused;
}

bid_receipt receipt_desk::sign(journal::unit_of_work& unit, bid const& received) const {
    auto const head = journal::lock_head(unit.sql());
    bid_receipt made{.tender_id = received.tender_id,
                     .bid_id = received.id,
                     .version = received.version,
                     .organisation_id = received.organisation_id,
                     .received_at = received.received_at,
                     .sha256 = received.sealed_sha256,
                     .sequence = head.sequence + static_cast<std::int64_t>(unit.drafts().size()),
                     .origin = journal::read_origin(unit.sql()),
                     .public_key = key_.public_key()};
    made.statement = statement_of(made);
    made.signature = key_.sign(made.statement);
    return made;
}

bid_receipt receipt_desk::issue(journal::unit_of_work& unit, bid const& received) const {
    auto made = sign(unit, received);
    store::put_receipt(unit.sql(), made);
    return made;
}

} // namespace talent::procurement
