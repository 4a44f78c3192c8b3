// The operations of each type a field can have. To give an enumeration its names on the wire,
// specialise enumeration<E>; a described struct nests by itself. Included by fields.hpp only.
#pragma once

#include "common/json/fields.hpp"

namespace talent::json {

/// specialise: static std::span<std::string_view const> names(); in the enumerators' order from 0.
template <class E>
struct enumeration;

template <class T>
concept described_struct = requires {
    { described<T>::table() } -> std::same_as<object_definition const&>;
};
template <class T>
concept named_enumeration = std::is_enum_v<T> && requires {
    enumeration<T>::names();
};

template <named_enumeration E>
std::string_view name_of(E value) {
    return enumeration<E>::names()[static_cast<std::size_t>(value)];
}
template <named_enumeration E>
std::optional<E> enumerator_named(std::string_view name) {
    auto const names = enumeration<E>::names();
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i] == name) return static_cast<E>(i);
    }
    return std::nullopt;
}

namespace detail {

// Scalars: one set of plain functions per type, in operations.cpp.
type_operations const& text_operations();
type_operations const& integer_operations();
type_operations const& boolean_operations();
type_operations const& money_operations();
type_operations const& instant_operations();
type_operations const& date_operations();
type_operations const& uuid_operations();

void read_enumeration(value const& from, std::span<std::string_view const> names,
                      std::string const& pointer, read_context& context,
                      void (*store)(void* to, std::size_t index), void* to);
void write_enumeration_schema(writer& to, std::span<std::string_view const> names,
                              field_options const& options);
void read_list(value const& from, field_options const& options, std::string const& pointer,
               read_context& context, type_operations const& element, void* (*append)(void* list),
               void* list);
void write_list_schema(writer& to, field_options const& options, type_operations const& element);
void throw_bad_cell(std::string_view what);
void append_csv_text(std::string_view text, std::string& to);
value parse_stored(std::string_view text);

template <class E>
type_operations const& enumeration_operations() {
    static constexpr type_operations operations{
        .read =
            [](value const& from, void* to, field_options const&, std::string const& pointer,
               read_context& context) {
                read_enumeration(
                    from, enumeration<E>::names(), pointer, context,
                    [](void* target, std::size_t index) {
                        *static_cast<E*>(target) = static_cast<E>(index);
                    },
                    to);
            },
        .write = [](void const* from, writer& to,
                    bool) { to.string(name_of(*static_cast<E const*>(from))); },
        .schema =
            [](writer& to, field_options const& options) {
                write_enumeration_schema(to, enumeration<E>::names(), options);
            },
        .to_cell = [](void const* from) -> cell {
            return std::string(name_of(*static_cast<E const*>(from)));
        },
        .from_cell =
            [](cell const& from, void* to) {
                auto const found = enumerator_named<E>(text_of(from));
                if (!found) throw_bad_cell("enumeration");
                *static_cast<E*>(to) = *found;
            },
        .append_csv = [](void const* from,
                         std::string& to) { to.append(name_of(*static_cast<E const*>(from))); },
        .is_set = [](void const*) { return true; },
        .clear = [](void* to) { *static_cast<E*>(to) = E{}; },
        .stored_as = cell_kind::text,
        .optional = false,
        .nested = nullptr,
    };
    return operations;
}

template <class T>
type_operations const& struct_operations() {
    static constexpr type_operations operations{
        .read =
            [](value const& from, void* to, field_options const&, std::string const& pointer,
               read_context& context) {
                read_object(from, to, described<T>::table(), pointer, context);
            },
        .write = [](void const* from, writer& to,
                    bool stored) { write_object(from, described<T>::table(), to, stored); },
        .schema = [](writer& to, field_options const&) { write_schema(described<T>::table(), to); },
        .to_cell = [](void const* from) -> cell {
            return write_stored(*static_cast<T const*>(from));
        },
        .from_cell =
            [](cell const& from, void* to) {
                read_stored_object(parse_stored(text_of(from)), to, described<T>::table());
            },
        .append_csv =
            [](void const* from, std::string& to) {
                append_csv_text(write_shown(*static_cast<T const*>(from)), to);
            },
        .is_set = [](void const*) { return true; },
        .clear = [](void* to) { *static_cast<T*>(to) = T{}; },
        .stored_as = cell_kind::text,
        .optional = false,
        .nested = &described<T>::table,
    };
    return operations;
}

template <class T>
struct optional_operations;
template <class T>
struct optional_operations<std::optional<T>> {
    static type_operations const& get() {
        static type_operations const operations{
            .read =
                [](value const& from, void* to, field_options const& options,
                   std::string const& pointer, read_context& context) {
                    auto& target = *static_cast<std::optional<T>*>(to);
                    if (from.is_null()) {
                        target.reset();
                        return;
                    }
                    // What was not there before is read as new: a patch cannot leave half of it.
                    bool const partial = context.partial;
                    context.partial = partial && target.has_value();
                    if (!target) target.emplace();
                    operations_of<T>().read(from, &*target, options, pointer, context);
                    context.partial = partial;
                },
            .write =
                [](void const* from, writer& to, bool stored) {
                    auto const& source = *static_cast<std::optional<T> const*>(from);
                    source ? operations_of<T>().write(&*source, to, stored)
                           : static_cast<void>(to.null());
                },
            .schema = operations_of<T>().schema,
            .to_cell = [](void const* from) -> cell {
                auto const& source = *static_cast<std::optional<T> const*>(from);
                return source ? operations_of<T>().to_cell(&*source) : cell{null_cell{}};
            },
            .from_cell =
                [](cell const& from, void* to) {
                    auto& target = *static_cast<std::optional<T>*>(to);
                    if (is_null(from)) {
                        target.reset();
                    } else {
                        operations_of<T>().from_cell(from, &target.emplace());
                    }
                },
            .append_csv =
                [](void const* from, std::string& to) {
                    auto const& source = *static_cast<std::optional<T> const*>(from);
                    if (source) operations_of<T>().append_csv(&*source, to);
                },
            .is_set =
                [](void const* from) {
                    return static_cast<std::optional<T> const*>(from)->has_value();
                },
            .clear = [](void* to) { static_cast<std::optional<T>*>(to)->reset(); },
            .stored_as = operations_of<T>().stored_as,
            .optional = true,
            .nested = operations_of<T>().nested,
        };
        return operations;
    }
};

template <class T>
struct list_operations;
template <class T>
struct list_operations<std::vector<T>> {
    static void write(void const* from, writer& to, bool stored) {
        to.begin_array();
        for (auto const& element : *static_cast<std::vector<T> const*>(from)) {
            operations_of<T>().write(&element, to, stored);
        }
        to.end_array();
    }
    static void* append(void* list) { return &static_cast<std::vector<T>*>(list)->emplace_back(); }

