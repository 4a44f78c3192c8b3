// What becomes of acknowledged writes when Galera loses nodes: faults_galera [KILLS, 20] [SEED].
// Three nodes behind HAProxy, both configured by deploy/, talentd on them under HTTP write load.
// The writer node is killed so often and rejoins; then some are stopped orderly, and some frozen:
// for so short that they come back as members, for so long that the others have voted them out.
// Whatever was acknowledged must be on all three nodes, whatever was refused on none, nothing
// twice. Times are printed only.
#include <cstdio>
#include <cstdlib>
#include <future>
#include <limits>
#include <thread>

#include "common/journal/recorded.hpp"
#include "tests/faults/market_under_load.hpp"
#include "tests/support/galera_cluster.hpp"

namespace {

using namespace talent;
using namespace talent::test;
using namespace std::chrono_literals;
using steady = std::chrono::steady_clock;

constexpr auto load_between = 1'000;    // milliseconds, at most
constexpr auto kept_frozen_min = 300;   // milliseconds: noticed by nobody
constexpr auto kept_frozen_max = 5'000; // long voted out, and HAProxy has left it
constexpr auto connections_end_max = 10s;
constexpr int stops = 4;
constexpr int freezes = 10;

void pause(std::mt19937& random, int at_most_milliseconds) {
    std::this_thread::sleep_for(
        std::chrono::milliseconds(random() % static_cast<unsigned>(at_most_milliseconds)));
}

void say(char const* what, int node, std::int64_t took) {
    std::printf("node %d %s: writing again after %lld ms%s\n", node, what,
                static_cast<long long>(took),
                took > recovery_milliseconds_bar ? ", over the bar" : "");
    std::fflush(stdout);
}

/// Row locks are one node's: whoever works beside the writer works without them.
void expect_one_writer(verdict& judge, galera_cluster const& cluster) {
    auto const start = steady::now();
    std::string writer;
    std::string used;
    do { // a node notices that its client has gone when the statement ends
        writer = std::to_string(cluster.writer()) + " ";
        used = cluster.used();
    } while (used != writer && steady::now() < start + connections_end_max);
    judge.expect(used == writer, "all connections are on node " + writer + "not on " + used);
}

/// A unit whose COMMIT was lost is looked for on the next node while its own node may be committing
/// it: after a look that found nothing it must fail there. Nobody else writes.
void look_beside_a_commit(verdict& judge, market_under_load& market) {
    auto const here = market.open_directly(0);
    auto const there = market.open_directly(1);
    journal::entry never;
    never.sequence = std::numeric_limits<std::int64_t>::max();
    int runs = 0;
    here->write_now([&](db::session& sql) {
        if (++runs > 1) return db::verdict::discard;
        sql.execute("UPDATE journal_head SET looks = looks + 1", {});
        there->write_now([&](db::session& other) {
            judge.expect(!journal::is_recorded(other, never), "a look finds no entry of nobody");
            return db::verdict::keep;
        });
        return db::verdict::keep;
    });
    judge.expect(runs == 2, "a COMMIT fails after a look on another node has found nothing");
}

/// The second half of the bar counts from the loss: the time in which the others notice is in it.
void kill_writers(verdict& judge, galera_cluster const& cluster, int kills, std::mt19937& random) {
    market_under_load market(judge, cluster.url(), cluster.sockets(), random());
    for (int i = 0; i < kills; ++i) {
        pause(random, load_between);
        auto const node = cluster.writer();
        auto const start = steady::now();
        cluster.kill(node);
        auto const lost = steady::now();
        if (i % 5 == 0) market.expect_probes(503);
        say("killed", node, market.expect_recovery(start, lost));
        if (i % 5 == 0) market.expect_probes(200);
        pause(random, load_between);
        cluster.start(node);
        expect_one_writer(judge, cluster);
    }
    market.finish("killed " + std::to_string(kills) + " times");
    look_beside_a_commit(judge, market);
}

void stop_writers(verdict& judge, galera_cluster const& cluster, std::mt19937& random) {
    market_under_load market(judge, cluster.url(), cluster.sockets(), random());
    for (int i = 0; i < stops; ++i) {
        pause(random, load_between);
        auto const node = cluster.writer();
        auto const asked = steady::now();
        cluster.stop(node);
        say("stopped", node, market.expect_recovery(asked, steady::now()));
        cluster.start(node);
        expect_one_writer(judge, cluster);
    }
    market.finish("stopped " + std::to_string(stops) + " times");
}

void freeze_writers(verdict& judge, galera_cluster const& cluster, std::mt19937& random) {
    market_under_load market(judge, cluster.url(), cluster.sockets(), random());
    for (int i = 0; i < freezes; ++i) {
        pause(random, load_between);
        auto const node = cluster.writer();
        auto const start = steady::now();
        auto const kept = std::chrono::milliseconds(
            kept_frozen_min + (kept_frozen_max - kept_frozen_min) * i / (freezes - 1));
        cluster.freeze(node);
        auto const frozen = steady::now();
        auto thawed = std::async(std::launch::async, [&] {
            std::this_thread::sleep_until(frozen + kept);
            cluster.thaw(node);
        });
        say(("frozen for " + std::to_string(kept.count()) + " ms").c_str(), node,
            market.expect_recovery(start, frozen));
        thawed.get();
        cluster.await_synced(node);
        expect_one_writer(judge, cluster);
    }
    market.finish("frozen " + std::to_string(freezes) + " times");
}

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
        galera_cluster const cluster;
        kill_writers(judge, cluster, kills, random);
        stop_writers(judge, cluster, random);
        freeze_writers(judge, cluster, random);
    } catch (std::exception const& fault) {
        judge.expect(false, fault.what());
    }
    return judge.finish();
}
