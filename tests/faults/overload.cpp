// Three times what the server can do: faults_overload [SECONDS of each phase, 10]. First the peak
// is found, 64 clients asking as fast as they are answered; then requests arrive by the clock at
// three times that rate; then nothing, until a request is answered as before. Expectations are of
// statuses, headers and what is kept; figures are printed beside what they are to reach.
#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <fstream>
#include <mutex>
#include <optional>
#include <set>
#include <thread>

#include "common/base/clock.hpp"
#include "common/db/database.hpp"
#include "tests/faults/machine.hpp"
#include "tests/faults/verdict.hpp"
#include "tests/support/load_generator.hpp"
#include "tests/support/server_process.hpp"

namespace {

using namespace talent;
using namespace talent::test;
using namespace std::chrono_literals;
using steady = std::chrono::steady_clock;

constexpr std::size_t peak_connections = 64;
constexpr double overload_factor = 3;
// Each generator is an address of its own, with fewer connections than an address may have.
constexpr int generators = 4;
constexpr std::size_t overload_connections = 750; // of each
constexpr auto probe_interval = 10ms;
constexpr int good_probes_in_a_row = 5;
constexpr auto recovery_time_max = 20s;

constexpr std::chrono::milliseconds writer_held_time{4000}; // less than SQLite's busy_timeout
constexpr std::size_t held_connections = 512;

constexpr double goodput_share_bar = 0.8;
constexpr double recovery_seconds_bar = 2;

double milliseconds(std::chrono::microseconds span) {
    return static_cast<double>(span.count()) / 1000;
}

/// What was answered, and whether each answer was one that overload allows.
class answers {
  public:
    answers(verdict& judge, int success) : judge_(judge), success_(success) {}

    void note(load_answer const& one) {
        std::lock_guard const lock(mutex_);
        if (one.status == success_) {
            if (success_ == 201) ids_.push_back(id_of(one.bytes));
        } else if (one.status == 503 || one.status == 429) {
            without_retry_after_ += one.bytes.find("\r\nRetry-After: ") == std::string_view::npos;
        } else {
            ++others_[one.status];
        }
    }

    void judge(std::string const& phase) {
        judge_.expect(
            without_retry_after_ == 0,
            phase + ": " + std::to_string(without_retry_after_) + " refusals have no Retry-After");
        for (auto const& [status, count] : others_) {
            judge_.expect(false, phase + ": " + std::to_string(count) + " answers of " +
                                     (status == 0 ? "broken connections" : std::to_string(status)));
        }
    }

    std::vector<std::string> const& ids() const { return ids_; }

  private:
    static std::string id_of(std::string_view bytes) {
        constexpr std::string_view name = "\r\nLocation: /v1/demands/";
        constexpr std::size_t id_bytes = 36;
        auto const at = bytes.find(name);
        return at == std::string_view::npos ? std::string()
                                            : std::string(bytes.substr(at + name.size(), id_bytes));
    }

    verdict& judge_;
    int success_;
    std::mutex mutex_;
    std::uint64_t without_retry_after_ = 0;
    std::map<int, std::uint64_t> others_;
    std::vector<std::string> ids_;
};

std::string demand_text() {
    return R"({"title":"Java后端开发工程师","occupation":"4-04-05-01","region":"330106",)"
           R"("place":"杭州市西湖区文三路 90 号","headcount":3,"work_content":"负责交易平台的后端开发",)"
           R"("conditions":"熟悉 Java 与 MySQL，三年以上经验","education_min":"bachelor",)"
           R"("experience_years_min":3,"skills_required":["java","mysql"],)"
           R"("pay_min":{"amount":"18000.00","currency":"CNY"},)"
           R"("pay_max":{"amount":"30000.00","currency":"CNY"},"expires_at":")" +
           format_instant(system_clock{}.now() + 24h * 300) + R"("})";
}

