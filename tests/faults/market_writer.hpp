// One connection's worth of write load for the crash test: drafts, edits and publishes demands and
// pays an invoice in fen, each write under a key of its own, until the server is gone; then checks
// against the restarted server that what was acknowledged is there. Knows what each of its objects
// must look like. One thread at a time.
#pragma once

#include <deque>
#include <random>
#include <string>
#include <vector>

#include "tests/faults/attempts.hpp"

namespace talent::test {

struct writer_setting {
    std::string enterprise_key; // drafts demands
    std::string office_key;     // pays
    std::string invoice_id;
    int number = 0;
    std::uint64_t seed = 0;
};

class market_writer {
  public:
    explicit market_writer(writer_setting setting);

    /// Writes as fast as it is answered, until the connection breaks.
    void write_until_gone(std::string const& address);

    /// Looks for every object of the last round, resolves what is unknown by sending it again, and
    /// replays some of what was acknowledged.
    tally check(std::string const& address);

    /// Every effect since the last call, which the journal must show once each.
    std::vector<std::string> take_effects();

  private:
    struct listing {
        std::string id; // empty: its creation is unknown
        std::string title;
        std::string etag;
        std::int64_t version = 0;
        bool published = false;
        bool touched = false; // in this round
    };
    enum class act { draft, edit, publish, pay };
    struct planned {
        act what;
        attempt tried;
        std::size_t listing = 0; // index
        std::string title;       // after it
    };

    planned plan();
    planned plan_draft();
    planned plan_change(act what);
    planned plan_payment();
    std::string next_marker();
    http_client& client_for(act what);
    bool try_once(planned& step);
    void settle(planned const& step, answer const& seen);
    void look_for(listing const& one, tally& found);
    void resolve(planned& step, tally& found);
    void replay(attempt const& one, act what, tally& found);
    void connect(std::string const& address);

    writer_setting setting_;
    std::mt19937_64 dice_;
    std::uint64_t serial_ = 0;
    std::vector<http_client> clients_; // the enterprise's, the office's
    std::deque<listing> listings_;
    std::vector<planned> done_; // acknowledged in this round
    std::deque<planned> older_; // some of those of earlier rounds
    std::vector<planned> open_; // unknown
    std::vector<std::string> effects_;
    tally refused_; // answers of the round that should not have been
};

} // namespace talent::test
