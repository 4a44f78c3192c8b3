// What became of demands, month by month: how many were first published, and how many of them were
// filled, closed or withdrawn. The index holds only what is published, so this read model keeps
// some bytes of every demand that ever was. Filled at start by load(), then kept current by journal
// entries; applying an entry twice changes nothing.
//
// A demand counts by its state now: a withdrawn one that is published again is no longer withdrawn,
// and the end of one that has ended is its last change. Its region and occupation are its last
// ones.
//
// Owned by talentd's main; the code_space must outlive it. load() before anything else; apply() one
// thread at a time (the follower's); trends() from any thread at any time.
#pragma once

#include <functional>
#include <optional>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "common/journal/follower.hpp"
#include "services/listings/model.hpp"
#include "services/market/index/code_space.hpp"
#include "services/market/index/short_number.hpp"
#include "services/market/statistics/statistics_filter.hpp"

namespace talent::market {

inline constexpr std::int64_t trend_months_max = 120;
inline constexpr std::int64_t trend_months_default = 12;

/// What is read of a demand's row.
struct demand_life {
    uuid id;
    uuid organisation_id;
    listings::listing_state state = listings::listing_state::draft;
    instant updated_at;
    std::optional<instant> published_at;
    std::string occupation;
    std::string region;
};

struct trend_month {
    std::string month;
    std::int64_t published = 0; // for the first time
    std::int64_t filled = 0;
    std::int64_t closed = 0;
    std::int64_t withdrawn = 0;

    bool operator==(trend_month const&) const = default;
};

struct trend_statistics {
    std::vector<trend_month> months; // the oldest first, the current one last
};

class market_history final : public journal::projection {
  public:
    /// Demands of organisations that are kept apart, test organisations, are not counted.
    using kept_apart = std::function<bool(uuid const& organisation)>;

    explicit market_history(
        code_space const& codes, kept_apart apart = [](uuid const&) { return false; })
        : codes_(codes), kept_apart_(std::move(apart)) {}

    /// Leaves out what never was published.
    void load(demand_life const& one);
    void apply(journal::entry const& one) override;

    /// The last months, within any of the regions and any of the occupations; empty: all.
    trend_statistics trends(std::vector<std::string> const& regions,
                            std::vector<std::string> const& occupations, std::int64_t months,
                            instant now) const;
    std::size_t size() const;

  private:
    struct row {
        short_number region = 0;     // the vocabulary's size where none is stated
        short_number occupation = 0; // likewise
        short_number published_day = 0;
        short_number ended_day = 0;
        listings::listing_state state = listings::listing_state::draft;
    };

    row row_of(demand_life const& one) const;
    short_number number(json::code_list list, std::string_view code) const;
    std::vector<std::uint8_t> passing(json::code_list list,
                                      std::vector<std::string> const& values) const;
    void remove(uuid const& id);

    code_space const& codes_;
    kept_apart kept_apart_;
    mutable std::shared_mutex mutex_;
    std::vector<row> rows_;
    std::vector<uuid> ids_; // of each row
    std::unordered_map<uuid, std::uint32_t> rows_of_;
};

} // namespace talent::market

namespace talent::json {
TALENT_DESCRIBED(market::demand_life);
TALENT_DESCRIBED(market::trend_month);
TALENT_DESCRIBED(market::trend_statistics);
} // namespace talent::json
