// What a database does to its users, done to a MariaDB server of this program's own under HTTP
// write load: faults_database [KILLS, 20]. First it is killed so often and started again; then,
// behind a proxy: connections killed, COMMITs cut, orderly restarts, deadlocks with a foreign
// session, read-only, a network that stalls. Whatever was acknowledged must be there, whatever was
// refused must not, nothing twice; the server's process lives through all of it. Times are printed
// only.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <functional>

#include "tests/faults/marked_writes.hpp"
#include "tests/support/database_proxy.hpp"
#include "tests/support/private_mariadb.hpp"
#include "tests/support/server_process.hpp"

namespace {

using namespace talent;
using namespace talent::test;
using namespace std::chrono_literals;
using steady = std::chrono::steady_clock;
using milliseconds = std::chrono::milliseconds;

constexpr auto recovery_time_max = 60s;
constexpr std::int64_t recovery_milliseconds_bar = 5'000;
constexpr auto probes_follow_time_max = 10s;
/// Of requests whose database hangs: they have ten seconds.
constexpr auto stall_time = 3s;
constexpr auto long_stall_time = 14s;
// 409 and 412 do not come to writers who have their objects to themselves, but for a change whose
// first attempt was kept.
std::set<int> const documented{503};

milliseconds since(steady::time_point start) {
    return std::chrono::duration_cast<milliseconds>(steady::now() - start);
}

/// A talentd on a database that is there or not, and writers at work on it.
class market_under_load {
  public:
    market_under_load(verdict& judge, private_mariadb& database, std::string const& url,
                      unsigned seed)
        : judge_(judge), database_(database), server_((choose(url), engine::mariadb)) {
        auto const filled = server_.run_talentctl({"demo", "--listings", "100"});
        if (filled.status != 0) throw std::runtime_error("talentctl demo: " + filled.errors);
        key_ = json::parse(filled.output).value()["enterprise"].text();
        auto const configuration = server_.data_directory() + "/faults.toml";
        std::ofstream(configuration) << "[server]\nrate_per_minute = 0\n";
        server_.start({"--config", configuration});
        writers_ = std::make_unique<marked_writes>(
            server_.address(), key_, write_settings{.seed = seed, .allowed_statuses = documented});
        judge_.expect(writers_->await_success(steady::now(), recovery_time_max).has_value(),
                      "the load begins");
    }

    server_process& server() { return server_; }
    http_client client() { return server_.client(key_); }

    /// The times from the database's return to the first success that was asked for after it.
    void expect_recovery(steady::time_point back) {
        auto const took = writers_->await_success(back, recovery_time_max);
        judge_.expect(took.has_value(), "it writes again by itself");
        recoveries_.push_back(took ? took->count() : -1);
    }

    void expect_probes(int readiness) {
        auto probe = server_.client();
        judge_.expect(probe.get("/healthz").status == 200, "/healthz says that it is alive");
        auto const start = steady::now();
        int seen = 0;
        while (since(start) < probes_follow_time_max && seen != readiness)
            seen = probe.get("/readyz").status;
        judge_.expect(seen == readiness, "/readyz becomes " + std::to_string(readiness));
    }

    /// Reads that need the database, while it is away.
    void expect_reads_refused() {
        auto const given = client().get("/v1/feed?limit=1");
        judge_.expect(
            given.status == 503 && !given.header("retry-after").empty(),
            "a read from the database answers 503 with Retry-After while it is away, not " +
                std::to_string(given.status));
        judge_.expect(client().get("/v1/search/demands").status == 200,
                      "a search in memory goes on while the database is away");
    }

    void finish(std::string const& name) {
        writers_->stop();
        compare_market();
        judge_.expect(server_.stop() == 0, "the process has lived through it, and ends as asked");
        auto const verified = server_.run_talentctl({"verify"});
        judge_.expect(verified.status == 0, "talentctl verify: " + verified.errors);
        writers_->check(*open_directly(), judge_);
        print(name);
    }

  private:
    static void choose(std::string const& url) { ::setenv("TALENT_TEST_MARIADB", url.c_str(), 1); }

    std::unique_ptr<db::database> open_directly() {
        auto const url = server_.database_url();
        auto const start = url.find_last_of("/@", url.find('?') - 1) + 1;
        auto const name = url.substr(start, url.find('?') - start);
        auto opened = db::open("mysql://root@" + name + "?socket=" + database_.socket(), {},
                               db::migration::leave);
        if (!opened.has_value()) throw std::runtime_error(opened.error().detail);
        return std::move(opened).value();
    }

    /// The index is told of everything, also of what was found to be kept after a lost COMMIT.
    void compare_market() {
        auto const database = open_directly();
        auto const start = steady::now();
        std::set<std::string> shown;
        std::set<std::string> there;
        do {
            auto asking = client();
            shown = ids_on_the_market(asking);
            there = ids_published(*database);
        } while (shown != there && since(start) < probes_follow_time_max);
        for (auto const& each : there)
            judge_.expect(shown.contains(each), "published, but not on the market: " + each);
        for (auto const& each : shown)
            judge_.expect(there.contains(each), "on the market, but not published: " + each);
    }

    void print(std::string const& name) {
        std::printf("%s: %llu writes acknowledged; answers by status:", name.c_str(),
                    static_cast<unsigned long long>(writers_->acknowledged()));
        for (auto const& [status, count] : writers_->statuses())
            std::printf(" %d × %llu", status, static_cast<unsigned long long>(count));
        std::sort(recoveries_.begin(), recoveries_.end());
        if (recoveries_.empty()) return static_cast<void>(std::printf("\n"));
        std::printf(
            "\n%s: writing again after the database: median %lld ms, longest %lld ms of "
            "%zu (bar: %lld ms)\n",
            name.c_str(), static_cast<long long>(recoveries_[recoveries_.size() / 2]),
            static_cast<long long>(recoveries_.back()), recoveries_.size(),
            static_cast<long long>(recovery_milliseconds_bar));
    }

