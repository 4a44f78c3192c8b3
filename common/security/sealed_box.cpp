#include "common/security/sealed_box.hpp"

#include <algorithm>
#include <array>

#include <sodium.h>

namespace talent::security {
namespace {

static_assert(crypto_box_PUBLICKEYBYTES == box_key_bytes);
static_assert(crypto_box_SECRETKEYBYTES == box_key_bytes);
static_assert(crypto_box_SEALBYTES == box_overhead_bytes);

constexpr int base64_variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

unsigned char const* to_read(std::string_view bytes) {
    return reinterpret_cast<unsigned char const*>(bytes.data());
}
unsigned char* to_write(std::string& bytes) {
    return reinterpret_cast<unsigned char*>(bytes.data());
}

bool is_base64url_digit(char one) {
    return (one >= 'A' && one <= 'Z') || (one >= 'a' && one <= 'z') || (one >= '0' && one <= '9') ||
           one == '-' || one == '_';
}
bool is_hexadecimal_digit(char one) {
    return (one >= '0' && one <= '9') || (one >= 'a' && one <= 'f');
}

} // namespace

secret_bytes::secret_bytes(secret_bytes&& other) noexcept : bytes_(other.bytes_) {
    other.wipe();
}

secret_bytes& secret_bytes::operator=(secret_bytes&& other) noexcept {
    if (this == &other) return *this;
    wipe();
    bytes_ = other.bytes_;
    other.wipe();
    return *this;
}

void secret_bytes::wipe() {
    security::wipe(bytes_);
}

// To its capacity: a text that became shorter has left its end behind.
void wipe(std::string& text) {
    text.resize(text.capacity());
    sodium_memzero(text.data(), text.size());
    text.clear();
}

std::string box_public_key_of(secret_key const& secret) {
    std::string made(box_key_bytes, '\0');
    crypto_scalarmult_base(to_write(made), to_read(secret.bytes()));
    return made;
}

std::optional<std::string> close_box(std::string_view public_key, std::string_view plain) {
    if (public_key.size() != box_key_bytes) return std::nullopt;
    std::string box(plain.size() + box_overhead_bytes, '\0');
    if (crypto_box_seal(to_write(box), to_read(plain), plain.size(), to_read(public_key)) != 0)
        return std::nullopt;
    return box;
}

std::optional<secret_bytes> open_box(secret_key const& secret, std::string_view box) {
    if (box.size() < box_overhead_bytes) return std::nullopt;
    auto const own = box_public_key_of(secret);
    secret_bytes plain(std::string(box.size() - box_overhead_bytes, '\0'));
    if (crypto_box_seal_open(to_write(plain.bytes()), to_read(box), box.size(), to_read(own),
                             to_read(secret.bytes())) != 0)
        return std::nullopt;
    return plain;
}

std::string pad(std::string_view plain, std::size_t block) {
    std::string padded(plain);
    padded.resize((plain.size() / block + 1) * block);
    std::size_t length = 0;
    sodium_pad(&length, to_write(padded), plain.size(), block, padded.size());
    return padded;
}

std::optional<std::string_view> unpad(std::string_view padded, std::size_t block) {
    if (padded.empty() || padded.size() % block != 0) return std::nullopt;
    std::size_t length = 0;
    if (sodium_unpad(&length, to_read(padded), padded.size(), block) != 0) return std::nullopt;
    return padded.substr(0, length);
}

std::string to_base64url(std::string_view bytes) {
    std::string text(sodium_base64_encoded_len(bytes.size(), base64_variant), '\0');
    sodium_bin2base64(text.data(), text.size(), to_read(bytes), bytes.size(), base64_variant);
    text.pop_back(); // the terminating NUL that libsodium counts
    return text;
}

std::optional<std::string> from_base64url(std::string_view text) {
    // libsodium takes every byte beyond ASCII for the last digit of its alphabet.
    if (!std::ranges::all_of(text, is_base64url_digit)) return std::nullopt;
    std::string bytes(text.size(), '\0');
    std::size_t length = 0;
    if (sodium_base642bin(to_write(bytes), bytes.size(), text.data(), text.size(), nullptr, &length,
                          nullptr, base64_variant) != 0)
        return std::nullopt;
    bytes.resize(length);
    return bytes;
}

std::string to_hexadecimal(std::string_view bytes) {
    std::string text(bytes.size() * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), to_read(bytes), bytes.size());
    text.pop_back(); // the terminating NUL
    return text;
}

std::optional<std::string> from_hexadecimal(std::string_view text) {
    if (text.size() % 2 != 0 || !std::ranges::all_of(text, is_hexadecimal_digit))
        return std::nullopt;
    std::string bytes(text.size() / 2, '\0');
    sodium_hex2bin(to_write(bytes), bytes.size(), text.data(), text.size(), nullptr, nullptr,
                   nullptr);
    return bytes;
}

} // namespace talent::security
