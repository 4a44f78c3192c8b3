// The rules of reviews: two-sided, and blind until both have written or seven days have passed.
#include <catch2/catch.hpp>
#include <random>

#include "services/offerings/model.hpp"

using namespace talent;
using namespace talent::offerings;

namespace {

using enum order_side;

instant const finished = parse_instant("2026-06-01T10:00:00+08:00").value();
uuid const buyer_id = make_uuid(finished);
uuid const seller_id = make_uuid(finished);
uuid const stranger_id = make_uuid(finished);

review written(order_side side, instant when) {
    return {.author_id = side == buyer ? buyer_id : seller_id,
            .side = side,
            .rating = 4,
            .written_at = when};
}

bool sees(uuid const& viewer, order_side whose, std::vector<review> const& all, instant now) {
    for (auto const& each : shown_to(viewer, all, now)) {
        if (each.side == whose) return true;
    }
    return false;
}

} // namespace

TEST_CASE("whatever the times, nobody sees the other's review before writing or seven days") {
    std::mt19937_64 random(20261124);
    std::uniform_int_distribution<std::int64_t> milliseconds(0, 14LL * 24 * 3600 * 1000);
    auto const some_time = [&] {
        return finished + std::chrono::milliseconds{milliseconds(random)};
    };
    for (int i = 0; i < 20'000; ++i) {
        auto const first_at = some_time();
        auto const second_at = first_at + std::chrono::milliseconds{milliseconds(random)};
        auto const now = some_time();
        auto const first = i % 2 == 0 ? buyer : seller;
        auto const second = first == buyer ? seller : buyer;

        // The world as it was at `now`: only what had been written, and only if it was admitted.
        std::vector<review> all;
        if (first_at <= now) {
            REQUIRE(check_review(order_state::closed, first, all, first_at).has_value());
            all.push_back(written(first, first_at));
        }
        bool const admitted = second_at < first_at + review_blind_time;
        if (first_at <= now) {
            REQUIRE(check_review(order_state::closed, second, all, second_at).has_value() ==
                    admitted);
        }
        bool const both = first_at <= now && second_at <= now && admitted;
        if (both) all.push_back(written(second, second_at));

        auto const first_author = first == buyer ? buyer_id : seller_id;
        auto const second_author = second == buyer ? buyer_id : seller_id;
        bool const open = both || (first_at <= now && now >= first_at + review_blind_time);
        REQUIRE(sees(first_author, first, all, now) == (first_at <= now));
        REQUIRE(sees(second_author, first, all, now) == open);
        REQUIRE(sees(stranger_id, first, all, now) == open);
        REQUIRE(sees(first_author, second, all, now) == both);
        for (auto const& each : shown_to(first_author, all, now))
            REQUIRE(each.published == open);
    }
}

TEST_CASE("seven days end with the instant, not before it") {
    std::vector const all{written(buyer, finished)};
    auto const end = finished + review_blind_time;
    CHECK_FALSE(sees(seller_id, buyer, all, end - std::chrono::milliseconds{1}));
    CHECK(sees(seller_id, buyer, all, end));
    CHECK(check_review(order_state::closed, seller, all, end - std::chrono::milliseconds{1})
              .has_value());
    CHECK(check_review(order_state::closed, seller, all, end).error().code ==
          error_code::wrong_state);
}

TEST_CASE("only an order whose delivery was accepted, or that is closed, is reviewed") {
    for (std::size_t i = 0; i < json::enumeration<order_state>::names().size(); ++i) {
        auto const state = static_cast<order_state>(i);
        bool const finished_state =
            state == order_state::accepted_by_buyer || state == order_state::closed;
        INFO(json::name_of(state));
        CHECK(check_review(state, buyer, {}, finished).has_value() == finished_state);
    }
}

TEST_CASE("each side reviews an order once") {
    std::vector all{written(buyer, finished)};
    CHECK(check_review(order_state::closed, buyer, all, finished).error().code ==
          error_code::duplicate);
    CHECK(check_review(order_state::closed, seller, all, finished).has_value());
    all.push_back(written(seller, finished));
    CHECK(check_review(order_state::closed, seller, all, finished).error().code ==
          error_code::duplicate);
    // Also long afterwards it is a repetition, not a closed window.
    CHECK(
        check_review(order_state::closed, buyer, {all.data(), 1}, finished + std::chrono::days{30})
            .error()
            .code == error_code::duplicate);
}

TEST_CASE("the average is in hundredths, rounded half up, and absent without reviews") {
    CHECK_FALSE(summarise(0, 0).average_hundredths.has_value());
    CHECK(summarise(5, 1).average_hundredths == 500);
    CHECK(summarise(13, 3).average_hundredths == 433);
    CHECK(summarise(14, 3).average_hundredths == 467);
    CHECK(summarise(25, 8).average_hundredths == 313); // 3.125
    for (std::int64_t count = 1; count < 40; ++count) {
        for (std::int64_t sum = count; sum <= 5 * count; ++sum) {
            auto const average = summarise(sum, count).average_hundredths.value();
            CHECK(2 * (100 * sum - average * count) <= count);
            CHECK(2 * (average * count - 100 * sum) < count + 1);
        }
    }
}
