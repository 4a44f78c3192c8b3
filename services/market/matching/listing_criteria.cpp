#include <algorithm>
#include <array>
#include <stdexcept>

#include "services/market/matching/candidate_scoring.hpp"
#include "services/market/matching/candidate_source.hpp"
#include "services/market/matching/criteria.hpp"

namespace talent::market {
namespace {

using json::code_list;
using texts = std::vector<std::string>;

constexpr int unknown_percent = 50; // neither rewarded nor punished
constexpr int sub_major_level = 2;
constexpr int minor_group_level = 3;
constexpr std::chrono::days soon{30};
constexpr std::chrono::days later{90};

constexpr assessment share(int points_max, int percent) {
    auto const reached = percent >= 100 ? outcome::met
                         : percent > 0  ? outcome::partly
                                        : outcome::unmet;
    return {reached, points_max * percent / 100};
}

constexpr assessment unknown(int points_max) {
    return {outcome::unknown, points_max * unknown_percent / 100};
}

constexpr assessment decide(bool passes) {
    return {passes ? outcome::met : outcome::unmet, 0};
}

// points_max × part / whole, with 0 ≤ part < whole ≤ money_fen_max: fits 64 bits, see the table.
constexpr assessment proportion(int points_max, std::int64_t part, std::int64_t whole) {
    auto const points = static_cast<int>(points_max * part / whole);
    return {part > 0 ? outcome::partly : outcome::unmet, points};
}

// -- hard --

bool lie_within(code_space const& codes, std::span<short_number const> inner,
                std::span<short_number const> outer) {
    return std::ranges::any_of(inner, [&](short_number one) {
        return std::ranges::any_of(outer, [&](short_number other) {
            return codes.is_within(code_list::region, one, other);
        });
    });
}

assessment assess_region(profile_pair const& pair, int) {
    return decide(lie_within(pair.codes, pair.need.regions, pair.offer.regions) ||
                  lie_within(pair.codes, pair.offer.regions, pair.need.regions));
}

// What has the code or one within it, and what has one of those above it.
void append_related(partition const& part, search_field field, code_number code,
                    std::vector<Roaring const*>& to) {
    auto const list = definition_of(field).list;
    to.push_back(&part.within(field, code));
    for (auto above = part.codes().parent(list, code); above != no_code;
         above = part.codes().parent(list, above)) {
        to.push_back(&part.exactly(field, above));
    }
}

void narrow_region(candidate_source& candidates) {
    std::vector<Roaring const*> reached;
    for (auto const region : candidates.known.regions)
        append_related(candidates.part, search_field::region, region, reached);
    candidates.require_any(std::move(reached));
}

[[gnu::always_inline]] inline assessment assess_scope(profile_pair const& pair, int) {
    bool const need_admits =
        !pair.need.scoped || lie_within(pair.codes, pair.offer.regions, pair.need.regions);
    bool const offer_admits =
        !pair.offer.scoped || lie_within(pair.codes, pair.need.regions, pair.offer.regions);
    return decide(need_admits && offer_admits);
}

// The entry itself where it is a sub-major group or above.
code_number group_of(code_space const& codes, code_number occupation) {
    while (occupation != no_code &&
           codes.level(code_list::occupation, occupation) > sub_major_level) {
        occupation = codes.parent(code_list::occupation, occupation);
    }
    return occupation;
}

assessment assess_occupation_group(profile_pair const& pair, int) {
    auto const need = group_of(pair.codes, pair.need.occupation);
    auto const offer = group_of(pair.codes, pair.offer.occupation);
    if (need == no_code || offer == no_code) return decide(false);
    return decide(pair.codes.is_within(code_list::occupation, need, offer) ||
                  pair.codes.is_within(code_list::occupation, offer, need));
}

void narrow_occupation_group(candidate_source& candidates) {
    auto const group = group_of(candidates.part.codes(), candidates.known.occupation);
    std::vector<Roaring const*> related;
    if (group != no_code) append_related(candidates.part, search_field::occupation, group, related);
    candidates.require_any(std::move(related));
}

[[gnu::always_inline]] inline assessment assess_education(profile_pair const& pair, int) {
    return decide(pair.offer.education >= pair.need.education);
}

void narrow_education(candidate_source& candidates) {
    auto const* const fitting =
        candidates.part.fitting_as_held(search_field::education, candidates.known.education);
    if (fitting == nullptr) throw std::logic_error("a level of education without its bitmap");
    candidates.require_any({fitting});
}

[[gnu::always_inline]] inline assessment assess_pay(profile_pair const& pair, int) {
    if (pair.need.pay_max_fen == not_stated || pair.offer.pay_min_fen == not_stated)
        return unknown(0);
    return decide(pair.offer.pay_min_fen <= pair.need.pay_max_fen);
}

[[gnu::always_inline]] inline assessment assess_employment(profile_pair const& pair, int) {
    if (pair.need.employments == 0 || pair.offer.employments == 0) return unknown(0);
    return decide((pair.need.employments & pair.offer.employments) != 0);
}

// -- soft --

// By the lowest entry that holds both.
assessment share_of_common(code_space const& codes, code_number common, int points_max) {
    int const level = common == no_code ? 0 : codes.level(code_list::occupation, common);
    if (level >= minor_group_level) return share(points_max, 70);
    return share(points_max, level == sub_major_level ? 40 : level == 1 ? 10 : 0);
}

[[gnu::always_inline]] inline assessment assess_occupation(profile_pair const& pair,
                                                           int points_max) {
    if (pair.need.occupation == pair.offer.occupation) return share(points_max, 100);
    return share_of_common(
        pair.codes,
        pair.codes.common(code_list::occupation, pair.need.occupation, pair.offer.occupation),
        points_max);
}

std::int64_t shared_count(std::span<short_number const> one, std::span<short_number const> other) {
    std::int64_t count = 0;
    for (auto left = one.begin(), right = other.begin();
         left != one.end() && right != other.end();) {
        if (*left == *right) ++count;
        if (*left <= *right) {
            ++left;
        } else {
            ++right;
        }
    }
    return count;
}

assessment assess_skills(std::span<short_number const> wanted, profile const& offer,
                         int points_max) {
    auto const offered = shared_count(wanted, offer.skills);
    auto const count = static_cast<std::int64_t>(wanted.size());
    return offered == count ? share(points_max, 100) : proportion(points_max, offered, count);
}

assessment assess_required_skills(profile_pair const& pair, int points_max) {
    return assess_skills(pair.need.skills_required, pair.offer, points_max);
}

assessment assess_preferred_skills(profile_pair const& pair, int points_max) {
    return assess_skills(pair.need.skills_preferred, pair.offer, points_max);
}

// All that counted has been verified, and something did.
bool are_skills_verified(std::span<short_number const> wanted, profile const& offer) {
    auto const offered = shared_count(wanted, offer.skills);
    if (offered == 0) return false;
    return std::ranges::all_of(wanted, [&](short_number skill) {
        return !std::ranges::binary_search(offer.skills, skill) ||
               std::ranges::binary_search(offer.skills_verified, skill);
    });
}

bool are_required_skills_verified(profile_pair const& pair) {
    return are_skills_verified(pair.need.skills_required, pair.offer);
}

bool are_preferred_skills_verified(profile_pair const& pair) {
    return are_skills_verified(pair.need.skills_preferred, pair.offer);
}

assessment assess_experience(profile_pair const& pair, int points_max) {
    auto const had = std::max<std::int64_t>(pair.offer.experience_years, 0);
    if (had >= pair.need.experience_years) return share(points_max, 100);
    return proportion(points_max, had, pair.need.experience_years);
}

assessment assess_education_margin(profile_pair const& pair, int points_max) {
    if (pair.need.education == 0) return share(points_max, 100);
    int const margin = pair.offer.education - pair.need.education;
    int const percent = margin >= 2 ? 100 : margin == 1 ? 80 : 60;
    return {outcome::met, points_max * percent / 100};
}

assessment assess_pay_fit(profile_pair const& pair, int points_max) {
    auto const least = std::max<std::int64_t>(pair.offer.pay_min_fen, 0);
    auto const hoped =
        pair.offer.pay_max_fen != not_stated ? pair.offer.pay_max_fen : pair.offer.pay_min_fen;
    auto const paid = pair.need.pay_max_fen;
    if (paid == not_stated || hoped == not_stated) return unknown(points_max);
    if (paid >= hoped) return share(points_max, 100);
    return proportion(points_max, paid - least, hoped - least);
}

int closeness_percent(code_space const& codes, code_number need, code_number offer) {
    if (need == offer) return 100;
    if (codes.is_within(code_list::region, need, offer)) return 80;
    return codes.is_within(code_list::region, offer, need) ? 60 : 0;
}

assessment assess_region_closeness(profile_pair const& pair, int points_max) {
    int best = 0;
    for (auto const need : pair.need.regions) {
        for (auto const offer : pair.offer.regions)
            best = std::max(best, closeness_percent(pair.codes, need, offer));
    }
    return share(points_max, best);
}

assessment assess_availability(profile_pair const& pair, int points_max) {
    if (!pair.offer.available_from) return unknown(points_max);
    auto const wait = *pair.offer.available_from - pair.today;
    if (wait <= std::chrono::days{0}) return share(points_max, 100);
    return share(points_max, wait <= soon ? 60 : wait <= later ? 30 : 0);
}

// -- what facts show --

texts just(std::string_view text) {
    return text.empty() ? texts{} : texts{std::string(text)};
}

texts amount(std::optional<money> pay) {
    return pay ? just(format_money(*pay)) : texts{};
}

texts show_regions(document const& one) {
    return one.regions;
}
texts show_scope(document const& one) {
    return just(one.scoped ? "own_region" : "everywhere");
}
texts show_occupation(document const& one) {
    return just(one.occupation);
}
texts show_education(document const& one) {
    return just(json::name_of(one.education));
}
texts show_experience(document const& one) {
    return just(std::to_string(one.experience_years));
}
texts show_skills(document const& one) {
    return one.skills;
}
texts show_required_skills(document const& one) {
    return one.skills_required;
}
texts show_preferred_skills(document const& one) {
    return one.skills_preferred;
}
texts show_pay_min(document const& one) {
    return amount(one.pay_min);
}
texts show_pay_max(document const& one) {
    return amount(one.pay_max);
}
texts show_hoped_pay(document const& one) {
    return amount(one.pay_max ? one.pay_max : one.pay_min);
}
texts show_nothing(document const&) {
    return {};
}

texts show_employments(document const& one) {
    texts names;
    for (auto const type : one.employments)
        names.emplace_back(json::name_of(type));
    return names;
}

texts show_availability(document const& one) {
    return one.available_from ? just(format_date(*one.available_from)) : texts{};
}

bool is_education_verified(profile_pair const& pair) {
    return pair.offer.education_verified;
}
bool is_experience_verified(profile_pair const& pair) {
    return pair.offer.experience_verified;
}

// -- the table --

constexpr auto hard = criterion_kind::hard;
constexpr auto soft = criterion_kind::soft;

constexpr std::array<criterion, 14> criteria{{
    {"region", hard, 0, 0, 0, assess_region, show_regions, show_regions, nullptr, narrow_region},
    {"scope", hard, 0, 0, 0, assess_scope, show_scope, show_scope, nullptr, nullptr, false, true},
    {"occupation_group", hard, 0, 0, 0, assess_occupation_group, show_occupation, show_occupation,
     nullptr, narrow_occupation_group},
    {"education", hard, 0, 0, 0, assess_education, show_education, show_education,
     is_education_verified, narrow_education},
    {"pay", hard, 0, 0, 0, assess_pay, show_pay_max, show_pay_min, nullptr, nullptr, false, true},
    {"employment", hard, 0, 0, 0, assess_employment, show_employments, show_employments, nullptr,
     nullptr, false, true},
    {"occupation", soft, 25, 10, 60, assess_occupation, show_occupation, show_occupation, nullptr,
     nullptr, true, true},
    {"required_skills", soft, 30, 10, 60, assess_required_skills, show_required_skills, show_skills,
     are_required_skills_verified, nullptr},
    {"preferred_skills", soft, 8, 0, 40, assess_preferred_skills, show_preferred_skills,
     show_skills, are_preferred_skills_verified, nullptr},
    {"experience", soft, 12, 0, 40, assess_experience, show_experience, show_experience,
     is_experience_verified, nullptr},
    {"education_margin", soft, 5, 0, 20, assess_education_margin, show_education, show_education,
     is_education_verified, nullptr},
    {"pay_fit", soft, 10, 0, 40, assess_pay_fit, show_pay_max, show_hoped_pay, nullptr, nullptr},
    {"region_closeness", soft, 5, 0, 40, assess_region_closeness, show_regions, show_regions,
     nullptr, nullptr},
    {"availability", soft, 5, 0, 40, assess_availability, show_nothing, show_availability, nullptr,
     nullptr},
}};

constexpr int total_weight() {
    int total = 0;
    for (auto const& one : criteria)
        total += one.kind == soft ? one.weight : 0;
    return total;
}
static_assert(total_weight() == 100);

static_assert(money_fen_max <= INT64_MAX / most_points(criteria, "pay_fit"),
              "a share of an amount may not fit 64 bits");

constexpr market_definition listings_definition{"listings",
                                                1,
                                                document_kind::demand,
                                                document_kind::supply,
                                                criteria,
                                                &candidate_scoring<criteria>::run};

} // namespace

market_definition const& listing_market() {
    return listings_definition;
}

} // namespace talent::market
