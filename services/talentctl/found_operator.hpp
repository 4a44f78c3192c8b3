// The one way in which an operator enters the market: it is set up by hand, with talentctl, already
// verified, since nobody is above it who could verify it. On the unit's database thread.
#pragma once

#include <string>

#include "common/base/result.hpp"
#include "common/journal/unit_of_work.hpp"
#include "common/personal/vault.hpp"
#include "services/identity/model.hpp"

namespace talent::talentctl {

struct founded_operator {
    identity::organisation organisation;
    identity::member administrator;
};

/// Registers the organisation as a verified operator of its home region, with its first
/// administrator. duplicate where the credit code or the e-mail address is taken.
result<founded_operator> found_operator(journal::unit_of_work& unit, personal::vault const& vault,
                                        identity::registration request,
                                        std::string const& password_hash);

/// Whom talentctl speaks for when nobody has signed in: the platform itself.
security::principal platform_principal();

/// The administrator of a founded operator, to make its first key.
security::principal principal_of(founded_operator const& founded);

} // namespace talent::talentctl
