// The organisations of the demonstration market as they will register: operators of the province
// and its cities, government offices, enterprises and agencies, with valid credit codes, and the
// qualifications that agencies hold. Everything is invented except the names of the public offices.
// Pure functions of the dice.
#pragma once

#include <string>
#include <vector>

#include "common/base/clock.hpp"
#include "services/identity/model.hpp"
#include "services/talentctl/demo/dice.hpp"
#include "services/talentctl/demo/places.hpp"

namespace talent::demo {

struct organisation_plan {
    identity::organisation organisation;
    identity::administrator_details administrator; // without the password
    std::vector<identity::qualification> qualifications;
    place where;
    std::string industry; // an enterprise's
};

/// How many of each; the offices are a fixed list.
struct organisation_counts {
    std::size_t enterprises = 0;
    std::size_t agencies = 0;
};
organisation_counts counts_for(std::size_t listings);

/// The operator of the province first, then those of its cities.
std::vector<organisation_plan> plan_operators(std::uint64_t seed, places const& where);
/// The human-resources bureau of Hangzhou first.
std::vector<organisation_plan> plan_offices(std::uint64_t seed, places const& where);
/// The finance bureau of Hangzhou, which supervises procurement there.
std::vector<organisation_plan> plan_supervisors(std::uint64_t seed, places const& where);
std::vector<organisation_plan> plan_enterprises(std::uint64_t seed, places const& where,
                                                std::size_t count);
/// The first one does all of an HR company's business. Licences hold from before `today` on.
std::vector<organisation_plan> plan_agencies(std::uint64_t seed, places const& where,
                                             std::size_t count, date today);

} // namespace talent::demo
