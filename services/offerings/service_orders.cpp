// The use cases of orders: placing with frozen terms, and each side's steps.
#include "common/journal/change.hpp"
#include "common/journal/numbering.hpp"
#include "services/identity/service.hpp"
#include "services/offerings/category.hpp"
#include "services/offerings/service.hpp"

namespace talent::offerings {
namespace {

using journal::change;
using journal::unit_of_work;

// The region is the buyer's: that is where the need was met.
change order_change(order const& one, std::string_view happened, std::string region) {
    return {.table = store::orders_table,
            .object_type = "order",
            .happened = happened,
            .visible = journal::visibility::parties,
            .parties = {one.buyer_id, one.seller_id},
            .region = std::move(region)};
}

std::string_view past_participle(order_command command) {
    switch (command) {
        case order_command::quote:
            return "quoted";
        case order_command::accept:
            return "accepted";
        case order_command::confirm:
            return "confirmed";
        case order_command::decline:
            return "declined";
        case order_command::withdraw:
            return "withdrawn";
        case order_command::deliver:
            return "delivered";
        case order_command::accept_delivery:
            return "delivery_accepted";
        case order_command::dispute:
            return "disputed";
        case order_command::close:
            return "closed";
        case order_command::deliver_again:
            return "delivered_again";
        case order_command::claim:
            return "acceptance_claimed";
        case order_command::release:
            return "released";
    }
    return {};
}

void step_back(order& one, order_side side, std::string const& reason, instant now) {
    one.declined_by = side;
    one.decline_reason = reason;
    one.declined_at = now;
}

// The group orders as a general contractor, for its work packages.
bool buys(identity::organisation const& one) {
    return one.kind == identity::organisation_kind::enterprise ||
           one.kind == identity::organisation_kind::government_office ||
           one.kind == identity::organisation_kind::operator_group;
}

// A draft, a suspended offering and none at all look the same to a buyer.
problem not_on_the_market() {
    return refuse_field("/offering_id", "not_on_the_market", "is not a published offering");
}

result<void> check_orderable(offering const& offered, std::string_view region) {
    if (offered.state != offering_state::published) return not_on_the_market();
    if (serves(offered, region)) return success();
    return refuse_field("/offering_id", "region_not_served",
                        "the offering does not serve the region " + std::string(region));
}

std::optional<order> find(db::session& sql, std::string_view reference) {
    if (auto const id = parse_uuid(reference)) return store::find_order(sql, *id);
    return store::find_order_by_number(sql, reference);
}

} // namespace

result<void> offerings_service::check_seller_is_verified(uuid const& seller_id) const {
    auto const seller = known_.find_organisation(seller_id);
    if (seller && seller->status == identity::organisation_status::verified) return success();
    return refuse(error_code::organisation_not_verified,
                  "The seller is not a verified organisation.");
}

result<order> offerings_service::place(unit_of_work& unit, order wanted) const {
    return place_in(unit, std::move(wanted), region_of(unit.actor().organisation));
}

result<order> offerings_service::place_in(unit_of_work& unit, order wanted,
                                          std::string_view region) const {
    TRY(identity::require_verified(unit.actor()));
    auto const offered = store::lock_offering(unit.sql(), wanted.offering_id);
    if (offered && offered->organisation_id == unit.actor().organisation) {
        return refuse(error_code::conflict_of_interest, "Nobody orders from itself.");
    }
    auto const buyer = known_.find_organisation(unit.actor().organisation);
    if (!buyer || !buys(*buyer)) {
        return refuse(error_code::forbidden, "Agencies do not order.");
    }
    if (!offered || !known_.may_deal(unit.actor(), offered->organisation_id))
        return not_on_the_market();
    TRY(check_orderable(*offered, region));
    TRY(journal::check_version(offered->version, wanted.offering_version));
    TRY(check_seller_is_verified(offered->organisation_id));
    TRY(auto made, freeze(std::move(wanted), *offered));
    made.id = make_uuid(unit.now());
    made.buyer_id = buyer->id;
    made.placed_at = unit.now();
    made.response_deadline = response_deadline_of(made, days_, known_.divisor_of(buyer->id));
    made.number = journal::next_number(unit, "OD", buyer->region);
    journal::create(unit, made, order_change(made, "placed", buyer->region));
    return made;
}

result<order> offerings_service::advance(unit_of_work& unit, uuid const& id,
                                         std::int64_t expected_version, order_command wanted,
                                         std::function<result<void>(order&)> const& fill) const {
    auto const found = store::find_order(unit.sql(), id);
    auto const side = found ? side_of(*found, unit.actor().organisation) : std::nullopt;
    if (!side) return refuse(error_code::not_found);
    TRY(journal::check_version(found->version, expected_version));
    auto changed = *found;
    TRY(changed.state, next_state(found->state, wanted, *side, found->price_model));
    TRY(fill(changed));
    TRY(journal::save(unit, *found, changed,
                      order_change(changed, past_participle(wanted), region_of(changed.buyer_id))));
    return changed;
}

result<void> offerings_service::bind(order& one, instant now) const {
    TRY(check_seller_is_verified(one.seller_id));
    TRY(one.licence_number, licence_of(one.seller_id, one.category, now));
    one.accepted_at = now;
    one.delivery_deadline = delivery_deadline_of(one, days_, known_.divisor_of(one.buyer_id));
    return success();
}

result<order> offerings_service::accept(unit_of_work& unit, uuid const& id,
                                        std::int64_t expected_version,
                                        acceptance const& answer) const {
    auto const found = store::find_order(unit.sql(), id);
    if (!found) return refuse(error_code::not_found);
    if (found->price_model != price_model::quote) {
        return advance(unit, id, expected_version, order_command::accept,
                       [&](order& one) -> result<void> {
                           TRY(take_over(answer, one));
                           return bind(one, unit.now());
                       });
    }
    return advance(unit, id, expected_version, order_command::quote,
                   [&](order& one) -> result<void> {
                       TRY(take_over(answer, one));
                       TRY(check_seller_is_verified(one.seller_id));
                       TRY(one.licence_number, licence_of(one.seller_id, one.category, unit.now()));
                       one.quoted_at = unit.now();
                       return success();
                   });
}

result<order> offerings_service::confirm(unit_of_work& unit, uuid const& id,
                                         std::int64_t expected_version) const {
    return advance(unit, id, expected_version, order_command::confirm,
                   [&](order& one) -> result<void> {
                       if (!one.price_total)
                           return refuse(error_code::wrong_state, "The seller has not quoted yet.");
                       return bind(one, unit.now());
                   });
}

result<order> offerings_service::decline(unit_of_work& unit, uuid const& id,
                                         std::int64_t expected_version,
                                         std::string const& reason) const {
    return advance(unit, id, expected_version, order_command::decline,
                   [&](order& one) -> result<void> {
                       step_back(one, order_side::seller, reason, unit.now());
                       return success();
                   });
}

result<order> offerings_service::withdraw(unit_of_work& unit, uuid const& id,
                                          std::int64_t expected_version,
                                          std::string const& reason) const {
    return advance(unit, id, expected_version, order_command::withdraw,
                   [&](order& one) -> result<void> {
                       step_back(one, order_side::buyer, reason, unit.now());
                       return success();
                   });
}

result<order> offerings_service::deliver(unit_of_work& unit, uuid const& id,
                                         std::int64_t expected_version,
                                         delivery const& handed_over) const {
    return hand_over(unit, id, expected_version, order_command::deliver, handed_over);
}

result<order> offerings_service::deliver_again(unit_of_work& unit, uuid const& id,
                                               std::int64_t expected_version,
                                               delivery const& handed_over) const {
    return hand_over(unit, id, expected_version, order_command::deliver_again, handed_over);
}

result<order> offerings_service::hand_over(unit_of_work& unit, uuid const& id,
                                           std::int64_t expected_version, order_command command,
                                           delivery const& handed_over) const {
    return advance(unit, id, expected_version, command, [&](order& one) -> result<void> {
        one.delivery_note = handed_over.delivery_note;
        one.evidence = handed_over.evidence;
        one.delivered_at = unit.now();
        return success();
    });
}

result<order> offerings_service::release(unit_of_work& unit, uuid const& id,
                                         std::int64_t expected_version,
                                         std::string const& reason) const {
    return advance(unit, id, expected_version, order_command::release,
                   [&](order& one) -> result<void> {
                       step_back(one, order_side::buyer, reason, unit.now());
                       return success();
                   });
}

result<order> offerings_service::claim(unit_of_work& unit, uuid const& id,
                                       std::int64_t expected_version) const {
    return advance(unit, id, expected_version, order_command::claim,
                   [&](order& one) -> result<void> {
                       one.accepted_by_buyer_at = unit.now();
                       return success();
                   });
}

result<order> offerings_service::accept_delivery(unit_of_work& unit, uuid const& id,
                                                 std::int64_t expected_version) const {
    return advance(unit, id, expected_version, order_command::accept_delivery,
                   [&](order& one) -> result<void> {
                       one.accepted_by_buyer_at = unit.now();
                       return success();
                   });
}

result<order> offerings_service::dispute(unit_of_work& unit, uuid const& id,
                                         std::int64_t expected_version,
                                         std::string const& reason) const {
    return advance(unit, id, expected_version, order_command::dispute,
                   [&](order& one) -> result<void> {
                       one.dispute_reason = reason;
                       one.disputed_at = unit.now();
                       return success();
                   });
}

result<order> offerings_service::close(unit_of_work& unit, uuid const& id,
                                       std::int64_t expected_version) const {
    return advance(unit, id, expected_version, order_command::close,
                   [&](order& one) -> result<void> {
                       one.closed_at = unit.now();
                       return success();
                   });
}

result<order> offerings_service::read_order(db::session& sql, security::principal const& asker,
                                            std::string_view reference) const {
    auto found = find(sql, reference);
    if (!found || !side_of(*found, asker.organisation)) return refuse(error_code::not_found);
    return *std::move(found);
}

std::vector<order> offerings_service::list_orders(db::session& sql,
                                                  security::principal const& asker,
                                                  store::order_filter const& filter,
                                                  std::string_view after, int limit) const {
    return store::list_orders(sql, asker.organisation, filter, after, limit);
}

} // namespace talent::offerings
