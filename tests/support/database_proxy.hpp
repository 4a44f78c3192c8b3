// A proxy between a client of MariaDB and its server, on a port of 127.0.0.1, that does to the
// connections what networks do: cuts one at its COMMIT, before or after the server has it, or holds
// every byte back. One thread of its own; any thread may call.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <list>
#include <string>
#include <thread>

namespace talent::test {

class database_proxy {
  public:
    /// What becomes of the next COMMIT; the client's connection is cut in each case.
    enum class cut : std::uint8_t {
        none,
        before, // the server never gets it, and sees its connection end a while later
        after,  // the server carries it out; its answer is lost
        late,   // the server gets it a while after the client has lost its connection
    };
    static constexpr std::chrono::milliseconds a_while{300};

    /// `url` is the server's: mysql://…, by socket or by host and port.
    explicit database_proxy(std::string const& url);
    ~database_proxy();
    database_proxy(database_proxy const&) = delete;
    database_proxy& operator=(database_proxy const&) = delete;

    /// The server's URL through the proxy, with the name of a database.
    std::string url(std::string const& database_name, std::string const& user = "root") const;

    void cut_next_commit(cut how) { next_cut_ = how; }
    /// Whether the cut has not happened yet.
    bool cut_is_due() const { return next_cut_ != cut::none; }
    /// While it stalls nothing is passed on, and new connections are accepted and left alone.
    void stall(bool on) { stalled_ = on; }
    /// Ends every connection.
    void drop_all() { drop_ = true; }

  private:
    using steady = std::chrono::steady_clock;
    struct link {
        int client = -1;
        int server = -1;
        std::string to_server = {}; // held back while it stalls, or a late COMMIT
        std::string to_client = {};
        cut how = cut::none; // what is being done to it
        steady::time_point due = {};
    };

    void run();
    void accept_one();
    int connect_to_server() const;
    void move_bytes(link& one, bool from_client, bool from_server);
    void take_from_client(link& one);
    void take_from_server(link& one);
    static void flush(link& one);
    void finish_cut(link& one);
    static void close(link& one);

    std::string socket_path_; // or:
    int server_port_ = 0;
    int listener_ = -1;
    int port_ = 0;
    std::atomic<cut> next_cut_ = cut::none;
    std::atomic<bool> stalled_ = false;
    std::atomic<bool> drop_ = false;
    std::atomic<bool> stop_ = false;
    std::list<link> links_;
    std::thread thread_;
};

} // namespace talent::test
