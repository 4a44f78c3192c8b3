// A loss of power, preloaded into the server (LD_PRELOAD): kill -9 leaves what was written in the
// page cache, a power failure does not. For each file whose path starts with TALENT_POWER_LOSS_FILE
// the shim keeps an image in the folder TALENT_POWER_LOSS_IMAGE: what the disk would hold if the
// power went now. Synced bytes are in it; of the writes since, about half, some of them torn, as a
// disk may have written them of its own accord (TALENT_POWER_LOSS_SEED). The test kills the server
// and puts the images in the files' place. Directory entries count as durable at once.
//
// TALENT_POWER_LOSS_SYNCHRONOUS=NORMAL is the control: "PRAGMA synchronous = FULL" becomes NORMAL,
// under which SQLite does not sync its log at a commit. Stands in no product binary.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdarg>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <string>
#include <string_view>
#include <vector>

struct sqlite3;
struct sqlite3_stmt;

namespace {

template <class Function>
Function next(char const* name) {
    return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

using open_function = int (*)(char const*, int, mode_t);
using pwrite_function = ssize_t (*)(int, void const*, std::size_t, off64_t);
using descriptor_function = int (*)(int);

// Looked up once: a static local would be a guard on every write.
open_function const real_open = next<open_function>("open64");
pwrite_function const real_pwrite = next<pwrite_function>("pwrite64");

std::string setting(char const* name) {
    char const* const value = std::getenv(name);
    return value == nullptr ? std::string() : std::string(value);
}

struct range {
    off64_t start;
    std::size_t length;
};

/// One file and its image. Under the lock of all files.
class shadowed_file {
  public:
    explicit shadowed_file(std::string image) : image_(real_open(image.c_str(), flags, 0600)) {}

    /// What was there when the server started is on the disk.
    void begin(int file) {
        struct stat64 found {};
        if (::fstat64(file, &found) != 0) return;
        unsynced_.push_back({0, static_cast<std::size_t>(found.st_size)});
        synced(file);
    }

    void written(void const* data, std::size_t length, off64_t at) {
        unsynced_.push_back({at, length});
        switch (dice_() % 4) {
            case 0:
                real_pwrite(image_, data, length, at);
                break;
            case 1:
                real_pwrite(image_, data, length / 2, at);
                break;
            default:
                break;
        }
    }

    void synced(int file) {
        for (auto const& each : unsynced_)
            copy(file, each);
        unsynced_.clear();
        struct stat64 found {};
        if (::fstat64(file, &found) == 0 && ::ftruncate64(image_, found.st_size) != 0) ::abort();
    }

  private:
    static constexpr int flags = O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC;

    void copy(int file, range const& part) {
        std::array<char, 65'536> buffer;
        for (std::size_t done = 0; done < part.length;) {
            auto const at = part.start + static_cast<off64_t>(done);
            auto const wanted = std::min(buffer.size(), part.length - done);
            auto const got = ::pread64(file, buffer.data(), wanted, at);
            if (got <= 0) return; // truncated since
            real_pwrite(image_, buffer.data(), static_cast<std::size_t>(got), at);
            done += static_cast<std::size_t>(got);
        }
    }

    int image_;
    std::vector<range> unsynced_;
    std::minstd_rand dice_{
        static_cast<std::uint32_t>(std::atoi(setting("TALENT_POWER_LOSS_SEED").c_str()))};
};

struct shadow {
    std::mutex guard;
    std::string prefix = setting("TALENT_POWER_LOSS_FILE");
    std::string folder = setting("TALENT_POWER_LOSS_IMAGE");
    std::map<std::string, std::unique_ptr<shadowed_file>> files; // by path
    std::map<int, shadowed_file*> open;                          // by descriptor
};

shadow& all() {
    static auto* const one = new shadow; // outlives the threads that still write at the exit
    return *one;
}

/// The database and its log: the shared-memory index is made anew, the lock file holds nothing.
bool is_shadowed(std::string_view path) {
    auto const& prefix = all().prefix;
    return !prefix.empty() && path.starts_with(prefix) && !path.ends_with("-shm") &&
           !path.ends_with(".lock");
}

void opened(int file, char const* path) {
    if (file < 0 || !is_shadowed(path)) return;
    auto& here = all();
    std::lock_guard const lock(here.guard);
    auto& found = here.files[path];
    if (!found) {
        auto const name = std::string_view(path).substr(std::string_view(path).rfind('/') + 1);
        found = std::make_unique<shadowed_file>(here.folder + "/" + std::string(name));
        found->begin(file);
    }
    here.open[file] = found.get();
}

template <class Action>
void with_shadow(int file, Action const& act) {
    auto& here = all();
    std::lock_guard const lock(here.guard);
    auto const found = here.open.find(file);
    if (found != here.open.end()) act(*found->second);
}

int sync(char const* name, int file) {
    int const outcome = next<descriptor_function>(name)(file);
    if (outcome == 0) with_shadow(file, [&](shadowed_file& one) { one.synced(file); });
    return outcome;
}

} // namespace

extern "C" {

int open64(char const* path, int flags, ...) {
    std::va_list more;
    va_start(more, flags);
    auto const mode = static_cast<mode_t>((flags & O_CREAT) != 0 ? va_arg(more, int) : 0);
    va_end(more);
    int const file = next<open_function>("open64")(path, flags, mode);
    opened(file, path);
    return file;
}

int close(int file) {
    {
        auto& here = all();
        std::lock_guard const lock(here.guard);
        here.open.erase(file);
    }
    return next<descriptor_function>("close")(file);
}

ssize_t pwrite64(int file, void const* data, std::size_t length, off64_t at) {
    auto const count = real_pwrite(file, data, length, at);
    if (count > 0) {
        with_shadow(file, [&](shadowed_file& one) {
            one.written(data, static_cast<std::size_t>(count), at);
        });
    }
    return count;
}

int fdatasync(int file) {
    return sync("fdatasync", file);
}
int fsync(int file) {
    return sync("fsync", file);
}

int unlink(char const* path) noexcept {
    int const outcome = next<int (*)(char const*)>("unlink")(path);
    if (outcome == 0 && is_shadowed(path)) {
        auto& here = all();
        std::lock_guard const lock(here.guard);
        auto const name = std::string_view(path).substr(std::string_view(path).rfind('/'));
        next<int (*)(char const*)>("unlink")((here.folder + std::string(name)).c_str());
        here.files.erase(path);
    }
    return outcome;
}

int sqlite3_prepare_v2(sqlite3* database, char const* sql, int bytes, sqlite3_stmt** made,
                       char const** rest) {
    using function = int (*)(sqlite3*, char const*, int, sqlite3_stmt**, char const**);
    static auto const prepare = next<function>("sqlite3_prepare_v2");
    static std::string const wanted =
        "PRAGMA synchronous = " + setting("TALENT_POWER_LOSS_SYNCHRONOUS");
    bool const is_pragma = std::string_view(sql).starts_with("PRAGMA synchronous = FULL");
    if (!is_pragma || wanted.ends_with("= ")) return prepare(database, sql, bytes, made, rest);
    return prepare(database, wanted.c_str(), -1, made, rest);
}

} // extern "C"
