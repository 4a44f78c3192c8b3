// What delivery's handlers have in common. Private to them; any I/O thread.
#pragma once

#include "common/http/change.hpp"
#include "common/http/response.hpp"
#include "services/delivery/api.hpp"
#include "services/identity/model.hpp"

namespace talent::delivery::handlers {

using http::request;
using http::response;
using http::work;
using identity::reasons;
using journal::unit_of_work;

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

// Of a list that is short by its own limit.
template <class T>
http::page whole_page(std::vector<T> const& found) {
    http::page one;
    for (auto const& each : found)
        one.items.push_back(json::write_shown(each));
    return one;
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

} // namespace talent::delivery::handlers
