// What disks do, done to a talentd on SQLite under HTTP write load: faults_disk [CYCLES, 21]
// [SEED]. A shim in the server's process makes the files of the database full, broken or short of
// breath at a random instant, one fault after the other; then a real full disk, where one can be
// mounted. Whatever was acknowledged must be there after a restart without the shim, whatever was
// refused must not, nothing by half; a full disk heals without a restart, a failed fsync does not.
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>

#include "tests/faults/marked_writes.hpp"
#include "tests/faults/storage_faults.hpp"
#include "tests/support/server_process.hpp"

namespace {

using namespace talent;
using namespace talent::test;
using namespace std::chrono_literals;
using steady = std::chrono::steady_clock;
using milliseconds = std::chrono::milliseconds;

constexpr auto recovery_time_max = 60s;
constexpr auto fault_shows_time_max = 10s;
constexpr std::int64_t room_bytes_max = 512 * 1024;
constexpr auto tmpfs_options = "size=48m,mode=0700";

struct fault_case {
    storage_fault what;
    char const* name;
    bool heals;       // without a restart
    int write_status; // while it lasts; 0: success or 503, as the caches have it
};

constexpr fault_case cases[] = {
    {storage_fault::no_space_left, "disk full after some bytes", true, 507},
    {storage_fault::fail_sync, "EIO on fsync", false, 503},
    {storage_fault::no_space, "no space for any write", true, 507},
    {storage_fault::fail_write, "EIO on write", false, 503},
    {storage_fault::short_write, "short writes", true, 201},
    {storage_fault::fail_read, "EIO on read", false, 0},
    {storage_fault::no_space_sync, "no space at fsync", false, 503},
};
constexpr int cycles_default = 3 * static_cast<int>(std::size(cases));

/// The shim's control, mapped here too.
class storage_control {
  public:
    explicit storage_control(std::string const& path) : path_(path) {
        int const file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        if (file < 0 || ::ftruncate(file, sizeof(storage_faults)) != 0)
            throw std::runtime_error("the shim's control cannot be made");
        mapped_ = static_cast<storage_faults*>(
            ::mmap(nullptr, sizeof(storage_faults), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0));
        ::close(file);
        if (mapped_ == MAP_FAILED) throw std::runtime_error("the shim's control cannot be mapped");
    }
    ~storage_control() { ::munmap(mapped_, sizeof(storage_faults)); }
    storage_control(storage_control const&) = delete;
    storage_control& operator=(storage_control const&) = delete;

    void set(storage_fault what, std::int64_t bytes_left = 0) {
        mapped_->bytes_left = bytes_left;
        mapped_->done = 0;
        mapped_->what = what;
    }
    std::uint64_t done() const { return mapped_->done; }
    std::string const& path() const { return path_; }

  private:
    std::string path_;
    storage_faults* mapped_ = nullptr;
};

/// A talentd on SQLite and everything that was ever written to it.
class disk_market {
  public:
    explicit disk_market(verdict& judge) : judge_(judge), server_(engine::sqlite) {}

    void fill() {
        auto const filled = server_.run_talentctl({"demo", "--listings", "100"});
        if (filled.status != 0) throw std::runtime_error("talentctl demo: " + filled.errors);
        key_ = json::parse(filled.output).value()["enterprise"].text();
        std::ofstream(configuration()) << "[server]\nrate_per_minute = 0\n";
    }

    void start() { server_.start({"--config", configuration()}); }

    void start_under_shim(storage_control const& control) {
        auto const prefix = server_.data_directory() + "/talent.db";
        ::setenv(shim_control_variable, control.path().c_str(), 1);
        ::setenv(shim_prefix_variable, prefix.c_str(), 1);
        ::setenv("LD_PRELOAD", TALENT_BUILD_DIRECTORY "/libstorage_shim.so", 1);
        // A sanitizer's runtime in the server is content to come second.
        auto const* const set = std::getenv("ASAN_OPTIONS");
        std::string const before = set == nullptr ? "" : set;
        ::setenv("ASAN_OPTIONS", (before + ":verify_asan_link_order=0").c_str(), 1);
        start();
        ::unsetenv("LD_PRELOAD");
        ::setenv("ASAN_OPTIONS", before.c_str(), 1);
    }

    marked_writes& load(unsigned seed) {
        loads_.push_back(std::make_unique<marked_writes>(
            server_.address(), key_, write_settings{.seed = seed, .allowed_statuses = {503, 507}}));
        auto& made = *loads_.back();
        judge_.expect(made.await_success(steady::now(), recovery_time_max).has_value(),
                      "the load begins");
        return made;
    }

