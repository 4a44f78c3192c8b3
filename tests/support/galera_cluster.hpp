// Three Galera nodes and HAProxy of a test's own, in a temporary folder, by tests/support/galera.
// Nodes are numbered from 1. One thread.
#pragma once

#include <string>
#include <vector>

namespace talent::test {

class galera_cluster {
  public:
    galera_cluster();
    ~galera_cluster();
    galera_cluster(galera_cluster const&) = delete;
    galera_cluster& operator=(galera_cluster const&) = delete;

    /// Of the database behind HAProxy.
    std::string const& url() const { return url_; }
    /// Of the nodes, in their order.
    std::vector<std::string> sockets() const;
    /// The node that HAProxy leads to.
    int writer() const;
    /// The nodes on which somebody has opened talentd's database; a node that does not answer
    /// counts.
    std::string used() const;

    /// Both return when it is a synced member, and so has everything.
    void start(int node) const;
    void await_synced(int node) const;
    void stop(int node) const; // SIGTERM and wait
    void kill(int node) const; // SIGKILL and wait
    void freeze(int node) const;
    void thaw(int node) const;

  private:
    /// What it prints, without the line's end.
    std::string run_script(std::string const& verb, int node = 0) const;

    std::string folder_;
    std::string url_;
};

} // namespace talent::test
