// Batches of listings and offerings over HTTP: each item has the outcome that it would have had
// alone, and a batch is kept once and whole, whatever happens to the server.
#include <catch2/catch.hpp>

#include <atomic>
#include <iostream>
#include <random>
#include <thread>

#include "tests/api/market_scenes.hpp"

namespace talent::test {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t items_max = 200; // as documented

std::string batch_of(std::vector<std::string> const& items, bool publish) {
    std::string text = R"({"items":[)";
    for (auto const& item : items) {
        if (text.back() != '[') text.push_back(',');
        text.append(item);
    }
    return text.append(publish ? R"(],"publish":true})" : R"(],"publish":false})");
}

std::string without(std::string const& text, std::string_view name) {
    auto document = json::parse(text).value();
    std::erase_if(document.members(), [&](auto const& member) { return member.first == name; });
    return json::write(document);
}

std::string with(std::string const& text, std::string name, json::value value) {
    auto document = json::parse(text).value();
    document.set(std::move(name), std::move(value));
    return json::write(document);
}

/// Right and wrong in every way, of one kind: what its own creation says is what the batch must
/// say.
std::vector<std::string> assorted(std::string const& good) {
    return {good,
            without(good, "title"),
            with(good, "title", json::value::of_integer(3)),
            with(with(good, "title", json::value::of_string("")), "surprise",
                 json::value::of_boolean(true)),
            with(good, "regions", json::value::of_array({json::value::of_string("999999")})),
            with(good, "region", json::value::of_string("no region")),
            with(good, "id", json::value::of_string("0190a000-0000-7000-8000-000000000000")),
            without(without(good, "expires_at"), "description"),
            without(without(good, "summary"), "work_content"),
            good,
            "17",
            "[]",
            "null"};
}

struct kind_of_import {
    std::string collection;
    std::string text;
    bool by_agency;
};
std::vector<kind_of_import> kinds() {
    return {{"demands", demand_text(), false},
            {"supplies", supply_text(), true},
            {"offerings", offering_text(), true}};
}

participant& importer(small_market& market, kind_of_import const& kind) {
    return kind.by_agency ? market.agency : market.enterprise;
}

std::size_t count_own(http_client& client, std::string const& collection) {
    std::size_t count = 0;
    std::string cursor;
    do {
        auto const page = client.get("/v1/" + collection + "?limit=200" + cursor);
        REQUIRE(page.status == 200);
        count += page["items"].elements().size();
        auto const next = page.text("next");
        cursor = next.empty() ? "" : "&cursor=" + next;
    } while (!cursor.empty());
    return count;
}

/// The creation, and the publication where it is wished for, one after the other.
answer create_alone(http_client& client, std::string const& collection, std::string const& item,
                    bool publish) {
    auto made = client.post("/v1/" + collection, item, {{"Accept-Language", "zh"}});
    if (made.status != 201 || !publish) return made;
    return client.request("POST", "/v1/" + collection + "/" + made.text("id") + "/publish", {},
                          {{"If-Match", made.header("etag")}, {"Accept-Language", "zh"}});
}

void check_outcome(json::value const& outcome, answer const& alone) {
    if (alone.status < 300) {
        CHECK(outcome.find("problem") == nullptr);
        CHECK(outcome["state"].text() == alone.text("state"));
        CHECK_FALSE(outcome["number"].text().empty());
        return;
    }
    auto const& problem = outcome["problem"];
    CHECK(outcome.find("id") == nullptr);
    CHECK(problem["type"].text() == alone.text("type"));
    CHECK(problem["title"].text() == alone.text("title"));
    CHECK(problem["status"].text() == alone["status"].text());
    CHECK(problem["detail"].text() == alone.text("detail"));
    CHECK(problem["errors"].elements() == alone["errors"].elements());
}

} // namespace

TEST_CASE("each item of a batch has the outcome that its own creation and publication would have") {
    for (auto const on : engines()) {
        small_market market(on);
        for (auto const& kind : kinds()) {
            for (bool const publish : {false, true}) {
                CAPTURE(name_of(on), kind.collection, publish);
                auto& client = importer(market, kind).api;
                auto const items = assorted(kind.text);
                auto const before = count_own(client, kind.collection);
                auto const got = client.post("/v1/imports/" + kind.collection,
                                             batch_of(items, publish), {{"Accept-Language", "zh"}});
                REQUIRE(got.status == 200);
                auto const results = got["results"].elements();
                REQUIRE(results.size() == items.size());
                std::size_t created = 0;
                for (auto const& each : results)
                    created += each.find("id") != nullptr ? 1 : 0;
                CHECK(created >= 2);
                CHECK(created < items.size());
                CHECK(got["created"].integer() == static_cast<std::int64_t>(created));
                CHECK(got["refused"].integer() ==
                      static_cast<std::int64_t>(items.size() - created));
                CHECK(count_own(client, kind.collection) == before + created);
                for (std::size_t i = 0; i < items.size(); ++i) {
                    CAPTURE(i, items[i], json::write(results[i]));
                    CHECK(results[i]["index"].integer() == static_cast<std::int64_t>(i));
                    check_outcome(results[i],
                                  create_alone(client, kind.collection, items[i], publish));
                    if (results[i].find("id") == nullptr) continue;
                    auto const made =
                        client.get("/v1/" + kind.collection + "/" + results[i]["id"].text());
                    CHECK(made.text("number") == results[i]["number"].text());
                    CHECK(made.text("state") == results[i]["state"].text());
                }
            }
        }
    }
}

