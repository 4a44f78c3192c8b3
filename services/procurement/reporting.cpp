// The use cases of evaluation reports: a member delivers it, the buyer and the panel read it.
#include "services/procurement/changes.hpp"
#include "services/procurement/panel_changes.hpp"
#include "services/procurement/panel_service.hpp"

namespace talent::procurement {
namespace {

using journal::unit_of_work;

bool sits(std::optional<panel_seat> const& seat) {
    return seat && seat->state == seat_state::declared;
}

} // namespace

result<evaluation_report> panel_service::deliver_report(unit_of_work& unit, uuid const& tender_id,
                                                        evaluation_report wanted) const {
    auto const of = store::lock_tender(unit.sql(), tender_id);
    if (!of) return refuse(error_code::not_found);
    auto const seat =
        store::find_held_seat(unit.sql(), seat_key_of(tender_id, holder_of(unit.actor())));
    if (!seat && of->buyer_id != unit.actor().organisation) return refuse(error_code::not_found);
    if (of->state != tender_state::evaluated || of->report_received_at) {
        return refuse(error_code::wrong_state,
                      "A report is delivered once, after the evaluation and before the award.");
    }
    if (!sits(seat)) return refuse(error_code::forbidden, "Only the members of the panel report.");
    problem faults = refuse(error_code::invalid_fields);
    find_doubled_documents(wanted.documents, "/documents", faults.errors);
    if (!faults.errors.empty()) return faults;
    wanted.id = make_uuid(unit.now());
    wanted.tender_id = tender_id;
    wanted.seat_id = seat->id;
    journal::create(unit, wanted, report_change(*of));
    auto changed = *of;
    changed.report_received_at = unit.now();
    TRY(journal::save(unit, *of, changed, tender_change(changed, "report_delivered")));
    wanted.agreed = consensus_of_report(unit.sql(), *of, wanted.created_at);
    return wanted;
}

result<std::vector<evaluation_report>> panel_service::list_reports(db::session& sql,
                                                                   security::principal const& asker,
                                                                   uuid const& tender_id) const {
    auto const of = store::find_tender(sql, tender_id);
    if (!of) return refuse(error_code::not_found);
    auto const seat = store::find_held_seat(sql, seat_key_of(tender_id, holder_of(asker)));
    if (of->buyer_id != asker.organisation && !seat) return refuse(error_code::not_found);
    auto found = store::list_reports(sql, tender_id);
    for (auto& each : found)
        each.agreed = consensus_of_report(sql, *of, each.created_at);
    return found;
}

} // namespace talent::procurement