/// One kind of request, made from its number.
struct scene {
    std::string name;
    int success;
    std::function<void(std::uint64_t number, std::string& to)> make;
};

scene writing(std::string const& key) {
    return {"POST /v1/demands", 201,
            [key, body = demand_text()](std::uint64_t number, std::string& to) {
                append_request(to, "POST", "/v1/demands", key, body,
                               "Idempotency-Key: overload-" + std::to_string(number) + "\r\n");
            }};
}

scene matching(std::string const& key, std::vector<std::string> demands) {
    return {"GET /v1/demands/{id}/matches", 200,
            [key, demands = std::move(demands)](std::uint64_t number, std::string& to) {
                auto const& id = demands[number % demands.size()];
                append_request(to, "GET", "/v1/demands/" + id + "/matches", key, {});
            }};
}

struct figures {
    double accepted_per_second = 0;
    std::chrono::microseconds p50{0};
    std::chrono::microseconds p99{0};
};

figures figures_of(std::vector<std::uint32_t>& latencies, double seconds) {
    return {static_cast<double>(latencies.size()) / seconds, percentile(latencies, 0.5),
            percentile(latencies, 0.99)};
}

class overload {
  public:
    overload(verdict& judge, engine on, std::chrono::seconds time)
        : judge_(judge), on_(on), time_(time), server_(on) {
        auto arguments = std::vector<std::string>{"demo", "--listings", "2000"};
        auto const filled = server_.run_talentctl(arguments);
        if (filled.status != 0) throw std::runtime_error("talentctl demo: " + filled.errors);
        key_ = json::parse(filled.output).value()["enterprise"].text();
        write_configuration();
        run_on_processors(0, 1);
        server_.start({"--config", configuration_path()});
        run_on_processors(2, 3);
    }

    void run() {
        std::printf("\n== %s, server on processors 0-1, load on 2-3, %lld s a phase\n",
                    name_of(on_).c_str(), static_cast<long long>(time_.count()));
        measure(writing(key_));
        auto const reading = matching(key_, published_demands());
        measure(reading);
        if (on_ == engine::sqlite) hold_writer(reading);
        judge_.expect(server_.stop() == 0, "the server ends as it should");
        look_for_accepted();
    }

  private:
    std::string configuration_path() const { return server_.data_directory() + "/overload.toml"; }

    void write_configuration() const {
        // One credential stands for all clients here.
        std::ofstream(configuration_path()) << "[server]\nrate_per_minute = 0\n";
    }

    /// The enterprise's own, since only those may it match.
    std::vector<std::string> published_demands() {
        auto client = server_.client(key_);
        auto const found = client.get("/v1/demands?limit=200");
        std::vector<std::string> ids;
        for (auto const& item : found["items"].elements())
            if (item["state"].text() == "published") ids.push_back(item["id"].text());
        judge_.expect(!ids.empty(), "there are published demands");
        return ids;
    }

    void measure(scene const& asked) {
        auto const peak = find_peak(asked);
        std::optional<double> recovery;
        auto const [over, refused] = press(asked, peak, recovery);
        auto const share = over.accepted_per_second / peak.accepted_per_second;
        std::printf("%-30s peak      %8.0f/s  p50 %7.2f ms  p99 %7.2f ms\n", asked.name.c_str(),
                    peak.accepted_per_second, milliseconds(peak.p50), milliseconds(peak.p99));
        std::printf("%-30s admitted  %8.0f/s  p50 %7.2f ms  p99 %7.2f ms\n", "",
                    over.accepted_per_second, milliseconds(over.p50), milliseconds(over.p99));
        std::printf("%-30s refused   %8.0f/s  p50 %7.2f ms  p99 %7.2f ms\n", "",
                    refused.accepted_per_second, milliseconds(refused.p50),
                    milliseconds(refused.p99));
        std::printf("%-30s goodput   %7.0f %% of the peak (to reach: %.0f %%)\n", "", share * 100,
                    goodput_share_bar * 100);
        std::printf("%-30s recovery  %8.2f s (to reach: %.0f s)\n", "", recovery.value_or(-1),
                    recovery_seconds_bar);
        std::fflush(stdout);
        judge_.expect(recovery.has_value(), asked.name + ": answered as before after the load");
    }

