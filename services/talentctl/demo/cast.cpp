#include "services/talentctl/demo/cast.hpp"

#include <algorithm>
#include <array>

#include "common/vocabulary/region_code.hpp"
#include "services/procurement/bid.hpp"
#include "services/talentctl/demo/people.hpp"
#include "services/talentctl/found_operator.hpp"

namespace talent::demo {
namespace {

using identity::organisation_command;
using std::chrono::hours;
using std::chrono::minutes;

constexpr std::array newcomer_fates{newcomer_fate::submitted, newcomer_fate::submitted,
                                    newcomer_fate::submitted, newcomer_fate::registered,
                                    newcomer_fate::rejected,  newcomer_fate::suspended};

std::vector<participant> participants_of(std::vector<organisation_plan> plans) {
    std::vector<participant> made;
    made.reserve(plans.size());
    for (auto& plan : plans)
        made.push_back({std::move(plan), {}});
    return made;
}

security::principal administrator_of(identity::organisation const& one,
                                     identity::member const& person) {
    return {.audience = identity::audience_of(one.kind),
            .roles = {security::role::administrator},
            .organisation = one.id,
            .region = one.region,
            .verified = one.status == identity::organisation_status::verified,
            .member = person.id};
}

/// The use cases of identity, each in somebody's name, on the stage of the moment.
class registry {
  public:
    registry(performer& stage, identity::identity_service const& identity)
        : stage_(stage), identity_(identity) {}

    void sign_up(participant& one, std::string const& password_hash) {
        identity::registration const request{one.plan.organisation, one.plan.administrator};
        one.plan.organisation = stage_.act(security::principal{}, [&](journal::unit_of_work& unit) {
            return identity_.register_organisation(unit, request, password_hash);
        });
        auto const person = identity_.find_login(stage_.sql(), one.plan.administrator.email);
        one.who = administrator_of(one.plan.organisation, person.value());
        for (auto& licence : one.plan.qualifications) {
            licence = stage_.act(one.who, [&](journal::unit_of_work& unit) {
                return identity_.add_qualification(unit, licence);
            });
        }
    }

    void command(participant& one, security::principal const& who, organisation_command wanted,
                 std::vector<std::string> reasons = {}) {
        auto& organisation = one.plan.organisation;
        organisation = stage_.act(who, [&](journal::unit_of_work& unit) {
            return identity_.command(unit, organisation.id, organisation.version, wanted, reasons);
        });
        one.who.verified = organisation.status == identity::organisation_status::verified;
    }

    void name_supervisor(participant& one, security::principal const& who) {
        auto& organisation = one.plan.organisation;
        organisation = stage_.act(who, [&](journal::unit_of_work& unit) {
            return identity_.set_supervision(
                unit, organisation.id, organisation.version, true,
                {"《政府采购法》第十三条：财政部门履行监督管理职责。"});
        });
    }

    void verify_licence(identity::qualification& licence, security::principal const& who) {
        licence = stage_.act(who, [&](journal::unit_of_work& unit) {
            return identity_.review_qualification(unit, licence.id, licence.version,
                                                  identity::qualification_status::verified);
        });
    }

