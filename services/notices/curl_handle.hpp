// What webhooks and mail have in common of libcurl: it is started once, its handles are owned, and
// a transfer can be broken off. For the senders only. Any thread.
#pragma once

#include <curl/curl.h>

#include <atomic>
#include <memory>
#include <mutex>
#include <new>

namespace talent::notices {

using curl_handle = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;
using curl_list = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

inline curl_handle make_curl_handle() {
    static std::once_flag once;
    std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
    curl_handle made(curl_easy_init(), &curl_easy_cleanup);
    if (!made) throw std::bad_alloc();
    return made;
}

/// The transfer ends within a second once `stopping` is set, also while nothing moves.
inline void break_off_when(CURL* curl, std::atomic<bool> const& stopping) {
    auto const look = [](void* context, curl_off_t, curl_off_t, curl_off_t, curl_off_t) -> int {
        return static_cast<std::atomic<bool> const*>(context)->load() ? 1 : 0;
    };
    curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, static_cast<curl_xferinfo_callback>(look));
    curl_easy_setopt(curl, CURLOPT_XFERINFODATA, const_cast<std::atomic<bool>*>(&stopping));
}

} // namespace talent::notices
