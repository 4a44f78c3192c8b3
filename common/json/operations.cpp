#include "common/json/operations.hpp"

#include <stdexcept>

#include "common/base/text.hpp"
#include "common/json/text_format.hpp"

namespace talent::json::detail {
namespace {

void describe(writer& to, field_options const& options) {
    if (!options.about.empty()) to.member("description", options.about);
}

bool expect(bool fits, std::string_view type_name, std::string const& pointer,
            read_context& context) {
    if (!fits) context.fail(pointer, "wrong_type", "must be " + std::string(type_name));
    return fits;
}

// -- text --

void check_text(std::string const& text, field_options const& options, std::string const& pointer,
                read_context& context) {
    if (context.stored) return;
    if (auto const fault = format_fault(text, options.format)) {
        context.fail(pointer, fault->code, fault->detail);
        return;
    }
    auto const length = count_code_points(text);
    if (length < options.length_min) {
        context.fail(pointer, "too_short",
                     "must have at least " + std::to_string(options.length_min) + " characters");
    } else if (length > options.length_max) {
        context.fail(pointer, "too_long",
                     "must have at most " + std::to_string(options.length_max) + " characters");
    } else if (options.codes != code_list::none && context.codes != nullptr &&
               !context.codes->known(options.codes, text)) {
        context.fail(
            pointer, "unknown_code",
            "is not a code of the vocabulary '" + std::string(list_name(options.codes)) + "'");
    } else if (options.rule != nullptr && !options.rule->accepts(text)) {
        context.fail(pointer, options.rule->code, options.rule->detail);
    }
}

void read_text(value const& from, void* to, field_options const& options,
               std::string const& pointer, read_context& context) {
    if (!expect(from.is_string(), "a string", pointer, context)) return;
    check_text(from.text(), options, pointer, context);
    *static_cast<std::string*>(to) = from.text();
}

void text_schema(writer& to, field_options const& options) {
    to.begin_object().member("type", "string");
    if (options.length_min > 0)
        to.member("minLength", static_cast<std::int64_t>(options.length_min));
    to.member("maxLength", static_cast<std::int64_t>(options.length_max));
    if (auto const name = schema_format(options.format); !name.empty()) to.member("format", name);
    if (options.codes != code_list::none) to.member("x-vocabulary", list_name(options.codes));
    describe(to, options);
    to.end_object();
}

// -- integers --

void check_range(std::int64_t number, field_options const& options, std::string const& pointer,
                 read_context& context, std::string (*show)(std::int64_t)) {
    if (context.stored || (number >= options.minimum && number <= options.maximum)) return;
    context.fail(pointer, "out_of_range",
                 "must be from " + show(options.minimum) + " to " + show(options.maximum));
}

std::string show_integer(std::int64_t number) {
    return std::to_string(number);
}
std::string show_fen(std::int64_t fen) {
    return format_money({fen});
}

void read_integer(value const& from, void* to, field_options const& options,
                  std::string const& pointer, read_context& context) {
    auto const number = from.integer();
    if (!expect(number.has_value(), "an integer of at most 64 bits", pointer, context)) return;
    check_range(*number, options, pointer, context, &show_integer);
    *static_cast<std::int64_t*>(to) = *number;
}

void integer_schema(writer& to, field_options const& options) {
    to.begin_object()
        .member("type", "integer")
        .member("minimum", options.minimum)
        .member("maximum", options.maximum);
    describe(to, options);
    to.end_object();
}

// -- money: {"amount":"12345.67","currency":"CNY"} --

void read_money(value const& from, void* to, field_options const& options,
                std::string const& pointer, read_context& context) {
    if (!expect(from.is_object(), R"(an object {"amount","currency"})", pointer, context)) return;
    for (auto const& [name, member] : from.members()) {
        if (name != "amount" && name != "currency") {
            context.fail(pointer + "/" + escape_pointer(name), "unknown_field",
                         "is not a field of money");
        }
    }
    auto const* code = from.find("currency");
    if (code == nullptr || !code->is_string() || code->text() != currency) {
        context.fail(pointer + "/currency", "unknown_currency", "must be \"CNY\"");
    }
    auto const* amount = from.find("amount");
    auto const parsed =
        amount != nullptr && amount->is_string() ? parse_money(amount->text()) : std::nullopt;
    if (!parsed) {
        context.fail(pointer + "/amount", "not_money",
                     "must be a string of digits with at most two decimals");
        return;
    }
    check_range(parsed->fen, options, pointer + "/amount", context, &show_fen);
    *static_cast<money*>(to) = *parsed;
}

void write_money(void const* from, writer& to, bool) {
    to.begin_object()
        .member("amount", format_money(*static_cast<money const*>(from)))
        .member("currency", currency)
        .end_object();
}

void money_schema(writer& to, field_options const& options) {
    to.begin_object().member("type", "object");
    to.key("required").begin_array().string("amount").string("currency").end_array();
    to.key("properties").begin_object();
    to.key("amount")
        .begin_object()
        .member("type", "string")
        .member("pattern", R"(^-?[0-9]+(\.[0-9]{1,2})?$)")
        .end_object();
    to.key("currency").begin_object().member("const", currency).end_object();
    to.end_object().member("additionalProperties", false);
    describe(to, options);
    to.end_object();
}

// -- instants, dates, ids: strings with a form --

template <class T, std::optional<T> (*Parse)(std::string_view)>
void read_formed(value const& from, void* to, std::string const& pointer, read_context& context,
                 std::string_view form) {
    auto const parsed = from.is_string() ? Parse(from.text()) : std::nullopt;
    if (expect(parsed.has_value(), form, pointer, context)) *static_cast<T*>(to) = *parsed;
}

void formed_schema(writer& to, field_options const& options, std::string_view format) {
    to.begin_object().member("type", "string").member("format", format);
    describe(to, options);
    to.end_object();
}

} // namespace

void throw_bad_cell(std::string_view what) {
    throw std::runtime_error("a stored value is not a " + std::string(what));
}

value parse_stored(std::string_view text) {
    auto parsed = parse(text);
    if (!parsed.has_value()) throw_bad_cell("JSON text");
    return std::move(parsed).value();
}

// A cell that a spreadsheet would take for a formula gets a leading apostrophe (OWASP CSV
// injection); East Asian ones take the full-width signs for the signs.
void append_csv_text(std::string_view text, std::string& to) {
    static constexpr std::string_view starts[] = {"=",  "+",  "-",  "@",  "\t", "\r",
                                                  "\n", "＝", "＋", "－", "＠"};
    bool const formula = std::any_of(std::begin(starts), std::end(starts),
                                     [&](auto start) { return text.starts_with(start); });
    bool const quote = formula || text.find_first_of("\",\r\n;") != std::string_view::npos;
    if (!quote) {
        to.append(text);
        return;
    }
    to.push_back('"');
    if (formula) to.push_back('\'');
    for (char const character : text) {
        if (character == '"') to.push_back('"');
        to.push_back(character);
    }
    to.push_back('"');
}

void read_enumeration(value const& from, std::span<std::string_view const> names,
                      std::string const& pointer, read_context& context,
                      void (*store)(void* to, std::size_t index), void* to) {
    if (!expect(from.is_string(), "a string", pointer, context)) return;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i] == from.text()) {
            store(to, i);
            return;
        }
    }
    std::string known;
    for (auto const name : names)
        known.append(known.empty() ? "" : ", ").append(name);
    context.fail(pointer, "unknown_value", "must be one of: " + known);
}

