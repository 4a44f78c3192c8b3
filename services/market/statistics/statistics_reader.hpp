// Reads the query parameters that statistics have in common and notes every one that is wrong. Made
// for one request, one thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.hpp"
#include "common/http/request.hpp"
#include "services/market/statistics/statistics_filter.hpp"

namespace talent::market {

class statistics_reader {
  public:
    statistics_reader(http::request const& asked, code_space const& codes)
        : asked_(asked), codes_(codes) {}

    std::vector<std::string> codes(std::string_view name, json::code_list list);
    std::vector<std::string> experience();
    std::optional<month> month_named(std::string_view name);
    statistics_grouping grouping();
    /// Of a grouping's vocabulary; refused where the grouping has none, where the vocabulary has no
    /// such level, and where the filter leaves more than statistics_cells_max entries at it.
    std::optional<int> level(statistics_grouping grouping, statistics_filter const& filter);
    /// Of a vocabulary, by the parameter's name; left out: level_below() the filter. Each entry
    /// within the filter down to the level has `cells_each` cells, statistics_cells_max in all.
    int level_of(std::string_view name, json::code_list list,
                 std::vector<std::string> const& filter, std::size_t cells_each);
    std::optional<std::int64_t> whole_number(std::string_view name, std::int64_t from,
                                             std::int64_t to);

    void fail(std::string_view name, std::string code, std::string detail);
    /// With every fault so far; none where there is none.
    std::optional<problem> faults() const;

  private:
    http::request const& asked_;
    code_space const& codes_;
    problem faults_{.code = error_code::invalid_query, .detail = {}, .errors = {}};
};

} // namespace talent::market
