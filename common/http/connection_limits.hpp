// How many of a thing there may be at once, in all and of one client: connections and a proxy's
// requests by the client's network, event streams and exports by the credential. Owned by the
// server and the edge; any thread.
#pragma once

#include <atomic>
#include <cstddef>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

namespace talent::http {

class connection_limits {
  public:
    /// `total` is kept up to date for the measurements.
    connection_limits(std::size_t connections_max, std::size_t per_network_max,
                      std::atomic<std::size_t>& total);

    /// A connection's place; given back when it dies.
    class place {
      public:
        place(connection_limits& within, std::string network);
        ~place();
        place(place&& other) noexcept;
        place& operator=(place&& other) noexcept;

        /// The client's address, or the /64 of an IPv6 client, who has a whole /64 to choose from.
        std::string const& network() const { return network_; }

      private:
        connection_limits* within_;
        std::string network_;
    };
    /// Nothing where there is no room.
    std::optional<place> take(std::string network);
    /// The same for a network that stands for many clients: limited in all only.
    std::optional<place> take_shared(std::string network);

  private:
    std::optional<place> take(std::string network, std::size_t network_max);
    void give_back(std::string const& network);

    std::size_t connections_max_;
    std::size_t per_network_max_;
    std::atomic<std::size_t>& total_;
    std::mutex mutex_;
    std::unordered_map<std::string, std::size_t> of_network_;
};

} // namespace talent::http
