// The closed list of what can be sold: each category's stage in the chain of talent work, and the
// licence that the law asks of its seller. Pure; any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "services/identity/directory.hpp"
#include "services/offerings/model.hpp"

namespace talent::offerings {

struct category_definition {
    service_category category;
    std::string_view name;
    chain_stage stage;
    std::optional<identity::qualification_kind> licence; // nothing: anybody verified may sell it
};

/// Every category, in the order of the enumeration.
std::span<category_definition const> all_categories();
category_definition const& definition_of(service_category category);

/// The number of the seller's qualification that covers the category on this day, one that the
/// operator has verified before a declared one, then the one that holds longest; empty where the
/// category needs none; licence_missing where there is none.
result<std::string> licence_for(service_category category,
                                std::span<identity::qualification const> held, date day);

} // namespace talent::offerings
