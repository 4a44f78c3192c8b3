// Reference data through its routes: known and unknown lists and codes, clocks and deadlines.
#include <optional>
#include <set>

#include <catch2/catch.hpp>

#include "common/calendar/deadline.hpp"
#include "services/reference/api.hpp"

using namespace talent;

namespace {

struct answer {
    int status = 0;
    json::value body;
    std::string fault; // the problem's slug, and the first pointer and code
    std::string cache;
    std::string etag;
};

class reference_server {
  public:
    reference_server() { api_.add_routes(routes_); }

    answer get(std::string const& path, std::vector<std::pair<std::string, std::string>> query = {},
               std::optional<std::string> if_none_match = {}) const {
        http::request asked;
        asked.if_none_match = std::move(if_none_match);
        asked.path = path;
        asked.query = std::move(query);
        asked.received = parse_instant("2026-06-01T02:00:00Z").value();
        auto const match = routes_.find(http::method::get, path);
        REQUIRE(match.route != nullptr);
        CHECK(match.route->permission == security::permission::open);
        asked.path_parameters = match.parameters;
        auto work = match.route->handle(asked);
        if (auto const* later = std::get_if<http::query_work>(&work)) {
            CHECK(http::lane_of(match.route->options) == http::lane::query);
            auto done = later->run();
            REQUIRE(done.has_value());
            work = std::move(done).value();
        }
        answer made;
        if (auto const* fault = std::get_if<problem>(&work)) {
            made.status = definition_of(fault->code).status;
            made.fault = definition_of(fault->code).slug;
            for (auto const& each : fault->errors)
                made.fault.append(" ").append(each.pointer).append(" ").append(each.code);
            return made;
        }
        auto const& done = std::get<http::response>(work);
        made.status = done.status;
        if (!done.body.empty()) made.body = json::parse(done.body).value();
        for (auto const& [name, value] : done.headers) {
            if (name == "Cache-Control") made.cache = value;
            if (name == "ETag") made.etag = value;
        }
        return made;
    }

    vocabulary::catalogue const codes = vocabulary::catalogue::built_in();
    calendar::working_days const days = calendar::working_days::built_in();

  private:
    reference::reference_api api_{codes, days};
    http::router routes_;
};

reference_server const& server() {
    static reference_server const one;
    return one;
}

struct list {
    char const* name;
    json::code_list codes;
};
constexpr list lists[] = {{"regions", json::code_list::region},
                          {"occupations", json::code_list::occupation},
                          {"industries", json::code_list::industry},
                          {"skills", json::code_list::skill}};

} // namespace

TEST_CASE("each vocabulary lists its roots, and the children of every inner code") {
    for (auto const& one : lists) {
        INFO(one.name);
        auto const roots = server().get("/v1/vocabulary/" + std::string(one.name));
        REQUIRE(roots.status == 200);
        CHECK(roots.cache == "public, max-age=3600");
        CHECK(roots.body["version"].text() == server().codes.version(one.codes));
        auto const& items = roots.body["items"].elements();
        auto const expected = server().codes.children(one.codes, "");
        bool const cut = expected.size() > reference::vocabulary_entries_max;
        CHECK(roots.body["truncated"].boolean() == cut);
        REQUIRE(items.size() == std::min(expected.size(), reference::vocabulary_entries_max));
        REQUIRE_FALSE(items.empty());
        for (std::size_t i = 0; i < items.size(); ++i)
            CHECK(items[i]["code"].text() == expected[i]->code);
        auto const below = server().get("/v1/vocabulary/" + std::string(one.name),
                                        {{"parent", items.front()["code"].text()}});
        REQUIRE(below.status == 200);
        for (auto const& each : below.body["items"].elements())
            CHECK(each["parent"].text() == items.front()["code"].text());
    }
}

TEST_CASE("every code of every vocabulary is read with its path") {
    for (auto const& one : lists) {
        std::size_t wrong = 0;
        for (auto const& entry : server().codes.all(one.codes)) {
            auto const read = server().get("/v1/vocabulary/" + std::string(one.name) + "/" +
                                           std::string(entry.code));
            bool const right =
                read.status == 200 && read.body["entry"]["code"].text() == entry.code &&
                read.body["entry"]["name_zh"].text() == entry.name_zh &&
                read.body["path"].text() == server().codes.path(one.codes, entry.code);
            if (!right) ++wrong;
        }
        INFO(one.name);
        CHECK(wrong == 0);
    }
}

