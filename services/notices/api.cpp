#include "services/notices/api.hpp"

#include <charconv>

#include "common/http/query.hpp"
#include "common/http/response.hpp"
#include "common/journal/journal.hpp"

namespace talent::notices {
namespace {

using http::method;
using http::request;
using http::response;
using http::work;
using security::permission;

constexpr http::query_parameter feed_parameters[] = {
    {"after", "The sequence number to start after; 0 for the beginning."},
    {"limit", "How many, 1 to 1000."},
    {"types", "Only entries of these types, separated by commas; the others are passed over."},
};
constexpr http::query_parameter stream_parameters[] = {
    {"after", "The sequence number to start after; Last-Event-ID goes before it."},
};

constexpr http::route<notices_api> rows[] = {
    {method::get,
     "/v1/feed",
     permission::feed_read,
     &notices_api::read_feed,
     {.query = feed_parameters, .summary = "The journal in gapless order"}},
    {method::get,
     "/v1/feed/stream",
     permission::feed_read,
     &notices_api::stream_feed,
     {.query = stream_parameters, .summary = "The journal as server-sent events"}},
};

std::vector<std::string> split_at_commas(std::string const& text) {
    std::vector<std::string> parts;
    std::size_t start = 0;
    while (start <= text.size()) {
        auto const end = std::min(text.find(',', start), text.size());
        if (end > start) parts.push_back(text.substr(start, end - start));
        start = end + 1;
    }
    return parts;
}

bool wanted(journal::entry const& one, std::vector<std::string> const& types) {
    return types.empty() || std::find(types.begin(), types.end(), one.type) != types.end();
}

} // namespace

void notices_api::add_routes(http::router& routes) const {
    routes.add(*this, rows);
}

work notices_api::read_feed(request const& asked) const {
    TRY_WORK(auto after, http::read_number_or(asked, "after", 0, 0, INT64_MAX));
    TRY_WORK(auto limit,
             http::read_number_or(asked, "limit", feed_entries_default, 1, feed_entries_max));
    auto types = split_at_commas(asked.query_value("types").value_or(""));
    return http::read_work{[this, asked, after, limit,
                            types = std::move(types)](db::session& sql) -> result<response> {
        json::writer to;
        auto const head = journal::read_head(sql).sequence;
        if (after > head)
            return http::invalid_query("after", "out_of_range",
                                       "is beyond the journal's head, " + std::to_string(head));
        auto const found = journal::read_after(sql, after, limit);
        to.begin_object().key("entries").begin_array();
        for (auto const& one : found) {
            // What a reader may not see has no type for them either, so it cannot be asked for by
            // type.
            bool const shown =
                types.empty() || (wanted(one, types) && may_read(asked.principal, one));
            if (shown) to.raw(writer_.write(one, asked.principal));
        }
        to.end_array();
        to.member("next", found.empty() ? after : found.back().sequence);
        to.member("head", head).end_object();
        return response{.body = to.take()};
    }};
}

work notices_api::stream_feed(request const& asked) const {
    TRY_WORK(auto after, http::read_number_or(asked, "after", 0, 0, INT64_MAX));
    if (asked.last_event_id) {
        std::int64_t last = 0;
        auto const& text = *asked.last_event_id;
        auto const [end, fault] = std::from_chars(text.data(), text.data() + text.size(), last);
        if (fault == std::errc{} && end == text.data() + text.size() && last >= 0) after = last;
    }
    return http::event_work{
        .position = after,
        .next = [this, reader = asked.principal](
                    db::session& sql, std::int64_t& position) -> result<std::vector<http::event>> {
            std::vector<http::event> events;
            std::size_t bytes = 0;
            for (auto const& one : journal::read_after(sql, position, stream_entries_max)) {
                std::string const type = may_read(reader, one) ? one.type : "withheld";
                events.push_back({std::to_string(one.sequence), type, writer_.write(one, reader)});
                position = one.sequence;
                bytes += events.back().data.size();
                if (bytes >= stream_bytes_max) break;
            }
            return events;
        }};
}

} // namespace talent::notices
