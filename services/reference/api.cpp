#include "services/reference/api.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "common/base/text.hpp"
#include "common/calendar/deadline.hpp"
#include "common/http/query.hpp"
#include "common/http/response.hpp"
#include "common/security/digest.hpp"

namespace talent::reference {
namespace {

using http::method;
using http::request;
using http::response;
using http::work;
using json::code_list;
using security::permission;

constexpr std::size_t etag_digits = 16; // 64 bits: enough to tell two answers apart

constexpr http::query_parameter list_parameters[] = {
    {"parent", "Only the entries one step below this code; the roots where left out."},
    {"name", "Only entries with this Chinese or English name or synonym; with parent, within it."},
    {"query",
     "Only entries of which a name or synonym contains this; with parent, within it. Those "
     "called so come first, then those that begin so."},
    {"title",
     "Occupations only: what this free job title, or the beginning of one, may mean, the "
     "likeliest first, each with `confidence` (0 to 1) and the words that `matched`. "
     "`confident` is false where a person should choose."},
    {"limit", "With title: proposals, 1 to 20; 5 where left out."},
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
      .summary = "Entries of regions, occupations, industries or skills; occupations for a title",
      .lane = http::lane::query}},
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

// Into an object that is begun and not ended.
void write_members(vocabulary::entry const& one, json::writer& to) {
    to.member("code", one.code)
        .member("parent", one.parent)
        .member("level", static_cast<std::int64_t>(one.level))
        .member("name_zh", one.name_zh)
        .member("name_en", one.name_en);
    if (!one.category.empty()) to.member("category", one.category);
    to.key("synonyms").begin_array();
    for (auto const& synonym : one.synonyms)
        to.string(synonym);
    to.end_array();
}

void write_entry(vocabulary::entry const& one, json::writer& to) {
    to.begin_object();
    write_members(one, to);
    to.end_object();
}

// Two digits: more would promise more than was measured.
std::string hundredths(double share) {
    auto const rounded = std::lround(share * 100);
    if (rounded >= 100) return "1";
    auto digits = std::to_string(rounded);
    if (digits.size() < 2) digits.insert(0, "0");
    return "0." + digits;
}

void write_proposal(vocabulary::occupation_proposal const& one, std::string_view path,
                    json::writer& to) {
    to.begin_object();
    write_members(*one.occupation, to);
    to.member("path", path).key("confidence").raw(hundredths(one.confidence));
    to.key("matched").begin_array();
    for (auto const& word : one.matched)
        to.begin_object().member("text", word.text).member("kind", word.kind).end_object();
    to.end_array().end_object();
}

problem too_long(std::string_view name, std::size_t code_points_max) {
    return http::invalid_query(
        name, "too_long",
        "must not be longer than " + std::to_string(code_points_max) + " characters");
}

// Of the ways to choose entries more than one, or one that this list does not have.
std::optional<problem> clash_of_parameters(request const& asked, code_list list) {
    auto const has = [&](std::string_view name) { return asked.query_value(name).has_value(); };
    if (has("title")) {
        if (list != code_list::occupation)
            return http::invalid_query("title", "not_allowed", "is for occupations only");
        for (auto const* const other : {"parent", "name", "query"}) {
            if (has(other))
                return http::invalid_query(other, "not_allowed", "cannot be asked with title");
        }
    }
    if (has("query") && has("name"))
        return http::invalid_query("name", "not_allowed", "cannot be asked with query");
    if (has("limit") && !has("title"))
        return http::invalid_query("limit", "not_allowed", "is asked with title only");
    return std::nullopt;
}

// Vocabularies change with a release or a load: a client may keep them for an hour.
response cacheable(std::string body) {
    response made{.body = std::move(body)};
    made.header("Cache-Control", "public, max-age=3600");
    return made;
}

// The same with an ETag, or 304 where the client has it already. The ETag is of what is shown: a
// table's version stays when a release names an entry anew.
response cacheable(request const& asked, std::string body) {
    auto const tag = security::sha256().hexadecimal(body).substr(0, etag_digits);
    auto made = cacheable(std::move(body));
    made.header("ETag", "\"" + tag + "\"");
    return http::unless_unchanged(asked, std::move(made));
}

} // namespace

void reference_api::add_routes(http::router& routes) const {
    routes.add(*this, rows);
}

work reference_api::list_codes(request const& asked) const {
    auto const list = list_named(asked.path_parameters[0]);
    if (!list)
        return refuse(error_code::not_found,
                      "The vocabularies are regions, occupations, industries and skills.");
    if (auto clash = clash_of_parameters(asked, *list)) return std::move(*clash);
    if (asked.query_value("title")) return propose_occupations(asked);
    auto const parent = asked.query_value("parent").value_or("");
    if (!parent.empty() && !codes_.known(*list, parent)) {
        return http::invalid_query("parent", "unknown_code", "is not a code of this vocabulary");
    }
    auto const part = asked.query_value("query");
    if (part && count_code_points(*part) > vocabulary_query_code_points_max)
        return too_long("query", vocabulary_query_code_points_max);
    return http::query_work{[this, asked, list = *list]() -> result<response> {
        return cacheable(asked, write_found(list, choose(list, asked)));
    }};
}

// One more than an answer has, so that its end is known to be one.
std::vector<vocabulary::entry const*> reference_api::choose(code_list list,
                                                            request const& asked) const {
    auto const parent = asked.query_value("parent").value_or("");
    auto const name = asked.query_value("name");
    auto const part = asked.query_value("query");
    if (!name && !part) return codes_.children(list, parent);
    auto const limit = parent.empty() ? vocabulary_entries_max + 1 : codes_.all(list).size();
    auto found =
        part ? codes_.find_containing(list, *part, limit) : codes_.find_by_name(list, *name);
    std::erase_if(found, [&](vocabulary::entry const* one) {
        return !parent.empty() && !codes_.is_within(list, one->code, parent);
    });
    return found;
}

std::string reference_api::write_found(code_list list,
                                       std::vector<vocabulary::entry const*> const& found) const {
    auto const shown = std::min(found.size(), vocabulary_entries_max);
    json::writer to;
    to.begin_object()
        .member("version", codes_.version(list))
        .member("truncated", shown < found.size())
        .key("items")
        .begin_array();
    for (std::size_t i = 0; i < shown; ++i)
        write_entry(*found[i], to);
    to.end_array().end_object();
    return to.take();
}

work reference_api::propose_occupations(request const& asked) const {
    auto title = asked.query_value("title").value_or("");
    if (count_code_points(title) > vocabulary::job_title_code_points_max)
        return too_long("title", vocabulary::job_title_code_points_max);
    TRY_WORK(auto const limit,
             http::read_number_or(asked, "limit", vocabulary::occupation_proposals_default, 1,
                                  vocabulary::occupation_proposals_max));
    return http::query_work{[this, asked, title = std::move(title), limit]() -> result<response> {
        return cacheable(asked,
                         write_proposals(titles_.propose(title, static_cast<std::size_t>(limit))));
    }};
}

std::string reference_api::write_proposals(vocabulary::title_proposals const& found) const {
    json::writer to;
    to.begin_object()
        .member("version", codes_.version(code_list::occupation))
        .member("read", found.read)
        .member("confident", found.confident)
        .key("items")
        .begin_array();
    for (auto const& one : found.proposals)
        write_proposal(one, codes_.path(code_list::occupation, one.occupation->code), to);
    to.end_array().end_object();
    return to.take();
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
