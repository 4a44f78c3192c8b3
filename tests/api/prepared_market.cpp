#include "tests/api/prepared_market.hpp"

#include <catch2/catch.hpp>

#include <thread>

#include "tests/api/contracting_scene.hpp"

namespace talent::test {
namespace {

using security::audience;

constexpr security::role every_role[] = {security::role::administrator, security::role::manager,
                                         security::role::finance};

// How far award_a_tender moves the clock: to the opening, the deadline, the end of the standstill.
constexpr std::chrono::hours award_takes{2 + 24 * (21 + 20)};

std::string first_id(answer const& page) {
    CAPTURE(page.body);
    REQUIRE_FALSE(page["items"].elements().empty());
    return page["items"].elements().front()["id"].text();
}

} // namespace

std::string collection_of(std::string const& path) {
    return path.substr(4, path.find('/', 4) - 4);
}

prepared_market::prepared_market(engine on) : server_(on) {
    auto const operator_key = server_.found_operator("330000");
    auto const other_operator_key = server_.found_operator("440000");
    server_.start_with_clock();
    add(audience::operator_group, server_.client(operator_key));
    add(audience::operator_group, server_.client(other_operator_key));
    join();
    fill();
    await_open_data();
}

// Releases are made after the commits that they tell of.
void prepared_market::await_open_data() {
    auto reader = anybody();
    while (!reader.get("/v1/ocds")["caught_up"].boolean())
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
}

std::int64_t prepared_market::journal_head() {
    return *owner(audience::operator_group).get("/v1/feed?limit=1")["head"].integer();
}

std::optional<audience> prepared_market::caller_of(security::permission needed,
                                                   std::string const& path) const {
    auto candidates =
        std::vector<audience>{audience::enterprise, audience::agency, audience::government_office};
    bool const has_id = path.find("{id}") != std::string::npos;
    if (has_id && parties_.contains(collection_of(path))) candidates = parties_of(path);
    candidates.push_back(audience::operator_group);
    for (auto const who : candidates) {
        if (security::allowed(needed, who, every_role)) return who;
    }
    return std::nullopt;
}

std::optional<std::string> prepared_market::object_of(std::string const& path) const {
    auto found = objects_.find(path);
    if (found == objects_.end()) found = objects_.find(collection_of(path));
    if (found == objects_.end()) return std::nullopt;
    return found->second;
}

std::vector<audience> prepared_market::parties_of(std::string const& path) const {
    auto const found = parties_.find(collection_of(path));
    return found == parties_.end() ? std::vector<audience>{} : found->second;
}

void prepared_market::add(audience who, http_client client) {
    clients_[who].push_back(std::move(client));
}

participant& prepared_market::newcomer(organisation_wish const& wish) {
    people_.push_back(
        std::make_unique<participant>(join_market(server_, owner(audience::operator_group), wish)));
    return *people_.back();
}

void prepared_market::join() {
    struct kind {
        audience who;
        std::string name;
        std::string capabilities;
    };
    int serial = 1;
    for (auto const& one : {kind{audience::enterprise, "enterprise", "[]"},
                            kind{audience::agency, "agency", R"(["hr_company"])"},
                            kind{audience::government_office, "government_office", "[]"}}) {
        for (int i = 0; i < 2; ++i, ++serial) {
            auto& joined = newcomer({.kind = one.name,
                                     .name = "机构" + std::to_string(serial),
                                     .region = "330100",
                                     .capabilities = one.capabilities,
                                     .serial = serial});
            add(one.who, joined.api.as(joined.api.bearer()));
            if (one.who == audience::agency)
                add_licence(joined, owner(audience::operator_group), "L-" + std::to_string(serial));
        }
    }
}

void prepared_market::know(std::string const& collection, std::string const& id,
                           std::vector<audience> parties) {
    REQUIRE_FALSE(id.empty());
    objects_[collection] = id;
    parties_[collection] = std::move(parties);
}

void prepared_market::fill() {
    auto& enterprise = *people_[0];
    auto& agency = *people_[2];
    auto& rival = *people_[3];
    auto& office = *people_[4];
    know("organisations", enterprise.id, {audience::enterprise});
    know("agencies", agency.id, {audience::agency});
    know("demands", publish(enterprise.api, "demands", demand_text()).text("id"),
         {audience::enterprise});
    auto const supply = publish(agency.api, "supplies", supply_text()).text("id");
    know("supplies", supply, {audience::agency});
    auto const written = agency.api.put("/v1/supplies/" + supply + "/personal_record",
                                        R"({"name":"林一","phone":"13800000000"})");
    CAPTURE(written.body);
    REQUIRE(written.status < 300);
    know("consents",
         agency.api
             .post("/v1/supplies/" + supply + "/consents",
                   R"({"purpose":"recruitment","text_version":"1","evidence":"form"})")
             .text("id"),
         {audience::agency});
    know("saved_searches",
         enterprise.api.post("/v1/saved_searches", R"({"name":"软件","kind":"supply"})").text("id"),
         {audience::enterprise});
    auto const webhook = enterprise.api.post(
        "/v1/webhooks", R"({"address":"https://hooks.example.com/talent","enabled":false})");
    CAPTURE(webhook.body);
    know("webhooks", webhook["webhook"]["id"].text(), {audience::enterprise});
    auto const calendar = enterprise.api.post("/v1/clock_subscriptions", R"({"name":"calendar"})");
    CAPTURE(calendar.body);
    know("clock_subscriptions", calendar["subscription"]["id"].text(), {audience::enterprise});
    know("match_runs",
         enterprise.api
             .post("/v1/match_runs",
                   R"({"kind":"demand","listing_id":")" + objects_.at("demands") + R"("})")
             .text("id"),
         {audience::enterprise});
    know("qualifications", first_id(agency.api.get("/v1/qualifications")), {audience::agency});
    know("members", first_id(enterprise.api.get("/v1/members")), {audience::enterprise});
    know("api_keys", first_id(enterprise.api.get("/v1/api_keys")), {audience::enterprise});
    auto const offering = publish(agency.api, "offerings", offering_text());
    know("offerings", offering.text("id"), {audience::agency});
    auto const order =
        enterprise.api.post("/v1/orders", order_text(offering), {{"Idempotency-Key", "o"}});
    CAPTURE(order.body);
    know("orders", order.text("id"), {audience::enterprise, audience::agency});
    auto const made = award_a_tender(server_, office, agency, rival);
    know("opening_keys",
         office.api
             .post("/v1/opening_keys",
                   R"({"label":"officer","public_key":")" + std::string(64, 'a') + R"("})")
             .text("id"),
         {audience::government_office});
    know("tenders", made.tender_id, {audience::government_office, audience::agency});
    know("bids", made.bid_id, {audience::agency, audience::government_office});
    know("questions", made.question_id, {audience::government_office, audience::agency});
    know("frameworks", establish_a_framework(server_, office, agency, rival, award_takes),
         {audience::government_office, audience::agency});
    auto& region = owner(audience::operator_group);
    auto const record = "/v1/organisations/" + office.id;
    region.post_on(region.get(record), record + "/name_supervisor",
                   R"({"reasons":["杭财〔2026〕1号"]})");
    know(
        "exclusions",
        office.api
            .post("/v1/exclusions", R"({"supplier_id":")" + agency.id +
                                        R"(","ground":"collusion","facts":"同一标书","months":12})")
            .text("id"),
        {audience::government_office, audience::agency});
    know("panel_seats", made.seat_id, {audience::government_office, audience::agency});
    know("corrections", made.correction_id, {audience::agency, audience::government_office});
    know("awards", made.award_id, {audience::government_office, audience::agency});
    know("remedies",
         agency.api
             .post("/v1/tenders/" + made.tender_id + "/remedies",
                   R"({"kind":"inquiry","subject":"documents","grounds":["附件三不清楚"]})")
             .text("id"),
         {audience::agency, audience::government_office});
    auto const contract = "/v1/contracts/" + made.contract.text("id");
    know("contracts", made.contract.text("id"), {audience::government_office, audience::agency});
    know("buyers", office.id, {audience::government_office});
    pay_for(office, agency, contract);
    auto const amendment = office.api.post(contract + "/amendments",
                                           R"({"rationale":"补充说明","terms":"修订后的条款"})");
    CAPTURE(amendment.body);
    know("amendments", amendment.text("id"), {audience::government_office, audience::agency});
    plan_a_project(office, rival, offering);
    rate_deliveries(office, agency, rival);
}

