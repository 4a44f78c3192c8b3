// Every write of the API, taken from the server's own description of itself, with each thing that
// can be wrong about a request: the documented problem comes back, and the journal has not grown.
#include <catch2/catch.hpp>

#include <algorithm>
#include <iostream>
#include <map>
#include <set>

#include "common/security/permission.hpp"
#include "tests/api/market_scenes.hpp"

namespace talent::test {
namespace {

using security::audience;

constexpr security::role every_role[] = {security::role::administrator, security::role::manager,
                                         security::role::finance};

std::optional<security::permission> permission_named(std::string_view name) {
    for (auto const& one : security::all_permissions()) {
        if (one.name == name) return one.action;
    }
    return std::nullopt;
}

// One write of the API as /openapi.json describes it.
struct write_operation {
    std::string method;
    std::string path;
    security::permission permission;
    bool needs_version = false;
    bool needs_key = false;
    json::value const* body = nullptr; // the schema

    std::string name() const { return method + " " + path; }
    bool has_id() const { return path.find("{id}") != std::string::npos; }
    /// "demands" of /v1/demands/{id}/publish.
    std::string collection() const { return path.substr(4, path.find('/', 4) - 4); }
};

json::value const& resolve(json::value const& schema, json::value const& document) {
    auto const reference = schema["$ref"].text();
    return reference.empty()
               ? schema
               : document["components"]["schemas"][reference.substr(reference.rfind('/') + 1)];
}

write_operation describe(std::string method, std::string const& path, json::value const& operation,
                         json::value const& document) {
    std::transform(method.begin(), method.end(), method.begin(),
                   [](unsigned char letter) { return static_cast<char>(std::toupper(letter)); });
    auto const permission = permission_named(operation["x-permission"].text());
    REQUIRE(permission);
    write_operation one{.method = std::move(method), .path = path, .permission = *permission};
    for (auto const& parameter : operation["parameters"].elements()) {
        bool const required = parameter["required"].boolean();
        if (parameter["name"].text() == "If-Match") one.needs_version = required;
        if (parameter["name"].text() == "Idempotency-Key") one.needs_key = required;
    }
    for (auto const& [type, content] : operation["requestBody"]["content"].members())
        one.body = &resolve(content["schema"], document);
    return one;
}

std::vector<write_operation> writes_of(json::value const& document) {
    std::vector<write_operation> found;
    for (auto const& [path, operations] : document["paths"].members()) {
        for (auto const& [method, operation] : operations.members()) {
            if (method != "get" && method != "head")
                found.push_back(describe(method, path, operation, document));
        }
    }
    return found;
}

// -- bodies from schemas --

bool is_server_owned(json::value const& property) {
    return property["readOnly"].boolean();
}
json::value const& core_of(json::value const& property) {
    auto const& parts = property["allOf"].elements();
    return parts.empty() ? property : parts.front();
}

json::value sample(std::string const& name, json::value const& schema);

json::value sample_text(std::string const& name, json::value const& schema) {
    static std::map<std::string, std::string, std::less<>> const codes = {
        {"regions", "330100"},
        {"occupations", "4-04-05-01"},
        {"industries", "I"},
        {"skills", "java"}};
    static std::map<std::string, std::string, std::less<>> const by_name = {
        {"credit_code", "91330100000000999"},
        {"sha256", std::string(64, 'a')},
        {"evidence", std::string(64, 'a')},
        {"phone", "0571-88001000"},
        {"code", "plan"},
        {"criterion", "plan"}};
    if (auto const& options = schema["enum"].elements(); !options.empty()) return options.front();
    if (auto const code = codes.find(schema["x-vocabulary"].text()); code != codes.end())
        return json::value::of_string(code->second);
    if (auto const known = by_name.find(name); known != by_name.end())
        return json::value::of_string(known->second);
    auto const format = schema["format"].text();
    if (format == "email") return json::value::of_string("someone@example.cn");
    if (format == "date") return json::value::of_string("2030-01-31");
    if (format == "date-time") return json::value::of_string("2030-01-31T00:00:00Z");
    if (format == "uuid") return json::value::of_string("01900000-0000-7000-8000-000000000000");
    auto const length = std::max<std::int64_t>(schema["minLength"].integer().value_or(1), 1);
    return json::value::of_string(std::string(static_cast<std::size_t>(length), 'x'));
}

json::value sample_object(json::value const& schema) {
    if (schema["properties"].find("currency") != nullptr) {
        auto amount = json::value::of_object();
        amount.set("amount", json::value::of_string("100.00"));
        amount.set("currency", json::value::of_string("CNY"));
        return amount;
    }
    auto made = json::value::of_object();
    for (auto const& required : schema["required"].elements()) {
        auto const& property = schema["properties"][required.text()];
        if (!is_server_owned(property))
            made.set(required.text(), sample(required.text(), core_of(property)));
    }
    return made;
}

json::value sample(std::string const& name, json::value const& schema) {
    auto const type = schema["type"].text();
    if (type == "string") return sample_text(name, schema);
    if (type == "integer") return json::value::of_integer(schema["minimum"].integer().value_or(1));
    if (type == "boolean") return json::value::of_boolean(false);
    if (type == "array") return json::value::of_array({sample(name, schema["items"])});
    return sample_object(schema);
}

json::value of_wrong_type(json::value const& schema) {
    return schema["type"].text() == "string" ? json::value::of_integer(7)
                                             : json::value::of_string("wrong");
}

// -- the market the writes are tried on --

// Two organisations of each audience; the first of each owns the objects.
class prepared_market {
  public:
    prepared_market() : server_(engine::sqlite) {
        auto const operator_key = server_.found_operator("330000");
        auto const other_operator_key = server_.found_operator("440000");
        server_.start_with_clock();
        add(audience::operator_group, server_.client(operator_key));
        add(audience::operator_group, server_.client(other_operator_key));
        join();
        fill();
    }

