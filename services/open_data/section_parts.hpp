// What the sections of a release have in common. Private to them. Pure; any thread.
#pragma once

#include <algorithm>
#include <stdexcept>
#include <string>
#include <string_view>

#include "services/open_data/document.hpp"
#include "services/open_data/release.hpp"

namespace talent::open_data::sections {

/// A row of a table from the market's words to the standard's.
template <class Key>
struct mapped {
    Key from;
    std::string_view to;
};

template <class Key, std::size_t Count>
std::string_view map(mapped<Key> const (&table)[Count], Key from, std::string_view otherwise) {
    auto const found = std::ranges::find(table, from, &mapped<Key>::from);
    return found == std::end(table) ? otherwise : found->to;
}

/// What an entry of the process names must be there: the journal has it before or in this entry.
template <class T>
T const& must_have(T const* found) {
    if (found == nullptr) throw std::runtime_error("an entry is of no object of its process");
    return *found;
}

inline std::string number_text(std::int64_t number) {
    return std::to_string(number);
}

/// Why, as the entry says it or the object's newest state.
std::string reasons_of(journal::entry const& entry);

/// [{…}]: that something changed, and why; the release tells what it is now.
json::value amendments_of(release_draft const& to, std::string const& rationale);

} // namespace talent::open_data::sections
