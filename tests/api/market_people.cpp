#include "tests/api/market_people.hpp"

#include <catch2/catch.hpp>

#include "common/base/clock.hpp"
#include "common/vocabulary/credit_code.hpp"

namespace talent::test {
namespace {

constexpr std::string_view password = "correct horse battery staple";

std::string registration_of(organisation_wish const& wish, std::string const& email) {
    return R"({"organisation":{"kind":")" + wish.kind + R"(","name":")" + wish.name +
           R"(","credit_code":")" + valid_credit_code(wish.region, wish.serial) +
           R"(","region":")" + wish.region + R"(","capabilities":)" + wish.capabilities +
           (wish.test ? R"(,"test":true)" : "") + R"(,"legal_representative":"代表)" +
           std::to_string(wish.serial) + R"(","phone":"0571-8800)" +
           std::to_string(1000 + wish.serial) + R"(","address":"文三路)" +
           std::to_string(wish.serial) + R"(号"},"administrator":{"name":"管理员","email":")" +
           email + R"(","password":")" + std::string(password) + R"("}})";
}

// Logs in and makes a key that may do everything: what a person does once in the console.
std::string first_api_key(http_client& anybody, std::string const& email) {
    auto const login = anybody.post("/v1/sessions", R"({"email":")" + email + R"(","password":")" +
                                                        std::string(password) + R"("})");
    REQUIRE(login.status == 201);
    auto const cookie = login.header("set-cookie");
    auto const key = anybody.post(
        "/v1/api_keys", R"({"name":"integration","roles":["administrator","manager","finance"]})",
        {{"Cookie", cookie.substr(0, cookie.find(';'))},
         {"X-CSRF-Token", login.text("csrf_token")}});
    REQUIRE(key.status == 201);
    return key.text("secret");
}

} // namespace

std::string valid_credit_code(std::string const& region, int serial) {
    std::string digits = std::to_string(serial);
    std::string code = "91" + region + std::string(9 - digits.size(), '0') + digits;
    code.push_back(*vocabulary::credit_code_check_digit(code));
    return code;
}

std::string in_time(std::chrono::hours ahead) {
    return format_instant(system_clock{}.now() + ahead);
}

participant register_in_market(server_process const& server, organisation_wish const& wish) {
    auto anybody = server.client();
    std::string const email =
        (wish.test ? "test" : "admin") + std::to_string(wish.serial) + "@example.cn";
    auto const registered = anybody.post("/v1/organisations", registration_of(wish, email));
    CAPTURE(registered.body);
    REQUIRE(registered.status == 201);
    return {registered.text("id"), server.client(first_api_key(anybody, email))};
}

participant join_market(server_process const& server, http_client& market_operator,
                        organisation_wish const& wish) {
    auto joined = register_in_market(server, wish);
    auto const path = "/v1/organisations/" + joined.id;
    auto const registered = joined.api.get(path);
    auto const submitted = joined.api.post_on(registered, path + "/submit");
    CAPTURE(submitted.body);
    REQUIRE(submitted.status == 200);
    auto const verified = market_operator.post_on(submitted, path + "/verify");
    CAPTURE(verified.body);
    REQUIRE(verified.text("status") == "verified");
    return joined;
}

void add_licence(participant& agency, http_client& market_operator, std::string const& number) {
    auto const declared = agency.api.post(
        "/v1/qualifications",
        R"({"kind":"human_resources_service_licence","number":")" + number +
            R"(","issued_by":"杭州市人力资源和社会保障局","valid_from":"2024-01-01","valid_until":"2099-12-31"})");
    REQUIRE(declared.status == 201);
    auto const verified =
        market_operator.post_on(declared, "/v1/qualifications/" + declared.text("id") + "/verify");
    REQUIRE(verified.text("status") == "verified");
}

} // namespace talent::test