    http_client& owner(audience who) { return clients_.at(who).at(0); }
    http_client& stranger(audience who) { return clients_.at(who).at(1); }
    http_client anybody() { return server_.client(); }
    json::value description() { return anybody().get("/openapi.json").document; }
    std::int64_t journal_head() {
        return *owner(audience::operator_group).get("/v1/feed?limit=1")["head"].integer();
    }

    /// The credential that may call the route, on an object it has to do with.
    std::optional<audience> caller_of(write_operation const& one) const {
        auto candidates =
            std::vector<audience>{audience::enterprise, audience::agency,
                                  audience::government_office, audience::operator_group};
        if (auto const parties = parties_.find(one.collection());
            one.has_id() && parties != parties_.end())
            candidates = parties->second;
        candidates.push_back(audience::operator_group);
        for (auto const who : candidates) {
            if (security::allowed(one.permission, who, every_role)) return who;
        }
        return std::nullopt;
    }

    std::optional<std::string> object_of(write_operation const& one) const {
        auto const found = objects_.find(one.collection());
        if (found == objects_.end()) return std::nullopt;
        return found->second;
    }

  private:
    void add(audience who, http_client client) { clients_[who].push_back(std::move(client)); }

    participant& newcomer(organisation_wish const& wish) {
        people_.push_back(std::make_unique<participant>(
            join_market(server_, owner(audience::operator_group), wish)));
        return *people_.back();
    }

    void join() {
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
                    add_licence(joined, owner(audience::operator_group),
                                "L-" + std::to_string(serial));
            }
        }
    }

    static std::string first_id(answer const& page) {
        CAPTURE(page.body);
        REQUIRE_FALSE(page["items"].elements().empty());
        return page["items"].elements().front()["id"].text();
    }