  private:
    performer& stage_;
    identity::identity_service const& identity_;
};

void add_founding(timeline& story, participant& one, identity::identity_service const& identity,
                  instant when, std::string const& password_hash) {
    story.add(when, [&one, &identity, &password_hash](performer& stage) {
        auto const founded =
            stage.act(talentctl::platform_principal(), [&](journal::unit_of_work& unit) {
                return talentctl::found_operator(unit, identity.vault(),
                                                 {one.plan.organisation, one.plan.administrator},
                                                 password_hash);
            });
        one.plan.organisation = founded.organisation;
        one.who = talentctl::principal_of(founded);
    });
}

/// Registers and submits at `when`; verified with its licences some hours later.
void add_registration(timeline& story, cast const& all, participant& one,
                      identity::identity_service const& identity, instant when,
                      std::string const& password_hash) {
    story.add(when, [&one, &identity, &password_hash](performer& stage) {
        registry desk(stage, identity);
        desk.sign_up(one, password_hash);
        desk.command(one, one.who, organisation_command::submit);
    });
    story.add(when + hours(4), [&all, &one, &identity](performer& stage) {
        registry desk(stage, identity);
        auto const& overseer = all.operator_of(one.plan.organisation.region).who;
        desk.command(one, overseer, organisation_command::verify);
        for (auto& licence : one.plan.qualifications)
            desk.verify_licence(licence, overseer);
    });
}

void add_newcomer(timeline& story, cast const& all, participant& one, newcomer_fate fate,
                  identity::identity_service const& identity, instant when,
                  std::string const& password_hash) {
    story.add(when, [&all, &one, fate, &identity, &password_hash](performer& stage) {
        registry desk(stage, identity);
        auto const& overseer = all.operator_of(one.plan.organisation.region).who;
        desk.sign_up(one, password_hash);
        if (fate == newcomer_fate::registered) return;
        desk.command(one, one.who, organisation_command::submit);
        if (fate == newcomer_fate::submitted) return;
        if (fate == newcomer_fate::rejected) {
            return desk.command(one, overseer, organisation_command::reject,
                                {"法定代表人与登记信息不一致，请核对后重新提交。"});
        }
        desk.command(one, overseer, organisation_command::verify);
        desk.command(one, overseer, organisation_command::suspend,
                     {"收到举报，正在核查招聘收费问题。"});
    });
}

} // namespace

bool participant::may(identity::capability what) const {
    auto const& own = plan.organisation.capabilities;
    return std::ranges::find(own, what) != own.end();
}

bool are_tied(participant const& left, participant const& right) {
    return !procurement::conflicts_between(left.plan.organisation, right.plan.organisation).empty();
}

participant const& cast::operator_of(std::string_view region) const {
    for (auto const& one : operators) {
        bool const of_city = &one != &operators.front() &&
                             vocabulary::is_region_within(region, one.plan.organisation.region);
        if (of_city) return one;
    }
    return operators.front();
}

std::size_t cast::size() const {
    return operators.size() + offices.size() + supervisors.size() + enterprises.size() +
           agencies.size() + newcomers.size();
}

namespace {

/// The first agency bids to every office, before officers of the operators and of the offices: it
/// shares nothing with any of them, whatever the dice say.
void keep_apart(std::uint64_t seed, cast& all) {
    auto& first = all.agencies.front().plan.organisation;
    auto const shares = [&](participant const& other) {
        auto const& with = other.plan.organisation;
        return with.legal_representative == first.legal_representative ||
               with.address == first.address || with.bank_account == first.bank_account;
    };
    for (std::size_t i = 0;
         std::ranges::any_of(all.offices, shares) || std::ranges::any_of(all.operators, shares);
         ++i) {
        dice chance(seed, "first agency", i);
        first.legal_representative = draw_person_name(chance);
        first.address = street_address(all.agencies.front().plan.where, chance);
        first.bank_account =
            "33050" + std::to_string(chance.between(100'000'000'000, 999'999'999'999));
    }
}

} // namespace

cast plan_cast(std::uint64_t seed, places const& where, std::size_t listings, date today) {
    auto const counts = counts_for(listings);
    cast all;
    all.operators = participants_of(plan_operators(seed, where));
    all.offices = participants_of(plan_offices(seed, where));
    all.supervisors = participants_of(plan_supervisors(seed, where));
    all.enterprises =
        participants_of(plan_enterprises(seed, where, counts.enterprises + newcomer_fates.size()));
    all.agencies = participants_of(plan_agencies(seed, where, counts.agencies, today));
    auto const settled = all.enterprises.begin() + static_cast<std::ptrdiff_t>(counts.enterprises);
    all.newcomers.assign(std::make_move_iterator(settled),
                         std::make_move_iterator(all.enterprises.end()));
    all.enterprises.erase(settled, all.enterprises.end());
    keep_apart(seed, all);
    return all;
}

void add_registrations(timeline& story, cast& all, identity::identity_service const& identity,
                       instant start, std::string const& password_hash) {
    for (auto& one : all.operators)
        add_founding(story, one, identity, start, password_hash);
    std::vector<participant*> others;
    for (auto* group : {&all.offices, &all.supervisors, &all.agencies, &all.enterprises}) {
        for (auto& one : *group)
            others.push_back(&one);
    }
    auto const first = start + hours(2);
    auto const last = start + cast_days - hours(8);
    for (std::size_t i = 0; i < others.size(); ++i) {
        auto const when = first + (last - first) * static_cast<std::int64_t>(i) /
                                      static_cast<std::int64_t>(others.size());
        add_registration(story, all, *others[i], identity, when, password_hash);
    }
    for (auto& one : all.supervisors) {
        story.add(last + hours(6), [&all, &one, &identity](performer& stage) {
            registry(stage, identity)
                .name_supervisor(one, all.operator_of(one.plan.organisation.region).who);
        });
    }
    for (std::size_t i = 0; i < all.newcomers.size(); ++i) {
        add_newcomer(story, all, all.newcomers[i], newcomer_fates[i], identity,
                     story.end() - hours(20) + minutes(90 * i), password_hash);
    }
}

} // namespace talent::demo
