// A secret key of 256 bits and the file that holds it. The file has 64 hexadecimal digits and mode
// 0600; two processes that make it at once agree on one. Any thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "common/base/result.hpp"

namespace talent::security {

class secret_key {
  public:
    static secret_key random();
    /// 32 bytes; nothing for another length.
    static std::optional<secret_key> from_bytes(std::string_view bytes);
    ~secret_key(); // wiped

    secret_key(secret_key const&) = default;
    secret_key& operator=(secret_key const&) = default;

    std::string_view bytes() const {
        return {reinterpret_cast<char const*>(bytes_.data()), bytes_.size()};
    }

  private:
    secret_key() = default;
    std::array<std::uint8_t, 32> bytes_{};
};

/// The key in that file; made where missing. `what` names it in a problem's sentence: "master key".
result<secret_key> load_or_create_key_file(std::string const& path, std::string_view what);

/// The key in that file, or nothing where there is no file.
result<std::optional<secret_key>> load_key_file(std::string const& path, std::string_view what);

/// The second file takes the place of the first, which is gone then; durable on return.
result<void> replace_key_file(std::string const& path, std::string const& successor,
                              std::string_view what);

} // namespace talent::security
