// The head of a request: raw bytes → checked start line and header fields, or the problem that
// refuses them. Stricter than RFC 9112 wherever leniency lets two readers of the same bytes
// disagree (request smuggling). No sockets, so that it is tested and fuzzed alone. Pure functions;
// any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "common/base/result.hpp"
#include "common/http/request.hpp"

namespace talent::http {

/// As sent, without the white space around the value. Views into the bytes of the head.
struct header_field {
    std::string_view name;
    std::string_view value;
};

/// The fields of a head in the order in which they came. Most questions are about a field that is
/// not there: the lengths of the names that are answer them without a look at any.
class header_fields {
  public:
    void add(header_field one) {
        lengths_ |= bit_of(one.name);
        all_.push_back(one);
    }
    void clear() {
        all_.clear();
        lengths_ = 0;
    }

    /// The first field of that name, in any case; null where there is none.
    header_field const* find(std::string_view name) const;
    std::size_t count(std::string_view name) const;

    std::size_t size() const { return all_.size(); }
    auto begin() const { return all_.begin(); }
    auto end() const { return all_.end(); }

  private:
    static std::uint64_t bit_of(std::string_view name) {
        return std::uint64_t{1} << (name.size() % 64);
    }
    bool may_have(std::string_view name) const { return (lengths_ & bit_of(name)) != 0; }

    std::vector<header_field> all_;
    std::uint64_t lengths_ = 0;
};

enum class framing : std::uint8_t { none, length, chunked };

/// A head that may be acted on. Its views die with the bytes they were read from.
struct head {
    std::optional<http::method> verb; // nothing: OPTIONS, which no route has
    std::string_view target;          // origin form: starts with a slash
    int minor_version = 1;            // HTTP/1.0 or HTTP/1.1
    bool keep_alive = true;
    bool expects_continue = false;
    http::framing body = framing::none;
    std::uint64_t content_length = 0; // framing::length only
    header_fields fields;

    /// The value of a field, empty where there is none; `name` in any case.
    std::string_view value_of(std::string_view name) const {
        auto const* const found = fields.find(name);
        return found != nullptr ? found->value : std::string_view();
    }
    bool has(std::string_view name) const { return fields.find(name) != nullptr; }
};

enum class head_progress : std::uint8_t { incomplete, complete, malformed };

/// Looks for the empty line that ends a head, from `searched` on, which moves forward; when
/// complete it is the head's length. Malformed as soon as a bare CR, a bare LF, a NUL, another
/// control character or an empty first line has arrived, so that nobody waits for the rest of what
/// will be refused.
head_progress search_head_end(std::string_view bytes, std::size_t& searched);

/// Reads a complete head, empty line included. `into` is overwritten; its memory is used again.
result<void> read_head(std::string_view bytes, head& into);

/// Whether a second field of that name would leave open which of the two is meant; in any case.
bool is_single_field(std::string_view name);

/// ASCII only, as HTTP compares names.
bool equal_ignoring_case(std::string_view left, std::string_view right);
std::string_view trim_white_space(std::string_view text);

} // namespace talent::http
