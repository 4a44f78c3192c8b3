#include "services/procurement/questions_api.hpp"

#include "common/http/handlers.hpp"
#include "common/http/response.hpp"

namespace talent::procurement {
namespace {

using http::effect;
using http::method;
using http::request;
using http::response;
using http::route;
using http::table_of;
using http::work;
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
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    TRY_WORK(auto wanted, asked.read_body<question>());
    return http::write_work{
        [this, id = *id, wanted = std::move(wanted)](unit_of_work& unit) -> result<response> {
            TRY(auto made, service_.ask(unit, id, wanted));
            return http::created(made, "/v1/questions/" + to_string(made.id));
        }};
}

work questions_api::list(request const& asked) const {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    TRY_WORK(auto paging, http::read_paging(asked));
    return http::read_work{[this, asked, paging, id = *id](db::session& sql) -> result<response> {
        TRY(auto found, service_.list(sql, asked.principal, id, paging.after, paging.limit));
        return http::page_response(asked, http::page_of(found, paging.limit));
    }};
}

work questions_api::read(request const& asked) const {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    return http::read_work{[this, asked, id = *id](db::session& sql) -> result<response> {
        TRY(auto found, service_.read(sql, asked.principal, id));
        return http::unless_unchanged(asked, http::shown(found));
    }};
}

work questions_api::answer(request const& asked) const {
    TRY_WORK(auto given, asked.read_body<answer_text>());
    return http::change(asked, [this, given = std::move(given)](unit_of_work& unit, uuid const& id,
                                                                std::int64_t expected) {
        return service_.answer(unit, id, expected, given.text);
    });
}

work questions_api::leave(request const& asked) const {
    TRY_WORK(auto why, asked.read_body<reasons>());
    return http::change(asked, [this, why = std::move(why)](unit_of_work& unit, uuid const& id,
                                                            std::int64_t expected) {
        return service_.leave(unit, id, expected, why.list);
    });
}

} // namespace talent::procurement
