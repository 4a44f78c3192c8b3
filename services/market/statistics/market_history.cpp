#include "services/market/statistics/market_history.hpp"

#include <mutex>

#include "common/json/peek.hpp"
#include "services/market/index/statistics_columns.hpp"

namespace talent::market {
namespace {

using json::code_list;
using listings::listing_state;

bool has_ended(listing_state state) {
    return state == listing_state::filled || state == listing_state::closed ||
           state == listing_state::withdrawn;
}

// Without reading the whole object: nothing where it never was published.
std::optional<demand_life> read_life(journal::entry const& one) {
    // Most entries are of drafts, and are spared a reading by a look for the name.
    if (one.after.find("\"published_at\"") == std::string::npos) return std::nullopt;
    auto const published = json::peek_text(one.after, "published_at");
    if (!published) return std::nullopt;
    demand_life made;
    made.id = one.object_id;
    made.organisation_id =
        parse_uuid(json::peek_text(one.after, "organisation_id").value_or("")).value_or(uuid{});
    made.published_at = parse_instant(*published);
    made.updated_at =
        parse_instant(json::peek_text(one.after, "updated_at").value_or("")).value_or(one.at);
    made.occupation = json::peek_text(one.after, "occupation").value_or("");
    made.region = json::peek_text(one.after, "region").value_or("");
    auto const state =
        json::enumerator_named<listing_state>(json::peek_text(one.after, "state").value_or(""));
    if (!state || !made.published_at) return std::nullopt;
    made.state = *state;
    return made;
}

} // namespace

short_number market_history::number(code_list list, std::string_view code) const {
    auto const found = codes_.number(list, code);
    return static_cast<short_number>(found == no_code ? codes_.size(list) : found);
}

market_history::row market_history::row_of(demand_life const& one) const {
    return {.region = number(code_list::region, one.region),
            .occupation = number(code_list::occupation, one.occupation),
            .published_day = day_number(*one.published_at),
            .ended_day = has_ended(one.state) ? day_number(one.updated_at) : short_number{0},
            .state = one.state};
}

void market_history::load(demand_life const& one) {
    if (!one.published_at || kept_apart_(one.organisation_id)) return;
    auto const made = row_of(one);
    std::unique_lock const lock(mutex_);
    auto const [found, added] = rows_of_.emplace(one.id, static_cast<std::uint32_t>(rows_.size()));
    if (added) {
        rows_.push_back(made);
        ids_.push_back(one.id);
    } else {
        rows_[found->second] = made;
    }
}

void market_history::apply(journal::entry const& one) {
    if (one.object_type != "demand") return;
    if (auto const life = read_life(one)) {
        load(*life);
    } else {
        remove(one.object_id);
    }
}

void market_history::remove(uuid const& id) {
    std::unique_lock const lock(mutex_);
    auto const found = rows_of_.find(id);
    if (found == rows_of_.end()) return;
    auto const place = found->second;
    rows_of_.erase(found);
    rows_[place] = rows_.back(); // the last row takes its place
    ids_[place] = ids_.back();
    rows_.pop_back();
    ids_.pop_back();
    if (place < rows_.size()) rows_of_[ids_[place]] = place;
}

std::size_t market_history::size() const {
    std::shared_lock const lock(mutex_);
    return rows_.size();
}

std::vector<std::uint8_t> market_history::passing(code_list list,
                                                  std::vector<std::string> const& values) const {
    std::vector<std::uint8_t> passes(codes_.size(list) + 1, values.empty() ? 1 : 0);
    for (auto const code : codes_.outermost(list, values)) {
        for (auto within = code; within < codes_.end(list, code); ++within)
            passes[within] = 1;
    }
    return passes;
}

trend_statistics market_history::trends(std::vector<std::string> const& regions,
                                        std::vector<std::string> const& occupations,
                                        std::int64_t months, instant now) const {
    auto const in_region = passing(code_list::region, regions);
    auto const in_occupation = passing(code_list::occupation, occupations);
    auto const last = month_of(day_number(now));
    auto const count = static_cast<std::size_t>(months);
    // Each day's month in the answer; days outside of it go to one more, which is dropped.
    std::vector<short_number> month_at(std::size_t{no_short_number} + 1,
                                       static_cast<short_number>(count));
    trend_statistics made;
    for (std::size_t i = 0; i < count; ++i) {
        auto const one = last - std::chrono::months(static_cast<int>(count - 1 - i));
        made.months.push_back({.month = format_month(one)});
        auto const first = std::chrono::sys_days{one / std::chrono::day{1}};
        auto const past =
            std::chrono::sys_days{(one + std::chrono::months{1}) / std::chrono::day{1}};
        for (auto day = first; day < past; day += std::chrono::days{1}) {
            auto const number = day.time_since_epoch().count();
            if (number >= 0 && number < no_short_number)
                month_at[static_cast<std::size_t>(number)] = static_cast<short_number>(i);
        }
    }
    made.months.emplace_back();
    auto* const counted = made.months.data();
    auto const* const month = month_at.data();
    std::shared_lock const lock(mutex_);
    for (auto const& one : rows_) {
        if ((in_region.data()[one.region] & in_occupation.data()[one.occupation]) == 0) continue;
        ++counted[month[one.published_day]].published;
        if (!has_ended(one.state)) continue;
        auto& end = counted[month[one.ended_day]];
        end.filled += one.state == listing_state::filled ? 1 : 0;
        end.closed += one.state == listing_state::closed ? 1 : 0;
        end.withdrawn += one.state == listing_state::withdrawn ? 1 : 0;
    }
    made.months.pop_back();
    return made;
}

} // namespace talent::market
