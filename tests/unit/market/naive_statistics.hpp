// The statistics as their descriptions in services/market read, by looking at every document with
// plain string operations. Shares nothing with the index but the document and the query: what is
// reckoned from the index is compared with this. One thread.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "common/vocabulary/catalogue.hpp"
#include "services/market/index/document.hpp"
#include "services/market/statistics/pay_statistics.hpp"

namespace talent::market::testing {

class naive_statistics {
  public:
    explicit naive_statistics(vocabulary::catalogue const& codes) : codes_(codes) {}

    void put(document one) { documents_[one.id] = std::move(one); }
    void remove(uuid const& id) { documents_.erase(id); }
    std::map<uuid, document> const& documents() const { return documents_; }

    pay_statistics pay(pay_query const& query, instant now) const;

    using demands = std::vector<document const*>;
    /// Live demands with pay that pass the filter.
    demands paying(statistics_filter const& filter, instant now) const;
    /// The same, by what the grouping has them under, in the answer's order.
    std::vector<std::pair<std::string, demands>> parted(pay_query const& query, instant now) const;
    /// By the rule alone, without regard to neighbours.
    static bool may_be_shown(demands const& cell);

  private:
    bool passes(document const& one, statistics_filter const& filter) const;
    bool within_any(json::code_list list, std::string const& code,
                    std::vector<std::string> const& values) const;
    std::string value_of(document const& one, pay_query const& query) const;
    int level_of(pay_query const& query) const;
    std::string at_level(json::code_list list, std::string const& code, int level) const;
    pay_cell cell_of(demands const& cell, bool shown) const;

    vocabulary::catalogue const& codes_;
    std::map<uuid, document> documents_;
};

} // namespace talent::market::testing
