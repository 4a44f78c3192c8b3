#include "common/security/holder.hpp"

namespace talent::security {

std::string holder::key() const {
    return to_string(subject_id ? *subject_id : organisation_id);
}

holder holder_of(principal const& who) {
    bool const talent = who.audience == audience::talent;
    return {who.organisation, talent ? std::optional(who.subject) : std::nullopt};
}

} // namespace talent::security
