// The scene of the identity tests with saved searches, a market that follows the journal, and the
// worker that raises alerts, worked up by hand. Listings are put into the journal as their service
// would. One per test case; one thread.
#pragma once

#include <memory>

#include "services/alerts/alert_worker.hpp"
#include "services/alerts/api.hpp"
#include "tests/store/identity/scene.hpp"
#include "tests/unit/market/random_market.hpp"

namespace talent::test {

class alert_scene final : public scene {
  public:
    explicit alert_scene(db::dialect dialect);

    principal enterprise; // Hangzhou
    principal rival;      // another one
    principal agency;
    principal talent; // of the agency; their subject is a supply's id

    market::testing::random_market source;

    answer save(principal const& who, std::string const& body);
    /// A published demand of that organisation, on the market everywhere and for long.
    listings::demand demand_of(principal const& who, std::string title);
    listings::supply supply_of(principal const& who, std::string title);
    /// A published demand and a supply that match each other.
    listings::demand matched_demand(principal const& who);
    listings::supply matched_supply(principal const& who);

    /// The listing is now like this: the entry goes to the journal and to those who follow it.
    template <class T>
    void put(std::string_view type, T const& now, T const* before = nullptr) {
        tell({.type = std::string(type) + ".told",
              .object_type = std::string(type),
              .object_id = now.id,
              .object_version = now.version,
              .before = before == nullptr ? std::string() : json::write_stored(*before),
              .after = json::write_stored(now)});
    }

    /// The worker works up what there is; returns the entries of the alerts that it raised.
    std::vector<journal::entry> work();
    std::vector<journal::entry> work(alerts::alert_worker& by);
    /// A worker of another process, or of this one after a restart.
    std::unique_ptr<alerts::alert_worker> another_worker();
    /// What the worker misses while this is in force.
    void take_worker_away() { followers_.pop_back(); }

    std::vector<json::value> alerts_of(principal const& who);
    market::market_index const& index() const { return index_; }

  private:
    void tell(journal::draft entry);

    market::market_index index_{market::testing::catalogue()};
    market::market_service market_{index_};
    alerts::alerts_service service_{market_};
    alerts::alerts_api api_{service_};

  public:
    alerts::alert_worker worker;
};

} // namespace talent::test
