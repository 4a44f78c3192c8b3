#include "common/security/digest.hpp"

#include <array>
#include <stdexcept>

#include <openssl/evp.h>

namespace talent::security {
namespace {

constexpr std::size_t digest_bytes = 32;

// Looked up once: a look-up costs more than most digests.
EVP_MD const* algorithm() {
    static EVP_MD const* const found = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return found;
}

} // namespace

struct sha256::state {
    EVP_MD_CTX* context = EVP_MD_CTX_new();
    ~state() { EVP_MD_CTX_free(context); }
};

sha256::sha256() : state_(std::make_unique<state>()) {
    if (algorithm() == nullptr || state_->context == nullptr)
        throw std::runtime_error("SHA-256 is not to be had");
}

sha256::~sha256() = default;
sha256::sha256(sha256&&) noexcept = default;
sha256& sha256::operator=(sha256&&) noexcept = default;

digest_text sha256::digest(std::string_view bytes) {
    static constexpr char digits[] = "0123456789abcdef";
    std::array<unsigned char, digest_bytes> digest; // written by OpenSSL
    unsigned length = 0;
    bool const done = EVP_DigestInit_ex2(state_->context, algorithm(), nullptr) == 1 &&
                      EVP_DigestUpdate(state_->context, bytes.data(), bytes.size()) == 1 &&
                      EVP_DigestFinal_ex(state_->context, digest.data(), &length) == 1;
    if (!done || length != digest.size()) throw std::runtime_error("SHA-256 failed");
    digest_text text;
    for (std::size_t i = 0; i < digest.size(); ++i) {
        text[2 * i] = digits[digest[i] >> 4U];
        text[2 * i + 1] = digits[digest[i] & 0x0fU];
    }
    return text;
}

} // namespace talent::security
