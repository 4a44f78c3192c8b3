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
constexpr std::string_view folder = "/sitemaps/";
constexpr std::string_view file_suffix = ".xml";
constexpr int pages_per_piece = 200;

/// Every id made at that instant or later sorts behind it: ids are UUIDv7 (RFC 9562, 5.7).
std::string id_before(instant at) {
    static constexpr char digits[] = "0123456789abcdef";
    auto milliseconds = static_cast<std::uint64_t>(std::max<std::int64_t>(0, to_milliseconds(at)));
    std::string hexadecimal(12, '0');
    for (std::size_t i = hexadecimal.size(); i > 0; --i, milliseconds >>= 4U)
        hexadecimal[i - 1] = digits[milliseconds & 0xfU];
    return hexadecimal.substr(0, 8) + "-" + hexadecimal.substr(8);
}

bool is_offered(demand const& one, identity::directory const& known) {
    auto const publisher = known.find_organisation(one.organisation_id);
    return one.scope == listings::listing_scope::everywhere && publisher && !publisher->test &&
           publisher->status == identity::organisation_status::verified;
}

std::string file_of(page_kind const& kind, date day) {
    return std::string(folder)
        .append(kind.name)
        .append("-")
        .append(format_date(day))
        .append(file_suffix);
}

/// A file for each day on which some were made, up to `most` files.
std::size_t append_days(sitemap_source const& from, page_kind const& kind, db::session& sql,
                        instant now, std::size_t most, std::string& text) {
    std::string after;
    std::size_t files = 0;
    for (; files < most; ++files) {
        auto const next = kind.list(sql, after, now, 1);
        if (next.empty()) break;
        auto const day = calendar::day_of(next.front().created_at);
        text.append("<sitemap><loc>")
            .append(html_text(from.base))
            .append(file_of(kind, day))
            .append("</loc></sitemap>\n");
        after = id_before(calendar::start_of(day + std::chrono::days{1}));
    }
    return files;
}

void append_address(sitemap_source const& from, page_kind const& kind, listed_page const& one,
                    std::string& piece) {
    piece.append("<url><loc>")
        .append(html_text(from.base))
        .append("/")
        .append(kind.name)
        .append("/")
        .append(to_string(one.id))
        .append("</loc><lastmod>")
        .append(format_date(calendar::day_of(one.updated_at)))
        .append("</lastmod></url>\n");
}

} // namespace

page_kind demand_pages(identity::directory const& known,
                       listings::listings_service const& listings) {
    auto list = [&known, &listings](db::session& sql, std::string_view after, instant now,
                                    int limit) {
        std::vector<listed_page> found;
        for (auto const& one : listings.list_published(sql, after, now, limit))
            found.push_back({one.id, one.created_at, one.updated_at, is_offered(one, known)});
        return found;
    };
    return {"demands", std::move(list)};
}

std::optional<sitemap_file> sitemap_file_of(sitemap_source const& from, std::string_view path) {
    if (!path.starts_with(folder) || !path.ends_with(file_suffix)) return std::nullopt;
    path.remove_prefix(folder.size());
    path.remove_suffix(file_suffix.size());
    for (auto const& kind : from.kinds) {
        if (!path.starts_with(kind.name)) continue;
        auto const rest = path.substr(kind.name.size());
        auto const day = rest.starts_with("-") ? parse_date(rest.substr(1)) : std::nullopt;
        if (day) return sitemap_file{&kind, *day};
    }
    return std::nullopt;
}

http::work sitemap_index(sitemap_source const& from, instant now) {
    return http::read_work{[&from, now](db::session& sql) -> result<http::response> {
        std::string text(xml_head);
        text.append("<sitemapindex").append(name_space);
        auto left = sitemap_addresses_max;
        for (auto const& kind : from.kinds)
            left -= append_days(from, kind, sql, now, left, text);
        text.append("</sitemapindex>\n");
        return http::response{.content_type = std::string(content_type), .body = std::move(text)};
    }};
}

http::work sitemap_of(sitemap_source const& from, sitemap_file const& file, instant now) {
    struct position {
        std::string after;
        std::size_t written = 0;
        bool begun = false;
        bool ended = false;
    };
    auto const at =
        std::make_shared<position>(position{.after = id_before(calendar::start_of(file.day))});
    auto next = [&from, file, now, at](db::session& sql) -> result<std::string> {
        std::string piece;
        if (at->ended) return piece;
        if (!at->begun) piece.append(xml_head).append("<urlset").append(name_space);
        at->begun = true;
        auto const page = file.kind->list(sql, at->after, now, pages_per_piece);
        at->ended = static_cast<int>(page.size()) < pages_per_piece;
        for (auto const& one : page) {
            at->after = to_string(one.id);
            at->ended = at->ended || calendar::day_of(one.created_at) != file.day ||
                        at->written == sitemap_addresses_max;
            if (calendar::day_of(one.created_at) != file.day) break;
            if (at->written == sitemap_addresses_max) break;
            if (!one.offered) continue;
            ++at->written;
            append_address(from, *file.kind, one, piece);
        }
        if (at->ended) piece.append("</urlset>\n");
        return piece;
    };
    return http::stream_work{
        .content_type = std::string(content_type), .file_name = {}, .next = std::move(next)};
}

} // namespace talent::pages
