// Pages of lists: the cursor that names where a page starts, and the query parameters of a page.
#include <charconv>

#include <sodium.h>

#include "common/http/response.hpp"

namespace talent::http {
namespace {

// A few bytes of a hash in front of the key tell a cursor from any other text, and from a cursor
// that lost a character on its way. It is no signature: a cursor grants nothing.
constexpr std::size_t check_bytes = 4;
constexpr std::size_t cursor_characters_max = 2048;
constexpr int base64_variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;

unsigned char const* as_unsigned(char const* bytes) {
    return reinterpret_cast<unsigned char const*>(bytes);
}

std::string check_of(std::string_view key) {
    std::array<unsigned char, crypto_generichash_BYTES_MIN> hash{};
    crypto_generichash(hash.data(), hash.size(), as_unsigned(key.data()), key.size(), nullptr, 0);
    return {reinterpret_cast<char const*>(hash.data()), check_bytes};
}

void fail(problem& into, std::string_view name, std::string_view code, std::string_view detail) {
    into.errors.push_back({"?" + std::string(name), std::string(code), std::string(detail)});
}

void read_limit(std::string const& text, paging& into, problem& faults) {
    auto const end = text.data() + text.size();
    auto const [read_to, fault] = std::from_chars(text.data(), end, into.limit);
    if (fault != std::errc{} || read_to != end || into.limit < 1 || into.limit > page_items_max) {
        fail(faults, "limit", "out_of_range", "The limit is a whole number from 1 to 200.");
    }
}

} // namespace

std::string make_cursor(std::string_view key) {
    std::string const plain = check_of(key).append(key);
    std::string encoded(sodium_base64_encoded_len(plain.size(), base64_variant), '\0');
    sodium_bin2base64(encoded.data(), encoded.size(), as_unsigned(plain.data()), plain.size(),
                      base64_variant);
    encoded.pop_back(); // the terminating NUL that libsodium counts
    return encoded;
}

std::optional<std::string> read_cursor(std::string_view cursor) {
    if (cursor.size() > cursor_characters_max) return std::nullopt;
    std::string plain(cursor.size(), '\0');
    std::size_t length = 0;
    int const fault =
        sodium_base642bin(reinterpret_cast<unsigned char*>(plain.data()), plain.size(),
                          cursor.data(), cursor.size(), nullptr, &length, nullptr, base64_variant);
    if (fault != 0 || length < check_bytes) return std::nullopt;
    plain.resize(length);
    auto key = plain.substr(check_bytes);
    if (plain.compare(0, check_bytes, check_of(key)) != 0) return std::nullopt;
    // libsodium takes every byte beyond ASCII for the last digit of its alphabet.
    if (make_cursor(key) != cursor) return std::nullopt;
    return key;
}

result<paging> read_paging(request const& asked) {
    paging read;
    problem faults{.code = error_code::invalid_query, .detail = {}, .errors = {}};
    if (auto const limit = asked.query_value("limit")) read_limit(*limit, read, faults);
    if (auto const cursor = asked.query_value("cursor")) {
        auto key = read_cursor(*cursor);
        if (!key) fail(faults, "cursor", "not_a_cursor", "The cursor is not one that was given.");
        read.after = std::move(key).value_or("");
    }
    if (!faults.errors.empty()) return faults;
    return read;
}

} // namespace talent::http
