// Query parameters of the usual kinds.
#include <catch2/catch.hpp>

#include <cstdint>

#include "common/http/query.hpp"

namespace talent {

enum class shade : std::uint8_t { light, dark };

} // namespace talent

template <>
struct talent::json::enumeration<talent::shade> {
    static std::span<std::string_view const> names() {
        static constexpr std::string_view list[] = {"light", "dark"};
        return list;
    }
};

using namespace talent;
using namespace talent::http;

namespace {

request asking(std::string name, std::string value) {
    request asked;
    asked.query.emplace_back(std::move(name), std::move(value));
    return asked;
}

std::string fault_of(problem const& fault) {
    REQUIRE(fault.code == error_code::invalid_query);
    REQUIRE(fault.errors.size() == 1);
    return fault.errors[0].pointer + " " + fault.errors[0].code;
}

} // namespace

TEST_CASE("a number of the query is whole and within its bounds, or left out") {
    auto const read = [](std::string text) { return read_number(asking("n", text), "n", 1, 20); };
    CHECK(read("1").value() == 1);
    CHECK(read("20").value() == 20);
    for (auto const* wrong :
         {"0", "21", "-1", "", " 1", "1 ", "1.0", "0x1", "99999999999999999999"})
        CHECK(fault_of(read(wrong).error()) == "?n out_of_range");
    CHECK_FALSE(read_number({}, "n", 1, 20).value().has_value());
    CHECK(read_number_or({}, "n", 7, 1, 20).value() == 7);
    CHECK(read_number_or(asking("n", "9"), "n", 7, 1, 20).value() == 9);
    CHECK(read_number_or(asking("n", "9223372036854775807"), "n", 0, 0, INT64_MAX).value() ==
          INT64_MAX);
}

TEST_CASE("a cursor of a list of numbers stands for one, or for its start") {
    CHECK(read_cursor_number("").value() == 0);
    CHECK(read_cursor_number("", 5).value() == 5);
    CHECK(read_cursor_number("12").value() == 12);
    for (auto const* wrong : {"-1", "a", "1a", "9223372036854775808"})
        CHECK(fault_of(read_cursor_number(wrong).error()) == "?cursor malformed");
}

TEST_CASE("a flag is true, false or left out") {
    CHECK(read_flag(asking("own", "true"), "own").value());
    CHECK_FALSE(read_flag(asking("own", "false"), "own").value());
    CHECK_FALSE(read_flag({}, "own").value());
    CHECK(fault_of(read_flag(asking("own", "yes"), "own").error()) == "?own not_boolean");
}

TEST_CASE("one of a closed list is known by its name, and the refusal lists the others") {
    CHECK(read_choice<shade>(asking("shade", "dark"), "shade").value() == shade::dark);
    CHECK_FALSE(read_choice<shade>({}, "shade").value().has_value());
    auto const other = read_choice<shade>(asking("shade", "Dark"), "shade").error();
    CHECK(fault_of(other) == "?shade unknown_value");
    CHECK(other.errors[0].detail == "must be one of: light, dark");
}
