#include "services/contracting/downstream.hpp"

#include "services/contracting/changes.hpp"
#include "services/procurement/bid.hpp"

namespace talent::contracting {

void tie_owners(std::vector<planned_part>& parts, identity::directory const& known) {
    std::vector<std::optional<identity::organisation>> owners;
    for (auto const& each : parts)
        owners.push_back(each.owner_id ? known.find_organisation(*each.owner_id) : std::nullopt);
    number_rings(parts, [&](std::size_t left, std::size_t right) {
        return owners[left] && owners[right] &&
               !procurement::conflicts_between(*owners[left], *owners[right]).empty();
    });
}

std::vector<planned_part> parts_shown(db::session& sql, identity::directory const& known,
                                      uuid const& contract_id) {
    auto const live = store::find_live_project(sql, contract_id);
    bool const runs = live && live->state == project_state::started;
    std::vector<planned_part> parts;
    for (auto const& each : store::list_of_contract(sql, contract_id)) {
        bool const accepted = each.state == package_state::accepted;
        if (!accepted && !(runs && each.project_id == live->id)) continue;
        parts.push_back({.owner_id = each.owner_id,
                         .own_work = each.sourcing == sourcing_kind::own_work,
                         .price = each.price,
                         .delivered = accepted});
    }
    tie_owners(parts, known);
    return parts;
}

namespace {

result<void> delay_packages(journal::unit_of_work& unit, delivery::contract const& of,
                            std::int64_t days, delivery::term_calendar const& calendar) {
    auto const live = store::find_live_project(unit.sql(), of.id);
    if (!live) return success();
    for (auto const& each : store::list_packages(unit.sql(), live->id)) {
        if (each.state == package_state::accepted || each.state == package_state::cancelled)
            continue;
        auto changed = delayed(each, days, calendar);
        TRY(journal::save(unit, each, changed, package_change(each, "delayed")));
    }
    return success();
}

} // namespace

delivery::downstream below_contracts(identity::directory const& known) {
    return {.judge =
                [&known](db::session& sql, delivery::contract const& of, money accepted) {
                    return find_shown(parts_shown(sql, known, of.id), of.price, accepted,
                                      delivery::kept_cap_of(of.region));
                },
            .delay = delay_packages};
}

} // namespace talent::contracting
