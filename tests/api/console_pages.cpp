// The console as a browser meets it: every path of its router is the page, everything else is what
// it was, and the people of the demonstration market can log in there.
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

#include "tests/api/console.hpp"
#include "tests/support/server_process.hpp"

namespace talent::test {
namespace {

constexpr std::string_view page_text = "<!doctype html><title>console</title>";

/// A server with a console of one page, and talentctl's demonstration in its database.
class served_console {
  public:
    explicit served_console(engine on) : server(on) {
        auto const web = server.data_directory() + "/web";
        std::filesystem::create_directories(web);
        std::ofstream(web + "/index.html") << page_text;
        file_ = server.data_directory() + "/talentd.toml";
        std::ofstream(file_) << "[server]\nstatic_directory = \"" + web + "\"\n";
    }
    void start() { server.start({"--config", file_}); }

    server_process server;

  private:
    std::string file_;
};

} // namespace

TEST_CASE("a path of the console's router is its page, and every other path is what it was") {
    served_console at(engine::sqlite);
    at.start();
    auto anybody = at.server.client();
    for (auto const* path : {"/", "/login?next=%2Foffice", "/search/demands?q=%E8%BD%AF&page=2",
                             "/demands/0190a000-0000-7000-8000-000000000000", "/office/tenders/1",
                             "/supervisor", "/account/keys"}) {
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
