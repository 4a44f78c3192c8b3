#include "services/procurement/duties_api.hpp"

#include "common/http/response.hpp"
#include "common/http/work.hpp"

namespace talent::procurement {
namespace {

using http::method;
using http::request;
using http::response;
using http::route;
using http::table_of;
using http::work;
using security::permission;

constexpr route<duties_api> rows[] = {
    {method::get,
     "/v1/duties",
     permission::bid_score,
     &duties_api::list,
     {.answer = table_of<duty>(),
      .answers_page = true,
      .summary = "List what awaits the caller personally: on panels, and at openings"}},
};

} // namespace

void duties_api::add_routes(http::router& routes) const {
    routes.add(*this, rows);
}

work duties_api::list(request const& asked) const {
    return http::read_work{[this, asked](db::session& sql) -> result<response> {
        auto const found = service_.list(sql, asked.principal, asked.received);
        return http::page_response(asked, http::whole_page(found));
    }};
}

} // namespace talent::procurement
