// Which of one's own bids a list shows. A value; any thread.
#pragma once

#include <optional>

#include "services/procurement/bid.hpp"

namespace talent::procurement {

struct bid_filter {
    std::optional<uuid> tender_id = {};
    std::optional<bid_state> state = {};
};

} // namespace talent::procurement
