#include "services/procurement/frameworks.hpp"

#include "common/db/record.hpp"
#include "common/journal/numbering.hpp"
#include "services/procurement/changes.hpp"

namespace talent::procurement {
namespace {

using journal::unit_of_work;

constexpr std::string_view frameworks_table = "framework_agreements";
constexpr std::string_view by_id = "WHERE id = :p1";
constexpr std::string_view after_id = "WHERE id > :p1 ORDER BY id LIMIT :p2";
// A call-off counts with its awards once every lot is decided, until then with its budget.
constexpr std::string_view sum_of_others =
    "SELECT CAST(COALESCE(SUM(CASE WHEN t.state IN ('awarded', 'contracted') THEN COALESCE((SELECT "
    "SUM(a.price) FROM awards a WHERE a.tender_id = t.id AND a.state = 'standing'), 0) ELSE "
    "t.budget END), 0) AS SIGNED) FROM tenders t WHERE t.framework_id = :p1 AND t.id <> :p2 "
    "AND t.state NOT IN ('draft', 'cancelled', 'unsuccessful')";

journal::change framework_change(framework_agreement const& one, std::string_view happened) {
    return {.table = frameworks_table,
            .object_type = "framework_agreement",
            .happened = happened,
            .visible = journal::visibility::open,
            .parties = {one.buyer_id},
            .region = one.region};
}

money called_off(db::session& sql, uuid const& framework, uuid const& but) {
    auto const found =
        sql.query_one(sum_of_others, {to_string(framework), to_string(but)}, {cell_kind::integer});
    return money{found ? integer_of(found->front()) : 0};
}

std::optional<framework_agreement> lock_framework(db::session& sql, uuid const& id) {
    std::string const locked = std::string(by_id).append(sql.for_update());
    return db::select_one<framework_agreement>(sql, frameworks_table, locked, {to_string(id)});
}

framework_agreement presented(db::session& sql, framework_agreement one, instant now) {
    one.in_force = is_in_force(one, now);
    one.called_off = called_off(sql, one.id, {});
    one.left_to_call_off = money{one.terms.ceiling.fen - one.called_off.fen};
    return one;
}

// A supplier whose award has fallen does not come in as a member after all.
std::vector<bid> bids_never_awarded_but(db::session& sql, award const& notice) {
    auto bids = store::list_standing_bids(sql, notice.tender_id);
    for (auto const& each : store::list_awards(sql, notice.tender_id)) {
        if (each.id == notice.id) continue;
        std::erase_if(bids, [&](bid const& one) {
            return one.organisation_id == each.supplier_id && one.id != notice.bid_id;
        });
    }
    return bids;
}

std::vector<framework_member> members_of(std::vector<bid> const& bids,
                                         identity::directory const& known) {
    std::vector<framework_member> members;
    for (auto const& each : bids) {
        auto const supplier = known.find_organisation(each.organisation_id);
        if (!supplier || supplier->status != identity::organisation_status::verified) continue;
        members.push_back({each.organisation_id, supplier->name, *each.rank_in_lot});
    }
    return members;
}

} // namespace

result<framework_agreement> framework_service::establish(unit_of_work& unit, uuid const& award_id,
                                                         std::int64_t expected_version) const {
    TRY(auto const concluded,
        tenders_.conclude(unit, award_id, expected_version, conclusion_kind::framework));
    auto const& of = concluded.concluded;
    auto const ranked = members_among(bids_never_awarded_but(unit.sql(), concluded.notice),
                                      concluded.notice.bid_id, of.framework->suppliers_max);
    framework_agreement made{.id = make_uuid(unit.now()),
                             .number = journal::next_number(unit, "F", of.region),
                             .tender_id = of.id,
                             .buyer_id = of.buyer_id,
                             .region = of.region,
                             .title = of.title,
                             .terms = *of.framework,
                             .members = members_of(ranked, tenders_.known()),
                             .starts_at = unit.now(),
                             .ends_at = end_of_months(unit.now(), of.framework->months)};
    if (made.members.empty()) {
        return refuse(error_code::organisation_not_verified,
                      "None of the suppliers is verified any more.");
    }
    journal::create(unit, made, framework_change(made, "established"));
    return presented(unit.sql(), std::move(made), unit.now());
}

result<framework_agreement> framework_service::terminate(unit_of_work& unit, uuid const& id,
                                                         std::int64_t expected_version,
                                                         std::vector<std::string> reasons) const {
    auto const found = lock_framework(unit.sql(), id);
    if (!found || found->buyer_id != unit.actor().organisation)
        return refuse(error_code::not_found);
    TRY(journal::check_version(found->version, expected_version));
    if (reasons.empty())
        return refuse_field("/reasons", "required", "say why, since its members will ask");
    auto changed = *found;
    TRY(auto state,
        next_state(found->state, framework_command::terminate, procurement_party::buyer));
    changed.state = state;
    changed.state_reasons = std::move(reasons);
    TRY(journal::save(unit, *found, changed, framework_change(changed, "terminated")));
    return presented(unit.sql(), std::move(changed), unit.now());
}

result<framework_agreement> framework_service::read(db::session& sql,
                                                    security::principal const& asker,
                                                    uuid const& id, instant now) const {
    auto found = db::select_one<framework_agreement>(sql, frameworks_table, by_id, {to_string(id)});
    if (!found || !tenders_.known().may_see(asker, found->buyer_id))
        return refuse(error_code::not_found);
    return presented(sql, *std::move(found), now);
}

result<std::vector<framework_agreement>> framework_service::list(db::session& sql,
                                                                 security::principal const& asker,
                                                                 std::string_view after, int limit,
                                                                 instant now) const {
    std::vector<framework_agreement> shown;
    std::string from(after);
    // Those of test organisations are left out, and a page is full all the same.
    for (bool more = true; more;) {
        auto found = db::select<framework_agreement>(sql, frameworks_table, after_id,
                                                     {from, std::int64_t{limit}});
        more = static_cast<int>(found.size()) == limit;
        for (auto& each : found) {
            from = to_string(each.id);
            if (!tenders_.known().may_see(asker, each.buyer_id)) continue;
            shown.push_back(presented(sql, std::move(each), now));
            if (static_cast<int>(shown.size()) == limit) return shown;
        }
    }
    return shown;
}

result<std::vector<uuid>> settle_call_off(unit_of_work& unit, tender const& one,
                                          std::vector<uuid> const& named) {
    auto const found = lock_framework(unit.sql(), *one.framework_id);
    if (!found || found->buyer_id != one.buyer_id) {
        return refuse_field("/framework_id", "unknown_value",
                            "is not a framework of this office's");
    }
    TRY(auto bidders, bidders_of_call_off(*found, named, unit.now()));
    TRY(check_ceiling(*found, called_off(unit.sql(), found->id, one.id), one.budget));
    return bidders;
}

result<void> check_call_off_award(unit_of_work& unit, tender const& one, money price) {
    if (!one.framework_id) return success();
    auto in_all = price;
    for (auto const& each : store::list_awards(unit.sql(), one.id)) {
        if (each.state == award_state::standing) in_all = in_all + each.price;
    }
    TRY(check_call_off_price(one, in_all));
    auto const found = lock_framework(unit.sql(), *one.framework_id);
    if (!found) return refuse(error_code::not_found);
    return check_ceiling(*found, called_off(unit.sql(), found->id, one.id), in_all);
}

} // namespace talent::procurement
