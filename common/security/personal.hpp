// Personal data at rest: each subject has a key of its own, itself encrypted under the master key;
// destroying the subject's key makes every copy of the ciphertext unreadable (erasure).
// XChaCha20-Poly1305 (RFC 8439 with a 192-bit nonce), by libsodium. Any thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "common/base/result.hpp"
#include "common/security/key_file.hpp"

namespace talent::security {

/// Base64 of nonce and ciphertext; `context` is bound to it (the object it belongs to).
std::string seal(secret_key const& key, std::string_view plain, std::string_view context);
/// Nothing where the key, the context or a byte is wrong.
std::optional<std::string> unseal(secret_key const& key, std::string_view sealed,
                                  std::string_view context);

/// A key for one use of its own, from a key that has several; `number` says which (libsodium's
/// crypto_kdf: BLAKE2b keyed by the root).
secret_key derive_key(secret_key const& root, std::uint64_t number);
/// BLAKE2b-256 of the text under the key, in hexadecimal.
std::string keyed_hash(secret_key const& key, std::string_view text);

/// The master key from its file (64 hexadecimal digits); made with mode 0600 where missing.
result<secret_key> load_or_create_master_key(std::string const& path);

} // namespace talent::security
