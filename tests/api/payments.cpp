// Money over HTTP, on each database: from the signed contract to a paid invoice, with the books,
// the statistics and what is refused on the way; two clerks who pay one invoice at the same
// instant.
#include <catch2/catch.hpp>

#include <memory>
#include <mutex>
#include <thread>

#include "tests/api/market_scenes.hpp"

namespace talent::test {
namespace {

using namespace std::chrono_literals;

std::string money_text(std::string const& amount) {
    return R"({"amount":")" + amount + R"(","currency":"CNY"})";
}
std::string amount_body(std::string const& amount, std::string const& more = {}) {
    return R"({"amount":)" + money_text(amount) + more + "}";
}

// An office, an agency, and a contract of 900,000.00 between them that is in force.
struct scene {
    explicit scene(engine on) : server(on) {
        auto const operator_key = server.found_operator("330000");
        server.start_with_clock();
        market_operator = std::make_unique<http_client>(server.client(operator_key));
        office = join("government_office", "办公室", 1);
        agency = join("agency", "机构一", 2);
        rival = join("agency", "机构二", 3);
        add_licence(*agency, *market_operator, "L-2");
        add_licence(*rival, *market_operator, "L-3");
        contract =
            "/v1/contracts/" + award_a_tender(server, *office, *agency, *rival).contract.text("id");
        change(office->api, contract, "sign");
        change(agency->api, contract, "sign");
        auto const parts = office->api.get(contract + "/milestones");
        milestone = "/v1/milestones/" + parts["items"].elements().front()["id"].text();
    }

    std::unique_ptr<participant> join(std::string const& kind, std::string const& name,
                                      int serial) {
        return std::make_unique<participant>(
            join_market(server, *market_operator,
                        {.kind = kind,
                         .name = name,
                         .region = "330100",
                         .capabilities = kind == "agency" ? R"(["hr_company"])" : "[]",
                         .serial = serial}));
    }

    /// A step on an object as it stands.
    answer attempt(http_client& who, std::string const& object, std::string const& step,
                   std::string const& body = {}) {
        return who.post_on(who.get(object), object + "/" + step, body);
    }
    answer change(http_client& who, std::string const& object, std::string const& step,
                  std::string const& body = {}) {
        auto done = attempt(who, object, step, body);
        CAPTURE(object, step, done.body);
        REQUIRE(done.status == 200);
        return done;
    }

    /// Delivered, accepted as a whole and invoiced as a whole.
    std::string invoiced() {
        change(agency->api, milestone, "submit",
               R"({"evidence":[{"title":"报告","sha256":")" + std::string(64, 'b') + R"("}]})");
        change(office->api, milestone, "accept");
        auto const made = agency->api.post(milestone + "/invoices", amount_body("450000.00"));
        CAPTURE(made.body);
        REQUIRE(made.status == 201);
        return "/v1/invoices/" + made.text("id");
    }
    answer pay(std::string const& invoice, std::string const& amount, std::string const& key) {
        return office->api.post(invoice + "/payments", amount_body(amount),
                                {{"Idempotency-Key", key}});
    }

