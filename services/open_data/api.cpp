#include "services/open_data/api.hpp"

#include <charconv>

#include "common/http/http_date.hpp"
#include "common/http/query.hpp"
#include "common/http/response.hpp"
#include "common/http/target.hpp"
#include "common/journal/journal.hpp"
#include "common/security/token.hpp"
#include "common/vocabulary/region_code.hpp"
#include "services/open_data/atom.hpp"
#include "services/open_data/gzip.hpp"
#include "services/open_data/model.hpp"

namespace talent::open_data {
namespace {

using http::method;
using http::request;
using http::response;
using http::table_of;
using http::work;
using security::permission;

constexpr std::size_t etag_digits = 32; // of the body's SHA-256
constexpr int releases_page = 1'000;    // of one process, read at a time
constexpr std::size_t month_characters = std::string_view("2026-11").size();

constexpr http::query_parameter release_parameters[] = {
    {"month", "Only releases of this month in Shanghai, 2026-11."},
    {"limit", "How many releases, 1 to 200; 50 where left out."},
    {"cursor", "Where the page starts: of the address under links.next."},
};
constexpr http::query_parameter month_parameters[] = {
    {"month", "Which month in Shanghai, 2026-11. Needed."},
};
constexpr http::query_parameter record_parameters[] = {
    {"limit", "How many records, 1 to 50; 10 where left out."},
    {"cursor", "Where the page starts: of the address under links.next."},
};
constexpr http::query_parameter notice_parameters[] = {
    {"region", "Notices of this region and all within it; left out: of the country.",
     json::code_list::region},
    {"limit", "How many notices, 1 to 200; 50 where left out."},
    {"cursor", "Where the page starts: of the link to the next page."},
};

constexpr http::route<open_data_api> rows[] = {
    {method::get,
     "/v1/ocds",
     permission::open,
     &open_data_api::index,
     {.answer = table_of<open_data_index>(),
      .summary = "What open data there are, by month, and how far they are made"}},
    {method::get,
     "/v1/ocds/releases",
     permission::open,
     &open_data_api::list_releases,
     {.query = release_parameters,
      .summary = "Releases in the order of the journal, as an OCDS 1.1 release package"}},
    {method::get,
     "/v1/ocds/releases/{release_id}",
     permission::open,
     &open_data_api::read_release,
     {.summary = "One release, as an OCDS 1.1 release package"}},
    {method::get,
     "/v1/ocds/releases.ndjson",
     permission::open,
     &open_data_api::month_plain,
     {.query = month_parameters, .summary = "All releases of a month, one a line"}},
    {method::get,
     "/v1/ocds/releases.ndjson.gz",
     permission::open,
     &open_data_api::month_compressed,
     {.query = month_parameters, .summary = "All releases of a month, one a line, compressed"}},
    {method::get,
     "/v1/ocds/records",
     permission::open,
     &open_data_api::list_records,
     {.query = record_parameters,
      .summary = "Procurements with their compiled releases, as an OCDS 1.1 record package"}},
    {method::get,
     "/v1/ocds/records/{ocid}",
     permission::open,
     &open_data_api::read_record,
     {.summary = "One procurement: its releases, compiled and versioned, and its red flags, as an "
                 "OCDS 1.1 record package"}},
    {method::get,
     "/v1/notices.atom",
     permission::open,
     &open_data_api::notices,
     {.query = notice_parameters,
      .summary = "Notices of tenders, amendments, awards, contracts and cancellations, as Atom"}},
    {method::get,
     "/v1/tenders/{id}/flags",
     permission::open,
     &open_data_api::read_flags,
     {.answer = table_of<tender_flags>(),
      .summary = "The red flags of a published tender, each with its definition and figures"}},
};

result<int> read_limit(request const& asked, int fallback, int most) {
    TRY(auto const limit, http::read_number_or(asked, "limit", fallback, 1, most));
    return static_cast<int>(limit);
}

result<std::string> read_cursor_key(request const& asked) {
    auto const sent = asked.query_value("cursor");
    if (!sent) return std::string();
    if (auto key = http::read_cursor(*sent)) return *std::move(key);
    return http::invalid_query("cursor", "malformed", "is no cursor of this server");
}

result<std::int64_t> read_cursor_number(request const& asked, std::int64_t fallback) {
    TRY(auto const key, read_cursor_key(asked));
    return http::read_cursor_number(key, fallback);
}

bool is_month(std::string_view written) {
    return written.size() == month_characters && parse_date(std::string(written) + "-01");
}

result<std::string> read_month(request const& asked) {
    auto const sent = asked.query_value("month").value_or("");
    if (sent.empty() || is_month(sent)) return sent;
    return http::invalid_query("month", "malformed", "must be a year and a month, 2026-11");
}

/// The path as it was asked for, with another cursor; none where it is empty.
std::string path_of(request const& asked, std::string_view cursor) {
    std::string path = asked.path;
    char separator = '?';
    for (auto const& [name, value] : asked.query) {
        if (name == "cursor") continue;
        path.append(1, separator).append(name).append("=").append(http::percent_encode(value));
        separator = '&';
    }
    if (!cursor.empty())
        path.append(1, separator).append("cursor=").append(http::percent_encode(cursor));
    return path;
}

std::string own_path(request const& asked) {
    return path_of(asked, asked.query_value("cursor").value_or(""));
}

/// Reads one more than asked for: whether there is a next page is known without asking again.
template <class T, class Key>
std::string cut_to_page(request const& asked, std::vector<T>& found, int limit, Key key) {
    if (static_cast<int>(found.size()) <= limit) return {};
    found.resize(static_cast<std::size_t>(limit));
    return path_of(asked, http::make_cursor(key(found.back())));
}

// A date has whole seconds: of what changed in the present one more may come before it is over, so
// the date is that of the second before, and who comes back with it is answered in full.
std::string modified_at(request const& asked, instant changed) {
    constexpr std::chrono::seconds one_second{1};
    auto stamp = std::chrono::floor<std::chrono::seconds>(changed);
    if (asked.received < stamp + one_second) stamp -= one_second;
    return http::format_http_date(std::chrono::system_clock::to_time_t(stamp));
}

response cacheable(request const& asked, response made, instant changed) {
    made.header("ETag", "\"" + security::sha256_hex(made.body).substr(0, etag_digits) + "\"");
    made.header("Last-Modified", modified_at(asked, changed));
    made.header("Cache-Control", "public, max-age=" + std::to_string(kept_for.count()));
    return http::unless_unchanged(asked, std::move(made));
}

instant newest_of(std::vector<store::kept_release> const& releases) {
    instant newest{};
    for (auto const& each : releases)
        newest = std::max(newest, each.date);
    return newest;
}

std::vector<store::kept_release> all_releases_of(db::session& sql, std::string_view ocid) {
    std::vector<store::kept_release> all;
    while (true) {
        auto const after = all.empty() ? 0 : all.back().sequence;
        auto page = store::list_releases_of(sql, ocid, after, releases_page);
        bool const last = static_cast<int>(page.size()) < releases_page;
        std::ranges::move(page, std::back_inserter(all));
        if (last) return all;
    }
}

tender_flags flags_of(db::session& sql, store::process_head const& head) {
    return {.tender_id = head.tender_id,
            .ocid = head.ocid,
            .flags = reckon_flags(store::load_process(sql, head.tender_id))};
}

std::string lines_of(std::vector<store::kept_release> const& releases) {
    std::string lines;
    for (auto const& each : releases)
        lines.append(each.body).append("\n");
    return lines;
}

using piece_form = std::string (*)(std::string_view);

work stream_month(request const& asked, std::string const& ending, std::string const& type,
                  piece_form form) {
    TRY_WORK(auto month, read_month(asked));
    if (month.empty()) return http::invalid_query("month", "required", "say which month");
    auto next = [month, form,
                 after = std::int64_t{0}](db::session& sql) mutable -> result<std::string> {
        auto const found = store::list_releases(sql, month, after, bulk_releases);
        if (found.empty()) return std::string();
        after = found.back().sequence;
        return form(lines_of(found));
    };
    // The same file for as long as no release has joined the month.
    auto begin = [asked, month](db::session& sql) -> result<response> {
        response made;
        auto const months = store::list_months(sql);
        auto const found = std::ranges::find(months, month, &store::month_count::month);
        if (found != months.end())
            made.header("Last-Modified", modified_at(asked, found->last_date));
        return http::unless_unchanged(asked, std::move(made));
    };
    return http::stream_work{.content_type = type,
                             .file_name = "releases-" + month + ending,
                             .next = std::move(next),
                             .begin = std::move(begin)};
}

} // namespace

void open_data_api::add_routes(http::router& routes) const {
    routes.add(*this, rows);
}

work open_data_api::index(request const& asked) const {
    return http::read_work{[this, asked](db::session& sql) -> result<response> {
        open_data_index made{.ocid_prefix = packages_.settings().ocid_prefix,
                             .sequence = store::read_progress(sql),
                             .head = journal::read_head(sql).sequence};
        made.caught_up = !store::has_pending(sql, made.sequence);
        for (auto const& each : store::list_months(sql)) {
            made.months.push_back(
                {each.month, each.releases, each.last_date,
                 packages_.address_of("/v1/ocds/releases.ndjson.gz?month=" + each.month)});
        }
        return response{.body = json::write_shown(made)};
    }};
}

work open_data_api::list_releases(request const& asked) const {
    TRY_WORK(auto month, read_month(asked));
    TRY_WORK(auto limit, read_limit(asked, releases_default, releases_max));
    TRY_WORK(auto after, read_cursor_number(asked, 0));
    return http::read_work{
        [this, asked, month, limit, after](db::session& sql) -> result<response> {
            auto found = store::list_releases(sql, month, after, limit + 1);
            if (found.empty()) return refuse(error_code::not_found, "There are no such releases.");
            // With the first of the next page: the link to it came with that.
            auto const changed = newest_of(found);
            auto const next = cut_to_page(asked, found, limit, [](store::kept_release const& one) {
                return std::to_string(one.sequence);
            });
            return cacheable(
                asked, {.body = packages_.release_package(own_path(asked), next, found)}, changed);
        }};
}

work open_data_api::read_release(request const& asked) const {
    return http::read_work{[this, asked](db::session& sql) -> result<response> {
        auto const found = store::find_release(sql, asked.path_parameters.at(0));
        if (!found) return refuse(error_code::not_found);
        return cacheable(asked,
                         {.body = packages_.release_package(own_path(asked), {}, {&*found, 1})},
                         found->date);
    }};
}

work open_data_api::month_plain(request const& asked) const {
    return stream_month(asked, ".ndjson", "application/x-ndjson",
                        [](std::string_view lines) { return std::string(lines); });
}

work open_data_api::month_compressed(request const& asked) const {
    return stream_month(asked, ".ndjson.gz", "application/gzip", &gzip_member);
}

work open_data_api::list_records(request const& asked) const {
    TRY_WORK(auto limit, read_limit(asked, records_default, records_max));
    TRY_WORK(auto after, read_cursor_key(asked));
    return http::read_work{[this, asked, limit, after](db::session& sql) -> result<response> {
        auto heads = store::list_processes(sql, after, limit + 1);
        if (heads.empty()) return refuse(error_code::not_found, "There are no such records.");
        instant changed{};
        for (auto const& each : heads) // with the first of the next page, which brought its link
            changed = std::max(changed, each.last_date);
        auto const next = cut_to_page(asked, heads, limit,
                                      [](store::process_head const& one) { return one.ocid; });
        std::vector<packager::listed_record> records;
        for (auto const& each : heads)
            records.push_back({each.ocid, all_releases_of(sql, each.ocid)});
        return cacheable(asked, {.body = packages_.record_list(own_path(asked), next, records)},
                         changed);
    }};
}

work open_data_api::read_record(request const& asked) const {
    return http::read_work{[this, asked](db::session& sql) -> result<response> {
        auto const head = store::find_process_by_ocid(sql, asked.path_parameters.at(0));
        if (!head) return refuse(error_code::not_found);
        return cacheable(asked,
                         {.body = packages_.record_package(own_path(asked), head->ocid,
                                                           all_releases_of(sql, head->ocid),
                                                           flags_of(sql, *head))},
                         head->last_date);
    }};
}

work open_data_api::read_flags(request const& asked) const {
    auto const id = asked.path_id(0);
    if (!id) return refuse(error_code::not_found);
    return http::read_work{[asked, id = *id](db::session& sql) -> result<response> {
        auto const head = store::find_process(sql, id);
        if (!head) return refuse(error_code::not_found);
        return cacheable(asked, {.body = json::write_shown(flags_of(sql, *head))}, head->last_date);
    }};
}

work open_data_api::notices(request const& asked) const {
    auto const region = asked.query_value("region").value_or(std::string(vocabulary::country_code));
    if (region != vocabulary::country_code &&
        !asked.codes->known(json::code_list::region, region)) {
        return http::invalid_query("region", "unknown_code", "is no region that is known");
    }
    TRY_WORK(auto limit, read_limit(asked, notices_default, notices_max));
    TRY_WORK(auto before, read_cursor_number(asked, std::numeric_limits<std::int64_t>::max()));
    return http::read_work{
        [this, asked, region, limit, before](db::session& sql) -> result<response> {
            auto found = store::list_notices(sql, region, before, limit + 1);
            auto const next = cut_to_page(asked, found, limit, [](store::kept_release const& one) {
                return std::to_string(one.sequence);
            });
            return cacheable(
                asked,
                {.content_type = "application/atom+xml; charset=utf-8",
                 .body = atom_feed(
                     packages_, {.region = region, .self = own_path(asked), .next = next}, found)},
                newest_of(found));
        }};
}

} // namespace talent::open_data
