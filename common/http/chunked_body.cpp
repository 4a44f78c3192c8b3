#include "common/http/chunked_body.hpp"

#include <algorithm>

#include "common/http/characters.hpp"
#include "common/http/head.hpp"
#include "common/http/limits.hpp"

namespace talent::http {
namespace {

constexpr int size_digits_max = 8;

// These have a meaning at the connection, which some readers also take from trailers.
constexpr std::string_view connection_fields[] = {"connection", "keep-alive", "te",
                                                  "trailer",    "upgrade",    "proxy-connection"};

bool is_connection_field(std::string_view name) {
    return std::any_of(std::begin(connection_fields), std::end(connection_fields),
                       [&](auto const field) { return equal_ignoring_case(field, name); });
}

/// A trailer that would have meant something as a header is refused rather than dropped: another
/// reader of the same bytes may take it for one.
bool is_trailer(std::string_view line) {
    auto const name = line.substr(0, line.find(':'));
    return name.size() < line.size() && is_field_name(name) && !is_single_field(name) &&
           !is_connection_field(name);
}

} // namespace

chunked_body::progress chunked_body::read(std::string_view bytes, std::size_t& used,
                                          std::string& body) {
    used = 0;
    while (used < bytes.size()) {
        if (at_ == place::data) {
            auto const piece = std::min<std::size_t>(chunk_left_, bytes.size() - used);
            body.append(bytes.substr(used, piece));
            used += piece;
            chunk_left_ -= piece;
            if (chunk_left_ == 0) at_ = place::data_return;
            continue;
        }
        // Tiny chunks, long extensions: whoever sends more packing than goods is after something
        // else than a body.
        if (++overhead_bytes_ > chunk_overhead_bytes_max + body.size()) return progress::malformed;
        auto const now = take(bytes[used++], body.size());
        if (now != progress::incomplete) return now;
    }
    return progress::incomplete;
}

chunked_body::progress chunked_body::take(char character, std::size_t body_bytes) {
    switch (at_) {
        case place::size_first:
        case place::size:
            return take_size(character);
        case place::extension_name_first:
        case place::extension_name:
        case place::extension_value_first:
        case place::extension_value:
        case place::quoted:
        case place::quoted_pair:
        case place::quoted_end:
            return take_extension(character);
        case place::size_line_feed:
            return take_size_line_feed(character, body_bytes);
        case place::data_return:
            return expect('\r', character, place::data_line_feed);
        case place::data_line_feed:
            return expect('\n', character, place::size_first);
        case place::trailer_first:
        case place::trailer:
        case place::trailer_line_feed:
            return take_trailer(character);
        case place::last_line_feed:
            return character == '\n' ? progress::whole : progress::malformed;
        case place::data:
            break;
    }
    return progress::malformed;
}

chunked_body::progress chunked_body::expect(char wanted, char character, place next) {
    return character == wanted ? go(next) : progress::malformed;
}

chunked_body::progress chunked_body::go(place next) {
    at_ = next;
    return progress::incomplete;
}

chunked_body::progress chunked_body::take_size(char character) {
    bool const first = at_ == place::size_first;
    if (first) {
        chunk_left_ = 0;
        size_digits_ = 0;
    }
    int const digit = hexadecimal_value(character);
    if (digit < 0) return first ? progress::malformed : take_after_extension(character);
    if (++size_digits_ > size_digits_max) return progress::malformed;
    chunk_left_ = chunk_left_ * 16 + static_cast<std::uint64_t>(digit);
    return go(place::size);
}

/// Behind a size, a name or a value: the next extension, or the end of the line.
chunked_body::progress chunked_body::take_after_extension(char character) {
    if (character == ';') return go(place::extension_name_first);
    return expect('\r', character, place::size_line_feed);
}

chunked_body::progress chunked_body::take_extension(char character) {
    bool const token = is_token_character(character);
    switch (at_) {
        case place::extension_name_first:
            return token ? go(place::extension_name) : progress::malformed;
        case place::extension_name:
            if (token) return progress::incomplete;
            if (character == '=') return go(place::extension_value_first);
            return take_after_extension(character);
        case place::extension_value_first:
            if (character == '"') return go(place::quoted);
            return token ? go(place::extension_value) : progress::malformed;
        case place::extension_value:
            return token ? progress::incomplete : take_after_extension(character);
        case place::quoted:
            if (character == '"') return go(place::quoted_end);
            if (character == '\\') return go(place::quoted_pair);
            return is_value_character(character) ? progress::incomplete : progress::malformed;
        case place::quoted_pair:
            return is_value_character(character) ? go(place::quoted) : progress::malformed;
        default:
            return take_after_extension(character);
    }
}

chunked_body::progress chunked_body::take_size_line_feed(char character, std::size_t body_bytes) {
    if (character != '\n') return progress::malformed;
    if (chunk_left_ == 0) return go(place::trailer_first);
    if (chunk_left_ > body_bytes_max_ - body_bytes) return progress::too_large;
    return go(place::data);
}

chunked_body::progress chunked_body::take_trailer(char character) {
    if (++trailer_bytes_ > trailer_bytes_max) return progress::malformed;
    if (at_ == place::trailer_line_feed) {
        bool const good = character == '\n' && is_trailer(trailer_);
        trailer_.clear();
        return good ? go(place::trailer_first) : progress::malformed;
    }
    if (at_ == place::trailer_first) {
        if (character == '\r') return go(place::last_line_feed);
        if (++trailer_fields_ > header_fields_max) return progress::malformed;
    }
    if (character == '\r') return go(place::trailer_line_feed);
    if (!is_value_character(character)) return progress::malformed;
    trailer_.push_back(character);
    return go(place::trailer);
}

} // namespace talent::http
