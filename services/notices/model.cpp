#include "services/notices/model.hpp"

#include <algorithm>

#include "services/notices/target.hpp"

namespace talent::notices {
namespace {

constexpr std::int64_t chance_max = 999;

bool is_kind_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.';
}

struct notice_row {
    std::string_view prefix; // of the entry's kind, whole words
    notice_kind kind;
};

// The first that fits decides. What an organisation does itself is no notice to it, except where
// the platform acts.
constexpr notice_row notice_rows[] = {
    {"webhook.disabled", notice_kind::webhook},
    {"clock", notice_kind::deadline},
    {"alert.raised", notice_kind::alert},
    {"qualification", notice_kind::licence},
    {"award", notice_kind::award},
    {"bid", notice_kind::bid},
    {"bid_correction", notice_kind::bid},
    {"tender", notice_kind::tender},
    {"tender_amendment", notice_kind::tender},
    {"tender_question", notice_kind::tender},
    {"panel_seat", notice_kind::tender},
    {"remedy", notice_kind::challenge},
    {"exclusion", notice_kind::challenge},
    {"framework_agreement", notice_kind::contract},
    {"contract", notice_kind::contract},
    {"amendment", notice_kind::contract},
    {"milestone", notice_kind::milestone},
    {"invoice", notice_kind::payment},
    {"payment", notice_kind::payment},
    {"refund", notice_kind::payment},
    {"project", notice_kind::project},
    {"package", notice_kind::project},
    {"work_package", notice_kind::project},
    {"order", notice_kind::order},
    {"review", notice_kind::review},
    {"rating", notice_kind::review},
    {"appeal", notice_kind::review},
    {"demand.suspended", notice_kind::moderation},
    {"demand.reinstated", notice_kind::moderation},
    {"supply.suspended", notice_kind::moderation},
    {"supply.reinstated", notice_kind::moderation},
    {"offering.suspended", notice_kind::moderation},
    {"offering.reinstated", notice_kind::moderation},
};

bool has_prefix(std::string_view type, std::string_view prefix) {
    return type.starts_with(prefix) && (type.size() == prefix.size() || type[prefix.size()] == '.');
}

} // namespace

result<void> check_consistency(webhook const& one, bool local) {
    auto faults = refuse(error_code::invalid_fields);
    auto const target =
        parse_target(one.address, local ? local_targets::allowed : local_targets::refused);
    if (!target.has_value()) faults.errors = target.error().errors;
    for (std::size_t i = 0; i < one.events.size(); ++i) {
        auto const& kind = one.events[i];
        if (!kind.empty() && std::ranges::all_of(kind, is_kind_character)) continue;
        faults.errors.push_back({"/events/" + std::to_string(i), "unknown_value",
                                 "is no kind of entry, such as award or award.made"});
    }
    if (faults.errors.empty()) return success();
    return faults;
}

result<void> check_consistency(redelivery const& one) {
    bool const range = one.from_sequence && one.to_sequence;
    if (one.delivery_id.has_value() == range ||
        one.from_sequence.has_value() != one.to_sequence.has_value()) {
        return refuse_field("/delivery_id", "required",
                            "name one delivery, or from_sequence and to_sequence");
    }
    if (!range) return success();
    if (*one.to_sequence < *one.from_sequence)
        return refuse_field("/to_sequence", "out_of_order", "is before from_sequence");
    if (*one.to_sequence - *one.from_sequence >= redelivery_entries_max) {
        return refuse_field(
            "/to_sequence", "out_of_range",
            "the range has more than " + std::to_string(redelivery_entries_max) + " entries");
    }
    return success();
}

bool is_of_kind(std::string_view type, std::vector<std::string> const& events) {
    return events.empty() || std::ranges::any_of(events, [&](std::string const& one) {
               return has_prefix(type, one);
           });
}

std::optional<instant> next_attempt(std::int64_t failed, instant now, std::int64_t chance) {
    if (failed < 1 || failed > static_cast<std::int64_t>(retry_waits.size())) return std::nullopt;
    std::chrono::milliseconds const wait = retry_waits[static_cast<std::size_t>(failed - 1)];
    // From nine tenths to eleven tenths.
    auto const span = wait * 2 * retry_jitter_percent / 100;
    return now + wait - span / 2 + span * chance / chance_max;
}

bool must_be_disabled(instant failing_since, std::int64_t failures, instant now) {
    return failures >= failing_attempts_min && now - failing_since >= failing_max;
}

std::optional<notice_kind> kind_of_notice(std::string_view type) {
    for (auto const& row : notice_rows) {
        if (has_prefix(type, row.prefix)) return row.kind;
    }
    return std::nullopt;
}

bool is_among_members(std::string_view type) {
    return type == "panel_seat.consensus_superseded";
}

} // namespace talent::notices