void write_enumeration_schema(writer& to, std::span<std::string_view const> names,
                              field_options const& options) {
    to.begin_object().member("type", "string").key("enum").begin_array();
    for (auto const name : names)
        to.string(name);
    to.end_array();
    describe(to, options);
    to.end_object();
}

void read_list(value const& from, field_options const& options, std::string const& pointer,
               read_context& context, type_operations const& element, void* (*append)(void* list),
               void* list) {
    if (!expect(from.is_array(), "a list", pointer, context)) return;
    if (!context.stored && from.elements().size() > options.items_max) {
        context.fail(pointer, "too_many",
                     "must have at most " + std::to_string(options.items_max) + " elements");
        return;
    }
    for (std::size_t i = 0; i < from.elements().size(); ++i) {
        element.read(from.elements()[i], append(list), options, pointer + "/" + std::to_string(i),
                     context);
    }
}

void write_list_schema(writer& to, field_options const& options, type_operations const& element) {
    to.begin_object()
        .member("type", "array")
        .member("maxItems", static_cast<std::int64_t>(options.items_max));
    describe(to, options);
    field_options without = options;
    without.about = {};
    to.key("items");
    element.schema(to, without);
    to.end_object();
}

type_operations const& text_operations() {
    static constexpr type_operations operations{
        .read = &read_text,
        .write = [](void const* from, writer& to,
                    bool) { to.string(*static_cast<std::string const*>(from)); },
        .schema = &text_schema,
        .to_cell = [](void const* from) -> cell { return *static_cast<std::string const*>(from); },
        .from_cell = [](cell const& from,
                        void* to) { *static_cast<std::string*>(to) = text_of(from); },
        .append_csv =
            [](void const* from, std::string& to) {
                append_csv_text(*static_cast<std::string const*>(from), to);
            },
        .is_set = [](void const* from) { return !static_cast<std::string const*>(from)->empty(); },
        .clear = [](void* to) { static_cast<std::string*>(to)->clear(); },
        .stored_as = cell_kind::text,
        .optional = false,
        .nested = nullptr,
    };
    return operations;
}

