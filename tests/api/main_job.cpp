// The main job over HTTP, from registering organisations to the paid milestone, as the people of
// the market would do it; on every database.
#include <catch2/catch.hpp>

#include <algorithm>

#include "tests/api/market_scenes.hpp"

namespace talent::test {
namespace {

using namespace std::chrono_literals;

constexpr auto hangzhou = "330100";
bool holds(json::value const& items, std::string const& id) {
    return std::any_of(items.elements().begin(), items.elements().end(),
                       [&](json::value const& one) { return one["id"].text() == id; });
}

json::value const* find_fact(json::value const& facts, std::string_view criterion) {
    for (auto const& fact : facts.elements()) {
        if (fact["criterion"].text() == criterion) return &fact;
    }
    return nullptr;
}

// One after the other, so that each step stands on the answers of those before.
class scenario {
  public:
    explicit scenario(engine on) : server_(on) {
        operator_key_ = server_.found_operator("330000");
        server_.start_with_clock();
    }

    void run() {
        auto market_operator = server_.client(operator_key_);
        auto enterprise = join_market(
            server_, market_operator,
            {.kind = "enterprise", .name = "西湖软件有限公司", .region = "330106", .serial = 1});
        auto agency = join_market(server_, market_operator,
                                  {.kind = "agency",
                                   .name = "钱塘人力资源有限公司",
                                   .region = hangzhou,
                                   .capabilities = R"(["hr_company","headhunter"])",
                                   .serial = 2});
        auto rival = join_market(server_, market_operator,
                                 {.kind = "agency",
                                  .name = "余杭人才服务有限公司",
                                  .region = hangzhou,
                                  .capabilities = R"(["hr_company"])",
                                  .serial = 3});
        auto office = join_market(server_, market_operator,
                                  {.kind = "government_office",
                                   .name = "杭州市人力资源和社会保障局",
                                   .region = hangzhou,
                                   .serial = 4});
        add_licence(agency, market_operator, "330100-0001");
        add_licence(rival, market_operator, "330100-0002");

        auto const demand = publish(enterprise.api, "demands", demand_text());
        auto const supply = publish(agency.api, "supplies", supply_text());
        find_in_the_market(demand, supply);
        match_with_reasons(enterprise, demand, supply);
        reveal_with_consent(enterprise, agency, supply);
        order_a_service(enterprise, agency);
        auto const deal = award_a_tender(server_, office, agency, rival);
        deliver_and_pay(office, agency, deal.contract);
        check_the_record();
    }

  private:
    void find_in_the_market(answer const& demand, answer const& supply) {
        auto anybody = server_.client();
        auto const demands = anybody.get(
            "/v1/search/demands?q=Java%E5%90%8E%E7%AB%AF&region=330100&facets=occupation");
        CAPTURE(demands.body);
        REQUIRE(demands.status == 200);
        CHECK(holds(demands["items"], demand.text("id")));
        auto const supplies = anybody.get("/v1/search/supplies?skill=java&region=330106");
        CAPTURE(supplies.body);
        CHECK(holds(supplies["items"], supply.text("id")));
        CHECK(anybody.get("/v1/demands/" + demand.text("id")).status == 200);
        CHECK(anybody.get("/v1/demands/" + demand.text("number")).text("id") == demand.text("id"));
    }

    void match_with_reasons(participant& enterprise, answer const& demand, answer const& supply) {
        auto const path = "/v1/demands/" + demand.text("id") + "/matches";
        auto const matches = enterprise.api.get(path);
        CAPTURE(matches.body);
        REQUIRE(matches.status == 200);
        REQUIRE(matches["items"].elements().size() == 1);
        CHECK(matches["items"].elements().front()["listing"]["id"].text() == supply.text("id"));
        auto const pair = enterprise.api.get(path + "/" + supply.text("id"));
        CAPTURE(pair.body);
        REQUIRE(pair.status == 200);
        auto const* skills = find_fact(pair["facts"], "required_skills");
        REQUIRE(skills != nullptr);
        CHECK((*skills)["outcome"].text() == "met");
        std::int64_t points = 0;
        for (auto const& fact : pair["facts"].elements())
            points += *fact["points"].integer();
        CHECK(pair["score"].integer() == points);
    }

    void reveal_with_consent(participant& enterprise, participant& agency, answer const& supply) {
        auto const path = "/v1/supplies/" + supply.text("id");
        REQUIRE(agency.api
                    .put(path + "/personal_record", R"({"name":"王小明","phone":"138 0000 0000"})")
                    .status == 204);
        auto const refused = enterprise.api.post(path + "/reveal", R"({"purpose":"recruitment"})");
        CHECK(refused.problem() == "consent-missing");
        REQUIRE(
            agency.api
                .post(
                    path + "/consents",
                    R"({"purpose":"recruitment","text_version":"2026-1","evidence":"signed form 17"})")
                .status == 201);
        auto const shown = enterprise.api.post(
            path + "/reveal", R"({"purpose":"recruitment","note":"Java后端开发工程师"})");
        CAPTURE(shown.body);
        REQUIRE(shown.status == 200);
        CHECK(shown["personal_record"]["name"].text() == "王小明");
        auto const looks = agency.api.get(path + "/reveals");
        REQUIRE(looks["items"].elements().size() == 1);
        CHECK(looks["items"].elements().front()["organisation_id"].text() == enterprise.id);
    }

