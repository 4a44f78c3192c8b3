#include "services/notices/mail.hpp"

#include <algorithm>
#include <charconv>

#include "services/notices/mail_message.hpp"
#include "services/notices/target.hpp"

namespace talent::notices {
namespace {

constexpr std::int64_t status_mailbox_unavailable = 550;
constexpr std::int64_t status_transaction_failed = 554;
constexpr std::int64_t port_max = 65'535;

struct server_address {
    bool secure = false;
    std::string host = {};
};

bool is_host_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '-';
}

// smtp or smtps, a host, perhaps a port, and nothing else.
std::optional<server_address> parse_server(std::string_view url) {
    server_address made;
    if (url.starts_with("smtps://")) {
        made.secure = true;
        url.remove_prefix(8);
    } else if (url.starts_with("smtp://")) {
        url.remove_prefix(7);
    } else {
        return std::nullopt;
    }
    auto const colon = url.find(':');
    made.host = url.substr(0, colon);
    if (made.host.empty() || !std::ranges::all_of(made.host, is_host_character))
        return std::nullopt;
    if (colon == std::string_view::npos) return made;
    auto const digits = url.substr(colon + 1);
    std::int64_t port = 0;
    auto const [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    bool const whole = fault == std::errc{} && end == digits.data() + digits.size();
    if (!whole || port < 1 || port > port_max) return std::nullopt;
    return made;
}

bool is_this_machine(std::string const& host) {
    auto const literal = parse_ip(host);
    return host == "localhost" || (literal && is_loopback(*literal));
}

problem unusable(std::string_view why) {
    return refuse(error_code::invalid_fields, std::string(why));
}

} // namespace

instant due_of_next_mail(instant now, std::optional<instant> previous) {
    auto const soon = now + mail_gathering_min;
    return previous ? std::max(soon, *previous + mail_interval) : soon;
}

bool is_refused_for_good(std::int64_t status) {
    return status >= status_mailbox_unavailable && status <= status_transaction_failed;
}

result<std::optional<mail_server>> read_mail_server(mail_configuration const& set) {
    if (set.url.empty()) return std::optional<mail_server>{};
    auto const address = parse_server(set.url);
    if (!address)
        return unusable(
            "The configuration's mail.url is no smtp://host:port or smtps://host:port.");
    if (!is_mail_address(set.from))
        return unusable("The configuration's mail.from is no address that mail can come from.");
    if (set.user.empty() != set.password.empty())
        return unusable("The configuration's mail.user and mail.password_file belong together.");
    return std::optional<mail_server>{
        mail_server{.url = set.url,
                    .needs_tls = !is_this_machine(address->host),
                    .user = set.user,
                    .password = set.password,
                    .from = set.from,
                    .domain = set.from.substr(set.from.rfind('@') + 1),
                    .authorities_file = set.authorities_file}};
}

} // namespace talent::notices
