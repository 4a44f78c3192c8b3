#include "common/security/password.hpp"

#include <array>
#include <new>

#include <sodium.h>

#include "common/base/composed_text.hpp"

namespace talent::security {
namespace {

// OWASP password storage: argon2id with m = 19 MiB, t = 2; libsodium's p is always 1.
constexpr std::size_t memory_bytes = 19 * 1024 * 1024;
constexpr unsigned long long passes = 2;

} // namespace

std::string hash_password(std::string_view password) {
    std::array<char, crypto_pwhash_STRBYTES> text{};
    auto const typed = composed(password);
    int const outcome = crypto_pwhash_str_alg(text.data(), typed.data(), typed.size(), passes,
                                              memory_bytes, crypto_pwhash_ALG_ARGON2ID13);
    if (outcome != 0) throw std::bad_alloc{}; // its only failure: no memory for the 19 MiB
    return text.data();
}

bool verify_password(std::string_view password, std::string_view hash) {
    std::array<char, crypto_pwhash_STRBYTES> text{};
    if (hash.size() >= text.size()) return false;
    hash.copy(text.data(), hash.size());
    auto const typed = composed(password);
    return crypto_pwhash_str_verify(text.data(), typed.data(), typed.size()) == 0;
}

} // namespace talent::security