type_operations const& integer_operations() {
    static constexpr type_operations operations{
        .read = &read_integer,
        .write = [](void const* from, writer& to,
                    bool) { to.integer(*static_cast<std::int64_t const*>(from)); },
        .schema = &integer_schema,
        .to_cell = [](void const* from) -> cell { return *static_cast<std::int64_t const*>(from); },
        .from_cell = [](cell const& from,
                        void* to) { *static_cast<std::int64_t*>(to) = integer_of(from); },
        .append_csv =
            [](void const* from, std::string& to) {
                to.append(std::to_string(*static_cast<std::int64_t const*>(from)));
            },
        .is_set = [](void const*) { return true; },
        .clear = [](void* to) { *static_cast<std::int64_t*>(to) = 0; },
        .stored_as = cell_kind::integer,
        .optional = false,
        .nested = nullptr,
    };
    return operations;
}

type_operations const& boolean_operations() {
    static constexpr type_operations operations{
        .read =
            [](value const& from, void* to, field_options const&, std::string const& pointer,
               read_context& context) {
                if (expect(from.is_boolean(), "true or false", pointer, context))
                    *static_cast<bool*>(to) = from.boolean();
            },
        .write = [](void const* from, writer& to,
                    bool) { to.boolean(*static_cast<bool const*>(from)); },
        .schema =
            [](writer& to, field_options const& options) {
                to.begin_object().member("type", "boolean");
                describe(to, options);
                to.end_object();
            },
        .to_cell = [](void const* from) -> cell {
            return std::int64_t{*static_cast<bool const*>(from)};
        },
        .from_cell = [](cell const& from,
                        void* to) { *static_cast<bool*>(to) = integer_of(from) != 0; },
        .append_csv =
            [](void const* from, std::string& to) {
                to.append(*static_cast<bool const*>(from) ? "true" : "false");
            },
        .is_set = [](void const*) { return true; },
        .clear = [](void* to) { *static_cast<bool*>(to) = false; },
        .stored_as = cell_kind::integer,
        .optional = false,
        .nested = nullptr,
    };
    return operations;
}

type_operations const& money_operations() {
    static constexpr type_operations operations{
        .read = &read_money,
        .write = &write_money,
        .schema = &money_schema,
        .to_cell = [](void const* from) -> cell { return static_cast<money const*>(from)->fen; },
        .from_cell = [](cell const& from,
                        void* to) { static_cast<money*>(to)->fen = integer_of(from); },
        .append_csv =
            [](void const* from, std::string& to) {
                to.append(format_money(*static_cast<money const*>(from)));
            },
        .is_set = [](void const*) { return true; },
        .clear = [](void* to) { *static_cast<money*>(to) = {}; },
        .stored_as = cell_kind::integer,
        .optional = false,
        .nested = nullptr,
    };
    return operations;
}

