// Running clocks over all objects: which deadline of which object concerns which organisation, and
// what has been told of it. Pure: no I/O, no clock of its own. Values; any thread.
//
// A clock's row is derived from its object and replaced with it; only what was told of it is its
// own: nearing, then overdue, or ended where a time to wait is over.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "common/base/clock.hpp"
#include "common/base/uuid.hpp"
#include "common/calendar/deadline.hpp"
#include "common/json/fields.hpp"

namespace talent::db {
class session;
}

namespace talent::clocks {

inline constexpr std::chrono::days nearing_max{3}; // before it is due, or a quarter of the term
/// A licence takes weeks to renew.
inline constexpr std::chrono::days licence_nearing_max{30};
inline constexpr std::string_view licence_expires = "licence_expires";
inline constexpr std::int64_t subscriptions_per_reader_max = 10;

struct running_clock {
    uuid id;
    std::int64_t version = 0;
    uuid organisation_id; // whom it concerns
    std::string object_type;
    uuid object_id;
    std::string title; // of the object
    // As calendar::deadline has them.
    std::string rule;
    std::string start_event;
    instant start;
    instant due;
    std::int64_t amount = 0;
    calendar::deadline_unit unit = calendar::deadline_unit::working_days;
    std::string calendar_version;
    bool provisional = false;
    std::int64_t divisor = calendar::divisor_none;
    instant nearing_at;
    bool nearing_told = false;
    bool due_told = false;
    bool over = false; // derived: due has passed
};

/// A clock that concerns one party of its object alone.
struct party_clock {
    uuid party;
    calendar::deadline clock;
};
/// The clocks of one object as its service has them, and whom they concern.
struct object_clocks {
    std::string title;
    std::vector<uuid> parties;
    std::vector<calendar::deadline> running; // of all parties
    std::vector<party_clock> of_one = {};
};

/// An entry about another kind of object that begins or ends clocks: of which objects.
struct clock_trigger {
    std::string_view object_type; // of the entry
    std::function<std::vector<uuid>(db::session& sql, uuid const& id)> objects;
};
/// How an object's clocks are read: a row for each kind of object that has any. Nothing: it has
/// none now. On a database thread.
struct clock_source {
    std::string_view object_type;
    std::function<std::optional<object_clocks>(db::session& sql, uuid const& id, instant now)> read;
    std::vector<clock_trigger> triggers = {}; // besides the object's own entries
};

/// A member's (or an organisation's own) calendar subscription; the token is shown once.
struct clock_subscription {
    uuid id;
    std::int64_t version = 0;
    uuid organisation_id;
    uuid member_id; // nil: the organisation's own, made by a key
    std::string name;
    std::string token_sha256;
    instant created_at;
    std::optional<instant> revoked_at;
};
struct issued_clock_subscription {
    clock_subscription subscription;
    std::string address; // path and query: the token is in it
};

/// Until the end of its last day, in Shanghai, a licence holds; each is a clock of its holder's.
calendar::deadline licence_clock(date valid_from, date valid_until);

/// The term's last quarter, three days of it at most; of a licence thirty.
instant nearing_of(calendar::deadline const& one);

/// Whether the rule is a time to wait or a right that ends, which nobody can be late with.
bool is_waiting(std::string_view rule);

/// One row for each party and clock of the object; ids as `make` gives them.
std::vector<running_clock> rows_of(std::string_view object_type, uuid const& object_id,
                                   object_clocks const& from, std::function<uuid()> const& make);

/// The same clock of the same object for the same party, whatever it is due.
bool is_same(running_clock const& one, running_clock const& other);

} // namespace talent::clocks

namespace talent::json {
TALENT_DESCRIBED(clocks::running_clock);
TALENT_DESCRIBED(clocks::clock_subscription);
TALENT_DESCRIBED(clocks::issued_clock_subscription);
} // namespace talent::json
