// A real talentd of a test's own: its data directory, its database, its process. One thread.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "tests/support/http_client.hpp"

namespace talent::test {

enum class engine { sqlite, mariadb };

std::string name_of(engine one);

/// The engines to run on: SQLite always, MariaDB where TALENT_TEST_MARIADB says where it is.
std::vector<engine> engines();

/// What a program printed and how it ended.
struct finished_process {
    int status = 0;
    std::string output;
    std::string errors;
};
/// Runs a program of the build directory to its end; standard input is empty.
finished_process run_program(std::string const& name, std::vector<std::string> const& arguments);

class server_process {
  public:
    /// Makes an empty installation: a temporary directory, and on MariaDB an empty database. Not
    /// started yet, so that talentctl can prepare it.
    explicit server_process(engine on);
    /// Another process of the same installation, which must outlive it (MariaDB: SQLite is opened
    /// by one).
    struct beside {
        server_process const& first;
    };
    explicit server_process(beside other);
    /// Kills what still runs and removes the installation, where it made it.
    ~server_process();
    server_process(server_process const&) = delete;
    server_process& operator=(server_process const&) = delete;

    void start(std::vector<std::string> const& more_arguments = {});
    /// The same server on a clock that the test can move on: standstills and deadlines pass at
    /// once.
    void start_with_clock(std::vector<std::string> const& more_arguments = {});
    void advance(std::chrono::milliseconds by);
    /// SIGTERM and wait; the exit status.
    int stop();
    /// SIGKILL and wait.
    void kill();

    http_client client(std::string bearer = {}) const {
        return http_client(address(), std::move(bearer));
    }
    std::string address() const { return "http://127.0.0.1:" + std::to_string(port_); }
    int port() const { return port_; }
    int process_id() const { return process_; }
    std::string const& data_directory() const { return data_; }
    /// --data and, on MariaDB, --database: for talentctl.
    std::vector<std::string> location_arguments() const;
    /// For a test that opens the database itself.
    std::string database_url() const;
    finished_process run_talentctl(std::vector<std::string> arguments) const;

    /// A verified operator of the region, made with talentctl; its API key.
    std::string found_operator(std::string const& region) const;

    /// What the process has logged so far.
    std::string log() const;

  private:
    void start_program(std::string const& program, std::vector<std::string> const& more_arguments);
    void forget_process();

    std::string data_;
    std::string database_url_;
    bool owns_data_ = true;
    int process_ = -1;
    int port_ = 0;
    int input_ = -1;  // what the process reads: commands to the clock
    int output_ = -1; // what it prints
};

} // namespace talent::test
