// A key as it is kept: sealed under the master key, bound to whose it is. Private to
// common/personal.
#pragma once

#include "common/security/personal.hpp"

namespace talent::personal {

inline std::string wrap(security::secret_key const& master_key, security::secret_key const& key,
                        std::string_view whose) {
    return security::seal(master_key, key.bytes(), whose);
}

/// Nothing where it was wrapped under another master key, or for somebody else.
inline std::optional<security::secret_key> unwrap(security::secret_key const& master_key,
                                                  std::string_view wrapped,
                                                  std::string_view whose) {
    auto const bytes = security::unseal(master_key, wrapped, whose);
    return bytes ? security::secret_key::from_bytes(*bytes) : std::nullopt;
}

/// What stands in a destroyed key's place, as long as it was; no base64 text begins like it.
inline std::string destroyed(std::size_t length) {
    return std::string(length, '-');
}
inline bool is_destroyed(std::string_view wrapped) {
    return wrapped.starts_with('-');
}

} // namespace talent::personal
