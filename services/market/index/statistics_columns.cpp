#include "services/market/index/statistics_columns.hpp"

#include <algorithm>
#include <stdexcept>

#include "common/calendar/working_days.hpp"
#include "services/market/index/memory_use.hpp"
#include "services/market/index/pay_bucket.hpp"
#include "services/market/index/search_field.hpp"

namespace talent::market {
namespace {

constexpr std::int64_t posts_max = 1'000'000; // of one notice; more is counted as this

short_number shortened(code_number code, short_number none) {
    return code == no_code ? none : static_cast<short_number>(code);
}

// One less than a short_number counts: the size itself stands for "none".
short_number size_of(code_space const& codes, json::code_list list) {
    if (codes.size(list) >= no_short_number)
        throw std::length_error("a vocabulary is too large for the statistics' columns");
    return static_cast<short_number>(codes.size(list));
}

} // namespace

std::int64_t middle_pay_fen(std::int64_t pay_min_fen, std::int64_t pay_max_fen) {
    if (pay_min_fen == not_stated) return pay_max_fen;
    if (pay_max_fen == not_stated) return pay_min_fen;
    return (pay_min_fen + pay_max_fen) / 2;
}

short_number day_number(instant at) {
    auto const days = calendar::day_of(at).time_since_epoch().count();
    return static_cast<short_number>(std::clamp<std::int64_t>(days, 0, no_short_number - 1));
}

statistics_columns::statistics_columns(code_space const& codes)
    : no_occupation_(size_of(codes, json::code_list::occupation)),
      no_region_(size_of(codes, json::code_list::region)),
      documents_paying_(pay_bucket_count) {}

void statistics_columns::grow(slot place) {
    if (place < occupations_.size()) return;
    auto const size = static_cast<std::size_t>(place) + 1;
    occupations_.resize(size);
    regions_.resize(size);
    published_days_.resize(size);
    pay_buckets_.resize(size);
    experiences_.resize(size);
    posts_.resize(size);
    organisations_.resize(size);
    pays_fen_.resize(size);
}

void statistics_columns::put(slot place, document const& content, profile const& numbers) {
    grow(place);
    auto const pay = middle_pay_fen(numbers.pay_min_fen, numbers.pay_max_fen);
    occupations_[place] = shortened(numbers.occupation, no_occupation_);
    regions_[place] =
        shortened(numbers.regions.empty() ? no_code : numbers.regions.front(), no_region_);
    auto const day = day_number(content.published_at);
    earliest_day_ = latest_day_ == 0 ? day : std::min(earliest_day_, day);
    latest_day_ = std::max(latest_day_, day);
    published_days_[place] = day;
    pay_buckets_[place] = pay == not_stated ? no_short_number : pay_bucket_of(pay);
    experiences_[place] = static_cast<std::uint8_t>(
        std::clamp<std::int64_t>(content.experience_years, 0, experience_years_max));
    posts_[place] = static_cast<std::uint32_t>(
        std::clamp<std::int64_t>(content.headcount.value_or(1), 1, posts_max));
    pays_fen_[place] = pay;
    if (pay != not_stated) ++documents_paying_[pay_buckets_[place]];
    auto const next = static_cast<std::uint32_t>(documents_of_.size());
    auto const [found, added] = organisation_numbers_.emplace(content.organisation, next);
    if (added) documents_of_.push_back(0);
    organisations_[place] = found->second;
    ++documents_of_[found->second];
}

std::size_t statistics_columns::bytes() const {
    auto const row = 4 * sizeof(short_number) + sizeof(std::uint8_t) + 2 * sizeof(std::uint32_t) +
                     sizeof(std::int64_t);
    return occupations_.size() * row + bytes_of_table(organisation_numbers_) +
           bytes_of(documents_of_) + bytes_of(documents_paying_);
}

void statistics_columns::remove(slot place) {
    --documents_of_[organisations_[place]];
    if (pay_buckets_[place] != no_short_number) --documents_paying_[pay_buckets_[place]];
}

std::uint32_t statistics_columns::largest_organisation() const {
    return documents_of_.empty() ? 0 : *std::ranges::max_element(documents_of_);
}

std::vector<short_number> statistics_columns::pay_buckets_in_use() const {
    std::vector<short_number> found;
    for (std::size_t bucket = 0; bucket < documents_paying_.size(); ++bucket) {
        if (documents_paying_[bucket] > 0) found.push_back(static_cast<short_number>(bucket));
    }
    return found;
}

} // namespace talent::market
