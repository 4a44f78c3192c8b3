#include "common/security/digest.hpp"

#include <random>

#include <catch2/catch.hpp>

#include "common/security/token.hpp"

using namespace talent;

TEST_CASE("the fast SHA-256 agrees with libsodium's on every length") {
    auto const seed = std::random_device{}();
    INFO("seed " << seed);
    std::minstd_rand dice(seed);
    security::sha256 hasher;
    std::string text;
    for (int length = 0; length < 300; ++length) {
        CHECK(hasher.hexadecimal(text) == security::sha256_hex(text));
        text.push_back(static_cast<char>(dice()));
    }
    text.resize(100'000, 'x');
    CHECK(hasher.hexadecimal(text) == security::sha256_hex(text));
    auto moved = std::move(hasher);
    CHECK(moved.hexadecimal("abc") ==
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}
