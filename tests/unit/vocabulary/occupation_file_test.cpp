// Reading the official table of occupations from a file.
#include "common/vocabulary/occupation_file.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "tests/unit/vocabulary/shared_data.hpp"

using namespace talent;
using namespace talent::vocabulary;

namespace {

std::string const header = "code,name,parent,level\n";

std::string pointer_of_only_fault(std::string const& csv) {
    auto const read = read_occupations(csv);
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().code == error_code::invalid_fields);
    REQUIRE(read.error().errors.size() == 1);
    return read.error().errors.front().pointer;
}

} // namespace

TEST_CASE("the official table is read in full") {
    auto const csv = shared_file("occupations.csv");
    if (!csv) return;
    auto const read = read_occupations(*csv);
    REQUIRE(read.has_value());
    auto const count = [&](int level) {
        return std::count_if(read.value().begin(), read.value().end(),
                             [&](occupation_row const& row) { return row.level == level; });
    };
    CHECK(count(1) == 8);
    CHECK(count(2) == 79);
    CHECK(count(3) == 450);
    CHECK(count(4) == 1'639);
}

TEST_CASE(
    "a byte-order mark, CRLF, quotes, empty lines and a missing last line feed are accepted") {
    auto const read = read_occupations(
        "\xEF\xBB\xBF"
        "code,name,parent,level\r\n4,\"服务, \"\"生活\"\" 人员\",,1\r\n\r\n"
        "\"4-04\",软件人员,4,\"2\"");
    REQUIRE(read.has_value());
    REQUIRE(read.value().size() == 2);
    CHECK(read.value()[0].name == "服务, \"生活\" 人员");
    CHECK(read.value()[1].code == "4-04");
    CHECK(read.value()[1].level == 2);
}

TEST_CASE("each fault is named with its line and column") {
    CHECK(pointer_of_only_fault("code;name;parent;level\n") == "/1");
    CHECK(pointer_of_only_fault(header + "4,a,,1\n44,b,4,2\n") == "/3/code");
    CHECK(pointer_of_only_fault(header + "4,a,,1\n4-0x,b,4,2\n") == "/3/code");
    CHECK(pointer_of_only_fault(header + "4,a,,1\n4,b,,1\n") == "/3/code");
    CHECK(pointer_of_only_fault(header + "4,,,1\n") == "/2/name");
    CHECK(pointer_of_only_fault(header + "4," + std::string(101, 'x') + ",,1\n") == "/2/name");
    CHECK(pointer_of_only_fault(header + "4,a\tb\x01,,1\n") == "/2/name");
    CHECK(pointer_of_only_fault(header + "4,a,,1\n4-04,b,5,2\n") == "/3/parent");
    CHECK(pointer_of_only_fault(header + "4-04,b,4,2\n") == "/2/parent");
    CHECK(pointer_of_only_fault(header + "4,a,,2\n") == "/2/level");
    CHECK(pointer_of_only_fault(header + "4,a,\n") == "/2");
    CHECK(pointer_of_only_fault(header + "4,a,,1,\n") == "/2");
    CHECK(pointer_of_only_fault(header + "4,\"a,,1\n") == "/2");
    CHECK(pointer_of_only_fault(header + "4,\"a\"b,,1\n") == "/2");
    CHECK(pointer_of_only_fault(header + "4,a\"b,,1\n") == "/2");
}

TEST_CASE("all faults of a file are reported together, up to a limit") {
    auto const two = read_occupations(header + "x,a,,1\n4,,,1\n");
    REQUIRE_FALSE(two.has_value());
    CHECK(two.error().errors.size() == 2);
    std::string many = header;
    for (int i = 0; i < 100; ++i) {
        many += "x,a,,1\n";
    }
    auto const limited = read_occupations(many);
    REQUIRE_FALSE(limited.has_value());
    CHECK(limited.error().errors.size() == occupation_errors_max);
}

TEST_CASE("a file that is too large, not UTF-8 or without rows is refused") {
    CHECK(read_occupations(std::string(occupation_file_bytes_max + 1, 'x')).error().code ==
          error_code::body_too_large);
    CHECK_FALSE(read_occupations(header + "4,\xFF,,1\n").has_value());
    CHECK_FALSE(read_occupations(header).has_value());
    CHECK_FALSE(read_occupations("").has_value());
}
