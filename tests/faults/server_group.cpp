#include "tests/faults/server_group.hpp"

#include <chrono>
#include <random>

namespace talent::test {
namespace {

constexpr int life_min_milliseconds = 60;
constexpr int life_max_milliseconds = 600;

} // namespace

server_group::server_group(std::unique_ptr<server_process> first, std::size_t count,
                           std::vector<std::string> arguments)
    : arguments_(std::move(arguments)), ports_(count) {
    servers_.push_back(std::move(first));
    while (servers_.size() < count) {
        servers_.push_back(
            std::make_unique<server_process>(server_process::beside{*servers_.front()}));
    }
    for (std::size_t i = 0; i < count; ++i) {
        servers_[i]->start(arguments_);
        ports_[i] = servers_[i]->port();
    }
}

server_group::~server_group() {
    if (killer_.joinable()) stop_killing();
    while (!servers_.empty())
        servers_.pop_back(); // the installation's owner last
}

std::string server_group::address(std::size_t number) const {
    return "http://127.0.0.1:" + std::to_string(ports_[number % ports_.size()].load());
}

void server_group::start_killing(std::uint64_t seed) {
    killer_ = std::thread([this, seed] { kill_in_turn(seed); });
}

int server_group::stop_killing() {
    stop_ = true;
    killer_.join();
    // A process dies with the thread that started it (PR_SET_PDEATHSIG).
    for (std::size_t i = 0; i < servers_.size(); ++i)
        restart(i);
    return killed_;
}

void server_group::kill_in_turn(std::uint64_t seed) {
    std::mt19937_64 dice(seed);
    std::uniform_int_distribution<int> lives(life_min_milliseconds, life_max_milliseconds);
    for (std::size_t next = 0; !stop_; next = (next + 1) % servers_.size()) {
        std::this_thread::sleep_for(std::chrono::milliseconds{lives(dice)});
        restart(next);
        ++killed_;
    }
}

void server_group::restart(std::size_t number) {
    servers_[number]->kill();
    servers_[number]->start(arguments_);
    ports_[number] = servers_[number]->port();
}

} // namespace talent::test
