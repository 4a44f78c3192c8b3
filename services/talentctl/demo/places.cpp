#include "services/talentctl/demo/places.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

namespace talent::demo {
namespace {

using vocabulary::code_list;

struct city_share {
    std::string_view code;
    int weight;      // of 100, by the size of its economy
    int pay_percent; // of Hangzhou's level of pay
};

constexpr std::array shares{
    city_share{"330100", 34, 100}, city_share{"330200", 19, 93}, city_share{"330300", 9, 82},
    city_share{"330400", 8, 86},   city_share{"330500", 5, 80},  city_share{"330600", 7, 84},
    city_share{"330700", 6, 80},   city_share{"330800", 2, 72},  city_share{"330900", 3, 82},
    city_share{"331000", 5, 80},   city_share{"331100", 2, 70},
};

// Districts draw more of the market than counties, and these more than other districts.
constexpr std::array busy_districts{"330106", "330108", "330110", "330109", "330212",
                                    "330206", "330302", "330402", "330482", "330782"};
constexpr int weight_of_busy_district = 10;
constexpr int weight_of_district = 5;
constexpr int weight_of_county = 3;

constexpr std::array streets{"文一西路", "江南大道", "科技大道", "创业路", "人民东路", "中山北路",
                             "解放路",   "滨海大道", "工业大道", "学院路", "迎宾大道", "环城西路",
                             "望江路",   "钱塘路",   "富春路",   "南湖路", "新华路",   "建设一路"};
constexpr std::array parks{"科技园",   "创业大厦", "产业园", "商务中心", "软件园",
                           "人才大厦", "国际大厦", "智造园", "金融中心", "众创空间"};

int weight_within_city(vocabulary::entry const& county) {
    bool const busy = std::ranges::find(busy_districts, county.code) != busy_districts.end();
    if (busy) return weight_of_busy_district;
    return county.name_zh.ends_with("区") ? weight_of_district : weight_of_county;
}

std::string path_of(vocabulary::catalogue const& codes, std::string_view code) {
    std::string joined;
    auto const ancestors = codes.ancestors(code_list::region, code);
    for (auto step = ancestors.rbegin(); step != ancestors.rend(); ++step) {
        bool const named = (*step)->level > 0 && (*step)->category != vocabulary::region_grouping;
        if (named) joined.append((*step)->name_zh);
    }
    return joined.append(codes.find(code_list::region, code)->name_zh);
}

place const& find(std::vector<place> const& list, std::string_view code) {
    auto const found = std::ranges::find(list, code, &place::region);
    if (found == list.end())
        throw std::logic_error("no such place in the demonstration's province");
    return *found;
}

} // namespace

places::places(vocabulary::catalogue const& codes) {
    for (auto const& share : shares) {
        auto const* const entry = codes.find(code_list::region, share.code);
        if (entry == nullptr)
            throw std::logic_error("the vocabulary lacks a city of the demonstration");
        std::string const code(share.code);
        cities_.push_back(
            {code, code, entry->name_zh, path_of(codes, code), share.weight, share.pay_percent});
        city_weights_.push_back(share.weight);
        for (auto const* county : codes.children(code_list::region, code)) {
            if (county->category == vocabulary::region_functional_zone) continue;
            int const weight = share.weight * weight_within_city(*county);
            counties_.push_back({county->code, code, county->name_zh, path_of(codes, county->code),
                                 weight, share.pay_percent});
            county_weights_.push_back(weight);
        }
    }
}

place const& places::city(std::string_view code) const {
    return find(cities_, code);
}

place const& places::draw_city(dice& chance) const {
    return cities_[chance.weighted(city_weights_)];
}

place const& places::draw_county(dice& chance) const {
    return counties_[chance.weighted(county_weights_)];
}

place const& places::draw_county_of(std::string_view city, dice& chance) const {
    std::vector<int> weights = county_weights_;
    for (std::size_t i = 0; i < weights.size(); ++i) {
        if (counties_[i].city != city) weights[i] = 0;
    }
    return counties_[chance.weighted(weights)];
}

std::string street_address(place const& where, dice& chance) {
    std::string address = where.path;
    address.append(chance.pick(streets))
        .append(std::to_string(chance.between(1, 1999)))
        .append("号");
    if (chance.chance(60)) {
        address.append(chance.pick(parks))
            .append(std::to_string(chance.between(1, 12)))
            .append("幢");
    }
    return address;
}

} // namespace talent::demo
