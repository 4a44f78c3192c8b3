// One data directory, one process that writes: whoever comes second is told so in one sentence.
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>

#include "tests/support/server_process.hpp"

namespace talent::test {
namespace {

constexpr int signal_status_first = 128;

void check_refused(finished_process const& ended) {
    CAPTURE(ended.errors);
    CHECK(ended.status != 0);
    CHECK(ended.status < signal_status_first);
    CHECK(ended.output.empty());
    CHECK(ended.errors.find("Another process") != std::string::npos);
    CHECK(std::count(ended.errors.begin(), ended.errors.end(), '\n') == 1);
}

} // namespace

TEST_CASE(
    "a data directory that is served is refused to a second talentd and to talentctl's writers") {
    server_process server(engine::sqlite);
    auto const key = server.found_operator("330000");
    server.start();
    auto arguments = std::vector<std::string>{"serve", "--listen", "127.0.0.1:0"};
    auto const place = server.location_arguments();
    arguments.insert(arguments.end(), place.begin(), place.end());
    check_refused(run_program("talentd", arguments));
    check_refused(server.run_talentctl({"demo", "--listings", "100"}));
    check_refused(server.run_talentctl({"migrate"}));

    CHECK(server.client(key).get("/v1/feed").status == 200); // the first is none the worse for it
    CHECK(server.run_talentctl({"verify", "--storage"}).status == 0); // readers may look
    CHECK(server.stop() == 0);
    CHECK(server.run_talentctl({"migrate"}).status == 0);
}

TEST_CASE("an empty database beside the signed heads of a journal is no new installation") {
    server_process server(engine::sqlite);
    auto const key = server.found_operator("330000");
    server.start();
    CHECK(server.stop() == 0); // it signs at its end
    for (auto const* const more : {"", "-wal", "-shm"})
        std::filesystem::remove(server.data_directory() + "/talent.db" + more);
    auto arguments = std::vector<std::string>{"serve", "--listen", "127.0.0.1:0"};
    auto const place = server.location_arguments();
    arguments.insert(arguments.end(), place.begin(), place.end());
    auto const ended = run_program("talentd", arguments);
    CAPTURE(ended.errors);
    CHECK(ended.status == 1);
    CHECK(ended.errors.find("restore a backup") != std::string::npos);
    std::filesystem::remove(server.data_directory() + "/journal-heads.jsonl");
    std::filesystem::remove(server.data_directory() + "/keys/journal.key");
    server.start();
    CHECK(server.client().get("/readyz").status == 200);
}

TEST_CASE("a data directory is free again after its server was killed") {
    server_process server(engine::sqlite);
    server.start();
    server.kill();
    server.start();
    CHECK(server.client().get("/readyz").status == 200);
    CHECK(server.stop() == 0);
}

} // namespace talent::test
