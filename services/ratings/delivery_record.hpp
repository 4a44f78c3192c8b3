// The delivery record: what an organisation's published ratings amount to, over a period and by
// category. A cell with too few ratings, or of too few who rated, is withheld: it would pass for
// the record of an agency where it is one delivery's. The ratings themselves are public, so this
// keeps no secret. Pure; any thread.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "common/base/clock.hpp"
#include "common/base/uuid.hpp"
#include "common/json/fields.hpp"

namespace talent::ratings {

inline constexpr std::int64_t record_ratings_min = 5;
inline constexpr std::int64_t record_raters_min = 3; // with two, either reckons the other's part

/// Ratings that say the same, counted.
struct opinion_tally {
    std::string category = {};
    std::int64_t satisfaction = 0;
    bool complaint = false;
    std::int64_t count = 0;
};
struct hours_tally {
    std::string category = {};
    std::int64_t hours_to_resolve = 0;
    std::int64_t count = 0;
};
struct rating_counts {
    std::vector<opinion_tally> opinions = {};
    std::vector<hours_tally> hours = {};
    std::map<std::string, std::int64_t> raters = {}; // organisations that rated, by category
    std::int64_t raters_in_all = 0;
};

struct record_cell {
    std::string category = {}; // empty: without one, or all together
    std::int64_t n = 0;
    bool withheld = false;
    std::optional<std::int64_t> satisfaction_hundredths = {}; // 433 is 4.33, half up
    /// Of the ratings that say it, at least record_ratings_min; of an even number the mean of the
    /// two in the middle.
    std::optional<std::int64_t> median_hours_hundredths = {};
    std::optional<std::int64_t> complaint_basis_points = {}; // half up
};

struct delivery_record {
    uuid organisation_id = {};
    std::optional<date> from = {};
    std::optional<date> until = {}; // inclusive
    record_cell total = {};
    std::vector<record_cell> categories = {}; // by their names
};

/// Without the organisation and the period, which are the caller's.
delivery_record summarise(rating_counts const& counted);

} // namespace talent::ratings

namespace talent::json {
TALENT_DESCRIBED(ratings::record_cell);
TALENT_DESCRIBED(ratings::delivery_record);
} // namespace talent::json
