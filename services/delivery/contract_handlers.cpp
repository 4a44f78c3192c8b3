// The handlers of contracts, their amendments and milestones.
#include "common/http/handlers.hpp"
#include "common/http/query.hpp"
#include "services/delivery/api.hpp"
#include "services/identity/reasoned.hpp"

namespace talent::delivery {

using http::request;
using http::response;
using http::work;
using identity::change_with_reasons;
using journal::unit_of_work;

// -- contracts --

work delivery_api::make_contract(request const& asked) const {
    TRY_WORK(auto target, http::read_change_target(asked));
    TRY_WORK(auto wanted, asked.read_body<contract_request>());
    return http::write_work{
        [this, target, wanted = std::move(wanted)](unit_of_work& unit) -> result<response> {
            TRY(auto made, service_.make_contract(unit, target.id, target.version, wanted));
            return http::created(made, "/v1/contracts/" + to_string(made.id));
        }};
}

work delivery_api::list_contracts(request const& asked) const {
    TRY_WORK(auto const state, http::read_choice<contract_state>(asked, "state"));
    return http::list(
        asked, [this, state, who = asked.principal](db::session& sql, http::paging const& page) {
            return service_.list_contracts(sql, who, state, page.after, page.limit);
        });
}

work delivery_api::read_contract(request const& asked) const {
    return http::read(asked, service_, &delivery_service::read_contract);
}

work delivery_api::edit_contract(request const& asked) const {
    return http::edit(asked, service_, &delivery_service::edit);
}

work delivery_api::sign_contract(request const& asked) const {
    return http::change(asked, service_, &delivery_service::sign);
}

work delivery_api::publish_contract(request const& asked) const {
    return http::change(asked, service_, &delivery_service::publish);
}

work delivery_api::file_contract(request const& asked) const {
    return http::change(asked, service_, &delivery_service::file);
}

work delivery_api::suspend_contract(request const& asked) const {
    return change_with_reasons(asked, service_, &delivery_service::suspend);
}
work delivery_api::resume_contract(request const& asked) const {
    return change_with_reasons(asked, service_, &delivery_service::resume);
}
work delivery_api::terminate_contract(request const& asked) const {
    return change_with_reasons(asked, service_, &delivery_service::terminate);
}

// -- amendments --

work delivery_api::propose_amendment(request const& asked) const {
    return http::create_in(asked, service_, &delivery_service::propose, {"/v1/amendments"});
}

work delivery_api::list_amendments(request const& asked) const {
    return http::list_whole(asked, service_, &delivery_service::list_amendments);
}

work delivery_api::read_amendment(request const& asked) const {
    return http::read(asked, service_, &delivery_service::read_amendment);
}

work delivery_api::agree_to_amendment(request const& asked) const {
    return http::change(asked, service_, &delivery_service::agree);
}
work delivery_api::decline_amendment(request const& asked) const {
    return change_with_reasons(asked, service_, &delivery_service::decline);
}
work delivery_api::withdraw_amendment(request const& asked) const {
    return http::change(asked, service_, &delivery_service::withdraw);
}

// -- milestones --

work delivery_api::list_milestones(request const& asked) const {
    return http::list_whole(asked, service_, &delivery_service::list_milestones);
}

work delivery_api::read_milestone(request const& asked) const {
    return http::read(asked, service_, &delivery_service::read_milestone);
}
work delivery_api::submit_milestone(request const& asked) const {
    return http::change_by(asked, service_, &delivery_service::submit);
}
// The remark may be left out, and the body with it.
work delivery_api::accept_milestone(request const& asked) const {
    if (!asked.body.empty()) return http::change_by(asked, service_, &delivery_service::accept);
    auto without_remark = asked;
    without_remark.body = "{}";
    without_remark.content_type = "application/json";
    return http::change_by(without_remark, service_, &delivery_service::accept);
}
work delivery_api::accept_milestone_partly(request const& asked) const {
    return http::change_by(asked, service_, &delivery_service::accept_partly);
}
work delivery_api::reject_milestone(request const& asked) const {
    return change_with_reasons(asked, service_, &delivery_service::reject);
}

work delivery_api::release_retention(request const& asked) const {
    return http::change(asked, service_, &delivery_service::release);
}

} // namespace talent::delivery
