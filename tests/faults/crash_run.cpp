#include "tests/faults/crash_run.hpp"

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <random>
#include <thread>

#include "tests/faults/journal_reader.hpp"
#include "tests/faults/market_scene.hpp"
#include "tests/faults/market_writer.hpp"

namespace talent::test {
namespace {

using namespace std::chrono_literals;
namespace files = std::filesystem;

constexpr int verify_every = 10;
constexpr int crash_at_start_every = 8;
constexpr std::chrono::microseconds load_time_min = 20ms;
constexpr std::chrono::microseconds load_time_max = 500ms;
constexpr auto index_lag_max = 5s; // MariaDB: what a dead server's connection still committed

/// Set for the server that is started meanwhile, and for nothing else.
class environment {
  public:
    void set(std::string const& name, std::string const& value) {
        auto const* const before = std::getenv(name.c_str());
        before_.emplace_back(name, before == nullptr ? "" : before);
        ::setenv(name.c_str(), value.c_str(), 1);
    }
    void append(std::string const& name, std::string const& value) {
        auto const* const before = std::getenv(name.c_str());
        set(name, before == nullptr ? value : before + (":" + value));
    }
    ~environment() {
        for (auto const& [name, value] : before_) {
            if (value.empty()) {
                ::unsetenv(name.c_str());
            } else {
                ::setenv(name.c_str(), value.c_str(), 1);
            }
        }
    }

  private:
    std::vector<std::pair<std::string, std::string>> before_;
};

class crash_run {
  public:
    explicit crash_run(crash_plan const& plan)
        : plan_(plan), server_(plan.on), scene_(play_market_scene(server_)), dice_(plan.seed) {
        for (std::size_t i = 0; i < plan.connections; ++i) {
            writers_.emplace_back(writer_setting{.enterprise_key = scene_.enterprise_key,
                                                 .office_key = scene_.office_key,
                                                 .invoice_id = scene_.invoice_id,
                                                 .number = static_cast<int>(i),
                                                 .seed = plan.seed});
        }
    }

    crash_report run() {
        start();
        auto reader = server_.client(scene_.operator_key);
        journal_reader journal(reader);
        for (int cycle = 1; cycle <= plan_.cycles; ++cycle) {
            load_and_kill();
            if (cycle % crash_at_start_every == 0) {
                start();
                crash();
            }
            start();
            check(journal);
            report_.cycles = cycle;
            bool const last = cycle == plan_.cycles;
            if (cycle % verify_every == 0 || last) verify();
            if (cycle % verify_every == 0) print();
            if (plan_.until_first_loss && report_.found.lost > 0) break;
        }
        report_.journal_entries = journal.head();
        server_.kill();
        print();
        return report_;
    }

  private:
    void start() {
        environment around;
        if (!plan_.preload.empty()) {
            around.set("LD_PRELOAD", std::string(TALENT_BUILD_DIRECTORY) + "/" + plan_.preload);
            // A sanitizer's runtime in the server is content to come second.
            around.append("ASAN_OPTIONS", "verify_asan_link_order=0");
        }
        if (plan_.power_loss) {
            files::remove_all(image());
            files::create_directory(image());
            around.set("TALENT_POWER_LOSS_FILE", database_file());
            around.set("TALENT_POWER_LOSS_IMAGE", image());
            around.set("TALENT_POWER_LOSS_SEED", std::to_string(dice_() % 1'000'000));
            around.set("TALENT_POWER_LOSS_SYNCHRONOUS", plan_.synchronous);
        }
        server_.start({"--config", scene_.configuration_file});
    }

    std::string image() const { return server_.data_directory() + "/image"; }
    std::string database_file() const { return server_.data_directory() + "/talent.db"; }

    void crash() {
        if (!plan_.kill_database.empty()) database("kill");
        server_.kill();
        if (!plan_.kill_database.empty()) database("start");
        if (!plan_.power_loss) return;
        for (auto const* const suffix : {"", "-wal", "-shm"}) {
            files::remove(database_file() + suffix);
            auto const kept = image() + "/talent.db" + suffix;
            if (files::exists(kept)) files::copy_file(kept, database_file() + suffix);
        }
    }

    void database(std::string const& verb) {
        auto const command = std::string(TALENT_SOURCE_DIRECTORY) + "/tests/support/mariadb " +
                             verb + " " + plan_.kill_database + " >/dev/null";
        if (std::system(command.c_str()) != 0) report_.found.blame("the database: " + command);
        if (verb == "start") lower_durability();
    }

