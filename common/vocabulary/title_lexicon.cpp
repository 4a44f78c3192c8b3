#include "common/vocabulary/title_lexicon.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <stdexcept>

#include "common/base/text.hpp"
#include "common/vocabulary/job_title.hpp"
#include "common/vocabulary/table_reader.hpp"
#include "common/vocabulary/tables.hpp"

namespace talent::vocabulary {
namespace {

constexpr char word_separator = '|';
constexpr char part_separator = '+';
constexpr std::string_view only_occupation = "-00";
constexpr int minor_group_level = 3;
constexpr int city_level = 2;
constexpr std::size_t region_code_points_max = 8; // longer ones are paths

// How official names end, and how job notices end the same: the first that fits.
struct ending {
    std::string_view official;
    std::array<std::string_view, 3> usual;
    std::size_t usual_count;
};
constexpr ending endings[] = {
    {"工程技术人员", {"工程师", "技术员", "工程"}, 3},
    {"专业人员", {"专员", ""}, 2},
    {"研究人员", {"研究员"}, 1},
    {"医师", {"医生", ""}, 2},
    {"教师", {"老师", ""}, 2},
    {"设计人员", {"设计师", "设计", "设计员"}, 3},
    {"技术人员", {"技术员", ""}, 2},
    {"护士", {"护理", ""}, 2},
    {"员", {""}, 1},
    {"工", {""}, 1},
    {"师", {""}, 1},
    {"人员", {""}, 1},
};

std::vector<std::string> variants_of(std::string_view name) {
    std::vector<std::string> made;
    for (auto const& each : endings) {
        if (!name.ends_with(each.official) || name.size() == each.official.size()) continue;
        auto const stem = name.substr(0, name.size() - each.official.size());
        for (auto const usual : std::span(each.usual).first(each.usual_count)) {
            auto variant = std::string(stem).append(usual);
            if (count_code_points(variant) >= 2) made.push_back(std::move(variant));
        }
        break;
    }
    return made;
}

occupation_position position_of(catalogue const& codes, entry const& one) {
    return static_cast<occupation_position>(&one - codes.all(code_list::occupation).data());
}

word_kind kind_named(std::string_view name) {
    if (name == "word") return word_kind::word;
    if (name == "role") return word_kind::role;
    if (name == "place") return word_kind::place;
    if (name == "noise") return word_kind::noise;
    throw std::logic_error("title_words.tsv has an unknown kind");
}

bool is_of_lexicon(word_meaning const& meaning) {
    return meaning.kind == word_kind::word || meaning.kind == word_kind::role ||
           meaning.kind == word_kind::place;
}

word_meaning read_meaning(table_reader const& row, catalogue const& codes) {
    word_meaning meaning{kind_named(row.cell("kind")), {}};
    for (auto const code : split(row.cell("codes"), word_separator)) {
        auto const* found = nearest_occupation(codes, code);
        if (found == nullptr) continue;
        auto const position = position_of(codes, *found);
        if (std::ranges::find(meaning.occupations, position) == meaning.occupations.end())
            meaning.occupations.push_back(position);
    }
    return meaning;
}

} // namespace

entry const* nearest_occupation(catalogue const& codes, std::string_view code) {
    auto const* found = codes.find(code_list::occupation, code);
    while (found == nullptr && code.find('-') != std::string_view::npos) {
        code = code.substr(0, code.rfind('-'));
        found = codes.find(code_list::occupation, code);
    }
    while (found != nullptr) {
        auto const* below =
            codes.find(code_list::occupation, found->code + std::string(only_occupation));
        if (below == nullptr) break;
        found = below;
    }
    return found;
}

title_lexicon::title_lexicon(catalogue const& codes) {
    add_names(codes);
    add_words(codes);
    add_places_of_work(codes);
    settle_titles();
}

lexicon_phrase const* title_lexicon::find(std::string_view text) const {
    auto const found = phrases_.find(text);
    return found == phrases_.end() ? nullptr : &found->second;
}

void title_lexicon::add_official(std::string text, word_kind kind, occupation_position occupation) {
    auto& meanings = phrases_[text].meanings;
    bool const known = std::ranges::any_of(meanings, [&](word_meaning const& each) {
        return each.kind == kind && each.occupations.front() == occupation;
    });
    if (!known) meanings.push_back({kind, {occupation}});
    texts_.push_back({std::move(text), occupation, kind});
}

void title_lexicon::add_names(catalogue const& codes) {
    for (auto const& each : codes.all(code_list::occupation)) {
        // A name of a group above is too wide a phrase to be found inside of a title.
        if (each.level < minor_group_level || nearest_occupation(codes, each.code) != &each)
            continue;
        auto const position = position_of(codes, each);
        auto const name = normalise(each.name_zh);
        add_official(name, word_kind::name, position);
        for (auto& variant : variants_of(name))
            add_official(std::move(variant), word_kind::variant, position);
        for (auto const& title : each.synonyms)
            add_official(normalise(title), word_kind::title, position);
        if (!each.name_en.empty())
            add_official(normalise(each.name_en), word_kind::title, position);
    }
}

void title_lexicon::add_words(catalogue const& codes) {
    for (table_reader row(tables::title_words); row.next();) {
        auto const meaning = read_meaning(row, codes);
        if (meaning.kind != word_kind::noise && meaning.occupations.empty()) continue;
        for (auto const word : split(row.cell("words"), word_separator)) {
            auto const plus = word.find(part_separator);
            bool const combined =
                plus != std::string_view::npos && word[plus + 1] != '+' && plus + 1 < word.size();
            if (combined) {
                add_combination(word, meaning);
            } else {
                phrases_[std::string(word)].meanings.push_back(meaning);
            }
        }
    }
}

void title_lexicon::add_combination(std::string_view parts, word_meaning const& meaning) {
    word_combination made{{}, {}, {word_kind::combination, meaning.occupations}};
    for (auto const part : split(parts, part_separator)) {
        auto& phrase = phrases_[std::string(part)];
        if (phrase.part == lexicon_phrase::no_part) phrase.part = parts_++;
        made.parts.push_back(phrase.part);
        if (!made.text.empty()) made.text.push_back(' ');
        made.text.append(part);
    }
    combinations_.push_back(std::move(made));
}

void title_lexicon::add_places_of_work(catalogue const& codes) {
    auto const add = [&](std::string_view name) {
        auto const text = normalise(name);
        if (count_code_points(text) > region_code_points_max || count_code_points(text) < 2) return;
        auto& meanings = phrases_[text].meanings;
        if (meanings.empty()) meanings.push_back({word_kind::noise, {}});
    };
    for (auto const& region : codes.all(code_list::region)) {
        if (region.level < 1 || region.level > city_level) continue;
        add(region.name_zh);
        for (auto const& synonym : region.synonyms)
            add(synonym);
    }
}

// The lexicon names every likely occupation of a word that a title of the table gives to one.
void title_lexicon::settle_titles() {
    for (auto& [text, phrase] : phrases_) {
        if (std::ranges::none_of(phrase.meanings, is_of_lexicon)) continue;
        std::erase_if(phrase.meanings,
                      [](word_meaning const& each) { return each.kind == word_kind::title; });
    }
}

} // namespace talent::vocabulary
