// What an organisation is told and how: its webhooks, what was delivered to them, its inbox. Pure:
// no I/O, no clock of its own. Values; any thread.
//
//   delivery   one journal entry for one webhook: pending → delivered, or dead after the last retry
//   attempt    one request of a delivery, with what came back
#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "common/base/clock.hpp"
#include "common/base/result.hpp"
#include "common/base/uuid.hpp"
#include "common/json/fields.hpp"

namespace talent::notices {

// -- limits --

inline constexpr std::int64_t webhooks_per_organisation_max = 20;
inline constexpr std::size_t webhook_events_max = 50;
inline constexpr std::size_t address_bytes_max = 2'048;
inline constexpr std::size_t answer_bytes_kept = 1'024;       // the first of what came back
inline constexpr std::size_t answer_bytes_max = 64 * 1024;    // read at all; then the request ends
inline constexpr std::chrono::seconds attempt_time_max{10};   // from the look-up to the last byte
inline constexpr std::chrono::hours secret_overlap{24};       // both secrets sign after a rotation
inline constexpr std::int64_t redelivery_entries_max = 1'000; // of one request
inline constexpr std::chrono::days deliveries_kept{30};
inline constexpr std::chrono::days notices_kept{90};
inline constexpr std::size_t inbox_marks_max = 200; // in one request

/// Between the attempts of a delivery: the n-th failure waits for the n-th of these, give or take a
/// tenth; after the last it is dead. Three days and three hours in all.
inline constexpr std::array<std::chrono::seconds, 9> retry_waits{
    std::chrono::seconds{5},         std::chrono::seconds{5 * 60},
    std::chrono::seconds{30 * 60},   std::chrono::seconds{2 * 3600},
    std::chrono::seconds{5 * 3600},  std::chrono::seconds{10 * 3600},
    std::chrono::seconds{14 * 3600}, std::chrono::seconds{20 * 3600},
    std::chrono::seconds{24 * 3600}};
inline constexpr std::int64_t retry_jitter_percent = 10;
/// A webhook that has answered nothing for so long, and so many times in a row, is disabled; so is
/// at once one that answers 410 Gone.
inline constexpr std::chrono::days failing_max{3};
inline constexpr std::int64_t failing_attempts_min = 10;

// -- webhooks --

struct webhook {
    uuid id;
    std::int64_t version = 0;
    uuid organisation_id;
    instant created_at;
    instant updated_at;
    std::string address;
    std::string description;
    std::vector<std::string> events; // kinds, or prefixes of kinds: award, award.made; none: all
    std::string region;              // entries of this region's subtree only; empty: of any
    bool enabled = true;
    std::string disabled_reason;
    std::int64_t since_sequence = 0; // later entries only
    std::optional<instant> secret_rotated_at;
    std::optional<instant> previous_secret_until;
    std::string secrets;                  // sealed: webhook_secrets
    std::optional<instant> failing_since; // derived
};

/// The raw keys in base64, as they are sealed.
struct webhook_secrets {
    std::string current;
    std::string previous; // empty: none
};

/// The one answer that shows a webhook's secret.
struct issued_webhook {
    notices::webhook webhook;
    std::string secret; // whsec_…
};

enum class delivery_state : std::uint8_t { pending, delivered, dead };

struct webhook_delivery {
    uuid id; // webhook-id of every attempt
    uuid webhook_id;
    uuid organisation_id;
    std::int64_t sequence = 0;
    std::string type;
    delivery_state state = delivery_state::pending;
    std::int64_t attempts = 0;
    std::int64_t round_attempts = 0; // since it was last asked for
    instant created_at;
    instant next_attempt_at;
    instant claimed_until; // while a process is at it
    std::optional<instant> ended_at;
};

struct webhook_attempt {
    uuid id;
    uuid webhook_id;
    uuid delivery_id;
    std::int64_t number = 0;
    instant at;
    std::string address;     // connected to; empty where it came to none
    std::int64_t status = 0; // of HTTP; 0 where none came
    std::string failure;     // a word; empty where a status came
    std::int64_t latency_milliseconds = 0;
    std::string answer; // its first bytes
};

/// One delivery, or all entries of a range that the webhook is shown.
struct redelivery {
    std::optional<uuid> delivery_id;
    std::optional<std::int64_t> from_sequence;
    std::optional<std::int64_t> to_sequence;
};
struct redelivery_answer {
    std::int64_t count = 0;
};

/// What must hold between fields: the address's form, the events' kinds. Where the name leads is
/// looked at with each attempt.
result<void> check_consistency(webhook const& one, bool local_targets);
result<void> check_consistency(redelivery const& one);

/// "award.made" is of "award", of "award.made" and of nothing named; not of "aw".
bool is_of_kind(std::string_view type, std::vector<std::string> const& events);

/// Whether a status of HTTP says that the message was taken.
inline bool is_taken(std::int64_t status) {
    return status >= 200 && status < 300;
}

/// When the attempt after the `failed`-th failure is due; nothing: the delivery is dead. `chance`
/// is from 0 to 999.
std::optional<instant> next_attempt(std::int64_t failed, instant now, std::int64_t chance);

/// Whether a webhook with such a row of failures is disabled now.
bool must_be_disabled(instant failing_since, std::int64_t failures, instant now);

// -- the inbox --

enum class notice_kind : std::uint8_t {
    award,
    tender,
    bid,
    challenge,
    contract,
    milestone,
    payment,
    project,
    order,
    review,
    moderation,
    licence,
    deadline,
    alert,
    webhook
};

struct inbox_notice {
    uuid id;
    uuid organisation_id;
    std::int64_t sequence = 0;
    notice_kind kind = notice_kind::tender;
    std::string type;
    std::string object_type;
    uuid object_id;
    instant at;
    bool read = false; // derived
};

struct inbox_marks {
    std::vector<uuid> notices;
};

/// Which of the entries that an organisation is named in are notices, and of what kind. Nothing:
/// not told in the inbox.
std::optional<notice_kind> kind_of_notice(std::string_view type);

/// Whether members tell one another by it, who may be of one organisation: then it is told there
/// too where it comes from.
bool is_among_members(std::string_view type);

} // namespace talent::notices

namespace talent::json {
TALENT_ENUMERATION(notices::delivery_state);
TALENT_ENUMERATION(notices::notice_kind);
TALENT_DESCRIBED(notices::webhook);
TALENT_DESCRIBED(notices::webhook_secrets);
TALENT_DESCRIBED(notices::issued_webhook);
TALENT_DESCRIBED(notices::webhook_delivery);
TALENT_DESCRIBED(notices::webhook_attempt);
TALENT_DESCRIBED(notices::redelivery);
TALENT_DESCRIBED(notices::redelivery_answer);
TALENT_DESCRIBED(notices::inbox_notice);
TALENT_DESCRIBED(notices::inbox_marks);
} // namespace talent::json
