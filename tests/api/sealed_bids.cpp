// Sealed bids over HTTP: canary prices are nowhere before the opening (R13), bids that race with
// the deadline count by the half-open rule (R14), the reference client goes the whole way, and a
// refused opening is on the journal.
#include <catch2/catch.hpp>

#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <random>
#include <thread>

#include <sys/wait.h>

#include "common/base/clock.hpp"
#include "common/db/database.hpp"
#include "common/security/sealed_box.hpp"
#include "common/security/token.hpp"
#include "tests/api/canary.hpp"
#include "tests/api/market_scenes.hpp"
#include "tests/api/opening_scene.hpp"
#include "tests/support/read_file.hpp"

namespace talent::test {
namespace {

using namespace std::chrono_literals;

// An office and some agencies, and a tender that takes bids.
struct bidding_market {
    explicit bidding_market(engine on, std::string const& open_at, std::string const& deadline_at,
                            int bidders = 2)
        : small(on),
          office(join_market(
              small.server, small.market_operator,
              {.kind = "government_office", .name = "采购办", .region = "330100", .serial = 50})) {
        for (int i = 0; i < bidders; ++i) {
            agencies.push_back(join_market(small.server, small.market_operator,
                                           {.kind = "agency",
                                            .name = "投标人" + std::to_string(i),
                                            .region = "330100",
                                            .capabilities = R"(["hr_company"])",
                                            .serial = 60 + i}));
        }
        tender_id = publish(office.api, "tenders", tender_text(open_at, deadline_at)).text("id");
        path = "/v1/tenders/" + tender_id;
    }
    answer bid(participant& bidder, std::string const& body, std::string const& key) {
        return bidder.api.post(path + "/bids", body, {{"Idempotency-Key", key}});
    }

    small_market small;
    participant office;
    std::vector<participant> agencies;
    std::string tender_id;
    std::string path;
};

std::string sealed_body(bidding_market& market, participant const& bidder, std::string const& price,
                        std::string const& quality) {
    auto const key = market.office.api.get(market.path + "/key").text("public_key");
    auto const content = R"({"format":"talent-sealed-bid-1","tender_id":")" + market.tender_id +
                         R"(","organisation_id":")" + bidder.id +
                         R"(","lot":1,"price":{"amount":")" + price +
                         R"(","currency":"CNY"},"quality_response":")" + quality +
                         R"(","documents":[],"salt":"00"})";
    auto const box =
        *security::close_box(*security::from_hexadecimal(key), security::pad(content, 4096));
    return R"({"lot":1,"sealed":")" + security::to_base64url(box) + R"(","sha256":")" +
           security::sha256_hex(box) + R"("})";
}

std::string plain_body(std::string const& price, std::string const& quality) {
    return R"({"lot":1,"price":{"amount":")" + price +
           R"(","currency":"CNY"},"quality_response":")" + quality + R"("})";
}

// -- R13 --

// Prices that occur nowhere by chance, in yuan with a fraction and in fen.
std::string canary_price(canary_maker& maker) {
    auto const digits = maker.phone().substr(6, 10);
    return "7" + digits.substr(0, 8) + "." + digits.substr(8, 2);
}
std::string in_fen(std::string const& price) {
    return price.substr(0, price.size() - 3) + price.substr(price.size() - 2);
}

struct canaries {
    canary_search all;
    void add(std::string const& price, std::string const& quality) {
        all.add(price);
        all.add(in_fen(price));
        all.add(quality);
    }
};

std::string mariadb_folder(server_process const& server) {
    auto const opened = db::open(server.database_url(), {}, db::migration::leave).value();
    std::string folder;
    opened->write_now([&](db::session& sql) {
        sql.execute("FLUSH TABLES");
        folder = text_of(sql.query_one("SELECT @@datadir", {}, {cell_kind::text})->front());
        return db::verdict::discard;
    });
    return folder;
}

