// The routes of matching with agencies and their services: what answers hold, and how wrong
// parameters are refused.
#include "services/market/suppliers/supplier_api.hpp"

#include <catch2/catch.hpp>

#include <set>

#include "tests/unit/market/asked_api.hpp"
#include "tests/unit/market/suppliers/random_suppliers.hpp"

namespace talent::market {
namespace {

using namespace testing;

// A fixed seed, one good agency with an offering, and a tender that it fits.
struct served_suppliers {
    served_suppliers() : source(11), world(random_suppliers(source, 30)) {
        agency.id = source.id();
        agency.kind = identity::organisation_kind::agency;
        agency.status = identity::organisation_status::verified;
        agency.name = "西湖人力";
        agency.phone = "13800000000";
        agency.region = "330106";
        agency.capabilities = {identity::capability::headhunter};
        world.organisations.push_back(agency);
        offering = source.offering();
        offering.organisation_id = agency.id;
        offering.category = offerings::service_category::tech_transfer;
        offering.chain_stage = offerings::chain_stage::use;
        offering.title = "纳米材料成果转化";
        offering.regions = {"330000"};
        offering.price = money{500'000};
        offering.response_hours = 24;
        offering.delivery_days = 10;
        world.offerings.push_back(offering);
        tender = source.tender();
        tender.state = procurement::tender_state::published;
        tender.region = "330106";
        tender.title = "纳米材料成果转化服务";
        tender.deadline_at = market_day() + std::chrono::hours{24};
        tender.lots = {};
        tender.items = {};
        tender.eligibility = {};
        world.tenders.push_back(tender);
        fill(world, source, book);
        for (auto const& one : world.tenders)
            index.load(one);
        demand = source.demand();
        demand.expires_at.reset();
        index.load(demand);
    }

    http::request asking(security::audience who, uuid const& organisation,
                         std::vector<std::string> path, parameters query = {}) const {
        auto asked = request_for(std::move(path));
        asked.query = std::move(query);
        asked.principal.audience = who;
        asked.principal.organisation = organisation;
        return asked;
    }
    http::request need(parameters query) const {
        return asking(security::audience::enterprise, demand.organisation_id, {}, std::move(query));
    }

    random_market source;
    supplier_world world;
    identity::organisation agency;
    offerings::offering offering;
    procurement::tender tender;
    listings::demand demand;
    market_index index{catalogue()};
    market_service service{index};
    supplier_book book;
    supplier_market market{service, book};
    supplier_api api{market};
};

json::value const& fact_named(json::value const& explanation, std::string_view name) {
    for (auto const& one : explanation["facts"].elements()) {
        if (one["criterion"].text() == name) return one;
    }
    throw std::runtime_error("no such fact");
}

void check_sum(json::value const& explanation) {
    std::int64_t sum = 0;
    for (auto const& one : explanation["facts"].elements())
        sum += *one["points"].integer();
    CHECK(explanation["score"].integer() == sum);
}

} // namespace

TEST_CASE("an offering for a need is shown with what was asked, what is offered, and its points") {
    served_suppliers const m;
    auto const found = answer_of(m.api.need_offerings(m.need({{"q", "纳米材料成果转化"},
                                                              {"category", "tech_transfer"},
                                                              {"category", "patent_service"},
                                                              {"stage", "use"},
                                                              {"region", "330106"},
                                                              {"budget", "4000"},
                                                              {"response_hours", "12"},
                                                              {"delivery_days", "10"},
                                                              {"limit", "5"}})));
    auto const& first = found["items"].elements().at(0);
    CHECK(first["offering"]["id"].text() == to_string(m.offering.id));
    auto const& why = first["explanation"];
    check_sum(why);
    CHECK(fact_named(why, "words")["outcome"].text() == "met");
    CHECK(fact_named(why, "words")["offered"].elements().size() == 7);
    CHECK(fact_named(why, "price")["points"].integer() == 1125); // a quarter above the budget
    CHECK(fact_named(why, "response")["points"].integer() == 500);
    CHECK(fact_named(why, "delivery")["outcome"].text() == "met");
    CHECK(fact_named(why, "seller")["source"].text() == "verified");
    CHECK(fact_named(why, "coverage")["required"].elements().at(0).text() == "330106");
    CHECK(found["weights"].elements().size() == 7);
    CHECK(found.find("fallen_out") == nullptr);
    CHECK(first.find("standard") == nullptr);
    auto const weighed =
        answer_of(m.api.need_offerings(m.need({{"weights", "price:40"}, {"limit", "3"}})));
    CHECK(weighed.find("fallen_out") != nullptr);
    CHECK(weighed["items"].elements().at(0)["standard"]["place"].integer().value() >= 1);
}

TEST_CASE("what is wrong with a need is told by its parameter, and all at once") {
    served_suppliers const m;
    parameters const wrong{
        {"q", std::string(201, 'a')}, {"category", "cooking"}, {"stage", "kitchen"},
        {"region", "999999"},         {"budget", "much"},      {"response_hours", "0"},
        {"delivery_days", "1001"},    {"limit", "51"},         {"weights", "words:9"}};
    std::set<std::string> named;
    for (auto const& one : wrong) {
        auto const refused = problem_of(m.api.need_offerings(m.need({one})));
        CAPTURE(one.first);
        CHECK(refused.code == error_code::invalid_query);
        REQUIRE(refused.errors.size() == 1);
        CHECK(refused.errors.front().pointer.starts_with("?" + one.first));
        named.insert(one.first);
    }
    CHECK(problem_of(m.api.need_offerings(m.need(wrong))).errors.size() == named.size());
    auto const negative = problem_of(m.api.need_offerings(m.need({{"budget", "-1"}})));
    CHECK(negative.errors.front().code == "malformed");
}

TEST_CASE("a demand's offerings are for whoever may see its matches, and each can be explained") {
    served_suppliers const m;
    auto const id = to_string(m.demand.id);
    auto const who = security::audience::enterprise;
    auto const own = m.asking(who, m.demand.organisation_id, {id}, {{"limit", "50"}});
    auto const found = answer_of(m.api.demand_offerings(own));
    auto const rejected = to_string(m.offering.id);
    REQUIRE_FALSE(found["items"].elements().empty());
    for (auto const& item : found["items"].elements()) {
        check_sum(item["explanation"]);
        CHECK(item["offering"]["id"].text() != rejected);
        auto const pair =
            m.asking(who, m.demand.organisation_id, {id, item["offering"]["id"].text()});
        CHECK(answer_of(m.api.explain_demand_offering(pair)) == item["explanation"]);
    }
    auto const pair = m.asking(who, m.demand.organisation_id, {id, rejected});
    auto const why = answer_of(m.api.explain_demand_offering(pair));
    CHECK(why["rejected"].boolean());
    CHECK(why["failed"].elements().front().text() == "category");
    auto const stranger = m.asking(who, m.agency.id, {id, rejected});
    CHECK(problem_of(m.api.demand_offerings(stranger)).code == error_code::not_found);
    CHECK(problem_of(m.api.explain_demand_offering(stranger)).code == error_code::not_found);
    auto const unknown = m.asking(who, m.demand.organisation_id, {id, id});
    CHECK(problem_of(m.api.explain_demand_offering(unknown)).code == error_code::not_found);
}

TEST_CASE("a tender's buyer sees agencies as everybody may, and an agency the tenders it fits") {
    served_suppliers const m;
    auto const id = to_string(m.tender.id);
    auto const office = m.asking(security::audience::government_office, m.tender.buyer_id, {id});
    auto const run_of = run(m.api.tender_agencies(office));
    REQUIRE(run_of.has_value());
    CHECK(run_of.value().body.find("13800000000") == std::string::npos);
    auto const found = answer_of(m.api.tender_agencies(office));
    auto const& first = found["items"].elements().at(0);
    CHECK(first["organisation"]["id"].text() == to_string(m.agency.id));
    CHECK(first["organisation"]["name"].text() == "西湖人力");
    check_sum(first["explanation"]);
    CHECK(fact_named(first["explanation"], "region")["outcome"].text() == "met");
    CHECK(found["weights"].elements().size() == 5);

    auto const agency = m.asking(security::audience::agency, m.agency.id, {});
    auto const tenders = answer_of(m.api.agency_tenders(agency));
    CHECK(tenders["items"].elements().at(0)["tender"]["id"].text() == id);
    CHECK(tenders["items"].elements().at(0)["explanation"] == first["explanation"]);
    auto pair = m.asking(security::audience::agency, m.agency.id, {id, to_string(m.agency.id)});
    CHECK(answer_of(m.api.explain_tender_agency(pair)) == first["explanation"]);
    pair.query = {{"weights", "reviews:0"}};
    auto const weighed = answer_of(m.api.explain_tender_agency(pair));
    CHECK(weighed["standard_score"] == first["explanation"]["score"]);
    CHECK(weighed["weights"].elements().size() == 5);
    pair.query = {{"weights", "price:1"}};
    CHECK(problem_of(m.api.explain_tender_agency(pair)).code == error_code::invalid_query);
    auto const enterprise = m.asking(security::audience::enterprise, m.agency.id, {});
    CHECK(problem_of(m.api.agency_tenders(enterprise)).code == error_code::forbidden);
}

} // namespace talent::market
