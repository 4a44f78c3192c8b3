#include "common/security/signature.hpp"

#include <algorithm>
#include <optional>
#include <span>

#include <sodium.h>

namespace talent::security {
namespace {

static_assert(crypto_sign_SECRETKEYBYTES == 64);
static_assert(crypto_sign_PUBLICKEYBYTES * 2 == public_key_digits);
static_assert(crypto_sign_BYTES * 2 == signature_digits);

unsigned char const* unsigned_bytes(std::string_view text) {
    return reinterpret_cast<unsigned char const*>(text.data());
}

std::string to_hexadecimal(std::span<unsigned char const> bytes) {
    std::string text(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), bytes.data(), bytes.size());
    text.pop_back(); // the terminating zero
    return text;
}

// One text for one value: a signature in upper case is another text and is refused, so that no
// stored byte can change unnoticed.
template <std::size_t Size>
std::optional<std::array<unsigned char, Size>> from_hexadecimal(std::string_view text) {
    auto const is_digit = [](char each) {
        return (each >= '0' && each <= '9') || (each >= 'a' && each <= 'f');
    };
    if (text.size() != Size * 2 || !std::ranges::all_of(text, is_digit)) return std::nullopt;
    std::array<unsigned char, Size> bytes{};
    sodium_hex2bin(bytes.data(), bytes.size(), text.data(), text.size(), nullptr, nullptr, nullptr);
    return bytes;
}

} // namespace

signing_key::signing_key(secret_key const& seed) {
    std::array<unsigned char, crypto_sign_PUBLICKEYBYTES> open{};
    crypto_sign_seed_keypair(open.data(), secret_.data(), unsigned_bytes(seed.bytes()));
    public_key_ = to_hexadecimal(open);
}

signing_key::~signing_key() {
    sodium_memzero(secret_.data(), secret_.size());
}

std::string signing_key::sign(std::string_view message) const {
    std::array<unsigned char, crypto_sign_BYTES> made{};
    crypto_sign_detached(made.data(), nullptr, unsigned_bytes(message), message.size(),
                         secret_.data());
    return to_hexadecimal(made);
}

bool is_signed_by(std::string_view public_key, std::string_view message,
                  std::string_view signature) {
    auto const key = from_hexadecimal<crypto_sign_PUBLICKEYBYTES>(public_key);
    auto const given = from_hexadecimal<crypto_sign_BYTES>(signature);
    return key && given &&
           crypto_sign_verify_detached(given->data(), unsigned_bytes(message), message.size(),
                                       key->data()) == 0;
}

} // namespace talent::security