// Every answer that any audience can get about the tender, one behind the other.
std::string all_answers(bidding_market& market, std::vector<std::string> const& bids) {
    auto& server = market.small.server;
    auto supervisor = market.small.market_operator.post(
        "/v1/api_keys", R"({"name":"supervision","audience":"supervisor","roles":["manager"]})");
    std::vector<http_client> askers;
    askers.push_back(server.client());
    askers.push_back(server.client(market.small.operator_key));
    askers.push_back(server.client(supervisor.text("secret")));
    askers.push_back(market.office.api.as(market.office.api.bearer()));
    askers.push_back(market.small.enterprise.api.as(market.small.enterprise.api.bearer()));
    for (auto& each : market.agencies)
        askers.push_back(each.api.as(each.api.bearer()));
    std::vector<std::string> targets{market.path,
                                     market.path + "/bids",
                                     market.path + "/bid_hashes",
                                     market.path + "/key",
                                     market.path + "/opening",
                                     market.path + "/scores",
                                     "/v1/bids",
                                     "/v1/tenders",
                                     "/v1/search/tenders?limit=50",
                                     "/v1/feed?after=0&limit=200",
                                     "/v1/audit/entries?after=0&limit=200",
                                     "/metrics"};
    for (auto const& each : bids) {
        targets.push_back("/v1/bids/" + each);
        targets.push_back("/v1/bids/" + each + "/receipt");
    }
    std::string bodies;
    for (auto& who : askers) {
        for (auto const& target : targets)
            bodies += who.get(target).body + "\n";
    }
    return bodies;
}

void check_nowhere(bidding_market& market, engine on, canary_search const& all,
                   std::vector<std::string> const& bids) {
    std::set<std::string> const none;
    auto const& server = market.small.server;
    CHECK(all.in_text(all_answers(market, bids)) == none);
    CHECK(all.in_text(server.log()) == none);
    CHECK(all.in_folder(server.data_directory()) ==
          none); // database, WAL, journal, witnesses, keys
    if (on == engine::mariadb) {
        CHECK(all.in_folder(mariadb_folder(server)) == none);
        return; // MariaDB is backed up with its own tools, from these files
    }
    auto const backup = server.data_directory() + ".backup";
    auto const made =
        run_program("talentctl", {"backup", "--data", server.data_directory(), "--to", backup});
    CAPTURE(made.errors);
    REQUIRE(made.status == 0);
    CHECK(all.in_text(read_file(backup)) == none);
    std::filesystem::remove(backup);
    std::filesystem::remove(backup + ".sha256");
}

// -- the reference client --

struct client_said {
    int status = 0;
    std::string output;
    json::value document = {};
};
client_said run_client(std::string const& program, std::string const& arguments) {
    std::string const command = std::string("TALENT_NODE_MODULES=") + TALENT_NODE_MODULES + " " +
                                TALENT_NODE + " " + TALENT_SOURCE_DIRECTORY + "/tests/client/" +
                                program + " " + arguments + " 2>&1";
    client_said said;
    auto* const pipe = ::popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::array<char, 4096> piece{};
    while (auto const count = std::fread(piece.data(), 1, piece.size(), pipe))
        said.output.append(piece.data(), count);
    said.status = ::pclose(pipe);
    if (auto read = json::parse(said.output); read.has_value())
        said.document = std::move(read).value();
    return said;
}

} // namespace

TEST_CASE(
    "canary prices are nowhere before the opening: not at rest, in logs, in backups, in answers") {
    for (auto const on : engines()) {
        DYNAMIC_SECTION("on " << name_of(on)) {
            bidding_market market(on, in_time(1h), in_time(24h * 21));
            market.small.server.advance(2h);
            auto const seed = std::random_device{}();
            std::cout << "canaries of seed " << seed << "\n";
            canary_maker maker(seed);
            canaries looked_for;
            std::vector<std::string> bids;
            auto const send = [&](participant& bidder, bool sealed, std::string const& key) {
                auto const price = canary_price(maker);
                auto const quality = maker.chinese_name() + maker.latin_name();
                looked_for.add(price, quality);
                auto const body = sealed ? sealed_body(market, bidder, price, quality)
                                         : plain_body(price, quality);
                auto const sent = market.bid(bidder, body, key);
                CAPTURE(sent.body);
                REQUIRE(sent.status == 201);
                auto const again = market.bid(bidder, body, key);
                CHECK(again.body == sent.body);
                CHECK(again.header("idempotent-replayed") == "true");
                bids.push_back(sent.text("bid_id"));
            };
            send(market.agencies[0], false, "a-9f1c"); // is replaced by the next
            send(market.agencies[0], false, "b-77d0");
            send(market.agencies[1], true, "c-0e52");
            check_nowhere(market, on, looked_for.all, bids);
            market.small.server.advance(24h * 22);
            REQUIRE(release_share(market.office.api, market.tender_id, 0).status == 201);
            CHECK(act_of_opening(market.office.api, market.tender_id).problem() ==
                  "officers-missing");
            check_nowhere(market, on, looked_for.all, bids);
            // The search would have found them: after the opening they are there.
            REQUIRE(release_share(market.office.api, market.tender_id, 1).status == 201);
            REQUIRE(act_of_opening(market.office.api, market.tender_id).status == 200);
            CHECK_FALSE(
                looked_for.all.in_text(market.office.api.get(market.path + "/bids").body).empty());
            CHECK_FALSE(looked_for.all
                            .in_folder(on == engine::mariadb ? mariadb_folder(market.small.server)
                                                             : market.small.server.data_directory())
                            .empty());
        }
    }
}

