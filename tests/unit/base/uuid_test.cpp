#include "common/base/uuid.hpp"

#include <set>
#include <thread>
#include <vector>

#include <catch2/catch.hpp>

#include "tests/unit/base/seed.hpp"

namespace talent {
namespace {

std::int64_t milliseconds_of(uuid const& id) {
    std::int64_t count = 0;
    for (std::size_t i = 0; i < 6; ++i) {
        count = count << 8 | id.bytes[i];
    }
    return count;
}

TEST_CASE("ids of one thread only grow, however many share a millisecond") {
    auto const now = from_milliseconds(4'000'000'000'000);
    auto previous = make_uuid(now);
    CHECK(milliseconds_of(previous) == 4'000'000'000'000);
    for (int i = 0; i < 20'000; ++i) {
        auto const next = make_uuid(now);
        REQUIRE(previous < next);
        REQUIRE(to_string(previous) < to_string(next));
        previous = next;
    }
    // 20,001 ids at 4,096 a millisecond borrow at most five milliseconds.
    CHECK(milliseconds_of(previous) <= 4'000'000'000'005);
}

TEST_CASE("ids of one thread grow even when the clock steps back") {
    auto const later = make_uuid(from_milliseconds(4'100'000'000'000));
    auto const earlier = make_uuid(from_milliseconds(4'099'999'999'000));
    CHECK(later < earlier);
}

TEST_CASE("an id carries its instant, version 7 and the RFC 9562 variant") {
    auto const seed = new_seed();
    CAPTURE(seed);
    std::mt19937_64 generator{seed};
    std::thread{[&generator] { // a new thread, so that no earlier id forces a later stamp
        std::int64_t at = between(generator, 1, 1'000'000'000'000);
        for (int i = 0; i < 1000; ++i) {
            at += between(generator, 1, 1'000'000'000);
            auto const id = make_uuid(from_milliseconds(at));
            REQUIRE(milliseconds_of(id) == at);
            REQUIRE((id.bytes[6] >> 4) == 7);
            REQUIRE((id.bytes[8] >> 6) == 2);
        }
    }}
        .join();
}

TEST_CASE("ids made by several threads at one instant are all different") {
    constexpr std::size_t threads = 4;
    constexpr std::size_t ids = 5000;
    std::vector<std::vector<uuid>> made(threads);
    std::vector<std::thread> running;
    for (auto& mine : made) {
        running.emplace_back([&mine] {
            for (std::size_t i = 0; i < ids; ++i)
                mine.push_back(make_uuid(from_milliseconds(9)));
        });
    }
    for (auto& thread : running)
        thread.join();
    std::set<uuid> all;
    for (auto const& mine : made)
        all.insert(mine.begin(), mine.end());
    CHECK(all.size() == threads * ids);
}

TEST_CASE("an id is read back as it was written, in either case") {
    auto const seed = new_seed();
    CAPTURE(seed);
    std::mt19937_64 generator{seed};
    for (int i = 0; i < 5000; ++i) {
        uuid id;
        for (auto& byte : id.bytes)
            byte = static_cast<std::uint8_t>(generator());
        auto text = to_string(id);
        REQUIRE(parse_uuid(text) == id);
        for (char& character : text) {
            if (character >= 'a') character = static_cast<char>(character - 'a' + 'A');
        }
        REQUIRE(parse_uuid(text) == id);
    }
}

TEST_CASE("what is not the 36 characters of an id is refused") {
    auto const* const text = GENERATE(values<char const*>({
        "",
        "0192f3a4-5b6c-7d8e-9fa0-b1c2d3e4f50",
        "0192f3a4-5b6c-7d8e-9fa0-b1c2d3e4f5066",
        "0192f3a45b6c7d8e9fa0b1c2d3e4f506",
        "{0192f3a4-5b6c-7d8e-9fa0-b1c2d3e4f506}",
        "urn:uuid:0192f3a4-5b6c-7d8e-9fa0-b1c2d3e4f506",
        "0192f3a4-5b6c-7d8e-9fa0-b1c2d3e4f50g",
        "0192f3a4 5b6c 7d8e 9fa0 b1c2d3e4f506",
        "0192f3a-45b6c-7d8e-9fa0-b1c2d3e4f506",
        "0192f3a4-5b6c-7d8e-9fa0-b1c2d3e4f5-6",
        "0192f3a4-5b6c-7d8e-9fa0-b1c2d3e4f50 ",
        "D-330100-2026-000123",
    }));
    CAPTURE(text);
    CHECK_FALSE(parse_uuid(text).has_value());
}

TEST_CASE("the nil id is nil, and a made one is not") {
    CHECK(uuid{}.is_nil());
    CHECK(to_string(uuid{}) == "00000000-0000-0000-0000-000000000000");
    CHECK_FALSE(make_uuid(from_milliseconds(1)).is_nil());
}

} // namespace
} // namespace talent
