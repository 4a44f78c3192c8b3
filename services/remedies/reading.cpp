// Reading remedies: parties all of them, others what was decided.
#include "services/identity/service.hpp"
#include "services/remedies/changes.hpp"
#include "services/remedies/service.hpp"

namespace talent::remedies {

// The term of a complaint ends with the complaint, as long as that stands.
remedy remedies_service::presented(db::session& sql, remedy one, instant now) const {
    auto const divisor = known_.divisor_of(one.buyer_id);
    one.clocks = clocks_of(one, calendar_, divisor);
    auto const term = complaint_clock(one, now, calendar_, divisor);
    if (term && is_in_time(*term, now) && !store::has_complaint(sql, one))
        one.clocks.push_back(*term);
    one.late = is_late(one, calendar_, divisor, now);
    return one;
}

bool remedies_service::sees_all(security::principal const& asker, remedy const& one) const {
    if (asker.organisation == one.complainant_id || asker.organisation == one.buyer_id) return true;
    // The office that a complaint went to reads the challenge before it, too.
    if (identity::supervises(known_, asker.organisation, one.region)) return true;
    return asker.audience == security::audience::supervisor &&
           identity::administers(asker, one.region);
}

remedy remedies_service::shown_to(db::session& sql, security::principal const& asker, remedy one,
                                  instant now) const {
    bool const all = sees_all(asker, one);
    auto shown = presented(sql, std::move(one), now);
    return all ? shown : public_view(std::move(shown));
}

result<remedy> remedies_service::read(db::session& sql, security::principal const& asker,
                                      uuid const& id, instant now) const {
    auto found = store::find(sql, id);
    if (!found) return refuse(error_code::not_found);
    bool const shown = is_public(*found) && known_.may_see(asker, found->buyer_id);
    if (!shown && !sees_all(asker, *found)) return refuse(error_code::not_found);
    return shown_to(sql, asker, *std::move(found), now);
}

std::optional<remedy> remedies_service::read_running(db::session& sql, uuid const& id,
                                                     instant now) const {
    auto found = store::find(sql, id);
    if (!found) return std::nullopt;
    return presented(sql, *std::move(found), now);
}

result<std::vector<remedy>> remedies_service::list_of_tender(db::session& sql,
                                                             security::principal const& asker,
                                                             uuid const& tender_id,
                                                             std::string_view after, int limit,
                                                             instant now) const {
    TRY(auto const of, procurement_.read(sql, asker, tender_id, now));
    remedy const of_buyer{.buyer_id = of.buyer_id, .region = of.region};
    std::vector<remedy> found;
    if (sees_all(asker, of_buyer)) {
        found = store::page_of_tender(sql, tender_id, after, limit);
    } else if (asker.audience == security::audience::anonymous) {
        found = store::page_public_of_tender(sql, tender_id, after, limit);
    } else {
        found = store::page_of_complainant(sql, tender_id, asker.organisation, after, limit);
    }
    for (auto& each : found)
        each = shown_to(sql, asker, std::move(each), now);
    return found;
}

std::vector<remedy> remedies_service::list_own(db::session& sql, security::principal const& asker,
                                               std::string_view after, int limit,
                                               instant now) const {
    auto found = store::page_of_party(sql, asker.organisation, after, limit);
    for (auto& each : found)
        each = presented(sql, std::move(each), now);
    return found;
}

} // namespace talent::remedies
