#include "services/market/statistics/gap_statistics.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <span>

#include "services/market/index/bitmaps.hpp"
#include "services/market/statistics/pay_quantiles.hpp"
#include "services/market/statistics/statistics_cells.hpp"

namespace talent::market {
namespace {

using json::code_list;

constexpr std::size_t count_turns = 4;

// The demands of one cell, or of all.
struct demand_count {
    std::int64_t demands = 0;
    std::int64_t posts = 0;
    std::vector<std::uint32_t> by_day; // of publication, from the earliest day held
};

// How old the demands are, from their days of publication.
class open_days {
  public:
    open_days(short_number earliest, short_number today) : earliest_(earliest), today_(today) {}

    /// There is a demand.
    std::int64_t quantile(demand_count const& of, std::uint64_t percent) const {
        auto const rank = rank_of_quantile(static_cast<std::uint64_t>(of.demands), percent);
        std::uint64_t before = 0; // the newest are the youngest
        auto day = of.by_day.size();
        do {
            before += of.by_day[--day];
        } while (before <= rank);
        return std::max<std::int64_t>(0, today_ - earliest_ - static_cast<std::int64_t>(day));
    }

  private:
    std::int64_t earliest_;
    std::int64_t today_;
};

// One reckoning; takes the partitions' locks one after the other.
class running_gaps {
  public:
    running_gaps(market_index const& index, gap_query const& query, instant now)
        : index_(index),
          query_(query),
          now_(now),
          regions_(entries(statistics_grouping::region, code_list::region, query.regions,
                           query.region_level)),
          occupations_(entries(statistics_grouping::occupation, code_list::occupation,
                               query.occupations, query.occupation_level)),
          demands_(regions_.values.size() * occupations_.values.size()),
          supplies_(demands_.size()) {}

    gap_statistics run() {
        count_demands();
        count_supplies();
        gap_statistics made;
        made.total = make_cell(sum_of_demands(), supplies_in_all_);
        for (std::size_t region = 0; region < regions_.values.size(); ++region)
            append_region(region, made.cells);
        return made;
    }

  private:
    cell_numbering entries(statistics_grouping grouping, code_list list,
                           std::vector<std::string> const& filter, std::optional<int> level) const {
        statistics_filter only;
        (list == code_list::region ? only.regions : only.occupations) = filter;
        return number_cells(index_.part(document_kind::demand), grouping,
                            level.value_or(level_below(index_.codes(), list, filter)), only);
    }

    void count_demands() {
        auto const& part = index_.part(document_kind::demand);
        partition::reading const lock(part);
        auto const& columns = part.statistics();
        auto const found = live_within(part, query_.regions, query_.occupations, now_);
        earliest_ = columns.earliest_day();
        days_ = std::size_t{columns.latest_day()} - earliest_ + 1;
        std::vector<std::uint32_t> by_day(demands_.size() * days_);
        std::vector<std::int64_t> posts(demands_.size());
        auto const* const region_of = columns.regions();
        auto const* const occupation_of = columns.occupations();
        auto const* const day_of = columns.published_days();
        auto const* const posts_of = columns.posts();
        auto const* const region_cells = regions_.cell_of.data();
        auto const* const occupation_cells = occupations_.cell_of.data();
        auto const width = occupations_.values.size();
        auto* const days = by_day.data();
        auto* const posts_in = posts.data();
        for_each_slot(found, [&](slot place) {
            auto const cell =
                region_cells[region_of[place]] * width + occupation_cells[occupation_of[place]];
            ++days[cell * days_ + (day_of[place] - earliest_)];
            posts_in[cell] += posts_of[place];
        });
        for (std::size_t cell = 0; cell < demands_.size(); ++cell) {
            auto& counted = demands_[cell];
            auto const from = by_day.begin() + static_cast<std::ptrdiff_t>(cell * days_);
            counted.by_day.assign(from, from + static_cast<std::ptrdiff_t>(days_));
            for (auto const count : counted.by_day)
                counted.demands += count;
            counted.posts = posts[cell];
        }
    }

    // Who would work anywhere above a region is in the cell of each region below it, and counted
    // for all of them once.
    struct anywhere_above {
        std::vector<std::int64_t> counts; // by occupation
        Roaring others;                   // live, and not among them
    };