    void know(std::string const& collection, std::string const& id, std::vector<audience> parties) {
        REQUIRE_FALSE(id.empty());
        objects_[collection] = id;
        parties_[collection] = std::move(parties);
    }

    void fill() {
        auto& enterprise = *people_[0];
        auto& agency = *people_[2];
        auto& rival = *people_[3];
        auto& office = *people_[4];
        know("organisations", enterprise.id, {audience::enterprise});
        know("demands", publish(enterprise.api, "demands", demand_text()).text("id"),
             {audience::enterprise});
        auto const supply = publish(agency.api, "supplies", supply_text()).text("id");
        know("supplies", supply, {audience::agency});
        know("consents",
             agency.api
                 .post("/v1/supplies/" + supply + "/consents",
                       R"({"purpose":"recruitment","text_version":"1","evidence":"form"})")
                 .text("id"),
             {audience::agency});
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
        know("tenders", made.tender_id, {audience::government_office, audience::agency});
        know("bids", made.bid_id, {audience::agency, audience::government_office});
        auto const contract = "/v1/contracts/" + made.contract.text("id");
        know("contracts", made.contract.text("id"),
             {audience::government_office, audience::agency});
        pay_for(office, agency, contract);
    }

    // Up to an invoice, so that there is one to pay.
    void pay_for(participant& office, participant& agency, std::string const& contract) {
        office.api.post_on(office.api.get(contract), contract + "/sign");
        agency.api.post_on(agency.api.get(contract), contract + "/sign");
        know("milestones", first_id(office.api.get(contract + "/milestones")),
             {audience::government_office, audience::agency});
        auto const path = "/v1/milestones/" + objects_["milestones"];
        agency.api.post_on(
            agency.api.get(path), path + "/submit",
            R"({"evidence":[{"title":"报告","sha256":")" + std::string(64, 'b') + R"("}]})");
        office.api.post_on(office.api.get(path), path + "/accept");
        auto const invoice = agency.api.post(path + "/invoices",
                                             R"({"amount":{"amount":"1000.00","currency":"CNY"}})");
        CAPTURE(invoice.body);
        know("invoices", invoice.text("id"), {audience::government_office, audience::agency});
    }

    server_process server_;
    std::map<audience, std::vector<http_client>> clients_;
    std::vector<std::unique_ptr<participant>> people_;
    std::map<std::string, std::string> objects_;
    std::map<std::string, std::vector<audience>> parties_;
};

// What is public is not another's secret: these answer anybody who has the permission.
bool is_open_to_others(write_operation const& one) {
    static std::set<std::string> const open = {"POST /v1/tenders/{id}/bids",
                                               "POST /v1/supplies/{id}/reveal"};
    return open.contains(one.name());
}

// One route's requests, each of which must be refused.
class refusals {
  public:
    refusals(prepared_market& market, write_operation const& operation)
        : market_(market), operation_(operation) {
        auto const id = operation.has_id() ? market.object_of(operation) : std::string();
        INFO("no object is prepared for " << operation.name());
        REQUIRE(id);
        target_ = operation.path;
        if (auto const place = target_.find("{id}"); place != std::string::npos)
            target_.replace(place, 4, *id);
        auto const caller = market.caller_of(operation);
        INFO("nobody may call " << operation.name());
        REQUIRE((caller || operation.permission == security::permission::open));
        caller_ = caller.value_or(audience::enterprise);
        if (operation.body != nullptr) body_ = sample_object(*operation.body);
        version_ = current_version();
    }

    void without_a_key() {
        if (operation_.permission == security::permission::open) return;
        auto nobody = market_.anybody();
        expect(send(nobody, text_of(body_), version_), 401, "unauthenticated");
    }

    void with_another_organisations_key() {
        if (!operation_.has_id() || is_open_to_others(operation_)) return;
        expect(send(market_.stranger(caller_), text_of(body_), version_), 404, "not-found");
    }

