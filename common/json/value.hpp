// A JSON document as it was sent, and the strict reader that makes one (RapidJSON underneath).
// Strict: UTF-8 without byte-order mark, no duplicate keys, no NUL, limited depth and size; numbers
// keep their digits, so that nothing is rounded before a type has been asked for. Values; any
// thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "common/base/result.hpp"

namespace talent::json {

inline constexpr std::size_t depth_max = 64;
inline constexpr std::size_t values_max = 200'000; // values in one document

enum class kind : std::uint8_t { null, boolean, number, string, array, object };

class value {
  public:
    using member = std::pair<std::string, value>;

    value() = default;
    static value of_boolean(bool flag);
    static value of_number(std::string digits);
    static value of_integer(std::int64_t number);
    static value of_string(std::string text);
    static value of_array(std::vector<value> elements = {});
    static value of_object(std::vector<member> members = {});

    json::kind kind() const { return kind_; }
    bool is_null() const { return kind_ == kind::null; }
    bool is_object() const { return kind_ == kind::object; }
    bool is_array() const { return kind_ == kind::array; }
    bool is_string() const { return kind_ == kind::string; }
    bool is_number() const { return kind_ == kind::number; }
    bool is_boolean() const { return kind_ == kind::boolean; }

    bool boolean() const { return flag_; }
    /// The string's text, or the number's digits as sent.
    std::string const& text() const { return text_; }
    /// The number as an integer; nothing for 1.5, 1e3 or beyond 64 bits.
    std::optional<std::int64_t> integer() const;

    std::vector<value> const& elements() const { return elements_; }
    std::vector<value>& elements() { return elements_; }
    std::vector<member> const& members() const { return members_; }
    std::vector<member>& members() { return members_; }

    /// The member of that name, or null where there is none or this is no object.
    value const* find(std::string_view name) const;
    /// For tests and trusted input: the member, or a null value where there is none.
    value const& operator[](std::string_view name) const;
    /// Replaces or appends a member.
    void set(std::string name, value member);

    bool operator==(value const&) const = default;

  private:
    json::kind kind_ = kind::null;
    bool flag_ = false;
    std::string text_;
    std::vector<value> elements_;
    std::vector<member> members_;
};

/// Reads one document; the problem is malformed_json with the byte offset in its detail.
result<value> parse(std::string_view bytes);

/// Compact UTF-8.
std::string write(value const& document);

} // namespace talent::json
