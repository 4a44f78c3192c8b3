#include "common/db/location.hpp"

#include <charconv>

namespace talent::db {
namespace {

constexpr std::string_view sqlite_scheme = "sqlite://";
constexpr std::string_view mysql_scheme = "mysql://";
constexpr std::size_t name_length_max = 64; // MariaDB's limit for identifiers
constexpr std::size_t path_bytes_max = 4096;

problem unusable(std::string detail) {
    return refuse(error_code::malformed_request, std::move(detail));
}

int hex_value(char digit) {
    if (digit >= '0' && digit <= '9') return digit - '0';
    if (digit >= 'a' && digit <= 'f') return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F') return digit - 'A' + 10;
    return -1;
}

result<std::string> decode(std::string_view text) {
    std::string decoded;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            decoded.push_back(text[i]);
            continue;
        }
        int const high = i + 1 < text.size() ? hex_value(text[i + 1]) : -1;
        int const low = i + 2 < text.size() ? hex_value(text[i + 2]) : -1;
        if (high < 0 || low < 0 || high + low == 0) {
            return unusable("The database URL has a % that two hexadecimal digits must follow.");
        }
        decoded.push_back(static_cast<char>(high * 16 + low));
        i += 2;
    }
    return decoded;
}

/// Cuts `text` at the last or first `separator` and returns what was before it, if it is there.
std::optional<std::string_view> cut(std::string_view& text, std::size_t position) {
    if (position == std::string_view::npos) return std::nullopt;
    auto const before = text.substr(0, position);
    text.remove_prefix(position + 1);
    return before;
}

bool has_control_character(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](char each) { return static_cast<unsigned char>(each) < 0x20; });
}

result<location> parse_sqlite(std::string_view rest) {
    TRY(auto const& path, decode(rest));
    if (path.empty() || path.front() != '/') {
        return unusable("A SQLite URL is sqlite:// followed by an absolute path.");
    }
    if (path.size() > path_bytes_max || path.back() == '/') {
        return unusable("The SQLite URL does not name a file.");
    }
    // SOCI's connection string cannot quote a quotation mark.
    if (path.find('"') != std::string::npos || has_control_character(path)) {
        return unusable("The path in the SQLite URL has a quotation mark or a control character.");
    }
    location made;
    made.path = path;
    return made;
}

bool is_plain_name(std::string_view name) {
    return !name.empty() && name.size() <= name_length_max &&
           std::all_of(name.begin(), name.end(), [](char each) {
               return (each >= 'a' && each <= 'z') || (each >= 'A' && each <= 'Z') ||
                      (each >= '0' && each <= '9') || each == '_';
           });
}

result<void> read_credentials(std::string_view text, location& made) {
    auto const colon = text.find(':');
    TRY(made.user, decode(text.substr(0, colon)));
    if (colon != std::string_view::npos) {
        TRY(made.password, decode(text.substr(colon + 1)));
    }
    if (made.user.empty()) {
        return unusable("The MySQL URL names no user: mysql://user:password@host:port/name.");
    }
    return success();
}

result<void> read_port(std::string_view digits, location& made) {
    unsigned port = 0;
    auto const [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (fault != std::errc{} || end != digits.data() + digits.size() || port == 0 || port > 65535) {
        return unusable("The port in the MySQL URL is not a number from 1 to 65535.");
    }
    made.port = static_cast<std::uint16_t>(port);
    return success();
}

result<void> read_host_and_name(std::string_view text, location& made) {
    auto host = cut(text, text.find('/'));
    if (!host || host->empty()) {
        return unusable(
            "The MySQL URL names no host or no database: mysql://user:password@host:port/name.");
    }
    auto const colon = host->rfind(':');
    auto const bracket = host->rfind(']'); // an IPv6 address stands in brackets
    if (colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket)) {
        TRY(read_port(host->substr(colon + 1), made));
        *host = host->substr(0, colon);
    }
    if (host->starts_with('[') != host->ends_with(']')) {
        return unusable("The host in the MySQL URL is not well-formed.");
    }
    if (host->starts_with('[')) *host = host->substr(1, host->size() - 2);
    TRY(made.host, decode(*host));
    if (made.host.empty()) return unusable("The MySQL URL names no host before its port.");
    made.name = text;
    return success();
}

result<void> read_socket(std::string_view parameters, location& made) {
    constexpr std::string_view key = "socket=";
    if (!parameters.starts_with(key)) {
        return unusable("The only parameter of a MySQL URL is socket.");
    }
    TRY(made.socket, decode(parameters.substr(key.size())));
    if (made.socket.empty() || made.socket.front() != '/') {
        return unusable("The socket in the MySQL URL is not an absolute path.");
    }
    return success();
}

result<location> parse_mysql(std::string_view rest) {
    location made;
    made.dialect = dialect::mariadb;
    auto parameters = std::string_view{};
    if (auto const mark = rest.find('?'); mark != std::string_view::npos) {
        parameters = rest.substr(mark + 1);
        rest = rest.substr(0, mark);
    }
    auto const credentials = cut(rest, rest.rfind('@'));
    if (!credentials) {
        return unusable("The MySQL URL names no user: mysql://user:password@host:port/name.");
    }
    TRY(read_credentials(*credentials, made));
    if (!parameters.empty()) {
        TRY(read_socket(parameters, made));
        made.name = rest;
    } else {
        TRY(read_host_and_name(rest, made));
    }
    if (!is_plain_name(made.name)) {
        return unusable("The database's name in the MySQL URL must be letters, digits and _ only.");
    }
    for (auto const& each : {made.user, made.password, made.host, made.socket}) {
        if (has_control_character(each)) return unusable("The MySQL URL has a control character.");
    }
    return made;
}

} // namespace

result<location> parse_location(std::string_view url) {
    if (url.starts_with(sqlite_scheme)) return parse_sqlite(url.substr(sqlite_scheme.size()));
    if (url.starts_with(mysql_scheme)) return parse_mysql(url.substr(mysql_scheme.size()));
    return unusable("A database URL starts with sqlite:// or mysql://.");
}

} // namespace talent::db
