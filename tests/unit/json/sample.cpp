#include "tests/unit/json/sample.hpp"

#include <catch2/catch.hpp>

#include "tests/unit/json/random_text.hpp"

namespace talent::json {

using test::colour;
using test::place;
using test::sample;

namespace {

bool is_upper_case(std::string_view text) {
    return text.find_first_of("abcdefghijklmnopqrstuvwxyz") == std::string_view::npos;
}
constexpr text_rule upper_case{&is_upper_case, "not_loud", "must be upper case"};

} // namespace

std::span<std::string_view const> enumeration<colour>::names() {
    static constexpr std::string_view list[] = {"red", "green", "blue"};
    return list;
}

object_definition const& described<place>::table() {
    static constexpr field_definition fields[] = {
        field<&place::street>("street", {.required = true, .length_min = 1, .length_max = 8}),
        field<&place::number>("number", {.maximum = 999}),
        field<&place::mark>("mark", {.owner = owner::server, .exposure = exposure::hidden}),
    };
    static constexpr object_definition table{"place", "A place.", fields};
    return table;
}

object_definition const& described<sample>::table() {
    static constexpr field_definition fields[] = {
        field<&sample::id>("id", {.owner = owner::server, .about = "The id."}),
        field<&sample::version>("version", {.owner = owner::server}),
        field<&sample::title>("title", {.required = true, .length_min = 2, .length_max = 5}),
        field<&sample::body>("body", {.length_max = 20, .format = text_format::paragraphs}),
        field<&sample::email>("email", {.personal = true, .format = text_format::email}),
        field<&sample::phone>("phone", {.personal = true, .format = text_format::phone}),
        field<&sample::digest>("digest", {.format = text_format::sha256}),
        field<&sample::link>("link", {.format = text_format::web_address}),
        field<&sample::region>("region", {.codes = code_list::region}),
        field<&sample::shout>("shout", {.rule = &upper_case}),
        field<&sample::small>("small", {.minimum = -5, .maximum = 5}),
        field<&sample::whole>("whole", {.minimum = INT64_MIN, .maximum = INT64_MAX}),
        field<&sample::flag>("flag"),
        field<&sample::price>("price", {.minimum = 100, .maximum = 10'000}),
        field<&sample::at>("at"),
        field<&sample::day>("day"),
        field<&sample::other>("other"),
        field<&sample::tint>("tint", {.about = "Its colour."}),
        field<&sample::text_maybe>("text_maybe", {.length_max = 4}),
        field<&sample::whole_maybe>("whole_maybe", {.minimum = 1, .maximum = 9}),
        field<&sample::flag_maybe>("flag_maybe"),
        field<&sample::price_maybe>("price_maybe", {.minimum = -500}),
        field<&sample::at_maybe>("at_maybe"),
        field<&sample::day_maybe>("day_maybe"),
        field<&sample::other_maybe>("other_maybe"),
        field<&sample::tint_maybe>("tint_maybe"),
        field<&sample::place_maybe>("place_maybe"),
        field<&sample::words>("words", {.length_min = 1, .length_max = 4, .items_max = 3}),
        field<&sample::tints>("tints", {.items_max = 2}),
        field<&sample::places>("places", {.items_max = 2}),
        field<&sample::home>("home", {.required = true}),
        field<&sample::odd>("a/b~c", {.length_max = 3}),
        field<&sample::fixed>("fixed", {.owner = owner::client_once}),
        field<&sample::password>(
            "password", {.exposure = exposure::write_only, .personal = true, .length_max = 9}),
        field<&sample::hash>("hash", {.owner = owner::server, .exposure = exposure::hidden}),
        field<&sample::key>("key", {.owner = owner::server, .exposure = exposure::secret}),
        field<&sample::late>("late", {.owner = owner::server, .exposure = exposure::derived}),
        field<&sample::nickname>("nickname", {.personal = true, .about = "What friends say."}),
    };
    static constexpr object_definition table{"sample", "One of everything.", fields};
    return table;
}

} // namespace talent::json

namespace talent::test {
namespace {

uuid random_id(std::mt19937_64& generator) {
    uuid id;
    for (auto& byte : id.bytes)
        byte = static_cast<std::uint8_t>(generator());
    return id;
}

std::int64_t random_whole(std::mt19937_64& generator) {
    switch (between(generator, 0, 3)) {
        case 0:
            return INT64_MIN;
        case 1:
            return INT64_MAX;
        case 2:
            return 5'000'000'000;
        default:
            return static_cast<std::int64_t>(generator());
    }
}

money random_money(std::mt19937_64& generator) {
    return {between(generator, -money_fen_max, money_fen_max)};
}

instant random_instant(std::mt19937_64& generator) {
    constexpr std::int64_t last_millisecond_of_9999 = 253'402'300'799'999;
    return from_milliseconds(between(generator, 0, last_millisecond_of_9999));
}

date random_day(std::mt19937_64& generator) {
    return date{std::chrono::days{between(generator, 0, 60'000)}};
}

colour random_colour(std::mt19937_64& generator) {
    return static_cast<colour>(between(generator, 0, 2));
}

place random_place(std::mt19937_64& generator) {
    return {random_text(generator, 30), random_whole(generator), random_text(generator, 5)};
}

template <class Make>
auto perhaps(std::mt19937_64& generator, Make make) {
    using made = decltype(make(generator));
    return between(generator, 0, 1) == 0 ? std::optional<made>() : std::optional(make(generator));
}

template <class Make>
auto several(std::mt19937_64& generator, Make make) {
    std::vector<decltype(make(generator))> list;
    for (auto count = between(generator, 0, 4); count > 0; --count)
        list.push_back(make(generator));
    return list;
}

} // namespace

sample random_sample(std::mt19937_64& generator) {
    auto const text = [](std::mt19937_64& source) { return random_text(source, 12); };
    auto const flag = [](std::mt19937_64& source) { return between(source, 0, 1) == 1; };
    sample made;
    made.id = random_id(generator);
    made.version = random_whole(generator);
    for (auto* member :
         {&made.title, &made.body, &made.email, &made.phone, &made.digest, &made.link, &made.region,
          &made.shout, &made.odd, &made.fixed, &made.hash, &made.nickname})
        *member = text(generator);
    made.small = random_whole(generator);
    made.whole = random_whole(generator);
    made.flag = flag(generator);
    made.price = random_money(generator);
    made.at = random_instant(generator);
    made.day = random_day(generator);
    made.other = random_id(generator);
    made.tint = random_colour(generator);
    made.text_maybe = perhaps(generator, text);
    made.whole_maybe = perhaps(generator, random_whole);
    made.flag_maybe = perhaps(generator, flag);
    made.price_maybe = perhaps(generator, random_money);
    made.at_maybe = perhaps(generator, random_instant);
    made.day_maybe = perhaps(generator, random_day);
    made.other_maybe = perhaps(generator, random_id);
    made.tint_maybe = perhaps(generator, random_colour);
    made.place_maybe = perhaps(generator, random_place);
    made.words = several(generator, text);
    made.tints = several(generator, random_colour);
    made.places = several(generator, random_place);
    made.home = random_place(generator);
    return made;
}

std::vector<std::string> faults_of(problem const& fault) {
    CHECK(fault.code == error_code::invalid_fields);
    std::vector<std::string> list;
    for (auto const& each : fault.errors) {
        CHECK_FALSE(each.detail.empty());
        list.push_back(each.pointer + " " + each.code);
    }
    return list;
}

std::vector<std::string> faults_of_body(std::string const& members) {
    auto const document = json::parse("{" + members + "}");
    INFO(members);
    REQUIRE(document.has_value());
    auto const outcome = json::read<sample>(document.value(), few_codes{});
    if (outcome.has_value()) return {};
    return faults_of(outcome.error());
}

} // namespace talent::test
