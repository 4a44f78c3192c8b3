// Reviews through the API, on every database: blind, then open; the store's rule is the model's.
#include <catch2/catch.hpp>
#include <random>

#include "common/db/record.hpp"
#include "services/offerings/store.hpp"
#include "tests/store/offerings/market.hpp"

using namespace talent;
using namespace talent::test;

namespace {

std::string review_body(int rating, std::string const& text) {
    return R"({"rating":)" + std::to_string(rating) + R"(,"text":")" + text + R"("})";
}

std::size_t seen(market& m, answer const& order, security::principal const& who) {
    return m.get(path_of("orders", order, "reviews"), who).body["items"].elements().size();
}

answer reviews_of(market& m, security::principal const& whom) {
    return m.get("/v1/organisations/" + to_string(whom.organisation) + "/reviews", m.anybody);
}

} // namespace

TEST_CASE("reviews open when both sides have written, and their entries never tell") {
    market m(GENERATE(from_range(dialects())));
    auto const order = m.finished_order();
    auto const path = path_of("orders", order, "reviews");
    CHECK(m.post(path, m.rival, review_body(1, "外人")).slug == "not-found");
    auto const first = m.post(path, m.enterprise, review_body(4, "不错"));
    REQUIRE(first.status == 201);
    CHECK(first.text("side") == "buyer");
    CHECK_FALSE(first.body["published"].boolean());
    REQUIRE(first.entries.size() == 1);
    CHECK(first.entries[0].visible == journal::visibility::closed);
    CHECK(journal::names_party(first.entries[0], m.enterprise.organisation));
    CHECK_FALSE(journal::names_party(first.entries[0], m.agency.organisation));
    CHECK(m.post(path, m.enterprise, review_body(1, "再来")).slug == "duplicate");
    CHECK(seen(m, order, m.enterprise) == 1);
    CHECK(seen(m, order, m.agency) == 0);
    CHECK(reviews_of(m, m.agency).body["n"].integer() == 0);
    CHECK(reviews_of(m, m.agency).body["average_rating_hundredths"].is_null());

    auto const second = m.post(path, m.agency, review_body(5, "好客户"));
    CHECK(second.body["published"].boolean());
    CHECK(second.entries.at(0).visible == journal::visibility::closed);
    CHECK(seen(m, order, m.enterprise) == 2);
    CHECK(seen(m, order, m.agency) == 2);
    auto const open = reviews_of(m, m.agency);
    CHECK(open.body["n"].integer() == 1);
    CHECK(open.body["average_rating_hundredths"].integer() == 400);
    CHECK(open.body["items"].elements().at(0)["text"].text() == "不错");
}

TEST_CASE("a review alone opens after seven days, and then the other side is too late") {
    market m(GENERATE(from_range(dialects())));
    auto const order = m.finished_order();
    auto const path = path_of("orders", order, "reviews");
    REQUIRE(m.post(path, m.agency, review_body(2, "付款慢")).status == 201);
    m.clock.advance(std::chrono::days{7} - std::chrono::milliseconds{1});
    CHECK(seen(m, order, m.enterprise) == 0);
    CHECK(reviews_of(m, m.enterprise).body["n"].integer() == 0);
    m.clock.advance(std::chrono::milliseconds{1});
    CHECK(seen(m, order, m.enterprise) == 1);
    CHECK(reviews_of(m, m.enterprise).body["average_rating_hundredths"].integer() == 200);
    CHECK(m.post(path, m.enterprise, review_body(1, "报复")).slug == "wrong-state");
}

TEST_CASE("an order that is not finished has no reviews") {
    market m(db::dialect::sqlite);
    auto const order = m.order(m.publish(std::string(consulting_fixed)));
    CHECK(m.post(path_of("orders", order, "reviews"), m.enterprise, review_body(5, "快")).slug ==
          "wrong-state");
    CHECK(m.get(path_of("orders", order, "reviews"), m.rival).slug == "not-found");
    auto const nobody = "/v1/organisations/" + to_string(make_uuid(m.clock.now())) + "/reviews";
    CHECK(m.get(nobody, m.anybody).slug == "not-found");
}

TEST_CASE("the store opens exactly the reviews that the model opens, at random times") {
    market m(GENERATE(from_range(dialects())));
    std::mt19937_64 random(20261125);
    std::uniform_int_distribution<std::int64_t> hours(0, 14 * 24);
    auto const start = m.clock.now();
    std::vector<offerings::review> of_buyers;
    std::vector<bool> answered;
    for (int i = 0; i < 12; ++i) {
        m.clock.set(start);
        auto const order = m.finished_order();
        auto const path = path_of("orders", order, "reviews");
        m.clock.advance(std::chrono::hours{hours(random)});
        REQUIRE(m.post(path, m.enterprise, review_body(1 + i % 5, "评")).status == 201);
        of_buyers.push_back({.rating = 1 + i % 5, .written_at = m.clock.now()});
        bool const both = i % 3 == 0;
        if (both) REQUIRE(m.post(path, m.agency, review_body(5, "评")).status == 201);
        answered.push_back(both);
    }
    for (int i = 0; i < 60; ++i) {
        // The reviews are all there already: a look before one was written has no meaning.
        m.clock.set(start + std::chrono::days{14} + std::chrono::hours{hours(random)});
        std::int64_t sum = 0;
        std::int64_t count = 0;
        for (std::size_t n = 0; n < of_buyers.size(); ++n) {
            if (!is_published(of_buyers[n], answered[n], m.clock.now())) continue;
            sum += of_buyers[n].rating;
            ++count;
        }
        auto const shown = reviews_of(m, m.agency);
        REQUIRE(shown.body["n"].integer() == count);
        REQUIRE(static_cast<std::int64_t>(shown.body["items"].elements().size()) == count);
        auto const average = offerings::summarise(sum, count).average_hundredths;
        REQUIRE(shown.body["average_rating_hundredths"].integer() == average);
    }
}

TEST_CASE("the database itself refuses a second review of one side and a rating of six") {
    market m(GENERATE(from_range(dialects())));
    auto const order = m.finished_order();
    offerings::review one{.id = make_uuid(m.clock.now()),
                          .order_id = parse_uuid(order.text("id")).value(),
                          .author_id = m.enterprise.organisation,
                          .subject_id = m.agency.organisation,
                          .rating = 5,
                          .text = "好",
                          .written_at = m.clock.now()};
    auto const insert = [&] {
        m.database().write_now([&](db::session& sql) {
            db::insert(sql, offerings::store::reviews_table, one);
            return db::verdict::keep;
        });
    };
    one.rating = 6;
    CHECK_THROWS_AS(insert(), db::error);
    one.rating = 5;
    insert();
    one.id = make_uuid(m.clock.now());
    CHECK_THROWS_AS(insert(), db::error);
}
