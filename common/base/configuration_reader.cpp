// Reads a configuration file key by key, and refuses what it does not know.
#include <fstream>
#include <optional>
#include <set>

#include <toml++/toml.h>

#include "common/base/configuration_keys.hpp"
#include "common/base/text.hpp"

namespace talent {
namespace {

using namespace configuration_keys;

constexpr std::size_t file_bytes_max = 256 * 1024;
constexpr std::size_t secret_bytes_max = 4096;

/// What TOML calls the type of a value, with its article.
std::string_view type_of(toml::node const& value) {
    switch (value.type()) {
        case toml::node_type::table:
            return "a table";
        case toml::node_type::array:
            return "a list";
        case toml::node_type::string:
            return "a string";
        case toml::node_type::integer:
            return "an integer";
        case toml::node_type::floating_point:
            return "a decimal number";
        case toml::node_type::boolean:
            return "a boolean";
        default:
            return "a date or time";
    }
}

std::string trimmed(std::string text) {
    constexpr std::string_view white_space = " \t\r\n";
    text.erase(text.find_last_not_of(white_space) + 1);
    text.erase(0, text.find_first_not_of(white_space));
    return text;
}

bool is_one_line(std::string_view text) {
    return text.find('\n') == std::string_view::npos && !has_forbidden_characters(text);
}

std::optional<std::string> read_file(std::string const& path, std::size_t bytes_max) {
    std::ifstream file(path, std::ios::binary);
    std::string content(bytes_max + 1, '\0');
    if (!file.read(content.data(), static_cast<std::streamsize>(content.size())) && !file.eof()) {
        return std::nullopt;
    }
    content.resize(static_cast<std::size_t>(file.gcount()));
    if (content.size() > bytes_max) return std::nullopt;
    return content;
}

/// Takes the values of one parsed file into a configuration, key by key.
class reader {
  public:
    explicit reader(std::string_view name) : name_(name) {}

    result<configuration> read(toml::table const& file) {
        for (auto const& [key, value] : file) {
            TRY(read_top_level(key, value));
        }
        TRY(check_tls());
        return std::move(read_);
    }

  private:
    problem fault(toml::source_region const& at, std::string const& sentence) const {
        return refuse(error_code::invalid_fields,
                      name_ + ":" + std::to_string(at.begin.line) + ": " + sentence + ".");
    }

    result<void> read_top_level(toml::key const& key, toml::node const& value) {
        if (find_key("", key.str()) != nullptr) return read_key("", key, value);
        if (!is_section(key.str())) {
            return fault(key.source(),
                         "there is no key or section \"" + std::string(key.str()) + "\"");
        }
        auto const* const section = value.as_table();
        if (section == nullptr) {
            return fault(key.source(), std::string(key.str()) + " must be a section, not " +
                                           std::string(type_of(value)));
        }
        for (auto const& [name, entry] : *section) {
            TRY(read_key(key.str(), name, entry));
        }
        return success();
    }

    result<void> read_key(std::string_view section, toml::key const& key, toml::node const& value) {
        auto const* const definition = find_key(section, key.str());
        if (definition == nullptr) {
            return fault(key.source(), "there is no key \"" + std::string(key.str()) +
                                           "\" in section [" + std::string(section) + "]");
        }
        return std::visit([&](auto member) { return set(*definition, member, key, value); },
                          definition->member);
    }

    problem wrong_type(key_definition const& definition, std::string_view wanted,
                       toml::key const& key, toml::node const& value) const {
        return fault(key.source(), full_name(definition) + " must be " + std::string(wanted) +
                                       ", not " + std::string(type_of(value)));
    }

    result<void> set(key_definition const& definition, integer_member member, toml::key const& key,
                     toml::node const& value) {
        auto const* const number = value.as_integer();
        if (number == nullptr) return wrong_type(definition, "an integer", key, value);
        if (number->get() < definition.minimum || number->get() > definition.maximum) {
            return fault(key.source(),
                         full_name(definition) + " must be from " + bounds_of(definition));
        }
        member(read_) = number->get();
        return success();
    }

    result<void> set(key_definition const& definition, text_member member, toml::key const& key,
                     toml::node const& value) {
        auto const* const text = value.as_string();
        if (text == nullptr) return wrong_type(definition, "a string", key, value);
        TRY(check_text(definition, text->get(), key));
        if (!definition.choices.empty() &&
            std::ranges::find(definition.choices, text->get()) == definition.choices.end()) {
            return fault(key.source(), full_name(definition) + " must be one of " +
                                           join(definition.choices, ", "));
        }
        TRY(claim(definition, key));
        member(read_) = text->get();
        return success();
    }

