#include <algorithm>

#include "services/market/statistics/gap_statistics.hpp"
#include "services/offerings/category.hpp"

namespace talent::market {
namespace {

using json::code_list;

std::int64_t count_providers(partition const& part, Roaring const& offerings) {
    std::vector<std::uint32_t> organisations;
    for (auto const place : offerings)
        organisations.push_back(part.statistics().organisations()[place]);
    std::ranges::sort(organisations);
    auto const repeated = std::ranges::unique(organisations);
    return static_cast<std::int64_t>(repeated.begin() - organisations.begin());
}

// Under the partition's lock.
service_cover cover_within(partition const& part, Roaring const& live, code_number region,
                           std::string_view category) {
    Roaring const offerings = part.matching(search_field::category, category) & live;
    Roaring const here = part.related(search_field::region, region) & offerings;
    Roaring const whole = part.on_the_way_up(search_field::region, region) & offerings;
    return {.offerings = static_cast<std::int64_t>(here.cardinality()),
            .providers = count_providers(part, here),
            .providers_whole = count_providers(part, whole)};
}

// Down to the level, those of the filter themselves included.
std::vector<code_number> regions_down_to(code_space const& codes, int level,
                                         std::vector<std::string> const& filter) {
    std::vector<code_number> found;
    auto const take = [&](code_number from, code_number to) {
        for (auto code = from; code < to; ++code) {
            if (codes.level(code_list::region, code) <= level) found.push_back(code);
        }
    };
    if (filter.empty()) take(0, static_cast<code_number>(codes.size(code_list::region)));
    for (auto const code : codes.outermost(code_list::region, filter))
        take(code, codes.end(code_list::region, code));
    return found;
}

} // namespace

service_cover cover_of(market_index const& index, std::string_view region,
                       std::string_view category, instant now) {
    auto const code = index.codes().number(code_list::region, region);
    if (code == no_code) return {};
    auto const& part = index.part(document_kind::offering);
    partition::reading const lock(part);
    return cover_within(part, part.live(now), code, category);
}

std::int64_t open_demands_in(market_index const& index, std::string_view region, instant now) {
    auto const code = index.codes().number(code_list::region, region);
    if (code == no_code) return 0;
    auto const& part = index.part(document_kind::demand);
    partition::reading const lock(part);
    Roaring const here = part.related(search_field::region, code) & part.live(now);
    return static_cast<std::int64_t>(here.cardinality());
}

service_gaps reckon_service_gaps(market_index const& index, std::vector<std::string> const& regions,
                                 std::optional<int> level, instant now) {
    auto const& codes = index.codes();
    auto const down_to = level.value_or(level_below(codes, code_list::region, regions));
    auto const& part = index.part(document_kind::offering);
    partition::reading const lock(part);
    Roaring const live = part.live(now);
    service_gaps made;
    for (auto const region : regions_down_to(codes, down_to, regions)) {
        auto const& entry = codes.entry(code_list::region, region);
        for (auto const& sold : offerings::all_categories()) {
            auto const cover = cover_within(part, live, region, json::name_of(sold.category));
            made.items.push_back({.region = entry.code,
                                  .region_name_zh = entry.name_zh,
                                  .region_name_en = entry.name_en,
                                  .category = std::string(json::name_of(sold.category)),
                                  .stage = std::string(json::name_of(sold.stage)),
                                  .offerings = cover.offerings,
                                  .providers = cover.providers,
                                  .providers_whole = cover.providers_whole});
        }
    }
    return made;
}

} // namespace talent::market
