// The seller's catalogue through the API, on every database: drafts, the publication gate,
// moderation, who sees what.
#include <catch2/catch.hpp>

#include "tests/store/offerings/market.hpp"

using namespace talent;
using namespace talent::test;
using faults = std::vector<std::string>;

namespace {

std::string const draft_body =
    R"({"title":"猎头","category":"headhunting","regions":["330100"],"price_model":"fixed"})";

journal::entry const& only_entry(answer const& one) {
    REQUIRE(one.entries.size() == 1);
    return one.entries.front();
}

} // namespace

TEST_CASE("an offering is drafted unseen, published when complete and licensed, and then open") {
    market m(GENERATE(from_range(dialects())));
    auto const drafted = m.post("/v1/offerings", m.agency, draft_body);
    REQUIRE(drafted.status == 201);
    CHECK(drafted.text("number") == "OF-330100-2026-000001");
    CHECK(drafted.text("chain_stage") == "introduction");
    CHECK(drafted.header("ETag") == "\"1\"");
    CHECK(only_entry(drafted).visible == journal::visibility::parties);
    CHECK(journal::names_party(only_entry(drafted), m.agency.organisation));
    CHECK(m.get(path_of("offerings", drafted), m.agency).status == 200);
    CHECK(m.get(path_of("offerings", drafted), m.operators).status == 200);
    for (auto const& who : {m.rival, m.enterprise, m.far_operators, m.anybody}) {
        CHECK(m.get(path_of("offerings", drafted), who).slug == "not-found");
    }

    auto const refused = m.post(path_of("offerings", drafted, "publish"), m.agency, {}, 1);
    CHECK(refused.slug == "publication-refused");
    CHECK(refused.faults == faults{"/description required", "/terms required",
                                   "/response_hours required", "/delivery_days required",
                                   "/price required"});
    auto const edited =
        m.send(http::method::patch, path_of("offerings", drafted), m.agency,
               R"({"description":"内容","terms":"条款","response_hours":24,"delivery_days":10,
                                   "price":{"amount":"10.00","currency":"CNY"}})",
               1);
    REQUIRE(edited.status == 200);
    CHECK(only_entry(edited).visible == journal::visibility::parties);
    CHECK(m.post(path_of("offerings", drafted, "publish"), m.agency, {}, 2).slug ==
          "licence-missing");

    m.license(m.agency, identity::qualification_kind::human_resources_service_licence, "人社-1");
    CHECK(m.post(path_of("offerings", drafted, "publish"), m.agency, {}, 1).slug ==
          "stale-version");
    CHECK(m.post(path_of("offerings", drafted, "publish"), m.agency).slug ==
          "precondition-required");
    auto const published = m.post(path_of("offerings", drafted, "publish"), m.agency, {}, 2);
    REQUIRE(published.status == 200);
    CHECK(published.text("licence_number") == "人社-1");
    CHECK(published.body.find("published_at") != nullptr);
    CHECK(only_entry(published).type == "offering.published");
    CHECK(only_entry(published).visible == journal::visibility::open);
    CHECK(only_entry(published).region == "330100");
    CHECK(m.get(path_of("offerings", drafted), m.anybody).status == 200);
    CHECK(m.get("/v1/offerings/OF-330100-2026-000001", m.enterprise).text("id") ==
          drafted.text("id"));
}

TEST_CASE("a licence is asked for on the day in Shanghai, not in Greenwich") {
    market m(db::dialect::sqlite);
    m.license(m.agency, identity::qualification_kind::human_resources_service_licence, "人社-1");
    m.clock.set(parse_instant("2026-12-31T23:59:59.999+08:00").value());
    auto const published = m.publish(std::string(headhunting_fixed));
    m.clock.set(parse_instant("2027-01-01T00:00:00+08:00").value());
    CHECK(m.send(http::method::patch, path_of("offerings", published), m.agency,
                 R"({"title":"改名"})", published.version())
              .slug == "licence-missing");
}