    void with_wrong_types() {
        if (operation_.body == nullptr) return;
        for (auto const& [name, property] : (*operation_.body)["properties"].members()) {
            if (is_server_owned(property)) continue;
            auto body = body_;
            body.set(name, of_wrong_type(core_of(property)));
            expect_at(send(market_.owner(caller_), text_of(body), version_), "/" + name);
        }
    }

    void with_an_unknown_field() {
        if (operation_.body == nullptr) return;
        auto body = body_;
        body.set("no_such_field", json::value::of_integer(1));
        expect_at(send(market_.owner(caller_), text_of(body), version_), "/no_such_field");
    }

    void with_server_owned_fields() {
        if (operation_.body == nullptr) return;
        for (auto const& [name, property] : (*operation_.body)["properties"].members()) {
            if (!is_server_owned(property)) continue;
            auto body = body_;
            body.set(name, sample(name, core_of(property)));
            expect_at(send(market_.owner(caller_), text_of(body), version_), "/" + name);
        }
    }

    void with_a_stale_version() {
        if (!operation_.needs_version) return;
        expect(send(market_.owner(caller_), text_of(body_), "\"987654\""), 412, "stale-version");
        expect(send(market_.owner(caller_), text_of(body_), ""), 428, "precondition-required");
    }

  private:
    // Read as its owner does; objects that cannot be read alone have no version to be stale.
    std::string current_version() {
        if (!operation_.needs_version) return {};
        auto const path = "/v1/" + operation_.collection() + "/" +
                          target_.substr(5 + operation_.collection().size()).substr(0, 36);
        auto const etag = market_.owner(caller_).get(path).header("etag");
        return etag.empty() ? "\"1\"" : etag;
    }

    std::string text_of(json::value const& body) const {
        return operation_.body == nullptr ? std::string() : json::write(body);
    }

    answer send(http_client& who, std::string const& body, std::string const& version) {
        headers more{{"Content-Type", operation_.method == "PATCH" ? "application/merge-patch+json"
                                                                   : "application/json"}};
        if (body.empty()) more.clear();
        if (!version.empty()) more.emplace_back("If-Match", version);
        if (operation_.needs_key)
            more.emplace_back("Idempotency-Key", "matrix-" + std::to_string(++requests_));
        return who.request(operation_.method, target_, body, more);
    }

    void expect(answer const& got, int status, std::string_view problem) const {
        INFO(operation_.name() << " answered " << got.status << " " << got.body);
        CHECK(got.status == status);
        CHECK(got.problem() == problem);
        CHECK(got.header("content-type").find("application/problem+json") == 0);
    }

    void expect_at(answer const& got, std::string const& pointer) const {
        expect(got, 400, "invalid-fields");
        auto const pointers = got.error_pointers();
        INFO(operation_.name() << " should name " << pointer << ": " << got.body);
        CHECK(std::any_of(pointers.begin(), pointers.end(),
                          [&](std::string const& one) { return one.starts_with(pointer); }));
    }

    prepared_market& market_;
    write_operation const& operation_;
    std::string target_;
    audience caller_ = audience::enterprise;
    json::value body_ = json::value::of_object();
    std::string version_;
    int requests_ = 0;
};

} // namespace

TEST_CASE("every write refuses what is wrong about a request, says so, and changes nothing") {
    prepared_market market;
    auto const description = market.description();
    auto const operations = writes_of(description);
    REQUIRE(operations.size() > 40);
    auto const head = market.journal_head();
    for (auto const& operation : operations) {
        INFO(operation.name());
        refusals route(market, operation);
        route.without_a_key();
        route.with_another_organisations_key();
        route.with_wrong_types();
        route.with_an_unknown_field();
        route.with_server_owned_fields();
        route.with_a_stale_version();
        CHECK(market.journal_head() == head);
    }
    std::cout << operations.size() << " writes were tried.\n";
}

} // namespace talent::test
