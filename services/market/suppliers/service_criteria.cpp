#include <algorithm>
#include <array>
#include <bit>

#include "common/vocabulary/region_code.hpp"
#include "services/market/suppliers/service_need.hpp"

namespace talent::market {
namespace {

using texts = std::vector<std::string>;
using pair = service_pair;
using vocabulary::is_region_within;

constexpr std::int64_t rating_lowest = 100; // hundredths
constexpr std::int64_t rating_highest = 500;
constexpr std::int64_t rating_good = 400;

texts just(std::string_view text) {
    return text.empty() ? texts{} : texts{std::string(text)};
}
texts number(std::optional<std::int64_t> const& one) {
    return one ? just(std::to_string(*one)) : texts{};
}
template <class E>
texts named(E one) {
    return just(json::name_of(one));
}

constexpr assessment decide(bool passes) {
    return {passes ? outcome::met : outcome::unmet, 0};
}
constexpr assessment share(int points_max, int percent) {
    auto const reached = percent >= 100 ? outcome::met
                         : percent > 0  ? outcome::partly
                                        : outcome::unmet;
    return {reached, points_max * percent / 100};
}
constexpr assessment unknown(int points_max) {
    return {outcome::unknown, points_max / 2};
}
// points_max × part / whole, with part < whole: no criterion that is so reckoned can be given more
// than 9,000 points, so amounts up to money_fen_max fit 64 bits.
constexpr assessment proportion(int points_max, std::int64_t part, std::int64_t whole) {
    return {part > 0 ? outcome::partly : outcome::unmet,
            static_cast<int>(points_max * part / whole)};
}

// -- hard --

assessment assess_seller(pair const& one, int) {
    return decide(one.seller.is_verified());
}
texts require_verified(pair const&) {
    return {"verified"};
}
texts show_status(pair const& one) {
    return named(one.seller.profile.status);
}
bool is_seller_verified(pair const& one) {
    return one.seller.is_verified();
}

suiting_category const* suiting(pair const& one) {
    auto const found = std::ranges::find(one.need.categories, one.offered.one.category,
                                         &suiting_category::category);
    return found == one.need.categories.end() ? nullptr : &*found;
}
assessment assess_category(pair const& one, int) {
    return decide(one.need.categories.empty() || suiting(one) != nullptr);
}
texts show_suiting(pair const& one) {
    texts made;
    for (auto const& each : one.need.categories)
        made.emplace_back(json::name_of(each.category));
    return made;
}
texts show_category(pair const& one) {
    return named(one.offered.one.category);
}

assessment assess_stage(pair const& one, int) {
    return decide(!one.need.stage || *one.need.stage == one.offered.one.chain_stage);
}
texts show_wanted_stage(pair const& one) {
    return one.need.stage ? named(*one.need.stage) : texts{};
}
texts show_stage(pair const& one) {
    return named(one.offered.one.chain_stage);
}

bool needs_licence(pair const& one) {
    return offerings::definition_of(one.offered.one.category).licence.has_value();
}
// Empty where none is needed.
result<std::string> licence_of(pair const& one) {
    return offerings::licence_for(one.offered.one.category, one.seller.qualifications, one.today);
}
assessment assess_licence(pair const& one, int) {
    return decide(licence_of(one).has_value());
}
texts show_wanted_licence(pair const& one) {
    auto const& licence = offerings::definition_of(one.offered.one.category).licence;
    return licence ? named(*licence) : texts{};
}
texts show_licence(pair const& one) {
    auto const held = licence_of(one);
    return held.has_value() ? just(held.value()) : texts{};
}
// Only what an operator has verified counts (identity::is_valid_on).
bool is_licence_verified(pair const& one) {
    return needs_licence(one) && licence_of(one).has_value();
}

bool serves_all(pair const& one) {
    return offerings::serves(one.offered.one, one.need.region);
}
bool serves_part(pair const& one) {
    return std::ranges::any_of(one.offered.one.regions, [&](std::string const& each) {
        return is_region_within(each, one.need.region);
    });
}
assessment assess_region(pair const& one, int) {
    return decide(one.need.region.empty() || serves_all(one) || serves_part(one));
}
texts show_wanted_region(pair const& one) {
    return just(one.need.region);
}
texts show_regions(pair const& one) {
    return one.offered.one.regions;
}

// -- soft --

assessment assess_text(pair const& one, int points_max) {
    return assess_words(one.need.words, one.words_found, points_max);
}
texts show_words(pair const& one) {
    return one.need.words.words;
}
texts show_found(pair const& one) {
    return one.need.words.named(one.words_found);
}

assessment assess_price(pair const& one, int points_max) {
    if (!one.need.budget) return share(points_max, 100);
    auto const& price = one.offered.one.price;
    if (!price) return unknown(points_max);
    auto const budget = one.need.budget->fen;
    if (price->fen <= budget) return share(points_max, 100);
    auto const beyond = price->fen - budget;
    return beyond >= budget ? share(points_max, 0)
                            : proportion(points_max, budget - beyond, budget);
}
texts show_budget(pair const& one) {
    return one.need.budget ? just(format_money(*one.need.budget)) : texts{};
}
texts show_price(pair const& one) {
    auto const& price = one.offered.one.price;
    return price ? just(format_money(*price)) : named(one.offered.one.price_model);
}

assessment assess_suitability(pair const& one, int points_max) {
    auto const* const found = suiting(one);
    return share(points_max, found == nullptr ? 100 : found->percent);
}

assessment assess_at_most(std::optional<std::int64_t> const& wanted,
                          std::optional<std::int64_t> const& offered, int points_max) {
    if (!wanted) return share(points_max, 100);
    if (!offered) return unknown(points_max);
    return *offered <= *wanted ? share(points_max, 100) : proportion(points_max, *wanted, *offered);
}
assessment assess_response(pair const& one, int points_max) {
    return assess_at_most(one.need.response_hours, one.offered.one.response_hours, points_max);
}
texts show_wanted_response(pair const& one) {
    return number(one.need.response_hours);
}
texts show_response(pair const& one) {
    return number(one.offered.one.response_hours);
}
assessment assess_delivery(pair const& one, int points_max) {
    return assess_at_most(one.need.delivery_days, one.offered.one.delivery_days, points_max);
}
texts show_wanted_delivery(pair const& one) {
    return number(one.need.delivery_days);
}
texts show_delivery(pair const& one) {
    return number(one.offered.one.delivery_days);
}

assessment assess_coverage(pair const& one, int points_max) {
    return share(points_max, one.need.region.empty() || serves_all(one) ? 100 : 50);
}

assessment assess_reviews(pair const& one, int points_max) {
    return assess_ratings(one.ratings, points_max);
}
texts show_reviews(pair const& one) {
    return show_ratings(one.ratings);
}
texts show_nothing(pair const&) {
    return {};
}
// Written by the buyer of a finished order of this platform.
bool has_reviews(pair const& one) {
    return one.ratings.count > 0;
}

constexpr auto hard = criterion_kind::hard;
constexpr auto soft = criterion_kind::soft;

constexpr std::array<pair_criterion<pair>, 12> criteria{{
    {{"seller", hard}, assess_seller, require_verified, show_status, is_seller_verified},
    {{"category", hard}, assess_category, show_suiting, show_category},
    {{"stage", hard}, assess_stage, show_wanted_stage, show_stage},
    {{"licence", hard}, assess_licence, show_wanted_licence, show_licence, is_licence_verified},
    {{"region", hard}, assess_region, show_wanted_region, show_regions},
    {{"words", soft, 30, 10, 60}, assess_text, show_words, show_found},
    {{"price", soft, 15, 0, 40}, assess_price, show_budget, show_price},
    {{"suitability", soft, 15, 0, 40}, assess_suitability, show_suiting, show_category},
    {{"response", soft, 10, 0, 40}, assess_response, show_wanted_response, show_response},
    {{"delivery", soft, 10, 0, 40}, assess_delivery, show_wanted_delivery, show_delivery},
    {{"coverage", soft, 10, 0, 40}, assess_coverage, show_wanted_region, show_regions},
    {{"reviews", soft, 10, 0, 40}, assess_reviews, show_nothing, show_reviews, has_reviews},
}};
static_assert(money_fen_max <= INT64_MAX / most_points(criteria, "price"),
              "a share of an amount may not fit 64 bits");

constexpr int total_weight() {
    int total = 0;
    for (auto const& one : criteria)
        total += one.what.weight;
    return total;
}
static_assert(total_weight() == 100);

} // namespace

assessment assess_words(need_words const& wanted, word_set found, int points_max) {
    auto const count = static_cast<std::int64_t>(wanted.words.size());
    auto const offered = static_cast<std::int64_t>(std::popcount(found));
    return offered == count ? share(points_max, 100) : proportion(points_max, offered, count);
}

assessment assess_ratings(offerings::rating_summary const& ratings, int points_max) {
    if (!ratings.average_hundredths) return unknown(points_max);
    auto const average = *ratings.average_hundredths;
    auto const points =
        static_cast<int>(points_max * (average - rating_lowest) / (rating_highest - rating_lowest));
    return {average >= rating_good    ? outcome::met
            : average > rating_lowest ? outcome::partly
                                      : outcome::unmet,
            points};
}

// The average of so many: "4.33", "12".
texts show_ratings(offerings::rating_summary const& ratings) {
    if (!ratings.average_hundredths) return {};
    auto const average = *ratings.average_hundredths;
    auto const cents = std::to_string(average % 100);
    return {std::to_string(average / 100) + "." + (cents.size() < 2 ? "0" : "") + cents,
            std::to_string(ratings.count)};
}

pair_table<service_pair> service_table() {
    return criteria;
}

} // namespace talent::market
