// Every write of the API, taken from the server's own description of itself, with each thing that
// can be wrong about a request: the documented problem comes back, and the journal has not grown.
#include <catch2/catch.hpp>

#include <algorithm>
#include <iostream>
#include <set>

#include "common/security/permission.hpp"
#include "tests/api/described_writes.hpp"
#include "tests/api/prepared_market.hpp"

namespace talent::test {
namespace {

using security::audience;

// What is public is not another's secret: these answer anybody who has the permission.
bool is_open_to_others(write_operation const& one) {
    static std::set<std::string> const open = {
        "POST /v1/tenders/{id}/bids", "POST /v1/tenders/{id}/remedies",
        "POST /v1/tenders/{id}/questions", "POST /v1/supplies/{id}/reveal"};
    return open.contains(one.name());
}

// One route's requests, each of which must be refused.
class refusals {
  public:
    refusals(prepared_market& market, write_operation const& operation)
        : market_(market), operation_(operation) {
        auto const id = operation.has_id() ? market.object_of(operation.path) : std::string();
        INFO("no object is prepared for " << operation.name());
        REQUIRE(id);
        target_ = operation.path;
        // A key has no sessions; whose they may end is tested where people have some.
        constexpr std::string_view session = "{session_id}";
        if (auto const place = target_.find(session); place != std::string::npos)
            target_.replace(place, session.size(), "01900000-0000-7000-8000-000000000000");
        if (auto const place = target_.find("{id}"); place != std::string::npos)
            target_.replace(place, 4, *id);
        auto const caller = market.caller_of(operation.permission, operation.path);
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

    /// Every fault is named at once, not the first alone.
    void with_everything_wrong() {
        if (operation_.body == nullptr) return;
        auto body = json::value::of_object();
        std::set<std::string> wanted;
        for (auto const& [name, property] : (*operation_.body)["properties"].members()) {
            body.set(name, of_wrong_type(core_of(property)));
            wanted.insert("/" + name);
        }
        body.set("no_such_field", json::value::of_integer(1));
        wanted.insert("/no_such_field");
        auto const got = send(market_.owner(caller_), text_of(body), version_);
        expect(got, 400, "invalid-fields");
        auto const pointers = got.error_pointers();
        CHECK(std::set<std::string>(pointers.begin(), pointers.end()) == wanted);
        CHECK(pointers.size() == wanted.size());
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
        auto const collection = collection_of(operation_.path);
        auto const path =
            !operation_.has_id()
                ? target_
                : "/v1/" + collection + "/" + target_.substr(5 + collection.size()).substr(0, 36);
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
        route.with_everything_wrong();
        route.with_an_unknown_field();
        route.with_server_owned_fields();
        route.with_a_stale_version();
        CHECK(market.journal_head() == head);
    }
    std::cout << operations.size() << " writes were tried.\n";
}

} // namespace talent::test
