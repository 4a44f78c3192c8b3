// Whose something private is: an organisation's, or one talent's, whose agency does not see it. A
// value; any thread.
#pragma once

#include <optional>
#include <string>

#include "common/security/principal.hpp"

namespace talent::security {

struct holder {
    uuid organisation_id = {};
    std::optional<uuid> subject_id = {}; // the talent's supply

    /// What a row is found by: the talent's id where it is a talent's, else the organisation's.
    std::string key() const;
    bool operator==(holder const&) const = default;
};

holder holder_of(principal const& who);

/// Whether it is theirs: `one` names its holder by organisation_id and subject_id.
template <class Private>
bool holds(principal const& who, Private const& one) {
    return holder_of(who) == holder{one.organisation_id, one.subject_id};
}

} // namespace talent::security
