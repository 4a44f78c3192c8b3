// Notices by mail: what a member wants mailed, the mails themselves, and where they are handed in.
// Pure: no I/O, no clock of its own. Values; any thread.
//
//   mail   gathers a member's notices until it is sent; from its first attempt on it is fixed:
//          pending → delivered, or dead after the last retry; dead → pending when its member asks
//          (the states of webhooks' deliveries)
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/clock.hpp"
#include "common/base/configuration.hpp"
#include "common/base/result.hpp"
#include "common/base/uuid.hpp"
#include "services/notices/model.hpp"

namespace talent::notices {

// -- limits --

inline constexpr std::size_t mail_kinds_max = 32;
/// Of one mail; what comes beyond it before it is sent is counted in it and read in the inbox.
inline constexpr std::size_t mail_notices_max = 50;
/// A member gets one mail in this time at most, its retries left aside: what happens meanwhile is
/// gathered.
inline constexpr std::chrono::minutes mail_interval{5};
inline constexpr std::chrono::seconds mail_gathering_min{2}; // what happens together comes together
inline constexpr std::chrono::seconds mail_attempt_time_max{30}; // from the look-up to the reply
inline constexpr std::chrono::days mails_kept{30};
inline constexpr std::size_t mails_sent_again_max = 100; // in one request

// -- what a member wants --

enum class mail_language : std::uint8_t { chinese, english };

struct mail_setting {
    uuid id = {}; // the member's
    std::int64_t version = 0;
    uuid organisation_id = {};
    std::vector<notice_kind> kinds = {}; // none: nothing is mailed
    mail_language language = mail_language::chinese;
    std::optional<instant> created_at = {};
    std::optional<instant> updated_at = {};
};

// -- mails --

struct mail {
    uuid id = {};
    uuid member_id = {};
    uuid organisation_id = {};
    delivery_state state = delivery_state::pending;
    std::vector<uuid> notices = {};
    std::int64_t more = 0; // notices beyond mail_notices_max
    std::int64_t attempts = 0;
    std::int64_t round_attempts = 0; // since it was last begun: what the retries are counted by
    std::int64_t status = 0;         // the last reply of the server (RFC 5321); 0: none
    std::string failure = {};        // a word; empty: none
    instant created_at = {};
    instant next_attempt_at = {};
    instant claimed_until = {}; // while a process is at it
    std::optional<instant> ended_at = {};
};

/// Which of one's own dead mails are sent again.
struct mail_redelivery {
    std::vector<uuid> mails = {};
};

/// When a mail that begins to gather now is sent at the earliest; `previous` is when the member's
/// last one was due.
instant due_of_next_mail(instant now, std::optional<instant> previous);

/// Whether trying again is of no use: the server will not take mail for this address (RFC 5321,
/// section 4.2.1, permanent negative completion).
bool is_refused_for_good(std::int64_t status);

// -- where mail is handed in --

struct mail_server {
    std::string url = {};  // smtp://host:587, smtps://host:465
    bool needs_tls = true; // STARTTLS where it is not smtps; not on this machine
    std::string user = {}; // empty: no login
    std::string password = {};
    std::string from = {};             // the address
    std::string domain = {};           // of the address: what Message-IDs end in
    std::string authorities_file = {}; // PEM; empty: the system's
};

/// Nothing where the configuration names no server; a problem of one sentence where it cannot be
/// used.
result<std::optional<mail_server>> read_mail_server(mail_configuration const& set);

} // namespace talent::notices

namespace talent::json {
TALENT_ENUMERATION(notices::mail_language);
TALENT_DESCRIBED(notices::mail_setting);
TALENT_DESCRIBED(notices::mail);
TALENT_DESCRIBED(notices::mail_redelivery);
} // namespace talent::json
