#include "services/talentctl/demo/wording.hpp"

#include <algorithm>
#include <array>

namespace talent::demo {
namespace {

constexpr int english_percent = 12;

/// Fields whose titles carry a grade: 高级, Senior.
bool is_graded(work_field field) {
    switch (field) {
        case work_field::software:
        case work_field::data:
        case work_field::hardware:
        case work_field::machinery:
        case work_field::design:
        case work_field::laboratory:
            return true;
        default:
            return false;
    }
}

std::string_view grade_of(std::int64_t experience_years, language spoken) {
    bool const chinese = spoken == language::chinese;
    if (experience_years >= 8) return chinese ? "资深" : "Principal ";
    if (experience_years >= 5) return chinese ? "高级" : "Senior ";
    if (experience_years == 0) return chinese ? "初级" : "Junior ";
    return {};
}

bool has_grade(std::string_view title) {
    constexpr std::array marks{"高级", "资深",   "专家",    "架构师",   "总监",
                               "经理", "Senior", "Manager", "Architect"};
    return std::ranges::any_of(
        marks, [&](std::string_view mark) { return title.find(mark) != std::string_view::npos; });
}

} // namespace

language draw_language(profession const& work, dice& chance) {
    bool const english = !work.english_titles.empty() && chance.chance(english_percent);
    return english ? language::english : language::chinese;
}

std::string draw_title(profession const& work, language spoken, std::int64_t experience_years,
                       dice& chance) {
    auto const titles = parts(spoken == language::english ? work.english_titles : work.titles);
    std::string const title(chance.pick(titles));
    bool const graded = is_graded(work.field) && !has_grade(title) && chance.chance(55);
    return graded ? std::string(grade_of(experience_years, spoken)).append(title) : title;
}

std::vector<std::string> draw_skills(profession const& work, std::size_t others_max, dice& chance) {
    auto const all = parts(work.skills);
    std::vector<std::string> drawn(all.begin(), all.begin() + 2);
    std::vector<std::string_view> rest(all.begin() + 2, all.end());
    chance.shuffle(rest);
    auto const most = static_cast<std::int64_t>(std::min(others_max, rest.size()));
    rest.resize(static_cast<std::size_t>(chance.between(std::min<std::int64_t>(1, most), most)));
    drawn.insert(drawn.end(), rest.begin(), rest.end());
    return drawn;
}

std::string skill_name(vocabulary::catalogue const& codes, std::string_view skill,
                       language spoken) {
    auto const* const entry = codes.find(vocabulary::code_list::skill, skill);
    if (entry == nullptr) return std::string(skill);
    // The Chinese column holds the names that everybody writes in Latin letters: Java, C++.
    bool const latin = static_cast<unsigned char>(entry->name_zh.front()) < 0x80;
    return spoken == language::chinese || latin ? entry->name_zh : entry->name_en;
}

std::string skill_names(vocabulary::catalogue const& codes, std::span<std::string const> skills,
                        language spoken) {
    std::string joined;
    for (auto const& skill : skills) {
        if (!joined.empty()) joined.append(spoken == language::chinese ? "、" : ", ");
        joined.append(skill_name(codes, skill, spoken));
    }
    return joined;
}

std::string_view education_name(listings::education level, language spoken) {
    struct names {
        std::string_view chinese;
        std::string_view english;
    };
    static constexpr std::array list{names{"学历不限", "No formal education required"},
                                     names{"初中", "Junior secondary school"},
                                     names{"高中", "Senior secondary school"},
                                     names{"中专", "Vocational school"},
                                     names{"大专", "College diploma"},
                                     names{"本科", "Bachelor's degree"},
                                     names{"硕士研究生", "Master's degree"},
                                     names{"博士研究生", "Doctorate"}};
    auto const& found = list[static_cast<std::size_t>(level)];
    return spoken == language::chinese ? found.chinese : found.english;
}

std::string draw_industry(profession const& work, dice& chance) {
    return std::string(chance.pick(parts(work.industries)));
}

listings::education draw_education(profession const& work, dice& chance) {
    auto const usual = static_cast<std::int64_t>(work.education);
    auto const drawn = usual + chance.between(-1, 1) * (chance.chance(40) ? 1 : 0);
    auto const highest = static_cast<std::int64_t>(listings::education::doctorate);
    return static_cast<listings::education>(std::clamp<std::int64_t>(drawn, 0, highest));
}

std::vector<std::string_view> draw_some(std::span<std::string_view const> from, std::size_t count,
                                        dice& chance) {
    std::vector<std::string_view> drawn(from.begin(), from.end());
    chance.shuffle(drawn);
    drawn.resize(std::min(count, drawn.size()));
    return drawn;
}

std::string listed(std::span<std::string const> sentences, language spoken, dice& chance) {
    bool const numbered = chance.chance(60);
    bool const chinese = spoken == language::chinese;
    std::string text;
    for (std::size_t i = 0; i < sentences.size(); ++i) {
        bool const last = i + 1 == sentences.size();
        if (!text.empty()) text.push_back('\n');
        text.append(numbered ? std::to_string(i + 1) + (chinese ? "、" : ". ")
                             : (chinese ? "· " : "- "));
        text.append(sentences[i]);
        text.append(chinese ? (last ? "。" : "；") : ".");
    }
    return text;
}

} // namespace talent::demo