    /// Another process holds the database's write lock: writes are refused as fast as one I/O
    /// thread can, and queries do not notice.
    void hold_writer(scene const& reading) {
        std::atomic<bool> held{false};
        std::thread holding([&] {
            auto other = db::open(server_.database_url(), {}, db::migration::leave);
            other.value()->write_now([&](db::session&) {
                held = true;
                std::this_thread::sleep_for(writer_held_time);
                return db::verdict::discard;
            });
        });
        while (!held)
            std::this_thread::sleep_for(1ms);
        answers read(judge_, reading.success);
        auto read_plan = plan_of(reading, read);
        read_plan.duration =
            std::chrono::duration_cast<std::chrono::milliseconds>(writer_held_time / 2);
        read_plan.connections = 8;
        load_outcome queried;
        std::thread querying([&] { queried = run_load(read_plan); });
        auto const asked = writing(key_);
        answers written(judge_, asked.success);
        auto plan = plan_of(asked, written);
        plan.duration = read_plan.duration;
        plan.connections = held_connections;
        auto outcome = run_load(plan);
        querying.join();
        holding.join();
        read.judge("queries beside a writer that is stuck");
        written.judge("writes behind a writer that is stuck");
        keep(written);
        judge_.expect(queried.refused_latencies.empty(), "a stuck writer turns no query away");
        judge_.expect(!outcome.refused_latencies.empty(), "a stuck writer turns writes away");
        auto const seconds = std::chrono::duration<double>(plan.duration).count();
        auto const refused = figures_of(outcome.refused_latencies, seconds);
        auto const answered = figures_of(queried.accepted_latencies, seconds);
        std::printf(
            "writer stuck: writes refused %.0f/s, p99 %.2f ms; queries answered %.0f/s, p99 %.2f "
            "ms\n",
            refused.accepted_per_second, milliseconds(refused.p99), answered.accepted_per_second,
            milliseconds(answered.p99));
    }

    load_plan plan_of(scene const& asked, answers& noted) {
        load_plan plan;
        plan.port = server_.port();
        plan.duration = time_;
        plan.make = asked.make;
        plan.patience = 20s;
        plan.first_number = next_number_;
        plan.seen = [&noted](load_answer const& one) { noted.note(one); };
        next_number_ += 1'000'000'000;
        return plan;
    }

    figures find_peak(scene const& asked) {
        answers noted(judge_, asked.success);
        auto plan = plan_of(asked, noted);
        plan.connections = peak_connections;
        auto outcome = run_load(plan);
        noted.judge(asked.name + " at the peak");
        if (!outcome.refused_latencies.empty()) {
            std::printf("(%zu requests were refused at the peak already: the queue grew too old)\n",
                        outcome.refused_latencies.size());
        }
        keep(noted);
        return figures_of(outcome.accepted_latencies,
                          std::chrono::duration<double>(outcome.elapsed).count());
    }

    /// Of what was admitted, and of what was refused.
    std::pair<figures, figures> press(scene const& asked, figures const& peak,
                                      std::optional<double>& recovery) {
        answers noted(judge_, asked.success);
        std::vector<load_outcome> outcomes(generators);
        std::vector<std::thread> threads;
        auto const end = steady::now() + time_;
        for (int i = 0; i < generators; ++i) {
            auto plan = plan_of(asked, noted);
            plan.connections = overload_connections;
            plan.from_address = "127.0.0." + std::to_string(2 + i);
            plan.arrivals_per_second = peak.accepted_per_second * overload_factor / generators;
            threads.emplace_back([plan = std::move(plan), &outcome = outcomes[std::size_t(i)]] {
                outcome = run_load(plan);
            });
        }
        std::this_thread::sleep_until(end);
        recovery = await_recovery(asked, peak, end);
        for (auto& each : threads)
            each.join();
        noted.judge(asked.name + " under overload");
        keep(noted);
        return sum(outcomes);
    }

