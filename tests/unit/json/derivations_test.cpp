// What else follows from a field table: answers, stored form, cells, schema, inventory.
#include <catch2/catch.hpp>

#include <set>

#include "tests/unit/json/sample.hpp"

using namespace talent;
using namespace talent::test;

namespace {

json::object_definition const& table() {
    return json::described<sample>::table();
}

json::value shown(sample const& one) {
    return json::parse(json::write_shown(one)).value();
}

json::value stored(sample const& one) {
    return json::parse(json::write_stored(one)).value();
}

json::value schema() {
    json::writer to;
    json::write_schema(table(), to);
    auto const text = to.take();
    auto parsed = json::parse(text);
    INFO(text);
    REQUIRE(parsed.has_value());
    return parsed.value();
}

/// The schema of a property, taken out of the allOf that carries readOnly or writeOnly.
json::value inner(json::value const& property) {
    auto const& wrapped = property["allOf"];
    return wrapped.is_array() ? wrapped.elements().front() : property;
}

} // namespace

TEST_CASE("what was stored is read again as the same object") {
    auto const seed = new_seed();
    INFO("seed " << seed);
    std::mt19937_64 generator(seed);
    for (int round = 0; round < 1'000; ++round) {
        auto const one = random_sample(generator);
        auto const text = json::write_stored(one);
        INFO(text);
        REQUIRE(json::read_stored<sample>(text) == one);
    }
    CHECK(json::read_stored<sample>(json::write_stored(sample{})) == sample{});
}

TEST_CASE("what was stored under another limit is read still") {
    sample one;
    one.title = "longer than the limit of today";
    one.small = 1'000;
    one.words = std::vector<std::string>(200, "many long words");
    one.region = "abolished";
    CHECK(json::read_stored<sample>(json::write_stored(one)) == one);
}

TEST_CASE("a damaged record is a bug, not a value") {
    for (auto const* const text : {"", "{", "[]", "null", R"({"small":"1"})", R"({"tint":"pink"})",
                                   R"({"late":true})", R"({"price":{"amount":"1.00"}})",
                                   R"({"words":[1]})", R"({"other":"x"})", R"({"small":null})"}) {
        INFO(text);
        CHECK_THROWS_AS(json::read_stored<sample>(text), std::runtime_error);
    }
}

TEST_CASE("a record of a newer version is read without the fields that this one does not know") {
    sample expected;
    expected.small = 3;
    expected.home.street = "x";
    CHECK(json::read_stored<sample>(
              R"({"newer":{"a":[1]},"small":3,"home":{"street":"x","y":1}})") == expected);
}

TEST_CASE("an answer has what is shown and derived, a record what is hidden, neither a password") {
    auto const seed = new_seed();
    INFO("seed " << seed);
    std::mt19937_64 generator(seed);
    for (int round = 0; round < 50; ++round) {
        auto one = random_sample(generator);
        one.password = "never written";
        one.hash = "only stored";
        one.key = "never written";
        one.home.mark = "only stored";
        one.places = {{"s", 1, "only stored"}};
        one.place_maybe = place{"s", 1, "only stored"};
        one.late = true;
        for (auto const& field : table().fields) {
            INFO(field.name);
            using json::exposure;
            auto const exposed = field.options.exposure;
            bool const set =
                !field.operations().optional || field.operations().is_set(field.member_of(&one));
            CHECK((shown(one).find(field.name) != nullptr) ==
                  (set && (exposed == exposure::shown || exposed == exposure::derived)));
            CHECK((stored(one).find(field.name) != nullptr) ==
                  (set && (exposed == exposure::shown || exposed == exposure::hidden)));
        }
        CHECK(json::write_shown(one).find("only stored") == std::string::npos);
        CHECK(json::write_shown(one).find("never written") == std::string::npos);
        CHECK(json::write_stored(one).find("never written") == std::string::npos);
        CHECK(stored(one)["home"]["mark"].text() == "only stored");
        CHECK(stored(one)["places"].elements().front()["mark"].text() == "only stored");
        CHECK(stored(one)["place_maybe"]["mark"].text() == "only stored");
    }
}

