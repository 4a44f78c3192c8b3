#include "services/alerts/raising.hpp"

#include <algorithm>

#include "common/calendar/working_days.hpp"
#include "common/journal/change.hpp"
#include "services/alerts/saved_query.hpp"
#include "services/alerts/store.hpp"

namespace talent::alerts {
namespace {

// For the holder's eyes: no region, so no operator reads what somebody looks for; and of a talent's
// not even the agency does.
journal::change change_of(alert const& one) {
    journal::change made{.table = store::alerts_table,
                         .object_type = "alert",
                         .happened = "raised",
                         .visible = journal::visibility::parties};
    if (!one.subject_id) made.parties = {one.organisation_id};
    return made;
}

alert alert_of(hit const& found, market::document const& listing, instant now) {
    auto const& search = *found.search;
    return {.id = make_uuid(now),
            .organisation_id = search.organisation,
            .subject_id = search.subject,
            .saved_search_id = search.id,
            .name = search.name,
            .kind = kind_of(listing.kind),
            .listing_id = listing.id,
            .listing_version = listing.version,
            .published_at = listing.published_at,
            .score = found.score ? std::optional<std::int64_t>(*found.score) : std::nullopt,
            .raised_at = now};
}

// By chance as far as anybody can arrange it, and the same whoever reckons it.
std::size_t turn_of(uuid const& search, uuid const& listing) {
    return std::hash<std::string>{}(to_string(search) + to_string(listing));
}

} // namespace

void raise(journal::unit_of_work& unit, market::document const& listing,
           std::span<hit const> hits) {
    auto& sql = unit.sql();
    auto const today = calendar::day_of(unit.now());
    for (auto const& found : hits) {
        auto const& search = found.search->id;
        if (store::was_raised(sql, search, listing.id, listing.published_at)) continue;
        auto count = store::read_day(sql, search, today);
        if (count.raised >= alerts_per_search_daily_max) {
            ++count.held_back;
        } else {
            ++count.raised;
            auto made = alert_of(found, listing, unit.now());
            journal::create(unit, made, change_of(made));
        }
        store::write_day(sql, search, today, count);
    }
}

std::size_t bound(std::vector<hit>& hits, market::document const& listing) {
    std::ranges::sort(hits, {}, [&](hit const& one) {
        return std::pair(turn_of(one.search->id, listing.id), one.search->id);
    });
    if (hits.size() <= alerts_per_listing_max) return 0;
    auto const beyond = hits.size() - alerts_per_listing_max;
    hits.resize(alerts_per_listing_max);
    return beyond;
}

} // namespace talent::alerts
