// One mail handed in by SMTP (RFC 5321), by libcurl: a connection of its own, by TLS wherever the
// server is another machine, never without it there. Blocks its thread for mail_attempt_time_max at
// most. Any thread; no state.
#pragma once

#include <atomic>
#include <string>

#include "services/notices/mail.hpp"

namespace talent::notices {

struct handed_in {
    bool taken = false;
    std::int64_t status = 0; // the server's last reply; 0: none came
    // unknown_host, refused, timed_out, tls, login, rejected, broken_off; empty: taken
    std::string failure = {};
};

/// `stopping`, where there is one, breaks it off within a second.
handed_in hand_in(mail_server const& to, std::string const& recipient, std::string const& message,
                  std::atomic<bool> const* stopping = nullptr);

} // namespace talent::notices
