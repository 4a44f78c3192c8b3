#include "services/contracting/project_money.hpp"

namespace talent::contracting {
namespace {

package_money money_of(work_package const& one) {
    return {.package_id = one.id,
            .number = one.number,
            .title = one.title,
            .state = one.state,
            .sourcing = one.sourcing,
            .owner_id = one.owner_id,
            .price = one.price,
            .accepted = one.state == package_state::accepted ? one.price : money{},
            .paid = one.paid_amount,
            .interest_paid = one.paid_interest,
            .outstanding = one.outstanding};
}

} // namespace

downstream_money sum_up(std::vector<work_package> const& packages) {
    downstream_money made;
    for (auto const& each : packages) {
        auto const one = money_of(each);
        made.packages.push_back(one);
        made.accepted = made.accepted + one.accepted;
        made.paid = made.paid + one.paid;
        if (each.state == package_state::cancelled) continue;
        made.price = made.price + one.price;
        if (each.sourcing == sourcing_kind::own_work) made.own_work = made.own_work + one.price;
    }
    return made;
}

project_money money_of(project const& one, upstream_money upstream,
                       std::vector<work_package> const& packages, instant now) {
    project_money made{.project_id = one.id,
                       .contract_id = one.contract_id,
                       .at = now,
                       .upstream = upstream,
                       .downstream = sum_up(packages),
                       .fee = one.fee.value_or(money{}),
                       .fee_cap_basis_points = one.fee_cap_basis_points,
                       .kept_cap_basis_points = one.kept_cap_basis_points};
    made.fee_basis_points = basis_points_of(made.fee, upstream.price);
    made.margin = upstream.price - made.downstream.price - made.fee;
    made.kept_basis_points = basis_points_of(made.fee + made.margin, upstream.price);
    return made;
}

} // namespace talent::contracting
