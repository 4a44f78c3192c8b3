#include "common/security/password.hpp"

#include <catch2/catch.hpp>

namespace talent::security {
namespace {

constexpr std::string_view password = "correct horse 电池 staple";

TEST_CASE("a password verifies against its own hash and nothing else does") {
    auto const hash = hash_password(password);
    CHECK(verify_password(password, hash));
    CHECK_FALSE(verify_password("correct horse 电池 stapl", hash));
    CHECK_FALSE(verify_password("correct horse 电池 staple ", hash));
    CHECK_FALSE(verify_password("Correct horse 电池 staple", hash));
    CHECK_FALSE(verify_password("", hash));
}

TEST_CASE("the hash says argon2id with 19 MiB, two passes and one lane") {
    CHECK(hash_password(password).starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
}

TEST_CASE("one password never has the same hash twice") {
    CHECK(hash_password(password) != hash_password(password));
}

TEST_CASE("a password with a NUL is not cut at it") {
    using namespace std::string_view_literals;
    auto const hash = hash_password("before\0after"sv);
    CHECK(verify_password("before\0after"sv, hash));
    CHECK_FALSE(verify_password("before"sv, hash));
}

TEST_CASE("what is not a hash verifies nothing") {
    auto const hash = hash_password(password);
    for (auto const& damaged :
         {std::string{}, std::string("x"), std::string("$argon2id$"), std::string(500, 'x'),
          hash.substr(0, hash.size() - 1), hash + "A", std::string(password)}) {
        CAPTURE(damaged);
        CHECK_FALSE(verify_password(password, damaged));
    }
}

} // namespace
} // namespace talent::security