// A contract that the group won, a project of it, and a package that the agency's order made its.
void prepared_market::plan_a_project(participant& office, participant& rival,
                                     answer const& offering) {
    auto group = group_of(owner(audience::operator_group));
    auto const contract = contract_of_the_group(server_, office, group, rival, 2 * award_takes);
    objects_["/v1/contracts/{id}/project"] = contract;
    auto const project = group.api.post("/v1/contracts/" + contract + "/project", "{}");
    CAPTURE(project.body);
    know("projects", project.text("id"), {audience::government_office});
    auto const package = group.api.post("/v1/projects/" + project.text("id") + "/packages",
                                        package_text("寻访", "headhunting", "30000.00"));
    CAPTURE(package.body);
    know("packages", package.text("id"), {audience::agency});
    auto const sourced = group.api.post_on(
        package, "/v1/packages/" + package.text("id") + "/source", by_order(offering));
    CAPTURE(sourced.body);
    REQUIRE(sourced.status == 200);
}

// Two packages of the agency's delivered beside it: of one both sides have said what they say, and
// the agency appeals; of the other the agency alone has, so that it is sealed.
void prepared_market::rate_deliveries(participant& office, participant& agency,
                                      participant& rival) {
    auto group = group_of(owner(audience::operator_group));
    auto const step = [](participant& who, std::string const& object, std::string const& name,
                         std::string const& body = {}) {
        auto done = who.api.post_on(who.api.get(object), object + "/" + name, body);
        CAPTURE(object, name, done.body);
        REQUIRE(done.status == 200);
        return done;
    };
    auto const project = "/v1/projects/" + objects_.at("projects");
    auto const sourced = [&](participant& seller, std::string const& amount) {
        auto const made =
            group.api.post(project + "/packages", package_text("寻访", "headhunting", amount));
        auto const package = "/v1/packages/" + made.text("id");
        auto const order = step(group, package, "source",
                                by_order(publish_offering(seller, "headhunting", amount)));
        step(seller, "/v1/orders/" + order.text("order_id"), "accept");
        return package;
    };
    auto const open = sourced(agency, "200000.00");
    auto const sealed = sourced(agency, "200000.00");
    sourced(rival, "425000.00");
    auto const first = agency.api.get("/v1/packages/" + objects_.at("packages"));
    step(agency, "/v1/orders/" + first.text("order_id"), "accept");
    step(group, project, "start");
    for (auto const& package : {open, sealed}) {
        step(agency, package, "deliver",
             R"({"evidence":[{"title":"报告","sha256":")" + std::string(64, 'b') + R"("}]})");
        step(group, package, "accept");
    }
    auto const rate = [](participant& by, participant const& about, std::string const& package) {
        auto const made = by.api.post(package + "/ratings",
                                      R"({"about_id":")" + about.id + R"(","satisfaction":3})");
        CAPTURE(made.body);
        REQUIRE(made.status == 201);
        return made.text("id");
    };
    auto const of_agency = rate(office, agency, open);
    rate(agency, office, open);
    know("ratings", rate(agency, office, sealed), {audience::agency});
    objects_["/v1/packages/{id}/ratings"] = open.substr(open.rfind('/') + 1);
    objects_["/v1/ratings/{id}/appeal"] = of_agency;
    auto const appeal =
        agency.api.post("/v1/ratings/" + of_agency + "/appeal", R"({"reasons":["签到表完整"]})");
    CAPTURE(appeal.body);
    know("appeals", appeal.text("id"), {audience::agency});
}

// Up to an invoice, so that there is one to pay.
void prepared_market::pay_for(participant& office, participant& agency,
                              std::string const& contract) {
    office.api.post_on(office.api.get(contract), contract + "/sign");
    agency.api.post_on(agency.api.get(contract), contract + "/sign");
    know("milestones", first_id(office.api.get(contract + "/milestones")),
         {audience::government_office, audience::agency});
    auto const path = "/v1/milestones/" + objects_["milestones"];
    agency.api.post_on(
        agency.api.get(path), path + "/submit",
        R"({"evidence":[{"title":"报告","sha256":")" + std::string(64, 'b') + R"("}]})");
    office.api.post_on(office.api.get(path), path + "/accept");
    auto const invoice =
        agency.api.post(path + "/invoices", R"({"amount":{"amount":"1000.00","currency":"CNY"}})");
    CAPTURE(invoice.body);
    know("invoices", invoice.text("id"), {audience::government_office, audience::agency});
}

} // namespace talent::test