TEST_CASE("an unknown vocabulary, code or parent is named, never an empty list") {
    for (auto const* const path :
         {"/v1/vocabulary/none", "/v1/vocabulary/region", "/v1/vocabulary/Regions",
          "/v1/vocabulary/none/330100", "/v1/vocabulary/regions/330199",
          "/v1/vocabulary/regions/3301", "/v1/vocabulary/skills/330100"}) {
        INFO(path);
        CHECK(server().get(path).fault == "not-found");
    }
    CHECK(server().get("/v1/vocabulary/regions", {{"parent", "330199"}}).fault ==
          "invalid-query ?parent unknown_code");
    CHECK(server().get("/v1/vocabulary/skills", {{"parent", "330100"}}).fault ==
          "invalid-query ?parent unknown_code");
}

TEST_CASE("a name finds its entries, and one that nobody has finds none") {
    auto const found = server().get("/v1/vocabulary/regions", {{"name", "西湖区"}});
    REQUIRE(found.status == 200);
    CHECK(found.body["items"].elements().size() ==
          server().codes.find_by_name(json::code_list::region, "西湖区").size());
    CHECK(found.body["items"].elements().size() >= 1);
    auto const nothing = server().get("/v1/vocabulary/regions", {{"name", "亚特兰蒂斯"}});
    CHECK(nothing.status == 200);
    CHECK(nothing.body["items"].elements().empty());
}

TEST_CASE("a name with a parent finds those called so within it, and no other") {
    auto const everywhere = server().codes.find_by_name(json::code_list::region, "鼓楼区");
    REQUIRE(everywhere.size() > 1);
    for (auto const* one : everywhere) {
        auto const found =
            server().get("/v1/vocabulary/regions", {{"name", "鼓楼区"}, {"parent", one->parent}});
        REQUIRE(found.status == 200);
        REQUIRE(found.body["items"].elements().size() == 1);
        CHECK(found.body["items"].elements().front()["code"].text() == one->code);
    }
    CHECK(server()
              .get("/v1/vocabulary/regions", {{"name", "鼓楼区"}, {"parent", "330000"}})
              .body["items"]
              .elements()
              .empty());
}

TEST_CASE("a list that a client has already is not sent again, and another list is") {
    std::set<std::string> tags;
    for (auto const& one : lists) {
        auto const path = "/v1/vocabulary/" + std::string(one.name);
        auto const first = server().get(path);
        REQUIRE_FALSE(first.etag.empty());
        CHECK(tags.insert(first.etag).second);
        auto const again = server().get(path, {}, first.etag);
        CHECK(again.status == 304);
        CHECK(again.etag == first.etag);
        CHECK(again.cache == first.cache);
        auto const narrowed = server().get(path, {{"name", "nobody is called so"}}, first.etag);
        CHECK(narrowed.status == 200);
    }
    auto const proposed = server().get("/v1/vocabulary/occupations", {{"title", "焊工"}});
    CHECK(server().get("/v1/vocabulary/occupations", {{"title", "焊工"}}, proposed.etag).status ==
          304);
}

TEST_CASE("a part of a name finds entries, within a parent where one is named") {
    auto const found = server().get("/v1/vocabulary/occupations", {{"query", "软件"}});
    REQUIRE(found.status == 200);
    REQUIRE_FALSE(found.body["items"].elements().empty());
    auto const whole = found.body["items"].elements().size();
    auto const within =
        server().get("/v1/vocabulary/occupations", {{"query", "软件"}, {"parent", "2-02-10"}});
    REQUIRE(within.status == 200);
    REQUIRE_FALSE(within.body["items"].elements().empty());
    CHECK(within.body["items"].elements().size() < whole);
    for (auto const& each : within.body["items"].elements())
        CHECK(each["code"].text().substr(0, 7) == "2-02-10");
    CHECK_FALSE(server()
                    .get("/v1/vocabulary/skills", {{"query", "spring"}})
                    .body["items"]
                    .elements()
                    .empty());
    CHECK(server().get("/v1/vocabulary/skills", {{"query", ""}}).body["items"].elements().empty());
    CHECK(server().get("/v1/vocabulary/regions", {{"query", "县"}}).body["truncated"].boolean());
    CHECK(server().get("/v1/vocabulary/skills", {{"query", std::string(101, 'a')}}).fault ==
          "invalid-query ?query too_long");
    CHECK(server().get("/v1/vocabulary/skills", {{"query", "a"}, {"name", "a"}}).fault ==
          "invalid-query ?name not_allowed");
}

