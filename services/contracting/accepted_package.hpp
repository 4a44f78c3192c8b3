// What others may know of a work package that was accepted: who bought, used and delivered it. For
// the services that build upon it, such as the rating of deliveries. On a database thread.
#pragma once

#include <optional>
#include <string>

#include "common/base/clock.hpp"
#include "common/base/uuid.hpp"
#include "common/db/session.hpp"
#include "services/offerings/model.hpp"

namespace talent::contracting {

struct accepted_package {
    uuid id = {};
    uuid project_id = {};
    uuid contract_id = {};
    uuid buyer_id = {};      // of the contract
    uuid user_id = {};       // who uses the result
    uuid contractor_id = {}; // the group
    uuid agency_id = {};     // who delivered it; the contractor where it was its own work
    bool own_work = false;
    std::string title = {};
    offerings::service_category category = offerings::service_category::skills_training;
    std::string region = {};
    instant accepted_at = {};
};

/// Nothing where there is no such package or it is not accepted.
std::optional<accepted_package> find_accepted_package(db::session& sql, uuid const& id);

} // namespace talent::contracting
