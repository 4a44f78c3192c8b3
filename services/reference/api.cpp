#include "services/reference/api.hpp"

#include "common/calendar/deadline.hpp"
#include "common/http/response.hpp"

namespace talent::reference {
namespace {

using http::method;
using http::request;
using http::response;
using http::work;
using json::code_list;
using security::permission;

constexpr http::query_parameter list_parameters[] = {
    {"parent", "Only the entries one step below this code; the roots where left out."},
    {"name", "Only entries with this Chinese or English name or synonym."},
};
constexpr http::query_parameter deadline_parameters[] = {
    {"rule", "The name of a clock, as /v1/calendar/clocks lists them."},
    {"start", "RFC 3339: the instant of the start event; now where left out."},
};

constexpr http::route<reference_api> rows[] = {
    {method::get,
     "/v1/vocabulary/{list}",
     permission::open,
     &reference_api::list_codes,
     {.query = list_parameters,
      .summary = "Entries of regions, occupations, industries or skills",
      .lane = http::lane::memory}},
    {method::get,
     "/v1/vocabulary/{list}/{code}",
     permission::open,
     &reference_api::read_code,
     {.summary = "One entry with its path", .lane = http::lane::memory}},
    {method::get,
     "/v1/calendar/clocks",
     permission::open,
     &reference_api::list_clocks,
     {.summary = "The statutory and contractual clocks with their sources",
      .lane = http::lane::memory}},
    {method::get,
     "/v1/calendar/deadline",
     permission::open,
     &reference_api::reckon_deadline,
     {.answer = &json::described<calendar::deadline>::table,
      .query = deadline_parameters,
      .summary = "When a clock that starts at an instant ends",
      .lane = http::lane::memory}},
};

std::optional<code_list> list_named(std::string_view name) {
    if (name == "regions") return code_list::region;
    if (name == "occupations") return code_list::occupation;
    if (name == "industries") return code_list::industry;
    if (name == "skills") return code_list::skill;
    return std::nullopt;
}

void write_entry(vocabulary::entry const& one, json::writer& to) {
    to.begin_object()
        .member("code", one.code)
        .member("parent", one.parent)
        .member("level", static_cast<std::int64_t>(one.level))
        .member("name_zh", one.name_zh)
        .member("name_en", one.name_en);
    if (!one.category.empty()) to.member("category", one.category);
    to.key("synonyms").begin_array();
    for (auto const& synonym : one.synonyms)
        to.string(synonym);
    to.end_array().end_object();
}

// Vocabularies change with a release or a load: a client may keep them for an hour.
response cacheable(std::string body) {
    response made{.body = std::move(body)};
    made.header("Cache-Control", "public, max-age=3600");
    return made;
}

} // namespace

void reference_api::add_routes(http::router& routes) const {
    routes.add(*this, rows);
}

work reference_api::list_codes(request const& asked) const {
    auto const list = list_named(asked.path_parameters[0]);
    if (!list)
        return refuse(error_code::not_found,
                      "the vocabularies are regions, occupations, industries and skills");
    auto const parent = asked.query_value("parent").value_or("");
    if (!parent.empty() && !codes_.known(*list, parent)) {
        return http::invalid_query("parent", "unknown_code", "is not a code of this vocabulary");
    }
    auto const name = asked.query_value("name");
    auto found = name ? codes_.find_by_name(*list, *name) : codes_.children(*list, parent);
    bool const cut = found.size() > vocabulary_entries_max;
    if (cut) found.resize(vocabulary_entries_max);
    json::writer to;
    to.begin_object()
        .member("version", codes_.version(*list))
        .member("truncated", cut)
        .key("items")
        .begin_array();
    for (auto const* one : found)
        write_entry(*one, to);
    to.end_array().end_object();
    return http::unless_unchanged(asked, cacheable(to.take()));
}

work reference_api::read_code(request const& asked) const {
    auto const list = list_named(asked.path_parameters[0]);
    auto const* found = list ? codes_.find(*list, asked.path_parameters[1]) : nullptr;
    if (found == nullptr) return refuse(error_code::not_found);
    json::writer to;
    to.begin_object().key("entry");
    write_entry(*found, to);
    to.member("path", codes_.path(*list, found->code)).end_object();
    return cacheable(to.take());
}

work reference_api::list_clocks(request const&) const {
    json::writer to;
    to.begin_object().member("calendar", days_.version()).key("items").begin_array();
    for (auto const& rule : calendar::clocks::all) {
        to.begin_object()
            .member("name", rule.name)
            .member("start_event", rule.start_event)
            .member("amount", rule.amount)
            .member("unit", json::name_of(rule.unit))
            .member("source", rule.source)
            .end_object();
    }
    to.end_array().end_object();
    return cacheable(to.take());
}

work reference_api::reckon_deadline(request const& asked) const {
    auto const name = asked.query_value("rule");
    auto const* rule = name ? calendar::find_clock(*name) : nullptr;
    if (rule == nullptr)
        return http::invalid_query("rule", name ? "unknown_value" : "required",
                                   "must name a clock");
    instant start = asked.received;
    if (auto const text = asked.query_value("start")) {
        auto const parsed = parse_instant(*text);
        if (!parsed)
            return http::invalid_query("start", "wrong_type",
                                       "must be an instant as RFC 3339 has it, with offset");
        start = *parsed;
    }
    return http::shown(calendar::reckon(*rule, start, days_));
}

} // namespace talent::reference
