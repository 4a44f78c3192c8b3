// The CSV that exports are made of, read back by a small reader of RFC 4180 written for this test.
#include <catch2/catch.hpp>

#include "tests/unit/json/random_text.hpp"
#include "tests/unit/json/sample.hpp"

using namespace talent;
using namespace talent::test;

namespace {

using record = std::vector<std::string>;

/// RFC 4180, strictly: CRLF ends a record, quotes are doubled, a bare quote is a fault.
std::vector<record> read_csv(std::string_view text) {
    std::vector<record> records;
    record fields;
    std::size_t at = 0;
    while (at < text.size()) {
        std::string field;
        if (text[at] == '"') {
            for (++at;; ++at) {
                REQUIRE(at < text.size());
                if (text[at] != '"') {
                    field.push_back(text[at]);
                } else if (at + 1 < text.size() && text[at + 1] == '"') {
                    field.push_back('"');
                    ++at;
                } else {
                    ++at;
                    break;
                }
            }
        } else {
            while (at < text.size() && text[at] != ',' && text[at] != '\r') {
                REQUIRE(text[at] != '"');
                REQUIRE(text[at] != '\n');
                field.push_back(text[at++]);
            }
        }
        fields.push_back(std::move(field));
        REQUIRE(at < text.size());
        if (text[at] == ',') {
            ++at;
            continue;
        }
        REQUIRE(text.substr(at, 2) == "\r\n");
        at += 2;
        records.push_back(std::exchange(fields, {}));
    }
    REQUIRE(fields.empty());
    return records;
}

/// What spreadsheets take for the start of a formula (OWASP), full-width forms included.
bool starts_formula(std::string_view cell) {
    for (std::string_view const start :
         {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"}) {
        if (cell.starts_with(start)) return true;
    }
    return false;
}

std::size_t column_of(std::string_view name) {
    auto const header = read_csv(json::csv_header(json::described<sample>::table())).at(0);
    auto const found = std::find(header.begin(), header.end(), name);
    REQUIRE(found != header.end());
    return static_cast<std::size_t>(found - header.begin());
}

record row_of(sample const& one) {
    auto const rows = read_csv(json::csv_line(&one, json::described<sample>::table()));
    REQUIRE(rows.size() == 1);
    return rows.front();
}

std::string cell_of_title(std::string const& title) {
    sample one;
    one.title = title;
    return row_of(one).at(column_of("title"));
}

} // namespace

TEST_CASE("the header names the fields of an answer in order") {
    record expected;
    for (auto const& field : json::described<sample>::table().fields) {
        using enum json::exposure;
        if (field.options.exposure == shown || field.options.exposure == derived)
            expected.emplace_back(field.name);
    }
    CHECK(read_csv(json::csv_header(json::described<sample>::table())) ==
          std::vector<record>{expected});
}

TEST_CASE("a line has one cell for each name of the header, whatever the texts hold") {
    auto const seed = new_seed();
    INFO("seed " << seed);
    std::mt19937_64 generator(seed);
    auto const names = read_csv(json::csv_header(json::described<sample>::table())).at(0).size();
    auto const title = column_of("title");
    auto const nickname = column_of("nickname");
    for (int round = 0; round < 1'000; ++round) {
        auto const one = random_sample(generator);
        auto const row = row_of(one);
        REQUIRE(row.size() == names);
        REQUIRE(row.at(title) == (starts_formula(one.title) ? "'" + one.title : one.title));
        REQUIRE(row.at(nickname) ==
                (starts_formula(one.nickname) ? "'" + one.nickname : one.nickname));
    }
}

TEST_CASE("no cell of a text starts a formula") {
    for (std::string const text : {"=1+1", "+86", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1",
                                   "=cmd|' /C calc'!A0", "＝1+1", "＋1", "－1", "＠x"}) {
        INFO(text);
        CHECK(cell_of_title(text) == "'" + text);
    }
    for (std::string const text :
         {"a=1", "1+1", "", "'", "中文", " =1", ",=1", "\"=1\"", "a\r\nb", "\"", ";"}) {
        INFO(text);
        CHECK(cell_of_title(text) == text);
    }
    sample one;
    one.words = {"=1", "b"};
    CHECK(row_of(one).at(column_of("words")) == "'=1;b");
    one.text_maybe = "=1";
    CHECK(row_of(one).at(column_of("text_maybe")) == "'=1");
}

TEST_CASE("each type has its cell: numbers plain, dates as on the wire, nothing for nothing") {
    sample one;
    one.whole = INT64_MIN;
    one.price = {-5};
    one.at = from_milliseconds(1);
    one.flag = true;
    one.tint = colour::blue;
    one.tints = {colour::green, colour::red};
    one.words = {"a", "b,c", "d\"e"};
    one.home = {"路,\"1\"", 2, "hidden"};
    one.places = {{"a", 1, ""}, {"b;\"", 2, ""}};
    auto const row = row_of(one);
    auto const cell = [&](std::string_view name) { return row.at(column_of(name)); };
    CHECK(cell("whole") == "-9223372036854775808");
    CHECK(cell("price") == "-0.05");
    CHECK(cell("at") == "1970-01-01T00:00:00.001Z");
    CHECK(cell("day") == "1970-01-01");
    CHECK(cell("flag") == "true");
    CHECK(cell("late") == "false");
    CHECK(cell("tint") == "blue");
    CHECK(cell("tints") == "green;red");
    CHECK(cell("words") == "a;b,c;d\"e");
    CHECK(cell("home") == R"({"street":"路,\"1\"","number":2})");
    // Nested objects are JSON in one cell, quoted as a cell once and not once more inside.
    CHECK(cell("places") == R"({"street":"a","number":1};{"street":"b;\"","number":2})");
    for (auto const& name : {"whole_maybe", "text_maybe", "price_maybe", "place_maybe", "body"})
        CHECK(cell(name).empty());
}