    static type_operations const& get() {
        static type_operations const operations{
            .read =
                [](value const& from, void* to, field_options const& options,
                   std::string const& pointer, read_context& context) {
                    static_cast<std::vector<T>*>(to)->clear();
                    // A list is replaced whole (RFC 7396), so its elements are read as new ones.
                    bool const partial = std::exchange(context.partial, false);
                    read_list(from, options, pointer, context, operations_of<T>(), &append, to);
                    context.partial = partial;
                },
            .write = &write,
            .schema =
                [](writer& to, field_options const& options) {
                    write_list_schema(to, options, operations_of<T>());
                },
            .to_cell = [](void const* from) -> cell {
                writer to;
                write(from, to, true);
                return to.take();
            },
            .from_cell =
                [](cell const& from, void* to) {
                    static_cast<std::vector<T>*>(to)->clear();
                    read_context context{.stored = true};
                    read_list(parse_stored(text_of(from)),
                              field_options{.length_max = SIZE_MAX, .items_max = SIZE_MAX}, "",
                              context, operations_of<T>(), &append, to);
                    if (!context.errors.empty()) throw_bad_cell("list");
                },
            .append_csv =
                [](void const* from, std::string& to) {
                    std::string joined;
                    for (auto const& element : *static_cast<std::vector<T> const*>(from)) {
                        if (!joined.empty()) joined.push_back(';');
                        if constexpr (std::is_same_v<T, std::string>) {
                            joined.append(element);
                        } else if constexpr (described_struct<T>) {
                            joined.append(write_shown(element));
                        } else {
                            operations_of<T>().append_csv(&element, joined);
                        }
                    }
                    append_csv_text(joined, to);
                },
            .is_set =
                [](void const* from) { return !static_cast<std::vector<T> const*>(from)->empty(); },
            .clear = [](void* to) { static_cast<std::vector<T>*>(to)->clear(); },
            .stored_as = cell_kind::text,
            .optional = false,
            .nested = operations_of<T>().nested,
        };
        return operations;
    }
};

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;
template <class T>
inline constexpr bool is_list = false;
template <class T>
inline constexpr bool is_list<std::vector<T>> = true;

} // namespace detail

template <class T>
type_operations const& operations_of() {
    if constexpr (std::is_same_v<T, std::string>) {
        return detail::text_operations();
    } else if constexpr (std::is_same_v<T, std::int64_t>) {
        return detail::integer_operations();
    } else if constexpr (std::is_same_v<T, bool>) {
        return detail::boolean_operations();
    } else if constexpr (std::is_same_v<T, money>) {
        return detail::money_operations();
    } else if constexpr (std::is_same_v<T, instant>) {
        return detail::instant_operations();
    } else if constexpr (std::is_same_v<T, date>) {
        return detail::date_operations();
    } else if constexpr (std::is_same_v<T, uuid>) {
        return detail::uuid_operations();
    } else if constexpr (detail::is_optional<T>) {
        return detail::optional_operations<T>::get();
    } else if constexpr (detail::is_list<T>) {
        return detail::list_operations<T>::get();
    } else if constexpr (named_enumeration<T>) {
        return detail::enumeration_operations<T>();
    } else {
        static_assert(described_struct<T>, "a field's type needs enumeration<> or described<>");
        return detail::struct_operations<T>();
    }
}

} // namespace talent::json

/// Declares, inside namespace talent::json, that an enumeration has names or a struct has a table.
#define TALENT_ENUMERATION(type)                          \
    template <>                                           \
    struct enumeration<type> {                            \
        static std::span<std::string_view const> names(); \
    }
#define TALENT_DESCRIBED(type)                   \
    template <>                                  \
    struct described<type> {                     \
        static object_definition const& table(); \
    }
