// The console as a browser meets it: every path of its router is the page, everything else is what
// it was, and the people of the demonstration market can log in there.
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "common/calendar/working_days.hpp"
#include "tests/api/console.hpp"
#include "tests/api/market_scenes.hpp"
#include "tests/support/server_process.hpp"

namespace talent::test {
namespace {

constexpr std::string_view page_text =
    "<!doctype html><html><head><title>console</title></head><body><div "
    "id=app></div></body></html>";

/// A server with a console of one page, and talentctl's demonstration in its database.
class served_console {
  public:
    explicit served_console(engine on) : server(on) {
        auto const web = server.data_directory() + "/web";
        std::filesystem::create_directories(web);
        std::ofstream(web + "/index.html") << page_text;
        file_ = server.data_directory() + "/talentd.toml";
        std::ofstream(file_) << "[server]\nstatic_directory = \"" + web +
                                    "\"\n[open_data]\nbase_url = \"https://market.example\"\n";
    }
    void start() { server.start({"--config", file_}); }
    void start_with_clock() { server.start_with_clock({"--config", file_}); }

    server_process server;

  private:
    std::string file_;
};

/// An enterprise and its operator in the console's market.
struct listed_market {
    explicit listed_market(engine on) : at(on) {
        auto const key = at.server.found_operator("330000");
        at.start_with_clock();
        market_operator.emplace(at.server.client(key));
        enterprise.emplace(join_market(
            at.server, *market_operator,
            {.kind = "enterprise", .name = "某某软件", .region = "330100", .serial = 1}));
    }

    answer published(json::value const& document) {
        return publish(enterprise->api, "demands", json::write(document));
    }
    answer page_of(answer const& demand) {
        return at.server.client().get("/demands/" + demand.text("id"));
    }

    served_console at;
    std::optional<http_client> market_operator;
    std::optional<participant> enterprise;
};

json::value demand_document() {
    return json::parse(demand_text()).value();
}

std::string between(std::string_view text, std::string_view begin, std::string_view end) {
    auto const from = text.find(begin);
    if (from == std::string_view::npos) return {};
    auto const start = from + begin.size();
    return std::string(text.substr(start, text.find(end, start) - start));
}

/// As a browser ends the element: at the first "</script", whatever the JSON says.
json::value posting_in(std::string const& page) {
    auto const text = between(page, R"(<script type="application/ld+json">)", "</script");
    auto const read = json::parse(text);
    return read.has_value() ? read.value() : json::value{};
}

std::size_t count_of(std::string_view text, std::string_view part) {
    std::size_t count = 0;
    for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1))
        ++count;
    return count;
}

} // namespace

TEST_CASE("a published demand's page tells search engines what it offers") {
    listed_market market(engine::sqlite);
    auto const demand = market.published(demand_document());
    auto const page = market.page_of(demand);
    REQUIRE(page.status == 200);
    CHECK(page.header("content-type") == "text/html; charset=utf-8");
    CHECK_FALSE(page.header("content-security-policy").empty());
    CHECK(between(page.body, "<title>", "</title>") == "Java后端开发工程师 - 某某软件");
    auto const address = "https://market.example/demands/" + demand.text("id");
    CHECK(between(page.body, R"(<link rel="canonical" href=")", "\"") == address);
    CHECK(between(page.body, R"(<meta name="description" content=")", "\"").find("文三路") !=
          std::string::npos);
    CHECK(page.body.find("noindex") == std::string::npos);
    CHECK(page.body.find("<div id=app>") != std::string::npos);
    auto const posting = posting_in(page.body);
    CHECK(posting["@type"].text() == "JobPosting");
    CHECK(posting["title"].text() == "Java后端开发工程师");
    CHECK(posting["url"].text() == address);
    CHECK(posting["employmentType"].text() == "FULL_TIME");
    CHECK(posting["hiringOrganization"]["name"].text() == "某某软件");
    CHECK(posting["identifier"]["value"].text() == demand.text("number"));
    CHECK(posting["datePosted"].text().size() == 10);
    CHECK(posting["validThrough"].text() == demand.text("expires_at"));
    CHECK(posting["jobLocation"]["address"]["addressRegion"].text() == "浙江省");
    CHECK(posting["jobLocation"]["address"]["addressLocality"].text() == "杭州市西湖区");
    CHECK(posting["jobLocation"]["address"]["streetAddress"].text() == "杭州市西湖区文三路 90 号");
    CHECK(posting["baseSalary"]["currency"].text() == "CNY");
    CHECK(posting["baseSalary"]["value"]["minValue"].text() == "18000.00");
    CHECK(posting["baseSalary"]["value"]["maxValue"].text() == "30000.00");
    CHECK(posting["baseSalary"]["value"]["unitText"].text() == "MONTH");
    CHECK(posting["educationRequirements"]["credentialCategory"].text() == "bachelor degree");
    CHECK(posting["experienceRequirements"]["monthsOfExperience"].integer() == 36);
    CHECK(posting["totalJobOpenings"].integer() == 3);
    CHECK(posting["directApply"].boolean() == false);
    // Unchanged it is not sent again, and the query is the page's own.
    auto const again = market.at.server.client().get(
        "/demands/" + demand.text("id") + "?from=search", {{"If-None-Match", page.header("etag")}});
    CHECK(again.status == 304);
    // A browser takes it over into the page that it kept.
    CHECK(again.header("content-security-policy") == page.header("content-security-policy"));
}