    server_process server;
    std::unique_ptr<http_client> market_operator;
    std::unique_ptr<participant> office;
    std::unique_ptr<participant> agency;
    std::unique_ptr<participant> rival;
    std::string contract;
    std::string milestone;
};

} // namespace

TEST_CASE("a contract's money goes its way over HTTP, and the public sees how the office pays") {
    scene at(GENERATE(from_range(engines())));
    at.change(at.office->api, at.contract, "publish");
    CHECK(at.attempt(at.office->api, at.contract, "publish").problem() == "wrong-state");
    at.change(at.office->api, at.contract, "file");
    auto const invoice = at.invoiced();
    CHECK(at.agency->api.post(at.milestone + "/invoices", amount_body("0.01")).problem() ==
          "amount-exceeded");
    CHECK(
        at.attempt(at.office->api, invoice, "dispute", amount_body("50000.00", R"(,"reasons":[])"))
            .problem() == "invalid-fields");
    auto const disputed = at.change(at.office->api, invoice, "dispute",
                                    amount_body("50000.00", R"(,"reasons":["第三场未举行"])"));
    CHECK(disputed["outstanding"]["amount"].text() == "400000.00");
    CHECK(at.pay(invoice, "400000.01", "p-0").problem() == "amount-exceeded");
    REQUIRE(at.pay(invoice, "400000.00", "p-1").status == 201);
    CHECK(at.pay(invoice, "400000.00", "p-1").status == 201); // the same key: the same answer
    at.change(at.agency->api, invoice, "concede", amount_body("50000.00"));
    CHECK(at.pay(invoice, "0.01", "p-2").problem() == "amount-exceeded");
    auto const back =
        at.agency->api.post(invoice + "/refunds", amount_body("1000.00", R"(,"reason":"多付")"),
                            {{"Idempotency-Key", "r-1"}});
    CAPTURE(back.body);
    CHECK(back.status == 201);

    auto const accounts = at.office->api.get("/v1/ledger/accounts?limit=50");
    for (auto const& each : accounts["items"].elements()) {
        if (each["kind"].text() != "cash") continue;
        auto const query = "?account=" + each["id"].text();
        auto const statement = at.office->api.get("/v1/ledger/statement" + query + "&limit=1");
        CHECK(statement["statement"]["closing_balance"]["amount"].text() == "-399000.00");
        CHECK(statement["items"].elements().size() == 1);
        CHECK(at.agency->api.get("/v1/ledger/statement" + query).problem() == "not-found");
        auto const file = at.office->api.get("/v1/ledger/statement/export" + query);
        CHECK(file.header("content-type").find("text/csv") == 0);
        CHECK(file.body.find("opening_balance") != std::string::npos);
        CHECK(file.body.find("-399000.00") != std::string::npos);
        CHECK(at.office->api.get("/v1/ledger/statement" + query + "&from=2026-02-30").problem() ==
              "invalid-query");
    }
    auto const seen = at.server.client().get("/v1/buyers/" + at.office->id + "/payment_statistics");
    CHECK(seen.status == 200);
    CHECK(seen["payments"].integer() == 1);
    CHECK(seen["paid"]["amount"].text() == "400000.00");
    CHECK(at.server.client().get("/v1/buyers/" + at.agency->id + "/payment_statistics").problem() ==
          "not-found");
    CHECK(at.server.run_talentctl({"verify"}).status == 0);
}

TEST_CASE("an invoice that many clerks pay at the same instant is paid once") {
    scene at(GENERATE(from_range(engines())));
    auto const invoice = at.invoiced();
    constexpr int clerks = 20;
    int paid = 0;
    int exceeded = 0;
    std::vector<std::thread> all;
    std::mutex counting;
    for (int i = 0; i < clerks; ++i) {
        all.emplace_back([&, i] {
            auto clerk = at.office->api.as(at.office->api.bearer());
            auto const got = clerk.post(invoice + "/payments", amount_body("450000.00"),
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
    CHECK(at.office->api.get(invoice + "/payments")["items"].elements().size() == 1);
    CHECK(at.office->api.get(invoice).text("state") == "paid");
}

TEST_CASE("an amendment over HTTP keeps the text before it, and is refused beyond ten percent") {
    scene at(GENERATE(from_range(engines())));
    auto const propose = [&](std::string const& amount) {
        return at.office->api.post(
            at.contract + "/amendments",
            R"({"rationale":"增加两场","terms":"补充条款","added_milestones":[{"title":"加场","amount":)" +
                money_text(amount) + R"(,"due_on":"2027-12-31"}]})");
    };
    CHECK(propose("90000.01").problem() == "amount-exceeded");
    auto const proposed = propose("90000.00");
    CAPTURE(proposed.body);
    REQUIRE(proposed.status == 201);
    auto const path = "/v1/amendments/" + proposed.text("id");
    CHECK(at.attempt(at.office->api, path, "agree").problem() == "forbidden");
    at.change(at.agency->api, path, "agree");
    auto const listed = at.agency->api.get(at.contract + "/amendments");
    auto const& earlier = listed["items"].elements().front()["earlier"];
    CHECK(earlier["price"]["amount"].text() == "900000.00");
    CHECK(at.office->api.get(at.contract)["price"]["amount"].text() == "990000.00");
    CHECK(at.office->api.get(at.contract + "/milestones")["items"].elements().size() == 3);
}

TEST_CASE("a plan whose percentages sum to 99.99 is refused, with its place") {
    small_market market(engine::sqlite);
    auto office = join_market(
        market.server, market.market_operator,
        {.kind = "government_office", .name = "办公室", .region = "330100", .serial = 7});
    auto rival = join_market(market.server, market.market_operator,
                             {.kind = "agency",
                              .name = "机构九",
                              .region = "330100",
                              .capabilities = R"(["hr_company"])",
                              .serial = 9});
    add_licence(rival, market.market_operator, "L-9");
    auto const made = award_a_tender(market.server, office, market.agency, rival);
    auto const path = "/v1/contracts/" + made.contract.text("id");
    auto const got = office.api.patch_on(
        office.api.get(path), path,
        R"({"milestones":[{"title":"一","percent_basis_points":5000,"due_on":"2027-06-30"},{"title":"二","percent_basis_points":4999,"due_on":"2027-12-31"}]})");
    CHECK(got.problem() == "invalid-fields");
    CHECK(got.error_pointers() == std::vector<std::string>{"/milestones"});
}

} // namespace talent::test
