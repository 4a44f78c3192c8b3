// The use cases of corrections: the panel asks, the bidder answers within the clock.
#include <algorithm>

#include "services/procurement/lot_results.hpp"
#include "services/procurement/panel_changes.hpp"
#include "services/procurement/panel_service.hpp"
#include "services/procurement/store.hpp"

namespace talent::procurement {

using journal::unit_of_work;

result<correction> panel_service::ask_correction(unit_of_work& unit, uuid const& tender_id,
                                                 correction wanted) const {
    auto of = store::lock_tender(unit.sql(), tender_id);
    if (!of) return refuse(error_code::not_found);
    TRY(auto const panel, panel_at_work(unit.sql(), unit.actor(), *std::move(of)));
    TRY(auto const bid, find_evaluated_bid(unit.sql(), panel.of, wanted.lot, wanted.bidder));
    auto const earlier = store::list_corrections(unit.sql(), tender_id);
    if (std::ranges::count(earlier, bid.id, &correction::bid_id) >=
        static_cast<std::ptrdiff_t>(corrections_per_bid_max))
        return refuse(error_code::conflict, "This bid was asked for corrections too often.");
    wanted.id = make_uuid(unit.now());
    wanted.tender_id = tender_id;
    wanted.bid_id = bid.id;
    wanted.organisation_id = bid.organisation_id;
    wanted.asked_by = panel.own.id;
    wanted.clock = calendar::reckon(correct_formal_defect, unit.now(), calendar_,
                                    known_.divisor_of(panel.of.buyer_id));
    journal::create(unit, wanted, correction_change(wanted, "asked"));
    return wanted;
}

result<correction> panel_service::answer_correction(unit_of_work& unit, uuid const& id,
                                                    std::int64_t expected_version,
                                                    correction_answer given) const {
    auto const seen = store::find_correction(unit.sql(), id);
    if (!seen || seen->organisation_id != unit.actor().organisation)
        return refuse(error_code::not_found);
    store::lock_tender(unit.sql(), seen->tender_id);
    auto const found = store::find_correction(unit.sql(), id);
    if (!found) return refuse(error_code::not_found);
    TRY(journal::check_version(found->version, expected_version));
    auto changed = *found;
    TRY(changed.state,
        next_state(found->state, correction_command::answer, procurement_party::bidder));
    if (!calendar::is_in_time(found->clock, unit.now())) {
        return refuse(error_code::wrong_state, "The time for the correction ended " +
                                                   format_instant(found->clock.due) + ".");
    }
    changed.answer = std::move(given.text);
    changed.documents = std::move(given.documents);
    changed.answered_at = unit.now();
    TRY(journal::save(unit, *found, changed, correction_change(changed, "answered")));
    return changed;
}

result<std::vector<correction>> panel_service::list_corrections(db::session& sql,
                                                                security::principal const& asker,
                                                                uuid const& tender_id) const {
    auto const of = store::find_tender(sql, tender_id);
    if (!of) return refuse(error_code::not_found);
    bool const sits =
        store::find_held_seat(sql, seat_key_of(tender_id, holder_of(asker))).has_value();
    auto found = store::list_corrections(sql, tender_id);
    if (of->buyer_id == asker.organisation || sits) return found;
    std::erase_if(found,
                  [&](correction const& one) { return one.organisation_id != asker.organisation; });
    if (found.empty()) return refuse(error_code::not_found);
    return found;
}

result<correction> panel_service::read_correction(db::session& sql,
                                                  security::principal const& asker,
                                                  uuid const& id) const {
    auto found = store::find_correction(sql, id);
    auto const of = found ? store::find_tender(sql, found->tender_id) : std::nullopt;
    if (!of) return refuse(error_code::not_found);
    bool const sits = store::find_held_seat(sql, seat_key_of(of->id, holder_of(asker))).has_value();
    if (of->buyer_id != asker.organisation && found->organisation_id != asker.organisation && !sits)
        return refuse(error_code::not_found);
    return *std::move(found);
}

std::optional<correction> panel_service::read_running_correction(db::session& sql,
                                                                 uuid const& id) const {
    auto found = store::find_correction(sql, id);
    auto const of = found ? store::find_tender(sql, found->tender_id) : std::nullopt;
    if (!of || found->state != correction_state::asked || !is_in_evaluation(*of, found->lot))
        return std::nullopt;
    return found;
}

} // namespace talent::procurement
