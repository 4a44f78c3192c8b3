// What a database does to its users, done to a MariaDB server of this program's own under HTTP
// write load: faults_database [KILLS, 20]. First it is killed so often and started again; then,
// behind a proxy: connections killed, COMMITs cut, orderly restarts, deadlocks with a foreign
// session, read-only, a network that stalls. Whatever was acknowledged must be there, whatever was
// refused must not, nothing twice; the server's process lives through all of it. Times are printed
// only.
#include <cstdio>
#include <cstdlib>
#include <functional>

#include "tests/faults/market_under_load.hpp"
#include "tests/support/database_proxy.hpp"
#include "tests/support/private_mariadb.hpp"

namespace {

using namespace talent;
using namespace talent::test;
using namespace std::chrono_literals;
using steady = std::chrono::steady_clock;
using milliseconds = std::chrono::milliseconds;

/// Of requests whose database hangs: they have ten seconds.
constexpr auto stall_time = 3s;
constexpr auto long_stall_time = 14s;

milliseconds since(steady::time_point start) {
    return std::chrono::duration_cast<milliseconds>(steady::now() - start);
}

void pause(std::mt19937& random, int at_most_milliseconds) {
    std::this_thread::sleep_for(
        milliseconds(random() % static_cast<unsigned>(at_most_milliseconds)));
}

// -- killed --

void kill_and_start(verdict& judge, private_mariadb& database, int kills, std::mt19937& random) {
    market_under_load market(judge, database.url(), {database.socket()}, random());
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
          market_(judge, proxy.url("talent_test_faults", "talent"), {database.socket()}, seed) {}

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
