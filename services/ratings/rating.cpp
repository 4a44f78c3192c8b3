// Writing, editing and reading ratings, and the delivery record that they amount to.
#include <algorithm>

#include "common/calendar/working_days.hpp"
#include "common/journal/journal.hpp"
#include "common/journal/numbering.hpp"
#include "services/identity/service.hpp"
#include "services/ratings/changes.hpp"
#include "services/ratings/service.hpp"

namespace talent::ratings {
namespace {

using journal::unit_of_work;
using security::audience;

/// The organisation that the asker reads for. A talent's key speaks for one listing only.
uuid viewer_of(security::principal const& asker) {
    return asker.audience == audience::talent ? uuid{} : asker.organisation;
}

// No rating's side: nil is nobody's id.
bool is_author(security::principal const& asker, rating const& one) {
    return !viewer_of(asker).is_nil() && viewer_of(asker) == one.by_id;
}

} // namespace

result<rating> ratings_service::write(unit_of_work& unit, uuid const& package_id,
                                      rating wanted) const {
    TRY(identity::require_verified(unit.actor()));
    journal::lock_head(unit.sql());
    auto const of = deliveries_(unit.sql(), package_id);
    if (!of) return refuse(error_code::not_found);
    wanted.by_id = viewer_of(unit.actor());
    auto const divisor = known_.divisor_of(of->buyer_id);
    auto written = store::list_of_package(unit.sql(), package_id);
    TRY(check_rating(*of, wanted, written, unit.now(), divisor));
    wanted.id = make_uuid(unit.now());
    wanted.number = journal::next_number(unit, "E", of->region);
    wanted.package_id = package_id;
    wanted.region = of->region;
    wanted.category = of->category;
    wanted.accepted_at = *of->accepted_at;
    wanted.ratings_due = ratings_due_of(sides_of(*of));
    wanted.opens_at = written.empty() ? unit.now() + calendar::quickened(blind_time, divisor)
                                      : written.front().opens_at;
    journal::create(unit, wanted, sealed_change(wanted, "written"));
    announce(unit, package_id);
    written = store::list_of_package(unit.sql(), package_id);
    return ratings::presented(*store::find_rating(unit.sql(), wanted.id), written, unit.now());
}

void ratings_service::announce(unit_of_work& unit, uuid const& package_id) const {
    journal::lock_head(unit.sql());
    auto const written = store::list_of_package(unit.sql(), package_id);
    if (!are_published(written, unit.now())) return;
    // All sides are test organisations, or none is (identity::directory::may_deal).
    if (known_.is_test(written.front().by_id)) unit.keep_apart();
    for (auto const& before : written) {
        if (before.opening_told) continue;
        auto after = before;
        after.opening_told = true;
        // Nobody else writes it while the head is held.
        static_cast<void>(journal::save(unit, before, after, opened_change(after)));
    }
}

result<rating> ratings_service::edit(unit_of_work& unit, uuid const& id,
                                     std::int64_t expected_version, json::value const& patch,
                                     json::code_checker const& codes) const {
    journal::lock_head(unit.sql());
    auto const found = store::find_rating(unit.sql(), id);
    if (!found) return refuse(error_code::not_found);
    auto const written = store::list_of_package(unit.sql(), found->package_id);
    bool const open = are_published(written, unit.now());
    bool const author = is_author(unit.actor(), *found);
    bool const rated = open && viewer_of(unit.actor()) == found->about_id;
    if (!author && !rated) return refuse(error_code::not_found);
    if (!author) return refuse(error_code::forbidden, "A rating is its author's.");
    // Before the version, which the opening raises.
    if (open)
        return refuse(error_code::wrong_state, "The rating is published: it stands as it is.");
    TRY(journal::check_version(found->version, expected_version));
    auto changed = *found;
    TRY(json::patch(patch, changed, codes));
    TRY(check_fields(changed));
    TRY(journal::save(unit, *found, changed, sealed_change(changed, "edited")));
    return ratings::presented(std::move(changed), written, unit.now());
}

result<rating> ratings_service::read(db::session& sql, security::principal const& asker,
                                     uuid const& id, instant now) const {
    auto found = store::find_rating(sql, id);
    if (!found || !known_.may_see(asker, found->by_id)) return refuse(error_code::not_found);
    auto const written = store::list_of_package(sql, found->package_id);
    if (!are_published(written, now) && !is_author(asker, *found))
        return refuse(error_code::not_found);
    return ratings::presented(*std::move(found), written, now);
}

result<std::vector<rating>> ratings_service::list_of_package(db::session& sql,
                                                             security::principal const& asker,
                                                             uuid const& package_id,
                                                             instant now) const {
    auto const of = deliveries_(sql, package_id);
    if (!of || !known_.may_see(asker, of->buyer_id)) return refuse(error_code::not_found);
    auto const viewer = viewer_of(asker);
    auto const written = store::list_of_package(sql, package_id);
    auto const sides = sides_of(*of);
    bool const side = !viewer.is_nil() && std::ranges::find(sides, viewer) != sides.end();
    if (!side && !are_published(written, now)) return refuse(error_code::not_found);
    return ratings::shown_to(viewer, written, now);
}

result<delivery_record> ratings_service::read_record(db::session& sql,
                                                     security::principal const& asker,
                                                     uuid const& organisation_id,
                                                     record_question const& of, instant now) const {
    if (!known_.find_organisation(organisation_id) || !known_.may_see(asker, organisation_id))
        return refuse(error_code::not_found);
    store::record_scope const scope{
        .about_id = organisation_id,
        .from = of.from ? calendar::start_of(*of.from) : instant{},
        .until =
            of.until ? std::min(calendar::start_of(*of.until + std::chrono::days{1}), now) : now,
        .category = of.category};
    auto made = summarise(store::count_ratings(sql, scope, now));
    made.organisation_id = organisation_id;
    made.from = of.from;
    made.until = of.until;
    return made;
}

} // namespace talent::ratings
