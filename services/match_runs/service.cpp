#include "services/match_runs/service.hpp"

#include <algorithm>

#include "common/calendar/working_days.hpp"
#include "common/journal/change.hpp"
#include "common/journal/journal.hpp"
#include "common/security/holder.hpp"
#include "services/match_runs/reproduction.hpp"
#include "services/match_runs/store.hpp"

namespace talent::match_runs {
namespace {

static_assert(results_max == market::match_items_max, "a run keeps less than it asked for");

using journal::unit_of_work;
using market::document_kind;
using market::side;
using security::holder_of;
using security::holds;

// For its holder alone. What came out is not in the entry: it must be possible to erase it.
journal::change change_of(match_run const& one, std::string_view happened) {
    journal::change made{.table = store::runs_table,
                         .object_type = "match_run",
                         .happened = happened,
                         .visible = journal::visibility::parties};
    if (!one.subject_id) made.parties = {one.organisation_id};
    return made;
}

side side_of(asking_kind kind) {
    return kind == asking_kind::demand ? side::need : side::offer;
}

result<market::weighting> weights_of(match_run const& wanted) {
    auto const& market = market::listing_market();
    if (wanted.weights.empty()) return market::standard_weighting(market);
    auto read = market::read_weighting(market, std::array{wanted.weights});
    if (read.has_value()) return read;
    auto fault = std::move(read).error();
    fault.code = error_code::invalid_fields;
    for (auto& each : fault.errors)
        each.pointer.front() = '/';
    return fault;
}

problem unknown_listing() {
    problem fault{.code = error_code::invalid_fields, .detail = {}, .errors = {}};
    fault.errors.push_back(
        {"/listing_id", "unknown_value", "Nothing of one's own on the market has this id."});
    return fault;
}

void append_results(std::vector<market::match_item> const& items, bool ranked, match_run& to) {
    std::int64_t place = 0;
    for (auto const& item : items) {
        to.results.push_back(
            {to.id, ranked, ++place, item.one->id, item.one->version,
             item.why.score ? std::optional<std::int64_t>(*item.why.score) : std::nullopt});
    }
}

} // namespace

result<match_run> match_runs_service::keep(unit_of_work& unit, match_run wanted) const {
    TRY(auto const weights, weights_of(wanted));
    auto const whose = holder_of(unit.actor());
    // Who counts at the same time must wait, or both would find room for one.
    auto const head = journal::lock_head(unit.sql());
    if (store::count(unit.sql(), whose, wanted.listing_id) >= runs_per_listing_max) {
        return refuse(
            error_code::conflict,
            "The listing has " + std::to_string(runs_per_listing_max) + " match runs already.");
    }
    auto const found =
        market_.match_weighed(unit.actor(), side_of(wanted.kind), wanted.listing_id,
                              static_cast<int>(wanted.results_wanted), weights, unit.now());
    if (!found.has_value()) return unknown_listing();
    wanted.id = make_uuid(unit.now());
    wanted.organisation_id = whose.organisation_id;
    wanted.subject_id = whose.subject_id;
    wanted.weights = market::write_weighting(market::listing_market(), weights);
    wanted.listing_version = found.value().known_version;
    wanted.criteria_version = market::listing_market().version;
    wanted.day = calendar::day_of(unit.now());
    wanted.journal_sequence = head.sequence;
    wanted.total = static_cast<std::int64_t>(found.value().found.total);
    append_results(found.value().found.ranked, true, wanted);
    append_results(found.value().found.unranked, false, wanted);
    // A supply may outlive its talent's data; a run never tells of it.
    auto const erased = store::erased_among(unit.sql(), wanted.results);
    std::erase_if(wanted.results, [&](run_result const& one) {
        return std::ranges::find(erased, one.listing_id) != erased.end();
    });
    wanted.results_kept = static_cast<std::int64_t>(wanted.results.size());
    wanted.digest = digest_of(wanted, wanted.results);
    journal::create(unit, wanted, change_of(wanted, "kept"));
    store::insert_results(unit.sql(), wanted.results);
    return wanted;
}

result<void> match_runs_service::discard(unit_of_work& unit, uuid const& id,
                                         std::int64_t expected_version) const {
    auto const found = store::find(unit.sql(), id);
    if (!found || !holds(unit.actor(), *found)) return refuse(error_code::not_found);
    TRY(journal::check_version(found->version, expected_version));
    store::delete_results(unit.sql(), id);
    return journal::remove(unit, *found, change_of(*found, "discarded"));
}

result<match_run> match_runs_service::read(db::session& sql, security::principal const& asker,
                                           uuid const& id) const {
    auto found = store::find(sql, id);
    if (!found || !holds(asker, *found)) return refuse(error_code::not_found);
    found->results = store::results_to_show(sql, *found);
    return *std::move(found);
}

std::vector<match_run> match_runs_service::list(db::session& sql, security::principal const& asker,
                                                std::string_view after, int limit) const {
    return store::list(sql, holder_of(asker), after, limit);
}

result<reproduction> match_runs_service::reproduce(db::session& sql,
                                                   security::principal const& asker,
                                                   uuid const& id) const {
    auto const found = store::find(sql, id);
    if (!found || !holds(asker, *found)) return refuse(error_code::not_found);
    auto made =
        make_again(sql, *found, store::results_to_show(sql, *found), market_.index(), converter_);
    return made;
}

} // namespace talent::match_runs
