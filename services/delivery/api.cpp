#include "services/delivery/api.hpp"

#include "common/http/change.hpp"
#include "common/http/response.hpp"

namespace talent::delivery {
namespace {

using http::effect;
using http::idempotency;
using http::method;
using http::request;
using http::response;
using http::route;
using http::table_of;
using http::work;
using identity::reasons;
using journal::unit_of_work;
using security::permission;

constexpr http::query_parameter posting_parameters[] = {
    {"account", "Whose entries; required."},
    {"limit", "How many, 1 to 200."},
    {"cursor", "Where the page before ended."},
};

// The array of rows is the whole of delivery's API; nothing else registers a route.
constexpr route<delivery_api> rows[] = {
    {method::post,
     "/v1/awards/{id}/contract",
     permission::contract_sign,
     &delivery_api::make_contract,
     {.effect = effect::change,
      .body = table_of<contract_request>(),
      .answer = table_of<contract>(),
      .summary = "Make the contract of an award after the standstill",
      .success_status = 201}},
    {method::get,
     "/v1/contracts",
     permission::contract_read,
     &delivery_api::list_contracts,
     {.answer = table_of<contract>(),
      .answers_page = true,
      .summary = "List the contracts one is a party to"}},
    {method::get,
     "/v1/contracts/{id}",
     permission::contract_read,
     &delivery_api::read_contract,
     {.answer = table_of<contract>(), .summary = "Read a contract"}},
    {method::patch,
     "/v1/contracts/{id}",
     permission::contract_sign,
     &delivery_api::edit_contract,
     {.effect = effect::change,
      .body = table_of<contract>(),
      .answer = table_of<contract>(),
      .summary = "Edit a contract before the first signature"}},
    {method::post,
     "/v1/contracts/{id}/sign",
     permission::contract_sign,
     &delivery_api::sign_contract,
     {.effect = effect::change,
      .answer = table_of<contract>(),
      .summary = "Sign for one's own side"}},
    {method::post,
     "/v1/contracts/{id}/terminate",
     permission::contract_sign,
     &delivery_api::terminate_contract,
     {.effect = effect::change,
      .body = table_of<reasons>(),
      .answer = table_of<contract>(),
      .summary = "Terminate a contract with reasons"}},

    {method::get,
     "/v1/contracts/{id}/milestones",
     permission::contract_read,
     &delivery_api::list_milestones,
     {.answer = table_of<milestone>(),
      .answers_page = true,
      .summary = "List a contract's milestones"}},
    {method::get,
     "/v1/milestones/{id}",
     permission::contract_read,
     &delivery_api::read_milestone,
     {.answer = table_of<milestone>(), .summary = "Read a milestone with its clocks of payment"}},
    {method::post,
     "/v1/milestones/{id}/submit",
     permission::milestone_submit,
     &delivery_api::submit_milestone,
     {.effect = effect::change,
      .body = table_of<milestone_submission>(),
      .answer = table_of<milestone>(),
      .summary = "Submit a milestone with its evidence"}},
    {method::post,
     "/v1/milestones/{id}/accept",
     permission::milestone_accept,
     &delivery_api::accept_milestone,
     {.effect = effect::change,
      .body = table_of<full_acceptance>(),
      .answer = table_of<milestone>(),
      .summary = "Accept a milestone"}},
    {method::post,
     "/v1/milestones/{id}/accept_partly",
     permission::milestone_accept,
     &delivery_api::accept_milestone_partly,
     {.effect = effect::change,
      .body = table_of<partial_acceptance>(),
      .answer = table_of<milestone>(),
      .summary = "Accept a part of a milestone"}},
    {method::post,
     "/v1/milestones/{id}/reject",
     permission::milestone_accept,
     &delivery_api::reject_milestone,
     {.effect = effect::change,
      .body = table_of<reasons>(),
      .answer = table_of<milestone>(),
      .summary = "Reject a milestone with reasons"}},

    {method::post,
     "/v1/milestones/{id}/invoices",
     permission::invoice_issue,
     &delivery_api::issue_invoice,
     {.effect = effect::create,
      .body = table_of<invoice>(),
      .answer = table_of<invoice>(),
      .summary = "Invoice what was accepted",
      .success_status = 201}},
    {method::get,
     "/v1/contracts/{id}/invoices",
     permission::contract_read,
     &delivery_api::list_invoices,
     {.answer = table_of<invoice>(),
      .answers_page = true,
      .summary = "List a contract's invoices"}},
    {method::get,
     "/v1/invoices/{id}",
     permission::contract_read,
     &delivery_api::read_invoice,
     {.answer = table_of<invoice>(), .summary = "Read an invoice"}},
    {method::post,
     "/v1/invoices/{id}/payments",
     permission::payment_make,
     &delivery_api::make_payment,
     {.effect = effect::create,
      .idempotency = idempotency::required,
      .body = table_of<payment>(),
      .answer = table_of<payment>(),
      .summary = "Pay an invoice, whole or in part",
      .success_status = 201}},
    {method::get,
     "/v1/invoices/{id}/payments",
     permission::contract_read,
     &delivery_api::list_payments,
     {.answer = table_of<payment>(),
      .answers_page = true,
      .summary = "List an invoice's payments"}},

    {method::get,
     "/v1/ledger/accounts",
     permission::ledger_read,
     &delivery_api::list_accounts,
     {.answer = table_of<ledger_account>(),
      .answers_page = true,
      .summary = "List one's own accounts with their balances"}},
    {method::get,
     "/v1/ledger/entries",
     permission::ledger_read,
     &delivery_api::list_postings,
     {.answer = table_of<ledger_posting>(),
      .answers_page = true,
      .query = posting_parameters,
      .summary = "List the entries of one of one's own accounts"}},
};

// A state change of the named object: its id, the version it is decided on, and what the body says.
template <class Body, class Answer>
work decision(request const& asked, delivery_service const& service,
              result<Answer> (delivery_service::*use_case)(unit_of_work&, uuid const&, std::int64_t,
                                                           Body const&) const) {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    TRY_WORK(auto expected, asked.expected_version());
    TRY_WORK(auto body, asked.read_body<Body>());
    return http::write_work{
        [&service, use_case, id = *id, expected, body = std::move(body)](unit_of_work& unit) {
            return http::shown_or_problem((service.*use_case)(unit, id, expected, body));
        }};
}

template <class Answer>
work reasoned_decision(request const& asked, delivery_service const& service,
                       result<Answer> (delivery_service::*use_case)(unit_of_work&, uuid const&,
                                                                    std::int64_t,
                                                                    std::vector<std::string>)
                           const) {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    TRY_WORK(auto expected, asked.expected_version());
    TRY_WORK(auto why, asked.read_body<reasons>());
    return http::write_work{
        [&service, use_case, id = *id, expected, why = std::move(why)](unit_of_work& unit) {
            return http::shown_or_problem((service.*use_case)(unit, id, expected, why.list));
        }};
}

template <class Answer>
work reading(request const& asked, delivery_service const& service,
             result<Answer> (delivery_service::*use_case)(db::session&, security::principal const&,
                                                          uuid const&) const) {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    return http::read_work{
        [&service, use_case, asked, id = *id](db::session& sql) -> result<response> {
            TRY(auto found, (service.*use_case)(sql, asked.principal, id));
            return http::unless_unchanged(asked, http::shown(found));
        }};
}

template <class Answer>
work paged_reading(request const& asked, delivery_service const& service,
                   result<std::vector<Answer>> (delivery_service::*use_case)(
                       db::session&, security::principal const&, uuid const&, std::string_view, int)
                       const) {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    TRY_WORK(auto paging, http::read_paging(asked));
    return http::read_work{[&service, use_case, asked, paging,
                            id = *id](db::session& sql) -> result<response> {
        TRY(auto found, (service.*use_case)(sql, asked.principal, id, paging.after, paging.limit));
        return http::page_response(asked, http::page_of(found, paging.limit));
    }};
}

} // namespace

void delivery_api::add_routes(http::router& routes) const {
    routes.add(*this, rows);
}

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

work delivery_api::terminate_contract(request const& asked) const {
    return reasoned_decision(asked, service_, &delivery_service::terminate);
}

// -- milestones --

work delivery_api::list_milestones(request const& asked) const {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    return http::read_work{[this, asked, id = *id](db::session& sql) -> result<response> {
        TRY(auto found, service_.list_milestones(sql, asked.principal, id));
        http::page one;
        for (auto const& each : found)
            one.items.push_back(json::write_shown(each));
        return http::page_response(asked, one);
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

// -- invoices and payments --

work delivery_api::issue_invoice(request const& asked) const {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    TRY_WORK(auto wanted, asked.read_body<invoice>());
    return http::write_work{
        [this, id = *id, wanted = std::move(wanted)](unit_of_work& unit) -> result<response> {
            TRY(auto made, service_.issue_invoice(unit, id, wanted));
            return http::created(made, "/v1/invoices/" + to_string(made.id));
        }};
}

work delivery_api::list_invoices(request const& asked) const {
    return paged_reading(asked, service_, &delivery_service::list_invoices);
}
work delivery_api::read_invoice(request const& asked) const {
    return reading(asked, service_, &delivery_service::read_invoice);
}

work delivery_api::make_payment(request const& asked) const {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    TRY_WORK(auto wanted, asked.read_body<payment>());
    return http::write_work{
        [this, id = *id, wanted = std::move(wanted)](unit_of_work& unit) -> result<response> {
            TRY(auto made, service_.pay(unit, id, wanted));
            return http::created(made, "/v1/invoices/" + to_string(id) + "/payments");
        }};
}

work delivery_api::list_payments(request const& asked) const {
    return paged_reading(asked, service_, &delivery_service::list_payments);
}

// -- the ledger --

work delivery_api::list_accounts(request const& asked) const {
    TRY_WORK(auto paging, http::read_paging(asked));
    return http::read_work{[this, asked, paging](db::session& sql) -> result<response> {
        auto const found = service_.list_accounts(sql, asked.principal, paging.after, paging.limit);
        return http::page_response(asked, http::page_of(found, paging.limit));
    }};
}

work delivery_api::list_postings(request const& asked) const {
    auto const named = asked.query_value("account");
    auto const account = named ? parse_uuid(*named) : std::nullopt;
    if (!account)
        return http::invalid_query("account", "required", "must be the id of one of your accounts");
    TRY_WORK(auto paging, http::read_paging(asked));
    return http::read_work{
        [this, asked, paging, account = *account](db::session& sql) -> result<response> {
            TRY(auto found,
                service_.list_postings(sql, asked.principal, account, paging.after, paging.limit));
            return http::page_response(asked, http::page_of(found, paging.limit));
        }};
}

} // namespace talent::delivery
