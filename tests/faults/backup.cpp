// A backup of a server under write load, and the restore that proves it: everything acknowledged
// before the backup began is in it, the restored installation serves, and a damaged file is
// refused.
#include <catch2/catch.hpp>

#include <algorithm>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <random>
#include <set>
#include <thread>

#include <sys/stat.h>

#include "tests/api/market_scenes.hpp"
#include "tests/faults/fault_options.hpp"
#include "tests/support/load_generator.hpp"

namespace talent::test {
namespace {

using namespace std::chrono_literals;
namespace files = std::filesystem;

constexpr int listings_short = 2'000;
constexpr int damages = 40;
constexpr std::size_t connections = 16;
constexpr std::size_t page_rows = 200;
constexpr auto load_around = 700ms; // before and after the backup

enum phase { before, during, after };

std::string demand_titled(std::string const& title) {
    auto text = demand_text();
    auto const start = text.find(R"("title":")") + 9;
    return text.replace(start, text.find('"', start) - start, title);
}

/// Drafts demands as fast as they are answered, until told to stop.
class drafting {
  public:
    drafting(int port, std::string key)
        : thread_([this, port, key = std::move(key)] { load(port, key); }) {}
    ~drafting() { finish(); }

    void enter(phase next) { phase_ = next; }
    void finish() {
        stop_ = true;
        if (thread_.joinable()) thread_.join();
    }
    std::set<std::string> acknowledged() const {
        std::lock_guard const lock(guard_);
        return acknowledged_;
    }
    std::vector<std::uint32_t>& latencies(phase of) { return latencies_[of]; }

  private:
    void load(int port, std::string const& key) {
        run_load({.port = port,
                  .connections = connections,
                  .duration = 10min,
                  .make =
                      [&](std::uint64_t number, std::string& to) {
                          auto const title = "backup " + std::to_string(number);
                          append_request(to, "POST", "/v1/demands", key, demand_titled(title),
                                         "Idempotency-Key: b" + std::to_string(number) + "\r\n");
                      },
                  .seen =
                      [this](load_answer const& got) {
                          if (got.status != 201) return;
                          latencies_[phase_].push_back(static_cast<std::uint32_t>(
                              got.latency / std::chrono::microseconds{1}));
                          std::lock_guard const lock(guard_);
                          acknowledged_.insert("backup " + std::to_string(got.number));
                      },
                  .stop = [this] { return stop_.load(); }});
    }

