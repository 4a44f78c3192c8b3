// What delivery asks of whoever has a contract delivered through work packages: what the packages
// show of the delivery when the buyer is about to accept it, and that their dates follow those of
// the contract. Answered by contracting, which stands above delivery; talentd's composition brings
// the two together. On a database thread.
#pragma once

#include <functional>

#include "common/base/result.hpp"
#include "common/journal/unit_of_work.hpp"
#include "services/delivery/milestone.hpp"

namespace talent::delivery {

struct downstream {
    /// What the packages of the contract show when so much of it is accepted in all.
    std::function<downstream_finding(db::session& sql, contract const& of, money accepted)> judge =
        {};
    /// The contract rested so many days: the packages' dates move with it.
    std::function<result<void>(journal::unit_of_work& unit, contract const& of, std::int64_t days,
                               term_calendar const& calendar)>
        delay = {};
};

} // namespace talent::delivery