    /// A restarted MariaDB has its own default again.
    void lower_durability() {
        if (plan_.synchronous.empty()) return;
        auto const command = "mariadb --no-defaults --user=root --socket=" + plan_.kill_database +
                             "/mariadb.sock --execute='SET GLOBAL innodb_flush_log_at_trx_commit=" +
                             plan_.synchronous + "'";
        if (std::system(command.c_str()) != 0) report_.found.blame("the database: " + command);
    }

    void load_and_kill() {
        auto const address = server_.address();
        std::vector<std::thread> threads;
        for (auto& each : writers_)
            threads.emplace_back([&each, address] { each.write_until_gone(address); });
        std::uniform_int_distribution<std::int64_t> instants(load_time_min.count(),
                                                             load_time_max.count());
        std::this_thread::sleep_for(std::chrono::microseconds{instants(dice_)});
        crash();
        for (auto& each : threads)
            each.join();
    }

    void check(journal_reader& journal) {
        auto const address = server_.address();
        std::vector<tally> found(writers_.size());
        std::vector<std::thread> threads;
        for (std::size_t i = 0; i < writers_.size(); ++i) {
            threads.emplace_back([&, i] {
                try {
                    found[i] = writers_[i].check(address);
                } catch (std::exception const& fault) {
                    found[i].blame(std::string("a check ended: ") + fault.what());
                }
            });
        }
        for (auto& each : threads)
            each.join();
        std::vector<std::string> effects;
        for (auto& each : writers_) {
            for (auto& effect : each.take_effects())
                effects.push_back(std::move(effect));
        }
        for (auto const& each : found)
            report_.found.add(each);
        auto reader = server_.client(scene_.operator_key);
        journal.check(reader, effects, report_.found);
        published_ += std::count_if(effects.begin(), effects.end(), [](std::string const& each) {
            return each.starts_with("demand.published");
        });
        paid_ += std::count_if(effects.begin(), effects.end(), [](std::string const& each) {
            return each.starts_with("payment.made");
        });
        check_totals();
    }

    /// The market index has what was published, the invoice what was paid.
    void check_totals() {
        auto anybody = server_.client();
        auto const until = std::chrono::steady_clock::now() + index_lag_max;
        std::string total;
        do {
            total = anybody.get("/v1/search/demands?limit=1")["total"].text();
        } while (total != std::to_string(published_) && plan_.on == engine::mariadb &&
                 std::chrono::steady_clock::now() < until);
        if (total != std::to_string(published_))
            report_.found.blame("the index has " + total + " demands; published were " +
                                std::to_string(published_));
        auto const invoice =
            server_.client(scene_.office_key).get("/v1/invoices/" + scene_.invoice_id);
        char amount[32];
        std::snprintf(amount, sizeof amount, "%lld.%02lld", static_cast<long long>(paid_ / 100),
                      static_cast<long long>(paid_ % 100));
        if (invoice["paid_amount"]["amount"].text() != amount)
            report_.found.blame("paid are " + std::string(amount) + "; the invoice says " +
                                invoice.body);
    }

    void verify() {
        auto const verified = server_.run_talentctl({"verify"});
        if (verified.status != 0) report_.found.blame("verify: " + verified.errors);
    }

    void print() const {
        auto const& found = report_.found;
        std::printf(
            "%s, %d cycles: acknowledged %llu, unknown %llu (of them found done %llu), "
            "replayed alike %llu, lost %llu, duplicated %llu\n",
            name_of(plan_.on).c_str(), report_.cycles,
            static_cast<unsigned long long>(found.acknowledged),
            static_cast<unsigned long long>(found.unknown),
            static_cast<unsigned long long>(found.found),
            static_cast<unsigned long long>(found.replayed),
            static_cast<unsigned long long>(found.lost),
            static_cast<unsigned long long>(found.duplicated));
        std::fflush(stdout);
    }

    crash_plan const plan_;
    server_process server_;
    market_scene scene_;
    std::mt19937_64 dice_;
    std::deque<market_writer> writers_;
    std::int64_t published_ = 0;
    std::int64_t paid_ = 0; // fen
    crash_report report_;
};

} // namespace

crash_report run_crashes(crash_plan const& plan) {
    return crash_run(plan).run();
}

} // namespace talent::test
