#include "common/security/webhook_signature.hpp"

#include <sodium.h>

#include <array>
#include <span>
#include <stdexcept>

#include "common/base/random.hpp"
#include "common/security/base64.hpp"

namespace talent::security {
namespace {

constexpr std::size_t secret_bytes = 32;
// What the standard allows.
constexpr std::size_t secret_bytes_min = 24;
constexpr std::size_t secret_bytes_max = 64;

std::string base64_of(std::span<std::uint8_t const> bytes) {
    return to_base64({reinterpret_cast<char const*>(bytes.data()), bytes.size()});
}

} // namespace

std::string make_webhook_secret() {
    std::array<std::uint8_t, secret_bytes> bytes{};
    fill_random(bytes);
    return base64_of(bytes);
}

std::string shown_webhook_secret(std::string_view secret) {
    return "whsec_" + std::string(secret);
}

std::string sign_webhook(std::string_view secret, std::string_view id, std::string_view timestamp,
                         std::string_view body) {
    std::array<std::uint8_t, secret_bytes_max> key{};
    std::size_t read = 0;
    if (sodium_base642bin(key.data(), key.size(), secret.data(), secret.size(), nullptr, &read,
                          nullptr, sodium_base64_VARIANT_ORIGINAL) != 0 ||
        read < secret_bytes_min) {
        throw std::runtime_error("a webhook's secret cannot be read");
    }
    std::string signed_text;
    signed_text.append(id).append(".").append(timestamp).append(".").append(body);
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, key.data(), read);
    crypto_auth_hmacsha256_update(
        &state, reinterpret_cast<unsigned char const*>(signed_text.data()), signed_text.size());
    std::array<std::uint8_t, crypto_auth_hmacsha256_BYTES> mac{};
    crypto_auth_hmacsha256_final(&state, mac.data());
    return "v1," + base64_of(mac);
}

} // namespace talent::security
