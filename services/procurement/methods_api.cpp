#include "services/procurement/methods_api.hpp"

#include "common/http/response.hpp"
#include "common/vocabulary/region_code.hpp"

namespace talent::procurement {
namespace {

using http::method;
using http::request;
using http::route;
using http::table_of;
using http::work;
using security::permission;

constexpr http::query_parameter of_region[] = {
    {.name = "region",
     .about = "Whose rules; left out: the country's.",
     .codes = json::code_list::region},
};

constexpr route<methods_api> rows[] = {
    {method::get,
     "/v1/procurement/rules",
     permission::open,
     &methods_api::list_rules,
     {.answer = table_of<procurement_rule>(),
      .answers_page = true,
      .query = of_region,
      .summary = "List the rules of methods in force in a region, each with its source"}},
};

} // namespace

void methods_api::add_routes(http::router& routes) const {
    routes.add(*this, rows);
}

work methods_api::list_rules(request const& asked) const {
    auto const region = asked.query_value("region").value_or(std::string(vocabulary::country_code));
    return http::page_response(asked, http::whole_page(rules_.effective_in(region)));
}

} // namespace talent::procurement
