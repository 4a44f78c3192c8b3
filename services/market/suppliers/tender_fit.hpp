// tender ↔ agency: the table by which agencies are judged for a published tender. Pure; any thread.
//
// It tells a buyer who is there, and an agency what it could bid for. It decides nothing of a
// procedure: bids are judged by the tender's own criteria and by nobody's place here. Where an
// agency sits is no hard condition, since a supplier may not be shut out by its location
// (Implementing Regulation of the Government Procurement Law, art. 20 item 7).
#pragma once

#include <string>
#include <vector>

#include "services/market/suppliers/service_need.hpp"

namespace talent::market {

/// What can be told of a tender by what it asks of bidders: the categories that need one of the
/// required qualifications, and those that one of the capabilities asked for sells; in the order of
/// the enumeration, each once. Empty where it asks for nothing.
std::vector<offerings::service_category> categories_of(procurement::eligibility const& asked);

struct tender_pair {
    tendered_work const& tender;
    supplier const& agency;
    instant now;
    date today = {};
    /// Of the agency's offering that has most of them; of those the one published last, then the
    /// smaller id.
    word_set words_found = 0;
    offerings::rating_summary ratings = {};
};
tender_pair pair_of(tendered_work const& tender, supplier const& agency, instant now);
/// Words and ratings.
void complete(tender_pair& pair);

inline constexpr std::int64_t deliveries_enough = 5;

// clang-format off
/// Shares of points are rounded down.
///
/// Hard:
///   standing        an agency that is verified, neither suspended nor rejected since, and not
///                   excluded from the procurement of the tender's region
///   qualifications  every one required is held, verified, and valid on the day
///   capabilities    one of those asked for, where any are
///
/// Soft:
///   words       35  the share of the words of title, lots and items that one of its published
///                   offerings has
///   category    25  100 % where a published offering is of a category that the tender's
///                   eligibility tells of (categories_of), 40 % where one is at such a stage of the
///                   chain; half where it tells of none
///   region      15  100 % where the tender's region lies within one that is served or within the
///                   home region, 60 % where one of these lies within the tender's
///   reviews     15  none at an average of 1, all at 5; half without open reviews
///   deliveries  10  the share of five orders whose delivery the buyer accepted
// clang-format on
pair_table<tender_pair> tender_table();

} // namespace talent::market
