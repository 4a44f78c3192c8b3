#include "common/security/digest.hpp"

#include <array>
#include <stdexcept>

#include <openssl/evp.h>
#include <sodium.h>

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

std::string sha256::hexadecimal(std::string_view bytes) {
    std::array<unsigned char, digest_bytes> digest{};
    unsigned length = 0;
    bool const done = EVP_DigestInit_ex2(state_->context, algorithm(), nullptr) == 1 &&
                      EVP_DigestUpdate(state_->context, bytes.data(), bytes.size()) == 1 &&
                      EVP_DigestFinal_ex(state_->context, digest.data(), &length) == 1;
    if (!done || length != digest.size()) throw std::runtime_error("SHA-256 failed");
    std::array<char, digest_bytes * 2 + 1> text{};
    sodium_bin2hex(text.data(), text.size(), digest.data(), digest.size());
    return {text.data(), text.size() - 1};
}

} // namespace talent::security
