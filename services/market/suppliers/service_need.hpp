// need ↔ offering: what somebody needs of the services on the market, what a demand for talent
// needs of them, and the table by which published offerings are judged for it. Pure; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/market/index/document.hpp"
#include "services/market/suppliers/supplier_book.hpp"
#include "services/market/suppliers/table_matching.hpp"
#include "services/offerings/category.hpp"

namespace talent::market {

/// A category that would meet a need, and how directly.
struct suiting_category {
    offerings::service_category category = offerings::service_category::skills_training;
    int percent = 100;
};

/// What is left out asks for nothing.
struct service_need {
    std::vector<suiting_category> categories; // one of these
    std::optional<offerings::chain_stage> stage;
    std::string region; // where it is needed
    need_words words;
    std::optional<money> budget; // for the service, or for one head of it
    std::optional<std::int64_t> response_hours;
    std::optional<std::int64_t> delivery_days; // working days
};

/// What would help to fill a demand: the categories of the table in the .cpp, where it is, and the
/// words of its title and of its occupation's name.
service_need need_of_demand(document const& demand, vocabulary::catalogue const& codes);

struct service_pair {
    service_need const& need;
    supplier const& seller;
    offered_service const& offered;
    instant now;
    date today = {};
    word_set words_found = 0;
    offerings::rating_summary ratings = {};
};
service_pair pair_of(service_need const& need, supplier const& seller,
                     offered_service const& offered, instant now);
/// Words and ratings.
void complete(service_pair& pair);

// clang-format off
/// Shares of points are rounded down.
///
/// Hard:
///   seller    an agency that is verified
///   category  one of those that would meet the need
///   stage     the stage of the chain that is asked for
///   licence   the one that the category needs of its seller, verified and valid on the day
///   region    one it is served in lies within the one asked for, or the other way round
///
/// Soft:
///   words        30  the share of the need's words that title, description and terms have; all of
///                    it where none are given
///   price        15  100 % up to the budget or without one, from there down to none at twice the
///                    budget; half where the price is a percentage or a quote
///   suitability  15  how directly the category meets the need: 100 % where it was asked for
///   response     10  100 % up to the hours asked for, beyond it the share asked / offered; half
///                    where it is not stated
///   delivery     10  likewise, in working days
///   coverage     10  100 % where all of the region asked for is served, else half
///   reviews      10  none at an average of 1, all at 5; half without open reviews
// clang-format on
pair_table<service_pair> service_table();

/// For `reviews` of every table.
assessment assess_ratings(offerings::rating_summary const& ratings, int points_max);
std::vector<std::string> show_ratings(offerings::rating_summary const& ratings);
/// The share of the words.
assessment assess_words(need_words const& wanted, word_set found, int points_max);

} // namespace talent::market
