// Running clocks over HTTP: the list, the calendar, what is told and when, and what a later
// working-day calendar changes.
#include <catch2/catch.hpp>

#include <array>
#include <cstdio>
#include <fstream>
#include <thread>

#include "common/base/clock.hpp"
#include "tests/api/market_scenes.hpp"

namespace talent::test {
namespace {

using namespace std::chrono_literals;

// Looks are counted, not seconds: where the machine has no time for the server, it has none for the
// looks either.
constexpr int looks_max = 3'000;
constexpr auto look_pause = 20ms;

struct timed_market : small_market {
    explicit timed_market(engine on) : small_market(on) {
        offering = publish(agency.api, "offerings", offering_text());
        placed = enterprise.api.post("/v1/orders", order_text(offering),
                                     {{"Idempotency-Key", "clocks"}});
        CAPTURE(placed.body);
        REQUIRE(placed.status == 201);
    }

    void restart(std::vector<std::string> const& more = {}) {
        server.stop();
        server.start_with_clock(more);
        enterprise.api = server.client(enterprise.api.bearer());
        agency.api = server.client(agency.api.bearer());
    }

    answer offering;
    answer placed;
};

template <class Condition>
bool eventually(Condition holds) {
    for (int looks = 0; looks < looks_max; ++looks) {
        if (holds()) return true;
        std::this_thread::sleep_for(look_pause);
    }
    return false;
}

std::vector<json::value> clocks_of(http_client& who) {
    auto const page = who.get("/v1/clocks");
    CAPTURE(page.body);
    REQUIRE(page.status == 200);
    std::vector<json::value> found;
    for (auto const& each : page["items"].elements()) // licences have a test of their own
        if (each["object_type"].text() != "qualification") found.push_back(each);
    return found;
}

// The kinds of clock entries that the feed shows, in order.
std::vector<std::string> told(http_client& who) {
    std::vector<std::string> types;
    auto const feed = who.get("/v1/feed?after=0&limit=1000");
    REQUIRE(feed.status == 200);
    for (auto const& one : feed["entries"].elements()) {
        if (!one["withheld"].boolean() && one["object_type"].text() == "clock")
            types.push_back(one["type"].text());
    }
    return types;
}

struct calendar_reading {
    int status = 0;
    std::string said;
};

calendar_reading read_calendar(std::string const& text, std::string const& place) {
    std::ofstream(place, std::ios::binary) << text;
    std::string const command = std::string("/usr/bin/python3 ") + TALENT_SOURCE_DIRECTORY +
                                "/tests/api/check_calendar.py " + place + " 2>&1";
    calendar_reading read;
    auto* const pipe = ::popen(command.c_str(), "r");
    REQUIRE(pipe != nullptr);
    std::array<char, 4096> piece{};
    while (auto const count = std::fread(piece.data(), 1, piece.size(), pipe))
        read.said.append(piece.data(), count);
    read.status = ::pclose(pipe);
    return read;
}

} // namespace

TEST_CASE("an order's clock is both sides', and goes when the order goes on") {
    for (auto const on : engines()) {
        timed_market market(on);
        for (auto* const who : {&market.enterprise.api, &market.agency.api}) {
            REQUIRE(eventually([&] { return clocks_of(*who).size() == 1; }));
            auto const one = clocks_of(*who).front();
            CHECK(one["object_id"].text() == market.placed.text("id"));
            CHECK(one["rule"].text() == "answer_order");
            CHECK(one["due"].text() == market.placed["response_deadline"]["due"].text());
            CHECK_FALSE(one["over"].boolean());
        }
        auto const path = "/v1/orders/" + market.placed.text("id");
        auto const accepted = market.agency.api.post_on(market.placed, path + "/accept", "{}");
        REQUIRE(accepted.status == 200);
        REQUIRE(eventually([&] {
            auto const all = clocks_of(market.enterprise.api);
            return all.size() == 1 && all.front()["rule"].text() == "deliver_order";
        }));
        market.restart();
        CHECK(clocks_of(market.enterprise.api).size() == 1);
    }
}

TEST_CASE("a clock is told as nearing and as overdue, once each, over restarts") {
    for (auto const on : engines()) {
        timed_market market(on);
        auto& seller = market.agency.api;
        REQUIRE(eventually([&] { return clocks_of(seller).size() == 1; }));
        CHECK(told(seller).empty());
        market.server.advance(19h); // of 24
        REQUIRE(eventually([&] { return told(seller).size() == 1; }));
        CHECK(told(seller) == std::vector<std::string>{"clock.nearing"});
        REQUIRE(eventually([&] { // the inbox follows the journal
            return seller.get("/v1/inbox").body.find("clock.nearing") != std::string::npos;
        }));
        market.server.advance(6h);
        std::vector<std::string> const both{"clock.nearing", "clock.overdue"};
        REQUIRE(eventually([&] { return told(seller).size() == 2; }));
        CHECK(told(seller) == both);
        CHECK(clocks_of(seller).front()["over"].boolean());
        market.restart();
        market.server.advance(48h);
        std::this_thread::sleep_for(1s); // a worker that told twice would have
        CHECK(told(seller) == both);
        CHECK(told(market.enterprise.api) == both);
    }
}

TEST_CASE("a licence that runs out is told of thirty days before, and when it has") {
    for (auto const on : engines()) {
        timed_market market(on);
        auto holder = join_market(market.server, market.market_operator,
                                  {.kind = "agency",
                                   .name = "证照将到期的机构",
                                   .region = "330100",
                                   .capabilities = R"(["headhunter"])",
                                   .serial = 77});
        auto const today = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
        auto const licence = [&](std::string const& number, std::chrono::days until) {
            return R"({"kind":"human_resources_service_licence","number":")" + number +
                   R"(","issued_by":"人社局","valid_from":"2024-01-01","valid_until":")" +
                   format_date(today + until) + R"("})";
        };
        auto const path = std::string("/v1/qualifications");
        auto const declared = holder.api.post(path, licence("L-77", std::chrono::days{40}));
        CAPTURE(declared.body);
        REQUIRE(declared.status == 201);
        std::this_thread::sleep_for(200ms);
        CHECK(holder.api.get("/v1/clocks")["items"].elements().empty()); // declared only
        auto const verified =
            market.market_operator.post_on(declared, path + "/" + declared.text("id") + "/verify");
        REQUIRE(verified.text("status") == "verified");
        REQUIRE(eventually(
            [&] { return holder.api.get("/v1/clocks")["items"].elements().size() == 1; }));
        auto const page = holder.api.get("/v1/clocks");
        auto const clock = page["items"].elements().at(0);
        CHECK(clock["rule"].text() == "licence_expires");
        CHECK(clock["title"].text() == "L-77");
        CHECK(told(holder.api).empty());
        market.server.advance(12 * 24h);
        REQUIRE(eventually([&] { return told(holder.api).size() == 1; }));
        REQUIRE(eventually([&] {
            return holder.api.get("/v1/inbox").body.find("clock.nearing") != std::string::npos;
        }));
        market.server.advance(30 * 24h);
        REQUIRE(eventually([&] { return told(holder.api).size() == 2; }));
        CHECK(told(holder.api) == std::vector<std::string>{"clock.nearing", "clock.ended"});
    }
}

