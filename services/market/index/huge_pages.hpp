// Memory for large columns that are read here and there: on pages of two megabytes, where the
// system gives them, an address is found without a walk through the page table. Stateless; any
// thread.
#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <new>

namespace talent::market {

inline constexpr std::size_t huge_page_bytes = std::size_t{2} << 20U;

template <class Value>
struct huge_page_allocator {
    using value_type = Value;

    huge_page_allocator() = default;
    template <class Other>
    explicit huge_page_allocator(huge_page_allocator<Other> const&) {}

    Value* allocate(std::size_t count) {
        auto const bytes = count * sizeof(Value);
        auto* const got = static_cast<Value*>(::operator new(bytes, alignment(bytes)));
        // Only a wish: what comes of it changes no answer.
        if (bytes >= huge_page_bytes) (void)::madvise(got, bytes, MADV_HUGEPAGE);
        return got;
    }
    void deallocate(Value* given, std::size_t count) {
        ::operator delete(given, alignment(count * sizeof(Value)));
    }

    friend bool operator==(huge_page_allocator const&, huge_page_allocator const&) { return true; }

  private:
    static std::align_val_t alignment(std::size_t bytes) {
        return std::align_val_t{bytes >= huge_page_bytes ? huge_page_bytes : alignof(Value)};
    }
};

} // namespace talent::market
