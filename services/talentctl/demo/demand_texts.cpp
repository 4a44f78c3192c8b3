#include "services/talentctl/demo/demand_texts.hpp"

#include <algorithm>
#include <array>

#include "services/talentctl/demo/pay_model.hpp"
#include "services/talentctl/demo/wording.hpp"
#include "services/talentctl/demo/work_words.hpp"

namespace talent::demo {
namespace {

using listings::demand;

constexpr std::array<std::int64_t, 8> usual_experience_years{0, 1, 1, 2, 3, 3, 5, 8};
constexpr int urgent_percent = 6;
constexpr int own_region_percent = 4;

constexpr std::array headlines_chinese{"【五险一金】", "【双休】", "【可接受应届】", "【急聘】",
                                       "【包食宿】"};
constexpr std::array benefits_chinese{"五险一金，带薪年假，年度体检", "提供人才公寓与餐补",
                                      "双休，弹性工作时间",           "入职培训，导师带教",
                                      "可申请市级人才补贴与购房补贴", "年终奖与项目奖金",
                                      "股权激励，晋升通道清晰"};
constexpr std::array benefits_english{"Full social insurance and housing fund, paid annual leave",
                                      "Relocation support and help with the talent visa",
                                      "Flexible hours and two days of home office a week",
                                      "Annual bonus and training budget"};

std::string described_work(work_words const& words, language spoken, std::string_view first,
                           std::string_view second, dice& chance) {
    std::vector<std::string> sentences;
    auto const count = static_cast<std::size_t>(chance.between(3, 5));
    for (auto const each : draw_some(words.duties, count, chance))
        sentences.push_back(filled_in(each, first, second));
    // What the work is about comes first, however the rest is ordered.
    auto const about = std::ranges::find(sentences, filled_in(words.duties.front(), first, second));
    if (about == sentences.end())
        sentences.insert(sentences.begin(), filled_in(words.duties.front(), first, second));
    else
        std::rotate(sentences.begin(), about, about + 1);
    return listed(sentences, spoken, chance);
}

std::string experience_asked(std::int64_t years, language spoken) {
    if (spoken == language::english) {
        return years == 0 ? "Graduates are welcome"
                          : "At least " + std::to_string(years) + " years of relevant experience";
    }
    return years == 0 ? "经验不限，欢迎应届毕业生" : std::to_string(years) + "年及以上相关工作经验";
}

std::string education_asked(demand const& notice, language spoken) {
    std::string asked(education_name(notice.education_min, spoken));
    bool const any = notice.education_min == listings::education::none;
    if (!any) asked.append(spoken == language::chinese ? "及以上学历" : " or higher");
    return asked;
}

std::string described_conditions(demand const& notice, work_words const& words, language spoken,
                                 vocabulary::catalogue const& codes, dice& chance) {
    auto const first = skill_name(codes, notice.skills_required.front(), spoken);
    auto const second = skill_name(codes, notice.skills_required.at(1), spoken);
    bool const chinese = spoken == language::chinese;
    std::vector<std::string> sentences{education_asked(notice, spoken),
                                       experience_asked(notice.experience_years_min, spoken),
                                       (chinese ? "熟练掌握" : "Command of ") +
                                           skill_names(codes, notice.skills_required, spoken)};
    for (auto const each : draw_some(words.qualities, 2, chance))
        sentences.push_back(filled_in(each, first, second));
    if (chance.chance(50)) {
        sentences.push_back(chinese ? "我们提供：" + std::string(chance.pick(benefits_chinese))
                                    : "We offer: " + std::string(chance.pick(benefits_english)));
    }
    return listed(sentences, spoken, chance);
}

listings::employment_type draw_employment(dice& chance) {
    static constexpr std::array weights{86, 4, 5, 3, 2};
    return static_cast<listings::employment_type>(chance.weighted(weights));
}

std::int64_t draw_headcount(work_field field, dice& chance) {
    bool const many = field == work_field::production || field == work_field::hospitality ||
                      field == work_field::logistics;
    return many ? chance.between(2, 40) : chance.between(1, chance.chance(80) ? 3 : 10);
}

} // namespace

demand draw_demand(profession const& work, place const& where, vocabulary::catalogue const& codes,
                   dice& chance) {
    auto const spoken = draw_language(work, chance);
    auto const& words = spoken == language::english ? english_words() : chinese_words(work.field);
    demand notice;
    notice.experience_years_min = chance.pick(usual_experience_years);
    notice.title = draw_title(work, spoken, notice.experience_years_min, chance);
    if (spoken == language::chinese && chance.chance(8))
        notice.title.append(chance.pick(headlines_chinese));
    notice.occupation = work.occupation;
    notice.industry = draw_industry(work, chance);
    notice.region = where.region;
    notice.place = street_address(where, chance);
    notice.headcount = draw_headcount(work.field, chance);
    notice.education_min = draw_education(work, chance);
    notice.skills_required = draw_skills(work, 3, chance);
    for (auto const& skill : draw_skills(work, 5, chance)) {
        bool const required =
            std::ranges::find(notice.skills_required, skill) != notice.skills_required.end();
        if (!required) notice.skills_preferred.push_back(skill);
    }
    auto const pay = draw_offered_pay(work, where, notice.experience_years_min, chance);
    notice.pay_min = pay.least;
    notice.pay_max = pay.most;
    notice.employment = draw_employment(chance);
    notice.scope = chance.chance(own_region_percent) ? listings::listing_scope::own_region
                                                     : listings::listing_scope::everywhere;
    notice.urgent = chance.chance(urgent_percent);
    notice.work_content =
        described_work(words, spoken, skill_name(codes, notice.skills_required.front(), spoken),
                       skill_name(codes, notice.skills_required.at(1), spoken), chance);
    notice.conditions = described_conditions(notice, words, spoken, codes, chance);
    return notice;
}

} // namespace talent::demo
