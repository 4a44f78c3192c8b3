// The use cases that read projects, their packages and their money.
#include <algorithm>

#include "services/contracting/changes.hpp"
#include "services/contracting/service.hpp"
#include "services/identity/service.hpp"

namespace talent::contracting {
namespace {

constexpr int invoices_per_page = 200;

bool is_party(project const& one, security::principal const& asker) {
    return asker.audience != security::audience::talent && !asker.organisation.is_nil() &&
           (asker.organisation == one.contractor_id || asker.organisation == one.buyer_id);
}

bool sees_all(project const& one, security::principal const& asker) {
    return is_party(one, asker) || identity::administers(asker, one.region);
}

bool owns(work_package const& one, security::principal const& asker) {
    return asker.audience != security::audience::talent && one.owner_id == asker.organisation;
}

result<work_package> readable_package(db::session& sql, security::principal const& asker,
                                      uuid const& id) {
    auto found = store::find_package(sql, id);
    auto const of = found ? store::find_project(sql, found->project_id) : std::nullopt;
    if (!of || !(sees_all(*of, asker) || owns(*found, asker))) return refuse(error_code::not_found);
    return *std::move(found);
}

} // namespace

result<project> contracting_service::read_project(db::session& sql,
                                                  security::principal const& asker,
                                                  uuid const& id) const {
    auto found = store::find_project(sql, id);
    if (!found) return refuse(error_code::not_found);
    bool const shown = is_public(*found) && known_.may_see(asker, found->buyer_id);
    if (!shown && !sees_all(*found, asker)) return refuse(error_code::not_found);
    return presented(*std::move(found));
}

std::vector<project> contracting_service::list_projects(db::session& sql,
                                                        security::principal const& asker,
                                                        std::optional<project_state> state,
                                                        std::string_view after, int limit) const {
    std::vector<project> found;
    for (auto& each : store::list_projects(sql, asker.organisation, state, after, limit))
        found.push_back(presented(std::move(each)));
    return found;
}

result<work_package> contracting_service::read_package(db::session& sql,
                                                       security::principal const& asker,
                                                       uuid const& id, instant now) const {
    TRY(auto found, readable_package(sql, asker, id));
    auto const terms = terms_of(found);
    return as_of(std::move(found), now, terms);
}

result<std::vector<work_package>> contracting_service::list_packages(
    db::session& sql, security::principal const& asker, uuid const& project_id, instant now) const {
    auto const of = store::find_project(sql, project_id);
    if (!of) return refuse(error_code::not_found);
    bool const all = sees_all(*of, asker);
    std::vector<work_package> found;
    for (auto& each : store::list_packages(sql, project_id)) {
        if (!all && !owns(each, asker)) continue;
        auto const terms = terms_of(each);
        found.push_back(as_of(std::move(each), now, terms));
    }
    if (!all && found.empty()) return refuse(error_code::not_found);
    return found;
}

result<std::vector<package_payment>> contracting_service::list_payments(
    db::session& sql, security::principal const& asker, uuid const& package_id,
    std::string_view after, int limit) const {
    TRY(readable_package(sql, asker, package_id));
    return store::list_payments(sql, package_id, after, limit);
}

result<upstream_money> contracting_service::upstream_of(db::session& sql,
                                                        security::principal const& asker,
                                                        delivery::contract const& contract,
                                                        instant now) const {
    upstream_money made{.price = contract.price};
    TRY(auto const milestones, delivery_.list_milestones(sql, asker, contract.id));
    for (auto const& each : milestones) {
        made.accepted = made.accepted + each.accepted_amount;
        made.invoiced = made.invoiced + each.invoiced_amount;
    }
    std::string after;
    for (bool more = true; more;) {
        TRY(auto const page,
            delivery_.list_invoices(sql, asker, contract.id, after, invoices_per_page, now));
        for (auto const& each : page)
            made.paid = made.paid + each.paid_amount - each.refunded_amount;
        more = page.size() == std::size_t{invoices_per_page};
        if (more) after = to_string(page.back().id);
    }
    return made;
}

result<project_money> contracting_service::read_money(db::session& sql,
                                                      security::principal const& asker,
                                                      uuid const& id, instant now) const {
    auto const found = store::find_project(sql, id);
    if (!found || !sees_all(*found, asker)) return refuse(error_code::not_found);
    TRY(auto const contract, delivery_.read_contract(sql, asker, found->contract_id));
    TRY(auto const upstream, upstream_of(sql, asker, contract, now));
    TRY(auto const packages, list_packages(sql, asker, id, now));
    return money_of(*found, upstream, packages, now);
}

} // namespace talent::contracting
