// A market with two organisations of each audience and one object of every kind, for tests that try
// every route: the first organisation owns the objects, the second is a stranger to them.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "common/security/permission.hpp"
#include "tests/api/market_scenes.hpp"

namespace talent::test {

/// "demands" of /v1/demands/{id}/publish.
std::string collection_of(std::string const& path);

class prepared_market {
  public:
    explicit prepared_market(engine on = engine::sqlite);

    http_client& owner(security::audience who) { return clients_.at(who).at(0); }
    http_client& stranger(security::audience who) { return clients_.at(who).at(1); }
    http_client anybody() { return server_.client(); }
    server_process& server() { return server_; }
    json::value description() { return anybody().get("/openapi.json").document; }
    std::int64_t journal_head();

    /// Who may call a route that needs this permission, on an object they have to do with.
    std::optional<security::audience> caller_of(security::permission needed,
                                                std::string const& path) const;
    /// The id of the object that a route's path names; nothing where none is prepared.
    std::optional<std::string> object_of(std::string const& path) const;
    /// The audiences that have to do with it; the first is its owner.
    std::vector<security::audience> parties_of(std::string const& path) const;

  private:
    void add(security::audience who, http_client client);
    participant& newcomer(organisation_wish const& wish);
    void join();
    void know(std::string const& collection, std::string const& id,
              std::vector<security::audience> parties);
    void fill();
    void await_open_data();
    void plan_a_project(participant& office, participant& rival, answer const& offering);
    void rate_deliveries(participant& office, participant& agency, participant& rival);
    void pay_for(participant& office, participant& agency, std::string const& contract);

    server_process server_;
    std::map<security::audience, std::vector<http_client>> clients_;
    std::vector<std::unique_ptr<participant>> people_;
    std::map<std::string, std::string> objects_; // by collection, or by a route's whole path
    std::map<std::string, std::vector<security::audience>> parties_;
};

} // namespace talent::test
