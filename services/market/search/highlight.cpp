#include "services/market/search/highlight.hpp"

#include <algorithm>

#include "services/market/index/vocabulary_names.hpp"

namespace talent::market {
namespace {

constexpr std::string_view title_pointer = "/title";
constexpr std::string_view skill_lists[] = {"skills_required", "skills_preferred", "skills"};

// The texts that a document's title and body are made of (convert_*.cpp), in that order.
struct text_field {
    document_kind kind;
    std::string_view list; // empty: a member by itself
    std::string_view name;
};
constexpr text_field text_fields[] = {
    {document_kind::demand, {}, "title"},         {document_kind::demand, {}, "work_content"},
    {document_kind::demand, {}, "conditions"},    {document_kind::demand, {}, "place"},
    {document_kind::demand, {}, "employer_name"}, {document_kind::supply, {}, "title"},
    {document_kind::supply, {}, "summary"},       {document_kind::offering, {}, "title"},
    {document_kind::offering, {}, "description"}, {document_kind::offering, {}, "terms"},
    {document_kind::tender, {}, "title"},         {document_kind::tender, {}, "description"},
    {document_kind::tender, "lots", "title"},     {document_kind::tender, "items", "description"},
};

std::string pointer_to(std::string_view list, std::size_t at) {
    return std::string("/").append(list).append("/").append(std::to_string(at));
}

void leave_marks(term_set const& of, std::vector<text_mark>& marks) {
    std::erase_if(marks, [&](text_mark const& one) { return !of[one.term]; });
}

bool has_new(marked_text const& text, term_set const& shown) {
    return std::ranges::any_of(text.marks, [&](text_mark const& one) { return !shown[one.term]; });
}

highlight show(std::string const& pointer, marked_text const& text, text_span stretch) {
    return {.pointer = pointer,
            .pieces = pieces_of(text, stretch),
            .cut_before = stretch.begin > 0,
            .cut_after = stretch.end < text.text.size()};
}

void note_terms(marked_text const& text, term_set& had) {
    for (auto const& one : text.marks)
        had[one.term] = true;
}

} // namespace

highlighter::highlighter(query_reading const& read, vocabulary::catalogue const& codes)
    : codes_(codes) {
    for (auto const& word : read.terms.words)
        add_part({{.words = {word}, .runs = {}}});
    for (auto const& run : read.terms.runs)
        add_part({{.words = {}, .runs = {run}}});
    for (auto const& term : read.wide_terms)
        add_part(term.spellings);
}

void highlighter::add_part(std::vector<query_terms> const& ways) {
    auto& part = parts_.emplace_back();
    for (auto const& way : ways) {
        auto& terms = ways_.emplace_back();
        for (auto const& word : way.words)
            terms.push_back(marker_.add(word, false));
        for (auto const& run : way.runs)
            terms.push_back(marker_.add(to_utf8(run), true));
        part.insert(part.end(), terms.begin(), terms.end());
    }
}

highlighter::texts highlighter::texts_of(document const& one, json::value const& shown) {
    texts made;
    auto const add = [&](std::string pointer, json::value const& holder, std::string_view name) {
        auto const* const text = holder.find(name);
        if (text == nullptr || !text->is_string()) return;
        if (text->text().size() > bytes_left_) return;
        bytes_left_ -= text->text().size();
        made.push_back({std::move(pointer.append("/").append(name)), marker_.mark(text->text())});
    };
    for (auto const& field : text_fields) {
        if (field.kind != one.kind) continue;
        if (field.list.empty()) {
            add({}, shown, field.name);
            continue;
        }
        auto const& elements = shown[field.list].elements();
        for (std::size_t i = 0; i < elements.size(); ++i)
            add(pointer_to(field.list, i), elements[i], field.name);
    }
    return made;
}

highlighter::texts highlighter::skill_names_of(json::value const& shown) {
    texts made;
    for (auto const list : skill_lists) {
        auto const& codes = shown[list].elements();
        for (std::size_t i = 0; i < codes.size(); ++i) {
            for (auto const& name : names_of_skill(codes[i].text()))
                made.push_back({pointer_to(list, i), name});
        }
    }
    return made;
}

// Most results have the same few skills.
std::vector<marked_text> const& highlighter::names_of_skill(std::string const& code) {
    auto const [found, is_new] = skill_names_.try_emplace(code);
    auto const* const skill = is_new ? codes_.find(json::code_list::skill, code) : nullptr;
    if (skill != nullptr) {
        for (auto const name : names_of(*skill)) {
            auto marked = marker_.mark(std::string(name));
            if (!marked.marks.empty()) found->second.push_back(std::move(marked));
        }
    }
    return found->second;
}

term_set highlighter::standing(term_set const& had) const {
    term_set made(had.size());
    for (auto const& way : ways_) {
        if (std::ranges::all_of(way, [&](term_number each) { return had[each]; }))
            std::ranges::for_each(way, [&](term_number each) { made[each] = true; });
    }
    return made;
}

void highlighter::note_shown(marked_text const& text, text_span stretch, term_set& shown) const {
    term_set seen(shown.size());
    for (auto const& [place, term] : text.marks) {
        if (place.begin >= stretch.begin && place.end <= stretch.end) seen[term] = true;
    }
    for (auto const& part : parts_) {
        if (std::ranges::any_of(part, [&](term_number each) { return seen[each]; }))
            std::ranges::for_each(part, [&](term_number each) { shown[each] = true; });
    }
}

// Without the terms that stand in all of the document, by the ways that a name has by itself.
void highlighter::add_skills(texts const& skills, term_set const* standing_in_all, term_set& shown,
                             std::vector<highlight>& to) const {
    for (auto const& [pointer, name] : skills) {
        auto marked = name;
        term_set own(shown.size());
        note_terms(name, own);
        leave_marks(standing_in_all != nullptr ? *standing_in_all : standing(own), marked.marks);
        if (!has_new(marked, shown) || to.size() == highlights_max) continue;
        to.push_back(show(pointer, marked, whole_of(marked)));
        note_shown(marked, whole_of(marked), shown);
    }
}

std::vector<highlight> highlighter::of(document const& one) {
    if (marker_.term_count() == 0) return {};
    auto const shown_as = json::parse(one.shown);
    if (!shown_as.has_value()) return {};
    auto texts = texts_of(one, shown_as.value());
    auto const skills = skill_names_of(shown_as.value());
    term_set had(marker_.term_count());
    for (auto const& each : texts)
        note_terms(each.marked, had);
    for (auto const& each : skills)
        note_terms(each.marked, had);
    auto const standing_in_all = standing(had);
    std::vector<highlight> made;
    term_set in_title(had.size());
    term_set in_body(had.size());
    for (auto& [pointer, text] : texts) {
        leave_marks(standing_in_all, text.marks);
        bool const is_title = pointer == title_pointer;
        auto& shown = is_title ? in_title : in_body;
        if (!has_new(text, shown) || made.size() == highlights_max) continue;
        auto const stretch = is_title ? whole_of(text) : best_stretch(text, shown);
        made.push_back(show(pointer, text, stretch));
        note_shown(text, stretch, shown);
    }
    auto& shown = in_body;
    for (std::size_t term = 0; term < shown.size(); ++term)
        shown[term] = shown[term] || in_title[term];
    add_skills(skills, nullptr, shown, made);
    // One skill may have one word of a way and another skill the other.
    if (made.empty()) add_skills(skills, &standing_in_all, shown, made);
    return made;
}

} // namespace talent::market
