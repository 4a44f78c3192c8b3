// The rating of deliveries over HTTP, on each database: blind until both sides have written or a
// week is over, then open to all; an appeal that is opened too late, decided, and strikes.
#include <catch2/catch.hpp>

#include <memory>
#include <thread>

#include "tests/api/contracting_scene.hpp"

namespace talent::test {
namespace {

using namespace std::chrono_literals;

constexpr auto patience = 60s;
std::string const delivered_files =
    R"({"evidence":[{"title":"报告","sha256":")" + std::string(64, 'b') + R"("}]})";

// The group's project with a package of each agency, delivered and accepted.
struct delivered_market {
    explicit delivered_market(engine on) : server(on) {
        auto const key = server.found_operator("330000");
        auto const city = server.found_operator("330100");
        server.start_with_clock();
        reviewer = std::make_unique<participant>(group_of(server.client(city)));
        group = std::make_unique<participant>(group_of(server.client(key)));
        office = join("government_office", "办公室", 1);
        first = join("agency", "机构一", 2);
        second = join("agency", "机构二", 3);
        add_licence(*first, group->api, "L-2");
        add_licence(*second, group->api, "L-3");
        deliver("/v1/contracts/" + contract_of_the_group(server, *office, *group, *second));
    }

    answer change(participant& who, std::string const& object, std::string const& step,
                  std::string const& body = {}) {
        auto done = who.api.post_on(who.api.get(object), object + "/" + step, body);
        CAPTURE(object, step, done.body);
        REQUIRE(done.status == 200);
        return done;
    }
    answer rate(participant& by, std::string const& package, participant const& about,
                int satisfaction, std::string const& more = {}) {
        return by.api.post(package + "/ratings", R"({"about_id":")" + about.id +
                                                     R"(","satisfaction":)" +
                                                     std::to_string(satisfaction) + more + "}");
    }

    server_process server;
    std::unique_ptr<participant> group;
    std::unique_ptr<participant> reviewer; // the city's group, without a part in the project
    std::unique_ptr<participant> office;
    std::unique_ptr<participant> first;
    std::unique_ptr<participant> second;
    std::string survey;   // the first agency's package
    std::string training; // the second's

  private:
    std::unique_ptr<participant> join(std::string const& kind, std::string const& name,
                                      int serial) {
        return std::make_unique<participant>(
            join_market(server, group->api,
                        {.kind = kind,
                         .name = name,
                         .region = "330100",
                         .capabilities = kind == "agency" ? R"(["hr_company"])" : "[]",
                         .serial = serial}));
    }
    void deliver(std::string const& contract) {
        auto const planned = group->api.post(contract + "/project", "{}");
        CAPTURE(planned.body);
        REQUIRE(planned.status == 201);
        auto const project = "/v1/projects/" + planned.text("id");
        survey = sourced(project, *first, "测评", "500000.00");
        training = sourced(project, *second, "培训", "355000.00");
        change(*group, project, "start");
        for (auto const& [owner, package] :
             {std::pair{first.get(), survey}, std::pair{second.get(), training}}) {
            change(*owner, package, "deliver", delivered_files);
            change(*group, package, "accept");
        }
    }
    std::string sourced(std::string const& project, participant& seller, std::string const& title,
                        std::string const& amount) {
        auto const made =
            group->api.post(project + "/packages", package_text(title, "hr_consulting", amount));
        CAPTURE(made.body);
        REQUIRE(made.status == 201);
        auto const package = "/v1/packages/" + made.text("id");
        auto const offering = publish_offering(seller, "hr_consulting", amount);
        auto const got = change(*group, package, "source", by_order(offering));
        change(seller, "/v1/orders/" + got.text("order_id"), "accept");
        return package;
    }
};

std::string path_of(answer const& rating) {
    return "/v1/ratings/" + rating.text("id");
}

template <class Condition>
bool eventually(Condition holds) {
    auto const until = std::chrono::steady_clock::now() + patience;
    while (!holds()) {
        if (std::chrono::steady_clock::now() > until) return false;
        std::this_thread::sleep_for(20ms);
    }
    return true;
}

} // namespace

