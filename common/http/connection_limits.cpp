#include "common/http/connection_limits.hpp"

#include <utility>

namespace talent::http {

connection_limits::connection_limits(std::size_t connections_max, std::size_t per_network_max,
                                     std::atomic<std::size_t>& total)
    : connections_max_(connections_max), per_network_max_(per_network_max), total_(total) {}

std::optional<connection_limits::place> connection_limits::take(std::string network) {
    return take(std::move(network), per_network_max_);
}

std::optional<connection_limits::place> connection_limits::take_shared(std::string network) {
    return take(std::move(network), connections_max_);
}

std::optional<connection_limits::place> connection_limits::take(std::string network,
                                                                std::size_t network_max) {
    std::lock_guard const lock(mutex_);
    if (total_.load() >= connections_max_) return std::nullopt;
    auto& count = of_network_[network];
    if (count >= network_max) return std::nullopt;
    ++count;
    ++total_;
    return place(*this, std::move(network));
}

void connection_limits::give_back(std::string const& network) {
    std::lock_guard const lock(mutex_);
    --total_;
    auto const found = of_network_.find(network);
    if (--found->second == 0) of_network_.erase(found);
}

connection_limits::place::place(connection_limits& within, std::string network)
    : within_(&within), network_(std::move(network)) {}

connection_limits::place::place(place&& other) noexcept
    : within_(std::exchange(other.within_, nullptr)), network_(std::move(other.network_)) {}

connection_limits::place& connection_limits::place::operator=(place&& other) noexcept {
    std::swap(within_, other.within_);
    std::swap(network_, other.network_);
    return *this;
}

connection_limits::place::~place() {
    if (within_ != nullptr) within_->give_back(network_);
}

} // namespace talent::http
