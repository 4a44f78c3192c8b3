#include "services/audit/api.hpp"

#include "common/http/query.hpp"
#include "common/http/response.hpp"
#include "common/journal/signed_head.hpp"

namespace talent::audit {
namespace {

using http::method;
using http::request;
using http::response;
using http::work;
using security::permission;

constexpr http::query_parameter entries_parameters[] = {
    {"after", "The sequence number to start after; 0 for the beginning."},
    {"limit", "How many at most, 1 to 200."},
};

constexpr http::route<audit_api> rows[] = {
    {method::get,
     "/v1/audit/head",
     permission::open,
     &audit_api::read_head,
     {.answer = http::table_of<journal::signed_head>(),
      .summary = "The newest signed head of the journal"}},
    {method::get,
     "/v1/audit/heads",
     permission::open,
     &audit_api::list_heads,
     {.answer = http::table_of<journal::signed_head>(),
      .answers_page = true,
      .summary = "Every signed head, oldest first"}},
    {method::get,
     "/v1/audit/keys",
     permission::open,
     &audit_api::list_keys,
     {.answer = http::table_of<journal::journal_key>(),
      .answers_page = true,
      .summary = "The keys that heads were signed with, in the order of their use"}},
    {method::get,
     "/v1/audit/entries",
     permission::open,
     &audit_api::read_entries,
     {.query = entries_parameters,
      .summary = "The journal's entries with the digests that its chain is made of"}},
};

/// `place` is the member by which the list goes on.
template <class T>
response page_of(request const& asked, std::vector<T> const& found, int limit,
                 std::int64_t T::*place) {
    http::page one;
    for (auto const& each : found)
        one.items.push_back(json::write_shown(each));
    if (static_cast<int>(found.size()) == limit)
        one.next_cursor = http::make_cursor(std::to_string(found.back().*place));
    return http::page_response(asked, one);
}

} // namespace

void audit_api::add_routes(http::router& routes) const {
    routes.add(*this, rows);
}

work audit_api::read_head(request const& asked) const {
    return http::read_work{[asked](db::session& sql) -> result<response> {
        auto const newest = journal::read_newest_head(sql, journal::read_origin(sql));
        if (!newest) return refuse(error_code::not_found, "No head has been signed yet.");
        response full{.body = json::write_shown(*newest)};
        full.header("ETag", http::etag_of(newest->sequence));
        return http::unless_unchanged(asked, std::move(full));
    }};
}

work audit_api::list_heads(request const& asked) const {
    TRY_WORK(auto paging, http::read_paging(asked));
    TRY_WORK(auto after, http::read_cursor_number(paging.after));
    return http::read_work{[asked, limit = paging.limit,
                            after](db::session& sql) -> result<response> {
        auto const found = journal::read_heads_after(sql, journal::read_origin(sql), after, limit);
        return page_of(asked, found, limit, &journal::signed_head::sequence);
    }};
}

work audit_api::list_keys(request const& asked) const {
    TRY_WORK(auto paging, http::read_paging(asked));
    TRY_WORK(auto after, http::read_cursor_number(paging.after));
    return http::read_work{
        [asked, limit = paging.limit, after](db::session& sql) -> result<response> {
            auto found = journal::read_keys(sql, journal::read_origin(sql));
            std::erase_if(found, [&](auto const& key) { return key.number <= after; });
            if (static_cast<int>(found.size()) > limit)
                found.erase(found.begin() + limit, found.end());
            return page_of(asked, found, limit, &journal::journal_key::number);
        }};
}

work audit_api::read_entries(request const& asked) const {
    TRY_WORK(auto after, http::read_number_or(asked, "after", 0, 0, INT64_MAX));
    TRY_WORK(auto limit, http::read_number_or(asked, "limit", entries_default, 1, entries_max));
    return http::read_work{[this, asked, after, limit](db::session& sql) -> result<response> {
        auto const head = journal::read_head(sql).sequence;
        if (after > head)
            return http::invalid_query("after", "out_of_range",
                                       "is beyond the journal's head, " + std::to_string(head));
        json::writer to;
        to.begin_object().key("entries").begin_array();
        auto last = after;
        std::size_t bytes = 0;
        for (auto const& each : journal::read_after(sql, after, limit)) {
            auto const text = discloser_.write(each, asked.principal);
            to.raw(text);
            last = each.sequence;
            bytes += text.size();
            if (bytes >= page_bytes_max) break;
        }
        to.end_array().member("next", last).member("head", head).end_object();
        return response{.body = to.take()};
    }};
}

} // namespace talent::audit