TEST_CASE("no text of a listing ends an element of its page or begins one") {
    listed_market market(engine::sqlite);
    auto const* const text = GENERATE(
        "</script><script>alert(1)</script>", "<!--<script>", "]]></SCRIPT >",
        "\"><img src=x onerror=alert(1)>", "' onload='alert(1)", "&lt;/script&gt;",
        "</title><base href=//evil.example>", "\xe2\x80\xa8\xe2\x80\xa9\\u003c", "{{7*7}}");
    CAPTURE(text);
    auto document = demand_document();
    for (auto const* field : {"title", "place", "work_content", "conditions", "employer_name"})
        document.set(field, json::value::of_string(text));
    auto const demand = market.published(document);
    REQUIRE(demand.status == 200);
    auto const page = market.page_of(demand);
    REQUIRE(page.status == 200);
    // The same markup as of a harmless demand: nothing was added and nothing ended early.
    auto const harmless = market.page_of(market.published(demand_document())).body;
    for (auto const* part : {"<script", "</script", "<title", "</title", "<meta", "<link", "<img",
                             "<base", "<!--", "onerror=\"", "</head>", "<body>", "</html>"}) {
        CAPTURE(part);
        CHECK(count_of(page.body, part) == count_of(harmless, part));
    }
    // What the attributes and the title hold has no sign that ends them.
    auto const content =
        between(page.body, R"(<meta name="description" content=")", R"("><link rel="canonical")");
    CHECK(content.find_first_of("<>\"'") == std::string::npos);
    CHECK(between(page.body, "<title>", "</title>").find_first_of("<>\"'") == std::string::npos);
    // And the data is the text as it was written.
    auto const posting = posting_in(page.body);
    CHECK(posting["title"].text() == text);
    CHECK(posting["hiringOrganization"]["name"].text() == text);
    CHECK(posting["jobLocation"]["address"]["streetAddress"].text() == text);
}

TEST_CASE("a page of nothing is not found, one that has ended is gone, and neither is indexed") {
    for (auto const on : engines()) {
        CAPTURE(name_of(on));
        listed_market market(on);
        auto& own = market.enterprise->api;
        auto const check_nothing = [&](answer const& page, int status) {
            CHECK(page.status == status);
            CHECK(page.body.find(R"(<meta name="robots" content="noindex">)") != std::string::npos);
            CHECK(page.body.find("ld+json") == std::string::npos);
            CHECK(page.body.find("Java") == std::string::npos);
            CHECK(page.body.find("<div id=app>") != std::string::npos);
        };
        auto const draft = own.post("/v1/demands", demand_text());
        check_nothing(market.page_of(draft), 404);
        auto anybody = market.at.server.client();
        check_nothing(anybody.get("/demands/0190a000-0000-7000-8000-000000000000"), 404);
        check_nothing(anybody.get("/demands/new"), 404);
        auto const withdrawn = market.published(demand_document());
        CHECK(anybody.get("/demands/" + withdrawn.text("number")).status == 200);
        own.post_on(withdrawn, "/v1/demands/" + withdrawn.text("id") + "/withdraw");
        check_nothing(market.page_of(withdrawn), 410);
        check_nothing(anybody.get("/demands/" + withdrawn.text("number")), 410);
        auto const suspended = market.published(demand_document());
        auto& group = *market.market_operator;
        REQUIRE(group
                    .post_on(suspended, "/v1/demands/" + suspended.text("id") + "/suspend",
                             R"({"reason":"举报"})")
                    .status == 200);
        check_nothing(market.page_of(suspended), 404);
        auto local = demand_document();
        local.set("scope", json::value::of_string("own_region"));
        auto const scoped = market.page_of(market.published(local));
        CHECK(scoped.status == 200);
        CHECK(scoped.body.find("noindex") != std::string::npos);
        CHECK(scoped.body.find("ld+json") == std::string::npos);
        auto const ending = market.published(demand_document());
        market.at.server.advance(std::chrono::hours(24 * 301));
        check_nothing(market.page_of(ending), 410);
    }
}

