// Writers over HTTP who remember what they were told, and a look at the database that holds the
// server to it. Each demand is marked by its title; some are sent with an Idempotency-Key and
// repeated until they are answered, some without one and only once, then changed and published.
// Writers have a thread each; everything else on one thread.
#pragma once

#include <atomic>
#include <chrono>
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "common/db/database.hpp"
#include "tests/faults/verdict.hpp"
#include "tests/support/http_client.hpp"

namespace talent::test {

/// What the server said of one demand, and so what may be found.
struct marked_demand {
    bool with_key = false;
    bool acknowledged = false;
    bool uncertain = false; // an answer was lost, or said "not known"
    std::string id;
    std::set<std::int64_t> headcounts; // any of them
    bool publication_acknowledged = false;
};

struct write_settings {
    unsigned seed = 0;
    unsigned writers = 8;
    std::set<int> allowed_statuses = {503}; // beside 2xx
    /// A broken connection ends its writer: the server is expected to be killed.
    bool until_broken = false;
};

class marked_writes {
  public:
    using steady = std::chrono::steady_clock;

    marked_writes(std::string address, std::string key, write_settings settings);
    ~marked_writes();

    /// Each writer ends what it is about: keyed writes are repeated for this long at most.
    void stop(std::chrono::seconds repeat_for = std::chrono::seconds{20});
    /// Waits for a success that was asked for after `since`; how long after it came, or nothing
    /// where none came in time.
    std::optional<std::chrono::milliseconds> await_success(steady::time_point since,
                                                           std::chrono::seconds at_most) const;
    std::uint64_t acknowledged() const { return successes_; }
    std::map<int, std::uint64_t> statuses() const;

    /// After stop(): whether statuses were as documented, and the database holds what was said.
    void check(db::database& holds, verdict& judge) const;

  private:
    struct row_found {
        std::string id;
        std::string state;
        std::int64_t headcount;
    };
    using rows_found = std::map<std::string, std::vector<row_found>>; // by title

    void write(unsigned number);
    bool create(http_client& client, std::string const& mark, marked_demand& one, std::string& tag);
    void change(http_client& client, marked_demand& one, std::string& tag, std::int64_t headcount);
    void publish(http_client& client, marked_demand& one, std::string& tag);
    /// Status 0 where the connection broke.
    answer ask(http_client& client, std::string_view method, std::string const& target,
               std::string const& body, headers const& more);
    bool may_go_on() const;
    rows_found read_rows(db::database& from) const;
    static std::string broken_promise(marked_demand const& one, std::vector<row_found> const& rows);

    std::string address_;
    std::string key_;
    write_settings settings_;
    mutable std::mutex mutex_;
    std::map<int, std::uint64_t> statuses_;
    std::map<std::string, marked_demand> written_; // by title
    std::set<std::string> complaints_;
    std::atomic<std::uint64_t> successes_{0};
    std::atomic<steady::rep> last_success_asked_{0};
    std::atomic<steady::rep> stop_at_{0}; // 0: not yet
    std::atomic<std::chrono::seconds> repeat_for_{std::chrono::seconds{0}};
    std::atomic<bool> broken_{false};
    std::vector<std::thread> threads_;
};

/// The ids of the published demands with a mark: on the market, asked page by page, and in the
/// database.
std::set<std::string> ids_on_the_market(http_client& client);
std::set<std::string> ids_published(db::database& from);

} // namespace talent::test