    void order_a_service(participant& enterprise, participant& agency) {
        auto const offering = publish(agency.api, "offerings", offering_text());
        auto order = enterprise.api.post("/v1/orders", order_text(offering),
                                         {{"Idempotency-Key", "order-1"}});
        CAPTURE(order.body);
        REQUIRE(order.status == 201);
        auto const path = "/v1/orders/" + order.text("id");
        order = agency.api.post_on(order, path + "/accept", "{}");
        CAPTURE(order.body);
        REQUIRE(order.text("state") == "accepted");
        order =
            agency.api.post_on(order, path + "/deliver", R"({"delivery_note":"三位候选人已推荐"})");
        REQUIRE(order.text("state") == "delivered");
        order = enterprise.api.post_on(order, path + "/accept_delivery");
        REQUIRE(order.text("state") == "accepted_by_buyer");
        REQUIRE(enterprise.api.post(path + "/reviews", R"({"rating":5,"text":"很专业"})").status ==
                201);
        CHECK(agency.api.get(path + "/reviews")["items"].elements().empty());
        REQUIRE(agency.api.post(path + "/reviews", R"({"rating":4,"text":"沟通顺畅"})").status ==
                201);
        CHECK(agency.api.get(path + "/reviews")["items"].elements().size() == 2);
    }

    void deliver_and_pay(participant& office, participant& agency, answer contract) {
        auto const path = "/v1/contracts/" + contract.text("id");
        contract = office.api.post_on(office.api.get(path), path + "/sign");
        CAPTURE(contract.body);
        REQUIRE(contract.status == 200);
        contract = agency.api.post_on(agency.api.get(path), path + "/sign");
        REQUIRE(contract.text("state") == "in_force");

        auto const milestones = agency.api.get(path + "/milestones");
        CAPTURE(milestones.body);
        REQUIRE(milestones["items"].elements().size() == 2);
        auto const milestone_path =
            "/v1/milestones/" + milestones["items"].elements().front()["id"].text();
        auto milestone = agency.api.post_on(
            agency.api.get(milestone_path), milestone_path + "/submit",
            R"({"evidence":[{"title":"服务报告","sha256":")" + std::string(64, 'a') + R"("}]})");
        CAPTURE(milestone.body);
        REQUIRE(milestone.text("state") == "submitted");
        milestone = office.api.post_on(milestone, milestone_path + "/accept");
        CAPTURE(milestone.body);
        REQUIRE(milestone.text("state") == "accepted");

        auto const invoice = agency.api.post(
            milestone_path + "/invoices", R"({"amount":{"amount":"450000.00","currency":"CNY"}})");
        CAPTURE(invoice.body);
        REQUIRE(invoice.status == 201);
        auto const payments = "/v1/invoices/" + invoice.text("id") + "/payments";
        std::string const all_of_it = R"({"amount":{"amount":"450000.00","currency":"CNY"}})";
        CHECK(office.api.post(payments, all_of_it).problem() == "idempotency-key-required");
        auto const paid = office.api.post(payments, all_of_it, {{"Idempotency-Key", "payment-1"}});
        CAPTURE(paid.body);
        REQUIRE(paid.status == 201);
        auto const again = office.api.post(payments, all_of_it, {{"Idempotency-Key", "payment-1"}});
        CHECK(again.body == paid.body);
        CHECK(again.header("idempotent-replayed") == "true");
        CHECK(office.api.post(payments, all_of_it, {{"Idempotency-Key", "payment-2"}}).problem() ==
              "amount-exceeded");
    }

    // The journal's chain and the ledger's balance, by the operator's own tool on the stopped
    // server's data.
    void check_the_record() {
        auto const feed = server_.client(operator_key_).get("/v1/feed?limit=1000");
        auto const& entries = feed["entries"].elements();
        for (std::size_t i = 0; i < entries.size(); ++i)
            REQUIRE(entries[i]["sequence"].integer() == static_cast<std::int64_t>(i + 1));
        CHECK(feed["head"].integer() == static_cast<std::int64_t>(entries.size()));
        CHECK(feed.body.find("900000.00") !=
              std::string::npos); // the price is open after the opening
        // Every route's work ran in the lane that its row says, by which it is let in.
        CHECK(server_.client().get("/metrics").body.find("talent_http_lane_mismatches 0\n") !=
              std::string::npos);
        server_.stop();
        auto const verified = server_.run_talentctl({"verify"});
        CAPTURE(verified.output, verified.errors);
        CHECK(verified.status == 0);
    }

    server_process server_;
    std::string operator_key_;
};

} // namespace

TEST_CASE("the main job runs from registration to the paid milestone, and its record verifies") {
    for (auto const on : engines()) {
        DYNAMIC_SECTION("on " << name_of(on)) {
            scenario(on).run();
        }
    }
}

} // namespace talent::test
