#include "tests/unit/market/naive_reading.hpp"

#include <algorithm>

#include "common/base/simplified_text.hpp"
#include "common/base/text.hpp"

namespace talent::market::testing {
namespace {

using json::code_list;

strings names_of(vocabulary::entry const& one) {
    strings names{one.name_zh, one.name_en};
    names.insert(names.end(), one.synonyms.begin(), one.synonyms.end());
    return names;
}

bool is_left_out(vocabulary::entry const& one) {
    return one.code == "000000" || one.category == "grouping";
}

std::string join(strings const& characters, std::size_t from, std::size_t to) {
    std::string made;
    for (auto i = from; i < to; ++i)
        made += characters[i];
    return made;
}

bool ends_with(strings const& characters, std::string const& ending) {
    auto const wanted = code_points(ending);
    return characters.size() >= wanted.size() &&
           std::equal(wanted.rbegin(), wanted.rend(), characters.rbegin());
}

} // namespace

std::string naive_searchable(std::string const& text) {
    std::string made;
    for (auto const& character : code_points(normalise(text))) {
        auto const simple = is_han(character) ? simplified(character) : character;
        made += code_points(simple).size() == 1 ? simple : character;
    }
    return made;
}

strings naive_terms(std::string const& text) {
    strings made;
    std::string stretch;
    bool han = false;
    auto const end_stretch = [&] {
        if (han && !stretch.empty()) made.push_back(stretch);
        if (!han) {
            for (auto const& word : words(stretch))
                made.push_back(word.text);
        }
        stretch.clear();
    };
    for (auto const& character : code_points(naive_searchable(text))) {
        if (is_han(character) != han) end_stretch();
        han = is_han(character);
        stretch += character;
    }
    end_stretch();
    return made;
}

strings naive_query_terms(std::string const& text) {
    strings made;
    auto left = naive_searchable(text);
    while (true) {
        auto const star = left.find('*');
        auto const before = left.substr(0, star);
        auto terms = naive_terms(before);
        bool const touches = !terms.empty() && before.ends_with(terms.back());
        if (star != std::string::npos && touches && !is_run(terms.back())) terms.back() += '*';
        made.insert(made.end(), terms.begin(), terms.end());
        if (star == std::string::npos) return made;
        left = left.substr(star + 1);
    }
}

bool is_run(std::string const& term) {
    return is_han(term);
}

naive_reader::naive_reader(vocabulary::catalogue const& codes) : codes_(codes) {
    add_list(code_list::region, &meaning::regions);
    add_list(code_list::occupation, &meaning::occupations);
    add_list(code_list::skill, &meaning::skills);
    add_short_names();
    for (auto& [name, means] : names_) {
        leave_outermost(code_list::region, means.regions);
        leave_outermost(code_list::occupation, means.occupations);
        leave_outermost(code_list::skill, means.skills);
    }
}

void naive_reader::add_list(code_list list, std::set<std::string> meaning::*to) {
    for (auto const& one : codes_.all(list)) {
        if (list == code_list::region && is_left_out(one)) continue;
        for (auto const& name : names_of(one)) {
            auto const terms = naive_terms(name);
            if (!terms.empty()) (names_[terms].*to).insert(one.code);
        }
    }
}

void naive_reader::add_short_names() {
    std::map<strings, std::set<std::string>> found;
    for (auto const& one : codes_.all(code_list::region)) {
        if (one.level != 3 || is_left_out(one)) continue;
        auto const whole = code_points(one.name_zh);
        auto kept = whole.size();
        if (ends_with(whole, "新区") && whole.size() >= 4) {
            kept = whole.size() - 2;
        } else if (ends_with(whole, "区") || ends_with(whole, "县") || ends_with(whole, "市")) {
            kept = whole.size() - 1;
        }
        auto const name = join(whole, 0, kept);
        if (kept == whole.size() || kept < 2 || ends_with(code_points(name), "自治")) continue;
        auto const terms = naive_terms(name);
        auto const known = names_.find(terms);
        bool larger = false;
        if (known != names_.end()) {
            for (auto const& code : known->second.regions)
                larger = larger || codes_.find(code_list::region, code)->level < 3;
        }
        if (!larger) found[terms].insert(one.code);
    }
    for (auto const& [terms, codes] : found)
        names_[terms].regions.insert(codes.begin(), codes.end());
}

void naive_reader::leave_outermost(code_list list, std::set<std::string>& of) const {
    auto const all = of;
    std::erase_if(of, [&](std::string const& code) {
        return std::ranges::any_of(all, [&](std::string const& other) {
            return other != code && codes_.is_within(list, code, other);
        });
    });
    if (of.size() > 8) of.clear();
}

bool naive_reader::is_name(strings const& terms) const {
    auto const found = names_.find(terms);
    if (found == names_.end()) return false;
    auto const& [regions, occupations, skills] = found->second;
    return !regions.empty() || !occupations.empty() || !skills.empty();
}

strings naive_reader::split(std::string const& run, std::set<strings> const& as_typed) const {
    auto const characters = code_points(run);
    if (!is_run(run) || is_name({run}) || as_typed.contains({run})) return {run};
    for (std::size_t rest = 2; rest + 2 <= characters.size(); ++rest) {
        auto const first = join(characters, 0, characters.size() - rest);
        auto const second = join(characters, characters.size() - rest, characters.size());
        auto const place = names_.find({first});
        auto const trade = names_.find({second});
        if (place == names_.end() || trade == names_.end()) continue;
        if (!place->second.regions.empty() &&
            !(trade->second.occupations.empty() && trade->second.skills.empty()))
            return {first, second};
    }
    return {run};
}

std::set<naive_part> naive_reader::read(std::string const& text,
                                        reading_options const& options) const {
    std::set<naive_part> made;
    std::set<strings> as_typed;
    for (auto const& part : options.as_typed)
        as_typed.insert(naive_query_terms(part));
    strings terms;
    for (auto const& term : naive_query_terms(text)) {
        auto const parts = options.interpreted ? split(term, as_typed) : strings{term};
        terms.insert(terms.end(), parts.begin(), parts.end());
    }
    for (std::size_t at = 0; at < terms.size();) {
        auto length = terms.size() - at;
        auto const part = [&] {
            auto const from = terms.begin() + static_cast<std::ptrdiff_t>(at);
            return strings(from, from + static_cast<std::ptrdiff_t>(length));
        };
        while (length > 1 && !is_name(part()))
            --length;
        auto const taken = part();
        at += length;
        bool const literal = as_typed.contains(taken);
        if (taken.front().ends_with('*')) {
            auto const start = taken.front().substr(0, taken.front().size() - 1);
            made.insert(literal ? naive_part{{start}, {{start}}, {}}
                                : naive_part{taken, {{start}}, {}, start});
            continue;
        }
        if (!options.interpreted || literal || !is_name(taken)) {
            bool const correctable = options.interpreted && options.corrected && !literal;
            for (auto const& term : taken)
                made.insert({{term}, {{term}}, {}, {}, correctable, true});
            continue;
        }
        auto const& means = names_.at(taken);
        naive_part one{taken, {taken}, {}};
        for (auto const& code : means.regions)
            one.codes.emplace(search_field::region, code);
        for (auto const& code : means.occupations)
            one.codes.emplace(search_field::occupation, code);
        for (auto const& code : means.skills) {
            for (auto const& name : names_of(*codes_.find(code_list::skill, code))) {
                if (auto const way = naive_terms(name); !way.empty()) one.ways.insert(way);
            }
        }
        made.insert(std::move(one));
    }
    return made;
}

} // namespace talent::market::testing
