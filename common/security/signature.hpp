// Ed25519 signatures (RFC 8032), by libsodium: what the server vouches for can be checked by
// anybody who has its public key. Keys and signatures travel as lower-case hexadecimal. Any thread.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "common/base/result.hpp"
#include "common/security/key_file.hpp"

namespace talent::security {

inline constexpr std::size_t public_key_digits = 64;
inline constexpr std::size_t signature_digits = 128;

class signing_key {
  public:
    /// The key pair that follows from a secret of 256 bits.
    explicit signing_key(secret_key const& seed);
    ~signing_key(); // wiped

    signing_key(signing_key const&) = default;
    signing_key& operator=(signing_key const&) = default;

    std::string const& public_key() const { return public_key_; }
    std::string sign(std::string_view message) const;

  private:
    std::array<std::uint8_t, 64> secret_{};
    std::string public_key_;
};

/// False also where key or signature is not lower-case hexadecimal of the right length.
bool is_signed_by(std::string_view public_key, std::string_view message,
                  std::string_view signature);

} // namespace talent::security
