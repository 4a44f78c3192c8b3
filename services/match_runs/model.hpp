// A match as it was once made, kept so that anybody concerned can have it made again and see that
// it comes out the same: what was asked, under which weights and criteria, on which day, and which
// versions of which listings came out in which order. The listings' contents are not copied: the
// journal has each version, and the run names them. Pure: no I/O, no clock of its own. Values; any
// thread.
//
// A run belongs to an organisation, or to one talent: then subject_id is the talent's supply, and
// the agency whose key the talent has does not see it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/base/clock.hpp"
#include "common/base/uuid.hpp"
#include "common/json/fields.hpp"

namespace talent::match_runs {

// -- limits --

inline constexpr std::int64_t runs_per_listing_max = 20;
inline constexpr std::int64_t results_max = 50; // of each list
inline constexpr std::int64_t results_default = 20;
inline constexpr std::size_t weights_length_max = 400; // characters
inline constexpr std::chrono::days runs_kept{180};

/// Whose matches: the two sides of the market of listings.
enum class asking_kind : std::uint8_t { demand, supply };

/// One listing that came out. Its place is reckoned from 1 in its own list, ranked or unranked.
struct run_result {
    uuid run_id;
    bool ranked = true;
    std::int64_t place = 0;
    uuid listing_id;
    std::int64_t listing_version = 0;
    std::optional<std::int64_t> score;
};

struct match_run {
    uuid id;
    std::int64_t version = 0;
    uuid organisation_id;
    std::optional<uuid> subject_id;
    instant created_at;

    asking_kind kind = asking_kind::demand;
    uuid listing_id;
    std::int64_t results_wanted = results_default;
    std::string weights; // as the parameter of the same name; every criterion is named once kept

    std::int64_t listing_version = 0;
    std::int64_t criteria_version = 0;
    date day;                          // in Asia/Shanghai
    std::int64_t journal_sequence = 0; // the journal reached so far
    std::int64_t total = 0;
    std::int64_t results_kept = 0; // at first
    std::string digest;

    std::vector<run_result> results; // derived: they are rows of their own
};

enum class difference_kind : std::uint8_t {
    listing,  // the version that asked, or that came out, is not in the journal
    rejected, // a hard criterion is unmet
    score,    // it comes out with another score, or with none
    order,    // it would stand before the one above it
    digest,   // what is kept is not what was kept then
    criteria, // its weights are of criteria that there are no more
};

struct difference {
    difference_kind kind = difference_kind::listing;
    bool ranked = true;
    std::int64_t place = 0; // 0: of the run as a whole
    std::optional<std::int64_t> score_then;
    std::optional<std::int64_t> score_now;
};

/// What came of making a run again.
struct reproduction {
    uuid run_id;
    bool same = false;
    std::int64_t criteria_version_then = 0;
    std::int64_t criteria_version_now = 0;
    std::int64_t checked = 0; // results
    std::int64_t erased = 0; // results that are no longer kept, since the talent's data were erased
    std::vector<difference> differences;
};

/// SHA-256 of what a run was asked and gave.
std::string digest_of(match_run const& run, std::vector<run_result> const& results);

} // namespace talent::match_runs

namespace talent::json {

template <>
struct enumeration<match_runs::asking_kind> {
    static std::span<std::string_view const> names();
};
template <>
struct enumeration<match_runs::difference_kind> {
    static std::span<std::string_view const> names();
};
template <>
struct described<match_runs::run_result> {
    static object_definition const& table();
};
template <>
struct described<match_runs::match_run> {
    static object_definition const& table();
};
template <>
struct described<match_runs::difference> {
    static object_definition const& table();
};
template <>
struct described<match_runs::reproduction> {
    static object_definition const& table();
};

} // namespace talent::json
