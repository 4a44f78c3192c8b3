// Appeals against ratings: filed by the rated, opened and decided by who has no part in the rating.
#include <algorithm>

#include "common/journal/journal.hpp"
#include "common/journal/numbering.hpp"
#include "services/identity/overseers.hpp"
#include "services/identity/service.hpp"
#include "services/ratings/changes.hpp"
#include "services/ratings/service.hpp"

namespace talent::ratings {
namespace {

using journal::unit_of_work;
using security::audience;

bool is_part_of(appeal const& one, uuid const& organisation) {
    return organisation == one.rater_id || organisation == one.appellant_id;
}

} // namespace

result<rating> ratings_service::find_published(db::session& sql, uuid const& id,
                                               instant now) const {
    auto found = store::find_rating(sql, id);
    if (!found) return refuse(error_code::not_found);
    auto const written = store::list_of_package(sql, found->package_id);
    // Nobody learns that a sealed one is there.
    if (!are_published(written, now)) return refuse(error_code::not_found);
    return ratings::presented(*std::move(found), written, now);
}

std::vector<uuid> ratings_service::reviewers_of(db::session& sql, appeal const& one) const {
    std::vector<overseer> all;
    for (auto const& each : identity::list_overseers(sql, one.region)) {
        if (each.test && !one.test) continue;
        all.push_back({each.id, each.kind != identity::organisation_kind::operator_group});
    }
    return reviewers_among(all, one);
}

result<appeal> ratings_service::file(unit_of_work& unit, uuid const& rating_id,
                                     appeal wanted) const {
    auto& sql = unit.sql();
    journal::lock_head(sql);
    TRY(auto const against, find_published(sql, rating_id, unit.now()));
    auto const& actor = unit.actor();
    if (!known_.may_see(actor, against.by_id)) return refuse(error_code::not_found);
    if (actor.audience == audience::talent || actor.organisation != against.about_id)
        return refuse(error_code::not_found);
    TRY(check_appeal(wanted, against, store::list_against(sql, rating_id), unit.now(), calendar_,
                     known_.divisor_of(against.about_id)));
    wanted.id = make_uuid(unit.now());
    wanted.number = journal::next_number(unit, "A", against.region);
    wanted.rating_id = against.id;
    wanted.package_id = against.package_id;
    wanted.region = against.region;
    wanted.rater_id = against.by_id;
    wanted.appellant_id = against.about_id;
    if (auto const of = deliveries_(sql, against.package_id))
        wanted.contractor_id = of->contractor_id;
    wanted.test = known_.is_test(against.about_id);
    auto const reviewers = reviewers_of(sql, wanted);
    if (!reviewers.empty()) wanted.reviewer_id = reviewers.front();
    journal::create(unit, wanted, appeal_change(wanted, "filed"));
    return presented(std::move(wanted), unit.now());
}

result<appeal> ratings_service::withdraw(unit_of_work& unit, uuid const& id,
                                         std::int64_t expected_version) const {
    journal::lock_head(unit.sql());
    auto const found = store::find_appeal(unit.sql(), id);
    auto const& actor = unit.actor();
    bool const own =
        found && actor.audience != audience::talent && actor.organisation == found->appellant_id;
    if (!own) return refuse(error_code::not_found);
    TRY(journal::check_version(found->version, expected_version));
    auto changed = *found;
    TRY(changed.state, next_state(found->state, appeal_command::withdraw, appeal_party::appellant));
    changed.ended_at = unit.now();
    TRY(journal::save(unit, *found, changed, appeal_change(changed, "withdrawn")));
    return presented(std::move(changed), unit.now());
}

// Who reviews is asked at each step: an operator that was suspended meanwhile reviews nothing, and
// the one above takes over.
result<appeal> ratings_service::lock_for_review(unit_of_work& unit, uuid const& id,
                                                std::int64_t expected_version) const {
    journal::lock_head(unit.sql());
    auto found = store::find_appeal(unit.sql(), id);
    auto const& actor = unit.actor();
    if (!found || !known_.may_see(actor, found->appellant_id)) return refuse(error_code::not_found);
    bool const partial = has_part_in(*found, actor.organisation);
    auto const reviewers = reviewers_of(unit.sql(), *found);
    if (!partial && std::ranges::find(reviewers, actor.organisation) == reviewers.end())
        return refuse(error_code::not_found);
    TRY(journal::check_version(found->version, expected_version));
    if (partial)
        return refuse(error_code::conflict_of_interest,
                      "Who wrote the rating, is rated, or was the general contractor of the work "
                      "does not review it.");
    if (found->test) unit.keep_apart();
    return *std::move(found);
}

result<appeal> ratings_service::open(unit_of_work& unit, uuid const& id,
                                     std::int64_t expected_version) const {
    TRY(auto const found, lock_for_review(unit, id, expected_version));
    auto changed = found;
    TRY(changed.state, next_state(found.state, appeal_command::open, appeal_party::reviewer));
    changed.reviewer_id = unit.actor().organisation;
    changed.opened_at = unit.now();
    TRY(journal::save(unit, found, changed, appeal_change(changed, "opened")));
    return presented(std::move(changed), unit.now());
}

result<void> ratings_service::strike(unit_of_work& unit, appeal const& decided) const {
    auto const found = store::find_rating(unit.sql(), decided.rating_id);
    if (!found) throw std::runtime_error("the rating of an appeal is missing");
    auto changed = *found;
    changed.struck_at = unit.now();
    changed.struck_reasons = decided.decision_reasons;
    return journal::save(unit, *found, changed, struck_change(changed));
}

result<appeal> ratings_service::decide(unit_of_work& unit, uuid const& id,
                                       std::int64_t expected_version,
                                       appeal_decision const& decision) const {
    TRY(auto const found, lock_for_review(unit, id, expected_version));
    if (decision.reasons.empty())
        return refuse_field("/reasons", "required", "a decision is in writing and says why");
    auto changed = found;
    TRY(changed.state,
        next_state(found.state, decision.upheld ? appeal_command::uphold : appeal_command::dismiss,
                   appeal_party::reviewer));
    changed.reviewer_id = unit.actor().organisation;
    changed.decision_reasons = decision.reasons;
    changed.ended_at = unit.now();
    TRY(journal::save(unit, found, changed, appeal_change(changed, json::name_of(changed.state))));
    if (decision.upheld) TRY(strike(unit, changed));
    return presented(std::move(changed), unit.now());
}

appeal ratings_service::presented(appeal one, instant now) const {
    auto const clock = opening_clock(one, calendar_, known_.divisor_of(one.appellant_id));
    if (one.state == appeal_state::received) one.clocks = {clock};
    one.late = is_late(one, clock, now);
    return one;
}

appeal ratings_service::shown_to(security::principal const& asker, appeal one, instant now) const {
    bool const party =
        asker.audience != audience::talent && !asker.organisation.is_nil() &&
        (is_part_of(one, asker.organisation) || one.reviewer_id == asker.organisation);
    bool const all = party || identity::administers(asker, one.region);
    auto shown = presented(std::move(one), now);
    return all ? shown : public_view(std::move(shown));
}

result<appeal> ratings_service::read_appeal(db::session& sql, security::principal const& asker,
                                            uuid const& id, instant now) const {
    auto found = store::find_appeal(sql, id);
    if (!found || !known_.may_see(asker, found->appellant_id)) return refuse(error_code::not_found);
    return shown_to(asker, *std::move(found), now);
}

std::vector<appeal> ratings_service::list_appeals(db::session& sql,
                                                  security::principal const& asker,
                                                  std::string_view after, int limit,
                                                  instant now) const {
    bool const oversees =
        asker.audience == audience::operator_group || asker.audience == audience::supervisor;
    auto found = store::page_of_appeals(sql, asker.test || oversees, after, limit);
    for (auto& each : found)
        each = shown_to(asker, std::move(each), now);
    return found;
}

} // namespace talent::ratings
