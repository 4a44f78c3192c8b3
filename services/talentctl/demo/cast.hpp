// Who takes part in the demonstration market: the planned organisations, and, once their
// registration was played, the principals that speak for them. Made by the driver; filled while the
// timeline is played, on the database thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/security/principal.hpp"
#include "services/identity/service.hpp"
#include "services/talentctl/demo/organisations.hpp"
#include "services/talentctl/demo/timeline.hpp"

namespace talent::demo {

struct participant {
    organisation_plan plan;
    security::principal who; // of its administrator; from the registration on

    std::string const& name() const { return plan.organisation.name; }
    bool may(identity::capability what) const;
};

/// One and the same, or with a person, a telephone, an account or an address in common, which
/// keeps one from the other's tenders; once both are registered.
bool are_tied(participant const& left, participant const& right);

/// One of the newcomers, whose registration waits for the operator or came to nothing.
enum class newcomer_fate { registered, submitted, rejected, suspended };

struct cast {
    std::vector<participant> operators; // the province's first
    std::vector<participant> offices;
    std::vector<participant> supervisors; // offices that supervise the others' procurement
    std::vector<participant> enterprises;
    std::vector<participant> agencies;
    std::vector<participant> newcomers; // in the order of newcomer_fates

    /// The operator of the city that the region is in.
    participant const& operator_of(std::string_view region) const;
    std::size_t size() const;
};

/// Everybody, planned but not yet registered.
cast plan_cast(std::uint64_t seed, places const& where, std::size_t listings, date today);

/// Adds the registrations: operators are founded at `start`; the others register, submit and are
/// verified by their city's operator within `cast_days`; the newcomers come in the last days.
inline constexpr std::chrono::days cast_days{3};
void add_registrations(timeline& story, cast& all, identity::identity_service const& identity,
                       instant start, std::string const& password_hash);

} // namespace talent::demo
