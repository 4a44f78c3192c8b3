// Loaded into talentd by LD_PRELOAD, for tests only: does to the files with a prefix what a full or
// broken disk does, as storage_faults says from one moment to the next. Any thread.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <utility>

#include "tests/faults/storage_faults.hpp"

namespace {

using talent::test::storage_fault;
using talent::test::storage_faults;

storage_faults* control() {
    static storage_faults* const mapped = []() -> storage_faults* {
        auto const* const path = std::getenv(talent::test::shim_control_variable);
        if (path == nullptr) return nullptr;
        int const file = ::open(path, O_RDWR | O_CLOEXEC);
        if (file < 0) return nullptr;
        void* const made =
            ::mmap(nullptr, sizeof(storage_faults), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
        ::close(file);
        return made == MAP_FAILED ? nullptr : static_cast<storage_faults*>(made);
    }();
    return mapped;
}

bool is_faulty(int file) {
    static auto const* const prefix = std::getenv(talent::test::shim_prefix_variable);
    if (prefix == nullptr) return false;
    char link[64];
    std::snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    char path[4096];
    auto const length = ::readlink(link, path, sizeof path - 1);
    if (length <= 0) return false;
    path[length] = '\0';
    return std::strncmp(path, prefix, std::strlen(prefix)) == 0;
}

/// What is to be done to this file now; `none` nearly always, and then at the cost of one load.
storage_fault fault_of(int file) {
    auto* const told = control();
    auto const what = told == nullptr ? storage_fault::none : told->what.load();
    return what != storage_fault::none && is_faulty(file) ? what : storage_fault::none;
}

template <class Function>
Function* real(char const* name) {
    return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

int failed(int number) {
    ++control()->done;
    errno = number;
    return -1;
}

off64_t size_of(int file) {
    struct stat64 found {};
    return ::fstat64(file, &found) == 0 ? found.st_size : 0;
}

/// How much of a write that makes the file longer by so much still has a place.
std::size_t room_for(std::size_t bytes, off64_t growth) {
    if (growth <= 0) return bytes;
    auto const left = control()->bytes_left.fetch_sub(growth);
    if (left >= growth) return bytes;
    auto const missing = static_cast<std::size_t>(growth - (left > 0 ? left : 0));
    return missing >= bytes ? 0 : bytes - missing;
}

/// A write of `bytes` at `offset`; `go` does as much of it as it is told.
template <class Write>
ssize_t faulty_write(int file, std::size_t bytes, off64_t offset, Write const& go) {
    switch (fault_of(file)) {
        case storage_fault::no_space:
            return failed(ENOSPC);
        case storage_fault::fail_write:
            return failed(EIO);
        case storage_fault::short_write:
            if (bytes > 1) ++control()->done;
            return go(bytes > 1 ? bytes / 2 : bytes);
        case storage_fault::no_space_left: {
            auto const room = room_for(bytes, offset + static_cast<off64_t>(bytes) - size_of(file));
            return room == 0 ? failed(ENOSPC) : go(room);
        }
        default:
            return go(bytes);
    }
}

int faulty_sync(int file, char const* name) {
    auto const what = fault_of(file);
    if (what == storage_fault::fail_sync) return failed(EIO);
    if (what == storage_fault::no_space_sync) return failed(ENOSPC);
    return real<int(int)>(name)(file);
}

int faulty_allocation(int file, off64_t end) {
    auto const what = fault_of(file);
    if (what == storage_fault::no_space) return ENOSPC;
    if (what == storage_fault::fail_write) return EIO;
    if (what != storage_fault::no_space_left) return 0;
    auto const growth = end - size_of(file);
    return room_for(1, growth) == 0 && growth > 0 ? ENOSPC : 0;
}

} // namespace

extern "C" {

ssize_t pwrite64(int file, void const* from, std::size_t bytes, off64_t offset) {
    static auto* const next = real<ssize_t(int, void const*, std::size_t, off64_t)>("pwrite64");
    return faulty_write(file, bytes, offset,
                        [&](std::size_t part) { return next(file, from, part, offset); });
}

ssize_t pwrite(int file, void const* from, std::size_t bytes, off_t offset) {
    return pwrite64(file, from, bytes, offset);
}

ssize_t write(int file, void const* from, std::size_t bytes) {
    static auto* const next = real<ssize_t(int, void const*, std::size_t)>("write");
    auto const go = [&](std::size_t part) { return next(file, from, part); };
    if (control() == nullptr || control()->what == storage_fault::none) return go(bytes);
    return faulty_write(file, bytes, ::lseek64(file, 0, SEEK_CUR), go);
}

ssize_t pwritev64(int file, iovec const* parts, int count, off64_t offset) {
    static auto* const next = real<ssize_t(int, iovec const*, int, off64_t)>("pwritev64");
    if (fault_of(file) == storage_fault::none) return next(file, parts, count, offset);
    return pwrite64(file, parts->iov_base, parts->iov_len, offset); // as a short write
}

ssize_t pread64(int file, void* to, std::size_t bytes, off64_t offset) {
    static auto* const next = real<ssize_t(int, void*, std::size_t, off64_t)>("pread64");
    if (fault_of(file) == storage_fault::fail_read) return failed(EIO);
    return next(file, to, bytes, offset);
}

ssize_t pread(int file, void* to, std::size_t bytes, off_t offset) {
    return pread64(file, to, bytes, offset);
}

ssize_t read(int file, void* to, std::size_t bytes) {
    static auto* const next = real<ssize_t(int, void*, std::size_t)>("read");
    if (fault_of(file) == storage_fault::fail_read) return failed(EIO);
    return next(file, to, bytes);
}

int fsync(int file) {
    return faulty_sync(file, "fsync");
}

int fdatasync(int file) {
    return faulty_sync(file, "fdatasync");
}

int ftruncate64(int file, off64_t size) {
    if (auto const number = faulty_allocation(file, size); number != 0) return failed(number);
    return real<int(int, off64_t)>("ftruncate64")(file, size);
}

int ftruncate(int file, off_t size) {
    return ftruncate64(file, size);
}

int posix_fallocate64(int file, off64_t offset, off64_t bytes) {
    if (auto const number = faulty_allocation(file, offset + bytes); number != 0) return number;
    return real<int(int, off64_t, off64_t)>("posix_fallocate64")(file, offset, bytes);
}

int posix_fallocate(int file, off_t offset, off_t bytes) {
    return posix_fallocate64(file, offset, bytes);
}

int fallocate64(int file, int mode, off64_t offset, off64_t bytes) {
    if (auto const number = faulty_allocation(file, offset + bytes); number != 0)
        return failed(number);
    return real<int(int, int, off64_t, off64_t)>("fallocate64")(file, mode, offset, bytes);
}

int fallocate(int file, int mode, off_t offset, off_t bytes) {
    return fallocate64(file, mode, offset, bytes);
}

} // extern "C"
