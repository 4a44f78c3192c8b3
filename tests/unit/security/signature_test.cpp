#include "common/security/signature.hpp"

#include <catch2/catch.hpp>

using namespace talent;
using security::is_signed_by;

namespace {

security::signing_key key_of(unsigned char each) {
    return security::signing_key(
        security::secret_key::from_bytes(std::string(32, static_cast<char>(each))).value());
}

} // namespace

// RFC 8032, section 7.1, test 2.
TEST_CASE("a signature is the one that the standard's example has") {
    std::string const seed =
        "\x4c\xcd\x08\x9b\x28\xff\x96\xda\x9d\xb6\xc3\x46\xec\x11\x4e\x0f"
        "\x5b\x8a\x31\x9f\x35\xab\xa6\x24\xda\x8c\xf6\xed\x4f\xb8\xa6\xfb";
    security::signing_key const key(security::secret_key::from_bytes(seed).value());
    CHECK(key.public_key() == "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c");
    CHECK(key.sign("\x72") ==
          "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
          "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00");
}

TEST_CASE("a signature holds for its key and its message, and for no other") {
    auto const one = key_of(1);
    auto const another = key_of(2);
    auto const given = one.sign("a message");
    CHECK(is_signed_by(one.public_key(), "a message", given));
    CHECK_FALSE(is_signed_by(one.public_key(), "a messagf", given));
    CHECK_FALSE(is_signed_by(one.public_key(), "", given));
    CHECK_FALSE(is_signed_by(another.public_key(), "a message", given));
    CHECK(is_signed_by(another.public_key(), "", another.sign("")));
}

TEST_CASE("no character of a key or a signature can change, not even in its case") {
    auto const key = key_of(3);
    auto const given = key.sign("a message");
    for (std::size_t i = 0; i < given.size(); ++i) {
        for (char const other : {'0', 'f', 'F', 'g', ' ', '\0'}) {
            auto changed = given;
            changed[i] = other;
            CHECK(is_signed_by(key.public_key(), "a message", changed) == (changed == given));
        }
    }
    for (std::size_t i = 0; i < key.public_key().size(); ++i) {
        auto changed = key.public_key();
        changed[i] = changed[i] == '0' ? '1' : '0';
        CHECK_FALSE(is_signed_by(changed, "a message", given));
    }
    CHECK_FALSE(is_signed_by(key.public_key(), "a message", given + "00"));
    CHECK_FALSE(is_signed_by(key.public_key(), "a message", ""));
    CHECK_FALSE(is_signed_by("", "a message", given));
}
