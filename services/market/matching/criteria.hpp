// What a match is judged by. A `market` says which kind of document needs and which offers, and has
// one table of criteria; the engine (matching.hpp) knows nothing else about it. Services and
// agencies have tables of their own (suppliers/table_matching.hpp). Points are hundredths and
// integers, so that the facts of an explanation add up to the score exactly. Constants and pure
// functions; any thread.
//
// The soft criteria of a market weigh 100 together; a document that meets them all scores
// score_max. Whether a value is verified says how far it may be trusted, not how well it fits: it
// is shown with each fact and earns nothing by itself.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/clock.hpp"
#include "services/market/index/code_space.hpp"
#include "services/market/index/document.hpp"
#include "services/market/index/profile.hpp"

namespace talent::market {

inline constexpr int points_per_weight = 100;
inline constexpr int score_max = 100 * points_per_weight;

enum class criterion_kind : std::uint8_t {
    hard, // unmet: the pair is rejected; earns no points
    soft,
};
enum class outcome : std::uint8_t { met, partly, unmet, unknown };
enum class evidence : std::uint8_t { declared, verified };
enum class side : std::uint8_t { need, offer };

std::string_view name_of(criterion_kind kind);
std::string_view name_of(outcome what);
std::string_view name_of(evidence what);

/// What a criterion of any market counts for, whatever it judges.
struct criterion_terms {
    std::string_view name;
    criterion_kind kind = criterion_kind::soft;
    int weight = 0;     // soft: its share of 100
    int weight_min = 0; // soft: what somebody who weighs otherwise may give it (weighting.hpp)
    int weight_max = 0;

    constexpr int points_max() const {
        return kind == criterion_kind::soft ? weight * points_per_weight : 0;
    }
};

struct assessment {
    market::outcome outcome = outcome::unknown;
    int points = 0;
};

/// Both sides of a pair as numbers, and the day on which it is judged.
struct profile_pair {
    profile const& need;
    profile const& offer;
    code_space const& codes;
    date today;
};

/// What hard criteria narrow candidates by (candidate_source.hpp).
class candidate_source;
/// Judges and scores candidates by one table (candidate_scoring.hpp).
struct scoring_task;
struct scoring_outcome;

struct criterion {
    std::string_view name;
    criterion_kind kind;
    int weight;     // soft: its share of 100
    int weight_min; // soft: what somebody who weighs otherwise may give it (weighting.hpp)
    int weight_max;
    assessment (*assess)(profile_pair const& pair, int points_max);
    /// What the fact shows: codes, names and numbers.
    std::vector<std::string> (*required)(document const& need);
    std::vector<std::string> (*offered)(document const& offer);
    /// Whether what was offered has been checked by somebody; null: it is always as declared.
    bool (*is_verified)(profile_pair const& pair);
    /// Hard criteria that bitmaps decide: requires what leaves exactly those that pass. Null: each
    /// pair is assessed.
    void (*narrow)(candidate_source& candidates);
    /// Soft: has few different outcomes and is quickly assessed, so candidates are parted by it
    /// before they are scored. One of a market at most.
    bool leads = false;
    /// Reads nothing that profile_column::glance() does not show.
    bool is_glanced = false;

    constexpr criterion_terms terms() const { return {name, kind, weight, weight_min, weight_max}; }
    constexpr int points_max() const { return terms().points_max(); }
};

/// The most that each criterion of a market earns, in the order of its table.
using criterion_points = std::vector<int>;

struct market_definition {
    std::string_view name;
    int version; // rises whenever a pair may come out otherwise than it did
    document_kind need;
    document_kind offer;
    std::span<criterion const> criteria; // the hard ones first
    void (*score)(scoring_task const& task, scoring_outcome& made);
};

std::vector<criterion_terms> terms_of(market_definition const& market);

/// What one criterion of a table earns where it weighs the most that it may and the others the
/// least.
template <class Table>
constexpr int most_points(Table const& criteria, std::string_view name) {
    int highest = 0;
    int all = 0;
    for (auto const& each : criteria) {
        auto const one = each.terms();
        if (one.name == name) highest = one.weight_max;
        all += one.name == name ? one.weight_max : one.weight_min;
    }
    return score_max * highest / all + 1;
}

// clang-format off
/// Talent demand ↔ talent supply. Shares of points are rounded down.
///
/// Hard:
///   region            a region of one side lies within a region of the other
///   scope             a listing scoped to its own region meets only what has a region within it
///   occupation_group  the same sub-major group; or one side names only the major group that holds
///                     it
///   education         the level held is at least the level required
///   pay               the least that is accepted is not above the most that is paid; unknown, and
///                     not rejected, where either is not stated
///   employment        the type is among those accepted; unknown where none is stated
///
/// Soft:
///   occupation        25  the same code 100 %, the same minor group 70 %, sub-major 40 %, major
///                         10 %
///   required_skills   30  the share of them that is offered; all of it where none is required
///   preferred_skills   8  likewise
///   experience        12  years had / years required, at most all
///   education_margin   5  as required 60 %, one level above 80 %, two or more 100 %; 100 % where
///                         no level is required
///   pay_fit           10  100 % where the most paid reaches what is hoped for (or, where that is
///                         not stated, the least accepted); below, the share of the way from the
///                         least accepted up to it; half where unknown
///   region_closeness   5  best pair: the same region 100 %, the need's within the offer's 80 %,
///                         the offer's within the need's 60 %
///   availability       5  available today 100 %, within 30 days 60 %, within 90 days 30 %, later
///                         none; half where unknown
// clang-format on
market_definition const& listing_market();

} // namespace talent::market