    /// Ends the server, one way or the other, and looks at what is there after a new start.
    void restart_and_check(bool by_kill) {
        if (by_kill) {
            server_.kill();
        } else {
            judge_.expect(server_.stop() == 0, "the process ends as asked");
        }
        start();
        auto asking = client();
        auto const database = open();
        judge_.expect(ids_on_the_market(asking) == ids_published(*database),
                      "the market shows what the database has");
        for (auto const& id : std::exchange(drafted_, {}))
            judge_.expect(asking.get("/v1/demands/" + id).status == 200,
                          "the acknowledged draft " + id + " is there");
        for (auto const& each : loads_)
            each->check(*database, judge_);
        judge_.expect(server_.stop() == 0, "the process ends as asked");
        auto const verified = server_.run_talentctl({"verify"});
        judge_.expect(verified.status == 0, "talentctl verify: " + verified.errors);
    }

    /// One write of its own; what is acknowledged is looked for at the next restart.
    answer write_once() {
        auto made = client().post("/v1/demands", R"({"title":"a draft","occupation":"4-04-05-01",)"
                                                 R"("region":"330106"})");
        if (made.status == 201) drafted_.push_back(made.text("id"));
        return made;
    }

    /// Once the log's file is copied into the database, its own room is used again: a few writes
    /// still fit on a full disk, and then none.
    answer write_until_refused() {
        auto const begun = steady::now();
        auto made = write_once();
        while (made.status == 201 && steady::now() - begun < recovery_time_max)
            made = write_once();
        return made;
    }

    void expect(std::string const& what, answer const& given, int status) {
        judge_.expect(given.status == status, what + " answers " + std::to_string(given.status) +
                                                  " in place of " + std::to_string(status) + ": " +
                                                  given.body);
        judge_.expect(status != 503 || !given.header("retry-after").empty(),
                      what + " answers 503 without Retry-After");
    }

    server_process& server() { return server_; }
    http_client client() { return server_.client(key_); }

  private:
    std::string configuration() const { return server_.data_directory() + "/faults.toml"; }

    std::unique_ptr<db::database> open() {
        auto opened = db::open(server_.database_url(), {}, db::migration::leave);
        if (!opened.has_value()) throw std::runtime_error(opened.error().detail);
        return std::move(opened).value();
    }

    verdict& judge_;
    server_process server_;
    std::string key_;
    std::vector<std::unique_ptr<marked_writes>> loads_;
    std::vector<std::string> drafted_; // since the restart before
};

void pause(std::mt19937& random, unsigned at_most_milliseconds) {
    std::this_thread::sleep_for(milliseconds(random() % at_most_milliseconds));
}

// -- under the shim --

class shim_cycles {
  public:
    shim_cycles(verdict& judge, unsigned seed)
        : judge_(judge),
          random_(seed),
          market_(judge),
          control_(market_.server().data_directory() + "/shim") {
        market_.fill();
    }

    void run(int cycles) {
        for (int i = 0; i < cycles; ++i)
            cycle(cases[static_cast<std::size_t>(i) % std::size(cases)]);
    }

  private:
    void cycle(fault_case const& one) {
        control_.set(storage_fault::none);
        market_.start_under_shim(control_);
        auto& load = market_.load(random_());
        pause(random_, 400);
        control_.set(one.what, random_() % room_bytes_max);
        auto const begun = steady::now();
        while (control_.done() == 0 && steady::now() - begun < fault_shows_time_max)
            std::this_thread::sleep_for(1ms);
        judge_.expect(control_.done() > 0, std::string(one.name) + ": the fault shows");
        std::this_thread::sleep_for(100ms); // whoever met it is answered
        expect_while_it_lasts(one);
        pause(random_, 400);
        auto const faults = control_.done();
        control_.set(storage_fault::none);
        auto const recovery = expect_afterwards(one, load);
        load.stop(one.heals ? 20s : 0s);
        std::printf("%-28s %6llu faults, %6llu writes acknowledged, %s\n", one.name,
                    static_cast<unsigned long long>(faults),
                    static_cast<unsigned long long>(load.acknowledged()), recovery.c_str());
        std::fflush(stdout);
        market_.restart_and_check(random_() % 2 == 0);
    }

