// The field table: each resource describes its fields once, beside its struct, and everything else
// follows from that description: the JSON reader (all errors at once, unknown, duplicate and
// server-owned fields refused), the JSON writer, merge patch, the OpenAPI schema, the SQL columns,
// the CSV columns and the inventory of personal data.
//
// clang-format off
//   struct demand { uuid id; std::string title; std::optional<money> pay_min; };
//
//   in model.hpp    template <> struct json::described<demand> { static object_definition const& table(); };
//
//   in fields.cpp   object_definition const& described<demand>::table() {
//                       static constexpr field_definition fields[] = {
//                           field<&demand::id>("id", {.owner = owner::server, .about = "…"}),
//                           field<&demand::title>("title", {.required = true, .length_max = 120, .about = "…"}),
//                       };
//                       static constexpr object_definition table{"demand", "A talent demand.", fields};
//                       return table;
//                   }
// clang-format on
//
// Tables are constants; all functions are pure; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "common/base/cell.hpp"
#include "common/base/clock.hpp"
#include "common/base/money.hpp"
#include "common/base/result.hpp"
#include "common/base/uuid.hpp"
#include "common/json/value.hpp"
#include "common/json/writer.hpp"

namespace talent::json {

/// The closed vocabularies that a text field can be bound to.
enum class code_list : std::uint8_t { none, region, occupation, industry, skill };

/// Says whether a code is in a vocabulary. Implemented by vocabulary::catalogue.
class code_checker {
  public:
    virtual ~code_checker() = default;
    virtual bool known(code_list list, std::string_view code) const = 0;
};

enum class owner : std::uint8_t {
    client,      // set by the client, at creation and by patch
    client_once, // set by the client at creation, fixed afterwards
    server,      // set by the server; a request that names it is refused
};

enum class exposure : std::uint8_t {
    shown,      // in requests and answers
    write_only, // in requests only (a password)
    hidden,     // stored, in neither requests nor answers (a hash)
    secret, // in its database column only: in no answer and in no journal entry (a password's hash)
    derived, // in answers, not stored: reckoned at read time (an expired state)
    sealed,  // in requests and answers; at rest only inside the object's sealed member, under the
             // key of the person it tells of (common/personal): in no column, journal entry or feed
};

enum class text_format : std::uint8_t {
    line,       // no line feed
    paragraphs, // line feeds and tabs allowed
    email,
    phone,
    sha256,      // 64 lower-case hexadecimal digits
    web_address, // https:// or http://
};

/// A further rule for a text, with the word and the sentence for when it does not hold.
struct text_rule {
    bool (*accepts)(std::string_view text);
    std::string_view code;
    std::string_view detail;
};

struct field_options {
    json::owner owner = owner::client;
    json::exposure exposure = exposure::shown;
    bool required = false;                // must be given at creation; never null
    bool personal = false;                // identifies or is about a natural person
    std::int64_t minimum = 0;             // integers; money in fen
    std::int64_t maximum = money_fen_max; // integers; money in fen
    std::size_t length_min = 0;           // code points of text
    std::size_t length_max = 200;         // code points of text
    std::size_t items_max = 50;           // elements of a list
    code_list codes = code_list::none;
    text_format format = text_format::line;
    text_rule const* rule = nullptr;
    std::string_view about = {};
};

struct field_definition;

/// A resource's table. Its name is its OpenAPI schema's name.
struct object_definition {
    std::string_view name;
    std::string_view about;
    std::span<field_definition const> fields;

    field_definition const* find(std::string_view field_name) const;
};

template <class T>
struct described; // specialised per struct: static object_definition const& table();

/// What a reader needs to know besides the document.
struct read_context {
    code_checker const* codes = nullptr; // null: codes are taken as they are (trusted input)
    bool stored = false;  // a document the server wrote itself: hidden and server fields accepted
    bool partial = false; // a merge patch: nothing is required, null clears
    std::vector<field_error> errors = {};

