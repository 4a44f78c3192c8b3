// Amendments of a published tender: what may change in its text, and each text that stood before.
// Pure: no I/O, no clock of its own. Values; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "services/procurement/methods.hpp"

namespace talent::procurement {

inline constexpr std::int64_t amendments_max = 100; // of one tender

/// An amendment changes the text, so bids have to be confirmed; an extension leaves them as they
/// are.
enum class amendment_kind : std::uint8_t { amendment, extension };

/// What may change. Left out: it stays. Buyer, region, method, invitation and framework stay
/// always.
struct amendment_request {
    std::string rationale = {};
    std::optional<std::string> title = {};
    std::optional<std::string> description = {};
    std::optional<money> budget = {};
    std::optional<std::vector<lot>> lots = {};
    std::optional<std::vector<item>> items = {};
    std::optional<procurement::eligibility> eligibility = {};
    std::optional<std::vector<criterion>> criteria = {};
    std::optional<std::vector<document>> documents = {};
    std::optional<instant> deadline_at = {};
    std::optional<std::int64_t> standstill_working_days = {};
    std::optional<std::string> justification = {};
};
struct extension_request {
    std::string rationale = {};
    instant deadline_at = {};
};

/// Kept for ever: why, and the whole text before.
struct tender_amendment {
    uuid id = {};
    std::int64_t version = 0;
    uuid tender_id = {};
    std::int64_t number = 1;
    amendment_kind kind = amendment_kind::amendment;
    std::string rationale = {};
    std::vector<std::string> changed = {}; // names of fields
    instant deadline_before = {};
    instant deadline_after = {};
    bool extended_by_law = false; // the deadline was too near to an amendment
    std::optional<tender> text_before = {};
    instant created_at = {};
};

/// The tender with the request's fields in place of its own.
tender amended(tender const& one, amendment_request const& wanted);

/// Which fields of the text differ, by name.
std::vector<std::string> changed_fields(tender const& before, tender const& after);

/// wrong_state unless it is published, bidding_closed from its deadline on.
result<void> check_may_be_amended(tender const& one, instant now);

/// invalid_fields at /deadline_at unless it is later than the tender's own.
result<void> check_later(tender const& one, instant deadline);

} // namespace talent::procurement

namespace talent::json {
TALENT_ENUMERATION(procurement::amendment_kind);
TALENT_DESCRIBED(procurement::amendment_request);
TALENT_DESCRIBED(procurement::extension_request);
TALENT_DESCRIBED(procurement::tender_amendment);
} // namespace talent::json
