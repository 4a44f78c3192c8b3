#include "common/db/directory_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

namespace talent::db {
namespace {

/// The process id that the holder wrote, for the sentence; empty where it wrote none.
std::string holder_of(int descriptor) {
    char digits[24];
    auto const count = ::pread(descriptor, digits, sizeof digits, 0);
    std::string text(digits, count > 0 ? static_cast<std::size_t>(count) : 0);
    auto const end = text.find_first_not_of("0123456789");
    return text.substr(0, end);
}

bool write_holder(int descriptor) {
    auto const text = std::to_string(::getpid()) + "\n";
    return ::ftruncate(descriptor, 0) == 0 &&
           ::pwrite(descriptor, text.data(), text.size(), 0) == static_cast<ssize_t>(text.size());
}

} // namespace

result<directory_lock> directory_lock::take(std::string const& database_path) {
    auto const path = database_path + ".lock";
    int const descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        return refuse(error_code::database_unavailable,
                      "The lock file " + path + " cannot be opened: " + std::strerror(errno) + ".");
    }
    directory_lock lock{descriptor};
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        auto const holder = holder_of(descriptor);
        return refuse(error_code::conflict, "Another process" +
                                                (holder.empty() ? "" : " (" + holder + ")") +
                                                " has the database " + database_path + " open.");
    }
    if (!write_holder(descriptor)) {
        return refuse(error_code::storage_full, "The lock file " + path + " cannot be written.");
    }
    return lock;
}

directory_lock::~directory_lock() {
    if (descriptor_ >= 0) ::close(descriptor_);
}

directory_lock::directory_lock(directory_lock&& from) noexcept
    : descriptor_(std::exchange(from.descriptor_, -1)) {}

directory_lock& directory_lock::operator=(directory_lock&& from) noexcept {
    std::swap(descriptor_, from.descriptor_);
    return *this;
}

} // namespace talent::db
