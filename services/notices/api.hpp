// The feed's routes: the journal in gapless order, by page and as a stream of server-sent events.
// Owned by talentd's main; handlers may be called from any I/O thread.
#pragma once

#include "common/http/router.hpp"
#include "services/notices/feed.hpp"

namespace talent::notices {

inline constexpr std::int64_t feed_entries_default = 100;
inline constexpr std::int64_t feed_entries_max = 1'000;
inline constexpr std::int64_t stream_entries_max = 200;    // in one burst
inline constexpr std::size_t stream_bytes_max = 64 * 1024; // about, in one burst

class notices_api {
  public:
    explicit notices_api(feed_writer writer) : writer_(std::move(writer)) {}

    void add_routes(http::router& routes) const;

    http::work read_feed(http::request const& asked) const;
    http::work stream_feed(http::request const& asked) const;

  private:
    feed_writer writer_;
};

} // namespace talent::notices