    result<void> set(key_definition const& definition, secret_member secret, toml::key const& key,
                     toml::node const& value) {
        auto const* const path = value.as_string();
        if (path == nullptr) return wrong_type(definition, "a string", key, value);
        TRY(check_text(definition, path->get(), key));
        auto content = read_file(path->get(), secret_bytes_max);
        if (!content) {
            return fault(key.source(),
                         full_name(definition) + " names a file that cannot be read or is " +
                             "larger than " + std::to_string(secret_bytes_max) + " bytes");
        }
        auto text = trimmed(*std::move(content));
        if (text.empty()) {
            return fault(key.source(), full_name(definition) + " names a file that is empty");
        }
        if (!is_utf8(text) || !is_one_line(text)) {
            return fault(key.source(),
                         full_name(definition) + " names a file that is not one line of text");
        }
        TRY(claim(definition, key));
        secret.member(read_) = std::move(text);
        return success();
    }

    result<void> set(key_definition const& definition, list_member member, toml::key const& key,
                     toml::node const& value) {
        auto const* const list = value.as_array();
        if (list == nullptr) return wrong_type(definition, "a list of strings", key, value);
        if (static_cast<std::int64_t>(list->size()) > definition.maximum) {
            return fault(key.source(), full_name(definition) + " must have " +
                                           bounds_of(definition) + " entries");
        }
        std::vector<std::string> entries;
        for (auto const& entry : *list) {
            auto const* const text = entry.as_string();
            if (text == nullptr) return wrong_type(definition, "a list of strings", key, entry);
            if (std::ranges::find(entries, text->get()) != entries.end()) {
                return fault(key.source(), full_name(definition) + " names an entry twice");
            }
            TRY(check_text(definition, text->get(), key));
            entries.push_back(text->get());
        }
        member(read_) = std::move(entries);
        return success();
    }

    result<void> check_text(key_definition const& definition, std::string const& text,
                            toml::key const& key) const {
        bool const is_entry = std::holds_alternative<list_member>(definition.member);
        auto const bytes = static_cast<std::int64_t>(text.size());
        if (bytes < (is_entry ? 1 : definition.minimum)) {
            return fault(key.source(), full_name(definition) + " must not be empty");
        }
        if (bytes > text_bytes_max) {
            return fault(key.source(), full_name(definition) + " must have at most " +
                                           std::to_string(text_bytes_max) + " bytes");
        }
        if (!is_one_line(text)) {
            return fault(key.source(), full_name(definition) + " must not have control characters");
        }
        return success();
    }

    /// A value and the file that may hold it instead set the same member: only one of them may.
    result<void> claim(key_definition const& definition, toml::key const& key) {
        constexpr std::string_view file_suffix = "_file";
        auto name = full_name(definition);
        if (std::holds_alternative<secret_member>(definition.member)) {
            name.resize(name.size() - file_suffix.size());
        }
        if (!claimed_.insert(name).second) {
            return fault(key.source(), name + " and " + name + std::string(file_suffix) +
                                           " must not both be given");
        }
        return success();
    }

    result<void> check_tls() const {
        auto const& server = read_.server;
        if (server.tls_certificate_file.empty() == server.tls_private_key_file.empty())
            return success();
        return refuse(error_code::invalid_fields,
                      name_ +
                          ": server.tls_certificate_file and server.tls_private_key_file must be " +
                          "given together.");
    }

    std::string name_;
    configuration read_;
    std::set<std::string> claimed_;
};

} // namespace

result<configuration> parse_configuration(std::string_view toml, std::string_view name) {
    if (!is_utf8(toml)) {
        return refuse(error_code::invalid_fields, std::string(name) + " is not UTF-8.");
    }
    toml::table file;
    try {
        file = toml::parse(toml, name);
    } catch (toml::parse_error const& error) {
        return refuse(error_code::invalid_fields,
                      std::string(name) + ":" + std::to_string(error.source().begin.line) +
                          ": this is not TOML: " + std::string(error.description()) + ".");
    }
    return reader(name).read(file);
}

result<configuration> read_configuration(std::string const& path) {
    auto const content = read_file(path, file_bytes_max);
    if (!content) {
        return refuse(error_code::invalid_fields, path + " cannot be read or is larger than " +
                                                      std::to_string(file_bytes_max) + " bytes.");
    }
    return parse_configuration(*content, path);
}

} // namespace talent
