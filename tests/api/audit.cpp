// The journal as evidence, from outside: an oracle that shares no code with the server recomputes
// it, and who may not read an entry gets its digests only.
#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <regex>
#include <thread>

#include <sys/wait.h>

#include "common/db/database.hpp"
#include "common/journal/journal.hpp"
#include "tests/support/server_process.hpp"

using namespace talent;

namespace {

struct outsider_said {
    int status = 0;
    std::string output; // both streams
};

/// tests/api/audit_outsider.mjs with these arguments.
outsider_said run_outsider(std::string const& arguments) {
    std::string const command = std::string(TALENT_NODE) + " " + TALENT_SOURCE_DIRECTORY +
                                "/tests/api/audit_outsider.mjs " + arguments + " 2>&1";
    outsider_said said;
    auto* const pipe = ::popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::array<char, 4096> piece{};
    while (auto const count = std::fread(piece.data(), 1, piece.size(), pipe))
        said.output.append(piece.data(), count);
    said.status = ::pclose(pipe);
    return said;
}

outsider_said ask_outsider(test::server_process const& server, std::string const& more = {}) {
    return run_outsider(server.address() + " " + more);
}

/// A demonstration market; the keys of its people.
json::value fill(test::server_process const& server) {
    auto const filled = server.run_talentctl({"demo", "--listings", "100"});
    REQUIRE(filled.status == 0);
    return json::parse(filled.output).value();
}

void wait_for_head(test::http_client& client) {
    for (int i = 0; i < 2'000 && client.get("/v1/audit/head").status != 200; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
    REQUIRE(client.get("/v1/audit/head").status == 200);
}

std::unique_ptr<db::database> open_database(test::server_process const& server) {
    return db::open(server.database_url(), {}, db::migration::leave).value();
}

std::int64_t last_entry(test::server_process const& server) {
    auto const opened = open_database(server);
    journal::head last;
    opened->read_now([&](db::session& sql) { last = journal::read_head(sql); });
    return last.sequence;
}

// The clocks that came due before a start are told of after it, in one's own time on each database,
// and a head is signed at the start: starts again until they are told of and the signed head is
// over all of it.
void start_settled(test::server_process& server) {
    auto const filled_until = last_entry(server);
    for (int starts = 0; starts < 10; ++starts) {
        server.start();
        auto before = filled_until;
        for (int quiet_seconds = 0, looks = 0; quiet_seconds < 4 && looks < 120; ++looks) {
            std::this_thread::sleep_for(std::chrono::seconds{1});
            auto const last = last_entry(server);
            quiet_seconds = last > filled_until && last == before ? quiet_seconds + 1 : 0;
            before = last;
        }
        auto client = server.client();
        wait_for_head(client);
        if (client.get("/v1/audit/head")["sequence"].integer() == last_entry(server)) return;
        server.stop();
    }
    FAIL("the clocks that came due are told of without end");
}

void execute(db::database& on, std::string const& statement) {
    on.write_now([&](db::session& sql) {
        sql.execute(statement);
        return db::verdict::keep;
    });
}

} // namespace

TEST_CASE("an outsider recomputes the whole journal and verifies every signature") {
    auto const engine = GENERATE(from_range(test::engines()));
    INFO(test::name_of(engine));
    test::server_process server(engine);
    fill(server);
    start_settled(server);
    auto client = server.client();
    auto const said = ask_outsider(server);
    INFO(said.output);
    REQUIRE(said.status == 0);
    auto const seen = json::parse(said.output).value();
    std::cout << test::name_of(engine) << ": an outsider checked " << said.output;
    auto const head = client.get("/v1/audit/head");
    CHECK(seen["entries"].integer() == head["sequence"].integer());
    CHECK(seen["hash"].text() == head.text("hash"));
    // The check is worth something only where much is opened and something is withheld.
    CHECK(seen["withheld"].integer().value() > 0);
    auto const opened = seen["entries"].integer().value() - seen["withheld"].integer().value();
    CHECK(seen["parts"].integer().value() > opened);

    SECTION("a running server's witness file and answers satisfy talentctl verify") {
        auto const kept = server.data_directory() + "/kept.jsonl";
        std::ofstream(kept) << head.body << "\n" << client.get("/v1/audit/heads").body << "\n";
        auto const verified = server.run_talentctl(
            {"verify", "--heads", kept, "--heads", server.data_directory() + "/journal-heads.jsonl",
             "--trust-key", head.text("public_key")});
        INFO(verified.errors);
        CHECK(verified.status == 0);
        // A head that was fetched twice, and stands in the witness file too, counts once.
        std::regex const all_found(
            "its ([1-9][0-9]*) signed heads, and has the \\1 that were kept");
        CHECK(std::regex_search(verified.output, all_found));
        std::filesystem::remove(server.data_directory() + "/journal-heads.jsonl");
        auto const alone = server.run_talentctl({"verify"});
        CHECK(alone.output.find("No head that was kept outside") != std::string::npos);
        CHECK(server.run_talentctl({"verify", "--heads", "/nowhere"}).status != 0);
    }
    SECTION("heads that were kept are held against the server's") {
        auto const file = server.data_directory() + "/kept.jsonl";
        std::ofstream(file) << head.body << "\n" << client.get("/v1/audit/heads").body << "\n";
        auto const agreed = ask_outsider(server, "--heads " + file);
        INFO(agreed.output);
        REQUIRE(agreed.status == 0);
        CHECK(json::parse(agreed.output).value()["kept"].integer().value() >= 2);
        // The same journal signed anew: every check but that of the kept head holds.
        server.stop();
        execute(*open_database(server), "DELETE FROM journal_heads");
        execute(*open_database(server), "DELETE FROM journal_keys");
        std::filesystem::remove(server.data_directory() + "/journal-heads.jsonl");
        server.start();
        auto anew = server.client();
        wait_for_head(anew);
        CHECK(ask_outsider(server).status == 0);
        auto const found = ask_outsider(server, "--heads " + file);
        CHECK(found.status != 0);
        CHECK(found.output.find("is not among the server's any more.") != std::string::npos);
        CHECK(ask_outsider(server, "--heads /nowhere").output.starts_with("The heads kept in"));
    }
    SECTION("the previous key's head is the installation's until the new key has signed one") {
        server.stop();
        auto const key = server.data_directory() + "/keys/journal.key";
        std::filesystem::rename(key, key + ".previous");
        server.start();
        server.stop();
        REQUIRE(std::filesystem::exists(key));
        auto const verified = server.run_talentctl({"verify"});
        INFO(verified.errors);
        CHECK(verified.status == 0);
        std::filesystem::remove(key + ".previous");
        CHECK(server.run_talentctl({"verify"}).status != 0);
    }
    SECTION("an edit of an open entry is found from outside") {
        server.stop();
        execute(*open_database(server),
                "UPDATE journal_entries SET reason = 'forged' WHERE visible = 'open'");
        server.start();
        auto const found = ask_outsider(server);
        INFO(found.output);
        CHECK(found.status != 0);
        CHECK(server.run_talentctl({"verify"}).status != 0);
    }
    SECTION("a signed head that was edited is found from outside") {
        server.stop();
        execute(*open_database(server), "UPDATE journal_heads SET at = at + 1");
        server.start();
        auto const found = ask_outsider(server);
        INFO(found.output);
        CHECK(found.output.starts_with("The signature of head"));
    }
}

TEST_CASE("the outsider's check says in one line how it is called, and that nobody answers") {
    for (auto const* const wrong :
         {"", "nonsense", "http://a http://b c", "http://a --colour red"}) {
        auto const said = run_outsider(wrong);
        INFO(wrong << ": " << said.output);
        CHECK(WEXITSTATUS(said.status) == 2);
        CHECK(said.output.starts_with("Usage: "));
        CHECK(std::count(said.output.begin(), said.output.end(), '\n') == 1);
    }
    auto const said = run_outsider("http://127.0.0.1:1");
    INFO(said.output);
    CHECK(WEXITSTATUS(said.status) == 1);
    CHECK(std::count(said.output.begin(), said.output.end(), '\n') == 1);
}

TEST_CASE("an entry's parts are opened to whom the feed shows it, and what is hidden to nobody") {
    auto const engine = GENERATE(from_range(test::engines()));
    INFO(test::name_of(engine));
    test::server_process server(engine);
    auto const people = fill(server);
    server.start();
    for (auto const& name : {"", "enterprise", "government_office", "operator", "supervisor"}) {
        auto const bearer = *name == '\0' ? std::string() : people[name].text();
        INFO(name);
        auto client = server.client(bearer);
        std::int64_t after = 0;
        std::size_t opened = 0;
        std::size_t withheld = 0;
        for (;;) {
            auto const page =
                client.get("/v1/audit/entries?limit=200&after=" + std::to_string(after));
            REQUIRE(page.status == 200);
            auto const feed = client.get("/v1/feed?limit=200&after=" + std::to_string(after));
            for (std::size_t i = 0; i < page["entries"].elements().size(); ++i) {
                auto const& entry = page["entries"].elements()[i];
                if (entry["withheld"].boolean()) {
                    ++withheld;
                    CHECK(entry.members().size() == 4);
                    continue;
                }
                ++opened;
                auto const& parts = entry["parts"];
                CHECK(parts["actor"].members().size() == 1);
                for (auto const& [part, content] : parts.members())
                    CHECK((content.find("salt") != nullptr) == (content.find("values") != nullptr));
                auto const type = parts["facts"]["values"]["type"].text();
                CHECK(type.find('.') != std::string::npos);
                // What a talent wrote of themselves is the public's while it is published only.
                if (bearer.empty() && type.starts_with("supply."))
                    CHECK(parts["after"].find("values") == nullptr);
            }
            if (feed.status == 200) {
                auto const& shown = feed["entries"].elements();
                REQUIRE(shown.size() >= page["entries"].elements().size());
                for (std::size_t i = 0; i < page["entries"].elements().size(); ++i) {
                    auto const& entry = page["entries"].elements()[i];
                    CHECK(entry["withheld"] == shown[i]["withheld"]);
                    CHECK(entry["hash"] == shown[i]["hash"]);
                }
            }
            for (auto const& secret : {"legal_representative", "password_hash", "token_sha256",
                                       "arrival_sequence", "actor_member", "request_id"})
                CHECK(page.body.find(secret) == std::string::npos);
            after = page["next"].integer().value();
            if (after == page["head"].integer().value()) break;
        }
        CHECK(opened > 0);
        std::cout << test::name_of(engine) << ", " << (*name == '\0' ? "anonymous" : name) << ": "
                  << opened << " entries opened, " << withheld << " withheld\n";
        if (*name != '\0' && std::string_view(name) == "supervisor") continue;
        CHECK(withheld > 0);
    }
}

TEST_CASE("the head has an ETag, the lists have pages, and wrong numbers are refused") {
    auto const engine = GENERATE(from_range(test::engines()));
    INFO(test::name_of(engine));
    test::server_process server(engine);
    auto const set = server.data_directory() + "/talentd.toml";
    std::ofstream(set) << "[security]\njournal_sign_seconds = 1\n";
    server.start({"--config", set});
    auto client = server.client();
    CHECK(client.get("/v1/audit/head").problem() == "not-found");
    CHECK(client.get("/v1/audit/heads")["items"].elements().empty());
    CHECK(client.get("/v1/audit/keys")["items"].elements().empty());
    CHECK(client.get("/v1/audit/entries")["head"].integer() == 0);
    server.stop();
    fill(server);
    server.start({"--config", set});
    auto again = server.client();
    wait_for_head(again);
    auto const head = again.get("/v1/audit/head");
    CHECK(head.header("etag") == "\"" + std::to_string(head["sequence"].integer().value()) + "\"");
    CHECK(again.get("/v1/audit/head", {{"If-None-Match", head.header("etag")}}).status == 304);
    auto const keys = again.get("/v1/audit/keys?limit=1");
    CHECK(keys["items"].elements().size() == 1);
    auto const no_more_keys = again.get("/v1/audit/keys?cursor=" + keys.text("next"));
    CHECK(no_more_keys.status == 200);
    CHECK(no_more_keys["items"].elements().empty());
    auto const first = again.get("/v1/audit/heads?limit=1");
    CHECK(first["items"].elements().size() == 1);
    auto const rest = again.get("/v1/audit/heads?cursor=" + first.text("next"));
    CHECK(rest["items"].elements().size() + 1 ==
          again.get("/v1/audit/heads")["items"].elements().size());
    CHECK(again.get("/v1/audit/entries?limit=201").error_pointers() ==
          std::vector<std::string>{"?limit"});
    CHECK(again.get("/v1/audit/entries?limit=0").status == 400);
    CHECK(again.get("/v1/audit/entries?after=-1").status == 400);
    CHECK(again.get("/v1/audit/entries?after=999999999").error_pointers() ==
          std::vector<std::string>{"?after"});
    CHECK(again.get("/v1/audit/heads?cursor=nonsense").status == 400);
    CHECK(again.get("/v1/audit/heads?colour=red").status == 400);
}