TEST_CASE("only a verified agency publishes, and what is published has to stay complete") {
    market m(db::dialect::sqlite);
    CHECK(m.post("/v1/offerings", m.enterprise, draft_body).slug == "forbidden");
    CHECK(m.post("/v1/offerings", m.office, draft_body).slug == "forbidden");
    auto const published = m.publish(std::string(consulting_fixed));
    CHECK(m.send(http::method::patch, path_of("offerings", published), m.agency,
                 R"({"price":null})", 2)
              .faults == faults{"/price required"});
    CHECK(m.send(http::method::patch, path_of("offerings", published), m.agency,
                 R"({"price_model":"quote"})", 2)
              .faults == faults{"/price not_applicable"});
    CHECK(m.send(http::method::patch, path_of("offerings", published), m.rival,
                 R"({"title":"改名"})", 2)
              .slug == "not-found");
    REQUIRE(m.post(path_of("offerings", published, "withdraw"), m.agency, {}, 2).status == 200);
    CHECK(m.get(path_of("offerings", published), m.anybody).slug == "not-found");
    m.set_status(m.agency, identity::organisation_status::suspended);
    CHECK(m.post(path_of("offerings", published, "publish"), m.agency, {}, 3).slug ==
          "organisation-not-verified");
    m.set_status(m.agency, identity::organisation_status::verified);
    CHECK(m.post(path_of("offerings", published, "publish"), m.agency, {}, 3).status == 200);
}

TEST_CASE("the operator of the region suspends with a reason, and the seller cannot get round it") {
    market m(GENERATE(from_range(dialects())));
    auto const published = m.publish(std::string(consulting_fixed));
    auto const suspend = path_of("offerings", published, "suspend");
    std::string const why = R"({"reason":"描述不实"})";
    CHECK(m.post(suspend, m.agency, why, 2).slug == "forbidden");
    CHECK(m.post(suspend, m.far_operators, why, 2).slug == "not-found");
    CHECK(m.post(suspend, m.operators, "{}", 2).faults == faults{"/reason required"});
    auto const suspended = m.post(suspend, m.operators, why, 2);
    REQUIRE(suspended.status == 200);
    CHECK(suspended.text("state_reason") == "描述不实");
    CHECK(only_entry(suspended).visible == journal::visibility::open);
    CHECK(only_entry(suspended).reason == "描述不实");
    CHECK(m.get(path_of("offerings", published), m.enterprise).slug == "not-found");
    for (auto const* step : {"publish", "withdraw"}) {
        CHECK(m.post(path_of("offerings", published, step), m.agency, {}, 3).slug == "wrong-state");
    }
    auto const corrected = m.send(http::method::patch, path_of("offerings", published), m.agency,
                                  R"({"description":"更正"})", 3);
    REQUIRE(corrected.status == 200);
    CHECK(only_entry(corrected).visible == journal::visibility::parties);
    auto const reinstated =
        m.post(path_of("offerings", published, "reinstate"), m.operators, {}, 4);
    CHECK(reinstated.text("state") == "published");
    CHECK(reinstated.text("state_reason").empty());
}

TEST_CASE("a draft is deleted with a tombstone, what was published is not") {
    market m(GENERATE(from_range(dialects())));
    auto const drafted = m.post("/v1/offerings", m.agency, draft_body);
    CHECK(m.send(http::method::delete_, path_of("offerings", drafted), m.rival, {}, 1).slug ==
          "not-found");
    auto const gone = m.send(http::method::delete_, path_of("offerings", drafted), m.agency, {}, 1);
    CHECK(gone.status == 204);
    CHECK(only_entry(gone).after.empty());
    CHECK(m.get(path_of("offerings", drafted), m.agency).slug == "not-found");
    auto const published = m.publish(std::string(consulting_fixed));
    CHECK(m.send(http::method::delete_, path_of("offerings", published), m.agency, {}, 2).slug ==
          "wrong-state");
}

TEST_CASE("one's own offerings are listed by page and state, and a talent's key lists none") {
    market m(GENERATE(from_range(dialects())));
    for (int i = 0; i < 3; ++i)
        CHECK(m.post("/v1/offerings", m.agency, draft_body).status == 201);
    m.publish(std::string(consulting_fixed));
    auto const page = m.get("/v1/offerings?limit=3", m.agency);
    CHECK(page.body["items"].elements().size() == 3);
    auto const rest = m.get("/v1/offerings?limit=3&cursor=" + page.text("next"), m.agency);
    CHECK(rest.body["items"].elements().size() == 1);
    CHECK(m.get("/v1/offerings?state=published", m.agency).body["items"].elements().size() == 1);
    CHECK(m.get("/v1/offerings", m.rival).body["items"].elements().empty());
    CHECK(m.get("/v1/offerings?state=expired", m.agency).faults == faults{"?state unknown_value"});
    auto talent_of_agency = m.agency;
    talent_of_agency.audience = security::audience::talent;
    CHECK(m.get("/v1/offerings", talent_of_agency).slug == "forbidden");
}
