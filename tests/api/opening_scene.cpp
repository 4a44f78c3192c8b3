#include "tests/api/opening_scene.hpp"

#include <catch2/catch.hpp>

#include <map>
#include <vector>

#include "common/security/sealed_box.hpp"

namespace talent::test {
namespace {

struct named_officer {
    std::string bearer;
    security::secret_key secret;
    std::string opening_key_id;
};

std::map<std::string, std::vector<named_officer>>& officers_of() {
    static std::map<std::string, std::vector<named_officer>> kept;
    return kept;
}

named_officer make_officer(http_client& office, std::string const& label) {
    auto const made =
        office.post("/v1/api_keys", R"({"name":")" + label + R"(","roles":["manager"]})");
    CAPTURE(made.body);
    REQUIRE(made.status == 201);
    named_officer one{made.text("secret"), security::secret_key::random(), {}};
    auto const registered =
        office.as(one.bearer)
            .post("/v1/opening_keys",
                  R"({"label":")" + label + R"(","public_key":")" +
                      security::to_hexadecimal(security::box_public_key_of(one.secret)) + R"("})");
    CAPTURE(registered.body);
    REQUIRE(registered.status == 201);
    one.opening_key_id = registered.text("id");
    return one;
}

} // namespace

void name_officers(http_client& office, std::string const& tender_id) {
    auto& named = officers_of()[tender_id];
    std::string list;
    for (int i = 1; i <= 3; ++i) {
        named.push_back(make_officer(office, "开标人" + std::to_string(i)));
        list += (list.empty() ? "" : ",");
        list += R"({"opening_key_id":")" + named.back().opening_key_id + R"("})";
    }
    auto const done =
        office.post("/v1/tenders/" + tender_id + "/key", R"({"officers":[)" + list + "]}");
    CAPTURE(done.body);
    REQUIRE(done.status == 201);
}

http_client officer_client(http_client const& office, std::string const& tender_id,
                           std::size_t place) {
    return office.as(officers_of().at(tender_id).at(place).bearer);
}

std::string officer_share(http_client& office, std::string const& tender_id, std::size_t place) {
    auto const sealed =
        officer_client(office, tender_id, place).get("/v1/tenders/" + tender_id + "/opening/share");
    CAPTURE(sealed.body);
    REQUIRE(sealed.status == 200);
    auto const box = security::from_base64url(sealed.text("sealed_share"));
    REQUIRE(box);
    auto const share = security::open_box(officers_of().at(tender_id).at(place).secret, *box);
    REQUIRE(share);
    return security::to_hexadecimal(share->view());
}

answer release_share(http_client& office, std::string const& tender_id, std::size_t place) {
    return officer_client(office, tender_id, place)
        .post("/v1/tenders/" + tender_id + "/opening/shares",
              R"({"share":")" + officer_share(office, tender_id, place) + R"("})");
}

answer act_of_opening(http_client& office, std::string const& tender_id) {
    auto const path = "/v1/tenders/" + tender_id;
    // Where too few bids came; refused where it is not needed.
    office.post_on(office.get(path), path + "/proceed", R"({"reasons":["杭财采〔2026〕7号"]})");
    return office.post_on(office.get(path), path + "/open",
                          R"({"witnesses":[{"organisation":"公证处","capacity":"公证员"}]})");
}

answer open_bids(http_client& office, std::string const& tender_id) {
    for (std::size_t place : {0U, 2U}) {
        auto const released = release_share(office, tender_id, place);
        CAPTURE(released.body);
        REQUIRE(released.status == 201);
    }
    auto opened = act_of_opening(office, tender_id);
    CAPTURE(opened.body);
    REQUIRE(opened.status == 200);
    return opened;
}

} // namespace talent::test