namespace {

using addresses = std::map<std::string, std::string>; // and the days of their last changes

/// What the sitemap's files of one kind have, by file.
std::map<std::string, addresses> sitemap_of(http_client& anybody, std::string const& kind) {
    std::map<std::string, addresses> found;
    std::string const index = anybody.get("/sitemap.xml").body;
    for (auto at = index.find("<loc>"); at != std::string::npos; at = index.find("<loc>", at + 1)) {
        auto const file = between(index.substr(at), "<loc>https://market.example", "</loc>");
        if (!file.starts_with("/sitemaps/" + kind + "-")) continue;
        auto const map = anybody.get(file);
        CAPTURE(file, map.body);
        REQUIRE(map.status == 200);
        CHECK(map.body.ends_with("</urlset>\n"));
        auto& listed = found[file];
        for (auto url = map.body.find("<url>"); url != std::string::npos;
             url = map.body.find("<url>", url + 1)) {
            auto const rest = map.body.substr(url);
            auto const address = between(rest, "<loc>", "</loc>");
            CHECK(listed.emplace(address, between(rest, "<lastmod>", "</lastmod>")).second);
        }
    }
    return found;
}

} // namespace

TEST_CASE("the sitemap has every demand that is offered to all, and no other") {
    for (auto const on : engines()) {
        CAPTURE(name_of(on));
        listed_market market(on);
        auto anybody = market.at.server.client();
        CHECK(
            anybody.get("/robots.txt").body.find("Sitemap: https://market.example/sitemap.xml\n") !=
            std::string::npos);
        CHECK(anybody.get("/sitemap.xml").body.find("<sitemap>") == std::string::npos);
        std::set<std::string> wanted;
        // More than one piece of the answer.
        std::string batch = R"({"publish":true,"items":[)";
        for (int i = 0; i < 200; ++i)
            batch.append(i == 0 ? "" : ",").append(demand_text());
        auto const imported = market.enterprise->api.post("/v1/imports/demands", batch + "]}");
        for (auto const& each : imported["results"].elements())
            wanted.insert("https://market.example/demands/" + each["id"].text());
        REQUIRE(wanted.size() == 200);
        market.at.server.advance(std::chrono::hours(49));
        wanted.insert("https://market.example/demands/" +
                      market.published(demand_document()).text("id"));
        market.enterprise->api.post("/v1/demands", demand_text());
        auto local = demand_document();
        local.set("scope", json::value::of_string("own_region"));
        market.published(local);
        auto const files = sitemap_of(anybody, "demands");
        std::set<std::string> found;
        for (auto const& [file, addresses] : files)
            for (auto const& [address, changed] : addresses)
                CHECK(found.insert(address).second);
        CHECK(files.size() == 2);
        CHECK(found == wanted);
        CHECK(anybody.get("/sitemaps/demands-2026-02-30.xml").status == 404);
    }
}

TEST_CASE("the sitemap has every published tender with the day of its last change, and no draft") {
    for (auto const on : engines()) {
        CAPTURE(name_of(on));
        listed_market market(on);
        auto const office = [&](int serial, bool test) {
            return join_market(market.at.server, *market.market_operator,
                               {.kind = "government_office",
                                .name = "办公室" + std::to_string(serial),
                                .region = "330100",
                                .serial = serial,
                                .test = test});
        };
        auto buyer = office(5, false);
        auto rehearsing = office(6, true);
        auto const text =
            tender_text(in_time(std::chrono::hours(200)), in_time(std::chrono::hours(900)));
        auto const first = publish(buyer.api, "tenders", text);
        publish(rehearsing.api, "tenders", text);
        REQUIRE(buyer.api.post("/v1/tenders", text).status == 201);
        market.at.server.advance(std::chrono::hours(49));
        auto const second = publish(buyer.api, "tenders", text);
        auto const path = "/v1/tenders/" + first.text("id");
        auto const cancelled = buyer.api.post_on(buyer.api.get(path), path + "/cancel",
                                                 R"({"reasons":["采购任务取消"]})");
        CAPTURE(cancelled.body);
        REQUIRE(cancelled.status == 200);

        auto const last_day =
            format_date(calendar::day_of(*parse_instant(second.text("updated_at"))));
        auto anybody = market.at.server.client();
        auto const files = sitemap_of(anybody, "tenders");
        CHECK(files.size() == 2);
        addresses all;
        for (auto const& [file, listed] : files)
            all.insert(listed.begin(), listed.end());
        CHECK(all == addresses{{"https://market.example/tenders/" + first.text("id"), last_day},
                               {"https://market.example/tenders/" + second.text("id"), last_day}});
        for (auto const* wrong : {"tenders-2026-02-30", "tenders", "tenders-", "bids-2026-01-01"})
            CHECK(anybody.get(std::string("/sitemaps/") + wrong + ".xml").status == 404);
    }
}

