#include "common/base/configuration.hpp"

#include <algorithm>
#include <array>

#include "common/base/configuration_keys.hpp"

namespace talent {
namespace {

using namespace configuration_keys;

constexpr std::int64_t threads_max = 256;
constexpr std::int64_t jobs_max = 1'000'000;
constexpr std::int64_t services_max = 64;
constexpr std::int64_t proxies_max = 256;
constexpr std::int64_t procurement_rules_max = 1'000;

constexpr std::array<std::string_view, 5> log_levels{"debug", "info", "warning", "error", "off"};

constexpr std::array<std::string_view, 2> local_target_choices{"refused", "allowed"};

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
        "Folder of the console's files; empty: console beside the program, where it is there; "
        "none: no console."),
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
    integer_key(
        "calendar", "quick_divisor",
        [](configuration& to) -> auto& { return to.calendar.quick_divisor; }, 1, jobs_max,
        "What every period of a test organisation is divided by; 86400: a day takes a second."),
    text_key(
        "calendar", "working_days_file",
        [](configuration& to) -> auto& { return to.calendar.working_days_file; }, 0,
        "Table of the days of years later than the embedded calendar's: date, tab, holiday or "
        "workday; empty: none."),
    list_key(
        "procurement", "rules", [](configuration& to) -> auto& { return to.procurement.rules; },
        procurement_rules_max,
        "Rules of regions that are stricter than the country's, each \"330000 bidding_days open "
        "25\": "
        "region, kind, method, amount; GET /v1/procurement/rules names the kinds."),
    text_key(
        "notices", "local_targets",
        [](configuration& to) -> auto& { return to.notices.local_targets; }, 1,
        "Whether webhooks may lead to this machine's own addresses, by http as well: for trials "
        "only.",
        local_target_choices),
    text_key(
        "notices", "authorities_file",
        [](configuration& to) -> auto& { return to.notices.authorities_file; }, 0,
        "PEM file of the authorities that webhooks' certificates are checked by; empty: the "
        "system's."),
    text_key(
        "mail", "url", [](configuration& to) -> auto& { return to.mail.url; }, 0,
        "The server that takes mail: smtp://host:587, by STARTTLS unless it is this machine, or "
        "smtps://host:465; empty: nothing is mailed."),
    text_key(
        "mail", "user", [](configuration& to) -> auto& { return to.mail.user; }, 0,
        "Who logs in there; empty: nobody."),
    secret_key_file(
        "mail", "password_file", [](configuration& to) -> auto& { return to.mail.password; },
        "The file that holds the user's password."),
    text_key(
        "mail", "from", [](configuration& to) -> auto& { return to.mail.from; }, 0,
        "The address that mail comes from."),
    text_key(
        "mail", "authorities_file",
        [](configuration& to) -> auto& { return to.mail.authorities_file; }, 0,
        "PEM file of the authorities that the server's certificate is checked by; empty: the "
        "system's."),
    text_key(
        "log", "level", [](configuration& to) -> auto& { return to.log.level; }, 1,
        "The least severe level that is written.", log_levels),
    text_key(
        "open_data", "ocid_prefix",
        [](configuration& to) -> auto& { return to.open_data.ocid_prefix; }, 1,
        "What every ocid begins with, as registered for the publisher; an ocid once given stays."),
    text_key(
        "open_data", "base_url", [](configuration& to) -> auto& { return to.open_data.base_url; },
        1, "Where the public reaches this server, without a slash at the end."),
    text_key(
        "open_data", "publisher_name",
        [](configuration& to) -> auto& { return to.open_data.publisher_name; }, 1,
        "Who publishes the open data."),
    text_key(
        "open_data", "publisher_uid",
        [](configuration& to) -> auto& { return to.open_data.publisher_uid; }, 0,
        "The publisher's unified social credit code; empty: none is named."),
    text_key(
        "open_data", "license", [](configuration& to) -> auto& { return to.open_data.license; }, 0,
        "Address of the licence of the open data; empty: none is named."),
    text_key(
        "open_data", "publication_policy",
        [](configuration& to) -> auto& { return to.open_data.publication_policy; }, 0,
        "Address of the publication policy; empty: none is named."),
};

} // namespace

namespace configuration_keys {

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

} // namespace configuration_keys

namespace {

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
