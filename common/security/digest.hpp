// SHA-256 for those who hash by the million: OpenSSL's, which uses the processor's own instructions
// (four to five times libsodium's rate). One owner, one thread.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <string_view>

namespace talent::security {

/// A digest as it is written, without an allocation.
using digest_text = std::array<char, 64>;

inline std::string_view view(digest_text const& text) {
    return {text.data(), text.size()};
}

class sha256 {
  public:
    sha256();
    ~sha256();
    sha256(sha256&&) noexcept;
    sha256& operator=(sha256&&) noexcept;

    /// 64 lower-case hexadecimal digits.
    digest_text digest(std::string_view bytes);
    std::string hexadecimal(std::string_view bytes) {
        auto const text = digest(bytes);
        return {text.data(), text.size()};
    }

  private:
    struct state;
    std::unique_ptr<state> state_;
};

} // namespace talent::security