TEST_CASE(
    "a calendar subscription is read with its token alone, by a parser of others, until it is "
    "revoked") {
    for (auto const on : engines()) {
        timed_market market(on);
        auto& seller = market.agency.api;
        REQUIRE(eventually([&] { return clocks_of(seller).size() == 1; }));
        auto const made = seller.post("/v1/clock_subscriptions", R"({"name":"我的日历"})");
        CAPTURE(made.body);
        REQUIRE(made.status == 201);
        auto anybody = market.server.client();
        auto const read = anybody.get(made.text("address"));
        CAPTURE(read.body);
        REQUIRE(read.status == 200);
        CHECK(read.header("content-type").starts_with("text/calendar"));
        auto const place = market.server.data_directory() + "/clocks.ics";
        auto const parsed = read_calendar(read.body, place);
        CAPTURE(parsed.said);
        CHECK(parsed.status == 0);
        CHECK(parsed.said.find("order-" + market.placed.text("id") + "-answer_order-") == 0);
        auto const due = *parse_instant(market.placed["response_deadline"]["due"].text());
        CHECK(parsed.said.find(format_instant(due).substr(0, 19) + "Z") != std::string::npos);
        // The same clock has the same name the next time.
        auto const again = read_calendar(anybody.get(made.text("address")).body, place);
        CHECK(again.said == parsed.said);

        auto const listed = seller.get("/v1/clock_subscriptions");
        CHECK(listed["items"].elements().size() == 1);
        CHECK(listed.body.find("token") == std::string::npos);
        CHECK(market.enterprise.api.get("/v1/clock_subscriptions")["items"].elements().empty());
        CHECK(anybody.get("/v1/clocks.ics?token=nobody").status == 404);
        CHECK(anybody.get("/v1/clocks.ics").status == 400);
        auto const path = "/v1/clock_subscriptions/" + made["subscription"]["id"].text();
        headers const version{{"If-Match", "\"1\""}};
        CHECK(market.enterprise.api.remove(path, version).status == 404);
        CHECK(seller.remove(path, version).status == 204);
        CHECK(anybody.get(made.text("address")).status == 404);
    }
}

