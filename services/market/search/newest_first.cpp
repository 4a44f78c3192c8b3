#include "services/market/search/newest_first.hpp"

#include <array>

#include "services/market/index/bitmaps.hpp"

namespace talent::market {
namespace {

constexpr std::uint64_t always_looked_at = 1'024; // of so few documents
// To intersect with the documents of a day takes a tenth as long, for each of these, as a look at a
// document.
constexpr std::uint64_t day_share = 10;

// No document of a later day is behind `after`.
short_number first_day(std::optional<std::int64_t> score, rank_key const* after) {
    if (after == nullptr) return no_short_number;
    if (!score) return day_number(from_milliseconds(after->value));
    return *score == after->value ? day_number(from_milliseconds(after->published_ms))
                                  : no_short_number;
}

} // namespace

void offer_newest(partition const& part, Roaring const& documents,
                  std::optional<std::int64_t> score, rank_key const* after, ranked_places& page) {
    auto const offer = [&](slot place) {
        page.offer(score.value_or(part.published_ms(place)), place);
    };
    auto const count = documents.cardinality();
    if (count <= always_looked_at) return for_each_slot(documents, offer);
    std::uint64_t left = count * day_share; // what looking at all of them would take
    auto const& days = part.published_on();
    for (auto day = days.lower_bound(first_day(score, after)); day != days.end(); ++day) {
        auto const& [number, published] = *day;
        auto const cost = published.cardinality();
        if (cost > left) { // so many days without a full page: few of the documents are new
            auto const& dates = part.statistics();
            return for_each_slot(documents, [&](slot place) {
                if (dates.published_days()[place] <= number) offer(place);
            });
        }
        left -= cost;
        std::array<Roaring const*, 2> const both{&documents, &published};
        for_each_slot(intersection(both), offer);
        if (page.full()) return;
    }
}

} // namespace talent::market
