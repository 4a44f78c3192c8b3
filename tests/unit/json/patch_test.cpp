// Merge patch (RFC 7396) under the field table: null clears what may be empty, nested objects are
// merged, lists replaced, and what is fixed or the server's own stays as it is.
#include <catch2/catch.hpp>

#include "tests/unit/json/sample.hpp"

using namespace talent;
using namespace talent::test;
using faults = std::vector<std::string>;

namespace {

struct outcome {
    sample made;
    faults refused;
};

outcome patched(sample const& before, std::string const& patch) {
    auto const document = json::parse(patch);
    INFO(patch);
    REQUIRE(document.has_value());
    outcome found{before, {}};
    auto const done = json::patch(document.value(), found.made, few_codes{});
    if (!done.has_value()) {
        found.refused = faults_of(done.error());
        CHECK(found.made == before); // all or nothing
    }
    return found;
}

sample full() {
    sample made;
    made.id = parse_uuid("0190a0b0-0000-7000-8000-000000000001").value();
    made.version = 3;
    made.title = "title";
    made.body = "text";
    made.tint = colour::blue;
    made.small = 4;
    made.flag = true;
    made.text_maybe = "some";
    made.whole_maybe = 5;
    made.flag_maybe = true;
    made.price_maybe = money{5};
    made.at_maybe = instant{};
    made.day_maybe = date{};
    made.other_maybe = uuid{};
    made.tint_maybe = colour::green;
    made.place_maybe = place{"old", 7, "hidden"};
    made.words = {"a", "b"};
    made.tints = {colour::red};
    made.places = {{"p", 1, "kept"}};
    made.home = {"home", 9, "mark"};
    made.fixed = "fixed";
    made.hash = "hash";
    return made;
}

} // namespace

TEST_CASE("an empty patch changes nothing, and nothing has to be given") {
    auto const seed = new_seed();
    INFO("seed " << seed);
    std::mt19937_64 generator(seed);
    for (int round = 0; round < 50; ++round) {
        auto const before = random_sample(generator);
        CHECK(patched(before, "{}").made == before);
        CHECK(patched(before, R"({"home":{}})").made == before);
    }
}

TEST_CASE("a patch sets what it names and leaves the rest") {
    auto expected = full();
    expected.title = "new";
    expected.small = -5;
    expected.tint = colour::red;
    expected.whole_maybe = 1;
    CHECK(patched(full(), R"({"title":"new","small":-5,"tint":"red","whole_maybe":1})").made ==
          expected);
}

TEST_CASE("null empties optional fields, texts and lists") {
    struct row {
        std::string_view field;
        void (*empty)(sample&);
    };
    static constexpr row rows[] = {
        {"text_maybe", [](sample& s) { s.text_maybe.reset(); }},
        {"whole_maybe", [](sample& s) { s.whole_maybe.reset(); }},
        {"flag_maybe", [](sample& s) { s.flag_maybe.reset(); }},
        {"price_maybe", [](sample& s) { s.price_maybe.reset(); }},
        {"at_maybe", [](sample& s) { s.at_maybe.reset(); }},
        {"day_maybe", [](sample& s) { s.day_maybe.reset(); }},
        {"other_maybe", [](sample& s) { s.other_maybe.reset(); }},
        {"tint_maybe", [](sample& s) { s.tint_maybe.reset(); }},
        {"place_maybe", [](sample& s) { s.place_maybe.reset(); }},
        {"body", [](sample& s) { s.body.clear(); }},
        {"words", [](sample& s) { s.words.clear(); }},
        {"tints", [](sample& s) { s.tints.clear(); }},
        {"places", [](sample& s) { s.places.clear(); }},
        {"tint", [](sample& s) { s.tint = colour::red; }},
    };
    for (auto const& each : rows) {
        INFO(each.field);
        auto expected = full();
        each.empty(expected);
        CHECK_FALSE(expected == full());
        auto const found = patched(full(), "{\"" + std::string(each.field) + "\":null}");
        CHECK(found.refused.empty());
        CHECK(found.made == expected);
    }
}

TEST_CASE("null is refused for what is required or has no empty form") {
    for (auto const* const field : {"title", "home", "small", "flag", "price", "at"}) {
        INFO(field);
        CHECK(patched(full(), "{\"" + std::string(field) + "\":null}").refused ==
              faults{"/" + std::string(field) + " required"});
    }
    CHECK(patched(full(), R"({"home":{"street":null}})").refused ==
          faults{"/home/street required"});
}

TEST_CASE("a nested object is merged, its hidden members kept") {
    auto expected = full();
    expected.home.number = 3;
    expected.place_maybe->street = "new";
    CHECK(patched(full(), R"({"home":{"number":3},"place_maybe":{"street":"new"}})").made ==
          expected);
}

TEST_CASE("a nested object that was not there is made whole or not at all") {
    auto before = full();
    before.place_maybe.reset();
    auto expected = before;
    expected.place_maybe = place{"new", 2, ""};
    CHECK(patched(before, R"({"place_maybe":{"street":"new","number":2}})").made == expected);
    CHECK(patched(before, R"({"place_maybe":{"number":2}})").refused ==
          faults{"/place_maybe/street required"});
    CHECK(patched(before, R"({"place_maybe":{}})").refused ==
          faults{"/place_maybe/street required"});
}

TEST_CASE("a list is replaced whole, its elements read as new ones") {
    auto expected = full();
    expected.words = {"c"};
    expected.places = {{"q", 0, ""}};
    CHECK(patched(full(), R"({"words":["c"],"places":[{"street":"q"}]})").made == expected);
    CHECK(patched(full(), R"({"places":[{"number":2}]})").refused ==
          faults{"/places/0/street required"});
    CHECK(patched(full(), R"({"words":[null]})").refused == faults{"/words/0 wrong_type"});
    auto emptied = full();
    emptied.words.clear();
    CHECK(patched(full(), R"({"words":[]})").made == emptied);
}

TEST_CASE("what is fixed, the server's own, hidden or unknown cannot be patched") {
    CHECK(
        patched(full(), R"({"fixed":"new","version":4,"hash":"x","late":true,"none":1})").refused ==
        faults{"/fixed fixed", "/version server_owned", "/hash unknown_field", "/late server_owned",
               "/none unknown_field"});
    CHECK(patched(full(), R"({"fixed":null})").refused == faults{"/fixed fixed"});
    CHECK(patched(full(), R"({"id":null,"hash":null,"key":"x"})").refused ==
          faults{"/id server_owned", "/hash unknown_field", "/key unknown_field"});
    CHECK(patched(full(), R"({"password":"new"})").made.password == "new");
}

TEST_CASE("a patch with one fault changes nothing and names all faults") {
    CHECK(patched(full(), R"({"body":"good","title":"x","small":9,"place_maybe":{"number":-1}})")
              .refused ==
          faults{"/title too_short", "/small out_of_range", "/place_maybe/number out_of_range"});
    CHECK(patched(full(), "[]").refused == faults{" wrong_type"});
    CHECK(patched(full(), "null").refused == faults{" wrong_type"});
}
