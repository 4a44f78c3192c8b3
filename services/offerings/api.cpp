#include "services/offerings/api.hpp"

#include "common/http/handlers.hpp"
#include "common/http/imports.hpp"
#include "common/http/query.hpp"
#include "common/http/response.hpp"
#include "services/offerings/imports.hpp"

namespace talent::offerings {
namespace {

using http::effect;
using http::idempotency;
using http::method;
using http::request;
using http::response;
using http::route;
using http::table_of;
using http::work;
using journal::unit_of_work;
using security::permission;

constexpr http::query_parameter offering_parameters[] = {
    {"limit", "How many, 1 to 200."},
    {"cursor", "Where the page before ended."},
    {"state", "Only offerings in this state."},
};
constexpr http::query_parameter order_parameters[] = {
    {"limit", "How many, 1 to 200."},
    {"cursor", "Where the page before ended."},
    {"role", "Only orders in which the caller is the buyer, or the seller."},
    {"state", "Only orders in this state."},
};

// The array of rows is the whole of this service's API; nothing else registers a route.
constexpr route<offerings_api> rows[] = {
    {method::post,
     "/v1/offerings",
     permission::offering_edit,
     &offerings_api::draft_offering,
     {.effect = effect::create,
      .body = table_of<offering>(),
      .answer = table_of<offering>(),
      .summary = "Draft an offering",
      .success_status = 201}},
    {method::post,
     "/v1/imports/offerings",
     permission::offering_edit,
     &offerings_api::import_offerings,
     {.effect = effect::create,
      .body = table_of<offering_import>(),
      .answer = table_of<http::import_answer>(),
      .body_bytes_max = http::import_body_bytes_max,
      .summary = "Draft many offerings, or publish them, each judged on its own"}},
    {method::get,
     "/v1/offerings",
     permission::offering_read,
     &offerings_api::list_offerings,
     {.answer = table_of<offering>(),
      .answers_page = true,
      .query = offering_parameters,
      .summary = "List one's own offerings; others' are found by search"}},
    {method::get,
     "/v1/offerings/{id}",
     permission::open,
     &offerings_api::read_offering,
     {.answer = table_of<offering>(),
      .summary = "Read a published offering, or one's own, by id or number",
      .own_side = permission::offering_read}},
    {method::patch,
     "/v1/offerings/{id}",
     permission::offering_edit,
     &offerings_api::edit_offering,
     {.effect = effect::change,
      .body = table_of<offering>(),
      .answer = table_of<offering>(),
      .summary = "Edit one's own offering"}},
    {method::delete_,
     "/v1/offerings/{id}",
     permission::offering_edit,
     &offerings_api::discard_offering,
     {.effect = effect::change, .summary = "Delete a draft", .success_status = 204}},
    {method::post,
     "/v1/offerings/{id}/publish",
     permission::offering_edit,
     &offerings_api::publish_offering,
     {.effect = effect::change, .answer = table_of<offering>(), .summary = "Publish an offering"}},
    {method::post,
     "/v1/offerings/{id}/withdraw",
     permission::offering_edit,
     &offerings_api::withdraw_offering,
     {.effect = effect::change,
      .answer = table_of<offering>(),
      .summary = "Take an offering off the market"}},
    {method::post,
     "/v1/offerings/{id}/suspend",
     permission::offering_moderate,
     &offerings_api::suspend_offering,
     {.effect = effect::change,
      .body = table_of<given_reason>(),
      .answer = table_of<offering>(),
      .summary = "Suspend an offering of one's region, with the reason"}},
    {method::post,
     "/v1/offerings/{id}/reinstate",
     permission::offering_moderate,
     &offerings_api::reinstate_offering,
     {.effect = effect::change,
      .answer = table_of<offering>(),
      .summary = "Lift an offering's suspension"}},

    {method::post,
     "/v1/orders",
     permission::order_place,
     &offerings_api::place_order,
     {.effect = effect::create,
      .idempotency = idempotency::required,
      .body = table_of<order>(),
      .answer = table_of<order>(),
      .summary = "Order a published offering, at its terms",
      .success_status = 201}},
    {method::get,
     "/v1/orders",
     permission::order_read,
     &offerings_api::list_orders,
     {.answer = table_of<order>(),
      .answers_page = true,
      .query = order_parameters,
      .summary = "List the orders one is a party to"}},
    {method::get,
     "/v1/orders/{id}",
     permission::order_read,
     &offerings_api::read_order,
     {.answer = table_of<order>(), .summary = "Read an order one is a party to, by id or number"}},
    {method::post,
     "/v1/orders/{id}/accept",
     permission::order_fulfil,
     &offerings_api::accept_order,
     {.effect = effect::change,
      .body = table_of<acceptance>(),
      .answer = table_of<order>(),
      .summary = "Accept an order; priced by quote, name the total for the buyer to confirm"}},
    {method::post,
     "/v1/orders/{id}/confirm",
     permission::order_place,
     &offerings_api::confirm_order,
     {.effect = effect::change,
      .answer = table_of<order>(),
      .summary = "Confirm the quoted total: both sides are bound"}},
    {method::post,
     "/v1/orders/{id}/decline",
     permission::order_fulfil,
     &offerings_api::decline_order,
     {.effect = effect::change,
      .body = table_of<given_reason>(),
      .answer = table_of<order>(),
      .summary = "Decline an order, with the reason"}},
    {method::post,
     "/v1/orders/{id}/withdraw",
     permission::order_place,
     &offerings_api::withdraw_order,
     {.effect = effect::change,
      .body = table_of<given_reason>(),
      .answer = table_of<order>(),
      .summary = "Step back from an order that is not yet accepted"}},
    {method::post,
     "/v1/orders/{id}/deliver",
     permission::order_fulfil,
     &offerings_api::deliver_order,
     {.effect = effect::change,
      .body = table_of<delivery>(),
      .answer = table_of<order>(),
      .summary = "Deliver, with the hashes of what was handed over"}},
    {method::post,
     "/v1/orders/{id}/accept_delivery",
     permission::order_accept,
     &offerings_api::accept_delivery,
     {.effect = effect::change,
      .answer = table_of<order>(),
      .summary = "Accept what was delivered"}},
    {method::post,
     "/v1/orders/{id}/dispute",
     permission::order_accept,
     &offerings_api::dispute_order,
     {.effect = effect::change,
      .body = table_of<given_reason>(),
      .answer = table_of<order>(),
      .summary = "Dispute what was delivered, with the reason"}},
    {method::post,
     "/v1/orders/{id}/close",
     permission::order_accept,
     &offerings_api::close_order,
     {.effect = effect::change,
      .answer = table_of<order>(),
      .summary = "Close an order that is accepted or settled"}},

    {method::post,
     "/v1/orders/{id}/reviews",
     permission::review_write,
     &offerings_api::write_review,
     {.effect = effect::create,
      .body = table_of<review>(),
      .answer = table_of<review>(),
      .summary = "Review the other side of a finished order",
      .success_status = 201}},
    {method::get,
     "/v1/orders/{id}/reviews",
     permission::order_read,
     &offerings_api::list_reviews_of_order,
     {.answer = table_of<review>(),
      .answers_page = true,
      .summary = "List an order's reviews: one's own, and open ones"}},
    {method::get,
     "/v1/organisations/{id}/reviews",
     permission::open,
     &offerings_api::list_reviews_of_organisation,
     {.answer = table_of<review>(),
      .answers_page = true,
      .summary = "List the open reviews of an organisation, with their average"}},
};

/// The path's {id} as it was written: an id or a number.
std::string reference_of(request const& asked) {
    return asked.path_parameters.at(0);
}

} // namespace

void offerings_api::add_routes(http::router& routes) const {
    routes.add(*this, rows);
}

// -- offerings --

work offerings_api::draft_offering(request const& asked) const {
    return http::create(asked, service_, &offerings_service::draft, {"/v1/offerings"});
}

work offerings_api::import_offerings(request const& asked) const {
    return http::import_batch<offering_import>(
        asked, [this](unit_of_work& unit, offering const& wanted, bool publish) {
            return publish ? service_.draft_published(unit, wanted) : service_.draft(unit, wanted);
        });
}

work offerings_api::list_offerings(request const& asked) const {
    TRY_WORK(auto state, http::read_choice<offering_state>(asked, "state"));
    return http::list(
        asked, [this, who = asked.principal, state](db::session& sql, http::paging const& page) {
            return service_.list_offerings(sql, who, state, page.after, page.limit);
        });
}

work offerings_api::read_offering(request const& asked) const {
    return http::read_work{[this, asked](db::session& sql) -> result<response> {
        TRY(auto found, service_.read_offering(sql, asked.principal, reference_of(asked)));
        return http::unless_unchanged(asked, http::shown(found));
    }};
}

work offerings_api::edit_offering(request const& asked) const {
    return http::edit(asked, service_, &offerings_service::edit);
}

work offerings_api::discard_offering(request const& asked) const {
    return http::change(asked, service_, &offerings_service::discard);
}

work offerings_api::command(request const& asked, offering_command wanted) const {
    given_reason why;
    if (wanted == offering_command::suspend) {
        TRY_WORK(why, asked.read_body<given_reason>());
    }
    return http::change(asked, [this, wanted, why = std::move(why)](
                                   unit_of_work& unit, uuid const& id, std::int64_t expected) {
        return service_.command(unit, id, expected, wanted, why.reason);
    });
}

work offerings_api::publish_offering(request const& asked) const {
    return command(asked, offering_command::publish);
}
work offerings_api::withdraw_offering(request const& asked) const {
    return command(asked, offering_command::withdraw);
}
work offerings_api::suspend_offering(request const& asked) const {
    return command(asked, offering_command::suspend);
}
work offerings_api::reinstate_offering(request const& asked) const {
    return command(asked, offering_command::reinstate);
}

// -- orders --

work offerings_api::place_order(request const& asked) const {
    return http::create(asked, service_, &offerings_service::place, {"/v1/orders"});
}

work offerings_api::list_orders(request const& asked) const {
    store::order_filter filter;
    TRY_WORK(filter.side, http::read_choice<order_side>(asked, "role"));
    TRY_WORK(filter.state, http::read_choice<order_state>(asked, "state"));
    return http::list(
        asked, [this, who = asked.principal, filter](db::session& sql, http::paging const& page) {
            return service_.list_orders(sql, who, filter, page.after, page.limit);
        });
}

work offerings_api::read_order(request const& asked) const {
    return http::read_work{[this, asked](db::session& sql) -> result<response> {
        TRY(auto found, service_.read_order(sql, asked.principal, reference_of(asked)));
        return http::unless_unchanged(asked, http::shown(found));
    }};
}

work offerings_api::with_reason(request const& asked, reasoned_step wanted) const {
    return http::change_by<given_reason>(
        asked, [this, wanted](unit_of_work& unit, uuid const& id, std::int64_t version,
                              given_reason const& why) {
            return (service_.*wanted)(unit, id, version, why.reason);
        });
}

work offerings_api::accept_order(request const& asked) const {
    // Only a quote has anything to say beyond yes.
    acceptance answer;
    if (!asked.body.empty()) {
        TRY_WORK(answer, asked.read_body<acceptance>());
    }
    return http::change(asked,
                        [this, answer](unit_of_work& unit, uuid const& id, std::int64_t expected) {
                            return service_.accept(unit, id, expected, answer);
                        });
}

work offerings_api::deliver_order(request const& asked) const {
    return http::change_by(asked, service_, &offerings_service::deliver);
}

work offerings_api::confirm_order(request const& asked) const {
    return http::change(asked, service_, &offerings_service::confirm);
}
work offerings_api::decline_order(request const& asked) const {
    return with_reason(asked, &offerings_service::decline);
}
work offerings_api::withdraw_order(request const& asked) const {
    return with_reason(asked, &offerings_service::withdraw);
}
work offerings_api::accept_delivery(request const& asked) const {
    return http::change(asked, service_, &offerings_service::accept_delivery);
}
work offerings_api::dispute_order(request const& asked) const {
    return with_reason(asked, &offerings_service::dispute);
}
work offerings_api::close_order(request const& asked) const {
    return http::change(asked, service_, &offerings_service::close);
}

// -- reviews --

work offerings_api::write_review(request const& asked) const {
    return http::create_in(asked, service_, &offerings_service::write_review,
                           {"/v1/orders", "/reviews"});
}

work offerings_api::list_reviews_of_order(request const& asked) const {
    return http::list_whole(asked, service_, &offerings_service::reviews_of_order);
}

work offerings_api::list_reviews_of_organisation(request const& asked) const {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    TRY_WORK(auto paging, http::read_paging(asked));
    return http::read_work{[this, asked, id = *id, paging](db::session& sql) -> result<response> {
        TRY(auto found,
            service_.reviews_of_organisation(sql, id, asked.received, paging.after, paging.limit));
        auto one = http::page_of(found.page, paging.limit);
        auto const average = found.summary.average_hundredths;
        one.more.emplace_back("n", std::to_string(found.summary.count));
        one.more.emplace_back("average_rating_hundredths",
                              average ? std::to_string(*average) : "null");
        return http::page_response(asked, one);
    }};
}

} // namespace talent::offerings
