// The award: the decision for a bid of one lot, and its public notice. Values; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/clock.hpp"
#include "common/base/money.hpp"
#include "common/base/uuid.hpp"
#include "common/calendar/deadline.hpp"
#include "common/json/fields.hpp"

namespace talent::procurement {

/// The decision for a bid, and its public notice.
struct award {
    uuid id = {};
    std::int64_t version = 0;
    uuid tender_id = {};
    std::int64_t lot = 1;
    uuid bid_id = {};
    uuid supplier_id = {};
    std::string supplier_name = {};
    money price = {};
    std::vector<std::string> reasons = {};
    calendar::deadline standstill = {};
    instant standstill_until = {};
    instant created_at = {}; // the notice is public from this instant
};

struct award_decision {
    uuid bid_id = {};
    std::vector<std::string> reasons = {};
};

} // namespace talent::procurement

namespace talent::json {
TALENT_DESCRIBED(procurement::award);
TALENT_DESCRIBED(procurement::award_decision);
} // namespace talent::json
