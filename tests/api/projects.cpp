// General contracting over HTTP, on each database: a project that is refused for a pass-through,
// corrected, and carried to paid packages; what the public, the buyer and the owners see; ways
// round the rules, which lead nowhere; many clerks who pay one package at the same instant.
#include <catch2/catch.hpp>

#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <thread>

#include "tests/api/contracting_scene.hpp"

namespace talent::test {
namespace {

using namespace std::chrono_literals;

std::string amount_body(std::string const& amount) {
    return R"({"amount":{"amount":")" + amount + R"(","currency":"CNY"}})";
}
std::string const delivered_files =
    R"({"evidence":[{"title":"报告","sha256":")" + std::string(64, 'b') + R"("}]})";

// The group with a contract of 900,000.00, and two agencies of the market.
struct scene {
    explicit scene(engine on) : server(on) {
        auto const key = server.found_operator("330000");
        server.start_with_clock();
        group = std::make_unique<participant>(group_of(server.client(key)));
        office = join("government_office", "办公室", 1);
        first = join("agency", "机构一", 2);
        second = join("agency", "机构二", 3);
        add_licence(*first, group->api, "L-2");
        add_licence(*second, group->api, "L-3");
        contract = "/v1/contracts/" + contract_of_the_group(server, *office, *group, *second);
    }

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

    answer attempt(participant& who, std::string const& object, std::string const& step,
                   std::string const& body = {}) {
        return who.api.post_on(who.api.get(object), object + "/" + step, body);
    }
    answer change(participant& who, std::string const& object, std::string const& step,
                  std::string const& body = {}) {
        auto done = attempt(who, object, step, body);
        CAPTURE(object, step, done.body);
        REQUIRE(done.status == 200);
        return done;
    }
    std::string plan() {
        auto const made = group->api.post(contract + "/project", "{}");
        CAPTURE(made.body);
        REQUIRE(made.status == 201);
        return "/v1/projects/" + made.text("id");
    }
    std::string add(std::string const& project, std::string const& text) {
        auto const made = group->api.post(project + "/packages", text);
        CAPTURE(made.body);
        REQUIRE(made.status == 201);
        return "/v1/packages/" + made.text("id");
    }
    /// An order of an offering of that price, which its seller accepts.
    void source(participant& seller, std::string const& package, std::string const& amount) {
        auto const offering = publish_offering(seller, "hr_consulting", amount);
        auto const sourced = change(*group, package, "source", by_order(offering));
        change(seller, "/v1/orders/" + sourced.text("order_id"), "accept");
    }
    answer pay(std::string const& package, std::string const& amount, std::string const& key) {
        return group->api.post(package + "/payments", amount_body(amount),
                               {{"Idempotency-Key", key}});
    }
    std::string perform(participant& owner, std::string const& package) {
        change(owner, package, "deliver", delivered_files);
        change(*group, package, "accept");
        return package;
    }

    server_process server;
    std::unique_ptr<participant> group;
    std::unique_ptr<participant> office;
    std::unique_ptr<participant> first;
    std::unique_ptr<participant> second;
    std::string contract;
};

std::set<std::string> faults_of(answer const& refused) {
    std::set<std::string> found;
    for (auto const& each : refused["errors"].elements())
        found.insert(each["pointer"].text() + " " + each["code"].text());
    return found;
}

// The rules of the package's clocks that run for the reader; a worker keeps them after the commit.
std::set<std::string> clocks_of(http_client& reader, std::string const& package) {
    std::set<std::string> found;
    auto const page = reader.get("/v1/clocks?limit=200");
    for (auto const& each : page["items"].elements()) {
        if (package.ends_with(each["object_id"].text())) found.insert(each["rule"].text());
    }
    return found;
}
bool will_run(http_client& reader, std::string const& package, std::string const& rule) {
    constexpr int looks_max = 3'000;
    for (int look = 0; look < looks_max; ++look) {
        if (clocks_of(reader, package) == std::set<std::string>{rule}) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
    return false;
}

// Every entry of the journal that the reader is shown, by type.
std::map<std::string, int> journal_of(http_client& reader) {
    std::map<std::string, int> found;
    std::int64_t after = 0;
    for (;;) {
        auto const page = reader.get("/v1/feed?limit=200&after=" + std::to_string(after));
        if (page["entries"].elements().empty()) return found;
        for (auto const& each : page["entries"].elements()) {
            ++found[each["type"].text()];
            after = *each["sequence"].integer();
        }
    }
}

} // namespace

TEST_CASE("a project refused for a pass-through is corrected and carried to paid packages") {
    scene at(GENERATE(from_range(engines())));
    auto const project = at.plan();
    CHECK(at.group->api.post(at.contract + "/project", "{}").problem() == "conflict");
    CHECK(at.office->api.get(project)["fee"]["amount"].text() == "45000.00");
    CHECK(at.server.client().get(project).problem() == "not-found"); // not before its start

    auto const whole = at.add(project, package_text("全部", "hr_consulting", "855000.00"));
    CHECK(faults_of(at.attempt(*at.group, project, "start")) ==
          std::set<std::string>{"/packages pass_through", "/packages/0/owner_id required"});
    at.source(*at.first, whole, "855000.00");
    auto const refused = at.attempt(*at.group, project, "start");
    CHECK(refused.problem() == "project-refused");
    CHECK(faults_of(refused) == std::set<std::string>{"/packages pass_through"});

    at.change(*at.group, whole, "cancel", R"({"reasons":["不得整体转包"]})");
    auto const survey = at.add(project, package_text("测评", "hr_consulting", "500000.00"));
    auto const training = at.add(project, package_text("培训", "hr_consulting", "255000.00"));
    auto const housing = at.add(project, package_text("住房", "hr_consulting", "100000.00"));
    at.source(*at.first, survey, "500000.00");
    at.source(*at.second, training, "255000.00");
    std::string const own = R"({"kind":"own_work","justification":"当地无人提供"})";
    auto const looked = at.change(*at.group, housing, "source", own);
    CHECK(looked["evidence"]["offerings"].integer() == 3);
    CHECK(looked["evidence"]["agencies"].integer() == 2);
    CHECK(faults_of(at.attempt(*at.group, project, "start")) ==
          std::set<std::string>{"/packages/2/sourcing on_the_market"});
    at.change(*at.group, housing, "cancel", R"({"reasons":["市场有供给"]})");
    auto const lodging = at.add(project, package_text("住房", "talent_housing", "100000.00"));
    at.change(*at.group, lodging, "source", own);
    auto const dry =
        at.group->api.post_on(at.group->api.get(project), project + "/start?dry_run=true");
    CHECK(dry.text("state") == "started");
    CHECK(at.group->api.get(project).text("state") == "draft");
    auto const started = at.change(*at.group, project, "start");
    CHECK(started["evidence"].elements().size() == 1);
    CHECK(started["evidence"].elements().front()["offerings"].integer() == 0);

    auto const seen = at.server.client().get(project);
    CHECK(seen["fee"]["amount"].text() == "45000.00");
    CHECK(seen["fee_basis_points"].integer() == 500);
    CHECK(seen["fee_cap_basis_points"].integer() == 800);
    CHECK(at.first->api.get(project + "/packages")["items"].elements().size() ==
          2); // one cancelled
    CHECK(at.first->api.get(project + "/money").problem() == "not-found");
    CHECK(at.first->api.get(training).problem() == "not-found");

    CHECK(will_run(at.first->api, survey, "deliver_package"));
    at.change(*at.first, survey, "deliver", delivered_files);
    CHECK(will_run(at.group->api, survey, "inspect_package"));
    at.change(*at.group, survey, "reject", R"({"reasons":["缺第三章"]})");
    at.perform(*at.first, survey);
    at.perform(*at.second, training);
    at.perform(*at.group, lodging);
    CHECK(will_run(at.group->api, survey, "pay_small_or_medium_enterprise"));
    CHECK(at.attempt(*at.group, survey, "accept").problem() == "wrong-state");
    CHECK(at.pay(survey, "500000.01", "s-0").problem() == "amount-exceeded");
    CHECK(at.group->api.post(survey + "/payments", amount_body("1.00")).problem() ==
          "idempotency-key-required");
    CHECK(at.pay(survey, "500000.00", "s-1").status == 201);
    CHECK(at.pay(survey, "500000.00", "s-1").status == 201); // the same key: the same answer
    CHECK(at.pay(survey, "0.01", "s-2").problem() == "amount-exceeded");
    CHECK(at.pay(training, "255000.00", "t-1").status == 201);
    CHECK(at.pay(lodging, "1.00", "l-1").problem() == "wrong-state");
    CHECK(at.first->api.get(survey + "/payments")["items"].elements().size() == 1);

    auto const money = at.office->api.get(project + "/money");
    CHECK(money["upstream"]["price"]["amount"].text() == "900000.00");
    CHECK(money["downstream"]["price"]["amount"].text() == "855000.00");
    CHECK(money["downstream"]["own_work"]["amount"].text() == "100000.00");
    CHECK(money["downstream"]["accepted"]["amount"].text() == "855000.00");
    CHECK(money["downstream"]["paid"]["amount"].text() == "755000.00");
    CHECK(money["fee"]["amount"].text() == "45000.00");
    CHECK(money["margin"]["amount"].text() == "0.00");
    at.change(*at.group, project, "complete");

    auto const journal = journal_of(at.group->api);
    std::map<std::string, int> const expected = {
        {"project.planned", 1},          {"project.started", 1},
        {"project.completed", 1},        {"work_package.planned", 5},
        {"work_package.sourced", 5},     {"work_package.cancelled", 2},
        {"work_package.delivered", 4},   {"work_package.rejected", 1},
        {"work_package.accepted", 3},    {"work_package.paid", 2},
        {"work_package_payment.made", 2}};
    for (auto const& [type, count] : expected) {
        INFO(type);
        CHECK((journal.contains(type) ? journal.at(type) : 0) == count);
    }
    CHECK(at.server.run_talentctl({"verify"}).status == 0); // the chain, and the ledger's sum
}

TEST_CASE("abandoning what is left of a project does not pass its contract on as a whole") {
    scene at(GENERATE(from_range(engines())));
    auto const project = at.plan();
    auto const survey = at.add(project, package_text("测评", "hr_consulting", "765000.00"));
    auto const housing = at.add(project, package_text("住房", "talent_housing", "90000.00"));
    at.source(*at.first, survey, "765000.00");
    at.change(*at.group, housing, "source",
              R"({"kind":"own_work","justification":"当地无人提供"})");
    at.change(*at.group, project, "start");
    at.perform(*at.first, survey);
    at.change(*at.group, project, "abandon", R"({"reasons":["住房已不需要"]})");

    auto const milestones = at.office->api.get(at.contract + "/milestones");
    auto const milestone = [&](std::size_t place) {
        return "/v1/milestones/" + milestones["items"].elements()[place]["id"].text();
    };
    at.change(*at.group, milestone(0), "submit", delivered_files);
    auto const refused = at.attempt(*at.office, milestone(0), "accept", "{}");
    CHECK(refused.status == 422);
    CHECK(refused.problem() == "project-refused");
    CHECK(faults_of(refused) == std::set<std::string>{"/packages pass_through"});
    CHECK(faults_of(at.attempt(*at.office, milestone(0), "accept_partly",
                               R"({"accepted_amount":{"amount":"1.00","currency":"CNY"},)"
                               R"("reasons":["一部分"]})")) ==
          std::set<std::string>{"/packages pass_through"});
    CHECK(at.office->api.get(milestone(0)).text("state") == "submitted");
    // The buyer decides, and what it knew stays beside its reasons.
    auto const accepted = at.change(*at.office, milestone(0), "accept",
                                    R"({"despite_reasons":["服务已到期，别无他人"]})");
    auto const despite = accepted["acceptances"].elements().front()["despite"];
    CHECK(despite["share_basis_points"].integer() == 10'000);
    CHECK(despite["carried_by"].elements().front().text() == at.first->id);
    CHECK(despite["reasons"].elements().front().text() == "服务已到期，别无他人");

    // Planned again and divided, the rest needs none once it is delivered.
    auto const next = at.plan();
    auto const training = at.add(next, package_text("培训", "hr_consulting", "90000.00"));
    at.source(*at.second, training, "90000.00");
    at.change(*at.group, next, "start");
    at.change(*at.group, milestone(1), "submit", delivered_files);
    CHECK(faults_of(at.attempt(*at.office, milestone(1), "accept", "{}")) ==
          std::set<std::string>{"/packages pass_through"});
    at.perform(*at.second, training);
    auto const last = at.change(*at.office, milestone(1), "accept", "{}");
    CHECK(last["acceptances"].elements().front()["despite"]["reasons"].elements().empty());
    CHECK(at.server.run_talentctl({"verify"}).status == 0);
}

TEST_CASE("what nobody inspects is claimed, and a contract that rests or ends binds its packages") {
    scene at(GENERATE(from_range(engines())));
    auto const project = at.plan();
    auto const survey = at.add(project, package_text("测评", "hr_consulting", "500000.00"));
    auto const training = at.add(project, package_text("培训", "hr_consulting", "355000.00"));
    at.source(*at.first, survey, "500000.00");
    at.source(*at.second, training, "355000.00");
    at.change(*at.group, project, "start");
    at.change(*at.first, survey, "deliver", delivered_files);
    auto const reasons = R"({"reasons":["台风"]})";
    at.change(*at.office, at.contract, "suspend", reasons);
    CHECK(at.attempt(*at.second, training, "deliver", delivered_files).problem() == "wrong-state");
    CHECK(at.attempt(*at.group, survey, "accept").problem() == "wrong-state");
    at.server.advance(24h * 15);
    CHECK(at.attempt(*at.first, survey, "claim").problem() == "wrong-state");
    at.change(*at.office, at.contract, "resume", reasons);
    CHECK(at.attempt(*at.first, survey, "claim").problem() ==
          "wrong-state"); // it has its days back
    at.server.advance(24h * 11);
    CHECK(at.attempt(*at.group, survey, "reject", reasons).problem() == "wrong-state");
    CHECK(at.attempt(*at.group, survey, "claim").problem() == "not-found");
    auto const claimed = at.change(*at.first, survey, "claim");
    CHECK(claimed.text("state") == "accepted");
    CHECK(claimed["accepted_by_silence"].boolean());
    CHECK(at.first->api.get("/v1/orders/" + claimed.text("order_id")).text("state") ==
          "accepted_by_buyer");

    at.change(*at.office, at.contract, "terminate", reasons);
    CHECK(at.group->api.post(project + "/packages", package_text("另", "hr_consulting", "1.00"))
              .problem() == "wrong-state");
    CHECK(at.attempt(*at.second, training, "deliver", delivered_files).problem() == "wrong-state");
    CHECK(at.pay(survey, "500000.00", "late-1").status == 201); // what was accepted is owed
    at.change(*at.group, project, "abandon", reasons);
    auto const journal = journal_of(at.group->api);
    CHECK(journal.contains("work_package.acceptance_claimed"));
    CHECK(journal.contains("work_package.delayed"));
    CHECK(journal.contains("order.released")); // the second agency's
    CHECK(at.server.run_talentctl({"verify"}).status == 0);
}

TEST_CASE("a package that many clerks pay at the same instant is paid once") {
    scene at(GENERATE(from_range(engines())));
    auto const project = at.plan();
    auto const survey = at.add(project, package_text("测评", "hr_consulting", "500000.00"));
    auto const training = at.add(project, package_text("培训", "hr_consulting", "355000.00"));
    at.source(*at.first, survey, "500000.00");
    at.source(*at.second, training, "355000.00");
    at.change(*at.group, project, "start");
    at.perform(*at.first, survey);
    constexpr int clerks = 12;
    int paid = 0;
    int exceeded = 0;
    std::vector<std::thread> all;
    std::mutex counting;
    for (int i = 0; i < clerks; ++i) {
        all.emplace_back([&, i] {
            auto clerk = at.group->api.as(at.group->api.bearer());
            auto const got = clerk.post(survey + "/payments", amount_body("500000.00"),
                                        {{"Idempotency-Key", "clerk-" + std::to_string(i)}});
            std::lock_guard const one(counting);
            paid += got.status == 201 ? 1 : 0;
            exceeded += got.problem() == "amount-exceeded" ? 1 : 0;
        });
    }
    for (auto& each : all)
        each.join();
    CHECK(paid == 1);
    CHECK(exceeded == clerks - 1);
    CHECK(at.group->api.get(survey + "/payments")["items"].elements().size() == 1);
    CHECK(at.server.run_talentctl({"verify"}).status == 0);
}

TEST_CASE("the group gives a package its owner by a mini-tender, and by that alone concludes it") {
    scene at(GENERATE(from_range(engines())));
    auto const third = at.join("agency", "机构三", 4);
    auto const project = at.plan();
    auto const survey = at.add(project, package_text("测评", "hr_consulting", "850000.00"));
    CHECK(
        at.group->api
            .post("/v1/tenders", tender_text(in_time(contract_takes), in_time(2 * contract_takes)))
            .error_pointers() == std::vector<std::string>{"/method"});
    add_licence(*third, at.group->api, "L-4");
    auto const id = mini_tender(at.server, *at.group,
                                {at.first.get(), at.second.get(), third.get()}, contract_takes);
    auto const award = "/v1/awards/" + id;
    auto const by_contract = at.attempt(
        *at.group, award, "contract",
        R"({"milestones":[{"title":"一","percent_basis_points":10000,"due_on":"2027-06-30"}]})");
    CHECK(by_contract.problem() == "wrong-state");
    auto const version = at.group->api.get(award)["version"].text();
    auto const sourced =
        at.change(*at.group, survey, "source",
                  R"({"kind":"mini_tender","award_id":")" + id + R"(","award_version":)" +
                      (version.empty() ? "1" : version) + "}");
    CHECK(sourced.text("owner_id") == at.first->id);
    CHECK(sourced["price"]["amount"].text() == "900000.00");
    CHECK(sourced.text("tender_id") == at.group->api.get(award).text("tender_id"));
    // More than the contract pays, and all with one owner.
    auto const found = faults_of(at.attempt(*at.group, project, "start"));
    CHECK(found == std::set<std::string>{"/packages exceeds_price", "/packages pass_through"});
}

} // namespace talent::test