TEST_CASE("a job title has occupations proposed with confidence and reasons") {
    auto const got = server().get("/v1/vocabulary/occupations",
                                  {{"title", "【急聘】會計（双休）"}, {"limit", "3"}});
    REQUIRE(got.status == 200);
    CHECK(got.cache == "public, max-age=3600");
    CHECK(got.body["read"].text() == "会计");
    CHECK(got.body["version"].text() == server().codes.version(json::code_list::occupation));
    auto const& items = got.body["items"].elements();
    REQUIRE((!items.empty() && items.size() <= 3));
    CHECK(items.front()["code"].text() == "2-06-03-00");
    CHECK(items.front()["path"].text() ==
          server().codes.path(json::code_list::occupation, "2-06-03-00"));
    CHECK(got.body["confident"].boolean());
    CHECK_FALSE(items.front()["matched"].elements().empty());
    CHECK(items.front()["matched"].elements().front()["text"].text() == "会计");

    auto const exact = server().get("/v1/vocabulary/occupations", {{"title", "焊工"}});
    CHECK(json::write(exact.body["items"].elements().front()["confidence"]) == "1");
    auto const nothing = server().get("/v1/vocabulary/occupations", {{"title", "123"}});
    CHECK(nothing.status == 200);
    CHECK(nothing.body["items"].elements().empty());
    CHECK_FALSE(nothing.body["confident"].boolean());
}

TEST_CASE("a title is asked of occupations alone, with nothing beside, within its limits") {
    auto const fault = [](std::string const& list,
                          std::vector<std::pair<std::string, std::string>> query) {
        return server().get("/v1/vocabulary/" + list, std::move(query)).fault;
    };
    CHECK(fault("skills", {{"title", "会计"}}) == "invalid-query ?title not_allowed");
    for (auto const* other : {"parent", "name", "query"})
        CHECK(fault("occupations", {{"title", "会计"}, {other, "2"}}) ==
              "invalid-query ?" + std::string(other) + " not_allowed");
    CHECK(fault("occupations", {{"limit", "3"}}) == "invalid-query ?limit not_allowed");
    for (auto const* limit : {"", "0", "21", "-1", "five", "5 ", "99999999999999999999"})
        CHECK(fault("occupations", {{"title", "会计"}, {"limit", limit}}) ==
              "invalid-query ?limit out_of_range");
    CHECK(fault("occupations", {{"title", std::string(201, 'a')}}) ==
          "invalid-query ?title too_long");
    CHECK(fault("occupations", {{"title", std::string(200, 'a')}}).empty());
}

TEST_CASE("every clock is listed with its source, and each reckons a deadline") {
    auto const clocks = server().get("/v1/calendar/clocks");
    REQUIRE(clocks.status == 200);
    CHECK(clocks.body["calendar"].text() == server().days.version());
    REQUIRE(clocks.body["items"].elements().size() == std::size(calendar::clocks::all));
    for (auto const& one : clocks.body["items"].elements()) {
        auto const name = one["name"].text();
        INFO(name);
        CHECK_FALSE(one["source"].text().empty());
        auto const start = parse_instant("2026-04-30T08:00:00Z").value();
        auto const reckoned = server().get(
            "/v1/calendar/deadline", {{"rule", name}, {"start", "2026-04-30T16:00:00+08:00"}});
        REQUIRE(reckoned.status == 200);
        auto const expected = calendar::reckon(*calendar::find_clock(name), start, server().days);
        CHECK(json::write(reckoned.body) == json::write_shown(expected));
    }
}

TEST_CASE("a deadline without a start begins now") {
    auto const name = std::string(calendar::clocks::all[0].name);
    auto const now = parse_instant("2026-06-01T02:00:00Z").value();
    CHECK(json::write(server().get("/v1/calendar/deadline", {{"rule", name}}).body) ==
          json::write_shown(calendar::reckon(*calendar::find_clock(name), now, server().days)));
}

TEST_CASE("a deadline needs a clock that exists and an instant with its offset") {
    auto const name = std::string(calendar::clocks::all[0].name);
    CHECK(server().get("/v1/calendar/deadline").fault == "invalid-query ?rule required");
    CHECK(server().get("/v1/calendar/deadline", {{"rule", "none"}}).fault ==
          "invalid-query ?rule unknown_value");
    CHECK(server().get("/v1/calendar/deadline", {{"rule", ""}}).fault ==
          "invalid-query ?rule unknown_value");
    for (auto const* const start :
         {"", "now", "2026-06-01", "2026-06-01T00:00:00", "2026-02-30T00:00:00Z", "1780000000"}) {
        INFO(start);
        CHECK(server().get("/v1/calendar/deadline", {{"rule", name}, {"start", start}}).fault ==
              "invalid-query ?start wrong_type");
    }
}
