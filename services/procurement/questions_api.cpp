#include "services/procurement/questions_api.hpp"

#include "common/http/handlers.hpp"
#include "common/http/response.hpp"
#include "services/identity/reasoned.hpp"

namespace talent::procurement {
namespace {

using http::effect;
using http::method;
using http::request;
using http::route;
using http::table_of;
using http::work;
using identity::change_with_reasons;
using identity::reasons;
using journal::unit_of_work;
using security::permission;

constexpr route<questions_api> rows[] = {
    {method::post,
     "/v1/tenders/{id}/questions",
     permission::question_ask,
     &questions_api::ask,
     {.effect = effect::create,
      .body = table_of<question>(),
      .answer = table_of<question>(),
      .summary = "Ask about a published tender",
      .success_status = 201}},
    {method::get,
     "/v1/tenders/{id}/questions",
     permission::open,
     &questions_api::list,
     {.answer = table_of<question>(),
      .answers_page = true,
      .summary = "List the questions about a tender with their answers",
      .own_side = permission::tender_read}},
    {method::get,
     "/v1/questions/{id}",
     permission::open,
     &questions_api::read,
     {.answer = table_of<question>(),
      .summary = "Read a question with its answer",
      .own_side = permission::tender_read}},
    {method::post,
     "/v1/questions/{id}/answer",
     permission::tender_edit,
     &questions_api::answer,
     {.effect = effect::change,
      .body = table_of<answer_text>(),
      .answer = table_of<question>(),
      .summary = "Answer a question, to everybody"}},
    {method::post,
     "/v1/questions/{id}/leave",
     permission::tender_edit,
     &questions_api::leave,
     {.effect = effect::change,
      .body = table_of<reasons>(),
      .answer = table_of<question>(),
      .summary = "Leave a question unanswered, with reasons"}},
};

} // namespace

void questions_api::add_routes(http::router& routes) const {
    routes.add(*this, rows);
}

work questions_api::ask(request const& asked) const {
    return http::create_in(asked, service_, &question_service::ask, {"/v1/questions"});
}

work questions_api::list(request const& asked) const {
    return http::list_in(asked, service_, &question_service::list);
}

work questions_api::read(request const& asked) const {
    return http::read(asked, service_, &question_service::read);
}

work questions_api::answer(request const& asked) const {
    return http::change_by<answer_text>(
        asked,
        [this](unit_of_work& unit, uuid const& id, std::int64_t version, answer_text const& given) {
            return service_.answer(unit, id, version, given.text);
        });
}

work questions_api::leave(request const& asked) const {
    return change_with_reasons(asked, service_, &question_service::leave);
}

} // namespace talent::procurement