type_operations const& instant_operations() {
    static constexpr type_operations operations{
        .read =
            [](value const& from, void* to, field_options const&, std::string const& pointer,
               read_context& context) {
                read_formed<instant, &parse_instant>(from, to, pointer, context,
                                                     "an instant as RFC 3339 has it, with offset");
            },
        .write = [](void const* from, writer& to,
                    bool) { to.string(format_instant(*static_cast<instant const*>(from))); },
        .schema = [](writer& to,
                     field_options const& options) { formed_schema(to, options, "date-time"); },
        .to_cell = [](void const* from) -> cell {
            return to_milliseconds(*static_cast<instant const*>(from));
        },
        .from_cell =
            [](cell const& from, void* to) {
                *static_cast<instant*>(to) = from_milliseconds(integer_of(from));
            },
        .append_csv =
            [](void const* from, std::string& to) {
                to.append(format_instant(*static_cast<instant const*>(from)));
            },
        .is_set = [](void const*) { return true; },
        .clear = [](void* to) { *static_cast<instant*>(to) = {}; },
        .stored_as = cell_kind::integer,
        .optional = false,
        .nested = nullptr,
    };
    return operations;
}

// Dates are stored as text, since 1950-01-01 has no other use than to be read.
type_operations const& date_operations() {
    static constexpr type_operations operations{
        .read =
            [](value const& from, void* to, field_options const&, std::string const& pointer,
               read_context& context) {
                read_formed<date, &parse_date>(from, to, pointer, context,
                                               "a date such as 2026-01-31");
            },
        .write = [](void const* from, writer& to,
                    bool) { to.string(format_date(*static_cast<date const*>(from))); },
        .schema = [](writer& to,
                     field_options const& options) { formed_schema(to, options, "date"); },
        .to_cell = [](void const* from) -> cell {
            return format_date(*static_cast<date const*>(from));
        },
        .from_cell =
            [](cell const& from, void* to) {
                auto const parsed = parse_date(text_of(from));
                if (!parsed) throw_bad_cell("date");
                *static_cast<date*>(to) = *parsed;
            },
        .append_csv =
            [](void const* from, std::string& to) {
                to.append(format_date(*static_cast<date const*>(from)));
            },
        .is_set = [](void const*) { return true; },
        .clear = [](void* to) { *static_cast<date*>(to) = {}; },
        .stored_as = cell_kind::text,
        .optional = false,
        .nested = nullptr,
    };
    return operations;
}

type_operations const& uuid_operations() {
    static constexpr type_operations operations{
        .read =
            [](value const& from, void* to, field_options const&, std::string const& pointer,
               read_context& context) {
                read_formed<uuid, &parse_uuid>(from, to, pointer, context,
                                               "a UUID of 36 characters");
            },
        .write = [](void const* from, writer& to,
                    bool) { to.string(to_string(*static_cast<uuid const*>(from))); },
        .schema = [](writer& to,
                     field_options const& options) { formed_schema(to, options, "uuid"); },
        .to_cell = [](void const* from) -> cell {
            return to_string(*static_cast<uuid const*>(from));
        },
        .from_cell =
            [](cell const& from, void* to) {
                auto const parsed = parse_uuid(text_of(from));
                if (!parsed) throw_bad_cell("UUID");
                *static_cast<uuid*>(to) = *parsed;
            },
        .append_csv =
            [](void const* from, std::string& to) {
                to.append(to_string(*static_cast<uuid const*>(from)));
            },
        .is_set = [](void const* from) { return !static_cast<uuid const*>(from)->is_nil(); },
        .clear = [](void* to) { *static_cast<uuid*>(to) = {}; },
        .stored_as = cell_kind::text,
        .optional = false,
        .nested = nullptr,
    };
    return operations;
}

} // namespace talent::json::detail