    void fail(std::string_view pointer, std::string_view code, std::string_view detail);
};

/// What can be done with a value of one type; one constant per type, found by operations_of<T>.
struct type_operations {
    void (*read)(value const& from, void* to, field_options const& options,
                 std::string const& pointer, read_context& context);
    void (*write)(void const* from, writer& to, bool stored);
    void (*schema)(writer& to, field_options const& options);
    cell (*to_cell)(void const* from);
    void (*from_cell)(cell const& from, void* to);
    void (*append_csv)(void const* from, std::string& to);
    bool (*is_set)(void const* from); // false: an empty optional
    void (*clear)(void* to);
    cell_kind stored_as;
    bool optional;
    object_definition const& (
        *nested)(); // the table of a described struct (or of its list), else null
};

template <class T>
type_operations const& operations_of();

struct field_definition {
    std::string_view name;
    void* (*member)(void* object);
    type_operations const& (*operations)();
    field_options options;

    void const* member_of(void const* object) const { return member(const_cast<void*>(object)); }
    bool is_column() const {
        return options.exposure != exposure::derived && options.exposure != exposure::write_only &&
               options.exposure != exposure::sealed;
    }
};

template <class Member>
struct member_traits;
template <class Object, class Type>
struct member_traits<Type Object::*> {
    using object = Object;
    using type = Type;
};

template <auto Member>
constexpr field_definition field(std::string_view name, field_options options = {}) {
    using traits = member_traits<decltype(Member)>;
    return {name,
            [](void* object) -> void* {
                return &(static_cast<typename traits::object*>(object)->*Member);
            },
            &operations_of<typename traits::type>, options};
}

// -- reading and writing whole objects --

/// Reads every field; errors go to the context, each with its JSON Pointer under `pointer`.
void read_object(value const& from, void* to, object_definition const& table,
                 std::string const& pointer, read_context& context);
void write_object(void const* from, object_definition const& table, writer& to, bool stored);
/// Writes the members only, inside an object that the caller has begun.
void write_members(void const* from, object_definition const& table, writer& to, bool stored);
void write_schema(object_definition const& table, writer& to);

/// A request's body as a new T, or invalid_fields with every error.
template <class T>
result<T> read(value const& from, code_checker const& codes) {
    T made{};
    read_context context{.codes = &codes};
    read_object(from, &made, described<T>::table(), "", context);
    if (!context.errors.empty()) {
        return problem{
            .code = error_code::invalid_fields, .detail = {}, .errors = std::move(context.errors)};
    }
    return made;
}

/// RFC 7396: applies a merge patch to an object that exists. Fixed and server fields are refused.
template <class T>
result<void> patch(value const& from, T& to, code_checker const& codes) {
    T changed = to;
    read_context context{.codes = &codes, .partial = true};
    read_object(from, &changed, described<T>::table(), "", context);
    if (!context.errors.empty()) {
        return problem{
            .code = error_code::invalid_fields, .detail = {}, .errors = std::move(context.errors)};
    }
    to = std::move(changed);
    return success();
}

/// The object as an answer shows it.
template <class T>
std::string write_shown(T const& object) {
    writer to;
    write_object(&object, described<T>::table(), to, false);
    return to.take();
}

/// The object as the server stores it, hidden fields included; read_stored is its inverse.
template <class T>
std::string write_stored(T const& object) {
    writer to;
    write_object(&object, described<T>::table(), to, true);
    return to.take();
}

/// Reads what write_stored wrote. A fault here is a bug or a damaged record: throws runtime_error.
void read_stored_object(value const& from, void* to, object_definition const& table);
template <class T>
T read_stored(std::string_view text) {
    auto document = parse(text);
    T made{};
    read_stored_object(document.has_value() ? document.value() : value{}, &made,
                       described<T>::table());
    return made;
}

// -- what is sealed at rest --

/// The fields of exposure `sealed` as one document, and back: nothing else is read or written.
std::string write_sealed_fields(void const* from, object_definition const& table);
/// Throws runtime_error where the text is no such document.
void read_sealed_fields(std::string_view text, void* to, object_definition const& table);

// -- the other derivations --

std::string csv_header(object_definition const& table);
/// One line with its CRLF; formula injection neutralised (OWASP CSV injection).
std::string csv_line(void const* object, object_definition const& table);

struct personal_field {
    std::string object;
    std::string field;
    std::string about;
};
std::vector<personal_field> personal_inventory(std::span<object_definition const* const> tables);

} // namespace talent::json

#include "common/json/operations.hpp"
