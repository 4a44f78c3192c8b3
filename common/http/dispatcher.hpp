// Runs what a handler returned where it belongs: units of work on the writer, reads on the readers,
// reckoning on the query threads, passwords on theirs. Free of sockets: it is handed a callback,
// and the session hops back to its own thread in it. Owned by the edge; any thread.
#pragma once

#include <atomic>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "common/db/database.hpp"
#include "common/http/connection_limits.hpp"
#include "common/http/limits.hpp"
#include "common/http/request.hpp"
#include "common/http/work.hpp"
#include "common/http/worker_pool.hpp"
#include "common/journal/follower.hpp"
#include "common/personal/vault.hpp"

namespace talent::http {

class dispatcher {
  public:
    template <class T>
    using finished = std::function<void(result<T>)>;

    struct pools {
        std::size_t query_threads = 2;
        std::size_t password_threads = 2;
    };

    /// `on_commit` is called after a commit whose entries the read models have applied. `vault`
    /// seals the kept answers that tell of a person; without one they are not kept.
    dispatcher(db::database& database, journal::follower& follower, pools sizes,
               std::function<void()> on_commit, personal::vault const* vault);

    /// `done` is called exactly once, on whichever thread ends the work; at once, on the calling
    /// thread, where a queue is full (overloaded). `asked` must live until then. Exceptions of the
    /// work are logged and become internal; the client never reads their text.
    void run(write_work work, request const& asked, finished<response> done);
    void run(read_work work, request const& asked, finished<response> done);
    void run(query_work work, request const& asked, finished<response> done);
    void run(prepared_work work, request const& asked, finished<response> done);

    /// What a stream that has a beginning begins with; the work must live until `done`.
    void begin_stream(stream_work const& work, request const& asked, finished<response> done);
    /// The next piece of a stream, on a reader thread; the work must live until `done`.
    void next_piece(stream_work const& work, request const& asked, finished<std::string> done);
    void next_events(event_work& work, request const& asked, finished<std::vector<event>> done);

    queue_load query_load() const { return query_pool_.load(); }
    queue_load password_load() const { return password_pool_.load(); }

  private:
    struct write_unit;

    void apply(write_unit const& unit);
    template <class T>
    void read(std::function<result<T>(db::session&)> work, request const& asked, finished<T> done);

    db::database& database_;
    journal::follower& follower_;
    personal::vault const* vault_;
    std::function<void()> on_commit_;
    // Last, so that their threads end before what they use.
    worker_pool query_pool_;
    std::atomic<std::size_t> password_checks_{0};
    connection_limits password_places_{std::numeric_limits<std::size_t>::max(),
                                       password_checks_per_network_max, password_checks_};
    worker_pool password_pool_;
};

} // namespace talent::http