    void expect_while_it_lasts(fault_case const& one) {
        std::string const name = one.name;
        if (one.write_status == 0) return; // marked_writes judges what is answered
        auto asking = market_.client();
        auto const written =
            one.write_status == 507 ? market_.write_until_refused() : market_.write_once();
        market_.expect(name + ": a write", written, one.write_status);
        market_.expect(name + ": a read", asking.get("/v1/feed?limit=1"), 200);
        market_.expect(name + ": a search", asking.get("/v1/search/demands"), 200);
        market_.expect(name + ": /healthz", asking.get("/healthz"), 200);
        market_.expect(name + ": /readyz", asking.get("/readyz"), one.heals ? 200 : 503);
    }

    /// What is printed of it.
    std::string expect_afterwards(fault_case const& one, marked_writes const& load) {
        std::string const name = one.name;
        if (one.write_status == 0) return "writers and readers judged by what they were answered";
        if (one.heals) {
            auto const took = load.await_success(steady::now(), recovery_time_max);
            judge_.expect(took.has_value(), name + ": it writes again without a restart");
            return "writing again after " + std::to_string(took ? took->count() : -1) + " ms";
        }
        auto const before = load.acknowledged();
        market_.expect(name + ": a write after it", market_.write_once(), 503);
        std::this_thread::sleep_for(100ms);
        judge_.expect(load.acknowledged() == before,
                      name + ": nothing is acknowledged until the restart");
        market_.expect(name + ": a read after it", market_.client().get("/v1/feed?limit=1"), 200);
        return "nothing acknowledged until the restart";
    }

    verdict& judge_;
    std::mt19937 random_;
    disk_market market_;
    storage_control control_;
};

// -- a disk that is really full --

class small_disk {
  public:
    explicit small_disk(std::string folder) : folder_(std::move(folder)) {
        mounted_ = ::mount("tmpfs", folder_.c_str(), "tmpfs", 0, tmpfs_options) == 0;
    }
    ~small_disk() {
        if (mounted_) ::umount2(folder_.c_str(), MNT_DETACH);
    }
    small_disk(small_disk const&) = delete;
    small_disk& operator=(small_disk const&) = delete;

    bool mounted() const { return mounted_; }

    /// To the last byte.
    void fill() const {
        std::ofstream filler(filler_path(), std::ios::binary);
        std::string const block(4096, 'x');
        while (filler.write(block.data(), static_cast<std::streamsize>(block.size())).flush()) {
        }
    }
    void empty() const { std::filesystem::remove(filler_path()); }

  private:
    std::string filler_path() const { return folder_ + "/filler"; }

    std::string folder_;
    bool mounted_ = false;
};

void fill_a_real_disk(verdict& judge, int cycles, std::mt19937& random) {
    disk_market market(judge);
    small_disk const disk(market.server().data_directory());
    if (!disk.mounted()) {
        std::printf("a real full disk: skipped, a tmpfs cannot be mounted here: %s\n",
                    std::strerror(errno));
        return;
    }
    market.fill();
    for (int i = 0; i < cycles; ++i) {
        market.start();
        auto& load = market.load(random());
        pause(random, 300);
        disk.fill();
        auto const begun = steady::now();
        while (market.write_once().status != 507 && steady::now() - begun < recovery_time_max) {
        }
        market.expect("on a full disk a write", market.write_until_refused(), 507);
        market.expect("on a full disk a read", market.client().get("/v1/feed?limit=1"), 200);
        market.expect("on a full disk /readyz", market.client().get("/readyz"), 200);
        disk.empty();
        auto const took = load.await_success(steady::now(), recovery_time_max);
        judge.expect(took.has_value(), "it writes again once there is space, without a restart");
        load.stop(20s);
        std::printf("%-28s %6llu writes acknowledged, writing again after %lld ms\n",
                    "a tmpfs filled up", static_cast<unsigned long long>(load.acknowledged()),
                    static_cast<long long>(took ? took->count() : -1));
        market.restart_and_check(random() % 2 == 0);
    }
}

} // namespace

int main(int count, char* arguments[]) {
    int const cycles = count > 1 ? std::atoi(arguments[1]) : cycles_default;
    auto const seed = count > 2 ? static_cast<unsigned>(std::atoi(arguments[2]))
                                : std::random_device{}() % 1'000'000U;
    std::printf("%d cycles, seed %u\n", cycles, seed);
    std::fflush(stdout);
    verdict judge;
    std::mt19937 random(seed);
    try {
        shim_cycles(judge, random()).run(cycles);
        fill_a_real_disk(judge, std::max(1, cycles / static_cast<int>(std::size(cases))), random);
    } catch (std::exception const& fault) {
        judge.expect(false, fault.what());
    }
    return judge.finish();
}
