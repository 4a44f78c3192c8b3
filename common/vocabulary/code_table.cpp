#include "common/vocabulary/code_table.hpp"

#include <algorithm>
#include <map>

#include "common/base/text.hpp"

namespace talent::vocabulary {
namespace {

using children_by_parent = std::map<std::string_view, std::vector<entry const*>>;

std::optional<problem> first_fault(std::vector<entry> const& entries) {
    std::unordered_map<std::string_view, entry const*> by_code;
    for (auto const& each : entries) {
        if (each.code.empty() || !by_code.emplace(each.code, &each).second) {
            return refuse(error_code::invalid_fields,
                          "Code \"" + each.code + "\" is empty or there twice.");
        }
    }
    for (auto const& each : entries) {
        if (each.parent.empty()) continue;
        auto const parent = by_code.find(each.parent);
        if (parent == by_code.end()) {
            return refuse(error_code::invalid_fields,
                          "Parent " + each.parent + " of " + each.code + " is unknown.");
        }
        // Levels that only grow downwards also mean that there is no circle.
        if (parent->second->level >= each.level) {
            return refuse(error_code::invalid_fields,
                          "Level of " + each.code + " is not below its parent's.");
        }
    }
    return std::nullopt;
}

void append_tree(entry const& root, children_by_parent const& children, std::vector<entry>& to) {
    to.push_back(root);
    auto const found = children.find(root.code);
    if (found == children.end()) return;
    for (auto const* child : found->second) {
        append_tree(*child, children, to);
    }
}

std::vector<entry> in_tree_order(std::vector<entry> const& entries) {
    children_by_parent children;
    for (auto const& each : entries) {
        children[each.parent].push_back(&each);
    }
    std::vector<entry> ordered;
    ordered.reserve(entries.size());
    for (auto const* root : children[{}]) {
        append_tree(*root, children, ordered);
    }
    return ordered;
}

} // namespace

result<code_table> code_table::build(std::vector<entry> entries, std::string version) {
    if (auto fault = first_fault(entries)) return std::move(*fault);
    code_table made;
    made.entries_ = in_tree_order(entries);
    made.version_ = std::move(version);
    made.index_places();
    made.index_names();
    return made;
}

void code_table::index_places() {
    places_.resize(entries_.size());
    for (position i = 0; i < entries_.size(); ++i) {
        positions_.emplace(entries_[i].code, i);
        if (!entries_[i].parent.empty()) places_[i].parent = position_of(entries_[i].parent);
        places_[i].end = i + 1;
    }
    // Tree order puts every child behind its parent, so going backwards each end is final when
    // read.
    for (position i = static_cast<position>(entries_.size()); i-- > 0;) {
        if (auto const parent = places_[i].parent) {
            places_[*parent].end = std::max(places_[*parent].end, places_[i].end);
        }
    }
}

void code_table::index_names() {
    for (position i = 0; i < entries_.size(); ++i) {
        names_.emplace_back(normalise(entries_[i].name_zh), i);
        if (!entries_[i].name_en.empty()) names_.emplace_back(normalise(entries_[i].name_en), i);
        for (auto const& synonym : entries_[i].synonyms) {
            names_.emplace_back(normalise(synonym), i);
        }
    }
    std::sort(names_.begin(), names_.end());
    names_.erase(std::unique(names_.begin(), names_.end()), names_.end());
}

std::optional<code_table::position> code_table::position_of(std::string_view code) const {
    auto const found = positions_.find(code);
    return found == positions_.end() ? std::nullopt : std::optional(found->second);
}

entry const* code_table::find(std::string_view code) const {
    auto const at = position_of(code);
    return at ? &entries_[*at] : nullptr;
}

std::span<entry const> code_table::subtree(std::string_view code) const {
    auto const at = position_of(code);
    return at ? all().subspan(*at, places_[*at].end - *at) : std::span<entry const>{};
}

std::vector<entry const*> code_table::ancestors(std::string_view code) const {
    std::vector<entry const*> found;
    auto const at = position_of(code);
    for (auto up = at ? places_[*at].parent : std::nullopt; up; up = places_[*up].parent) {
        found.push_back(&entries_[*up]);
    }
    return found;
}

std::vector<entry const*> code_table::children(std::string_view code) const {
    auto const above = position_of(code);
    if (!above && !code.empty()) return {};
    std::vector<entry const*> found;
    position const end = above ? places_[*above].end : static_cast<position>(entries_.size());
    for (position i = above ? *above + 1 : 0; i < end; i = places_[i].end) {
        found.push_back(&entries_[i]);
    }
    return found;
}

bool code_table::is_within(std::string_view code, std::string_view ancestor) const {
    auto const at = position_of(code);
    auto const above = position_of(ancestor);
    return at && above && *above <= *at && *at < places_[*above].end;
}

std::vector<entry const*> code_table::find_by_name(std::string_view name) const {
    std::pair<std::string, position> const wanted{normalise(name), 0};
    std::vector<entry const*> found;
    for (auto at = std::lower_bound(names_.begin(), names_.end(), wanted);
         at != names_.end() && at->first == wanted.first; ++at) {
        found.push_back(&entries_[at->second]);
    }
    return found;
}

std::vector<entry const*> code_table::find_containing(std::string_view part,
                                                      std::size_t limit) const {
    enum : std::uint8_t { called_so, begins_so, contains };
    auto const wanted = normalise(part);
    if (letters_and_digits(wanted).empty()) return {};
    std::vector<std::pair<std::uint8_t, position>> ranked;
    for (auto const& [name, at] : names_) {
        auto const place = name.find(wanted);
        if (place == std::string::npos) continue;
        auto const rank =
            place > 0 ? contains : (name.size() == wanted.size() ? called_so : begins_so);
        ranked.emplace_back(rank, at);
    }
    std::sort(ranked.begin(), ranked.end());
    std::vector<bool> seen(entries_.size(), false);
    std::vector<entry const*> found;
    for (auto const& [rank, at] : ranked) {
        if (found.size() == limit) break;
        if (seen[at]) continue;
        seen[at] = true;
        found.push_back(&entries_[at]);
    }
    return found;
}

} // namespace talent::vocabulary
