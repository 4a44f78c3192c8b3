// Open data over HTTP, held to the standard from outside by tests/api/ocds_check: a procurement
// from its notice to its payments, with a server that is killed in between, on every database.
#include <catch2/catch.hpp>

#include <array>
#include <cstdio>
#include <thread>

#include "tests/api/market_scenes.hpp"

namespace talent::test {
namespace {

using namespace std::chrono_literals;

// What a title may hold without being refused, and what must come through XML and JSON unharmed.
constexpr auto hostile_title = R"(</title><script>alert(1)</script>]]> & \"引号\" 😀)";

struct check_said {
    int status = 0;
    std::string output; // both streams
};

check_said run_check(std::string const& arguments) {
    std::string const command =
        std::string(TALENT_SOURCE_DIRECTORY) + "/tests/api/ocds_check " + arguments + " 2>&1";
    check_said said;
    auto* const pipe = ::popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::array<char, 4096> piece{};
    while (auto const count = std::fread(piece.data(), 1, piece.size(), pipe))
        said.output.append(piece.data(), count);
    said.status = ::pclose(pipe);
    return said;
}

void check_open_data(server_process const& server, std::string const& more = {}) {
    auto const said = run_check(server.address() + " " + more);
    INFO(said.output);
    CHECK(said.status == 0);
}

void wait_until_caught_up(server_process const& server) {
    auto anybody = server.client();
    while (!anybody.get("/v1/ocds")["caught_up"].boolean())
        std::this_thread::sleep_for(1ms);
}

struct people {
    participant agency;
    participant rival;
    participant office;
};

people join(server_process& server, http_client& market_operator) {
    auto const agency_wish = [](std::string name, int serial) {
        return organisation_wish{.kind = "agency",
                                 .name = std::move(name),
                                 .region = "330100",
                                 .capabilities = R"(["hr_company"])",
                                 .serial = serial};
    };
    people all{.agency = join_market(server, market_operator, agency_wish("钱塘人力资源", 2)),
               .rival = join_market(server, market_operator, agency_wish("余杭人才服务", 3)),
               .office = join_market(server, market_operator,
                                     {.kind = "government_office",
                                      .name = "杭州市人力资源和社会保障局",
                                      .region = "330100",
                                      .serial = 4})};
    add_licence(all.agency, market_operator, "330100-0001");
    add_licence(all.rival, market_operator, "330100-0002");
    return all;
}

// Both sign, one milestone is delivered, accepted and paid.
void deliver(people& all, answer const& made) {
    auto const path = "/v1/contracts/" + made.text("id");
    REQUIRE(all.office.api.post_on(all.office.api.get(path), path + "/sign").status == 200);
    REQUIRE(all.agency.api.post_on(all.agency.api.get(path), path + "/sign").status == 200);
    auto const milestones = all.agency.api.get(path + "/milestones");
    auto const milestone = "/v1/milestones/" + milestones["items"].elements().front()["id"].text();
    auto step = all.agency.api.post_on(
        all.agency.api.get(milestone), milestone + "/submit",
        R"({"evidence":[{"title":"内部报告","sha256":")" + std::string(64, 'a') + R"("}]})");
    CAPTURE(step.body);
    REQUIRE(step.status == 200);
    REQUIRE(all.office.api.post_on(step, milestone + "/accept").status == 200);
    std::string const amount = R"({"amount":{"amount":"450000.00","currency":"CNY"}})";
    auto const invoice = all.agency.api.post(milestone + "/invoices", amount);
    REQUIRE(invoice.status == 201);
    REQUIRE(all.office.api
                .post("/v1/invoices/" + invoice.text("id") + "/payments", amount,
                      {{"Idempotency-Key", "payment"}})
                .status == 201);
}

answer publish_another(http_client& office) {
    auto text = tender_text(in_time(24h * 90), in_time(24h * 120)); // clocks are moved
    auto const start = text.find(R"("title":")") + 9;
    text.replace(start, text.find('"', start) - start, hostile_title);
    return publish(office, "tenders", text);
}

} // namespace

TEST_CASE("ocds_check merges as the standard does, and a broken release does not pass it") {
    auto const said = run_check("--self-test");
    INFO(said.output);
    CHECK(said.status == 0);
}

TEST_CASE("a procurement's open data are valid, merge alike and tell nothing that is sealed") {
    for (auto const on : engines()) {
        DYNAMIC_SECTION("on " << name_of(on)) {
            server_process server(on);
            auto const key = server.found_operator("330000");
            server.start_with_clock();
            auto market_operator = server.client(key);
            auto all = join(server, market_operator);
            check_open_data(server); // nothing yet is no fault
            deliver(all, award_a_tender(server, all.office, all.agency, all.rival).contract);
            auto const second = publish_another(all.office.api);
            auto const path = "/v1/tenders/" + second.text("id");
            auto const cancelled = all.office.api.post_on(
                all.office.api.get(path), path + "/cancel", R"({"reasons":["<项目取消>"]})");
            CAPTURE(cancelled.body);
            REQUIRE(cancelled.status == 200);
            check_open_data(server,
                            "--require tender --require award --require contract --require "
                            "implementation --require tenderCancellation --absent 980000.00 "
                            "--absent 余杭人才服务 --absent 内部报告 --absent 0571-85000000");
        }
    }
}

// After each step the server is killed, with releases made or not.
TEST_CASE("a server that is killed at any step loses no release and makes none twice") {
    for (auto const on : engines()) {
        DYNAMIC_SECTION("on " << name_of(on)) {
            server_process server(on);
            auto const key = server.found_operator("330000");
            server.start();
            auto market_operator = server.client(key);
            auto all = join(server, market_operator);
            auto const office_key = all.office.api.bearer();
            std::size_t made = 0;
            for (int round = 0; round < 6; ++round) {
                auto office = server.client(office_key); // the address is another each time
                auto const path = "/v1/tenders/" + publish_another(office).text("id");
                ++made;
                if (round % 2 == 1) {
                    auto const body = R"({"reasons":["no need"]})";
                    REQUIRE(office.post_on(office.get(path), path + "/cancel", body).status == 200);
                    ++made;
                }
                server.kill();
                server.start();
            }
            wait_until_caught_up(server);
            auto const page = server.client().get("/v1/ocds/releases?limit=200");
            CHECK(page["releases"].elements().size() == made);
            check_open_data(server, "--require tender --require tenderCancellation");
        }
    }
}

TEST_CASE("open data are asked for by region, month and page, and wrongly asked for are refused") {
    server_process server(engine::sqlite);
    auto const key = server.found_operator("330000");
    server.start_with_clock();
    auto market_operator = server.client(key);
    auto all = join(server, market_operator);
    auto anybody = server.client();
    CHECK(anybody.get("/v1/ocds/releases").status == 404); // an empty package would not be valid
    CHECK(anybody.get("/v1/ocds/records").status == 404);
    auto const published = publish_another(all.office.api);
    auto const drafted =
        all.office.api.post("/v1/tenders", tender_text(in_time(1h), in_time(24h * 21)));
    wait_until_caught_up(server);

    for (auto const* const region : {"330100", "330000", "000000"}) {
        auto const feed = anybody.get(std::string("/v1/notices.atom?region=") + region);
        CAPTURE(feed.body);
        CHECK(feed.status == 200);
        CHECK(feed.header("content-type") == "application/atom+xml; charset=utf-8");
        CHECK(feed.body.find("<entry>") != std::string::npos);
        CHECK(feed.body.find("<script>") == std::string::npos);
    }
    CHECK(anybody.get("/v1/notices.atom?region=330200").body.find("<entry>") == std::string::npos);

    auto const flags = anybody.get("/v1/tenders/" + published.text("id") + "/flags");
    CHECK(flags.status == 200);
    CHECK(anybody.get("/v1/tenders/" + drafted.text("id") + "/flags").status == 404);

    for (auto const* const wrong :
         {"/v1/notices.atom?region=999999", "/v1/notices.atom?limit=0", "/v1/notices.atom?cursor=x",
          "/v1/ocds/releases?month=2026-13", "/v1/ocds/releases?month=2026",
          "/v1/ocds/releases?limit=201", "/v1/ocds/releases?cursor=x", "/v1/ocds/records?limit=51",
          "/v1/ocds/releases.ndjson", "/v1/ocds/releases.ndjson.gz?month=x"}) {
        INFO(wrong);
        CHECK(anybody.get(wrong).problem() == "invalid-query");
    }
    for (auto const* const missing :
         {"/v1/ocds/releases/ocds-000000-none", "/v1/ocds/records/ocds-000000-none",
          "/v1/ocds/releases?month=1999-01"}) {
        INFO(missing);
        CHECK(anybody.get(missing).problem() == "not-found");
    }
}

} // namespace talent::test
