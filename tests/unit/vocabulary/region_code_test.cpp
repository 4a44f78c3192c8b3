// The arithmetic on region codes against the tree of the table.
#include "common/vocabulary/region_code.hpp"

#include <catch2/catch.hpp>

#include "common/vocabulary/catalogue.hpp"

using namespace talent::vocabulary;

TEST_CASE("the digits of a region give the level and the parent that the table has") {
    auto const codes = catalogue::built_in();
    for (auto const& region : codes.all(code_list::region)) {
        CAPTURE(region.code);
        REQUIRE(is_region_code(region.code));
        CHECK(static_cast<int>(level_of_region(region.code).value()) == region.level);
        CHECK(parent_of_region(region.code).value_or("") == region.parent);
    }
}

TEST_CASE("being within by digits and by the tree are the same for every pair of regions") {
    auto const codes = catalogue::built_in();
    std::size_t differences = 0;
    for (auto const& ancestor : codes.all(code_list::region)) {
        auto const below = codes.subtree(code_list::region, ancestor.code);
        std::size_t within = 0;
        for (auto const& region : codes.all(code_list::region)) {
            within += static_cast<std::size_t>(is_region_within(region.code, ancestor.code));
        }
        for (auto const& region : below) {
            differences += static_cast<std::size_t>(!is_region_within(region.code, ancestor.code));
        }
        differences += static_cast<std::size_t>(within != below.size());
    }
    CHECK(differences == 0);
}

TEST_CASE("a prefix is as long as the level says") {
    CHECK(region_prefix("000000").empty());
    CHECK(region_prefix("330000") == "33");
    CHECK(region_prefix("330100") == "3301");
    CHECK(region_prefix("330106") == "330106");
    CHECK(region_prefix("441900") == "4419");
    CHECK(region_prefix("33").empty());
}

TEST_CASE("a county directly under its province has the province as its parent") {
    CHECK(level_of_region("330006") == region_level::county);
    CHECK(parent_of_region("330006") == "330000");
    CHECK(parent_of_region("429004") == "429000");
    CHECK(parent_of_region("330000") == "000000");
    CHECK_FALSE(parent_of_region("000000"));
}

TEST_CASE("what is not six digits is within nothing") {
    for (auto const* code : {"", "33", "3301061", "33010a", "330106 ", "-30106"}) {
        CAPTURE(code);
        CHECK_FALSE(is_region_code(code));
        CHECK_FALSE(level_of_region(code));
        CHECK_FALSE(is_region_within(code, "000000"));
        CHECK_FALSE(is_region_within("330106", code));
    }
}
