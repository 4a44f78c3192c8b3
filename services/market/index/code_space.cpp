#include "services/market/index/code_space.hpp"

#include <algorithm>

namespace talent::market {

using json::code_list;

code_space::code_space(vocabulary::catalogue const& codes) : codes_(codes) {
    for (auto const list :
         {code_list::region, code_list::occupation, code_list::industry, code_list::skill}) {
        tree& made = trees_[static_cast<std::size_t>(list)];
        auto const entries = codes.all(list);
        for (std::size_t position = 0; position < entries.size(); ++position) {
            auto const& one = entries[position];
            made.parents.push_back(one.parent.empty() ? no_code : number(list, one.parent));
            made.ends.push_back(
                static_cast<code_number>(position + codes.subtree(list, one.code).size()));
            made.levels.push_back(one.level);
        }
    }
}

code_number code_space::number(code_list list, std::string_view code) const {
    auto const* const found = codes_.find(list, code);
    if (found == nullptr) return no_code;
    return static_cast<code_number>(found - codes_.all(list).data());
}

vocabulary::entry const& code_space::entry(code_list list, code_number of) const {
    return codes_.all(list)[of];
}

code_number code_space::common(code_list list, code_number one, code_number other) const {
    while (one != no_code && !is_within(list, other, one))
        one = parent(list, one);
    return one;
}

std::vector<code_number> code_space::numbers(code_list list,
                                             std::span<std::string const> codes) const {
    std::vector<code_number> found;
    for (auto const& code : codes) {
        auto const one = number(list, code);
        if (one != no_code) found.push_back(one);
    }
    std::ranges::sort(found);
    auto const repeated = std::ranges::unique(found);
    found.erase(repeated.begin(), repeated.end());
    return found;
}

std::vector<code_number> code_space::outermost(code_list list,
                                               std::span<std::string const> codes) const {
    // In tree order an ancestor comes before what lies within it.
    std::vector<code_number> kept;
    for (auto const one : numbers(list, codes)) {
        if (kept.empty() || !is_within(list, one, kept.back())) kept.push_back(one);
    }
    return kept;
}

} // namespace talent::market
