// Saved searches and the alerts they raise: what somebody wants to be told of, and what they were
// told. Pure: no I/O, no clock of its own. Values; any thread.
//
// A saved search belongs to an organisation, or to one talent: then subject_id is the talent's
// supply, and the agency whose key the talent has does not see it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/base/clock.hpp"
#include "common/base/money.hpp"
#include "common/base/result.hpp"
#include "common/base/uuid.hpp"
#include "common/json/fields.hpp"

namespace talent::alerts {

// -- limits --

inline constexpr std::int64_t saved_searches_per_organisation_max = 200;
inline constexpr std::int64_t saved_searches_per_talent_max = 20;
inline constexpr std::size_t values_of_filter_max = 50;      // market::filter_values_max
inline constexpr std::size_t text_code_points_max = 200;     // market::query_code_points_max
inline constexpr std::size_t literal_parts_max = 32;         // market::query_terms_max
inline constexpr std::int64_t score_hundredths_max = 10'000; // market::score_max
inline constexpr std::chrono::days alerts_kept{90};

/// What is searched: the kinds of market::document_kind, in its order.
enum class searched_kind : std::uint8_t { demand, supply, offering, tender };

struct saved_search {
    uuid id;
    std::int64_t version = 0;
    uuid organisation_id;
    std::optional<uuid> subject_id;
    instant created_at;
    instant updated_at;

    std::string name;
    searched_kind kind = searched_kind::demand;
    bool paused = false;

    std::optional<uuid> matches_of; // a demand or supply, the other side of what is searched
    std::optional<std::int64_t> score_min;

    // As the parameters of /v1/search/… of the same names.
    std::string q;
    bool interpret = true;
    std::vector<std::string> literal;
    std::vector<std::string> region;
    std::vector<std::string> occupation;
    std::vector<std::string> industry;
    std::vector<std::string> skill;
    std::vector<std::string> education;
    std::vector<std::string> experience;
    std::vector<std::string> employment;
    std::vector<std::string> organisation;
    std::vector<std::string> category;
    std::vector<std::string> stage;
    std::vector<std::string> method;
    std::vector<std::string> progress;
    std::optional<money> pay_min;
    std::optional<money> pay_max;

    std::int64_t raised_today = 0;    // derived
    std::int64_t held_back_today = 0; // derived
};

/// A listing that a saved search found: raised once for each publication of it.
struct alert {
    uuid id;
    uuid organisation_id;
    std::optional<uuid> subject_id;
    uuid saved_search_id;
    std::string name; // the saved search's
    searched_kind kind = searched_kind::demand;
    uuid listing_id;
    std::int64_t listing_version = 0;
    instant published_at;
    std::optional<std::int64_t> score;
    instant raised_at;
};

/// What must hold between fields; invalid_fields with every error.
result<void> check_consistency(saved_search const& one);

} // namespace talent::alerts

namespace talent::json {

template <>
struct enumeration<alerts::searched_kind> {
    static std::span<std::string_view const> names();
};
template <>
struct described<alerts::saved_search> {
    static object_definition const& table();
};
template <>
struct described<alerts::alert> {
    static object_definition const& table();
};

} // namespace talent::json
