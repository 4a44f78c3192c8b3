#include "tests/api/erasure_scene.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <iostream>
#include <map>
#include <random>

#include "tests/api/market_scenes.hpp"

namespace talent::test {
namespace {

constexpr auto member_password = "a canary's long password";

} // namespace

headers session_headers(answer const& login) {
    auto const cookie = login.header("set-cookie");
    return {{"Cookie", cookie.substr(0, cookie.find(';'))},
            {"X-CSRF-Token", login.text("csrf_token")}};
}

erasure_scene::erasure_scene(engine on)
    : on_(on),
      seed_(std::random_device{}()),
      maker_(seed_),
      server_(on),
      operator_key_(server_.found_operator("330000")) {
    std::cout << "canaries of seed " << seed_ << " on " << name_of(on) << "\n";
    start();
}

void erasure_scene::fill_the_market() {
    auto overseer = server_.client(operator_key_);
    enterprise_ = newcomer("enterprise", "[]", 1);
    agency_ = newcomer("agency", R"(["hr_company"])", 2);
    office_ = newcomer("government_office", "[]", 3);
    participant agency{agency_.id, client(agency_)};
    add_licence(agency, overseer, "L-77");
    change_an_organisation();
    add_members();
    write_a_record();
    look_at_the_record();
    provoke_errors();
}

void erasure_scene::start() {
    auto const settings = server_.data_directory() + "/settings.toml";
    std::ofstream(settings) << "[log]\nlevel = \"debug\"\n";
    server_.start({"--config", settings});
}

http_client erasure_scene::client(organisation_of_canaries const& one) {
    return server_.client(one.key);
}

person_values erasure_scene::a_person(bool chinese) {
    return {chinese ? maker_.chinese_name() : maker_.latin_name(), maker_.email(), maker_.phone()};
}

void erasure_scene::know(person_values const& one, whose they_are) {
    for (auto const& value : {one.name, one.email, one.phone}) {
        all_.add(value);
        if (they_are != whose::strangers) others_.add(value);
        if (they_are == whose::leaving) erased_.add(value);
    }
}

answer erasure_scene::log_in(person_values const& one) {
    auto anybody = server_.client();
    return anybody.post("/v1/sessions", R"({"email":")" + one.email + R"(","password":")" +
                                            std::string(member_password) + R"("})");
}

erasure_scene::organisation_of_canaries erasure_scene::newcomer(std::string const& kind,
                                                                std::string const& capabilities,
                                                                int serial) {
    auto const representative = a_person(serial % 2 == 0);
    organisation_of_canaries made{
        .id = {}, .key = {}, .administrator = a_person(serial % 2 == 1), .body = {}};
    auto const owner = kind == "government_office" ? whose::strangers : whose::staying;
    know(representative, owner);
    know(made.administrator, owner);
    made.body = R"({"organisation":{"kind":")" + kind + R"(","name":"机构)" +
                std::to_string(serial) + R"(","credit_code":")" +
                valid_credit_code("330100", serial) + R"(","region":"330100","capabilities":)" +
                capabilities + R"(,"legal_representative":")" + representative.name +
                R"(","phone":")" + representative.phone +
                R"(","address":"文三路 1 号"},"administrator":{"name":")" +
                made.administrator.name + R"(","email":")" + made.administrator.email +
                R"(","password":")" + std::string(member_password) + R"("}})";
    auto anybody = server_.client();
    headers const key{{"Idempotency-Key", "register-" + std::to_string(serial)}};
    CHECK(anybody.post("/v1/organisations?dry_run=true", made.body).status == 201);
    auto const registered = anybody.post("/v1/organisations", made.body, key);
    CAPTURE(registered.body);
    REQUIRE(registered.status == 201);
    CHECK(registered.text("legal_representative") == representative.name);
    CHECK(anybody.post("/v1/organisations", made.body, key).body == registered.body);
    made.id = registered.text("id");
    auto const login = log_in(made.administrator);
    REQUIRE(login.status == 201);
    made.key =
        anybody
            .post("/v1/api_keys", R"({"name":"integration","roles":["administrator","manager"]})",
                  session_headers(login))
            .text("secret");
    verify(made, registered);
    return made;
}

void erasure_scene::verify(organisation_of_canaries const& one, answer const& registered) {
    auto overseer = server_.client(operator_key_);
    auto own = client(one);
    auto const path = "/v1/organisations/" + one.id;
    auto const submitted = own.post_on(registered, path + "/submit");
    REQUIRE(submitted.status == 200);
    auto const verified = overseer.post_on(submitted, path + "/verify");
    CAPTURE(verified.body);
    REQUIRE(verified.text("status") == "verified");
}

void erasure_scene::change_an_organisation() {
    auto own = client(office_);
    auto const path = "/v1/organisations/" + office_.id;
    auto const other = a_person(true);
    know(other, whose::strangers);
    auto const seen = own.get(path);
    auto const changed = own.request("PATCH", path, R"({"phone":")" + other.phone + R"("})",
                                     {{"If-Match", seen.header("etag")},
                                      {"Content-Type", "application/merge-patch+json"},
                                      {"Idempotency-Key", "change"}});
    CAPTURE(changed.body);
    REQUIRE(changed.text("phone") == other.phone);
    CHECK(changed.text("legal_representative") == seen.text("legal_representative"));
}

