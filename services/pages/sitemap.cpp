#include "services/pages/sitemap.hpp"

#include <memory>

#include "common/calendar/working_days.hpp"
#include "services/pages/markup.hpp"

namespace talent::pages {
namespace {

using listings::demand;

constexpr std::string_view xml_head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
constexpr std::string_view name_space = " xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
constexpr std::string_view content_type = "application/xml; charset=utf-8";
constexpr std::string_view file_prefix = "/sitemaps/demands-";
constexpr std::string_view file_suffix = ".xml";
constexpr int demands_per_piece = 200;

/// Every id made at that instant or later sorts behind it: ids are UUIDv7 (RFC 9562, 5.7).
std::string id_before(instant at) {
    static constexpr char digits[] = "0123456789abcdef";
    auto milliseconds = static_cast<std::uint64_t>(std::max<std::int64_t>(0, to_milliseconds(at)));
    std::string hexadecimal(12, '0');
    for (std::size_t i = hexadecimal.size(); i > 0; --i, milliseconds >>= 4U)
        hexadecimal[i - 1] = digits[milliseconds & 0xfU];
    return hexadecimal.substr(0, 8) + "-" + hexadecimal.substr(8);
}

bool is_offered(demand const& one, identity::directory const& known, instant now) {
    auto const publisher = known.find_organisation(one.organisation_id);
    return one.scope == listings::listing_scope::everywhere && one.expires_at &&
           now < *one.expires_at && publisher && !publisher->test &&
           publisher->status == identity::organisation_status::verified;
}

} // namespace

std::optional<date> day_of_sitemap(std::string_view path) {
    if (!path.starts_with(file_prefix) || !path.ends_with(file_suffix)) return std::nullopt;
    path.remove_prefix(file_prefix.size());
    path.remove_suffix(file_suffix.size());
    return parse_date(path);
}

http::work sitemap_index(sitemap_source const& from, instant now) {
    return http::read_work{[&from, now](db::session& sql) -> result<http::response> {
        std::string text(xml_head);
        text.append("<sitemapindex").append(name_space);
        std::string after;
        std::size_t files = 0;
        while (files < sitemap_addresses_max) {
            auto const next = from.listings.list_published(sql, after, now, 1);
            if (next.empty()) break;
            auto const day = calendar::day_of(next.front().created_at);
            text.append("<sitemap><loc>")
                .append(html_text(from.base))
                .append(file_prefix)
                .append(format_date(day))
                .append(file_suffix)
                .append("</loc></sitemap>\n");
            after = id_before(calendar::start_of(day + std::chrono::days{1}));
            ++files;
        }
        text.append("</sitemapindex>\n");
        return http::response{.content_type = std::string(content_type), .body = std::move(text)};
    }};
}

http::work sitemap_of(sitemap_source const& from, date day, instant now) {
    struct position {
        std::string after;
        std::size_t written = 0;
        bool begun = false;
        bool ended = false;
    };
    auto const at =
        std::make_shared<position>(position{.after = id_before(calendar::start_of(day))});
    auto next = [&from, day, now, at](db::session& sql) -> result<std::string> {
        std::string piece;
        if (at->ended) return piece;
        if (!at->begun) piece.append(xml_head).append("<urlset").append(name_space);
        at->begun = true;
        auto const page = from.listings.list_published(sql, at->after, now, demands_per_piece);
        at->ended = static_cast<int>(page.size()) < demands_per_piece;
        for (auto const& one : page) {
            at->after = to_string(one.id);
            at->ended = at->ended || calendar::day_of(one.created_at) != day ||
                        at->written == sitemap_addresses_max;
            if (at->ended && calendar::day_of(one.created_at) != day) break;
            if (at->written == sitemap_addresses_max) break;
            if (!is_offered(one, from.known, now)) continue;
            ++at->written;
            piece.append("<url><loc>")
                .append(html_text(from.base))
                .append("/demands/")
                .append(to_string(one.id))
                .append("</loc><lastmod>")
                .append(format_date(calendar::day_of(one.updated_at)))
                .append("</lastmod></url>\n");
        }
        if (at->ended) piece.append("</urlset>\n");
        return piece;
    };
    return http::stream_work{
        .content_type = std::string(content_type), .file_name = {}, .next = std::move(next)};
}

} // namespace talent::pages