    void count_supplies() {
        auto const& part = index_.part(document_kind::supply);
        partition::reading const lock(part);
        Roaring const live = live_within_occupations(part);
        Roaring in_all;
        for (auto const& region : query_.regions)
            in_all |= part.matching(search_field::region, region);
        supplies_in_all_ = static_cast<std::int64_t>(
            query_.regions.empty() ? live.cardinality() : live.and_cardinality(in_all));
        std::map<code_number, anywhere_above> above; // by the region above
        for (std::size_t region = 0; region < regions_.values.size(); ++region) {
            auto const code = index_.codes().number(code_list::region, regions_.values[region]);
            if (code == no_code) continue;
            auto const parent = index_.codes().parent(code_list::region, code);
            auto const [found, is_new] = above.try_emplace(parent);
            auto& anywhere = found->second;
            if (is_new) {
                anywhere.counts.resize(occupations_.values.size());
                anywhere.others = live;
                if (parent != no_code) {
                    auto const supplies = part.on_the_way_up(search_field::region, parent) & live;
                    count(part, supplies, anywhere.counts);
                    anywhere.others -= supplies;
                }
            }
            auto const first = supplies_.begin() +
                               static_cast<std::ptrdiff_t>(region * occupations_.values.size());
            std::ranges::copy(anywhere.counts, first);
            count(part, part.within(search_field::region, code) & anywhere.others,
                  {first, occupations_.values.size()});
        }
    }

    void count(partition const& part, Roaring const& supplies,
               std::span<std::int64_t> counts) const {
        auto const* const occupation_of = part.statistics().occupations();
        auto const* const cell_of = occupations_.cell_of.data();
        // Neighbours are often of one cell: in turns, so that none waits for the one before, which
        // takes a twelfth less time.
        std::array<std::vector<std::uint32_t>, count_turns> in_turns;
        for (auto& one : in_turns)
            one.resize(counts.size());
        std::array<std::uint32_t*, count_turns> to{};
        std::ranges::transform(in_turns, to.begin(), [](auto& one) { return one.data(); });
        std::size_t turn = 0;
        for_each_slot(supplies, [&](slot place) {
            ++to[turn++ % count_turns][cell_of[occupation_of[place]]];
        });
        for (auto const& one : in_turns) {
            for (std::size_t cell = 0; cell < counts.size(); ++cell)
                counts[cell] += one[cell];
        }
    }

    Roaring live_within_occupations(partition const& part) const {
        Roaring live = part.live(now_);
        if (query_.occupations.empty()) return live;
        Roaring within;
        for (auto const& occupation : query_.occupations)
            within |= part.matching(search_field::occupation, occupation);
        live &= within;
        return live;
    }

    demand_count sum_of_demands() const {
        demand_count sum;
        sum.by_day.resize(days_);
        for (auto const& one : demands_) {
            sum.demands += one.demands;
            sum.posts += one.posts;
            for (std::size_t day = 0; day < days_; ++day)
                sum.by_day[day] += one.by_day[day];
        }
        return sum;
    }

    void append_region(std::size_t region, std::vector<gap_cell>& to) const {
        auto const width = occupations_.values.size();
        auto const first = demands_.begin() + static_cast<std::ptrdiff_t>(region * width);
        bool const named = std::any_of(first, first + static_cast<std::ptrdiff_t>(width),
                                       [](auto const& one) { return one.demands > 0; });
        if (!named && stands_above(regions_.values[region])) return;
        for (std::size_t i = 0; i < width; ++i) {
            auto const cell = region * width + i;
            if (demands_[cell].demands == 0 && supplies_[cell] == 0) continue;
            auto made = make_cell(demands_[cell], supplies_[cell]);
            made.region = regions_.values[region];
            made.occupation = occupations_.values[i];
            if (auto const* const entry = index_.catalogue().find(code_list::region, made.region)) {
                made.region_name_zh = entry->name_zh;
                made.region_name_en = entry->name_en;
            }
            if (auto const* const entry =
                    index_.catalogue().find(code_list::occupation, made.occupation)) {
                made.occupation_name_zh = entry->name_zh;
                made.occupation_name_en = entry->name_en;
            }
            to.push_back(std::move(made));
        }
    }

    bool stands_above(std::string const& region) const {
        auto const* const entry = index_.catalogue().find(code_list::region, region);
        auto const level = query_.region_level.value_or(
            level_below(index_.codes(), code_list::region, query_.regions));
        return entry != nullptr && entry->level < level;
    }

    gap_cell make_cell(demand_count const& of, std::int64_t supplies) const {
        gap_cell made;
        made.demands = of.demands;
        made.posts = of.posts;
        made.supplies = supplies;
        if (supplies > 0) made.posts_per_hundred_supplies = of.posts * 100 / supplies;
        if (of.demands == 0) return made;
        open_days const ages(earliest_, day_number(now_));
        made.open_days_p50 = ages.quantile(of, 50);
        made.open_days_p90 = ages.quantile(of, 90);
        return made;
    }

    market_index const& index_;
    gap_query const& query_;
    instant now_;
    cell_numbering regions_;
    cell_numbering occupations_;
    std::vector<demand_count> demands_; // by region, then occupation
    std::vector<std::int64_t> supplies_;
    std::int64_t supplies_in_all_ = 0;
    short_number earliest_ = 0;
    std::size_t days_ = 0;
};

} // namespace

gap_statistics reckon_gaps(market_index const& index, gap_query const& query, instant now) {
    return running_gaps(index, query, now).run();
}

} // namespace talent::market
