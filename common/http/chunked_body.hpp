// A chunked body (RFC 9112, section 7.1), read as it arrives: bytes in, content out. Stricter than
// the RFC wherever readers are known to disagree about where a body ends: no white space around a
// size, no line end but CRLF, extensions by their grammar only, and few of them. Trailers are
// checked and dropped. No sockets, so that it is tested and fuzzed alone. A value, one per body.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace talent::http {

class chunked_body {
  public:
    enum class progress : std::uint8_t { incomplete, whole, malformed, too_large };

    explicit chunked_body(std::size_t body_bytes_max) : body_bytes_max_(body_bytes_max) {}

    /// Takes from the front of `bytes` what belongs to the body, appends the content to `body`, and
    /// says in `used` how many bytes it took; what follows a whole body is left. Not called again
    /// once it has answered anything but incomplete.
    progress read(std::string_view bytes, std::size_t& used, std::string& body);

  private:
    enum class place : std::uint8_t {
        size_first,
        size,
        extension_name_first,
        extension_name,
        extension_value_first,
        extension_value,
        quoted,
        quoted_pair,
        quoted_end,
        size_line_feed,
        data,
        data_return,
        data_line_feed,
        trailer_first,
        trailer,
        trailer_line_feed,
        last_line_feed,
    };

    progress take(char character, std::size_t body_bytes);
    progress take_size(char character);
    progress take_extension(char character);
    progress take_after_extension(char character);
    progress take_size_line_feed(char character, std::size_t body_bytes);
    progress take_trailer(char character);
    progress expect(char wanted, char character, place next);
    progress go(place next);

    std::size_t body_bytes_max_;
    place at_ = place::size_first;
    int size_digits_ = 0;
    std::uint64_t chunk_left_ = 0;
    std::size_t overhead_bytes_ = 0; // everything that is no content
    std::size_t trailer_bytes_ = 0;
    std::size_t trailer_fields_ = 0;
    std::string trailer_; // the line at hand
};

} // namespace talent::http
