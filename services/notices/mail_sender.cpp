#include "services/notices/mail_sender.hpp"

#include <algorithm>
#include <cstring>

#include "services/notices/curl_handle.hpp"

namespace talent::notices {
namespace {

constexpr std::int64_t status_failure_min = 400;

std::string_view word_for(CURLcode fault, std::int64_t status) {
    switch (fault) {
        case CURLE_OK:
            return {};
        case CURLE_COULDNT_RESOLVE_HOST:
            return "unknown_host";
        case CURLE_COULDNT_CONNECT:
            return "refused";
        case CURLE_OPERATION_TIMEDOUT:
            return "timed_out";
        case CURLE_USE_SSL_FAILED:
        case CURLE_SSL_CONNECT_ERROR:
        case CURLE_PEER_FAILED_VERIFICATION:
        case CURLE_SSL_CACERT_BADFILE:
            return "tls";
        case CURLE_LOGIN_DENIED:
            return "login";
        default:
            return status >= status_failure_min ? "rejected" : "broken_off";
    }
}

struct upload {
    std::string_view left;
};

std::size_t give(char* to, std::size_t size, std::size_t count, void* context) {
    auto& from = *static_cast<upload*>(context);
    auto const length = std::min(size * count, from.left.size());
    std::memcpy(to, from.left.data(), length);
    from.left.remove_prefix(length);
    return length;
}

void set_connection(CURL* curl, mail_server const& to) {
    // What comes after the slash is the name given in EHLO: not that of this machine.
    curl_easy_setopt(curl, CURLOPT_URL, (to.url + "/" + to.domain).c_str());
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_USE_SSL,
                     static_cast<long>(to.needs_tls ? CURLUSESSL_ALL : CURLUSESSL_NONE));
    curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
    curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS,
                     static_cast<long>(std::chrono::milliseconds{mail_attempt_time_max}.count()));
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
    curl_easy_setopt(curl, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
    curl_easy_setopt(curl, CURLOPT_FRESH_CONNECT, 1L);
    curl_easy_setopt(curl, CURLOPT_FORBID_REUSE, 1L);
    if (!to.authorities_file.empty())
        curl_easy_setopt(curl, CURLOPT_CAINFO, to.authorities_file.c_str());
    if (to.user.empty()) return;
    curl_easy_setopt(curl, CURLOPT_USERNAME, to.user.c_str());
    curl_easy_setopt(curl, CURLOPT_PASSWORD, to.password.c_str());
}

} // namespace

handed_in hand_in(mail_server const& to, std::string const& recipient, std::string const& message,
                  std::atomic<bool> const* stopping) {
    curl_handle const curl = make_curl_handle();
    set_connection(curl.get(), to);
    curl_list const recipients(curl_slist_append(nullptr, ("<" + recipient + ">").c_str()),
                               &curl_slist_free_all);
    upload from{message};
    curl_easy_setopt(curl.get(), CURLOPT_MAIL_FROM, ("<" + to.from + ">").c_str());
    curl_easy_setopt(curl.get(), CURLOPT_MAIL_RCPT, recipients.get());
    curl_easy_setopt(curl.get(), CURLOPT_UPLOAD, 1L);
    curl_easy_setopt(curl.get(), CURLOPT_READFUNCTION, &give);
    curl_easy_setopt(curl.get(), CURLOPT_READDATA, &from);
    curl_easy_setopt(curl.get(), CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(message.size()));
    if (stopping != nullptr) break_off_when(curl.get(), *stopping);
    auto const fault = curl_easy_perform(curl.get());
    long status = 0;
    curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
    return {.taken = fault == CURLE_OK,
            .status = status,
            .failure = std::string(word_for(fault, status))};
}

} // namespace talent::notices
