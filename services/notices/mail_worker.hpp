// Hands in mails that are due, on a thread of its own, one after the other. A mail is claimed for a
// time before it is sent, and what came of it is kept after: so a crash loses none, and the one
// mail that was just being sent may come twice (with the same Message-ID). Several processes on one
// database share the mails.
//
// Owned by talentd's main; it calls nothing of the server's but the database.
#pragma once

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "common/db/database.hpp"
#include "common/personal/vault.hpp"
#include "services/identity/directory.hpp"
#include "services/notices/mail_sender.hpp"
#include "services/notices/mail_store.hpp"

namespace talent::notices {

inline constexpr std::chrono::seconds mail_claim_time{60}; // longer than an attempt can take
inline constexpr std::chrono::milliseconds mail_look_interval{500};

class mail_worker {
  public:
    mail_worker(db::database& kept, clock const& time, identity::directory const& known,
                personal::vault const& vault, mail_server to);
    ~mail_worker();

    void start();
    /// A transfer that runs is broken off; its mail is due again at the next start.
    void stop();

  private:
    struct prepared {
        mail one;
        std::string recipient; // empty: it is not told any more
        std::string message;
    };

    void run();
    bool send_next();
    std::optional<prepared> prepare();
    void compose(db::session& sql, prepared& what) const;
    void conclude(mail const& one, handed_in const& outcome);

    db::database& database_;
    clock const& time_;
    identity::directory const& known_;
    personal::vault const& vault_;
    mail_server const server_;

    std::mutex mutex_;
    std::condition_variable wake_;
    std::atomic<bool> stopping_{false};
    std::thread thread_;
};

} // namespace talent::notices
