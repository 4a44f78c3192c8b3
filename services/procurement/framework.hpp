// Framework agreements: whom a tender made members, for how long and up to which sum the buyer
// calls off, by which terms; states as a table of data. Order 110 of the Ministry of Finance
// (2022). Pure: no I/O, no clock of its own. Values; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "services/procurement/bid.hpp"

namespace talent::procurement {

enum class framework_state : std::uint8_t { active, terminated };

struct framework_member {
    uuid supplier_id = {};
    std::string supplier_name = {};
    std::int64_t rank = 1; // in the evaluation that made it a member
};

struct framework_agreement {
    uuid id = {};
    std::string number = {}; // F-330100-2026-000001
    std::int64_t version = 0;
    uuid tender_id = {};
    uuid buyer_id = {};
    framework_state state = framework_state::active;
    std::vector<std::string> state_reasons = {};
    std::string region = {};
    std::string title = {};
    framework_terms terms = {};
    std::vector<framework_member> members = {};
    instant starts_at = {};
    instant ends_at = {};
    instant created_at = {};
    instant updated_at = {};

    bool in_force = false;       // derived: neither terminated nor over
    money called_off = {};       // derived: by call-offs that run or were awarded
    money left_to_call_off = {}; // derived
};

enum class framework_command : std::uint8_t { terminate };
using framework_transition =
    json::transition<framework_state, framework_command, procurement_party>;
std::span<framework_transition const> framework_transitions();
result<framework_state> next_state(framework_state from, framework_command command,
                                   procurement_party who);

/// The day so many months later at 24:00 in Shanghai; the last of the month where it has no such
/// day (Civil Code, art. 202).
instant end_of_months(instant start, std::int64_t months);

/// The winner first, then the next in rank that stand, up to the terms' number; one bid a supplier.
std::vector<bid> members_among(std::vector<bid> standing, uuid const& winner,
                               std::int64_t suppliers_max);

/// Who may bid for a call-off: the named member where the terms have direct call-offs, all members
/// where they have competition. wrong_state once the framework is not in force, invalid_fields
/// where the terms do not have that way, or the named one is no member.
result<std::vector<uuid>> bidders_of_call_off(framework_agreement const& one,
                                              std::vector<uuid> const& named, instant now);

/// amount_exceeded where the call-off goes beyond the ceiling, given what the others come to.
result<void> check_ceiling(framework_agreement const& one, money others, money call_off);

/// amount_exceeded where a call-off is awarded for more than its budget, which is what the ceiling
/// was held against; any other tender may be.
result<void> check_call_off_price(tender const& one, money price);

bool is_in_force(framework_agreement const& one, instant now);

} // namespace talent::procurement

namespace talent::json {
TALENT_ENUMERATION(procurement::framework_state);
TALENT_ENUMERATION(procurement::framework_command);
TALENT_DESCRIBED(procurement::framework_member);
TALENT_DESCRIBED(procurement::framework_agreement);
} // namespace talent::json
