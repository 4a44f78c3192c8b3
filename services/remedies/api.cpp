#include "services/remedies/api.hpp"

#include "common/http/handlers.hpp"
#include "common/http/response.hpp"
#include "services/identity/model.hpp"

namespace talent::remedies {
namespace {

using http::effect;
using http::method;
using http::request;
using http::response;
using http::table_of;
using http::work;
using identity::reasons;
using journal::unit_of_work;
using security::permission;

// The array of rows is the whole of this service's API; nothing else registers a route.
constexpr http::route<remedies_api> rows[] = {
    {method::post,
     "/v1/tenders/{id}/remedies",
     permission::remedy_file,
     &remedies_api::file,
     {.effect = effect::create,
      .body = table_of<remedy>(),
      .answer = table_of<remedy>(),
      .summary = "Inquire about, challenge, or complain about a tender",
      .success_status = 201}},
    {method::get,
     "/v1/tenders/{id}/remedies",
     permission::open,
     &remedies_api::list_of_tender,
     {.answer = table_of<remedy>(),
      .answers_page = true,
      .summary = "List a tender's remedies: what was decided, and one's own"}},
    {method::get,
     "/v1/remedies",
     permission::remedy_read,
     &remedies_api::list_own,
     {.answer = table_of<remedy>(),
      .answers_page = true,
      .summary = "List the remedies one filed, has to answer or has to decide"}},
    {method::get,
     "/v1/remedies/{id}",
     permission::open,
     &remedies_api::read,
     {.answer = table_of<remedy>(), .summary = "Read a remedy"}},
    {method::post,
     "/v1/remedies/{id}/withdraw",
     permission::remedy_file,
     &remedies_api::withdraw,
     {.effect = effect::change, .answer = table_of<remedy>(), .summary = "Take one's remedy back"}},
    {method::post,
     "/v1/remedies/{id}/answer",
     permission::remedy_answer,
     &remedies_api::answer,
     {.effect = effect::change,
      .body = table_of<remedy_answer>(),
      .answer = table_of<remedy>(),
      .summary = "Answer an inquiry or challenge of one's tender"}},
    {method::post,
     "/v1/remedies/{id}/accept",
     permission::complaint_decide,
     &remedies_api::accept,
     {.effect = effect::change,
      .body = table_of<complaint_acceptance>(),
      .answer = table_of<remedy>(),
      .summary = "Take up a complaint, and suspend the procurement where it must rest"}},
    {method::post,
     "/v1/remedies/{id}/return",
     permission::complaint_decide,
     &remedies_api::return_unexamined,
     {.effect = effect::change,
      .body = table_of<reasons>(),
      .answer = table_of<remedy>(),
      .summary = "Return a complaint that is not admissible"}},
    {method::post,
     "/v1/remedies/{id}/decide",
     permission::complaint_decide,
     &remedies_api::decide,
     {.effect = effect::change,
      .body = table_of<complaint_decision>(),
      .answer = table_of<remedy>(),
      .summary = "Decide a complaint, with what follows from it"}},
};

} // namespace

void remedies_api::add_routes(http::router& routes) const {
    routes.add(*this, rows);
}

work remedies_api::file(request const& asked) const {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    TRY_WORK(auto wanted, asked.read_body<remedy>());
    return http::write_work{
        [this, id = *id, wanted = std::move(wanted)](unit_of_work& unit) -> result<response> {
            TRY(auto made, service_.file(unit, id, wanted));
            return http::created(made, "/v1/remedies/" + to_string(made.id));
        }};
}

work remedies_api::list_of_tender(request const& asked) const {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    TRY_WORK(auto paging, http::read_paging(asked));
    return http::read_work{[this, asked, paging, id = *id](db::session& sql) -> result<response> {
        TRY(auto found, service_.list_of_tender(sql, asked.principal, id, paging.after,
                                                paging.limit, asked.received));
        return http::page_response(asked, http::page_of(found, paging.limit));
    }};
}

work remedies_api::list_own(request const& asked) const {
    TRY_WORK(auto paging, http::read_paging(asked));
    return http::read_work{[this, asked, paging](db::session& sql) -> result<response> {
        auto const found =
            service_.list_own(sql, asked.principal, paging.after, paging.limit, asked.received);
        return http::page_response(asked, http::page_of(found, paging.limit));
    }};
}

// Never answered with 304: its clocks and lateness move while the version stands.
work remedies_api::read(request const& asked) const {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    return http::read_work{[this, asked, id = *id](db::session& sql) {
        return http::shown_or_problem(service_.read(sql, asked.principal, id, asked.received));
    }};
}

work remedies_api::withdraw(request const& asked) const {
    return http::change(asked, [this](unit_of_work& unit, uuid const& id, std::int64_t expected) {
        return service_.withdraw(unit, id, expected);
    });
}

work remedies_api::answer(request const& asked) const {
    TRY_WORK(auto given, asked.read_body<remedy_answer>());
    return http::change(asked, [this, given = std::move(given)](unit_of_work& unit, uuid const& id,
                                                                std::int64_t expected) {
        return service_.answer(unit, id, expected, given);
    });
}

work remedies_api::accept(request const& asked) const {
    TRY_WORK(auto how, asked.read_body<complaint_acceptance>());
    return http::change(asked,
                        [this, how](unit_of_work& unit, uuid const& id, std::int64_t expected) {
                            return service_.accept(unit, id, expected, how);
                        });
}

work remedies_api::return_unexamined(request const& asked) const {
    TRY_WORK(auto why, asked.read_body<reasons>());
    return http::change(asked, [this, why = std::move(why)](unit_of_work& unit, uuid const& id,
                                                            std::int64_t expected) {
        return service_.return_unexamined(unit, id, expected, why.list);
    });
}

work remedies_api::decide(request const& asked) const {
    TRY_WORK(auto decision, asked.read_body<complaint_decision>());
    return http::change(asked, [this, decision = std::move(decision)](
                                   unit_of_work& unit, uuid const& id, std::int64_t expected) {
        return service_.decide(unit, id, expected, decision);
    });
}

} // namespace talent::remedies
