// API keys and session tokens: 256 random bits that are shown once; only their SHA-256 is kept.
// An API key reads tp_live_<43 base62 characters><6 of CRC-32>, so that a mistyped or leaked one
// can be recognised without a look-up. Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>

namespace talent::security {

struct new_token {
    std::string secret; // to show once
    std::string sha256; // to keep: 64 hexadecimal digits
};

enum class key_mode { live, test };

new_token make_api_key(key_mode mode);
new_token make_session_token();

/// Form and checksum only: whether a look-up is worth it.
bool is_well_formed_api_key(std::string_view secret);

std::string sha256_hex(std::string_view bytes);

/// HMAC-like comparison in constant time.
bool equal_in_constant_time(std::string_view left, std::string_view right);

} // namespace talent::security
