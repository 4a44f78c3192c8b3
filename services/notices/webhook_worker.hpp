// Calls the webhooks, on threads of its own: one thread looks for who is due, some send. One
// webhook has one request at a time, so that first attempts come in the order of the journal; an
// organisation has webhook_requests_per_organisation_max. A delivery is claimed for a time before
// it is sent: what a crash interrupts is sent again (at least once).
//
// Owned by talentd's main; it calls nothing of the server's but the database.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include "common/db/database.hpp"
#include "common/journal/unit_of_work.hpp"
#include "common/personal/vault.hpp"
#include "services/identity/directory.hpp"
#include "services/notices/feed.hpp"
#include "services/notices/http_sender.hpp"
#include "services/notices/store.hpp"

namespace talent::notices {

inline constexpr std::size_t webhook_senders = 16; // requests at once
inline constexpr std::size_t webhook_requests_per_organisation_max = 4;
inline constexpr std::int64_t webhooks_looked_at_max = 500;    // of those due, at once
inline constexpr int deliveries_in_a_row_max = 20;             // then another webhook's turn
inline constexpr std::chrono::seconds claim_time{30};          // longer than an attempt can take
inline constexpr std::chrono::milliseconds look_interval{100}; // at the clock
inline constexpr std::chrono::milliseconds search_interval{2'000}; // in the database, at the latest

class webhook_worker {
  public:
    /// Tells the entries of its own commits to the read models.
    using committed_entries = std::function<void(std::vector<journal::entry> const&)>;

    webhook_worker(db::database& kept, clock const& time, identity::directory const& known,
                   personal::vault const& vault, feed_writer writer, sender_options options);
    ~webhook_worker();

    void start(committed_entries tell);
    /// Requests that run are broken off and begin again after the next start.
    void stop();
    /// There may be something due: any thread, at once.
    void look();

  private:
    struct prepared {
        webhook_delivery delivery;
        std::optional<outgoing> request; // nothing: it is not told any more
        bool was_failing = false;
    };

    void search();
    void run_sender();
    std::optional<store::due_webhook> take_job();
    bool deliver_next(uuid const& webhook_id);
    std::optional<prepared> prepare(uuid const& webhook_id);
    outgoing request_of(db::session& sql, webhook const& to, webhook_delivery const& delivery,
                        std::string body) const;
    void conclude(prepared const& what, instant began, came_back const& answer);
    void disable(journal::unit_of_work& unit, uuid const& webhook_id, std::string_view reason);

    db::database& database_;
    clock const& time_;
    identity::directory const& known_;
    personal::vault const& vault_;
    feed_writer writer_;
    sender_options options_;
    committed_entries tell_;

    std::mutex mutex_;
    std::condition_variable wake_searcher_;
    std::condition_variable wake_senders_;
    std::deque<store::due_webhook> jobs_;
    std::set<uuid> taken_;                      // webhooks that are in jobs_ or being sent to
    std::map<uuid, std::size_t> organisations_; // requests of each
    bool look_ = true;
    std::atomic<bool> stopping_{false};
    std::vector<std::thread> threads_;
};

} // namespace talent::notices
