// The use case of the opening: two officers' shares give the secret, every bid is opened in one
// unit of work, and the protocol is kept.
#include <algorithm>

#include "common/journal/numbering.hpp"
#include "common/security/token.hpp"
#include "services/procurement/amendments.hpp"
#include "services/procurement/changes.hpp"
#include "services/procurement/evaluation.hpp"
#include "services/procurement/key_changes.hpp"
#include "services/procurement/lot_results.hpp"
#include "services/procurement/officers.hpp"
#include "services/procurement/panel_service.hpp"
#include "services/procurement/questions.hpp"
#include "services/procurement/sealing.hpp"
#include "services/procurement/service.hpp"

namespace talent::procurement {
namespace {

using journal::unit_of_work;

constexpr int hashes_page = 1'000;

opened_box unseal(db::session& sql, bid const& one, security::secret_key const& secret) {
    auto const kept = store::find_sealed_content(sql, one.id);
    auto const box = kept ? security::from_base64url(*kept) : std::nullopt;
    if (!box || security::sha256_hex(*box) != one.sealed_sha256)
        return {.reasons = {"the sealed content is not the one of the receipt"}};
    return open_content(secret, *box, {one.tender_id, one.organisation_id, one.lot});
}

void add_missing(std::vector<conflict>& to, std::vector<conflict> const& from) {
    for (auto const& each : from) {
        bool const known = std::ranges::any_of(to, [&](conflict const& one) {
            return one.kind == each.kind && one.organisation_id == each.organisation_id;
        });
        if (!known) to.push_back(each);
    }
}

// Of all bids that arrived, as they are published.
std::string digest_of_hashes(db::session& sql, uuid const& tender_id) {
    std::vector<bid_hash> all;
    std::int64_t after = 0;
    for (bool more = true; more;) {
        auto const page = store::list_hashes(sql, tender_id, after, hashes_page);
        for (auto const& each : page)
            all.push_back(each.hash);
        more = page.size() == hashes_page;
        if (more) after = page.back().arrival;
    }
    return digest_of(all);
}

result<void> check_opening(db::session& sql, tender const& of, instant now) {
    TRY(next_state(of.state, tender_command::open, procurement_party::buyer));
    TRY(check_may_be_opened(of, now));
    return check_questions_settled(sql, of.id);
}

} // namespace

result<bid_state> procurement_service::open_bid(unit_of_work& unit, tender const& of,
                                                bid const& sealed, std::vector<bid> const& all,
                                                security::secret_key const& secret) const {
    auto changed = sealed;
    auto opened = unseal(unit.sql(), sealed, secret);
    changed.content = std::move(opened.content);
    // The first price of a consultation binds nobody: its final offer is held to the budget.
    if (changed.content && of.method != procurement_method::consultation)
        opened.reasons = price_faults(of, sealed.lot, changed.content->price);
    bool const counts = changed.content && opened.reasons.empty();
    if (!counts) {
        changed.state = bid_state::disqualified;
        changed.state_reasons = std::move(opened.reasons);
    }
    changed.number = journal::next_number(unit, "B", of.region);
    add_missing(changed.conflicts_found, conflicts_with_bidders(sealed.organisation_id, all));
    std::string_view const happened = counts ? "opened" : "disqualified";
    TRY(journal::save(unit, sealed, changed, bid_change(changed, of, happened)));
    return changed.state;
}

result<procurement_service::opened_bids> procurement_service::open_all(
    unit_of_work& unit, tender const& of, security::secret_key const& secret) const {
    opened_bids counted;
    auto const bids = store::list_standing_bids(unit.sql(), of.id);
    for (auto const& each : bids) {
        TRY(auto const state, open_bid(unit, of, each, bids, secret));
        ++counted.all;
        counted.disqualified += state == bid_state::disqualified ? 1 : 0;
    }
    return counted;
}

result<tender> procurement_service::open(unit_of_work& unit, uuid const& id,
                                         std::int64_t expected_version,
                                         opening_act const& act) const {
    TRY(auto const found, lock_own_tender(unit, id, expected_version));
    if (auto checked = check_opening(unit.sql(), found, unit.now()); !checked.has_value())
        return refuse_on_record(unit, found, std::move(checked).error());
    auto const assembled = assemble_secret(unit.sql(), id);
    if (!assembled.has_value()) return refuse_on_record(unit, found, assembled.error());

    TRY(lapse_unconfirmed_bids(unit, found));
    auto changed = found;
    TRY(auto const too_few, return_few_bids(unit, changed));
    TRY(auto const opened, open_all(unit, found, assembled.value().secret));
    tender_opening protocol{.id = make_uuid(unit.now()),
                            .tender_id = id,
                            .officers = assembled.value().officers,
                            .witnesses = act.witnesses,
                            .bids_opened = opened.all,
                            .bids_disqualified = opened.disqualified,
                            .bids_digest = digest_of_hashes(unit.sql(), id),
                            .held_at = unit.now()};
    journal::create(unit, protocol, opening_change(found, "held"));
    store::remove_released_shares(unit.sql(), id);
    changed.opened_at = unit.now();
    auto const bids = store::list_standing_bids(unit.sql(), id);
    TRY(end_lots_without_bids(changed, bids));
    give_pseudonyms(unit, found, bids);
    if (opened.all > 0)
        return decide(unit, found, std::move(changed), tender_command::open, "opened");
    changed.state_reasons = {too_few ? "too few bids were received" : "no bid was received"};
    return decide(unit, found, std::move(changed), tender_command::open_without_bids,
                  "unsuccessful");
}

} // namespace talent::procurement
