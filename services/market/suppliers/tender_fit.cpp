#include "services/market/suppliers/tender_fit.hpp"

#include <algorithm>
#include <array>
#include <bit>

#include "common/calendar/working_days.hpp"
#include "common/vocabulary/region_code.hpp"

namespace talent::market {
namespace {

using texts = std::vector<std::string>;
using pair = tender_pair;
using offerings::service_category;
using vocabulary::is_region_within;

// -- what a tender tells of --

struct sold_category {
    identity::capability by;
    service_category category;
};

using by = identity::capability;
using what = service_category;

constexpr std::array sold{
    sold_category{by::hr_company, what::mass_recruitment},
    sold_category{by::hr_company, what::campus_recruitment},
    sold_category{by::hr_company, what::job_fair},
    sold_category{by::hr_company, what::hr_outsourcing},
    sold_category{by::hr_company, what::payroll},
    sold_category{by::hr_company, what::talent_assessment},
    sold_category{by::headhunter, what::headhunting},
    sold_category{by::headhunter, what::overseas_recruitment},
    sold_category{by::labour_dispatch, what::labour_dispatch},
    sold_category{by::training, what::skills_training},
    sold_category{by::training, what::management_training},
    sold_category{by::training, what::continuing_education},
    sold_category{by::ip_agency, what::patent_service},
    sold_category{by::ip_agency, what::tech_transfer},
    sold_category{by::consulting, what::hr_consulting},
    sold_category{by::consulting, what::policy_application},
    sold_category{by::consulting, what::award_application},
    sold_category{by::university, what::degree_programme},
    sold_category{by::university, what::continuing_education},
    sold_category{by::research_institute, what::tech_transfer},
    sold_category{by::investment, what::investment_matching},
    sold_category{by::investment, what::incubation},
};

bool asks_for(procurement::eligibility const& asked, offerings::category_definition const& one) {
    auto const& required = asked.required_qualifications;
    return one.licence && std::ranges::find(required, *one.licence) != required.end();
}

bool sells(std::vector<identity::capability> const& able, service_category category) {
    return std::ranges::any_of(sold, [&](sold_category const& one) {
        return one.category == category && std::ranges::find(able, one.by) != able.end();
    });
}

word_set best_words(tendered_work const& tender, supplier const& agency) {
    word_set best = 0;
    offered_service const* of = nullptr; // services are in order of their ids
    for (auto const& each : agency.services) {
        auto const found = tender.words.found_in(each->words);
        auto const more = std::popcount(found) - std::popcount(best);
        if (of != nullptr &&
            (more < 0 || (more == 0 && each->one.published_at <= of->one.published_at)))
            continue;
        best = found;
        of = each.get();
    }
    return best;
}

// -- judging --

constexpr assessment decide(bool passes) {
    return {passes ? outcome::met : outcome::unmet, 0};
}
constexpr assessment share(int points_max, int percent) {
    auto const reached = percent >= 100 ? outcome::met
                         : percent > 0  ? outcome::partly
                                        : outcome::unmet;
    return {reached, points_max * percent / 100};
}
template <class E>
texts named(std::vector<E> const& all) {
    texts made;
    for (auto const each : all)
        made.emplace_back(json::name_of(each));
    return made;
}

bool may_be_awarded(pair const& one) {
    return one.agency.is_verified() && !one.agency.is_excluded(one.tender.one.region, one.now);
}
assessment assess_standing(pair const& one, int) {
    return decide(may_be_awarded(one));
}
texts require_verified(pair const&) {
    return {"verified"};
}
texts show_status(pair const& one) {
    if (one.agency.is_excluded(one.tender.one.region, one.now)) return {"excluded"};
    return {std::string(json::name_of(one.agency.profile.status))};
}
bool is_agency_verified(pair const& one) {
    return may_be_awarded(one);
}

bool holds(pair const& one, identity::qualification_kind kind) {
    return std::ranges::any_of(one.agency.qualifications, [&](auto const& each) {
        return each.kind == kind && identity::is_valid_on(each, one.today);
    });
}
std::vector<identity::qualification_kind> held_qualifications(pair const& one) {
    std::vector<identity::qualification_kind> held;
    for (auto const kind : one.tender.one.eligibility.required_qualifications) {
        if (holds(one, kind)) held.push_back(kind);
    }
    return held;
}
assessment assess_qualifications(pair const& one, int) {
    auto const& required = one.tender.one.eligibility.required_qualifications;
    return decide(std::ranges::all_of(required, [&](auto kind) { return holds(one, kind); }));
}
texts show_required(pair const& one) {
    return named(one.tender.one.eligibility.required_qualifications);
}
texts show_held(pair const& one) {
    return named(held_qualifications(one));
}
// Only what an operator has verified counts (identity::is_valid_on).
bool are_qualifications_verified(pair const& one) {
    return !held_qualifications(one).empty();
}

assessment assess_capabilities(pair const& one, int) {
    auto const& asked = one.tender.one.eligibility.capabilities;
    auto const& able = one.agency.profile.capabilities;
    return decide(asked.empty() || std::ranges::find_first_of(asked, able) != asked.end());
}
texts show_asked(pair const& one) {
    return named(one.tender.one.eligibility.capabilities);
}
texts show_able(pair const& one) {
    return named(one.agency.profile.capabilities);
}

assessment assess_text(pair const& one, int points_max) {
    return assess_words(one.tender.words, one.words_found, points_max);
}
texts show_words(pair const& one) {
    return one.tender.words.words;
}
texts show_found(pair const& one) {
    return one.tender.words.named(one.words_found);
}

// In the order of the enumeration, each once.
std::vector<service_category> categories_offered(pair const& one) {
    std::vector<service_category> made;
    for (auto const& each : one.agency.services)
        made.push_back(each->one.category);
    std::ranges::sort(made);
    made.erase(std::unique(made.begin(), made.end()), made.end());
    return made;
}
int category_percent(service_category wanted, service_category offered) {
    if (wanted == offered) return 100;
    return offerings::definition_of(wanted).stage == offerings::definition_of(offered).stage ? 40
                                                                                             : 0;
}
assessment assess_category(pair const& one, int points_max) {
    if (one.tender.categories.empty()) return {outcome::unknown, points_max / 2};
    int best = 0;
    for (auto const& each : one.agency.services) {
        for (auto const wanted : one.tender.categories)
            best = std::max(best, category_percent(wanted, each->one.category));
    }
    return share(points_max, best);
}
texts show_categories(pair const& one) {
    return named(one.tender.categories);
}
texts show_offered(pair const& one) {
    return named(categories_offered(one));
}

// The home region first, then what is served, each once.
texts regions_of(pair const& one) {
    texts made;
    if (!one.agency.profile.region.empty()) made.push_back(one.agency.profile.region);
    for (auto const& service : one.agency.services) {
        for (auto const& region : service->one.regions) {
            if (std::ranges::find(made, region) == made.end()) made.push_back(region);
        }
    }
    return made;
}
assessment assess_region(pair const& one, int points_max) {
    int best = 0;
    auto const& wanted = one.tender.one.region;
    auto const consider = [&](std::string const& served) {
        best = std::max(best, is_region_within(wanted, served)   ? 100
                              : is_region_within(served, wanted) ? 60
                                                                 : 0);
    };
    consider(one.agency.profile.region);
    for (auto const& service : one.agency.services)
        std::ranges::for_each(service->one.regions, consider);
    return share(points_max, best);
}
texts show_region(pair const& one) {
    return {one.tender.one.region};
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
bool has_reviews(pair const& one) {
    return one.ratings.count > 0;
}

assessment assess_deliveries(pair const& one, int points_max) {
    auto const done = static_cast<std::int64_t>(one.agency.delivered.size());
    return share(points_max,
                 static_cast<int>(100 * std::min(done, deliveries_enough) / deliveries_enough));
}
texts show_enough(pair const&) {
    return {std::to_string(deliveries_enough)};
}
texts show_delivered(pair const& one) {
    return {std::to_string(one.agency.delivered.size())};
}
// By the buyers who accepted them.
bool has_delivered(pair const& one) {
    return !one.agency.delivered.empty();
}

constexpr auto hard = criterion_kind::hard;
constexpr auto soft = criterion_kind::soft;

constexpr std::array<pair_criterion<pair>, 8> criteria{{
    {{"standing", hard}, assess_standing, require_verified, show_status, is_agency_verified},
    {{"qualifications", hard},
     assess_qualifications,
     show_required,
     show_held,
     are_qualifications_verified},
    {{"capabilities", hard}, assess_capabilities, show_asked, show_able, is_agency_verified},
    {{"words", soft, 35, 10, 60}, assess_text, show_words, show_found},
    {{"category", soft, 25, 0, 60}, assess_category, show_categories, show_offered},
    {{"region", soft, 15, 0, 40}, assess_region, show_region, regions_of},
    {{"reviews", soft, 15, 0, 40}, assess_reviews, show_nothing, show_reviews, has_reviews},
    {{"deliveries", soft, 10, 0, 40},
     assess_deliveries,
     show_enough,
     show_delivered,
     has_delivered},
}};

constexpr int total_weight() {
    int total = 0;
    for (auto const& one : criteria)
        total += one.what.weight;
    return total;
}
static_assert(total_weight() == 100);

} // namespace

std::vector<service_category> categories_of(procurement::eligibility const& asked) {
    std::vector<service_category> made;
    for (auto const& one : offerings::all_categories()) {
        if (asks_for(asked, one) || sells(asked.capabilities, one.category))
            made.push_back(one.category);
    }
    return made;
}

tender_pair pair_of(tendered_work const& tender, supplier const& agency, instant now) {
    return {tender, agency, now, calendar::day_of(now)};
}

void complete(tender_pair& pair) {
    pair.words_found = best_words(pair.tender, pair.agency);
    pair.ratings = pair.agency.ratings(pair.now);
}

pair_table<tender_pair> tender_table() {
    return criteria;
}

} // namespace talent::market
