// What is handed out once is never handed out again: across calls, threads and forks.
#include <catch2/catch.hpp>

#include <future>
#include <iostream>
#include <set>

#include <sys/wait.h>
#include <unistd.h>

#include "common/base/random.hpp"
#include "common/base/uuid.hpp"

using namespace talent;

namespace {

using block = std::array<std::uint8_t, 16>;

block random_block() {
    block made{};
    fill_random(made);
    return made;
}

} // namespace

TEST_CASE("random bytes do not repeat, in one thread or in several") {
    constexpr int blocks_each = 5'000; // many times the reserve
    std::vector<std::future<std::vector<block>>> makers;
    for (int maker = 0; maker < 4; ++maker) {
        makers.push_back(std::async(std::launch::async, [] {
            std::vector<block> made;
            for (int i = 0; i < blocks_each; ++i)
                made.push_back(random_block());
            return made;
        }));
    }
    std::set<block> all;
    for (auto& each : makers) {
        auto const made = each.get();
        all.insert(made.begin(), made.end());
    }
    CHECK(all.size() == 4 * blocks_each);
    CHECK_FALSE(all.contains(block{}));
}

TEST_CASE("every length is filled to its end, beyond the reserve too") {
    for (std::size_t const length : {0, 1, 7, 4095, 4096, 4097, 20'000}) {
        std::vector<std::uint8_t> seen(length, 0);
        // A byte that is zero in 16 fillings was not filled: by chance once in 2^128.
        for (int i = 0; i < 16; ++i) {
            std::vector<std::uint8_t> bytes(length, 0);
            fill_random(bytes);
            for (std::size_t at = 0; at < length; ++at)
                seen[at] |= bytes[at];
        }
        INFO(length);
        CHECK(std::find(seen.begin(), seen.end(), 0) == seen.end());
    }
}

TEST_CASE("a forked child does not hand out its parent's bytes") {
    random_block(); // fills the reserve that the child inherits
    int ends[2];
    REQUIRE(::pipe(ends) == 0);
    int const child = ::fork();
    if (child == 0) {
        auto const made = random_block();
        bool const written = ::write(ends[1], made.data(), made.size()) == ssize_t{16};
        ::_exit(written ? 0 : 1);
    }
    block of_child{};
    REQUIRE(::read(ends[0], of_child.data(), of_child.size()) == 16);
    ::waitpid(child, nullptr, 0);
    ::close(ends[0]);
    ::close(ends[1]);
    for (int i = 0; i < 300; ++i)
        CHECK(random_block() != of_child);
}

TEST_CASE("hexadecimal text has two digits a byte, each of them used") {
    std::set<char> digits;
    for (int i = 0; i < 100; ++i) {
        auto const text = random_hexadecimal(16);
        REQUIRE(text.size() == 32);
        digits.insert(text.begin(), text.end());
    }
    CHECK(std::string(digits.begin(), digits.end()) == "0123456789abcdef");
}

TEST_CASE("ids a second", "[.][measure]") {
    constexpr int ids = 5'000'000;
    auto const begun = std::chrono::steady_clock::now();
    unsigned sum = 0;
    for (int i = 0; i < ids; ++i)
        sum += make_uuid(from_milliseconds(i)).bytes[15];
    auto const taken = std::chrono::steady_clock::now() - begun;
    double const nanoseconds = std::chrono::duration<double, std::nano>(taken).count() / ids;
    std::cout << nanoseconds << " ns an id (" << sum % 10 << ")\n";
}
