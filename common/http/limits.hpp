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

// What one connection holds in memory for a peer that is slow (a body on its way, an answer that is
// not taken) is free up to transfer_bytes_free; beyond that all of them together hold no more than
// transfer_memory_max, or the one that has held on longest is ended.
inline constexpr std::size_t transfer_bytes_free = 16 * 1024;
inline constexpr std::size_t transfer_memory_max = 16 * 1024 * 1024;
inline constexpr int socket_send_bytes = 128 * 1024; // what the kernel holds of an answer

// What is read only to be thrown away, so that a refusal reaches its client before the close.
inline constexpr std::size_t discarded_body_bytes_max = 64 * 1024;
inline constexpr std::size_t linger_bytes_max = 1024 * 1024;

// Event streams.
inline constexpr std::chrono::seconds heartbeat_interval{15};
// Between two looks of one stream: so long, and as much more for each stream there is, so that all
// together look no more than a thousand times a second.
inline constexpr std::chrono::milliseconds event_pause_min{20};
inline constexpr std::chrono::milliseconds event_pause_per_stream{1};
// How often a stream's client that has sent something is asked whether it has ended.
inline constexpr std::chrono::seconds peer_look_interval{1};
inline constexpr std::size_t event_streams_max = 512;
inline constexpr std::size_t event_streams_per_credential_max = 8;
inline constexpr std::size_t event_streams_per_organisation_max = 64; // however many keys it has

// Bodies sent piece by piece.
inline constexpr std::size_t exports_max = 64;
inline constexpr std::size_t exports_per_credential_max = 4;
inline constexpr std::size_t exports_per_organisation_max = 16;

// Threads of their own for what must not run on an I/O thread.
inline constexpr std::size_t query_queue_max = 512;
inline constexpr std::size_t password_queue_max = 32;
// Of one network, waiting and running: others still get in while it guesses or registers.
inline constexpr std::size_t password_checks_per_network_max = 8;
// A password takes tens of milliseconds by intent: a queue of one network's is not stuck yet where
// another lane's would be.
inline constexpr std::chrono::milliseconds password_queue_age_max{1'000};

// Rate limits are kept for this many credentials and addresses at once.
inline constexpr std::size_t rate_limited_keys_max = 65'536;

inline constexpr std::chrono::hours idempotency_kept{48};
inline constexpr int retry_after_overload_seconds = 1;

} // namespace talent::http
