#include "common/security/token.hpp"

#include <algorithm>
#include <array>
#include <cstdint>

#include <sodium.h>
#include <boost/crc.hpp>

#include "common/security/digest.hpp"

namespace talent::security {
namespace {

constexpr std::string_view alphabet =
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
constexpr std::string_view live_prefix = "tp_live_";
constexpr std::string_view test_prefix = "tp_test_";
constexpr std::size_t random_characters = 43;  // 62^43 > 2^256
constexpr std::size_t checksum_characters = 6; // 62^6 > 2^32

static_assert(alphabet.size() == 62);
static_assert(live_prefix.size() == test_prefix.size());

// Each character is drawn evenly, so that 43 of them carry 256 bits.
std::string random_text() {
    std::string text(random_characters, '\0');
    for (char& character : text)
        character = alphabet[randombytes_uniform(alphabet.size())];
    return text;
}

// Covers the prefix too: a live key does not pass for a test key.
std::string checksum_of(std::string_view text) {
    boost::crc_32_type crc;
    crc.process_bytes(text.data(), text.size());
    std::uint32_t rest = crc.checksum();
    std::string characters(checksum_characters, '0');
    for (auto place = characters.rbegin(); place != characters.rend(); ++place) {
        *place = alphabet[rest % alphabet.size()];
        rest /= static_cast<std::uint32_t>(alphabet.size());
    }
    return characters;
}

bool is_base62(std::string_view text) {
    return text.find_first_not_of(alphabet) == std::string_view::npos;
}

new_token keep(std::string secret) {
    auto hash = sha256_hex(secret);
    return {std::move(secret), std::move(hash)};
}

} // namespace

new_token make_api_key(key_mode mode) {
    std::string secret{mode == key_mode::live ? live_prefix : test_prefix};
    secret += random_text();
    secret += checksum_of(secret);
    return keep(std::move(secret));
}

new_token make_session_token() {
    return keep(random_text());
}

bool is_well_formed_api_key(std::string_view secret) {
    constexpr std::size_t body_size = live_prefix.size() + random_characters;
    if (secret.size() != body_size + checksum_characters) return false;
    if (!secret.starts_with(live_prefix) && !secret.starts_with(test_prefix)) return false;
    if (!is_base62(secret.substr(live_prefix.size()))) return false;
    return checksum_of(secret.substr(0, body_size)) == secret.substr(body_size);
}

std::string sha256_hex(std::string_view bytes) {
    thread_local sha256 digest;
    return digest.hexadecimal(bytes);
}

bool equal_in_constant_time(std::string_view left, std::string_view right) {
    return left.size() == right.size() &&
           sodium_memcmp(left.data(), right.data(), left.size()) == 0;
}

} // namespace talent::security
