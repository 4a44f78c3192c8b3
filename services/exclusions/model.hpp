// Exclusions: a supplier that is barred from government procurement for a time, after it was heard
// (Government Procurement Law, art. 77). States as a table of data and the rules between them.
// Pure: no I/O, no clock of its own. Values; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "common/base/clock.hpp"
#include "common/base/result.hpp"
#include "common/base/uuid.hpp"
#include "common/calendar/deadline.hpp"
#include "common/json/state_table.hpp"

namespace talent::exclusions {

/// One to three years (Government Procurement Law, art. 77).
inline constexpr std::int64_t months_min = 12;
inline constexpr std::int64_t months_max = 36;

/// What art. 77 names, and what the contract's law adds.
enum class exclusion_ground : std::uint8_t {
    false_materials,
    improper_means_against_others,
    collusion,
    bribery,
    negotiation_outside_the_procedure,
    refusal_of_inspection,
    refusal_to_contract,
    breach_of_contract,
    fabricated_complaint
};

enum class exclusion_state : std::uint8_t { proposed, excluded, dropped, lifted };
enum class exclusion_command : std::uint8_t { defend, exclude, drop, lift };
enum class exclusion_party : std::uint8_t { supervisor, supplier };

struct exclusion {
    uuid id = {};
    std::string number = {}; // X-330000-2026-000001
    std::int64_t version = 0;
    exclusion_state state = exclusion_state::proposed;
    uuid supplier_id = {};
    std::string supplier_name = {};
    uuid supervisor_id = {};
    std::string region = {}; // where it holds: this region and what lies in it
    exclusion_ground ground = exclusion_ground::false_materials;
    std::string facts = {};
    std::int64_t months = months_min;
    std::string defence = {};
    std::optional<instant> defended_at = {};
    std::vector<std::string> reasons = {}; // of the decision, then of lifting it
    std::optional<instant> decided_at = {};
    std::optional<instant> excluded_until = {};
    std::optional<instant> lifted_at = {};
    instant created_at = {};
    instant updated_at = {};
    bool test = false; // hidden: of a test organisation, which nobody else learns of

    std::vector<calendar::deadline> clocks = {}; // derived
};

struct exclusion_defence {
    std::string text = {};
};
struct exclusion_decision {
    bool excluded = false;
    std::vector<std::string> reasons = {};
};

using exclusion_transition = json::transition<exclusion_state, exclusion_command, exclusion_party>;
std::span<exclusion_transition const> exclusion_transitions();
result<exclusion_state> next_state(exclusion_state from, exclusion_command command,
                                   exclusion_party who);

/// Until when the supplier may defend itself. Administrative Penalty Law (2021), art. 64.
/// The divisor is the supplier's (identity::directory::divisor_of).
calendar::deadline defence_clock(exclusion const& one, calendar::working_days const& calendar,
                                 std::int64_t divisor);
std::vector<calendar::deadline> clocks_of(exclusion const& one,
                                          calendar::working_days const& calendar,
                                          std::int64_t divisor);

/// wrong_state before the supplier has defended itself or let the term for it pass.
result<void> check_heard(exclusion const& one, calendar::deadline const& defence, instant now);

/// The last instant's end, this many months after a decision: the same day of the month, at 24:00
/// in Shanghai; the month's last day where it has no such day (Civil Code, art. 202).
instant end_of_exclusion(instant decided_at, std::int64_t months);

/// Half-open: it holds from the decision until excluded_until.
bool is_effective(exclusion const& one, instant now);

/// Proposals are for the supplier and the supervisors; decisions are public, as the law has it,
/// and what was dropped stays between them.
bool is_public(exclusion const& one);

} // namespace talent::exclusions

namespace talent::json {
TALENT_ENUMERATION(exclusions::exclusion_ground);
TALENT_ENUMERATION(exclusions::exclusion_state);
TALENT_ENUMERATION(exclusions::exclusion_command);
TALENT_ENUMERATION(exclusions::exclusion_party);
TALENT_DESCRIBED(exclusions::exclusion);
TALENT_DESCRIBED(exclusions::exclusion_defence);
TALENT_DESCRIBED(exclusions::exclusion_decision);
} // namespace talent::json
