// A text as it is compared, that still knows where in the text as it was written each part of it
// came from: for showing what a search found. Values; any thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace talent {

class traced_text {
  public:
    struct span {
        std::size_t begin = 0; // in bytes
        std::size_t end = 0;

        bool operator==(span const&) const = default;
    };

    /// The text must be UTF-8. Some times the work of normalise().
    explicit traced_text(std::string_view original);

    /// normalise(original).
    std::string const& normalised() const { return normalised_; }

    /// The bytes of the original that became these of the normalised text, of which there is one at
    /// least. Begins and ends with a whole character; where several became one, or one several,
    /// all of them are in it.
    span original_of(span normalised) const {
        return {begins_[normalised.begin], ends_[normalised.end - 1]};
    }

  private:
    void append_unchanged(std::string_view piece, std::size_t at);
    void append_changed(std::string_view piece, span from);

    // Of each byte of the normalised text.
    std::string normalised_;
    std::vector<std::uint32_t> begins_;
    std::vector<std::uint32_t> ends_;
};

} // namespace talent