    mutable std::mutex guard_;
    std::set<std::string> acknowledged_;
    std::vector<std::uint32_t> latencies_[3];
    std::atomic<phase> phase_{before};
    std::atomic<bool> stop_{false};
    std::thread thread_;
};

void print_latencies(drafting& load) {
    constexpr char const* names[] = {"before", "during", "after"};
    for (auto const each : {before, during, after}) {
        auto& all = load.latencies(each);
        if (all.empty()) continue;
        std::printf("  writes %s the backup: %zu, p50 %lld us, p99 %lld us, longest %u us\n",
                    names[each], all.size(), static_cast<long long>(percentile(all, 0.5).count()),
                    static_cast<long long>(percentile(all, 0.99).count()),
                    *std::max_element(all.begin(), all.end()));
    }
}

std::set<std::string> own_titles(http_client enterprise) {
    std::set<std::string> titles;
    std::string cursor;
    do {
        auto const page = enterprise.get("/v1/demands?limit=" + std::to_string(page_rows) + cursor);
        REQUIRE(page.status == 200);
        for (auto const& each : page["items"].elements())
            titles.insert(each["title"].text());
        auto const link = page.header("link");
        auto const at = link.find("cursor=");
        cursor =
            at == std::string::npos ? "" : "&" + link.substr(at, link.find_first_of("&>", at) - at);
    } while (!cursor.empty());
    return titles;
}

std::string search_total(server_process const& server, std::string const& market) {
    return server.client().get("/v1/search/" + market + "?limit=1")["total"].text();
}

/// A talent whose name only the master key can read.
std::string keep_personal_record(http_client agency) {
    auto const supply = agency.post("/v1/supplies", supply_text());
    REQUIRE(supply.status == 201);
    auto const path = "/v1/supplies/" + supply.text("id") + "/personal_record";
    REQUIRE(agency.put(path, R"({"name":"王小明","phone":"138 0000 0000"})").status == 204);
    return path;
}

void damage(std::string const& file, std::mt19937_64& dice, bool truncate) {
    auto const size = files::file_size(file);
    if (truncate) return files::resize_file(file, dice() % size);
    std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
    auto const at = static_cast<std::streamoff>(dice() % size);
    bytes.seekg(at);
    char const flipped = static_cast<char>(bytes.get() ^ (1 << dice() % 8));
    bytes.seekp(at);
    bytes.put(flipped);
}

finished_process restore(std::string const& to, std::string const& from) {
    return run_program("talentctl", {"restore", "--data", to, "--from", from});
}

/// Every copy with one bit flipped, or cut off somewhere, is refused and leaves nothing behind.
void refuse_damaged_copies(std::string const& backup, std::string const& folder) {
    std::mt19937_64 dice(chosen_options().seed);
    int refused = 0;
    for (int i = 0; i < damages; ++i) {
        auto const copy = folder + "/damaged";
        files::copy_file(backup, copy, files::copy_options::overwrite_existing);
        files::copy_file(backup + ".sha256", copy + ".sha256",
                         files::copy_options::overwrite_existing);
        damage(copy, dice, i % 2 == 0);
        auto const target = folder + "/never";
        auto const ended = restore(target, copy);
        CAPTURE(i, ended.output, ended.errors);
        CHECK(ended.status == 1);
        CHECK(ended.errors.starts_with("talentctl: The backup is not restored: "));
        CHECK_FALSE(files::exists(target + "/talent.db"));
        CHECK_FALSE(files::exists(target + "/talent.db.restoring"));
        refused += ended.status == 1 ? 1 : 0;
    }
    std::printf("  %d of %d damaged copies refused\n", refused, damages);
}

} // namespace

TEST_CASE("a backup under write load is restored, with everything acknowledged before it began",
          "[backup]") {
    int const listings = chosen_options().cycles > 0 ? chosen_options().cycles : listings_short;
    server_process served(engine::sqlite);
    auto const demo = served.run_talentctl({"demo", "--listings", std::to_string(listings)});
    REQUIRE(demo.status == 0);
    auto const keys = json::parse(demo.output);
    REQUIRE(keys.has_value());
    auto const key = [&](std::string_view audience) { return keys.value()[audience].text(); };
    auto const unlimited = served.data_directory() + "/no_rate_limit.toml";
    std::ofstream(unlimited) << "[server]\nrate_per_minute = 0\n[log]\nlevel = \"warning\"\n";
    served.start({"--config", unlimited});
    auto const record_path = keep_personal_record(served.client(key("agency")));
    auto const demands = search_total(served, "demands");
    auto const supplies = search_total(served, "supplies");

    server_process restored(engine::sqlite);
    auto const backup = restored.data_directory() + "/backup.db";
    drafting load(served.port(), key("enterprise"));
    std::this_thread::sleep_for(load_around);
    auto const promised = load.acknowledged();
    load.enter(during);
    auto const started = std::chrono::steady_clock::now();
    auto const copied = served.run_talentctl({"backup", "--to", backup});
    auto const taken = std::chrono::steady_clock::now() - started;
    load.enter(after);
    CAPTURE(copied.errors);
    REQUIRE(copied.status == 0);
    std::this_thread::sleep_for(load_around);
    load.finish();
    served.kill();
    std::printf("backup of %ju bytes under load: %lld ms; acknowledged before it began: %zu\n",
                files::file_size(backup),
                static_cast<long long>(taken / std::chrono::milliseconds{1}), promised.size());
    print_latencies(load);

    auto const ended = restore(restored.data_directory(), backup);
    CAPTURE(ended.errors);
    REQUIRE(ended.status == 0);
    struct stat found {};
    auto const database = restored.data_directory() + "/talent.db";
    REQUIRE(::stat(database.c_str(), &found) == 0);
    CHECK((found.st_mode & 0777) == 0600);
    CHECK(restore(restored.data_directory(), backup).status == 1); // never over a database
    CHECK_THROWS(restored.start()); // the master key is kept apart, and missed
    for (auto const* const key_file : {"/keys/master.key", "/keys/journal.key"})
        files::copy_file(served.data_directory() + key_file, restored.data_directory() + key_file);
    restored.start({"--config", unlimited});
    CHECK(restored.run_talentctl({"verify"}).status == 0);
    CHECK(search_total(restored, "demands") == demands);
    CHECK(search_total(restored, "supplies") == supplies);
    auto const there = own_titles(restored.client(key("enterprise"))); // and the key is good
    CHECK(std::includes(there.begin(), there.end(), promised.begin(), promised.end()));
    CHECK_FALSE(promised.empty());
    auto const record = restored.client(key("agency")).get(record_path);
    CAPTURE(record.body);
    CHECK(record.text("name") == "王小明");
    auto const drafted = restored.client(key("enterprise")).post("/v1/demands", demand_text());
    CHECK(drafted.status == 201);
    refuse_damaged_copies(backup, restored.data_directory());
}

} // namespace talent::test
