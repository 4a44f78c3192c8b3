#include "common/base/configuration.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <optional>
#include <set>
#include <span>
#include <variant>

#include <toml++/toml.h>

#include "common/base/text.hpp"

namespace talent {
namespace {

constexpr std::size_t file_bytes_max = 256 * 1024;
constexpr std::size_t secret_bytes_max = 4096;
constexpr std::int64_t text_bytes_max = 4096;
constexpr std::int64_t threads_max = 256;
constexpr std::int64_t jobs_max = 1'000'000;
constexpr std::int64_t services_max = 64;
constexpr std::int64_t proxies_max = 256;

using integer_member = std::int64_t& (*)(configuration&);
using text_member = std::string& (*)(configuration&);
using list_member = std::vector<std::string>& (*)(configuration&);

/// The key's value is the path of a file; the file's trimmed content is what is set.
struct secret_member {
    text_member member;
};

/// One key. The kind of its value is that of the member it sets.
struct key_definition {
    std::string_view section; // empty: top level, which TOML wants first
    std::string_view key;
    std::variant<integer_member, text_member, list_member, secret_member> member;
    std::int64_t minimum; // integers: the value; text: its bytes; lists: their entries
    std::int64_t maximum;
    std::string_view about;
    std::span<std::string_view const> choices = {}; // text only; empty: anything
};

constexpr std::array<std::string_view, 5> log_levels{"debug", "info", "warning", "error", "off"};

constexpr key_definition integer_key(std::string_view section, std::string_view key,
                                     integer_member member, std::int64_t minimum,
                                     std::int64_t maximum, std::string_view about) {
    return {section, key, member, minimum, maximum, about};
}

constexpr key_definition text_key(std::string_view section, std::string_view key,
                                  text_member member, std::int64_t minimum, std::string_view about,
                                  std::span<std::string_view const> choices = {}) {
    return {section, key, member, minimum, text_bytes_max, about, choices};
}

constexpr key_definition secret_key_file(std::string_view section, std::string_view key,
                                         text_member member, std::string_view about) {
    return {section, key, secret_member{member}, 1, text_bytes_max, about};
}

constexpr key_definition list_key(std::string_view section, std::string_view key,
                                  list_member member, std::int64_t maximum,
                                  std::string_view about) {
    return {section, key, member, 0, maximum, about};
}

constexpr std::array key_definitions{
    list_key(
        "", "services", [](configuration& to) -> auto& { return to.services; }, services_max,
        "The services that this process runs, by name; empty: all of them."),
    text_key(
        "server", "address", [](configuration& to) -> auto& { return to.server.address; }, 1,
        "The address to listen on."),
    integer_key(
        "server", "port", [](configuration& to) -> auto& { return to.server.port; }, 0, 65535,
        "The TCP port to listen on; 0: any free one."),
    integer_key(
        "server", "io_threads", [](configuration& to) -> auto& { return to.server.io_threads; }, 1,
        threads_max, "Threads that read requests and write answers."),
    integer_key(
        "server", "query_threads",
        [](configuration& to) -> auto& { return to.server.query_threads; }, 1, threads_max,
        "Threads that answer searches, matches and statistics."),
    integer_key(
        "server", "connections_max",
        [](configuration& to) -> auto& { return to.server.connections_max; }, 1, jobs_max,
        "Open connections beyond which new ones are turned away."),
    integer_key(
        "server", "connections_per_address",
        [](configuration& to) -> auto& { return to.server.connections_per_address; }, 1, jobs_max,
        "Open connections of one address (of one /64 in IPv6) beyond which new ones are closed at "
        "once; behind a trusted proxy: requests at once of one client, beyond which 429 is the "
        "answer."),
    list_key(
        "server", "trusted_proxies",
        [](configuration& to) -> auto& { return to.server.trusted_proxies; }, proxies_max,
        "Addresses and networks (10.0.0.0/8) of the proxies whose X-Forwarded-For and "
        "X-Forwarded-Proto are believed; empty: nobody's."),
    integer_key(
        "server", "requests_in_flight_max",
        [](configuration& to) -> auto& { return to.server.requests_in_flight_max; }, 1, jobs_max,
        "Requests of one lane (queries, reads, writes, passwords) that are worked on beyond which "
        "503 is the answer."),
    integer_key(
        "server", "queue_wait_milliseconds",
        [](configuration& to) -> auto& { return to.server.queue_wait_milliseconds; }, 1, 60'000,
        "Wait in a queue that is longer than 64 and has not been empty for 100 ms beyond which "
        "503 is the answer."),
    integer_key(
        "server", "queue_age_milliseconds",
        [](configuration& to) -> auto& { return to.server.queue_age_milliseconds; }, 1, 60'000,
        "Age of the oldest job in a queue beyond which 503 is the answer, however short it is."),
    integer_key(
        "server", "rate_per_minute",
        [](configuration& to) -> auto& { return to.server.rate_per_minute; }, 0, 100'000'000,
        "Requests a minute for each credential or address; 0: no limit."),
    integer_key(
        "server", "drain_seconds",
        [](configuration& to) -> auto& { return to.server.drain_seconds; }, 0, 3600,
        "Seconds that running requests are given when the server stops."),
    text_key(
        "server", "tls_certificate_file",
        [](configuration& to) -> auto& { return to.server.tls_certificate_file; }, 0,
        "PEM file of the certificate and its chain; empty: plain HTTP."),
    text_key(
        "server", "tls_private_key_file",
        [](configuration& to) -> auto& { return to.server.tls_private_key_file; }, 0,
        "PEM file of the certificate's private key; empty: plain HTTP."),
    text_key(
        "server", "static_directory",
        [](configuration& to) -> auto& { return to.server.static_directory; }, 0,
        "Folder of the console's files; empty: no console."),
    text_key(
        "database", "url", [](configuration& to) -> auto& { return to.database.url; }, 0,
        "sqlite:///absolute/path or mysql://user:password@host:port/name; empty: SQLite in "
        "--data."),
    secret_key_file(
        "database", "url_file", [](configuration& to) -> auto& { return to.database.url; },
        "Instead of url: a file that holds it, so that the password stays out of this one."),
    integer_key(
        "database", "reader_threads",
        [](configuration& to) -> auto& { return to.database.reader_threads; }, 1, threads_max,
        "Threads with a connection of their own for reading."),
    integer_key(
        "database", "writer_threads",
        [](configuration& to) -> auto& { return to.database.writer_threads; }, 1, threads_max,
        "Threads with a connection of their own for writing; SQLite always has one."),
    integer_key(
        "database", "queue_max", [](configuration& to) -> auto& { return to.database.queue_max; },
        1, jobs_max, "Jobs of each kind that may wait for a thread; beyond it 503 is the answer."),
    text_key(
        "security", "master_key_file",
        [](configuration& to) -> auto& { return to.security.master_key_file; }, 0,
        "File of the key that protects personal data, mode 0600; empty: in --data."),
    integer_key(
        "security", "session_hours",
        [](configuration& to) -> auto& { return to.security.session_hours; }, 1, 720,
        "Hours after which a console session ends."),
    integer_key(
        "security", "session_idle_minutes",
        [](configuration& to) -> auto& { return to.security.session_idle_minutes; }, 1, 43'200,
        "Minutes without a request after which a console session ends."),
    text_key(
        "security", "journal_key_file",
        [](configuration& to) -> auto& { return to.security.journal_key_file; }, 0,
        "File of the key that signs the journal's heads, mode 0600; empty: in --data."),
    integer_key(
        "security", "journal_sign_seconds",
        [](configuration& to) -> auto& { return to.security.journal_sign_seconds; }, 1, 86'400,
        "Seconds after which the journal's head is signed again, where it has grown."),
    text_key(
        "log", "level", [](configuration& to) -> auto& { return to.log.level; }, 1,
        "The least severe level that is written.", log_levels),
};

std::string full_name(key_definition const& definition) {
    std::string name{definition.section};
    if (!name.empty()) name.push_back('.');
    return name.append(definition.key);
}

key_definition const* find_key(std::string_view section, std::string_view key) {
    auto const found = std::ranges::find_if(key_definitions, [&](key_definition const& definition) {
        return definition.section == section && definition.key == key;
    });
    return found == key_definitions.end() ? nullptr : &*found;
}

bool is_section(std::string_view name) {
    return !name.empty() && std::ranges::find(key_definitions, name, &key_definition::section) !=
                                key_definitions.end();
}

std::string join(std::span<std::string_view const> words, std::string_view separator) {
    std::string joined;
    for (auto const word : words) {
        if (!joined.empty()) joined += separator;
        joined += word;
    }
    return joined;
}

std::string bounds_of(key_definition const& definition) {
    return std::to_string(definition.minimum) + " to " + std::to_string(definition.maximum);
}

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

std::string in_quotes(std::string_view text) {
    std::string made;
    made.push_back('"');
    for (char const character : text) {
        if (character == '"' || character == '\\') made.push_back('\\');
        made.push_back(character);
    }
    made.push_back('"');
    return made;
}

struct default_writer {
    configuration& defaults;

