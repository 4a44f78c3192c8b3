#include "tests/faults/market_under_load.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <stdexcept>

namespace talent::test {
namespace {

using namespace std::chrono_literals;

constexpr auto probes_follow_time_max = 10s;
// 409 and 412 do not come to writers who have their objects to themselves, but for a change whose
// first attempt was kept.
std::set<int> const documented{503};

} // namespace

engine market_under_load::choose(std::string const& url) {
    ::setenv("TALENT_TEST_MARIADB", url.c_str(), 1);
    return engine::mariadb;
}

market_under_load::market_under_load(verdict& judge, std::string const& url,
                                     std::vector<std::string> sockets, unsigned seed)
    : judge_(judge), sockets_(std::move(sockets)), server_(choose(url)) {
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

std::unique_ptr<db::database> market_under_load::open_directly(std::size_t number) {
    auto const url = server_.database_url();
    auto const start = url.find_last_of("/@", url.find('?') - 1) + 1;
    auto const name = url.substr(start, url.find('?') - start);
    auto opened = db::open("mysql://root@" + name + "?socket=" + sockets_.at(number), {},
                           db::migration::leave);
    if (!opened.has_value()) throw std::runtime_error(opened.error().detail);
    return std::move(opened).value();
}

std::int64_t market_under_load::expect_recovery(steady::time_point start, steady::time_point gone) {
    auto const came = writers_->await_success(gone, recovery_time_max);
    judge_.expect(came.has_value(), "it writes again by itself");
    auto const before = std::chrono::duration_cast<std::chrono::milliseconds>(gone - start);
    recoveries_.push_back(came ? (before + *came).count() : -1);
    return recoveries_.back();
}

void market_under_load::expect_probes(int readiness) {
    auto probe = server_.client();
    judge_.expect(probe.get("/healthz").status == 200, "/healthz says that it is alive");
    auto const start = steady::now();
    int seen = 0;
    while (steady::now() < start + probes_follow_time_max && seen != readiness)
        seen = probe.get("/readyz").status;
    judge_.expect(seen == readiness, "/readyz becomes " + std::to_string(readiness));
}

void market_under_load::expect_reads_refused() {
    auto asking = server_.client(key_);
    auto const given = asking.get("/v1/feed?limit=1");
    judge_.expect(given.status == 503 && !given.header("retry-after").empty(),
                  "a read from the database answers 503 with Retry-After while it is away, not " +
                      std::to_string(given.status));
    judge_.expect(asking.get("/v1/search/demands").status == 200,
                  "a search in memory goes on while the database is away");
}

void market_under_load::finish(std::string const& name) {
    writers_->stop();
    compare_market();
    judge_.expect(server_.stop() == 0, "the process has lived through it, and ends as asked");
    auto const verified = server_.run_talentctl({"verify"});
    judge_.expect(verified.status == 0, "talentctl verify: " + verified.errors);
    compare_servers();
    print(name);
}

/// The index is told of everything, also of what was found to be kept after a lost COMMIT.
void market_under_load::compare_market() {
    auto const database = open_directly();
    auto const start = steady::now();
    std::set<std::string> shown;
    std::set<std::string> there;
    do {
        auto asking = server_.client(key_);
        shown = ids_on_the_market(asking);
        there = ids_published(*database);
    } while (shown != there && steady::now() < start + probes_follow_time_max);
    for (auto const& each : there)
        judge_.expect(shown.contains(each), "published, but not on the market: " + each);
    for (auto const& each : shown)
        judge_.expect(there.contains(each), "on the market, but not published: " + each);
}

void market_under_load::compare_servers() {
    for (std::size_t i = 0; i < sockets_.size(); ++i)
        writers_->check(*open_directly(i), judge_);
}

void market_under_load::print(std::string const& name) {
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

} // namespace talent::test
