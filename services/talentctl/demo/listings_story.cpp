#include "services/talentctl/demo/listings_story.hpp"

#include <algorithm>
#include <array>

#include "common/calendar/working_days.hpp"
#include "services/talentctl/demo/demand_texts.hpp"
#include "services/talentctl/demo/people.hpp"
#include "services/talentctl/demo/supply_texts.hpp"

namespace talent::demo {
namespace {

using identity::capability;
using listings::demand;
using listings::listing_command;
using listings::supply;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr int demand_percent = 45;
constexpr int by_agency_percent = 15;      // of demands
constexpr int odd_wording_per_mille = 4;   // demands that wait for a moderator
constexpr int personal_record_percent = 8; // of supplies
constexpr int revealed_percent = 30;       // of personal records
constexpr int verified_facts_percent = 20; // of supplies
constexpr int own_industry_percent = 75;   // demands that fit the enterprise's industry
constexpr int own_city_percent = 65;       // supplies from the agency's own city

// The first two are what a visitor's keys belong to: a Java demand of the first enterprise, and the
// supply of the first agency whose talent has a key.
constexpr std::size_t showcase_demand = 0;
constexpr std::size_t showcase_supply = 1;

constexpr std::string_view odd_wording = "\n（仅限男性，35岁以下优先）";
constexpr std::string_view consent_text_version = "个人信息处理同意书 2026-1";

bool is_demand(std::uint64_t seed, std::size_t number) {
    if (number == showcase_demand) return true;
    if (number == showcase_supply) return false;
    return dice(seed, "kind", number).chance(demand_percent);
}

bool places_talents(participant const& one) {
    return one.may(capability::hr_company) || one.may(capability::headhunter) ||
           one.may(capability::labour_dispatch) || one.may(capability::university);
}

instant draw_expiry(instant end, dice& chance) {
    return end + days(chance.between(10, 120)) + hours(chance.between(0, 23));
}

std::string_view reason_of(listing_command command) {
    switch (command) {
        case listing_command::suspend:
            return "内容待核实：薪资与岗位描述不符，请补充说明。";
        case listing_command::withdraw:
            return "招聘计划调整";
        case listing_command::close:
            return "招聘期结束";
        case listing_command::fill:
            return "已找到合适人选";
        default:
            return {};
    }
}

/// The weight of each profession that belongs to the industry, 0 for the others.
std::vector<int> weights_within(std::string_view industry) {
    std::vector<int> weights;
    for (auto const& each : all_professions()) {
        auto const industries = parts(each.industries);
        bool const fits = std::ranges::find(industries, industry) != industries.end();
        weights.push_back(fits ? each.weight : 0);
    }
    return weights;
}

std::string evidence_number(std::size_t number) {
    return "档案室 CS-" + std::to_string(100'000 + number);
}

} // namespace

listings_story::listings_story(std::uint64_t seed, cast const& all, places const& where,
                               vocabulary::catalogue const& codes,
                               listings::listings_service const& service)
    : seed_(seed), all_(all), where_(where), codes_(codes), service_(service) {
    for (auto const& agency : all_.agencies) {
        if (places_talents(agency)) placing_agencies_.push_back(&agency);
        if (agency.may(capability::hr_company) || agency.may(capability::headhunter))
            licensed_agencies_.push_back(&agency);
    }
    for (auto const& each : all_professions())
        weights_.push_back(each.weight);
    for (auto const& enterprise : all_.enterprises) {
        auto const& industry = enterprise.plan.industry;
        if (fitting_weights_.contains(industry)) continue;
        auto weights = weights_within(industry);
        bool const any = std::ranges::any_of(weights, [](int weight) { return weight > 0; });
        if (any) fitting_weights_.emplace(industry, std::move(weights));
    }
}

// -- drawing --

profession const& listings_story::draw_profession(std::string_view industry, dice& chance) const {
    auto const fitting = fitting_weights_.find(industry);
    bool const own = fitting != fitting_weights_.end() && chance.chance(own_industry_percent);
    return all_professions()[chance.weighted(own ? fitting->second : weights_)];
}

listings_story::drawn_demand listings_story::draw_demand_of(std::size_t number, instant end) const {
    dice chance(seed_, "demand", number);
    auto const& enterprise =
        number == showcase_demand ? all_.enterprises.front() : chance.pick(all_.enterprises);
    bool const by_agency = number != showcase_demand && chance.chance(by_agency_percent);
    auto const& work = number == showcase_demand
                           ? all_professions().front()
                           : draw_profession(enterprise.plan.industry, chance);
    auto const& where = chance.chance(70)
                            ? enterprise.plan.where
                            : where_.draw_county_of(enterprise.plan.where.city, chance);
    auto notice = draw_demand(work, where, codes_, chance);
    notice.expires_at = draw_expiry(end, chance);
    if (number != showcase_demand && chance.between(1, 1'000) <= odd_wording_per_mille)
        notice.conditions.append(odd_wording);
    if (!by_agency) return {std::move(notice), &enterprise};
    notice.employer_name = enterprise.name();
    notice.source = "受" + enterprise.name() + "委托招聘";
    return {std::move(notice), chance.pick(licensed_agencies_)};
}

listings_story::drawn_supply listings_story::draw_supply_of(std::size_t number, instant end) const {
    dice chance(seed_, "supply", number);
    bool const showcase = number == showcase_supply;
    auto const& agency = showcase ? all_.agencies.front() : *chance.pick(placing_agencies_);
    auto const& work =
        showcase ? all_professions().front() : all_professions()[chance.weighted(weights_)];
    auto const& home = showcase || chance.chance(own_city_percent)
                           ? where_.draw_county_of(agency.plan.where.city, chance)
                           : where_.draw_county(chance);
    auto offer = draw_supply(work, where_, home, calendar::day_of(end), codes_, chance);
    offer.expires_at = draw_expiry(end, chance);
    return {std::move(offer), &agency};
}

listings_story::fate listings_story::draw_fate(std::size_t number) const {
    static constexpr std::array weights{4, 87, 3, 2, 3, 1}; // in the order of fate
    if (number == showcase_demand || number == showcase_supply) return fate::published;
    return static_cast<fate>(dice(seed_, "fate", number).weighted(weights));
}

participant const& listings_story::overseer_of(participant const& publisher) const {
    return all_.operator_of(publisher.plan.organisation.region);
}

// -- playing --

void listings_story::add_to(timeline& story, instant start, std::size_t count) {
    auto const span_minutes =
        std::chrono::duration_cast<minutes>(story.end() - hours(1) - start).count();
    for (std::size_t number = 0; number < count; ++number) {
        auto const when = start + minutes(dice(seed_, "when", number).between(0, span_minutes));
        story.add(when, [this, &story, number](performer& stage) {
            if (is_demand(seed_, number))
                play_demand(story, stage, number);
            else
                play_supply(story, stage, number);
        });
    }
}

void listings_story::play_demand(timeline& story, performer& stage, std::size_t number) {
    auto const drawn = draw_demand_of(number, story.end());
    auto const& who = drawn.publisher->who;
    bool const published = draw_fate(number) != fate::draft;
    auto const kept = stage.act(who, [&](journal::unit_of_work& unit) -> result<demand> {
        TRY(auto made, service_.create(unit, drawn.notice));
        if (!published) return made;
        return service_.command<demand>(unit, made.id, made.version, listing_command::publish, {});
    });
    ++demands_;
    if (kept.state == listings::listing_state::published)
        add_ending(story, kept, *drawn.publisher, number);
}

void listings_story::play_supply(timeline& story, performer& stage, std::size_t number) {
    auto const drawn = draw_supply_of(number, story.end());
    auto const& who = drawn.publisher->who;
    bool const published = draw_fate(number) != fate::draft;
    auto kept = stage.act(who, [&](journal::unit_of_work& unit) -> result<supply> {
        TRY(auto made, service_.create(unit, drawn.offer));
        if (!published) return made;
        return service_.command<supply>(unit, made.id, made.version, listing_command::publish, {});
    });
    ++supplies_;
    if (!published) return;
    dice chance(seed_, "person", number);
    bool const showcase = number == showcase_supply;
    if (showcase) talent_subject_ = kept.id;
    if (showcase || chance.chance(verified_facts_percent)) {
        listings::verified_facts const facts{
            chance.chance(80), chance.chance(60), {kept.skills.front()}};
        kept = stage.act(overseer_of(*drawn.publisher).who, [&](journal::unit_of_work& unit) {
            return service_.verify_facts(unit, kept.id, kept.version, facts);
        });
    }
    if (showcase || chance.chance(personal_record_percent)) {
        keep_personal_record(story, stage, *drawn.publisher, kept.id, number);
    }
    add_ending(story, kept, *drawn.publisher, number);
}

void listings_story::keep_personal_record(timeline& story, performer& stage,
                                          participant const& agency, uuid const& supply_id,
                                          std::size_t number) {
    dice chance(seed_, "record", number);
    listings::personal_record const record{
        .name = draw_person_name(chance),
        .phone = draw_mobile_phone(chance),
        .email = "talent" + std::to_string(number) + "@people.demo.example"};
    listings::consent consent{.purpose = listings::consent_purpose::recruitment,
                              .text_version = std::string(consent_text_version),
                              .evidence = evidence_number(number)};
    stage.act(agency.who, [&](journal::unit_of_work& unit) {
        return service_.write_personal_record(unit, supply_id, std::nullopt, record);
    });
    stage.act(agency.who, [&](journal::unit_of_work& unit) {
        return service_.give_consent(unit, supply_id, consent);
    });
    bool const stays = draw_fate(number) == fate::published; // only what is shown can be revealed
    if (!stays || !chance.chance(revealed_percent)) return;
    auto const& enterprise = chance.pick(all_.enterprises);
    story.add(stage.now() + hours(chance.between(2, 200)),
              [this, &enterprise, supply_id](performer& later) {
                  listings::reveal const wanted{.purpose = listings::consent_purpose::recruitment,
                                                .note = "面试邀约"};
                  later.act(enterprise.who, [&](journal::unit_of_work& unit) {
                      return service_.reveal_record(unit, supply_id, wanted);
                  });
              });
}

template <class T>
void listings_story::add_ending(timeline& story, T const& listing, participant const& publisher,
                                std::size_t number) {
    static constexpr std::array commands{listing_command::publish,  listing_command::publish,
                                         listing_command::close,    listing_command::fill,
                                         listing_command::withdraw, listing_command::suspend};
    auto const ending = draw_fate(number);
    if (ending == fate::published || ending == fate::draft) return;
    auto const command = commands[static_cast<std::size_t>(ending)];
    auto const& actor = ending == fate::suspended ? overseer_of(publisher) : publisher;
    auto const when = std::min(
        *listing.published_at + hours(dice(seed_, "ending", number).between(1, 240)), story.end());
    story.add(when, [this, &actor, command, id = listing.id,
                     version = listing.version](performer& stage) {
        stage.act(actor.who, [&](journal::unit_of_work& unit) {
            return service_.command<T>(unit, id, version, command, reason_of(command));
        });
    });
}

} // namespace talent::demo
