// A fresh database for each test case, on each database there is. SQLite always; MariaDB where the
// environment's TALENT_TEST_MARIADB has a server's URL (tests/support/mariadb start DIR prints it),
// else a printed line says that it was skipped.
//
//   TEST_CASE("a rule") {
//       auto const dialect = GENERATE(from_range(test::dialects()));
//       test::fresh_database fresh(dialect);
//       fresh->write_now([](db::session& sql) { … return db::verdict::keep; });
//   }
#pragma once

#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <vector>

#include "common/db/database.hpp"

namespace talent::test {

std::vector<db::dialect> dialects();

/// The URL of TALENT_TEST_MARIADB; empty where there is none.
std::string mariadb_url();

/// A folder of its own, gone with the object.
class temporary_folder {
  public:
    temporary_folder();
    ~temporary_folder();
    temporary_folder(temporary_folder const&) = delete;
    temporary_folder& operator=(temporary_folder const&) = delete;

    std::string const& path() const { return path_; }

  private:
    std::string path_;
};

class fresh_database {
  public:
    /// Empty, migrated to the newest schema, open. Fails the test case where that cannot be.
    explicit fresh_database(db::dialect dialect, db::options const& settings = {});
    ~fresh_database();
    fresh_database(fresh_database const&) = delete;
    fresh_database& operator=(fresh_database const&) = delete;

    db::database& operator*() { return *open_; }
    db::database* operator->() { return open_.get(); }
    std::string const& url() const { return url_; }

    void close() { open_.reset(); }
    void reopen(db::options const& settings = {});

  private:
    temporary_folder folder_;
    std::string url_;
    std::string mariadb_name_; // empty on SQLite
    std::unique_ptr<db::database> open_;
};

/// How a submitted job ended.
struct ending {
    db::completion completion;
    problem reason;
};

/// Submits a job; the future is ready when `finished` has been called. Fails where the queue is
/// full.
std::future<ending> submit_write(
    db::database& to, std::function<db::verdict(db::session&)> run,
    std::function<void()> committed = {},
    std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::time_point::max(),
    bool likely_undone = false);
std::future<ending> submit_read(
    db::database& to, std::function<void(db::session&)> run,
    std::chrono::steady_clock::time_point deadline = std::chrono::steady_clock::time_point::max());

/// The first integer of the first row.
std::int64_t integer(db::database& from, std::string const& query);

/// One statement in a unit of its own.
void execute(db::database& on, std::string const& statement,
             std::vector<cell> const& parameters = {});

} // namespace talent::test
