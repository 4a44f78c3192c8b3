#include "services/talentctl/demo/supply_texts.hpp"

#include <algorithm>
#include <array>

#include "services/talentctl/demo/pay_model.hpp"
#include "services/talentctl/demo/wording.hpp"
#include "services/talentctl/demo/work_words.hpp"

namespace talent::demo {
namespace {

using listings::supply;

constexpr int refuses_ranking_percent = 5;
constexpr int own_region_percent = 3;

constexpr std::array openings{"从事", "长期从事", "专注于", "一直从事"};
constexpr std::array closings{"期待长期稳定的发展平台", "目前在职，可在约定日期到岗",
                              "目前离职，随时到岗",     "希望在现居住地附近工作",
                              "可接受省内调动",         "愿意参与有挑战的项目"};
constexpr std::array closings_of_graduates{"随时到岗", "期待长期稳定的发展平台", "可接受省内调动",
                                           "愿意从基层岗位做起"};
constexpr std::array closings_english{
    "Looking for a long-term role in Zhejiang", "Available at short notice",
    "Open to travel within the province", "Prefers an international team"};

std::int64_t draw_experience_years(dice& chance) {
    static constexpr std::array weights{10, 10, 11, 11, 10, 9, 8, 7, 6, 5, 4,
                                        3,  2,  2,  2,  1,  1, 1, 1, 1, 1};
    return static_cast<std::int64_t>(chance.weighted(weights));
}

std::string chinese_summary(profession const& work, supply const& offer,
                            vocabulary::catalogue const& codes, dice& chance) {
    auto const years = offer.experience_years;
    auto const field = skill_name(codes, offer.skills.front(), language::chinese);
    std::string text(education_name(offer.education, language::chinese));
    text.append(offer.education == listings::education::none ? "，" : "学历，");
    text.append(years == 0 ? "应届毕业，系统学习过" : chance.pick(openings)).append(field);
    if (years > 0) text.append("相关工作").append(std::to_string(years)).append("年");
    text.append("，熟练掌握")
        .append(skill_names(codes, offer.skills, language::chinese))
        .append("。");
    auto const results = draw_some(chinese_words(work.field).results, years == 0 ? 0 : 2, chance);
    for (std::size_t i = 0; i < results.size(); ++i)
        text.append(results[i]).append(i + 1 == results.size() ? "。" : "，");
    return text.append(years == 0 ? chance.pick(closings_of_graduates) : chance.pick(closings))
        .append("。");
}

std::string english_summary(supply const& offer, vocabulary::catalogue const& codes, dice& chance) {
    std::string text(education_name(offer.education, language::english));
    text.append(", ")
        .append(std::to_string(offer.experience_years))
        .append(" years of experience with ");
    text.append(skill_names(codes, offer.skills, language::english)).append(". ");
    if (offer.experience_years > 0) text.append(chance.pick(english_words().results)).append(". ");
    return text.append(chance.pick(closings_english)).append(".");
}

std::vector<std::string> draw_regions(places const& all_places, place const& home, dice& chance) {
    static constexpr std::array weights{30, 50, 12,
                                        8}; // the county, its city, two cities, the province
    switch (chance.weighted(weights)) {
        case 0:
            return {home.region};
        case 1:
            return {home.city};
        case 2: {
            auto const& other = all_places.draw_city(chance);
            if (other.region == home.city) return {home.city};
            return {home.city, other.region};
        }
        default:
            return {std::string(province_code)};
    }
}

std::vector<listings::employment_type> draw_employments(dice& chance) {
    using enum listings::employment_type;
    if (chance.chance(70)) return {full_time};
    if (chance.chance(40)) return {full_time, project};
    return chance.chance(50) ? std::vector{full_time, part_time}
                             : std::vector{full_time, internship};
}

} // namespace

supply draw_supply(profession const& work, places const& all_places, place const& home, date today,
                   vocabulary::catalogue const& codes, dice& chance) {
    auto const spoken = draw_language(work, chance);
    supply offer;
    offer.experience_years = draw_experience_years(chance);
    offer.title = draw_title(work, spoken, offer.experience_years, chance);
    offer.occupation = work.occupation;
    offer.industry = draw_industry(work, chance);
    offer.education = draw_education(work, chance);
    offer.skills = draw_skills(work, 6, chance);
    offer.regions = draw_regions(all_places, home, chance);
    auto const pay = draw_asked_pay(work, home, offer.experience_years, chance);
    offer.pay_min = pay.least;
    offer.pay_max = pay.most;
    if (chance.chance(70)) offer.available_from = today + std::chrono::days(chance.between(0, 90));
    offer.employments = draw_employments(chance);
    offer.scope = chance.chance(own_region_percent) ? listings::listing_scope::own_region
                                                    : listings::listing_scope::everywhere;
    offer.personalised_ranking = !chance.chance(refuses_ranking_percent);
    offer.summary = spoken == language::english ? english_summary(offer, codes, chance)
                                                : chinese_summary(work, offer, codes, chance);
    return offer;
}

} // namespace talent::demo
