// The rules of offerings: states, consistency, what publication asks for.
#include <catch2/catch.hpp>
#include <map>

#include "services/offerings/model.hpp"

using namespace talent;
using namespace talent::offerings;

namespace {

offering complete(price_model pricing) {
    offering one{.title = "Java 工程师猎聘",
                 .description = "三名候选人",
                 .category = service_category::headhunting,
                 .regions = {"330100"},
                 .price_model = pricing,
                 .response_hours = 24,
                 .delivery_days = 20,
                 .terms = "不成功不收费"};
    if (pricing == price_model::fixed || pricing == price_model::per_head) one.price = money{100};
    if (pricing == price_model::percent_of_salary) one.percent_basis_points = 2500;
    return one;
}

constexpr price_model all_models[] = {price_model::fixed, price_model::per_head,
                                      price_model::percent_of_salary, price_model::quote};

std::vector<std::string> pointers_of(result<void> const& outcome) {
    std::vector<std::string> found;
    for (auto const& each : outcome.error().errors)
        found.push_back(each.pointer);
    return found;
}

} // namespace

TEST_CASE("an offering moves only along the steps of its state table") {
    using enum offering_state;
    using enum offering_command;
    std::map<std::pair<offering_state, offering_command>, offering_state> const allowed{
        {{draft, publish}, published},       {{published, withdraw}, withdrawn},
        {{withdrawn, publish}, published},   {{published, suspend}, suspended},
        {{suspended, reinstate}, published},
    };
    for (auto const from : {draft, published, suspended, withdrawn}) {
        for (auto const command : {publish, withdraw, suspend, reinstate}) {
            INFO(json::name_of(from) << " × " << static_cast<int>(command));
            auto const outcome = next_state(from, command);
            auto const expected = allowed.find({from, command});
            REQUIRE(outcome.has_value() == (expected != allowed.end()));
            if (outcome.has_value()) {
                CHECK(outcome.value() == expected->second);
            } else {
                CHECK(outcome.error().code == error_code::wrong_state);
            }
        }
    }
}

TEST_CASE("a complete offering of each price model may be published") {
    for (auto const pricing : all_models) {
        INFO(json::name_of(pricing));
        CHECK(check_consistency(complete(pricing)).has_value());
        CHECK(check_publication(complete(pricing)).has_value());
    }
}

TEST_CASE("publication names every missing thing at once") {
    offering const bare{.title = "空", .regions = {"330100"}, .price_model = price_model::fixed};
    auto const outcome = check_publication(bare);
    REQUIRE_FALSE(outcome.has_value());
    CHECK(outcome.error().code == error_code::publication_refused);
    CHECK(pointers_of(outcome) == std::vector<std::string>{"/description", "/terms",
                                                           "/response_hours", "/delivery_days",
                                                           "/price"});
}

TEST_CASE("each price model asks for its own price and for no other") {
    for (auto const pricing : all_models) {
        INFO(json::name_of(pricing));
        bool const priced = pricing == price_model::fixed || pricing == price_model::per_head;
        bool const percent = pricing == price_model::percent_of_salary;

        auto without = complete(pricing);
        without.price.reset();
        without.percent_basis_points.reset();
        CHECK(check_publication(without).has_value() == (pricing == price_model::quote));

        auto with_price = complete(pricing);
        with_price.price = money{1};
        CHECK(check_consistency(with_price).has_value() == priced);

        auto with_percentage = complete(pricing);
        with_percentage.percent_basis_points = 1;
        CHECK(check_consistency(with_percentage).has_value() == percent);
    }
}

TEST_CASE("an offering is served in at least one region and names none twice") {
    auto one = complete(price_model::quote);
    one.regions.clear();
    CHECK(pointers_of(check_consistency(one)) == std::vector<std::string>{"/regions"});
    one.regions = {"330100", "330200", "330100", "330200"};
    CHECK(pointers_of(check_consistency(one)) ==
          std::vector<std::string>{"/regions/2", "/regions/3"});
}

TEST_CASE("a region served stands for everything inside it and for nothing beside or above it") {
    auto one = complete(price_model::quote);
    one.regions = {"330100", "320000"};
    CHECK(serves(one, "330100"));
    CHECK(serves(one, "330106"));
    CHECK(serves(one, "320505"));
    CHECK_FALSE(serves(one, "330000"));
    CHECK_FALSE(serves(one, "330200"));
    CHECK_FALSE(serves(one, ""));
    one.regions = {"000000"};
    CHECK(serves(one, "650000"));
}
