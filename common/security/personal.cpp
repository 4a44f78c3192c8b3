#include "common/security/personal.hpp"

#include <array>
#include <vector>

#include <sodium.h>

#include "common/security/key_file.hpp"

namespace talent::security {
namespace {

constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr int base64_variant = sodium_base64_VARIANT_ORIGINAL;

unsigned char const* unsigned_bytes(std::string_view text) {
    return reinterpret_cast<unsigned char const*>(text.data());
}

std::string to_base64(std::vector<unsigned char> const& bytes) {
    std::string text(sodium_base64_encoded_len(bytes.size(), base64_variant), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), base64_variant);
    text.pop_back(); // the terminating zero
    return text;
}

std::optional<std::vector<unsigned char>> from_base64(std::string_view text) {
    std::vector<unsigned char> bytes(text.size() / 4 * 3 + 3);
    std::size_t length = 0;
    int const outcome = sodium_base642bin(bytes.data(), bytes.size(), text.data(), text.size(),
                                          nullptr, &length, nullptr, base64_variant);
    if (outcome != 0) return std::nullopt;
    bytes.resize(length);
    // libsodium 1.0.18 reads any byte above 0x7F as '/': only the text that we would write is ours.
    if (to_base64(bytes) != text) return std::nullopt;
    return bytes;
}

} // namespace

std::string seal(secret_key const& key, std::string_view plain, std::string_view context) {
    std::vector<unsigned char> sealed(nonce_bytes + plain.size() + tag_bytes);
    randombytes_buf(sealed.data(), nonce_bytes);
    crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data() + nonce_bytes, nullptr,
                                               unsigned_bytes(plain), plain.size(),
                                               unsigned_bytes(context), context.size(), nullptr,
                                               sealed.data(), unsigned_bytes(key.bytes()));
    return to_base64(sealed);
}

std::optional<std::string> unseal(secret_key const& key, std::string_view sealed,
                                  std::string_view context) {
    auto const bytes = from_base64(sealed);
    if (!bytes || bytes->size() < nonce_bytes + tag_bytes) return std::nullopt;
    std::string plain(bytes->size() - nonce_bytes - tag_bytes, '\0');
    int const outcome = crypto_aead_xchacha20poly1305_ietf_decrypt(
        reinterpret_cast<unsigned char*>(plain.data()), nullptr, nullptr,
        bytes->data() + nonce_bytes, bytes->size() - nonce_bytes, unsigned_bytes(context),
        context.size(), bytes->data(), unsigned_bytes(key.bytes()));
    if (outcome != 0) return std::nullopt;
    return plain;
}

secret_key derive_key(secret_key const& root, std::uint64_t number) {
    constexpr char context[crypto_kdf_CONTEXTBYTES + 1] = "talentkd";
    std::array<unsigned char, crypto_kdf_KEYBYTES> bytes{};
    crypto_kdf_derive_from_key(bytes.data(), bytes.size(), number, context,
                               unsigned_bytes(root.bytes()));
    auto const made =
        secret_key::from_bytes({reinterpret_cast<char const*>(bytes.data()), bytes.size()});
    sodium_memzero(bytes.data(), bytes.size());
    return made.value();
}

std::string keyed_hash(secret_key const& key, std::string_view text) {
    std::array<unsigned char, crypto_generichash_BYTES> hash{};
    crypto_generichash(hash.data(), hash.size(), unsigned_bytes(text), text.size(),
                       unsigned_bytes(key.bytes()), key.bytes().size());
    std::string hexadecimal(hash.size() * 2 + 1, '\0');
    sodium_bin2hex(hexadecimal.data(), hexadecimal.size(), hash.data(), hash.size());
    hexadecimal.pop_back(); // the terminating zero
    return hexadecimal;
}

result<secret_key> load_or_create_master_key(std::string const& path) {
    return load_or_create_key_file(path, "master key");
}

} // namespace talent::security
