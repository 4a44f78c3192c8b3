#include "services/talentctl/demo/pay_model.hpp"

#include <algorithm>

namespace talent::demo {
namespace {

constexpr std::int64_t fen_per_yuan = 100;
constexpr std::int64_t experience_of_median_years = 4;
constexpr std::int64_t experience_that_pays_years = 18; // beyond, pay grows no more
constexpr std::int64_t least_pay_yuan = 2'490;          // the province's minimum wage
constexpr std::int64_t noise_percent = 14;

/// By how much a year of experience raises pay, in percent of the median.
std::int64_t growth_percent(work_field field) {
    switch (field) {
        case work_field::software:
        case work_field::data:
        case work_field::finance:
        case work_field::law:
            return 9;
        case work_field::hardware:
        case work_field::machinery:
        case work_field::design:
        case work_field::sales:
        case work_field::human_resources:
        case work_field::health:
        case work_field::laboratory:
        case work_field::construction:
            return 7;
        case work_field::education:
        case work_field::office:
            return 5;
        case work_field::production:
        case work_field::logistics:
        case work_field::hospitality:
        case work_field::agriculture:
            return 3;
    }
    return 0;
}

std::int64_t percent_of_experience(work_field field, std::int64_t years) {
    auto const counted = std::min(years, experience_that_pays_years) - experience_of_median_years;
    return 100 + counted * growth_percent(field);
}

/// Pay is told in round figures: hundreds, above ten thousand five hundreds.
money rounded(std::int64_t yuan) {
    std::int64_t const step = yuan < 10'000 ? 100 : 500;
    auto const round = std::max((yuan + step / 2) / step * step, (least_pay_yuan + 99) / 100 * 100);
    return {round * fen_per_yuan};
}

std::int64_t draw_middle_yuan(profession const& work, place const& where, std::int64_t years,
                              dice& chance) {
    auto const noise = 100 + chance.between(-noise_percent, noise_percent);
    return work.pay_yuan * where.pay_percent / 100 * percent_of_experience(work.field, years) /
           100 * noise / 100;
}

pay_range range_of(std::int64_t middle_yuan, std::int64_t least_percent,
                   std::int64_t most_percent) {
    return {rounded(middle_yuan * least_percent / 100), rounded(middle_yuan * most_percent / 100)};
}

} // namespace

pay_range draw_offered_pay(profession const& work, place const& where,
                           std::int64_t experience_years, dice& chance) {
    auto const middle = draw_middle_yuan(work, where, experience_years + 1, chance);
    return range_of(middle, 85, 115 + chance.between(0, 30));
}

pay_range draw_asked_pay(profession const& work, place const& where, std::int64_t experience_years,
                         dice& chance) {
    auto const middle = draw_middle_yuan(work, where, experience_years, chance);
    return range_of(middle, 88, 105 + chance.between(0, 15));
}

} // namespace talent::demo
