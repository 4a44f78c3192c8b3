// The keys of the configuration: what each sets, within which bounds. For the sources beside this
// one, which read a file by them and write the reference from them. Constants; any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "common/base/configuration.hpp"

namespace talent::configuration_keys {

inline constexpr std::int64_t text_bytes_max = 4096; // of a value, and of an entry of a list

using integer_member = std::int64_t& (*)(configuration&);
using text_member = std::string& (*)(configuration&);
using list_member = std::vector<std::string>& (*)(configuration&);

/// The key's value is the path of a file; the file's trimmed content is what is set.
struct secret_member {
    text_member member;
};

/// One key. The kind of its value is that of the member it sets.
struct key_definition {
    std::string_view section; // empty: top level, which TOML wants first
    std::string_view key;
    std::variant<integer_member, text_member, list_member, secret_member> member;
    std::int64_t minimum; // integers: the value; text: its bytes; lists: their entries
    std::int64_t maximum;
    std::string_view about;
    std::span<std::string_view const> choices = {}; // text only; empty: anything
};

/// "server.listen"
std::string full_name(key_definition const& definition);
/// Null where there is no such key.
key_definition const* find_key(std::string_view section, std::string_view key);
bool is_section(std::string_view name);
std::string join(std::span<std::string_view const> words, std::string_view separator);
/// "1 to 65535"
std::string bounds_of(key_definition const& definition);

} // namespace talent::configuration_keys
