// Writes JSON text forward, compact, by RapidJSON's writer. One owner, one thread.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace talent::json {

class value;

class writer {
  public:
    writer();
    ~writer();
    writer(writer&&) noexcept;
    writer& operator=(writer&&) noexcept;

    writer& begin_object();
    writer& end_object();
    writer& begin_array();
    writer& end_array();
    writer& key(std::string_view name);
    writer& string(std::string_view text);
    writer& integer(std::int64_t number);
    writer& boolean(bool flag);
    writer& null();
    /// A number given by its digits.
    writer& digits(std::string_view number);
    /// A whole JSON value that is known to be well-formed.
    writer& raw(std::string_view json);
    writer& document(value const& document);

    writer& member(std::string_view name, std::string_view text) { return key(name).string(text); }
    writer& member(std::string_view name, char const* text) { return key(name).string(text); }
    writer& member(std::string_view name, std::int64_t number) { return key(name).integer(number); }
    writer& member(std::string_view name, int number) { return key(name).integer(number); }
    writer& member(std::string_view name, bool flag) { return key(name).boolean(flag); }

    /// The text so far; the writer is empty afterwards.
    std::string take();

  private:
    struct state;
    std::unique_ptr<state> state_;
};

} // namespace talent::json
