// Slow clients of every kind at once: faults_slow [SECONDS, 60] [CLIENTS, 1000]. Meanwhile healthy
// clients ask, on new connections and on a kept one. Expectations: every healthy request is
// answered 200, the server ends the slow ones within its limits, its descriptors are given back.
// Figures are printed beside what they are to reach.
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <thread>

#include "tests/faults/machine.hpp"
#include "tests/faults/slow_client.hpp"
#include "tests/faults/verdict.hpp"
#include "tests/support/load_generator.hpp"
#include "tests/support/server_process.hpp"

namespace {

using namespace talent;
using namespace talent::test;
using namespace std::chrono_literals;
using steady = std::chrono::steady_clock;

constexpr int processors_of_server_last = 1;
constexpr int bearers = 64;
constexpr auto probe_interval = 20ms;
constexpr std::size_t descriptors_left = 20;
constexpr auto flood_time = 2s;
constexpr auto memory_interval = 50ms;
// An event stream with nothing to send finds out at its next heartbeat, 15 s later, that its client
// has gone.
constexpr auto descriptors_time_max = 20s;
constexpr double probe_p99_milliseconds_bar = 100;
constexpr double memory_mebibytes_bar = 64;

/// How long the server may let a client of this kind live: its limit, a check every 250 ms, the
/// wait for the client to read why, and the clients' own clock.
std::chrono::milliseconds life_max(slowness kind) {
    constexpr auto slack = 4s;
    switch (kind) {
        case slowness::head:
            return 5s + slack;
        case slowness::body: // 30 s and one for every 32 KiB that came
            return 38s + slack;
        case slowness::idle:
        case slowness::silent:
            return 60s + slack;
        case slowness::half_closed:
            return slack;
        default: // 30 s and one for every 32 KiB that are sent: a page has at most a few MiB
            return 120s;
    }
}

class slow_run {
  public:
    slow_run(verdict& judge, std::chrono::seconds time, std::size_t clients)
        : judge_(judge), time_(time), clients_(clients), server_(engine::sqlite) {
        auto const filled = server_.run_talentctl({"demo", "--listings", "2000"});
        if (filled.status != 0) throw std::runtime_error("talentctl demo: " + filled.errors);
        auto const keys = json::parse(filled.output).value();
        key_ = keys["enterprise"].text();
        auto const configuration = server_.data_directory() + "/slow.toml";
        std::ofstream(configuration) << "[server]\nrate_per_minute = 0\n";
        run_on_processors(0, processors_of_server_last);
        server_.start({"--config", configuration});
        run_on_processors(2, 3);
        make_bearers(keys["agency"].text());
    }

    void run(std::string const& name, std::vector<std::string> const& addresses) {
        warm_up();
        auto const descriptors = open_descriptors(server_.process_id());
        auto const resident = resident_kibibytes(server_.process_id());
        std::printf("\n== %s: %zu slow clients for %lld s\n", name.c_str(), clients_,
                    static_cast<long long>(time_.count()));
        std::atomic<bool> over{false};
        long peak = resident;
        std::vector<std::uint32_t> fresh;
        std::vector<std::uint32_t> kept;
        std::thread watching([&] { peak = watch_memory(over); });
        std::thread asking_anew([&] { fresh = probe(over, false); });
        std::thread asking_on([&] { kept = probe(over, true); });
        slow_plan const plan{.port = server_.port(),
                             .clients = clients_,
                             .kinds = {std::begin(all_slowness), std::end(all_slowness)},
                             .addresses = addresses,
                             .bearers = bearers_,
                             .duration = time_};
        auto const seen = run_slow_clients(plan);
        over = true;
        watching.join();
        asking_anew.join();
        asking_on.join();
        show_clients(seen);
        show_probes("probes, new connections", fresh);
        show_probes("probes, kept connection", kept);
        std::printf("memory grew by %.1f MiB from %.1f MiB (to stay below: %.0f MiB)\n",
                    static_cast<double>(peak - resident) / 1024,
                    static_cast<double>(resident) / 1024, memory_mebibytes_bar);
        await_descriptors(descriptors);
        std::fflush(stdout);
    }

    /// More clients than the process has descriptors for: those that have one are served, the
    /// others when there is room again.
    void run_out_of_descriptors() {
        auto kept = server_.client(key_);
        judge_.expect(kept.get("/healthz").status == 200, "a connection is made");
        rlimit before{};
        ::prlimit(server_.process_id(), RLIMIT_NOFILE, nullptr, &before);
        rlimit few = before; // the hard limit stays, so that the old one can be given back
        few.rlim_cur = open_descriptors(server_.process_id()) + descriptors_left;
        ::prlimit(server_.process_id(), RLIMIT_NOFILE, &few, nullptr);
        std::thread flooding([&] {
            run_slow_clients({.port = server_.port(),
                              .clients = 4 * descriptors_left,
                              .kinds = {slowness::silent},
                              .addresses = {"127.0.0.3"},
                              .bearers = bearers_,
                              .duration = flood_time});
        });
        auto const end = steady::now() + flood_time;
        int answered = 0;
        while (steady::now() < end) {
            auto const status = kept.get("/v1/search/demands?limit=5").status;
            judge_.expect(status == 200, "a kept connection is served without descriptors");
            ++answered;
            std::this_thread::sleep_for(probe_interval);
        }
        flooding.join();
        judge_.expect(server_.client(key_).get("/healthz").status == 200,
                      "a new connection is served when there is room again");
        ::prlimit(server_.process_id(), RLIMIT_NOFILE, &before, nullptr);
        std::printf("\n== out of descriptors: %d requests answered meanwhile\n", answered);
    }

