// A MariaDB server of a test's own, in a temporary folder, that it may kill and start again on the
// same data. By tests/support/mariadb. One thread.
#pragma once

#include <string>

namespace talent::test {

class private_mariadb {
  public:
    /// Started, with an account `talent` that may not write while the server is read-only.
    private_mariadb();
    ~private_mariadb();
    private_mariadb(private_mariadb const&) = delete;
    private_mariadb& operator=(private_mariadb const&) = delete;

    /// Returns when it answers.
    void start();
    void stop(); // SIGTERM and wait
    void kill(); // SIGKILL and wait

    /// As that account, by the server's socket; the name stands for any whose name starts so.
    std::string url() const;
    std::string const& socket() const { return socket_; }

    /// One statement, as root.
    void execute(std::string const& statement) const;

  private:
    void run_script(std::string const& verb) const;

    std::string folder_;
    std::string socket_;
};

} // namespace talent::test
