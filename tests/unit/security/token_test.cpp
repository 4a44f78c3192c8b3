#include "common/security/token.hpp"

#include <algorithm>
#include <set>

#include <catch2/catch.hpp>

namespace talent::security {
namespace {

constexpr std::string_view base62 =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

bool is_base62(std::string_view text) {
    return text.find_first_not_of(base62) == std::string_view::npos;
}

TEST_CASE("an API key has its prefix, 43 random characters and 6 of checksum") {
    struct mode_row {
        key_mode mode;
        char const* prefix;
    };
    auto const row =
        GENERATE(values<mode_row>({{key_mode::live, "tp_live_"}, {key_mode::test, "tp_test_"}}));
    auto const key = make_api_key(row.mode);
    CHECK(key.secret.starts_with(row.prefix));
    CHECK(key.secret.size() == 8 + 43 + 6);
    CHECK(is_base62(std::string_view(key.secret).substr(8)));
    CHECK(is_well_formed_api_key(key.secret));
    CHECK(key.sha256 == sha256_hex(key.secret));
}

TEST_CASE("no key or session token comes twice") {
    std::set<std::string> seen;
    for (int i = 0; i < 2000; ++i) {
        CHECK(seen.insert(make_api_key(key_mode::live).secret).second);
        CHECK(seen.insert(make_session_token().secret).second);
    }
}

TEST_CASE("the random characters of keys use the whole alphabet") {
    std::set<char> seen;
    for (int i = 0; i < 500; ++i) {
        auto const secret = make_session_token().secret;
        seen.insert(secret.begin(), secret.end());
    }
    CHECK(seen.size() == base62.size());
}

TEST_CASE("every change of a single character of a key is refused") {
    auto const key = make_api_key(key_mode::live).secret;
    CAPTURE(key);
    for (std::size_t place = 0; place < key.size(); ++place) {
        for (int byte = 0; byte < 256; ++byte) {
            auto changed = key;
            changed[place] = static_cast<char>(byte);
            if (changed == key) continue;
            REQUIRE_FALSE(is_well_formed_api_key(changed));
        }
    }
}

TEST_CASE("a key with characters swapped, dropped or added is refused") {
    auto const key = make_api_key(key_mode::test).secret;
    CAPTURE(key);
    for (std::size_t place = 0; place < key.size(); ++place) {
        CHECK_FALSE(is_well_formed_api_key(std::string(key).erase(place, 1)));
        CHECK_FALSE(is_well_formed_api_key(std::string(key).insert(place, 1, 'a')));
        if (place == 0 || key[place - 1] == key[place]) continue;
        auto swapped = key;
        std::swap(swapped[place - 1], swapped[place]);
        CHECK_FALSE(is_well_formed_api_key(swapped));
    }
}

TEST_CASE("a live key does not become a test key by its prefix") {
    auto key = make_api_key(key_mode::live).secret;
    key.replace(0, 8, "tp_test_");
    CHECK_FALSE(is_well_formed_api_key(key));
}

TEST_CASE("what is no key is refused") {
    for (auto const* const text :
         {"", "tp_live_", "Bearer", "tp_live_0000000000000000000000000000000000000000000"}) {
        CAPTURE(text);
        CHECK_FALSE(is_well_formed_api_key(text));
    }
    CHECK_FALSE(is_well_formed_api_key(make_session_token().secret));
    CHECK_FALSE(is_well_formed_api_key(std::string(1'000'000, 'a')));
}

TEST_CASE("a session token is 43 characters of base62, kept as its hash") {
    auto const token = make_session_token();
    CHECK(token.secret.size() == 43);
    CHECK(is_base62(token.secret));
    CHECK(token.sha256 == sha256_hex(token.secret));
}

// FIPS 180-4, the examples published with it.
TEST_CASE("SHA-256 is that of the standard") {
    CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    CHECK(sha256_hex("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST_CASE("texts are equal only when every byte is") {
    CHECK(equal_in_constant_time("", ""));
    CHECK(equal_in_constant_time("abc", "abc"));
    CHECK_FALSE(equal_in_constant_time("abc", "abd"));
    CHECK_FALSE(equal_in_constant_time("abc", "xbc"));
    CHECK_FALSE(equal_in_constant_time("abc", "ab"));
    CHECK_FALSE(equal_in_constant_time("", "a"));
}

} // namespace
} // namespace talent::security
