#include "services/market/index/vocabulary_names.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "common/base/text.hpp"
#include "common/vocabulary/region_code.hpp"

namespace talent::market {
namespace {

using json::code_list;
using vocabulary::catalogue;
using vocabulary::entry;

constexpr std::array<code_list, 3> named_lists{code_list::region, code_list::occupation,
                                               code_list::skill};
constexpr int city_level = 2;
constexpr int county_level = 3;
constexpr std::size_t short_name_characters_min = 2;

bool has_names(code_list list, entry const& one) {
    return list != code_list::region ||
           (one.code != vocabulary::country_code && one.category != vocabulary::region_grouping);
}

std::optional<std::string_view> short_name_of(entry const& county) {
    std::string_view const name = county.name_zh;
    for (std::string_view const ending : {"新区", "区", "县", "市"}) {
        if (!name.ends_with(ending)) continue;
        auto const left = name.substr(0, name.size() - ending.size());
        if (count_code_points(left) < short_name_characters_min) continue;
        if (left.ends_with("自治")) return std::nullopt;
        return left;
    }
    return std::nullopt;
}

} // namespace

std::vector<std::string_view> names_of(entry const& one) {
    std::vector<std::string_view> names{one.name_zh};
    if (!one.name_en.empty()) names.push_back(one.name_en);
    names.insert(names.end(), one.synonyms.begin(), one.synonyms.end());
    return names;
}

vocabulary_names::vocabulary_names(catalogue const& codes) {
    for (auto const list : named_lists)
        add(codes, list);
    add_short_names(codes);
    settle(codes);
    for (auto const& skill : codes.all(code_list::skill))
        add_spellings(skill);
}

std::string vocabulary_names::key_of(std::vector<placed_term> const& terms) {
    std::string key;
    for (auto const& one : terms) {
        if (!key.empty()) key.push_back(' ');
        key.append(one.text);
        if (one.is_prefix) key.push_back('*');
    }
    return key;
}

void vocabulary_names::add(catalogue const& codes, code_list list) {
    for (auto const& one : codes.all(list)) {
        if (!has_names(list, one)) continue;
        for (auto const name : names_of(one))
            add_name(name, {list, &one});
    }
}

void vocabulary_names::add_short_names(catalogue const& codes) {
    auto const is_of_larger = [&](std::string_view name) {
        auto const& called_so = called(key_of(terms_in_order(searchable(name))));
        return std::ranges::any_of(called_so, [](named_entry const& other) {
            return other.list == code_list::region && other.entry->level <= city_level;
        });
    };
    std::vector<std::pair<std::string_view, entry const*>> kept;
    for (auto const& one : codes.all(code_list::region)) {
        if (one.level != county_level || !has_names(code_list::region, one)) continue;
        auto const name = short_name_of(one);
        if (name && !is_of_larger(*name)) kept.emplace_back(*name, &one);
    }
    for (auto const& [name, one] : kept)
        add_name(name, {code_list::region, one});
}

void vocabulary_names::add_name(std::string_view name, named_entry one) {
    auto const terms = terms_in_order(searchable(name));
    if (terms.empty()) return;
    terms_max_ = std::max(terms_max_, terms.size());
    entries_[key_of(terms)].push_back(one);
}

void vocabulary_names::settle(catalogue const& codes) {
    for (auto& [key, called_so] : entries_) {
        std::vector<named_entry> kept;
        for (auto const list : named_lists) {
            std::vector<entry const*> of_list; // pointers into the table: in tree order
            for (auto const& one : called_so) {
                if (one.list == list) of_list.push_back(one.entry);
            }
            std::ranges::sort(of_list);
            auto const repeated = std::ranges::unique(of_list);
            of_list.erase(repeated.begin(), repeated.end());
            std::vector<entry const*> outermost;
            for (auto const* one : of_list) {
                // A parent stands before what is within it.
                bool const inside = std::ranges::any_of(outermost, [&](entry const* other) {
                    return codes.is_within(list, one->code, other->code);
                });
                if (!inside) outermost.push_back(one);
            }
            if (outermost.size() > names_entries_max) continue;
            for (auto const* one : outermost)
                kept.push_back({list, one});
        }
        called_so = std::move(kept);
    }
    std::erase_if(entries_, [](auto const& one) { return one.second.empty(); });
}

void vocabulary_names::add_spellings(entry const& skill) {
    auto& ways = spellings_[&skill];
    for (auto const name : names_of(skill)) {
        auto terms = query_terms_of(terms_in_order(searchable(name)));
        if (!terms.empty() && std::ranges::find(ways, terms) == ways.end())
            ways.push_back(std::move(terms));
    }
}

std::vector<vocabulary_names::named_entry> const& vocabulary_names::called(
    std::string_view key) const {
    static std::vector<named_entry> const nobody;
    auto const found = entries_.find(key);
    return found == entries_.end() ? nobody : found->second;
}

std::vector<query_terms> const& vocabulary_names::spellings(entry const& skill) const {
    return spellings_.at(&skill);
}

} // namespace talent::market
