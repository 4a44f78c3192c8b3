#include "common/json/fields.hpp"

#include <stdexcept>

#include "common/json/text_format.hpp"

namespace talent::json {
namespace {

// Bounds what a hostile body of a thousand wrong fields can make the server write.
constexpr std::size_t field_errors_max = 100;

bool may_be_sent(field_definition const& field, read_context const& context) {
    if (context.stored) return field.options.exposure != exposure::derived;
    if (field.options.owner == owner::server) return false;
    return field.options.exposure == exposure::shown ||
           field.options.exposure == exposure::sealed ||
           field.options.exposure == exposure::write_only;
}

void read_member(field_definition const& field, value const& from, void* object,
                 std::string const& pointer, read_context& context) {
    auto const& operations = field.operations();
    void* const target = field.member(object);
    if (!from.is_null() || operations.optional) {
        if (from.is_null() && field.options.required && !context.stored) {
            context.fail(pointer, "required", "must not be null");
            return;
        }
        operations.read(from, target, field.options, pointer, context);
        return;
    }
    // RFC 7396: null removes. What has an empty form is emptied; what has none cannot be removed.
    if (context.partial && !field.options.required && operations.stored_as == cell_kind::text) {
        operations.clear(target);
    } else {
        context.fail(pointer, "required", "must not be null");
    }
}

bool is_readable_now(field_definition const& field, read_context const& context,
                     std::string const& pointer, read_context& errors) {
    if (!may_be_sent(field, context)) {
        bool const secret = field.options.exposure == exposure::hidden ||
                            field.options.exposure == exposure::secret;
        errors.fail(pointer, secret ? "unknown_field" : "server_owned",
                    secret ? "is not a field of this object" : "is set by the server");
        return false;
    }
    if (context.partial && field.options.owner == owner::client_once) {
        errors.fail(pointer, "fixed", "cannot be changed after creation");
        return false;
    }
    return true;
}

void check_required(value const& from, object_definition const& table, std::string const& pointer,
                    read_context& context) {
    for (auto const& field : table.fields) {
        bool const needed = field.options.required && field.options.owner != owner::server;
        if (needed && from.find(field.name) == nullptr) {
            context.fail(pointer + "/" + std::string(field.name), "required", "is required");
        }
    }
}

bool is_shown(field_definition const& field, bool stored) {
    switch (field.options.exposure) {
        case exposure::shown:
            return true;
        case exposure::write_only:
            return false;
        case exposure::secret:
            return false;
        case exposure::hidden:
            return stored;
        case exposure::derived:
        case exposure::sealed:
            return !stored;
    }
    return false;
}

bool is_described(field_definition const& field) {
    return field.options.exposure != exposure::hidden && field.options.exposure != exposure::secret;
}

} // namespace

field_definition const* object_definition::find(std::string_view field_name) const {
    for (auto const& field : fields) {
        if (field.name == field_name) return &field;
    }
    return nullptr;
}

void read_context::fail(std::string_view pointer, std::string_view code, std::string_view detail) {
    if (errors.size() >= field_errors_max) return;
    errors.push_back({std::string(pointer), std::string(code), std::string(detail)});
}

void read_object(value const& from, void* to, object_definition const& table,
                 std::string const& pointer, read_context& context) {
    if (!from.is_object()) {
        context.fail(pointer, "wrong_type", "must be an object");
        return;
    }
    for (auto const& [name, member] : from.members()) {
        std::string const member_pointer = pointer + "/" + escape_pointer(name);
        auto const* field = table.find(name);
        if (field == nullptr) {
            // What the server wrote itself may be of a newer version that knows more fields.
            if (context.stored) continue;
            context.fail(member_pointer, "unknown_field", "is not a field of this object");
        } else if (is_readable_now(*field, context, member_pointer, context)) {
            read_member(*field, member, to, member_pointer, context);
        }
    }
    if (!context.partial && !context.stored) check_required(from, table, pointer, context);
}

void write_members(void const* from, object_definition const& table, writer& to, bool stored) {
    for (auto const& field : table.fields) {
        if (!is_shown(field, stored)) continue;
        auto const& operations = field.operations();
        void const* const member = field.member_of(from);
        if (operations.optional && !operations.is_set(member)) continue;
        to.key(field.name);
        operations.write(member, to, stored);
    }
}

void write_object(void const* from, object_definition const& table, writer& to, bool stored) {
    to.begin_object();
    write_members(from, table, to, stored);
    to.end_object();
}

void write_schema(object_definition const& table, writer& to) {
    to.begin_object().member("type", "object").member("description", table.about);
    to.key("properties").begin_object();
    for (auto const& field : table.fields) {
        if (!is_described(field)) continue;
        bool const read_only = field.options.owner == owner::server;
        bool const write_only = field.options.exposure == exposure::write_only;
        to.key(field.name);
        if (read_only || write_only) {
            // OpenAPI 3.1 allows readOnly beside other keywords only through allOf for inlined
            // schemas.
            to.begin_object().key("allOf").begin_array();
            field.operations().schema(to, field.options);
            to.end_array().member(read_only ? "readOnly" : "writeOnly", true).end_object();
        } else {
            field.operations().schema(to, field.options);
        }
    }
    to.end_object().key("required").begin_array();
    for (auto const& field : table.fields) {
        if (field.options.required && field.options.owner != owner::server) to.string(field.name);
    }
    to.end_array().member("additionalProperties", false).end_object();
}

void read_stored_object(value const& from, void* to, object_definition const& table) {
    read_context context{.stored = true};
    read_object(from, to, table, "", context);
    if (!context.errors.empty()) {
        auto const& first = context.errors.front();
        throw std::runtime_error("a stored " + std::string(table.name) +
                                 " cannot be read: " + first.pointer + " " + first.detail);
    }
}

std::string write_sealed_fields(void const* from, object_definition const& table) {
    writer to;
    to.begin_object();
    for (auto const& field : table.fields) {
        if (field.options.exposure != exposure::sealed) continue;
        to.key(field.name);
        field.operations().write(field.member_of(from), to, true);
    }
    to.end_object();
    return to.take();
}

void read_sealed_fields(std::string_view text, void* to, object_definition const& table) {
    auto const document = parse(text);
    if (!document.has_value() || !document.value().is_object())
        throw std::runtime_error("the sealed part of a " + std::string(table.name) +
                                 " is no document");
    read_context context{.stored = true};
    for (auto const& field : table.fields) {
        auto const* const member = document.value().find(field.name);
        if (field.options.exposure != exposure::sealed || member == nullptr) continue;
        read_member(field, *member, to, "/" + std::string(field.name), context);
    }
    if (!context.errors.empty())
        throw std::runtime_error("the sealed part of a " + std::string(table.name) +
                                 " cannot be read: " + context.errors.front().pointer);
}

std::string csv_header(object_definition const& table) {
    std::string line;
    for (auto const& field : table.fields) {
        if (!is_shown(field, false)) continue;
        if (!line.empty()) line.push_back(',');
        line.append(field.name);
    }
    return line.append("\r\n");
}

std::string csv_line(void const* object, object_definition const& table) {
    std::string line;
    bool first = true;
    for (auto const& field : table.fields) {
        if (!is_shown(field, false)) continue;
        if (!std::exchange(first, false)) line.push_back(',');
        field.operations().append_csv(field.member_of(object), line);
    }
    return line.append("\r\n");
}

std::vector<personal_field> personal_inventory(std::span<object_definition const* const> tables) {
    std::vector<personal_field> found;
    for (auto const* table : tables) {
        for (auto const& field : table->fields) {
            if (field.options.personal) {
                found.push_back({std::string(table->name), std::string(field.name),
                                 std::string(field.options.about)});
            }
        }
    }
    return found;
}

} // namespace talent::json
