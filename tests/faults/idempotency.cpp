// Each key is sent by several connections at once, while the servers are killed and started again,
// until every one of them has its answer: one effect for each key, and one answer, byte for byte.
#include <catch2/catch.hpp>

#include <algorithm>
#include <atomic>
#include <latch>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "common/db/database.hpp"
#include "tests/api/market_scenes.hpp"
#include "tests/faults/attempts.hpp"
#include "tests/faults/fault_options.hpp"
#include "tests/faults/journal_reader.hpp"
#include "tests/faults/market_scene.hpp"
#include "tests/faults/server_group.hpp"

namespace talent::test {
namespace {

using namespace std::chrono_literals;

constexpr int keys_short = 500;
constexpr std::size_t duplicates = 5;
constexpr std::size_t lanes = 4;
constexpr int tries_max = 2'000;
constexpr auto wait_before_retry = 10ms;
constexpr int registration_every = 40;
constexpr int misuse_every = 10;
constexpr int first_serial = 1'000; // of organisations that register here

/// What one key is used for; an effect whose name ends in a space is completed by the answer's id.
struct keyed_case {
    attempt wanted;
    std::string bearer;
};

std::string with_text(std::string text, std::string_view member, std::string const& value) {
    auto const start = text.find("\"" + std::string(member) + "\":\"") + member.size() + 4;
    return text.replace(start, text.find('"', start) - start, value);
}

std::string registration(int serial) {
    auto const number = std::to_string(serial);
    return R"({"organisation":{"kind":"enterprise","name":"注册公司)" + number +
           R"(","credit_code":")" + valid_credit_code("330106", serial) +
           R"(","region":"330106","legal_representative":"代表","phone":"0571-88001234",)"
           R"("address":"文三路"},"administrator":{"name":"管理员","email":"r)" +
           number + R"(@example.cn","password":"correct horse battery staple"}})";
}

class key_storm {
  public:
    key_storm(server_group& servers, market_scene const& scene, std::string order)
        : servers_(servers), scene_(scene), order_(std::move(order)) {}

    keyed_case case_of(int number) const {
        auto const marker = "k" + std::to_string(number);
        if (number % registration_every == 0) {
            return {{{.target = "/v1/organisations",
                      .body = registration(first_serial + number),
                      .key = marker},
                     "organisation.registered "},
                    {}};
        }
        switch (number % 3) {
            case 0:
                return {{{.target = "/v1/orders", .body = order_, .key = marker}, "order.placed "},
                        scene_.enterprise_key};
            case 1:
                return {{{.target = "/v1/invoices/" + scene_.invoice_id + "/payments",
                          .body = R"({"amount":{"amount":"0.01","currency":"CNY"},)"
                                  R"("bank_reference":")" +
                                  marker + R"("})",
                          .key = marker},
                         "payment.made " + marker},
                        scene_.office_key};
            default:
                return {{{.target = "/v1/demands",
                          .body = with_text(demand_text(), "title", marker),
                          .key = marker},
                         "demand.drafted " + marker},
                        scene_.enterprise_key};
        }
    }

    void run(int keys) {
        std::atomic<int> next{1};
        std::vector<std::thread> threads;
        for (std::size_t lane = 0; lane < lanes; ++lane) {
            threads.emplace_back([&] {
                for (int number = next++; number <= keys; number = next++)
                    send_at_once(case_of(number));
            });
        }
        for (auto& each : threads)
            each.join();
    }

    tally& found() { return found_; }
    std::vector<std::string> const& effects() const { return effects_; }
    std::map<int, std::uint64_t> const& statuses() const { return statuses_; }

  private:
    void send_at_once(keyed_case const& one) {
        std::latch together{duplicates};
        std::vector<kept_answer> answers(duplicates);
        std::vector<std::thread> threads;
        for (std::size_t i = 0; i < duplicates; ++i) {
            threads.emplace_back([&, i] {
                together.arrive_and_wait();
                answers[i] = send_until_answered(one, i);
            });
        }
        for (auto& each : threads)
            each.join();
        judge(one, answers);
    }

    /// Tries on, at the next server, where there is no answer or the server is busy.
    kept_answer send_until_answered(keyed_case const& one, std::size_t start) {
        for (int i = 0; i < tries_max; ++i) {
            http_client by(servers_.address(start + static_cast<std::size_t>(i)), one.bearer);
            kept_answer got;
            answer seen;
            try {
                got = send(by, one.wanted.sent, &seen);
            } catch (std::runtime_error const&) {
                got = {};
            }
            bool const replayed = seen.header("idempotent-replayed") == "true";
            {
                std::lock_guard const lock(guard_);
                ++statuses_[got.status];
                if (replayed) ++found_.replayed;
                if (got.status == 0) ++found_.unknown;
            }
            if (got.status != 0 && got.status != 503) return got;
            std::this_thread::sleep_for(wait_before_retry);
        }
        return {};
    }

    void judge(keyed_case const& one, std::vector<kept_answer> const& answers) {
        auto const& first = answers.front();
        std::lock_guard const lock(guard_);
        found_.acknowledged += static_cast<std::uint64_t>(std::ranges::count_if(
            answers, [](kept_answer const& each) { return each.acknowledged(); }));
        for (auto const& each : answers) {
            if (each == first && each.acknowledged()) continue;
            found_.blame(one.wanted.sent.key + " is answered " + std::to_string(first.status) +
                         " " + first.body + " and " + std::to_string(each.status) + " " +
                         each.body);
        }
        auto effect = one.wanted.effect;
        if (effect.ends_with(' ')) {
            auto const document = json::parse(first.body);
            if (document.has_value()) effect += document.value()["id"].text();
        }
        effects_.push_back(effect);
    }

    server_group& servers_;
    market_scene const& scene_;
    std::string const order_;
    std::mutex guard_;
    tally found_;
    std::vector<std::string> effects_;
    std::map<int, std::uint64_t> statuses_;
};

