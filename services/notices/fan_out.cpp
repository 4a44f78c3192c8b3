#include "services/notices/fan_out.hpp"

#include "common/vocabulary/region_code.hpp"
#include "services/notices/feed.hpp"
#include "services/notices/service.hpp"

namespace talent::notices {
namespace {

// "|id|id|"
std::vector<uuid> parties_of(journal::entry const& entry) {
    std::vector<uuid> found;
    std::string_view rest = entry.parties;
    while (rest.size() > 1) {
        rest.remove_prefix(1);
        auto const end = std::min(rest.find('|'), rest.size());
        if (auto const id = parse_uuid(rest.substr(0, end))) found.push_back(*id);
        rest.remove_prefix(end);
    }
    return found;
}

} // namespace

bool is_delivered_to(webhook const& one, journal::entry const& entry,
                     security::principal const& reader) {
    if (!is_of_kind(entry.type, one.events)) return false;
    if (!one.region.empty() &&
        (entry.region.empty() || !vocabulary::is_region_within(entry.region, one.region))) {
        return false;
    }
    return may_read(reader, entry);
}

webhook_delivery delivery_of(webhook const& one, journal::entry const& entry, instant now) {
    return {.id = make_uuid(now),
            .webhook_id = one.id,
            .organisation_id = one.organisation_id,
            .sequence = entry.sequence,
            .type = entry.type,
            .created_at = now,
            .next_attempt_at = now};
}

std::vector<inbox_notice> notices_of(journal::entry const& entry, identity::directory const& known,
                                     instant now) {
    std::vector<inbox_notice> made;
    auto const kind = kind_of_notice(entry.type);
    if (!kind) return made;
    for (auto const& organisation : parties_of(entry)) {
        if (organisation == entry.actor_organisation && !is_among_members(entry.type)) continue;
        auto const reader = reader_for(known, organisation);
        if (!reader || !may_read(*reader, entry)) continue;
        made.push_back({.id = make_uuid(now),
                        .organisation_id = organisation,
                        .sequence = entry.sequence,
                        .kind = *kind,
                        .type = entry.type,
                        .object_type = entry.object_type,
                        .object_id = entry.object_id,
                        .at = entry.at});
    }
    return made;
}

} // namespace talent::notices