// TALENT_RACING_BIDS=1000 for the whole of R14.
TEST_CASE("bids that race with the deadline count by the half-open rule, each by its own receipt") {
    auto const* const wish = std::getenv("TALENT_RACING_BIDS");
    auto const wanted = wish == nullptr ? 120 : std::atoi(wish);
    constexpr int bidders = 20;
    constexpr std::size_t bids_each_max = 90; // a bidder may replace a bid a hundred times
    for (auto const on : engines()) {
        DYNAMIC_SECTION("on " << name_of(on)) {
            auto const deadline = system_clock{}.now() + 24h * 21;
            bidding_market market(on, in_time(1h), format_instant(deadline), bidders);
            auto const before_end = std::chrono::duration_cast<std::chrono::milliseconds>(
                deadline - system_clock{}.now() - 40ms - wanted * 400us);
            market.small.server.advance(before_end);
            std::atomic<int> sent{0};
            std::vector<std::vector<answer>> answers(bidders);
            std::vector<std::thread> racers;
            for (int i = 0; i < bidders; ++i) {
                racers.emplace_back([&, i] {
                    auto& bidder = market.agencies[static_cast<std::size_t>(i)];
                    auto& own = answers[static_cast<std::size_t>(i)];
                    for (int number = sent++; number < wanted && own.size() < bids_each_max;
                         number = sent++)
                        own.push_back(market.bid(bidder, plain_body("900000.00", "x"),
                                                 "race-" + std::to_string(number)));
                });
            }
            for (auto& each : racers)
                each.join();
            market.small.server.advance(2s);
            auto const late = market.bid(market.agencies[0], plain_body("1.00", "x"), "late");
            CHECK(late.problem() == "bidding-closed");
            std::map<std::string, std::string> taken; // hash → instant
            int refused = 0;
            for (auto const& of_one : answers) {
                for (auto const& each : of_one) {
                    INFO(each.body);
                    if (each.status == 201) {
                        CHECK(*parse_instant(each.text("received_at")) < deadline);
                        taken[each.text("sha256")] = each.text("received_at");
                        continue;
                    }
                    ++refused;
                    REQUIRE(each.problem() == "bidding-closed");
                    auto const told = each.text("detail");
                    auto const from = told.find("20");
                    REQUIRE(from != std::string::npos);
                    CHECK(*parse_instant(told.substr(from, told.size() - from - 1)) >= deadline);
                }
            }
            std::size_t listed = 0;
            std::string cursor;
            do {
                auto const page =
                    market.office.api.get(market.path + "/bid_hashes?limit=200" +
                                          (cursor.empty() ? "" : "&cursor=" + cursor));
                for (auto const& each : page["items"].elements()) {
                    CHECK(taken.at(each["sha256"].text()) == each["received_at"].text());
                    ++listed;
                }
                cursor = page.text("next");
            } while (!cursor.empty());
            CHECK(listed == taken.size());
            std::cout << taken.size() << " bids in time, " << refused << " late.\n";
        }
    }
}

