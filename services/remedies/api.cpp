#include "services/remedies/api.hpp"

#include "common/http/handlers.hpp"
#include "common/http/response.hpp"
#include "services/identity/reasoned.hpp"

namespace talent::remedies {
namespace {

using http::effect;
using http::method;
using http::request;
using http::table_of;
using http::work;
using identity::change_with_reasons;
using identity::reasons;
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
    return http::create_in(asked, service_, &remedies_service::file, {"/v1/remedies"});
}

work remedies_api::list_of_tender(request const& asked) const {
    return http::list_in(asked, service_, &remedies_service::list_of_tender);
}

work remedies_api::list_own(request const& asked) const {
    return http::list(asked, service_, &remedies_service::list_own);
}

// Its clocks and lateness move while the version stands.
work remedies_api::read(request const& asked) const {
    return http::read_live(asked, service_, &remedies_service::read);
}

work remedies_api::withdraw(request const& asked) const {
    return http::change(asked, service_, &remedies_service::withdraw);
}

work remedies_api::answer(request const& asked) const {
    return http::change_by(asked, service_, &remedies_service::answer);
}

work remedies_api::accept(request const& asked) const {
    return http::change_by(asked, service_, &remedies_service::accept);
}

work remedies_api::return_unexamined(request const& asked) const {
    return change_with_reasons(asked, service_, &remedies_service::return_unexamined);
}

work remedies_api::decide(request const& asked) const {
    return http::change_by(asked, service_, &remedies_service::decide);
}

} // namespace talent::remedies