    verdict& judge_;
    private_mariadb& database_;
    server_process server_;
    std::string key_;
    std::unique_ptr<marked_writes> writers_;
    std::vector<std::int64_t> recoveries_;
};

void pause(std::mt19937& random, int at_most_milliseconds) {
    std::this_thread::sleep_for(
        milliseconds(random() % static_cast<unsigned>(at_most_milliseconds)));
}

// -- killed --

void kill_and_start(verdict& judge, private_mariadb& database, int kills, std::mt19937& random) {
    market_under_load market(judge, database, database.url(), random());
    for (int i = 0; i < kills; ++i) {
        pause(random, 600);
        database.kill();
        if (i % 5 == 0) {
            market.expect_reads_refused();
            market.expect_probes(503);
        }
        pause(random, 400);
        database.start();
        market.expect_recovery(steady::now());
        if (i % 5 == 0) market.expect_probes(200);
    }
    market.finish("killed " + std::to_string(kills) + " times");
}

// -- everything else --

/// Kills the connections of talentd, as an administrator would, whatever they are at.
void kill_connections(private_mariadb const& database) {
    database.execute(
        R"(BEGIN NOT ATOMIC FOR one IN (SELECT id FROM information_schema.processlist)"
        R"( WHERE user = "talent") DO BEGIN DECLARE CONTINUE HANDLER FOR 1094 BEGIN END;)"
        R"( KILL one.id; END; END FOR; END)");
}

/// A foreign unit that locks in the opposite order: first the journal's head, which ours lock last.
db::verdict lock_crosswise(db::session& sql) {
    sql.query("SELECT sequence FROM journal_head WHERE id = 1 FOR UPDATE", {},
              {cell_kind::integer});
    std::this_thread::sleep_for(50ms); // units gather behind it, with their rows locked
    sql.query("SELECT value FROM number_counters FOR UPDATE", {}, {cell_kind::integer});
    return db::verdict::discard;
}

void cross_locks(std::string const& url, int times) {
    auto opened = db::open(url, {}, db::migration::leave);
    if (!opened.has_value()) throw std::runtime_error(opened.error().detail);
    for (int i = 0; i < times; ++i) {
        try {
            opened.value()->write_now(lock_crosswise);
        } catch (db::error const&) { // it has lost to talentd more often than it may
        }
    }
}

class other_faults {
  public:
    other_faults(verdict& judge, private_mariadb& database, database_proxy& proxy, unsigned seed)
        : judge_(judge),
          database_(database),
          proxy_(proxy),
          random_(seed),
          market_(judge, database, proxy.url("talent_test_faults", "talent"), seed) {}

    void run() {
        for (int i = 0; i < 10; ++i)
            kill_connections_once();
        for (int i = 0; i < 30; ++i)
            cut_commit();
        restart();
        cross();
        read_only();
        stall(stall_time);
        stall(long_stall_time);
        drop_network();
        market_.finish("other faults");
    }

  private:
    void kill_connections_once() {
        pause(random_, 200);
        kill_connections(database_);
        market_.expect_recovery(steady::now());
    }

    void cut_commit() {
        proxy_.cut_next_commit(static_cast<database_proxy::cut>(1 + random_() % 3));
        auto const start = steady::now();
        while (proxy_.cut_is_due() && since(start) < recovery_time_max)
            std::this_thread::sleep_for(1ms);
        judge_.expect(!proxy_.cut_is_due(), "a COMMIT came by to be cut");
        pause(random_, 100);
    }

    void restart() {
        database_.stop();
        market_.expect_probes(503);
        database_.start();
        market_.expect_recovery(steady::now());
        market_.expect_probes(200);
    }

    void cross() {
        auto const name = market_.server().database_url();
        cross_locks(
            "mysql://root@" + name.substr(name.rfind('/') + 1) + "?socket=" + database_.socket(),
            20);
        market_.expect_recovery(steady::now());
    }

    void read_only() {
        database_.execute("SET GLOBAL read_only = ON");
        pause(random_, 1'000);
        database_.execute("SET GLOBAL read_only = OFF");
        market_.expect_recovery(steady::now());
    }

    void stall(milliseconds time) {
        proxy_.stall(true);
        auto const start = steady::now();
        market_.expect_probes(503);
        std::this_thread::sleep_for(time - std::min(time, since(start)));
        proxy_.stall(false);
        market_.expect_recovery(steady::now());
        market_.expect_probes(200);
    }

    void drop_network() {
        proxy_.drop_all();
        market_.expect_recovery(steady::now());
    }

    verdict& judge_;
    private_mariadb& database_;
    database_proxy& proxy_;
    std::mt19937 random_;
    market_under_load market_;
};

} // namespace

int main(int count, char* arguments[]) {
    int const kills = count > 1 ? std::atoi(arguments[1]) : 20;
    auto const seed = count > 2 ? static_cast<unsigned>(std::atoi(arguments[2]))
                                : std::random_device{}() % 1'000'000U;
    std::printf("%d kills, seed %u\n", kills, seed);
    std::fflush(stdout);
    verdict judge;
    try {
        std::mt19937 random(seed);
        private_mariadb database;
        kill_and_start(judge, database, kills, random);
        database_proxy proxy(database.url());
        other_faults(judge, database, proxy, random()).run();
    } catch (std::exception const& fault) {
        judge.expect(false, fault.what());
    }
    return judge.finish();
}