std::string published_offering_order(server_process& server, market_scene const& scene) {
    auto agency = server.client(scene.agency_key);
    return order_text(publish(agency, "offerings", offering_text()));
}

/// Rows in the tables that the keys write to.
std::map<std::string, std::int64_t> count_rows(server_process const& server) {
    auto const opened = db::open(server.database_url(), {}, db::migration::leave);
    REQUIRE(opened.has_value());
    std::map<std::string, std::int64_t> counts;
    opened.value()->read_now([&](db::session& sql) {
        for (std::string const table : {"demands", "orders", "payments", "organisations"}) {
            auto const row =
                sql.query_one("SELECT COUNT(*) FROM " + table, {}, {cell_kind::integer});
            counts[table] = integer_of(row->front());
        }
    });
    return counts;
}

/// The same key with another body, and the same key and body from another organisation.
void check_misuse(server_process& server, key_storm const& storm, market_scene const& scene,
                  int keys) {
    for (int number = misuse_every; number <= keys; number += misuse_every) {
        auto const one = storm.case_of(number);
        auto other = one.wanted.sent;
        other.body.insert(other.body.size() - 1, " ");
        auto by = server.client(one.bearer);
        answer refused;
        send(by, other, &refused);
        CHECK(refused.status == 422);
        CHECK(refused.problem() == "idempotency-key-reused");
    }
    keyed_write const used = storm.case_of(2).wanted.sent;
    auto agency = server.client(scene.agency_key);
    answer own;
    send(agency, {.target = "/v1/supplies", .body = supply_text(), .key = used.key}, &own);
    CHECK(own.status == 201);
    CHECK(own.header("idempotent-replayed").empty());
}

/// Answers that hold a secret are not kept: the key has no meaning there, every call is its own.
void check_secrets(server_process& server, market_scene const& scene) {
    auto enterprise = server.client(scene.enterprise_key);
    std::set<std::string> secrets;
    for (int i = 0; i < 3; ++i) {
        answer made;
        send(enterprise,
             {.target = "/v1/api_keys",
              .body = R"({"name":"again","roles":["manager"]})",
              .key = "secret"},
             &made);
        CAPTURE(made.body);
        CHECK(made.status == 201);
        CHECK(made.header("idempotent-replayed").empty());
        secrets.insert(made.text("secret"));
    }
    CHECK(secrets.size() == 3);
}

void storm_on(engine on, std::size_t processes, int keys) {
    auto first = std::make_unique<server_process>(on);
    auto const scene = play_market_scene(*first);
    server_group servers(std::move(first), processes, {"--config", scene.configuration_file});
    auto& server = servers.first();
    auto const order = published_offering_order(server, scene);
    auto reader = server.client(scene.operator_key);
    journal_reader journal(reader);
    auto before = count_rows(server);

    key_storm storm(servers, scene, order);
    servers.start_killing(chosen_options().seed);
    storm.run(keys);
    int const killed = servers.stop_killing();

    auto after = count_rows(server);
    std::int64_t made = 0;
    for (auto const& [table, rows] : after)
        made += rows - before[table];
    auto reader_after = server.client(scene.operator_key);
    journal.check(reader_after, storm.effects(), storm.found());
    auto const& found = storm.found();
    std::printf(
        "%s, %zu process(es): %d keys x %zu, killed %d times: effects %lld, answers 2xx "
        "%llu, of them replayed %llu, broken off %llu, lost %llu, duplicated %llu;",
        name_of(on).c_str(), processes, keys, duplicates, killed, static_cast<long long>(made),
        static_cast<unsigned long long>(found.acknowledged),
        static_cast<unsigned long long>(found.replayed),
        static_cast<unsigned long long>(found.unknown), static_cast<unsigned long long>(found.lost),
        static_cast<unsigned long long>(found.duplicated));
    for (auto const& [status, count] : storm.statuses())
        std::printf(" %d: %llu", status, static_cast<unsigned long long>(count));
    std::printf("\n");
    for (auto const& each : found.faults)
        UNSCOPED_INFO(each);
    CHECK(made == keys);
    CHECK(found.acknowledged == static_cast<std::uint64_t>(keys) * duplicates);
    CHECK(found.lost == 0);
    CHECK(found.duplicated == 0);
    CHECK(found.faults.empty());
    CHECK(killed > 0);
    check_misuse(server, storm, scene, keys);
    check_secrets(server, scene);
    auto const verified = server.run_talentctl({"verify"});
    CAPTURE(verified.errors);
    CHECK(verified.status == 0);
}

int chosen_keys() {
    return chosen_options().cycles > 0 ? chosen_options().cycles : keys_short;
}

} // namespace

TEST_CASE("a key has one effect and one answer, whatever is killed meanwhile", "[idempotency]") {
    storm_on(engine::sqlite, 1, chosen_keys());
}

TEST_CASE("a key has one effect and one answer across two processes on MariaDB",
          "[idempotency-mariadb]") {
    if (std::getenv("TALENT_TEST_MARIADB") == nullptr) {
        WARN("TALENT_TEST_MARIADB is not set: MariaDB is left out.");
        return;
    }
    storm_on(engine::mariadb, 2, chosen_keys());
}

} // namespace talent::test