TEST_CASE("a later calendar settles what was provisional, and the journal says what changed") {
    for (auto const on : engines()) {
        timed_market market(on);
        auto const path = "/v1/orders/" + market.placed.text("id");
        REQUIRE(market.agency.api.post_on(market.placed, path + "/accept", "{}").status == 200);
        REQUIRE(eventually([&] {
            auto const all = clocks_of(market.enterprise.api);
            return all.size() == 1 && all.front()["rule"].text() == "deliver_order";
        }));
        auto const before = clocks_of(market.enterprise.api).front();
        // 60 working days from a day after October 2026 end beyond what is covered.
        REQUIRE(before["provisional"].boolean());

        auto const days = market.server.data_directory() + "/2027.tsv";
        std::ofstream(days) << "date\tkind\n2027-01-01\tholiday\n2027-01-04\tholiday\n"
                               "2028-12-29\tholiday\n2029-01-01\tholiday\n";
        auto const configuration = market.server.data_directory() + "/later.toml";
        std::ofstream(configuration) << "[calendar]\nworking_days_file = \"" << days << "\"\n";
        market.restart({"--config", configuration});
        REQUIRE(eventually(
            [&] { return !clocks_of(market.enterprise.api).front()["provisional"].boolean(); }));
        auto const after = clocks_of(market.enterprise.api).front();
        CHECK(after["id"].text() == before["id"].text());
        CHECK(after["due"].text() > before["due"].text());
        CHECK(after["calendar_version"].text().find("2027.tsv") != std::string::npos);
        CHECK(told(market.enterprise.api) == std::vector<std::string>{"clock.recomputed"});
        auto const feed = market.enterprise.api.get("/v1/feed?after=0&limit=1000");
        for (auto const& one : feed["entries"].elements()) {
            if (one["type"].text() != "clock.recomputed") continue;
            CHECK(one["before"]["due"].text() == before["due"].text());
            CHECK(one["after"]["due"].text() == after["due"].text());
            CHECK(one["before"]["calendar_version"].text() !=
                  one["after"]["calendar_version"].text());
        }
        market.restart({"--config", configuration});
        std::this_thread::sleep_for(500ms);
        CHECK(told(market.enterprise.api).size() == 1); // once
    }
}

} // namespace talent::test