    std::string operator()(integer_member member) const { return std::to_string(member(defaults)); }
    std::string operator()(text_member member) const { return in_quotes(member(defaults)); }
    std::string operator()(secret_member) const { return in_quotes(""); }
    std::string operator()(list_member member) const {
        std::string list;
        for (auto const& entry : member(defaults)) {
            if (!list.empty()) list += ", ";
            list += in_quotes(entry);
        }
        return "[" + list + "]";
    }
};

std::string comment_of(key_definition const& definition) {
    std::string comment = "# " + std::string(definition.about);
    if (std::holds_alternative<integer_member>(definition.member)) {
        comment += " From " + bounds_of(definition) + ".";
    }
    if (!definition.choices.empty()) comment += " One of " + join(definition.choices, ", ") + ".";
    return comment + "\n";
}

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

std::string configuration_reference() {
    configuration defaults;
    std::string text = "# The settings of `talentd serve --config FILE`, each with its default.\n";
    std::string_view section;
    for (auto const& definition : key_definitions) {
        text.push_back('\n');
        if (definition.section != section) {
            section = definition.section;
            text += "[" + std::string(section) + "]\n";
        }
        text += comment_of(definition);
        if (std::holds_alternative<secret_member>(definition.member)) text += "# ";
        text += std::string(definition.key) + " = " +
                std::visit(default_writer{defaults}, definition.member) + "\n";
    }
    return text;
}

} // namespace talent