TEST_CASE("a delivery is rated blind, opens when both have written, and an appeal strikes") {
    delivered_market at(GENERATE(from_range(engines())));
    auto anybody = at.server.client();
    auto const made =
        at.rate(*at.office, at.survey, *at.first, 1,
                R"(,"hours_to_resolve":30,"complaint":true,"complaint_text":"两次缺席")");
    CAPTURE(made.body);
    REQUIRE(made.status == 201);
    CHECK(made.text("state") == "sealed");
    CHECK(made.body.find("opens_at") == std::string::npos);
    auto const path = path_of(made);
    CHECK(at.office->api.get(path).status == 200);
    CHECK(at.office->api.get(at.survey + "/ratings")["items"].elements().size() == 1);
    CHECK(at.first->api.get(at.survey + "/ratings")["items"].elements().empty());
    // Nor does the operator of the region find it in the feed, where its author does.
    auto const feed_has_it = [&](http_client& who) {
        auto const head = *who.get("/v1/feed?limit=1")["head"].integer();
        auto const feed = who.get("/v1/feed?limit=20&after=" + std::to_string(head - 10));
        REQUIRE(feed.status == 200);
        return feed.body.find(made.text("id")) != std::string::npos;
    };
    CHECK(feed_has_it(at.office->api));
    for (auto* who : {&at.first->api, &at.second->api, &at.group->api}) {
        CHECK(who->get(path).problem() == "not-found");
        CHECK_FALSE(feed_has_it(*who));
    }
    CHECK(anybody.get(path).problem() == "not-found");
    CHECK(at.group->api.get(at.survey + "/ratings").problem() == "not-found");
    CHECK(at.rate(*at.office, at.survey, *at.first, 2).problem() == "duplicate");
    CHECK(at.rate(*at.second, at.survey, *at.first, 2).problem() == "not-found");
    CHECK(at.rate(*at.group, at.survey, *at.first, 2).problem() == "not-found");
    auto const edited = at.office->api.patch_on(made, path, R"({"satisfaction":2})");
    CHECK(edited["satisfaction"].integer() == 2);
    CHECK(at.first->api.post(path + "/appeal", R"({"reasons":["早"]})").problem() == "not-found");

    REQUIRE(at.rate(*at.first, at.survey, *at.office, 4).text("state") == "published");
    CHECK(anybody.get(at.survey + "/ratings")["items"].elements().size() == 2);
    auto const open = anybody.get(path);
    CHECK(open.text("state") == "published");
    CHECK_FALSE(open.text("published_at").empty());
    CHECK(at.office->api.patch_on(open, path, R"({"satisfaction":5})").problem() == "wrong-state");
    auto const record_path = "/v1/organisations/" + at.first->id + "/delivery_record";
    auto const record = anybody.get(record_path);
    CAPTURE(record.body);
    CHECK(record["total"]["n"].integer() == 1);
    CHECK(record["total"]["withheld"].boolean());

    CHECK(at.office->api.post(path + "/appeal", R"({"reasons":["不是我"]})").problem() ==
          "not-found");
    auto const filed = at.first->api.post(path + "/appeal", R"({"reasons":["签到表完整"]})");
    CAPTURE(filed.body);
    REQUIRE(filed.status == 201);
    CHECK(filed.text("reviewer_id") == at.reviewer->id);
    REQUIRE(filed["clocks"].elements().size() == 1);
    REQUIRE(eventually([&] {
        return at.reviewer->api.get("/v1/clocks").body.find("open_appeal_review") !=
               std::string::npos;
    }));
    auto const appeal = "/v1/appeals/" + filed.text("id");
    at.server.advance(24h * 20);
    CHECK(anybody.get(appeal)["late"].boolean());
    auto const biased = at.group->api.post_on(at.group->api.get(appeal), appeal + "/open");
    CHECK(biased.problem() == "conflict-of-interest"); // it chose who is rated
    at.change(*at.reviewer, appeal, "open");
    auto const decided =
        at.change(*at.reviewer, appeal, "decide", R"({"upheld":true,"reasons":["签到表属实"]})");
    CHECK(decided.text("state") == "upheld");
    auto const seen = anybody.get(appeal);
    CHECK(seen["late"].boolean());
    CHECK(seen.body.find("签到表属实") != std::string::npos);
    CHECK(seen.body.find("签到表完整") == std::string::npos);
    CHECK(anybody.get("/v1/appeals")["items"].elements().size() == 1);
    auto const struck = anybody.get(path);
    CHECK(struck.text("state") == "struck");
    CHECK(struck.body.find("签到表属实") != std::string::npos);
    CHECK(anybody.get(record_path)["total"]["n"].integer() == 0);
    CHECK(at.server.run_talentctl({"verify"}).status == 0);
}

TEST_CASE("what one side alone has written opens after a week, and is not answered then") {
    delivered_market at(GENERATE(from_range(engines())));
    auto const made = at.rate(*at.office, at.training, *at.second, 5);
    CAPTURE(made.body);
    REQUIRE(made.status == 201);
    at.server.advance(24h * 6);
    CHECK(at.server.client().get(path_of(made)).problem() == "not-found");
    at.server.advance(24h);
    CHECK(at.server.client().get(path_of(made)).text("state") == "published");
    // Both sides are told, by the platform.
    for (auto* who : {&at.office->api, &at.second->api}) {
        CHECK(eventually([&] {
            auto const inbox = who->get("/v1/inbox").body;
            return inbox.find("rating.opened") != std::string::npos &&
                   inbox.find(made.text("id")) != std::string::npos;
        }));
    }
    CHECK(at.rate(*at.second, at.training, *at.office, 1).problem() == "wrong-state");
    CHECK(at.rate(*at.office, at.survey, *at.first, 3).status == 201);
}

} // namespace talent::test
