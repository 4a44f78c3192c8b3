// The bodies of batch imports: many listings at once. Values; any thread.
#pragma once

#include "services/listings/model.hpp"

namespace talent::listings {

template <class T>
struct listing_import {
    std::vector<T> items = {};
    bool publish = false;
};
using demand_import = listing_import<demand>;
using supply_import = listing_import<supply>;

} // namespace talent::listings

namespace talent::json {
TALENT_DESCRIBED(listings::demand_import);
TALENT_DESCRIBED(listings::supply_import);
} // namespace talent::json