std::string erasure_scene::member_body(person_values const& one) const {
    return R"({"name":")" + one.name + R"(","email":")" + one.email +
           R"(","roles":["manager"],"password":")" + std::string(member_password) + R"("})";
}

void erasure_scene::add_members() {
    leaving_values_ = a_person(true);
    themself_values_ = a_person(false);
    auto const stays = a_person(true);
    know(leaving_values_, whose::leaving);
    know(themself_values_, whose::leaving);
    know(stays, whose::staying);
    auto own = client(enterprise_);
    leaving_body_ = member_body(leaving_values_);
    headers const key{{"Idempotency-Key", "add"}};
    CHECK(own.post("/v1/members?dry_run=true", leaving_body_).status == 201);
    auto const added = own.post("/v1/members", leaving_body_, key);
    CAPTURE(added.body);
    REQUIRE(added.status == 201);
    CHECK(added.text("name") == leaving_values_.name);
    auto const replayed = own.post("/v1/members", leaving_body_, key);
    CHECK(replayed.body == added.body);
    CHECK(replayed.header("idempotent-replayed") == "true");
    leaving_ = added.text("id");
    themself_ = own.post("/v1/members", member_body(themself_values_)).text("id");
    REQUIRE(own.post("/v1/members", member_body(stays)).status == 201);
    auto const login = log_in(leaving_values_);
    REQUIRE(login.status == 201);
    auto const all = own.get("/v1/identity/export");
    CHECK(all.status == 404); // a key is nobody
    auto const own_export = server_.client().get("/v1/identity/export", session_headers(login));
    CAPTURE(own_export.body);
    CHECK(own_export["member"]["email"].text() == leaving_values_.email);
    CHECK(own_export["sessions"].elements().size() == 1);
    CHECK(own_export["entries"].elements().empty());
}

void erasure_scene::write_a_record() {
    auto own = client(agency_);
    talent_ = a_person(true);
    know(talent_, whose::leaving);
    supply_ = publish(own, "supplies", supply_text()).text("id");
    auto const path = "/v1/supplies/" + supply_;
    auto const body = [&](std::string const& name) {
        return R"({"name":")" + name + R"(","phone":")" + talent_.phone + R"(","email":")" +
               talent_.email + R"("})";
    };
    auto const before = maker_.latin_name();
    all_.add(before);
    erased_.add(before);
    auto const made = own.put(path + "/personal_record", body(before));
    CAPTURE(made.body);
    REQUIRE(made.status == 204);
    CHECK(own.put(path + "/personal_record", body(talent_.name)).problem() ==
          "precondition-required");
    auto const changed =
        own.put(path + "/personal_record", body(talent_.name), {{"If-Match", made.header("etag")}});
    REQUIRE(changed.status == 204);
    CHECK(own.put(path + "/personal_record", body(before), {{"If-Match", made.header("etag")}})
              .problem() == "stale-version");
    CHECK(changed.header("etag") == own.get(path + "/personal_record").header("etag"));
    REQUIRE(own.post(path + "/consents",
                     R"({"purpose":"recruitment","text_version":"1","evidence":"form 17"})")
                .status == 201);
}

void erasure_scene::look_at_the_record() {
    auto own = client(agency_);
    auto other = client(enterprise_);
    auto const path = "/v1/supplies/" + supply_;
    auto const shown =
        other.post(path + "/reveal", R"({"purpose":"recruitment"})", {{"Idempotency-Key", "look"}});
    CHECK(shown["personal_record"]["name"].text() == talent_.name);
    auto const everything = own.get(path + "/export");
    CAPTURE(everything.body);
    CHECK(everything["personal_record"]["email"].text() == talent_.email);
    CHECK(everything["consents"].elements().size() == 1);
    CHECK(everything["listing"]["id"].text() == supply_);
    auto const looks = own.get(path + "/reveals");
    // By kind: two of one millisecond, written by different threads, may come in either order.
    std::map<std::string, std::string> who;
    for (auto const& look : looks["items"].elements())
        who.emplace(look["kind"].text(), look["organisation_id"].text());
    CHECK(who == std::map<std::string, std::string>{
                     {"read", agency_.id}, {"revealed", enterprise_.id}, {"exported", agency_.id}});
    CHECK(looks["items"].elements().size() == who.size());
}

void erasure_scene::provoke_errors() {
    auto own = client(enterprise_);
    auto const wrong = a_person(false);
    know(wrong, whose::staying);
    auto const check = [&](answer const& refused) {
        CHECK(refused.status >= 400);
        CHECK(all_.in_text(refused.body).empty());
    };
    check(own.post("/v1/members", member_body(leaving_values_)));
    check(own.post("/v1/members",
                   R"({"name":")" + wrong.name + R"(","email":")" + wrong.phone + R"(","no":1})"));
    check(own.post("/v1/members", "{\"name\":\"" + wrong.name));
    check(log_in(wrong));
    check(own.get("/v1/members?limit=" + wrong.email));
    check(client(agency_).put("/v1/supplies/" + supply_ + "/personal_record",
                              R"({"name":5,"email":")" + wrong.email + R"("})"));
    check(server_.client().post("/v1/organisations", enterprise_.body));
}

} // namespace talent::test
