// The body of a batch import: many offerings at once. A value; any thread.
#pragma once

#include "services/offerings/model.hpp"

namespace talent::offerings {

struct offering_import {
    std::vector<offering> items = {};
    bool publish = false;
};

} // namespace talent::offerings

namespace talent::json {
TALENT_DESCRIBED(offerings::offering_import);
} // namespace talent::json
