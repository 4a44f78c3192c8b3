// The use cases of owners: where a package's owner comes from, and how it changes.
#include "common/vocabulary/region_code.hpp"
#include "services/contracting/changes.hpp"
#include "services/contracting/service.hpp"
#include "services/offerings/category.hpp"

namespace talent::contracting {
namespace {

using journal::unit_of_work;

result<sourced_from> from_order(offerings::order const& made, work_package const& one,
                                std::string const& pointer) {
    if (made.category != one.category)
        return refuse_field(pointer, "other_category",
                            "is of category " + std::string(json::name_of(made.category)));
    if (!made.price_total)
        return refuse_field(pointer, "not_priced",
                            "is priced by quote: order it first, and name the order");
    return sourced_from{.owner_id = made.seller_id,
                        .price = made.price_total,
                        .offering_id = made.offering_id,
                        .order_id = made.id};
}

std::optional<uuid> member_of(security::principal const& actor) {
    if (actor.member.is_nil()) return std::nullopt;
    return actor.member;
}

} // namespace

result<sourced_from> contracting_service::settle_order(unit_of_work& unit, work_package const& one,
                                                       package_sourcing const& wanted,
                                                       std::string const& pointer) const {
    if (wanted.order_id) {
        auto const place = pointer + "/order_id";
        auto const found = offerings::store::lock_order(unit.sql(), *wanted.order_id);
        if (!found || found->buyer_id != unit.actor().organisation)
            return refuse_field(place, "unknown_value", "is no order of the contractor's");
        if (found->state != offerings::order_state::accepted)
            return refuse_field(place, "order_not_accepted",
                                "the order is " + std::string(json::name_of(found->state)));
        if (store::is_order_taken(unit.sql(), found->id, one.id))
            return refuse_field(place, "taken", "stands behind another package");
        return from_order(*found, one, place);
    }
    offerings::order asked;
    asked.offering_id = *wanted.offering_id;
    asked.offering_version = *wanted.offering_version;
    asked.quantity = wanted.quantity.value_or(1);
    asked.salary_base = wanted.salary_base;
    asked.note = one.number;
    TRY(auto const made, offerings_.place_in(unit, std::move(asked), one.region));
    return from_order(made, one, pointer + "/offering_id");
}

// A tender names no category of services: so it is its winner who must be licensed for the
// package's, and its region that must be the package's or lie around it.
result<sourced_from> contracting_service::settle_award(unit_of_work& unit, work_package const& one,
                                                       package_sourcing const& wanted,
                                                       std::string const& pointer) const {
    TRY(auto const done, procurement_.conclude(unit, *wanted.award_id, *wanted.award_version,
                                               procurement::conclusion_kind::work_package));
    if (!one.region.starts_with(vocabulary::region_prefix(done.concluded.region)))
        return refuse_field(pointer + "/award_id", "other_region",
                            "was tendered for region " + done.concluded.region);
    TRY(offerings::licence_for(one.category, known_.qualifications_of(done.notice.supplier_id),
                               calendar::day_of(unit.now())));
    return sourced_from{.owner_id = done.notice.supplier_id,
                        .price = done.notice.price,
                        .tender_id = done.concluded.id,
                        .award_id = done.notice.id};
}

result<sourced_from> contracting_service::settle(unit_of_work& unit, project const& of,
                                                 work_package const& one,
                                                 package_sourcing const& wanted,
                                                 std::string const& pointer) const {
    TRY(check_sourcing(wanted, pointer));
    switch (wanted.kind) {
        case sourcing_kind::order:
            return settle_order(unit, one, wanted, pointer);
        case sourcing_kind::mini_tender:
            return settle_award(unit, one, wanted, pointer);
        case sourcing_kind::own_work:
            break;
    }
    return sourced_from{.owner_id = one.contractor_id,
                        .evidence = look(unit, of, one),
                        .justification = wanted.justification};
}

result<work_package> contracting_service::source(unit_of_work& unit, uuid const& id,
                                                 std::int64_t expected_version,
                                                 package_sourcing const& wanted) const {
    TRY(auto const found, lock_package(unit, id, expected_version, contracting_act::source_package,
                                       contracting_party::contractor));
    TRY(next_state(found.one.state, package_command::source, contracting_party::contractor));
    TRY(auto from, settle(unit, found.of, found.one, wanted, ""));
    TRY(auto changed, sourced(found.one, package_command::source, wanted.kind, std::move(from), {},
                              member_of(unit.actor()), unit.now()));
    TRY(check_still_fit(unit, found.of, changed));
    return keep(unit, found.one, std::move(changed), "sourced");
}

result<work_package> contracting_service::reassign(unit_of_work& unit, uuid const& id,
                                                   std::int64_t expected_version,
                                                   package_reassignment const& wanted) const {
    TRY(auto const found,
        lock_package(unit, id, expected_version, contracting_act::reassign_package,
                     contracting_party::contractor));
    TRY(next_state(found.one.state, package_command::reassign, contracting_party::contractor));
    TRY(let_go_order(unit, found.one));
    TRY(auto from, settle(unit, found.of, found.one, wanted.sourcing, "/sourcing"));
    TRY(auto changed,
        sourced(found.one, package_command::reassign, wanted.sourcing.kind, std::move(from),
                wanted.reasons, member_of(unit.actor()), unit.now()));
    TRY(check_still_fit(unit, found.of, changed));
    return keep(unit, found.one, std::move(changed), "reassigned");
}

// The order falls with its package. What its seller has delivered is decided on first.
result<void> contracting_service::let_go_order(unit_of_work& unit, work_package const& of) const {
    using enum offerings::order_state;
    if (!of.order_id) return success();
    auto const order = offerings::store::lock_order(unit.sql(), *of.order_id);
    if (!order) return success();
    auto const reason = "work package " + of.number + " is given to nobody or to another";
    switch (order->state) {
        case placed:
            TRY(offerings_.withdraw(unit, order->id, order->version, reason));
            return success();
        case offerings::order_state::accepted:
        case disputed:
            TRY(offerings_.release(unit, order->id, order->version, reason));
            return success();
        case offerings::order_state::delivered:
            return refuse(error_code::wrong_state,
                          "Order " + order->number + " was delivered: accept or dispute it first.");
        default:
            return success();
    }
}

result<work_package> contracting_service::cancel(unit_of_work& unit, uuid const& id,
                                                 std::int64_t expected_version,
                                                 std::vector<std::string> reasons) const {
    TRY(auto const found, lock_package(unit, id, expected_version, contracting_act::cancel_package,
                                       contracting_party::contractor));
    TRY(auto changed, cancelled(found.one, std::move(reasons)));
    TRY(check_still_fit(unit, found.of, changed));
    TRY(let_go_order(unit, found.one));
    return keep(unit, found.one, std::move(changed), "cancelled");
}

} // namespace talent::contracting
