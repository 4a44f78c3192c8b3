#include "tests/bench/market_documents.hpp"

#include <algorithm>

#include "services/talentctl/demo/demand_texts.hpp"
#include "services/talentctl/demo/supply_texts.hpp"

namespace talent::bench {
namespace {

using std::chrono::days;
using std::chrono::hours;

constexpr std::size_t organisations_for = 1'000'000; // listings, however many are drawn
constexpr int real_title_percent = 33;
constexpr int by_agency_percent = 15; // of demands
constexpr int own_county_percent = 70;
constexpr int own_city_percent = 65;
constexpr int ended_percent = 3;
constexpr std::int64_t zipf_scale = 1'000'000; // weight of the rank r: scale / (r + offset)
constexpr std::int64_t zipf_offset = 3;

uuid drawn_id(instant made_at, demo::dice chance) {
    uuid made;
    auto const time = static_cast<std::uint64_t>(to_milliseconds(made_at));
    for (std::size_t i = 0; i < 6; ++i)
        made.bytes[i] = static_cast<std::uint8_t>(time >> (40 - 8 * i));
    auto const high = chance.next();
    auto const low = chance.next();
    for (std::size_t i = 0; i < 8; ++i)
        made.bytes[8 + i] = static_cast<std::uint8_t>(low >> (8 * i));
    made.bytes[6] = static_cast<std::uint8_t>(0x70U | (high & 0x0FU));
    made.bytes[7] = static_cast<std::uint8_t>(high >> 8U);
    made.bytes[8] = static_cast<std::uint8_t>(0x80U | (made.bytes[8] & 0x3FU));
    return made;
}

date market_day() {
    return std::chrono::floor<days>(market_now() + hours{8});
}

} // namespace

instant market_now() {
    static instant const now = *parse_instant("2026-11-20T00:00:00+08:00");
    return now;
}

market_documents::market_documents(vocabulary::catalogue const& codes,
                                   std::vector<test::labelled_title> titles, std::uint64_t seed)
    : codes_(codes), titles_(std::move(titles)), seed_(seed), places_(codes) {
    auto const counts = demo::counts_for(organisations_for);
    auto const take = [&](std::vector<demo::organisation_plan> plans, std::string_view kind,
                          std::vector<organisation>& into) {
        for (auto& plan : plans) {
            into.push_back(
                {drawn_id(market_now() - days{400}, demo::dice(seed_, kind, into.size())),
                 std::move(plan.organisation.name), std::move(plan.where),
                 std::move(plan.industry)});
        }
    };
    take(demo::plan_enterprises(seed_, places_, counts.enterprises), "enterprise", enterprises_);
    take(demo::plan_agencies(seed_, places_, counts.agencies, market_day()), "agency", agencies_);
    for (auto const& each : demo::all_professions())
        profession_weights_.push_back(each.weight);
    // Which title is frequent is chance: the file's order says nothing.
    demo::dice(seed_, "titles", 0).shuffle(titles_);
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < titles_.size(); ++i) {
        sum += zipf_scale / (static_cast<std::int64_t>(i) + zipf_offset);
        title_bounds_.push_back(sum);
    }
}

template <class Listing>
void market_documents::give_real_title(Listing& one, demo::dice& chance) const {
    if (titles_.empty() || !chance.chance(real_title_percent)) return;
    auto const drawn = chance.between(0, title_bounds_.back() - 1);
    auto const place = std::ranges::upper_bound(title_bounds_, drawn) - title_bounds_.begin();
    auto const& title = titles_[static_cast<std::size_t>(place)];
    one.title = title.title;
    auto const code = test::without_group_zeros(title.code);
    if (codes_.known(json::code_list::occupation, code)) one.occupation = code;
}

template <class Listing>
void market_documents::publish(Listing& one, std::string_view kind, std::size_t number) const {
    demo::dice chance(seed_, kind, number);
    one.state = listings::listing_state::published;
    one.published_at = market_now() - std::chrono::minutes(chance.between(60, 300 * 24 * 60));
    one.created_at = *one.published_at - hours(chance.between(1, 48));
    one.updated_at = *one.published_at;
    one.expires_at = chance.chance(ended_percent)
                         ? market_now() - hours(chance.between(1, 48))
                         : market_now() + days(chance.between(10, 120)) + hours(7);
    one.id = drawn_id(one.created_at, chance);
}

listings::demand market_documents::demand(std::size_t number, std::int64_t version) const {
    demo::dice who(seed_, "demand publisher", number);
    auto const& enterprise = who.pick(enterprises_);
    bool const by_agency = who.chance(by_agency_percent);
    auto const& agency = who.pick(agencies_);
    demo::dice chance(seed_ + static_cast<std::uint64_t>(version), "demand", number);
    auto const& work = demo::all_professions()[chance.weighted(profession_weights_)];
    auto const& where = chance.chance(own_county_percent)
                            ? enterprise.where
                            : places_.draw_county_of(enterprise.where.city, chance);
    auto made = demo::draw_demand(work, where, codes_, chance);
    give_real_title(made, chance);
    publish(made, "demand times", number);
    made.version = version;
    made.number = "D-" + made.region + "-2026-" + std::to_string(number);
    made.organisation_id = by_agency ? agency.id : enterprise.id;
    made.employer_name = enterprise.name;
    if (by_agency) made.source = "受" + enterprise.name + "委托招聘";
    return made;
}

listings::supply market_documents::supply(std::size_t number, std::int64_t version) const {
    demo::dice who(seed_, "supply publisher", number);
    auto const& agency = who.pick(agencies_);
    demo::dice chance(seed_ + static_cast<std::uint64_t>(version), "supply", number);
    auto const& work = demo::all_professions()[chance.weighted(profession_weights_)];
    auto const& home = chance.chance(own_city_percent)
                           ? places_.draw_county_of(agency.where.city, chance)
                           : places_.draw_county(chance);
    auto made = demo::draw_supply(work, places_, home, market_day(), codes_, chance);
    give_real_title(made, chance);
    publish(made, "supply times", number);
    made.version = version;
    made.number = "S-" + made.regions.front() + "-2026-" + std::to_string(number);
    made.organisation_id = agency.id;
    made.education_verified = chance.chance(16);
    made.experience_verified = chance.chance(12);
    if (chance.chance(20)) made.skills_verified = {made.skills.front()};
    return made;
}

} // namespace talent::bench
