// The handlers of contracts, their amendments and milestones.
#include "services/delivery/handlers.hpp"

namespace talent::delivery {

using namespace handlers;

// -- contracts --

work delivery_api::make_contract(request const& asked) const {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    TRY_WORK(auto expected, asked.expected_version());
    TRY_WORK(auto wanted, asked.read_body<contract_request>());
    return http::write_work{[this, id = *id, expected,
                             wanted = std::move(wanted)](unit_of_work& unit) -> result<response> {
        TRY(auto made, service_.make_contract(unit, id, expected, wanted));
        return http::created(made, "/v1/contracts/" + to_string(made.id));
    }};
}

work delivery_api::list_contracts(request const& asked) const {
    TRY_WORK(auto paging, http::read_paging(asked));
    return http::read_work{[this, asked, paging](db::session& sql) -> result<response> {
        TRY(auto found, service_.list_contracts(sql, asked.principal, paging.after, paging.limit));
        return http::page_response(asked, http::page_of(found, paging.limit));
    }};
}

work delivery_api::read_contract(request const& asked) const {
    return reading(asked, service_, &delivery_service::read_contract);
}

work delivery_api::edit_contract(request const& asked) const {
    TRY_WORK(auto patch, asked.patch_body<contract>());
    return http::change(asked, [this, patch = std::move(patch), codes = asked.codes](
                                   unit_of_work& unit, uuid const& id, std::int64_t expected) {
        return service_.edit(unit, id, expected, patch, *codes);
    });
}

work delivery_api::sign_contract(request const& asked) const {
    return http::change(asked, [this](unit_of_work& unit, uuid const& id, std::int64_t expected) {
        return service_.sign(unit, id, expected);
    });
}

work delivery_api::publish_contract(request const& asked) const {
    return http::change(asked, [this](unit_of_work& unit, uuid const& id, std::int64_t expected) {
        return service_.publish(unit, id, expected);
    });
}

work delivery_api::file_contract(request const& asked) const {
    return http::change(asked, [this](unit_of_work& unit, uuid const& id, std::int64_t expected) {
        return service_.file(unit, id, expected);
    });
}

work delivery_api::suspend_contract(request const& asked) const {
    return reasoned_decision(asked, service_, &delivery_service::suspend);
}
work delivery_api::resume_contract(request const& asked) const {
    return reasoned_decision(asked, service_, &delivery_service::resume);
}
work delivery_api::terminate_contract(request const& asked) const {
    return reasoned_decision(asked, service_, &delivery_service::terminate);
}

// -- amendments --

work delivery_api::propose_amendment(request const& asked) const {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    TRY_WORK(auto wanted, asked.read_body<amendment>());
    return http::write_work{
        [this, id = *id, wanted = std::move(wanted)](unit_of_work& unit) -> result<response> {
            TRY(auto made, service_.propose(unit, id, wanted));
            return http::created(made, "/v1/amendments/" + to_string(made.id));
        }};
}

work delivery_api::list_amendments(request const& asked) const {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    return http::read_work{[this, asked, id = *id](db::session& sql) -> result<response> {
        TRY(auto found, service_.list_amendments(sql, asked.principal, id));
        return http::page_response(asked, whole_page(found));
    }};
}

work delivery_api::read_amendment(request const& asked) const {
    return reading(asked, service_, &delivery_service::read_amendment);
}

work delivery_api::agree_to_amendment(request const& asked) const {
    return http::change(asked, [this](unit_of_work& unit, uuid const& id, std::int64_t expected) {
        return service_.agree(unit, id, expected);
    });
}
work delivery_api::decline_amendment(request const& asked) const {
    return reasoned_decision(asked, service_, &delivery_service::decline);
}
work delivery_api::withdraw_amendment(request const& asked) const {
    return http::change(asked, [this](unit_of_work& unit, uuid const& id, std::int64_t expected) {
        return service_.withdraw(unit, id, expected);
    });
}

// -- milestones --

work delivery_api::list_milestones(request const& asked) const {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    return http::read_work{[this, asked, id = *id](db::session& sql) -> result<response> {
        TRY(auto found, service_.list_milestones(sql, asked.principal, id));
        return http::page_response(asked, whole_page(found));
    }};
}

work delivery_api::read_milestone(request const& asked) const {
    return reading(asked, service_, &delivery_service::read_milestone);
}
work delivery_api::submit_milestone(request const& asked) const {
    return decision(asked, service_, &delivery_service::submit);
}
// The remark may be left out, and the body with it.
work delivery_api::accept_milestone(request const& asked) const {
    if (!asked.body.empty()) return decision(asked, service_, &delivery_service::accept);
    auto without_remark = asked;
    without_remark.body = "{}";
    without_remark.content_type = "application/json";
    return decision(without_remark, service_, &delivery_service::accept);
}
work delivery_api::accept_milestone_partly(request const& asked) const {
    return decision(asked, service_, &delivery_service::accept_partly);
}
work delivery_api::reject_milestone(request const& asked) const {
    return reasoned_decision(asked, service_, &delivery_service::reject);
}

work delivery_api::release_retention(request const& asked) const {
    return http::change(asked, [this](unit_of_work& unit, uuid const& id, std::int64_t expected) {
        return service_.release(unit, id, expected);
    });
}

} // namespace talent::delivery
