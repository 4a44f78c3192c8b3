#include "common/base/random.hpp"

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include <pthread.h>
#include <sodium.h>
#include <sys/random.h>

namespace talent {
namespace {

constexpr std::size_t reserve_bytes = 4096;

// Counts forks in this process's ancestry, so that a child sees that a reserve is its parent's.
std::atomic<std::uint64_t> generation{1};

void watch_forks() {
    static int const watched = ::pthread_atfork(nullptr, nullptr, [] { generation.fetch_add(1); });
    if (watched != 0) std::abort();
}

void fetch(std::span<std::uint8_t> to) {
    while (!to.empty()) {
        auto const count = ::getrandom(to.data(), to.size(), 0);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) std::abort();
        to = to.subspan(static_cast<std::size_t>(count));
    }
}

class reserve {
  public:
    reserve() { watch_forks(); }
    ~reserve() { sodium_memzero(bytes_.data(), bytes_.size()); }
    reserve(reserve const&) = delete;
    reserve& operator=(reserve const&) = delete;

    void take(std::span<std::uint8_t> to) {
        if (to.empty()) return; // its pointer may be null, which memcpy does not take
        if (to.size() > bytes_.size()) return fetch(to);
        auto const now = generation.load(std::memory_order_relaxed);
        if (left_ < to.size() || filled_in_ != now) {
            fetch(bytes_);
            left_ = bytes_.size();
            filled_in_ = now;
        }
        left_ -= to.size();
        std::memcpy(to.data(), bytes_.data() + left_, to.size());
        sodium_memzero(bytes_.data() + left_, to.size());
    }

  private:
    std::array<std::uint8_t, reserve_bytes> bytes_{};
    std::size_t left_ = 0; // the bytes in front are unused
    std::uint64_t filled_in_ = 0;
};

} // namespace

void fill_random(std::span<std::uint8_t> to) {
    thread_local reserve kept;
    kept.take(to);
}

std::string random_hexadecimal(std::size_t bytes) {
    static constexpr char digits[] = "0123456789abcdef";
    std::string text(bytes * 2, '\0');
    auto const half = std::span(reinterpret_cast<std::uint8_t*>(text.data()), bytes);
    fill_random(half);
    for (std::size_t i = bytes; i-- > 0;) { // from the end: each byte is read before it is covered
        auto const byte = half[i];
        text[2 * i] = digits[byte >> 4U];
        text[2 * i + 1] = digits[byte & 0x0fU];
    }
    return text;
}

} // namespace talent