TEST_CASE("an answer writes each type in the form in which it is read") {
    sample one;
    one.price = {-5};
    one.at = from_milliseconds(1);
    one.day = date{std::chrono::days{1}};
    one.whole = INT64_MIN;
    one.tints = {colour::green};
    auto const answer = shown(one);
    CHECK(json::write(answer["price"]) == R"({"amount":"-0.05","currency":"CNY"})");
    CHECK(answer["at"].text() == "1970-01-01T00:00:00.001Z");
    CHECK(answer["day"].text() == "1970-01-02");
    CHECK(answer["whole"].integer() == INT64_MIN);
    CHECK(answer["other"].text() == "00000000-0000-0000-0000-000000000000");
    CHECK(answer["tint"].text() == "red");
    CHECK(json::write(answer["tints"]) == R"(["green"])");
    CHECK(json::write(answer["words"]) == "[]");
    CHECK(answer["flag"].is_boolean());
    CHECK(answer.find("whole_maybe") == nullptr);
}

TEST_CASE("an object of shown fields that a client may send is read as it was shown") {
    sample one;
    one.title = "标题";
    one.home = {"街道", 12, ""};
    one.price = {500};
    one.places = {{"a", 1, ""}, {"b", 2, ""}};
    one.place_maybe = place{"c", 3, ""};
    one.region = "330100";
    one.flag_maybe = false;
    one.fixed = "x";
    auto document = shown(one);
    std::erase_if(document.members(), [](auto const& member) {
        auto const* field = table().find(member.first);
        return field->options.owner == json::owner::server;
    });
    auto const again = json::read<sample>(document, few_codes{});
    REQUIRE(again.has_value());
    CHECK(again.value() == one);
}

TEST_CASE("every stored field goes into its cell and out of it unchanged") {
    auto const seed = new_seed();
    INFO("seed " << seed);
    std::mt19937_64 generator(seed);
    for (int round = 0; round < 300; ++round) {
        auto one = random_sample(generator);
        one.key = "in its column only";
        sample again;
        again.words = {"was here before"};
        again.whole_maybe = 1;
        again.place_maybe = place{"was", 1, "here"};
        for (auto const& field : table().fields) {
            if (!field.is_column()) continue;
            auto const& operations = field.operations();
            auto const made = operations.to_cell(field.member_of(&one));
            INFO(field.name);
            if (is_null(made)) {
                REQUIRE(operations.optional);
                REQUIRE_FALSE(operations.is_set(field.member_of(&one)));
            } else {
                REQUIRE(std::holds_alternative<std::int64_t>(made) ==
                        (operations.stored_as == cell_kind::integer));
            }
            operations.from_cell(made, field.member(&again));
        }
        REQUIRE(again == one);
    }
}

TEST_CASE("write-only and derived fields have no column") {
    std::set<std::string_view> without;
    for (auto const& field : table().fields) {
        if (!field.is_column()) without.insert(field.name);
    }
    CHECK(without == std::set<std::string_view>{"password", "late"});
}

TEST_CASE("a cell that holds no value of the type is a bug, not a value") {
    auto const load = [](std::string_view name, cell const& from) {
        sample one;
        auto const* field = table().find(name);
        REQUIRE(field != nullptr);
        field->operations().from_cell(from, field->member(&one));
    };
    CHECK_THROWS(load("tint", std::string("pink")));
    CHECK_THROWS(load("day", std::string("2026-02-30")));
    CHECK_THROWS(load("other", std::string("x")));
    CHECK_THROWS(load("words", std::string("[1]")));
    CHECK_THROWS(load("words", std::string("not JSON")));
    CHECK_THROWS(load("home", std::string("{\"street\":1}")));
    CHECK_THROWS(load("home", std::string("")));
    CHECK_THROWS(load("small", std::string("1")));
    CHECK_THROWS(load("title", std::int64_t{1}));
    CHECK_THROWS(load("title", null_cell{}));
    CHECK_NOTHROW(load("text_maybe", null_cell{}));
}

