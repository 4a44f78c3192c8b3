// The durable creation of a listing over HTTP against a raw SQLite insert, one row a commit, and
// against Fastify with better-sqlite3 and group commit that inserts the bare row: the same text, 64
// connections, the same disk, one after the other. Run by tests/bench/create, which starts Fastify.
#include <sqlite3.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include <cstdlib>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <sstream>

#include "tests/api/market_scenes.hpp"
#include "tests/bench/measuring.hpp"
#include "tests/support/load_generator.hpp"

using namespace talent::test;

namespace {

using steady = std::chrono::steady_clock;

constexpr std::size_t connections = 64;
constexpr int rounds = 3;

std::chrono::milliseconds round_time() {
    auto const* const seconds = std::getenv("TALENT_BENCH_SECONDS");
    return std::chrono::seconds(seconds == nullptr ? 5 : std::atoi(seconds));
}

struct measured {
    double per_second = 0;
    std::chrono::microseconds median{0};
    std::chrono::microseconds slow{0}; // 99 of 100 are faster
    std::size_t requests = 0;
};

measured measure_http(int port, std::string const& bearer, bool with_key) {
    static std::uint64_t next_key = 0; // no key is used twice
    auto const body = demand_text();
    load_plan plan;
    plan.port = port;
    plan.connections = connections;
    plan.duration = round_time();
    plan.first_number = next_key;
    plan.make = [&](std::uint64_t number, std::string& to) {
        std::string key;
        if (with_key) key = "Idempotency-Key: bench-" + std::to_string(number) + "\r\n";
        append_request(to, "POST", "/v1/demands", bearer, body, key);
    };
    auto made = run_load(plan);
    next_key += made.sent;
    CHECK(made.statuses.size() == 1);
    CHECK(made.statuses.contains(201));
    return {made.accepted_per_second(), percentile(made.accepted_latencies, 0.5),
            percentile(made.accepted_latencies, 0.99), made.accepted()};
}

void run_statement(sqlite3* database, char const* sql) {
    REQUIRE(sqlite3_exec(database, sql, nullptr, nullptr, nullptr) == SQLITE_OK);
}

double measure_raw_commits(std::string const& path) {
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open(path.c_str(), &database) == SQLITE_OK);
    run_statement(database, "PRAGMA journal_mode=WAL");
    run_statement(database, "PRAGMA synchronous=FULL");
    run_statement(database,
                  "CREATE TABLE IF NOT EXISTS listings (id TEXT PRIMARY KEY, body TEXT) STRICT");
    sqlite3_stmt* insert = nullptr;
    REQUIRE(sqlite3_prepare_v2(database,
                               "INSERT INTO listings VALUES (lower(hex(randomblob(16))), ?)", -1,
                               &insert, nullptr) == SQLITE_OK);
    auto const body = demand_text();
    sqlite3_bind_text(insert, 1, body.data(), static_cast<int>(body.size()), SQLITE_STATIC);
    auto const begun = steady::now();
    int rows = 0;
    while (steady::now() - begun < round_time()) {
        REQUIRE(sqlite3_step(insert) == SQLITE_DONE);
        sqlite3_reset(insert);
        ++rows;
    }
    auto const seconds = std::chrono::duration<double>(steady::now() - begun).count();
    sqlite3_finalize(insert);
    sqlite3_close(database);
    return rows / seconds;
}

/// Processor time that a process has used, all threads, user and system.
std::chrono::microseconds processor_time(int process) {
    std::ifstream from("/proc/" + std::to_string(process) + "/stat");
    std::string word;
    std::int64_t ticks = 0;
    constexpr int user_place = 14, system_place = 15; // proc(5); the name has no space
    for (int place = 1; place <= system_place && from >> word; ++place) {
        if (place >= user_place) ticks += std::stoll(word);
    }
    return std::chrono::microseconds(ticks * 1'000'000 / ::sysconf(_SC_CLK_TCK));
}

void add_to_table(std::string const& against, double ours, double theirs,
                  std::string const& to_reach) {
    auto const shown = [](double number, int digits) {
        std::ostringstream to;
        to << std::fixed << std::setprecision(digits) << number;
        return to.str();
    };
    talent::bench::add_row({"P4", "durable creation against " + against, shown(ours, 0) + "/s",
                            shown(theirs, 0) + "/s", shown(ours / theirs, 2), to_reach});
}

void print(std::string_view what, measured const& one) {
    std::cout << std::setw(34) << what << std::fixed << std::setprecision(0) << std::setw(10)
              << one.per_second << "/s   p50 " << one.median.count() << " µs, p99 "
              << one.slow.count() << " µs" << std::endl;
}

} // namespace

TEST_CASE("a listing is created durably") {
    server_process server(engine::sqlite);
    auto const operator_key = server.found_operator("330000");
    auto const settings = server.data_directory() + "/settings.toml";
    std::ofstream(settings) << "[server]\nrate_per_minute = 0\n[log]\nlevel = \"warning\"\n";
    server.start({"--config", settings});
    auto market_operator = server.client(operator_key);
    auto const enterprise = join_market(
        server, market_operator,
        {.kind = "enterprise", .name = "杭州测量科技有限公司", .region = "330106", .serial = 1});
    auto const* const fastify = std::getenv("TALENT_BENCH_FASTIFY_PORT");

    measured best, best_fastify;
    double best_raw = 0;
    for (int round = 1; round <= rounds; ++round) {
        auto const raw = measure_raw_commits(server.data_directory() + "/raw.db");
        std::cout << std::setw(34) << "raw SQLite, one row a commit" << std::fixed
                  << std::setprecision(0) << std::setw(10) << raw << "/s" << std::endl;
        auto const before = processor_time(server.process_id());
        auto const ours = measure_http(server.port(), enterprise.api.bearer(), true);
        auto const spent = processor_time(server.process_id()) - before;
        print("talentd, everything included", ours);
        std::cout << "      processor time of a request, all threads: "
                  << spent.count() / static_cast<double>(std::max<std::size_t>(1, ours.requests))
                  << " µs" << std::endl;
        best_raw = std::max(best_raw, raw);
        if (ours.per_second > best.per_second) best = ours;
        if (fastify == nullptr) continue;
        auto const theirs = measure_http(std::atoi(fastify), {}, false);
        print("Fastify + better-sqlite3, bare row", theirs);
        if (theirs.per_second > best_fastify.per_second) best_fastify = theirs;
    }
    std::cout << std::setprecision(2) << "talentd / raw SQLite: " << best.per_second / best_raw
              << " (to reach: 2)\n";
    add_to_table("raw SQLite", best.per_second, best_raw, ">= 2");
    if (fastify != nullptr) {
        add_to_table("Fastify's bare insert", best.per_second, best_fastify.per_second, "> 1");
        std::cout << "talentd / Fastify: " << best.per_second / best_fastify.per_second
                  << " (to reach: near 1, then above)\n";
    }
    auto const verified = server.run_talentctl({"verify"});
    CHECK(verified.status == 0);
    CHECK(server.stop() == 0);
}