    int stop() { return server_.stop(); }

  private:
    /// A credential may have few event streams, so that many are needed.
    void make_bearers(std::string const& administrator) {
        auto client = server_.client(administrator);
        for (int i = 0; i < bearers; ++i) {
            auto const made = client.post("/v1/api_keys",
                                          R"({"name":"slow )" + std::to_string(i) +
                                              R"(","roles":["administrator","manager"]})",
                                          {{"Idempotency-Key", "slow-" + std::to_string(i)}});
            if (made.status == 201) bearers_.push_back(made.text("secret"));
        }
        judge_.expect(bearers_.size() == bearers, "keys can be made");
        if (bearers_.empty()) bearers_.push_back(administrator);
    }

    /// What grows once and stays is there before the measurement.
    void warm_up() {
        auto client = server_.client(bearers_.front());
        for (int i = 0; i < 20; ++i) {
            for (auto const* const target :
                 {"/healthz", "/openapi.json", "/v1/feed?limit=1000", "/v1/search/demands"})
                judge_.expect(client.get(target).status == 200, "a warm-up request is answered");
        }
    }

    long watch_memory(std::atomic<bool> const& over) const {
        long peak = 0;
        while (!over) {
            peak = std::max(peak, resident_kibibytes(server_.process_id()));
            std::this_thread::sleep_for(memory_interval);
        }
        return peak;
    }

    /// Latencies in microseconds, of which a new connection is a part.
    std::vector<std::uint32_t> probe(std::atomic<bool> const& over, bool keep_connection) {
        std::vector<std::uint32_t> latencies;
        auto kept = server_.client(key_);
        for (std::uint64_t number = 0; !over; ++number) {
            auto const* const target =
                number % 2 == 0 ? "/healthz" : "/v1/search/demands?limit=5&q=%E5%B7%A5%E7%A8%8B";
            auto const begun = steady::now();
            auto const status =
                keep_connection ? kept.get(target).status : server_.client(key_).get(target).status;
            latencies.push_back(static_cast<std::uint32_t>(
                std::chrono::duration_cast<std::chrono::microseconds>(steady::now() - begun)
                    .count()));
            judge_.expect(status == 200, "a probe is answered " + std::to_string(status));
            std::this_thread::sleep_for(probe_interval);
        }
        return latencies;
    }

    void show_clients(std::map<slowness, slow_seen> const& seen) {
        for (auto const& [kind, one] : seen) {
            std::string statuses;
            for (auto const& [status, count] : one.statuses)
                statuses += " " + std::to_string(status) + "×" + std::to_string(count);
            std::printf("%-14s begun %6zu  ended by the server %6zu  longest %6.1f s %s\n",
                        std::string(name_of(kind)).c_str(), one.begun, one.ended,
                        static_cast<double>(one.longest.count()) / 1000, statuses.c_str());
            auto const limit = life_max(kind);
            judge_.expect(one.longest <= limit,
                          std::string(name_of(kind)) + ": one lived longer than its limit");
            if (limit < time_) {
                judge_.expect(one.ended > 0,
                              std::string(name_of(kind)) + ": the server has ended none");
            }
        }
    }

    void show_probes(char const* name, std::vector<std::uint32_t>& latencies) {
        auto const longest =
            latencies.empty() ? 0U : *std::max_element(begin(latencies), end(latencies));
        std::printf("%s: %zu, p50 %.2f ms, p99 %.2f ms (to stay below: %.0f ms), longest %.2f ms\n",
                    name, latencies.size(),
                    static_cast<double>(percentile(latencies, 0.5).count()) / 1000,
                    static_cast<double>(percentile(latencies, 0.99).count()) / 1000,
                    probe_p99_milliseconds_bar, static_cast<double>(longest) / 1000);
    }

    void await_descriptors(std::size_t before) {
        auto const end = steady::now() + descriptors_time_max;
        while (open_descriptors(server_.process_id()) > before && steady::now() < end)
            std::this_thread::sleep_for(100ms);
        auto const now = open_descriptors(server_.process_id());
        std::printf("descriptors: %zu before, %zu afterwards\n", before, now);
        judge_.expect(now <= before, "descriptors are given back");
    }

    verdict& judge_;
    std::chrono::seconds time_;
    std::size_t clients_;
    server_process server_;
    std::string key_;
    std::vector<std::string> bearers_;
};

} // namespace

int main(int argument_count, char* arguments[]) {
    std::chrono::seconds const time{argument_count > 1 ? std::atoi(arguments[1]) : 60};
    std::size_t const clients =
        argument_count > 2 ? static_cast<std::size_t>(std::atoi(arguments[2])) : 1000;
    std::vector<std::string> many;
    for (int i = 2; i < 10; ++i)
        many.push_back("127.0.0." + std::to_string(i));
    verdict judge;
    try {
        slow_run one(judge, std::max(time, 1s), std::max<std::size_t>(clients, 8));
        one.run("from eight addresses", many);
        one.run("from one address", {"127.0.0.2"});
        one.run_out_of_descriptors();
        judge.expect(one.stop() == 0, "the server ends as it should");
    } catch (std::exception const& fault) {
        judge.expect(false, fault.what());
    }
    return judge.finish();
}
