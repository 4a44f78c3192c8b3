// The report of an evaluation, which the panel delivers to the buyer: the choice of a winner waits
// for it (Government Procurement Law Implementing Regulation, art. 43; Order 87 of the Ministry of
// Finance (2017), art. 58 and 68). Values; any thread.
#pragma once

#include <string>
#include <vector>

#include "services/procurement/consensus.hpp"

namespace talent::procurement {

struct evaluation_report {
    uuid id = {};
    std::int64_t version = 0;
    uuid tender_id = {};
    uuid seat_id = {}; // of the member who delivered it
    std::string summary = {};
    std::vector<document> documents = {};
    instant created_at = {}; // the buyer has it from this instant

    std::vector<consensus> agreed = {}; // derived: what the ranking was reckoned from
};

} // namespace talent::procurement

namespace talent::json {
TALENT_DESCRIBED(procurement::evaluation_report);
} // namespace talent::json