TEST_CASE(
    "the schema is JSON, names every field but hidden and secret ones, and says who sets them") {
    auto const whole = schema();
    auto const& properties = whole["properties"];
    CHECK(whole["type"].text() == "object");
    CHECK(whole["description"].text() == "One of everything.");
    CHECK(whole["additionalProperties"] == json::value::of_boolean(false));
    CHECK(json::write(whole["required"]) == R"(["title","home"])");
    for (auto const& field : table().fields) {
        INFO(field.name);
        bool const hidden = field.options.exposure == json::exposure::hidden ||
                            field.options.exposure == json::exposure::secret;
        REQUIRE((properties.find(field.name) == nullptr) == hidden);
        if (hidden) continue;
        auto const& one = properties[field.name];
        CHECK((one.find("readOnly") != nullptr) == (field.options.owner == json::owner::server));
        CHECK((one.find("writeOnly") != nullptr) ==
              (field.options.exposure == json::exposure::write_only));
        CHECK(inner(one)["type"].is_string());
    }
    CHECK(properties.members().size() == table().fields.size() - 2);
}

TEST_CASE("the schema says what the reader will check") {
    auto const whole = schema();
    auto const text_of = [&](std::string_view name) {
        return json::write(inner(whole["properties"][name]));
    };
    CHECK(text_of("title") == R"({"type":"string","minLength":2,"maxLength":5})");
    CHECK(text_of("email") == R"({"type":"string","maxLength":200,"format":"email"})");
    CHECK(text_of("link") == R"({"type":"string","maxLength":200,"format":"uri"})");
    CHECK(text_of("region") == R"({"type":"string","maxLength":200,"x-vocabulary":"regions"})");
    CHECK(text_of("whole") ==
          R"({"type":"integer","minimum":-9223372036854775808,"maximum":9223372036854775807})");
    CHECK(text_of("small") == R"({"type":"integer","minimum":-5,"maximum":5})");
    CHECK(text_of("flag") == R"({"type":"boolean"})");
    CHECK(text_of("at") == R"({"type":"string","format":"date-time"})");
    CHECK(text_of("day_maybe") == R"({"type":"string","format":"date"})");
    CHECK(text_of("id") == R"({"type":"string","format":"uuid","description":"The id."})");
    CHECK(text_of("tint") ==
          R"({"type":"string","enum":["red","green","blue"],"description":"Its colour."})");
    CHECK(
        text_of("tints") ==
        R"({"type":"array","maxItems":2,"items":{"type":"string","enum":["red","green","blue"]}})");
    CHECK(text_of("words") ==
          R"({"type":"array","maxItems":3,"items":{"type":"string","minLength":1,"maxLength":4}})");
    auto const nested = inner(whole["properties"]["places"])["items"];
    CHECK(nested["properties"].find("street") != nullptr);
    CHECK(nested["properties"].find("mark") == nullptr);
    CHECK(json::write(inner(whole["properties"]["price"])["required"]) ==
          R"(["amount","currency"])");
}

TEST_CASE("the inventory lists the personal fields of the tables, and no others") {
    json::object_definition const* const tables[] = {&table(), &json::described<place>::table()};
    std::vector<std::string> found;
    for (auto const& each : json::personal_inventory(tables))
        found.push_back(each.object + "." + each.field + " " + each.about);
    CHECK(found == std::vector<std::string>{"sample.email ", "sample.phone ", "sample.password ",
                                            "sample.nickname What friends say."});
    CHECK(json::personal_inventory({}).empty());
}

TEST_CASE("a field is found by its exact name") {
    for (auto const& field : table().fields)
        CHECK(table().find(field.name) == &field);
    CHECK(table().find("Title") == nullptr);
    CHECK(table().find("") == nullptr);
    CHECK(table().find("titl") == nullptr);
}

TEST_CASE("an enumerator has one name, and the name one enumerator") {
    for (auto const one : {colour::red, colour::green, colour::blue})
        CHECK(json::enumerator_named<colour>(json::name_of(one)) == one);
    CHECK_FALSE(json::enumerator_named<colour>("RED"));
    CHECK_FALSE(json::enumerator_named<colour>(""));
}