TEST_CASE("the reference client seals, submits, checks its receipt, and opens with two officers") {
    bidding_market market(engine::sqlite, in_time(1h), in_time(24h * 21));
    auto const where = "--server " + market.small.server.address();
    auto const run = [&](std::string const& program, std::string const& arguments) {
        auto said = run_client(program, arguments);
        INFO(program << " " << arguments << "\n" << said.output);
        REQUIRE(said.status == 0);
        return said.document;
    };
    // A tender with a key of the client's making.
    auto const drafted =
        market.office.api.post("/v1/tenders", tender_text(in_time(1h), in_time(24h * 21)));
    auto const tender = drafted.text("id");
    std::vector<std::string> secrets;
    std::vector<std::string> keys;
    std::string officers;
    for (int i = 0; i < 3; ++i) {
        auto const made =
            market.office.api.post("/v1/api_keys", R"({"name":"officer","roles":["manager"]})");
        keys.push_back(made.text("secret"));
        auto const pair = run("officer.mjs", "keygen");
        secrets.push_back(pair["secret_key"].text());
        auto const registered =
            run("officer.mjs", "register " + where + " --key " + keys.back() +
                                   " --label officer --public " + pair["public_key"].text());
        officers += " --officer " + registered["id"].text();
    }
    auto const office_key = " --key " + market.office.api.bearer() + " --tender " + tender;
    CHECK(run("officer.mjs", "name " + where + office_key + officers)["made_by"].text() == "buyer");
    REQUIRE(market.office.api.post_on(drafted, "/v1/tenders/" + tender + "/publish").status == 200);
    market.small.server.advance(2h);

    auto const folder = market.small.server.data_directory();
    auto const bidder = " --tender " + tender + " --organisation " + market.agencies[0].id;
    auto const sealed =
        run("bidder.mjs", "seal " + where + bidder + " --price 812345.67 --quality plan");
    std::ofstream(folder + "/sealed.json") << json::write(sealed);
    auto const receipt =
        run("bidder.mjs", "submit " + where + bidder + " --key " + market.agencies[0].api.bearer() +
                              " --sealed " + folder + "/sealed.json");
    std::ofstream(folder + "/receipt.json") << json::write(receipt);
    auto const check = "check " + where + " --receipt " + folder + "/receipt.json --sealed " +
                       folder + "/sealed.json";
    // The key that signed is known to outsiders once the first head is signed.
    for (int i = 0; i < 500 && market.office.api.get("/v1/audit/keys")["items"].elements().empty();
         ++i)
        std::this_thread::sleep_for(10ms);
    run("bidder.mjs", check);
    auto forged = receipt;
    forged.set("received_at", json::value::of_string("2020-01-01T00:00:00.000Z"));
    std::ofstream(folder + "/forged.json") << json::write(forged);
    CHECK(run_client("bidder.mjs", "check " + where + " --receipt " + folder + "/forged.json")
              .status != 0);

    auto const release = [&](std::size_t place) {
        return run_client("officer.mjs", "release " + where + " --key " + keys[place] +
                                             " --tender " + tender + " --secret " + secrets[place]);
    };
    CHECK(release(1).status != 0); // too early
    market.small.server.advance(24h * 22);
    auto const path = "/v1/tenders/" + tender; // one bid came: it goes on with an approval
    CHECK(market.office.api
              .post_on(market.office.api.get(path), path + "/proceed",
                       R"({"reasons":["杭财采〔2026〕7号"]})")
              .status == 200);
    CHECK(release(1).status == 0);
    CHECK(run_client("officer.mjs", "open " + where + office_key).status != 0); // alone
    CHECK(release(2).status == 0);
    auto const opened =
        run("officer.mjs", "open " + where + office_key + " --witness notary:notary");
    CHECK(opened["state"].text() == "opened");
    auto const listed =
        run("bidder.mjs", "listed " + where + " --receipt " + folder + "/receipt.json");
    CHECK(listed["bids_digest"].text() ==
          market.office.api.get("/v1/tenders/" + tender + "/opening").text("bids_digest"));
    auto const bid = market.office.api.get("/v1/bids/" + receipt["bid_id"].text());
    CHECK(bid["content"]["price"]["amount"].text() == "812345.67");

    auto const feed =
        market.small.server.client(market.small.operator_key).get("/v1/feed?after=0&limit=200");
    int refused = 0;
    for (auto const& each : feed["entries"].elements())
        refused += each["type"].text() == "opening.refused" ? 1 : 0;
    CHECK(refused == 2);
}

TEST_CASE("the reference client agrees with the vectors") {
    auto const said = run_client("check_vectors.mjs",
                                 TALENT_SOURCE_DIRECTORY "/tests/corpora/sealing/vectors.json");
    INFO(said.output);
    CHECK(said.status == 0);
}

} // namespace talent::test
