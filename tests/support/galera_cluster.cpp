#include "tests/support/galera_cluster.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace talent::test {
namespace {

constexpr int nodes = 3;

} // namespace

galera_cluster::galera_cluster() {
    char folder[] = "/tmp/talent_galera_XXXXXX"; // short, since a socket's path must be
    if (::mkdtemp(folder) == nullptr) throw std::runtime_error("no temporary folder can be made");
    folder_ = folder;
    try {
        url_ = run_script("up");
    } catch (std::exception const&) {
        run_script("down");
        throw;
    }
}

galera_cluster::~galera_cluster() {
    try {
        run_script("down");
        if (std::getenv("TALENT_KEEP_GALERA") == nullptr) std::filesystem::remove_all(folder_);
    } catch (std::exception const&) { // what is left behind is in /tmp
    }
}

std::vector<std::string> galera_cluster::sockets() const {
    std::vector<std::string> all;
    for (int i = 1; i <= nodes; ++i)
        all.push_back(run_script("socket", i));
    return all;
}

int galera_cluster::writer() const {
    return std::stoi(run_script("writer"));
}

std::string galera_cluster::used() const {
    return run_script("used");
}

void galera_cluster::start(int node) const {
    run_script("start", node);
}
void galera_cluster::await_synced(int node) const {
    run_script("await", node);
}
void galera_cluster::stop(int node) const {
    run_script("stop", node);
}
void galera_cluster::kill(int node) const {
    run_script("kill", node);
}
void galera_cluster::freeze(int node) const {
    run_script("freeze", node);
}
void galera_cluster::thaw(int node) const {
    run_script("thaw", node);
}

std::string galera_cluster::run_script(std::string const& verb, int node) const {
    auto const output = folder_ + "/said"; // no pipe: the nodes that it starts would hold it open
    auto const command = "'" TALENT_SOURCE_DIRECTORY "/tests/support/galera' " + verb + " '" +
                         folder_ + "'" + (node > 0 ? " " + std::to_string(node) : "") + " >'" +
                         output + "'";
    if (std::system(command.c_str()) != 0) throw std::runtime_error("failed: " + command);
    std::string said;
    std::getline(std::ifstream(output), said);
    return said;
}

} // namespace talent::test
