#include "services/contracting/api.hpp"

#include "common/http/handlers.hpp"
#include "common/http/query.hpp"
#include "services/identity/reasoned.hpp"

namespace talent::contracting {
namespace {

using http::effect;
using http::idempotency;
using http::method;
using http::request;
using http::route;
using http::table_of;
using http::work;
using identity::change_with_reasons;
using identity::reasons;
using journal::unit_of_work;
using security::permission;

constexpr http::query_parameter project_parameters[] = {
    {"limit", "How many, 1 to 200."},
    {"cursor", "Where the page before ended."},
    {"state", "Only projects in this state."},
};

// The array of rows is the whole of contracting's API; nothing else registers a route.
constexpr route<contracting_api> rows[] = {
    {method::post,
     "/v1/contracts/{id}/project",
     permission::project_edit,
     &contracting_api::plan_project,
     {.effect = effect::create,
      .body = table_of<project>(),
      .answer = table_of<project>(),
      .summary = "Plan the project of a contract, as its general contractor",
      .success_status = 201}},
    {method::get,
     "/v1/projects",
     permission::project_read,
     &contracting_api::list_projects,
     {.answer = table_of<project>(),
      .answers_page = true,
      .query = project_parameters,
      .summary = "List the projects one has to do with"}},
    {method::get,
     "/v1/projects/{id}",
     permission::open,
     &contracting_api::read_project,
     {.answer = table_of<project>(),
      .summary = "Read a project: everybody's once it was started, its parties' before",
      .own_side = permission::project_read}},
    {method::patch,
     "/v1/projects/{id}",
     permission::project_edit,
     &contracting_api::edit_project,
     {.effect = effect::change,
      .body = table_of<project>(),
      .answer = table_of<project>(),
      .summary = "Edit a project before its start"}},
    {method::post,
     "/v1/projects/{id}/start",
     permission::project_edit,
     &contracting_api::start_project,
     {.effect = effect::change,
      .answer = table_of<project>(),
      .summary = "Start a project; refused with everything that forbids it"}},
    {method::post,
     "/v1/projects/{id}/complete",
     permission::project_edit,
     &contracting_api::complete_project,
     {.effect = effect::change,
      .answer = table_of<project>(),
      .summary = "Complete a project of which every package is decided"}},
    {method::post,
     "/v1/projects/{id}/abandon",
     permission::project_edit,
     &contracting_api::abandon_project,
     {.effect = effect::change,
      .body = table_of<reasons>(),
      .answer = table_of<project>(),
      .summary = "Abandon a project with reasons"}},
    {method::get,
     "/v1/projects/{id}/money",
     permission::project_read,
     &contracting_api::read_money,
     {.answer = table_of<project_money>(),
      .summary = "Read a project's money, upstream and downstream side by side"}},

    {method::post,
     "/v1/projects/{id}/packages",
     permission::project_edit,
     &contracting_api::plan_package,
     {.effect = effect::create,
      .body = table_of<work_package>(),
      .answer = table_of<work_package>(),
      .summary = "Plan a work package",
      .success_status = 201}},
    {method::get,
     "/v1/projects/{id}/packages",
     permission::project_read,
     &contracting_api::list_packages,
     {.answer = table_of<work_package>(),
      .answers_page = true,
      .summary = "List a project's work packages; an owner's are its own"}},
    {method::get,
     "/v1/packages/{id}",
     permission::project_read,
     &contracting_api::read_package,
     {.answer = table_of<work_package>(), .summary = "Read a work package"}},
    {method::patch,
     "/v1/packages/{id}",
     permission::project_edit,
     &contracting_api::edit_package,
     {.effect = effect::change,
      .body = table_of<work_package>(),
      .answer = table_of<work_package>(),
      .summary = "Edit a work package"}},
    {method::delete_,
     "/v1/packages/{id}",
     permission::project_edit,
     &contracting_api::discard_package,
     {.effect = effect::change,
      .summary = "Delete a package that nobody has",
      .success_status = 204}},
    {method::post,
     "/v1/packages/{id}/source",
     permission::project_edit,
     &contracting_api::source_package,
     {.effect = effect::change,
      .body = table_of<package_sourcing>(),
      .answer = table_of<work_package>(),
      .summary = "Give a package its owner: by order, mini-tender, or own staff with a reason"}},
    {method::post,
     "/v1/packages/{id}/reassign",
     permission::project_edit,
     &contracting_api::reassign_package,
     {.effect = effect::change,
      .body = table_of<package_reassignment>(),
      .answer = table_of<work_package>(),
      .summary = "Give a package another owner, with reasons that stay on its record"}},
    {method::post,
     "/v1/packages/{id}/cancel",
     permission::project_edit,
     &contracting_api::cancel_package,
     {.effect = effect::change,
      .body = table_of<reasons>(),
      .answer = table_of<work_package>(),
      .summary = "Cancel a package with reasons"}},
    {method::post,
     "/v1/packages/{id}/deliver",
     permission::package_deliver,
     &contracting_api::deliver_package,
     {.effect = effect::change,
      .body = table_of<package_delivery>(),
      .answer = table_of<work_package>(),
      .summary = "Deliver one's own package with its evidence"}},
    {method::post,
     "/v1/packages/{id}/accept",
     permission::package_accept,
     &contracting_api::accept_package,
     {.effect = effect::change,
      .body = table_of<package_acceptance>(),
      .answer = table_of<work_package>(),
      .summary = "Accept what was delivered, which opens the clock of its payment"}},
    {method::post,
     "/v1/packages/{id}/claim",
     permission::package_deliver,
     &contracting_api::claim_package,
     {.effect = effect::change,
      .answer = table_of<work_package>(),
      .summary = "Claim the acceptance of one's own package that nobody inspected in time"}},
    {method::post,
     "/v1/packages/{id}/reject",
     permission::package_accept,
     &contracting_api::reject_package,
     {.effect = effect::change,
      .body = table_of<reasons>(),
      .answer = table_of<work_package>(),
      .summary = "Reject what was delivered, with reasons"}},
    {method::post,
     "/v1/packages/{id}/payments",
     permission::package_accept,
     &contracting_api::pay_package,
     {.effect = effect::create,
      .idempotency = idempotency::required,
      .body = table_of<package_payment>(),
      .answer = table_of<package_payment>(),
      .summary = "Pay an accepted package, whole or in part",
      .success_status = 201}},
    {method::get,
     "/v1/packages/{id}/payments",
     permission::project_read,
     &contracting_api::list_payments,
     {.answer = table_of<package_payment>(),
      .answers_page = true,
      .summary = "List what was paid for a package"}},
};

} // namespace

void contracting_api::add_routes(http::router& routes) const {
    routes.add(*this, rows);
}

// -- projects --

work contracting_api::plan_project(request const& asked) const {
    return http::create_in(asked, service_, &contracting_service::plan_project, {"/v1/projects"});
}
work contracting_api::list_projects(request const& asked) const {
    TRY_WORK(auto const state, http::read_choice<project_state>(asked, "state"));
    return http::list(
        asked, [this, state, who = asked.principal](db::session& sql, http::paging const& page) {
            return service_.list_projects(sql, who, state, page.after, page.limit);
        });
}
work contracting_api::read_project(request const& asked) const {
    return http::read(asked, service_, &contracting_service::read_project);
}
work contracting_api::edit_project(request const& asked) const {
    return http::edit(asked, service_, &contracting_service::edit_project);
}
work contracting_api::start_project(request const& asked) const {
    return http::change(asked, service_, &contracting_service::start);
}
work contracting_api::complete_project(request const& asked) const {
    return http::change(asked, service_, &contracting_service::complete);
}
work contracting_api::abandon_project(request const& asked) const {
    return change_with_reasons(asked, service_, &contracting_service::abandon);
}

// What is owed grows with the clock while the version stands: so it is always sent.
work contracting_api::read_money(request const& asked) const {
    return http::read_live(asked, service_, &contracting_service::read_money);
}

// -- packages --

work contracting_api::plan_package(request const& asked) const {
    return http::create_in(asked, service_, &contracting_service::plan_package, {"/v1/packages"});
}
work contracting_api::list_packages(request const& asked) const {
    return http::list_whole(asked, service_, &contracting_service::list_packages);
}
work contracting_api::read_package(request const& asked) const {
    return http::read_live(asked, service_, &contracting_service::read_package);
}
work contracting_api::edit_package(request const& asked) const {
    return http::edit(asked, service_, &contracting_service::edit_package);
}
work contracting_api::discard_package(request const& asked) const {
    return http::change(asked, [this](unit_of_work& unit, uuid const& id, std::int64_t expected) {
        return service_.discard_package(unit, id, expected);
    });
}
work contracting_api::source_package(request const& asked) const {
    return http::change_by(asked, service_, &contracting_service::source);
}
work contracting_api::reassign_package(request const& asked) const {
    return http::change_by(asked, service_, &contracting_service::reassign);
}
work contracting_api::cancel_package(request const& asked) const {
    return change_with_reasons(asked, service_, &contracting_service::cancel);
}
work contracting_api::deliver_package(request const& asked) const {
    return http::change_by(asked, service_, &contracting_service::deliver);
}
// The remark may be left out, and the body with it.
work contracting_api::accept_package(request const& asked) const {
    if (!asked.body.empty()) return http::change_by(asked, service_, &contracting_service::accept);
    auto without_remark = asked;
    without_remark.body = "{}";
    without_remark.content_type = "application/json";
    return http::change_by(without_remark, service_, &contracting_service::accept);
}
work contracting_api::claim_package(request const& asked) const {
    return http::change(asked, service_, &contracting_service::claim);
}
work contracting_api::reject_package(request const& asked) const {
    return change_with_reasons(asked, service_, &contracting_service::reject);
}
work contracting_api::pay_package(request const& asked) const {
    return http::create_in(asked, service_, &contracting_service::pay,
                           {"/v1/packages", "/payments"});
}
work contracting_api::list_payments(request const& asked) const {
    return http::list_in(asked, service_, &contracting_service::list_payments);
}

} // namespace talent::contracting
