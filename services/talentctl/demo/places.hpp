// Where the demonstration market is: the cities and counties of 浙江省 (330000), each with its
// share of the market, its level of pay, streets and parks. Region codes come from the vocabulary.
// A value, made once; reads from any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/vocabulary/catalogue.hpp"
#include "services/talentctl/demo/dice.hpp"

namespace talent::demo {

inline constexpr std::string_view province_code = "330000";

struct place {
    std::string region;    // a city or county
    std::string city;      // the code of the city it is, or is in
    std::string name;      // 余杭区
    std::string path;      // 浙江省杭州市余杭区
    int weight = 0;        // share of the market
    int pay_percent = 100; // of Hangzhou's level of pay
};

class places {
  public:
    explicit places(vocabulary::catalogue const& codes);

    std::vector<place> const& cities() const { return cities_; }
    std::vector<place> const& counties() const { return counties_; }

    place const& city(std::string_view code) const;
    place const& draw_city(dice& chance) const;
    /// A county, in proportion to its share.
    place const& draw_county(dice& chance) const;
    place const& draw_county_of(std::string_view city, dice& chance) const;

  private:
    std::vector<place> cities_;
    std::vector<place> counties_;
    std::vector<int> city_weights_;
    std::vector<int> county_weights_;
};

/// "浙江省杭州市余杭区 仓前街道 文一西路 1218 号 3 幢" without the spaces.
std::string street_address(place const& where, dice& chance);

} // namespace talent::demo
