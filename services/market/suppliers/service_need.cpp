#include "services/market/suppliers/service_need.hpp"

#include <algorithm>
#include <array>

#include "common/calendar/working_days.hpp"

namespace talent::market {
namespace {

using what = offerings::service_category;
using listings::employment_type;

constexpr std::int64_t many_posts = 10; // from there on recruiting in numbers is the direct way
constexpr std::int64_t senior_from_years = 5; // from there on people are sought out one by one

bool is_of(document const& demand, employment_type type) {
    return std::ranges::find(demand.employments, type) != demand.employments.end();
}

// How directly a category helps to fill a demand, in percent; 0: not at all.
int headhunting(document const& demand) {
    bool const senior = demand.experience_years >= senior_from_years ||
                        demand.education >= listings::education::master;
    return senior ? 100 : 60;
}
int mass_recruitment(document const& demand) {
    return demand.headcount.value_or(1) >= many_posts ? 100 : 60;
}
int campus_recruitment(document const& demand) {
    return demand.experience_years == 0 ? 100 : 0;
}
int labour_dispatch(document const& demand) {
    return is_of(demand, employment_type::dispatch) ? 100 : 0;
}
int hr_outsourcing(document const& demand) {
    return is_of(demand, employment_type::project) || is_of(demand, employment_type::part_time)
               ? 80
               : 30;
}
int in_passing(document const&) {
    return 60;
}
int around_it(document const&) {
    return 30;
}

struct helping_category {
    what category;
    int (*percent)(document const& demand);
};
constexpr std::array helping{
    helping_category{what::headhunting, headhunting},
    helping_category{what::mass_recruitment, mass_recruitment},
    helping_category{what::campus_recruitment, campus_recruitment},
    helping_category{what::overseas_recruitment, around_it},
    helping_category{what::job_fair, in_passing},
    helping_category{what::labour_dispatch, labour_dispatch},
    helping_category{what::hr_outsourcing, hr_outsourcing},
    helping_category{what::talent_assessment, around_it},
    helping_category{what::skills_training, around_it},
    helping_category{what::relocation, around_it},
};

} // namespace

service_need need_of_demand(document const& demand, vocabulary::catalogue const& codes) {
    service_need need;
    for (auto const& one : helping) {
        if (int const percent = one.percent(demand); percent > 0)
            need.categories.push_back({one.category, percent});
    }
    if (!demand.regions.empty()) need.region = demand.regions.front();
    need.words.append(demand.title);
    if (auto const* occupation = codes.find(json::code_list::occupation, demand.occupation))
        need.words.append(occupation->name_zh);
    return need;
}

service_pair pair_of(service_need const& need, supplier const& seller,
                     offered_service const& offered, instant now) {
    return {need, seller, offered, now, calendar::day_of(now)};
}

void complete(service_pair& pair) {
    pair.words_found = pair.need.words.found_in(pair.offered.words);
    pair.ratings = pair.seller.ratings(pair.now);
}

} // namespace talent::market
