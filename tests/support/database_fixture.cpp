#include "tests/support/database_fixture.hpp"

#include <stdlib.h>
#include <unistd.h>

#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <stdexcept>

namespace talent::test {
namespace {

std::unique_ptr<db::database> opened(std::string const& url, db::options const& settings) {
    auto made = db::open(url, settings, db::migration::to_newest);
    if (!made)
        throw std::runtime_error("the test database cannot be opened: " + made.error().detail);
    return std::move(made).value();
}

std::string unused_name() {
    static std::atomic<int> count = 0;
    return "talent_test_" + std::to_string(::getpid()) + "_" + std::to_string(++count);
}

/// The URL with another database's name.
std::string with_name(std::string url, std::string const& name) {
    auto const parameters = url.find('?');
    auto const end = parameters == std::string::npos ? url.size() : parameters;
    auto const start = url.find_last_of("/@", end - 1) + 1;
    return url.replace(start, end - start, name);
}

} // namespace

std::string mariadb_url() {
    auto const* const url = std::getenv("TALENT_TEST_MARIADB");
    return url == nullptr ? "" : url;
}

std::vector<db::dialect> dialects() {
    if (!mariadb_url().empty()) return {db::dialect::sqlite, db::dialect::mariadb};
    static bool const said = [] {
        std::cout << "MariaDB: skipped, TALENT_TEST_MARIADB names no server\n";
        return true;
    }();
    static_cast<void>(said);
    return {db::dialect::sqlite};
}

temporary_folder::temporary_folder() {
    auto const* const base = std::getenv("TMPDIR");
    std::string pattern = std::string(base == nullptr ? "/tmp" : base) + "/talent_test_XXXXXX";
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("no temporary folder");
    path_ = pattern;
}

temporary_folder::~temporary_folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

fresh_database::fresh_database(db::dialect dialect, db::options const& settings) {
    if (dialect == db::dialect::mariadb) {
        mariadb_name_ = unused_name();
        url_ = with_name(mariadb_url(), mariadb_name_);
    } else {
        url_ = "sqlite://" + folder_.path() + "/talent.sqlite";
    }
    reopen(settings);
}

void fresh_database::reopen(db::options const& settings) {
    open_.reset();
    open_ = opened(url_, settings);
}

fresh_database::~fresh_database() {
    if (mariadb_name_.empty()) return;
    try {
        if (!open_) open_ = opened(url_, {});
        execute(*open_, "DROP DATABASE " + mariadb_name_);
    } catch (std::exception const& fault) {
        std::cerr << "the test database " << mariadb_name_ << " was left behind: " << fault.what()
                  << "\n";
    }
}

std::future<ending> submit_write(db::database& to, std::function<db::verdict(db::session&)> run,
                                 std::function<void()> committed,
                                 std::chrono::steady_clock::time_point deadline,
                                 bool likely_undone) {
    auto const promise = std::make_shared<std::promise<ending>>(); // std::function must be copyable
    auto future = promise->get_future();
    db::write_job job{.run = std::move(run),
                      .committed = std::move(committed),
                      .finished =
                          [promise](db::completion how, problem why) {
                              promise->set_value({how, std::move(why)});
                          },
                      .deadline = deadline,
                      .likely_undone = likely_undone};
    if (!to.submit(std::move(job))) throw std::runtime_error("the write queue is full");
    return future;
}

std::future<ending> submit_read(db::database& to, std::function<void(db::session&)> run,
                                std::chrono::steady_clock::time_point deadline) {
    auto const promise = std::make_shared<std::promise<ending>>();
    auto future = promise->get_future();
    db::read_job job{.run = std::move(run),
                     .finished =
                         [promise](db::completion how, problem why) {
                             promise->set_value({how, std::move(why)});
                         },
                     .deadline = deadline};
    if (!to.submit(std::move(job))) throw std::runtime_error("the read queue is full");
    return future;
}

std::int64_t integer(db::database& from, std::string const& query) {
    std::int64_t found = 0;
    from.read_now([&](db::session& sql) {
        auto const first = sql.query_one(query, {}, {cell_kind::integer});
        if (!first) throw std::runtime_error("no row");
        found = integer_of(first->front());
    });
    return found;
}

void execute(db::database& on, std::string const& statement, std::vector<cell> const& parameters) {
    on.write_now([&](db::session& sql) {
        sql.execute(statement, parameters);
        return db::verdict::keep;
    });
}

} // namespace talent::test
