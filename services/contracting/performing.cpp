// The use cases of performance: a package is delivered with evidence, accepted or rejected, and
// paid. Every amount is checked under the lock on the project, so that two clerks at the same
// instant never pay one amount twice.
#include "common/journal/numbering.hpp"
#include "services/contracting/changes.hpp"
#include "services/contracting/service.hpp"
#include "services/offerings/category.hpp"

namespace talent::contracting {
namespace {

using journal::unit_of_work;
using offerings::order_state;

std::vector<std::string> hashes_of(std::vector<delivery::evidence> const& files) {
    std::vector<std::string> found;
    for (auto const& each : files)
        found.push_back(each.sha256);
    return found;
}

std::optional<offerings::order> lock_order_of(unit_of_work& unit, work_package const& one) {
    if (!one.order_id) return std::nullopt;
    return offerings::store::lock_order(unit.sql(), *one.order_id);
}

} // namespace

result<std::string> contracting_service::check_licence(work_package const& one, instant on) const {
    return offerings::licence_for(one.category,
                                  known_.qualifications_of(one.owner_id.value_or(uuid{})),
                                  calendar::day_of(on));
}

result<std::string> contracting_service::check_owner(work_package const& one, instant on) const {
    auto const owner = known_.find_organisation(one.owner_id.value_or(uuid{}));
    if (!owner || owner->status != identity::organisation_status::verified)
        return refuse(error_code::organisation_not_verified,
                      "The package's owner is not a verified organisation.");
    return check_licence(one, on);
}

result<void> contracting_service::deliver_order(unit_of_work& unit, work_package const& one,
                                                package_delivery const& handed_over) const {
    auto const order = lock_order_of(unit, one);
    offerings::delivery const files{.delivery_note = one.number,
                                    .evidence = hashes_of(handed_over.evidences)};
    if (order && order->state == order_state::accepted)
        TRY(offerings_.deliver(unit, order->id, order->version, files));
    if (order && order->state == order_state::disputed)
        TRY(offerings_.deliver_again(unit, order->id, order->version, files));
    return success();
}

result<work_package> contracting_service::deliver(unit_of_work& unit, uuid const& id,
                                                  std::int64_t expected_version,
                                                  package_delivery const& handed_over) const {
    TRY(auto const found, lock_package(unit, id, expected_version, contracting_act::deliver_package,
                                       contracting_party::owner));
    TRY(auto changed, delivered(found.one, handed_over.evidences, unit.now(), terms_of(found.one)));
    TRY(deliver_order(unit, found.one, handed_over));
    return keep(unit, found.one, std::move(changed), "delivered");
}

result<work_package> contracting_service::keep_accepted(unit_of_work& unit,
                                                        work_package const& before,
                                                        work_package changed,
                                                        std::string_view happened) const {
    if (before.sourcing != sourcing_kind::own_work) {
        auto const downstream = downstream_of(before);
        delivery::open_missing_accounts(unit, downstream);
        delivery::acceptance const made{.amount = changed.price, .payable = changed.price};
        delivery::post_transaction(unit, downstream,
                                   delivery::lines_of_acceptance(downstream, made, money{}),
                                   {"work_package", before.id});
    }
    return keep(unit, before, std::move(changed), happened);
}

result<work_package> contracting_service::accept(unit_of_work& unit, uuid const& id,
                                                 std::int64_t expected_version,
                                                 package_acceptance const& decision) const {
    TRY(auto const found, lock_package(unit, id, expected_version, contracting_act::accept_package,
                                       contracting_party::contractor));
    TRY(next_state(found.one.state, package_command::accept, contracting_party::contractor));
    TRY(auto licence, check_owner(found.one, unit.now()));
    TRY(auto changed,
        accepted(found.one, decision.note, std::move(licence), unit.now(), terms_of(found.one)));
    if (auto const order = lock_order_of(unit, found.one);
        order && order->state == order_state::delivered) {
        TRY(offerings_.accept_delivery(unit, order->id, order->version));
    }
    return keep_accepted(unit, found.one, std::move(changed), "accepted");
}

result<work_package> contracting_service::claim(unit_of_work& unit, uuid const& id,
                                                std::int64_t expected_version) const {
    TRY(auto const found, lock_package(unit, id, expected_version, contracting_act::claim_package,
                                       contracting_party::owner));
    TRY(next_state(found.one.state, package_command::claim, contracting_party::owner));
    TRY(auto licence, check_owner(found.one, unit.now()));
    TRY(auto changed, claimed(found.one, std::move(licence), unit.now(), terms_of(found.one)));
    if (auto const order = lock_order_of(unit, found.one);
        order && order->state == order_state::delivered) {
        TRY(offerings_.claim(unit, order->id, order->version));
    }
    return keep_accepted(unit, found.one, std::move(changed), "acceptance_claimed");
}

result<work_package> contracting_service::reject(unit_of_work& unit, uuid const& id,
                                                 std::int64_t expected_version,
                                                 std::vector<std::string> reasons) const {
    TRY(auto const found, lock_package(unit, id, expected_version, contracting_act::reject_package,
                                       contracting_party::contractor));
    TRY(auto changed, rejected(found.one, std::move(reasons), unit.now(), terms_of(found.one)));
    if (auto const order = lock_order_of(unit, found.one);
        order && order->state == order_state::delivered) {
        TRY(offerings_.dispute(unit, order->id, order->version,
                               "work package " + found.one.number + " was rejected"));
    }
    return keep(unit, found.one, std::move(changed), "rejected");
}

result<package_payment> contracting_service::pay(unit_of_work& unit, uuid const& id,
                                                 package_payment wanted) const {
    TRY(auto const found,
        lock_package(unit, id, contracting_act::pay_package, contracting_party::contractor));
    TRY(auto done, paid(found.one, wanted.amount, unit.now()));
    TRY(check_licence(found.one, found.one.accepted_at.value_or(unit.now())));
    bool const whole = done.after.paid_amount == done.after.price;
    TRY(keep(unit, found.one, done.after, whole ? "paid" : "partly_paid"));
    done.made.id = make_uuid(unit.now());
    done.made.number = journal::next_number(unit, "WPP", found.of.region);
    done.made.bank_reference = std::move(wanted.bank_reference);
    journal::create(unit, done.made, payment_change(found.one, "made"));
    auto const downstream = downstream_of(found.one);
    auto lines = delivery::lines_of_interest(downstream, done.interest);
    auto const paying = delivery::lines_of_payment(downstream, done.made.amount);
    lines.insert(lines.end(), paying.begin(), paying.end());
    delivery::post_transaction(unit, downstream, lines, {"work_package_payment", done.made.id});
    return done.made;
}

} // namespace talent::contracting