    std::pair<figures, figures> sum(std::vector<load_outcome>& outcomes) {
        std::vector<std::uint32_t> accepted;
        std::vector<std::uint32_t> refused;
        std::uint64_t left_over = 0;
        for (auto& each : outcomes) {
            accepted.insert(accepted.end(), each.accepted_latencies.begin(),
                            each.accepted_latencies.end());
            refused.insert(refused.end(), each.refused_latencies.begin(),
                           each.refused_latencies.end());
            left_over += each.left_over;
        }
        if (left_over != 0) {
            std::printf("(%llu requests were due and found no free connection)\n",
                        static_cast<unsigned long long>(left_over));
        }
        auto const seconds = std::chrono::duration<double>(time_).count();
        return {figures_of(accepted, seconds), figures_of(refused, seconds)};
    }

    /// Seconds from the end of the load to the first of some requests in a row that are answered
    /// with success, each within twice the peak's p99 (or 50 ms, where that is longer).
    std::optional<double> await_recovery(scene const& asked, figures const& peak,
                                         steady::time_point end) {
        answers noted(judge_, asked.success);
        auto const normal = std::max<std::chrono::microseconds>(2 * peak.p99, 50ms);
        int good = 0;
        steady::time_point first_good;
        while (steady::now() < end + recovery_time_max) {
            auto plan = plan_of(asked, noted);
            plan.connections = 1;
            plan.requests_max = 1;
            auto const begun = steady::now();
            auto const outcome = run_load(plan);
            bool const as_before =
                outcome.accepted() == 1 &&
                std::chrono::microseconds(outcome.accepted_latencies.front()) <= normal;
            if (as_before && good == 0) first_good = begun;
            good = as_before ? good + 1 : 0;
            if (good == good_probes_in_a_row) {
                keep(noted);
                return std::chrono::duration<double>(first_good - end).count();
            }
            std::this_thread::sleep_for(probe_interval);
        }
        return std::nullopt;
    }

    void keep(answers const& noted) {
        accepted_ids_.insert(noted.ids().begin(), noted.ids().end());
        accepted_ += noted.ids().size();
    }

    /// Every demand that was said to be created is there, and no other one of ours.
    void look_for_accepted() {
        auto opened = db::open(server_.database_url(), {}, db::migration::leave);
        if (!opened.has_value()) throw std::runtime_error(opened.error().detail);
        static constexpr cell_kind columns[] = {cell_kind::text};
        std::uint64_t found = 0;
        opened.value()->stream(
            "SELECT id FROM demands WHERE state = 'draft'", columns,
            [&](row const& one) { found += accepted_ids_.count(text_of(one[0])); });
        judge_.expect(accepted_ids_.size() == accepted_, "no id was given twice");
        judge_.expect(found == accepted_, std::to_string(accepted_ - found) +
                                              " of the demands that were acknowledged are missing");
        std::printf("%llu demands were acknowledged, %llu are there\n",
                    static_cast<unsigned long long>(accepted_),
                    static_cast<unsigned long long>(found));
    }

    verdict& judge_;
    engine on_;
    std::chrono::seconds time_;
    server_process server_;
    std::string key_;
    std::uint64_t next_number_ = 0;
    std::set<std::string> accepted_ids_;
    std::uint64_t accepted_ = 0;
};

} // namespace

int main(int argument_count, char* arguments[]) {
    std::chrono::seconds const time{argument_count > 1 ? std::atoi(arguments[1]) : 10};
    verdict judge;
    try {
        for (auto const on : engines())
            overload(judge, on, std::max(time, 1s)).run();
    } catch (std::exception const& fault) {
        judge.expect(false, fault.what());
    }
    return judge.finish();
}
