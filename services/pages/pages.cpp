#include "services/pages/pages.hpp"

#include <algorithm>
#include <iterator>

#include "common/http/static_files.hpp"
#include "services/pages/job_posting.hpp"

namespace talent::pages {
namespace {

constexpr std::string_view demands = "/demands/";
constexpr int not_found = 404;
constexpr int gone = 410;

std::string_view reference_in(std::string_view path) {
    return path.substr(demands.size());
}

bool is_demand_path(std::string_view path) {
    return path.starts_with(demands) && path.size() > demands.size() &&
           reference_in(path).find('/') == std::string_view::npos;
}

/// The listing that an answer was written of.
listings::demand read_shown(std::string_view text) {
    listings::demand one;
    auto document = json::parse(text);
    if (!document.has_value()) throw std::runtime_error("a published demand cannot be read");
    std::erase_if(document.value().members(),
                  [](auto const& member) { return member.first == "expired"; });
    json::read_stored_object(document.value(), &one, json::described<listings::demand>::table());
    return one;
}

/// Not what a moderator took away: that is as if it had never been there.
bool has_ended(listings::demand const& one) {
    return one.published_at && (one.expired || one.state == listings::listing_state::closed ||
                                one.state == listings::listing_state::filled ||
                                one.state == listings::listing_state::withdrawn);
}

} // namespace

console_pages::console_pages(listings::listings_service const& listings,
                             identity::directory const& known, vocabulary::catalogue const& codes,
                             std::string base, bool has_console, published_demand published,
                             std::vector<page_kind> more)
    : listings_(listings),
      known_(known),
      codes_(codes),
      has_console_(has_console),
      published_(std::move(published)),
      source_{.base = std::move(base), .kinds = {demand_pages(known, listings)}} {
    std::ranges::move(more, std::back_inserter(source_.kinds));
}

bool console_pages::has(std::string_view path) const {
    if (!has_console_) return false;
    return is_demand_path(path) || path == "/robots.txt" || path == "/sitemap.xml" ||
           sitemap_file_of(source_, path).has_value();
}

http::work console_pages::answer(http::request const& asked,
                                 http::static_files const& files) const {
    if (is_demand_path(asked.path)) return demand_page(asked, files);
    if (asked.path == "/sitemap.xml") return sitemap_index(source_, asked.received);
    if (auto const file = sitemap_file_of(source_, asked.path))
        return sitemap_of(source_, *file, asked.received);
    return http::response{
        .content_type = "text/plain; charset=utf-8",
        .body = "User-agent: *\nDisallow: /v1/\nSitemap: " + source_.base + "/sitemap.xml\n"};
}

std::string console_pages::address_of(uuid const& demand) const {
    return source_.base + std::string(demands) + to_string(demand);
}

http::work console_pages::demand_page(http::request const& asked,
                                      http::static_files const& files) const {
    std::string const reference(reference_in(asked.path));
    if (auto const id = parse_uuid(reference)) {
        if (auto const shown = published_(*id, asked.received))
            return files.page(asked, head_of(read_shown(*shown), codes_, address_of(*id)));
    }
    return http::read_work{
        [this, asked, &files, reference](db::session& sql) -> result<http::response> {
            return files.page(asked, head_from_database(sql, reference, asked.received));
        }};
}

http::page_head console_pages::head_from_database(db::session& sql, std::string_view reference,
                                                  instant now) const {
    security::principal const anybody;
    auto const id = parse_uuid(reference);
    auto const found = id ? listings_.read<listings::demand>(sql, anybody, *id, now)
                          : listings_.read<listings::demand>(sql, anybody, reference, now);
    if (found.has_value()) return head_of(found.value(), codes_, address_of(found.value().id));
    // An operator may read what has ended; whether it was everybody's once is judged here.
    security::principal const overseer{
        .audience = security::audience::operator_group, .region = "000000", .verified = true};
    auto const kept = id ? listings_.read<listings::demand>(sql, overseer, *id, now)
                         : listings_.read<listings::demand>(sql, overseer, reference, now);
    bool const was_public = kept.has_value() && has_ended(kept.value()) &&
                            known_.may_see(anybody, kept.value().organisation_id);
    return head_of_nothing(was_public ? gone : not_found);
}

} // namespace talent::pages