TEST_CASE("a path of the console's router is its page, and every other path is what it was") {
    served_console at(engine::sqlite);
    at.start();
    auto anybody = at.server.client();
    for (auto const* path : {"/", "/login?next=%2Foffice", "/search/demands?q=%E8%BD%AF&page=2",
                             "/supplies/0190a000-0000-7000-8000-000000000000", "/office/tenders/1",
                             "/supervisor", "/account/keys", "/login/forbidden?to=%2Foffice"}) {
        CAPTURE(path);
        auto const got = anybody.get(path);
        CHECK(got.status == 200);
        CHECK(got.body == page_text);
        CHECK(got.header("content-type") == "text/html; charset=utf-8");
        CHECK(got.header("cache-control") == "no-cache");
        CHECK_FALSE(got.header("content-security-policy").empty());
        auto const again = anybody.get(path, {{"If-None-Match", got.header("etag")}});
        CHECK(again.status == 304);
    }
    CHECK(anybody.request("HEAD", "/login").status == 200);
    for (auto const* path : {"/logins", "/v1/login", "/v1/demands/nothing", "/nothing",
                             "/console/login", "/assets/login"}) {
        CAPTURE(path);
        auto const got = anybody.get(path);
        CHECK(got.status == 404);
        CHECK(got.problem() == "not-found");
    }
    CHECK(anybody.post("/login", "{}").status == 404);
    // An address that somebody mistyped in a browser: the router says so on the page.
    headers const browser{{"Accept", "text/html,application/xhtml+xml,*/*;q=0.8"}};
    for (auto const* path : {"/logins", "/nothing", "/forbidden", "/assets/login", "/a%20b?c=d"}) {
        CAPTURE(path);
        auto const got = anybody.get(path, browser);
        CHECK(got.status == 404);
        CHECK(got.header("content-type") == "text/html; charset=utf-8");
        CHECK(got.body.find("<div id=app>") != std::string::npos);
        CHECK(got.body.find("noindex") != std::string::npos);
        CHECK(got.header("vary").find("Accept") != std::string::npos);
        CHECK(anybody.request("HEAD", path, {}, browser).status == 404);
    }
    // What is the API's stays the API's, and nothing but reading is answered with a page.
    for (auto const* path : {"/v1", "/v1/login", "/v1/demands/nothing"})
        CHECK(anybody.get(path, browser).header("content-type") == "application/problem+json");
    CHECK(anybody.post("/nothing", "{}", browser).problem() == "not-found");
    // A route keeps its own parameters.
    CHECK(anybody.get("/v1/search/demands?next=1").problem() == "invalid-query");
}

TEST_CASE("the demonstration's people log in at the console and do their work there") {
    for (auto const on : engines()) {
        CAPTURE(name_of(on));
        served_console at(on);
        auto const filled = at.server.run_talentctl({"demo", "--listings", "100"});
        REQUIRE(filled.status == 0);
        auto const printed = json::parse(filled.output);
        REQUIRE(printed.has_value());
        at.start();
        auto const& logins = printed.value()["console"];
        struct visit {
            std::string_view who;
            std::string_view audience;
            std::string_view reads;
        };
        for (auto const& each :
             {visit{"operator", "operator", "/v1/organisations"},
              visit{"enterprise", "enterprise", "/v1/demands"},
              visit{"agency", "agency", "/v1/supplies"},
              visit{"government_office", "government_office", "/v1/contracts"},
              visit{"procurement_supervisor", "government_office", "/v1/remedies"}}) {
            CAPTURE(each.who);
            console person(at.server);
            auto const& known = logins[each.who];
            auto const in = person.log_in(known["email"].text(), known["password"].text());
            REQUIRE(in.status == 201);
            CHECK(in.text("audience") == each.audience);
            CHECK(person.get("/v1/identity")["roles"].elements()[0].text() == "administrator");
            CHECK(person.get(each.reads).status == 200);
        }
        for (auto const* who : {"supervisor", "talent"}) {
            auto client = at.server.client(std::string(logins[who]["key"].text()));
            CHECK(client.get("/v1/identity").text("audience") == who);
        }
        // The office has a tender that takes bids, with an answered question and one that waits.
        console office(at.server);
        office.log_in(logins["government_office"]["email"].text(),
                      logins["government_office"]["password"].text());
        bool found = false;
        auto const tenders = office.get("/v1/tenders?limit=200");
        for (auto const& tender : tenders["items"].elements()) {
            if (tender["state"].text() != "published") continue;
            auto const path = "/v1/tenders/" + std::string(tender["id"].text()) + "/questions";
            found = found || office.get(path)["items"].elements().size() == 2;
        }
        CHECK(found);
    }
}

} // namespace talent::test
