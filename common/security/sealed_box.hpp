// Boxes that anybody can close and only one key opens: libsodium's crypto_box_seal, which is an
// ephemeral X25519 key, BLAKE2b over both public keys as the nonce, and XSalsa20-Poly1305. Any
// thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/security/key_file.hpp"

namespace talent::security {

inline constexpr std::size_t box_key_bytes = 32;
/// What a box adds to its content: the ephemeral public key and the authenticator.
inline constexpr std::size_t box_overhead_bytes = 48;

/// Text or bytes that must not outlive their use: wiped when it goes.
class secret_bytes {
  public:
    explicit secret_bytes(std::string bytes) : bytes_(std::move(bytes)) {}
    ~secret_bytes() { wipe(); }
    secret_bytes(secret_bytes const&) = delete;
    secret_bytes& operator=(secret_bytes const&) = delete;
    secret_bytes(secret_bytes&& other) noexcept;
    secret_bytes& operator=(secret_bytes&& other) noexcept;

    std::string_view view() const { return bytes_; }
    std::string& bytes() { return bytes_; }

  private:
    void wipe();
    std::string bytes_;
};

/// Overwrites the text's memory, and empties it.
void wipe(std::string& text);

/// The X25519 public key (32 bytes) of a secret one.
std::string box_public_key_of(secret_key const& secret);

/// Nothing where the public key is not one that a box can be closed with: of another length, or of
/// small order.
std::optional<std::string> close_box(std::string_view public_key, std::string_view plain);

/// Nothing where it was closed for another key or a byte of it is wrong.
std::optional<secret_bytes> open_box(secret_key const& secret, std::string_view box);

/// ISO/IEC 7816-4 padding (libsodium's sodium_pad) to a multiple of `block` bytes; one byte at
/// least.
std::string pad(std::string_view plain, std::size_t block);
/// Nothing where it is not padded so. A view into `padded`.
std::optional<std::string_view> unpad(std::string_view padded, std::size_t block);

/// RFC 4648 §5 without padding, one text for one value.
std::string to_base64url(std::string_view bytes);
std::optional<std::string> from_base64url(std::string_view text);

/// Lower-case hexadecimal, one text for one value.
std::string to_hexadecimal(std::string_view bytes);
std::optional<std::string> from_hexadecimal(std::string_view text);

} // namespace talent::security
