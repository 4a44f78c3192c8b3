// The limits of the edge, each with its unit, in one place. Constants; any thread.
#pragma once

#include <chrono>
#include <cstddef>

namespace talent::http {

// One request.
inline constexpr std::size_t header_bytes_max = 16 * 1024;
inline constexpr std::size_t header_fields_max = 100;
inline constexpr std::size_t target_bytes_max = 8 * 1024;
inline constexpr std::size_t query_parameters_max = 100;
inline constexpr std::size_t path_segments_max = 16;
// Of a chunked body: what is sent beside its content (sizes, extensions, line ends), as long as
// that is not less than the content itself; its trailers are part of it.
inline constexpr std::size_t chunk_overhead_bytes_max = 16 * 1024;
inline constexpr std::size_t trailer_bytes_max = 8 * 1024;
inline constexpr std::size_t forwarded_hops_max = 16; // addresses in X-Forwarded-For
inline constexpr std::size_t idempotency_key_bytes_max = 255;

// Time. A head must be whole within header_time_max of its first byte; bodies and answers get their
// base time and one second more for every transfer_bytes_per_second of their size.
inline constexpr std::chrono::seconds handshake_time_max{5};
inline constexpr std::chrono::seconds header_time_max{5};
inline constexpr std::chrono::seconds body_time_max{30};
inline constexpr std::chrono::seconds idle_time_max{60};
inline constexpr std::chrono::seconds write_time_max{30};
inline constexpr std::size_t transfer_bytes_per_second = 32 * 1024;
inline constexpr std::chrono::seconds work_time_max{10};
inline constexpr std::chrono::seconds linger_time_max{2};
inline constexpr std::chrono::milliseconds deadline_check_interval{250};

// What is read only to be thrown away, so that a refusal reaches its client before the close.
inline constexpr std::size_t discarded_body_bytes_max = 64 * 1024;
inline constexpr std::size_t linger_bytes_max = 1024 * 1024;

// Event streams.
inline constexpr std::chrono::seconds heartbeat_interval{15};
inline constexpr std::chrono::milliseconds event_pause_min{20}; // between two looks of one stream
inline constexpr std::size_t event_streams_max = 512;
inline constexpr std::size_t event_streams_per_credential_max = 8;

// Threads of their own for what must not run on an I/O thread.
inline constexpr std::size_t query_queue_max = 512;
inline constexpr std::size_t password_queue_max = 32;

// Rate limits are kept for this many credentials and addresses at once.
inline constexpr std::size_t rate_limited_keys_max = 65'536;

inline constexpr std::chrono::hours idempotency_kept{48};
inline constexpr int retry_after_overload_seconds = 1;

} // namespace talent::http
