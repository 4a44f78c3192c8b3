// A lot: a part of a tender that is awarded by itself, and the result it has reached. Values; any
// thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "common/base/money.hpp"
#include "common/json/fields.hpp"

namespace talent::procurement {

inline constexpr std::size_t lots_max = 20;
inline constexpr std::int64_t lot_number_max = 99;

enum class lot_state : std::uint8_t {
    undecided,
    reopened, // its award was set aside: to be scored and evaluated again
    awarded,
    contracted,
    unsuccessful
};

struct lot {
    std::int64_t number = 1;
    std::string title = {};
    money budget = {};
    lot_state state = lot_state::undecided;
    std::vector<std::string> state_reasons = {}; // why it is unsuccessful or decided again
    std::int64_t round = 1;                      // of scores; a reopened lot begins another
    /// Why it goes on with fewer bidders than the law asks, and in which round that was approved;
    /// 0: in none.
    std::vector<std::string> fewer_bidders_reasons = {};
    std::int64_t fewer_bidders_round = 0;
};

} // namespace talent::procurement

namespace talent::json {
TALENT_ENUMERATION(procurement::lot_state);
TALENT_DESCRIBED(procurement::lot);
} // namespace talent::json
