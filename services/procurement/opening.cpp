// The use case of the opening: every bid is unsealed in one unit of work.
#include <algorithm>

#include "common/journal/numbering.hpp"
#include "common/security/token.hpp"
#include "services/procurement/amendments.hpp"
#include "services/procurement/changes.hpp"
#include "services/procurement/lot_results.hpp"
#include "services/procurement/panel_service.hpp"
#include "services/procurement/questions.hpp"
#include "services/procurement/service.hpp"

namespace talent::procurement {
namespace {

using journal::unit_of_work;

// What the seal was for: the content is what the receipt says, or it does not count.
void unseal(db::session& sql, bid& one) {
    auto const sealed = store::find_sealed_content(sql, one.id);
    if (sealed && security::sha256_hex(*sealed) == one.content_sha256) {
        one.content = json::read_stored<bid_content>(*sealed);
        return;
    }
    one.state = bid_state::disqualified;
    one.state_reasons = {"the sealed content is not the one of the receipt"};
}

void add_missing(std::vector<conflict>& to, std::vector<conflict> const& from) {
    for (auto const& each : from) {
        bool const known = std::ranges::any_of(to, [&](conflict const& one) {
            return one.kind == each.kind && one.organisation_id == each.organisation_id;
        });
        if (!known) to.push_back(each);
    }
}

} // namespace

result<void> procurement_service::open_bid(unit_of_work& unit, tender const& of, bid const& sealed,
                                           std::vector<bid> const& all) const {
    auto changed = sealed;
    unseal(unit.sql(), changed);
    changed.number = journal::next_number(unit, "B", of.region);
    add_missing(changed.conflicts_found, conflicts_with_bidders(sealed.organisation_id, all));
    TRY(journal::save(unit, sealed, changed, bid_change(changed, of, "opened")));
    store::remove_sealed_content(unit.sql(), sealed.id);
    return success();
}

result<tender> procurement_service::open(unit_of_work& unit, uuid const& id,
                                         std::int64_t expected_version) const {
    TRY(auto const found, lock_own_tender(unit, id, expected_version));
    TRY(next_state(found.state, tender_command::open, procurement_party::buyer));
    TRY(check_may_be_opened(found, unit.now()));
    TRY(check_questions_settled(unit.sql(), id));
    TRY(lapse_unconfirmed_bids(unit, found));
    auto changed = found;
    changed.opened_at = unit.now();
    auto const bids = store::list_standing_bids(unit.sql(), id);
    for (auto const& each : bids)
        TRY(open_bid(unit, found, each, bids));
    TRY(end_lots_without_bids(changed, bids));
    give_pseudonyms(unit, found, bids);
    if (!bids.empty())
        return decide(unit, found, std::move(changed), tender_command::open, "opened");
    changed.state_reasons = {"no bid was received"};
    return decide(unit, found, std::move(changed), tender_command::open_without_bids,
                  "unsuccessful");
}

} // namespace talent::procurement
