#include "services/notices/http_sender.hpp"

#include <netdb.h>

#include <cstring>

#include "common/base/text.hpp"
#include "services/notices/curl_handle.hpp"

namespace talent::notices {
namespace {

constexpr std::string_view user_agent = "talentd-webhooks/1";
constexpr long head_bytes_max = 16 * 1024;

ip_address address_of(sockaddr const* from) {
    if (from->sa_family == AF_INET6) {
        sockaddr_in6 six{};
        std::memcpy(&six, from, sizeof six);
        ip_address made;
        std::memcpy(made.bytes.data(), &six.sin6_addr, made.bytes.size());
        return made;
    }
    sockaddr_in four{};
    std::memcpy(&four, from, sizeof four);
    ip_address made{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}};
    std::memcpy(made.bytes.data() + 12, &four.sin_addr, 4);
    return made;
}

struct exchange {
    ip_address chosen;
    std::string answer;
    std::size_t read = 0;
    std::size_t head = 0;
};

// The last gate: whatever libcurl would connect to, only the address that was looked at passes.
curl_socket_t open_socket(void* context, curlsocktype, curl_sockaddr* to) {
    auto const& of = *static_cast<exchange const*>(context);
    if (to->family != AF_INET && to->family != AF_INET6) return CURL_SOCKET_BAD;
    if (address_of(&to->addr) != of.chosen) return CURL_SOCKET_BAD;
    return socket(to->family, to->socktype | SOCK_CLOEXEC, to->protocol);
}

std::size_t take_answer(char* bytes, std::size_t size, std::size_t count, void* context) {
    auto& of = *static_cast<exchange*>(context);
    auto const length = size * count;
    of.read += length;
    if (of.read > answer_bytes_max) return 0; // ends the request
    of.answer.append(bytes, std::min(length, answer_bytes_kept - of.answer.size()));
    return length;
}

std::size_t take_head(char*, std::size_t size, std::size_t count, void* context) {
    auto& of = *static_cast<exchange*>(context);
    of.head += size * count;
    return of.head > head_bytes_max ? 0 : size * count;
}

std::string_view word_for(CURLcode fault) {
    switch (fault) {
        case CURLE_OK:
            return {};
        case CURLE_OPERATION_TIMEDOUT:
            return "timed_out";
        case CURLE_COULDNT_CONNECT:
            return "refused";
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CACERT_BADFILE:
            return "tls";
        case CURLE_WRITE_ERROR:
            return "too_long";
        default:
            return "broken_off";
    }
}

// What is no UTF-8 is kept as question marks: it is shown in JSON and kept in a text column.
std::string printable(std::string_view bytes) {
    while (!bytes.empty() && !is_utf8(bytes) &&
           (static_cast<unsigned char>(bytes.back()) & 0x80) != 0) {
        bytes.remove_suffix(1); // a character that was cut
    }
    std::string text(bytes);
    bool const valid = is_utf8(text);
    for (auto& c : text) {
        auto const byte = static_cast<unsigned char>(c);
        bool const control = byte < 0x20 && c != '\n' && c != '\t';
        if (control || byte == 0x7f || (byte >= 0x80 && !valid)) c = '?';
    }
    return text;
}

std::string connect_to(target const& to, ip_address const& chosen) {
    auto const bracketed = [](std::string const& host) {
        return host.find(':') == std::string::npos ? host : "[" + host + "]";
    };
    auto const port = std::to_string(to.port);
    return bracketed(to.host) + ":" + port + ":" + bracketed(to_string(chosen)) + ":" + port;
}

void set_limits(CURL* curl, std::chrono::milliseconds left) {
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, static_cast<long>(left.count()));
    curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 1L);
    curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, 1L);
    curl_easy_setopt(curl, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
}

curl_list header_list(outgoing const& request) {
    curl_slist* list = curl_slist_append(nullptr, "Expect:");
    list = curl_slist_append(list, ("User-Agent: " + std::string(user_agent)).c_str());
    for (auto const& [name, value] : request.headers)
        list = curl_slist_append(list, (name + ": " + value).c_str());
    return {list, &curl_slist_free_all};
}

came_back perform(outgoing const& request, target const& to, ip_address const& chosen,
                  sender_options const& options, std::chrono::milliseconds left) {
    came_back outcome;
    curl_handle const curl = make_curl_handle();
    exchange of{.chosen = chosen};
    set_limits(curl.get(), left);
    auto const headers = header_list(request);
    curl_list const route(curl_slist_append(nullptr, connect_to(to, chosen).c_str()),
                          &curl_slist_free_all);
    curl_easy_setopt(curl.get(), CURLOPT_URL, request.address.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, to.secure ? "https" : "http");
    curl_easy_setopt(curl.get(), CURLOPT_CONNECT_TO, route.get());
    curl_easy_setopt(curl.get(), CURLOPT_OPENSOCKETFUNCTION, &open_socket);
    curl_easy_setopt(curl.get(), CURLOPT_OPENSOCKETDATA, &of);
    curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, &take_answer);
    curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &of);
    curl_easy_setopt(curl.get(), CURLOPT_HEADERFUNCTION, &take_head);
    curl_easy_setopt(curl.get(), CURLOPT_HEADERDATA, &of);
    curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, request.body.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(request.body.size()));
    if (options.stopping != nullptr) break_off_when(curl.get(), *options.stopping);
    if (!options.authorities_file.empty())
        curl_easy_setopt(curl.get(), CURLOPT_CAINFO, options.authorities_file.c_str());
    auto const fault = curl_easy_perform(curl.get());
    long status = 0;
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
    outcome.address = to_string(chosen);
    outcome.failure = word_for(fault);
    outcome.status = outcome.failure.empty() ? status : 0;
    outcome.answer = printable(of.answer);
    return outcome;
}

came_back failed(std::string_view why) {
    return {.failure = std::string(why)};
}

came_back look_up_and_perform(outgoing const& request, sender_options const& options) {
    auto const start = std::chrono::steady_clock::now();
    auto const to = parse_target(request.address, options.local);
    if (!to.has_value()) return failed("bad_address");
    auto const found =
        to.value().literal ? std::vector{*to.value().literal} : options.resolve(to.value().host);
    if (found.empty()) return failed("unknown_host");
    for (auto const& each : found) {
        if (!may_connect(each, options.local)) return failed("not_public");
    }
    auto const spent = std::chrono::duration_cast<std::chrono::milliseconds>(
        std::chrono::steady_clock::now() - start);
    if (spent >= attempt_time_max) return failed("timed_out");
    return perform(request, to.value(), found.front(), options, attempt_time_max - spent);
}

} // namespace

std::vector<ip_address> resolve_by_system(std::string const& host) {
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = AI_ADDRCONFIG;
    addrinfo* list = nullptr;
    if (getaddrinfo(host.c_str(), nullptr, &hints, &list) != 0) return {};
    std::unique_ptr<addrinfo, decltype(&freeaddrinfo)> const owner(list, &freeaddrinfo);
    std::vector<ip_address> found;
    for (auto const* each = list; each != nullptr; each = each->ai_next) {
        if (each->ai_family == AF_INET || each->ai_family == AF_INET6)
            found.push_back(address_of(each->ai_addr));
    }
    return found;
}

came_back send(outgoing const& request, sender_options const& options) {
    auto const start = std::chrono::steady_clock::now();
    auto outcome = look_up_and_perform(request, options);
    outcome.latency_milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(
                                       std::chrono::steady_clock::now() - start)
                                       .count();
    return outcome;
}

} // namespace talent::notices
