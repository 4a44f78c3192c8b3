// What the storage shim is told, in a small file that both processes map: the test writes, the
// server under the shim obeys and counts. Every member is atomic; any thread, any process.
#pragma once

#include <atomic>
#include <cstdint>

namespace talent::test {

enum class storage_fault : std::uint32_t {
    none,
    no_space_left, // writes that make a file longer use up `bytes_left`, then fail with ENOSPC
    no_space,      // every write fails with ENOSPC
    no_space_sync, // fsync fails with ENOSPC, as where blocks are allocated late
    fail_sync,     // fsync fails with EIO
    fail_write,    // every write fails with EIO
    fail_read,     // every read fails with EIO
    short_write,   // every write takes half of what it is given
};

struct storage_faults {
    std::atomic<storage_fault> what{storage_fault::none};
    std::atomic<std::int64_t> bytes_left{0};
    std::atomic<std::uint64_t> done{0}; // faults done since `what` was set
};
static_assert(std::atomic<std::int64_t>::is_always_lock_free);

// Environment of the process under the shim: the file to map, and the prefix of the paths of those
// files that are faulty.
inline constexpr auto shim_control_variable = "TALENT_STORAGE_CONTROL";
inline constexpr auto shim_prefix_variable = "TALENT_STORAGE_PREFIX";

} // namespace talent::test