TEST_CASE("what was imported is found at once, and the journal has each item's history") {
    small_market market(engine::sqlite);
    auto& agency = market.agency.api;
    std::vector<std::string> const items(
        3, with(supply_text(), "title", json::value::of_string("海洋牧场工程师")));
    auto const got = agency.post("/v1/imports/supplies", batch_of(items, true));
    REQUIRE(got["created"].integer() == 3);
    auto const found = market.enterprise.api.get("/v1/search/supplies?q=%E6%B5%B7%E6%B4%8B");
    CHECK(found["total"].integer() == 3);
    std::size_t drafted = 0;
    std::size_t published = 0;
    auto const feed = agency.get("/v1/feed?after=0&limit=200");
    for (auto const& entry : feed["entries"].elements()) {
        drafted += entry["type"].text() == "supply.drafted" ? 1 : 0;
        published += entry["type"].text() == "supply.published" ? 1 : 0;
    }
    CHECK(drafted == 3);
    CHECK(published == 3);
}

TEST_CASE("a batch that is no batch is refused as a whole") {
    small_market market(engine::sqlite);
    auto& agency = market.agency.api;
    auto const post = [&](std::string const& body) {
        return agency.post("/v1/imports/supplies", body);
    };
    CHECK(post("{}").error_pointers() == std::vector<std::string>{"/items"});
    CHECK(post(R"({"items":[]})").error_pointers() == std::vector<std::string>{"/items"});
    CHECK(post(R"({"items":{}})").error_pointers() == std::vector<std::string>{"/items"});
    CHECK(post(R"({"items":[17],"publish":1})").error_pointers() ==
          std::vector<std::string>{"/publish"});
    CHECK(post(R"({"items":[17],"more":1})").error_pointers() == std::vector<std::string>{"/more"});
    CHECK(post("[]").status == 400);
    std::vector<std::string> const many(items_max + 1, supply_text());
    CHECK(post(batch_of(many, true)).error_pointers() == std::vector<std::string>{"/items"});
    CHECK(count_own(agency, "supplies") == 0);
    auto const full = post(batch_of({many.begin(), many.end() - 1}, true));
    CHECK(full["created"].integer() == static_cast<std::int64_t>(items_max));
    std::string const long_text(5u << 20u, ' ');
    CHECK(post(long_text).problem() == "body-too-large");
}

TEST_CASE("a dry run of a batch keeps nothing, and its key brings the first answer again") {
    for (auto const on : engines()) {
        CAPTURE(name_of(on));
        small_market market(on);
        auto& agency = market.agency.api;
        auto const batch = batch_of(assorted(supply_text()), true);
        auto const tried = agency.post("/v1/imports/supplies?dry_run=true", batch);
        CHECK(tried.status == 200);
        CHECK(tried.header("dry-run") == "true");
        CHECK(count_own(agency, "supplies") == 0);
        headers const key{{"Idempotency-Key", "batch-1"}};
        auto const first = agency.post("/v1/imports/supplies", batch, key);
        CHECK(first["created"] == tried["created"]);
        auto const again = agency.post("/v1/imports/supplies", batch, key);
        CHECK(again.header("idempotent-replayed") == "true");
        CHECK(again.body == first.body);
        CHECK(static_cast<std::int64_t>(count_own(agency, "supplies")) ==
              first["created"].integer());
        CHECK(agency.post("/v1/imports/supplies", batch_of({supply_text()}, true), key).problem() ==
              "idempotency-key-reused");
    }
}

TEST_CASE("a server that is killed during an import has kept each batch whole or not at all") {
    for (auto const on : engines()) {
        auto const seed = std::random_device{}();
        CAPTURE(name_of(on), seed);
        std::mt19937 random(seed);
        small_market market(on);
        auto const key = market.agency.api.bearer();
        std::vector<std::string> const items(items_max, supply_text());
        auto const batch = batch_of(items, true);
        for (int round = 0; round < 3; ++round) {
            std::atomic<std::size_t> acknowledged{0};
            std::thread sender([&, client = market.server.client(key)]() mutable {
                try {
                    while (client.post("/v1/imports/supplies", batch).status == 200)
                        ++acknowledged;
                } catch (std::exception const&) {
                    // The server is gone.
                }
            });
            auto client = market.server.client(key);
            auto const before = count_own(client, "supplies");
            std::this_thread::sleep_for(std::chrono::milliseconds(50 + random() % 400));
            market.server.kill();
            sender.join();
            market.server.start();
            client = market.server.client(key);
            auto const kept = count_own(client, "supplies");
            CHECK(kept % items_max == 0);
            CHECK(kept >= before);
            CHECK(kept >= acknowledged * items_max);
        }
    }
}

} // namespace talent::test
