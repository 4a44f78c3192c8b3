#include "common/security/key_file.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>
#include <utility>

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

namespace talent::security {
namespace {

constexpr std::size_t key_bytes = 32;
constexpr std::size_t key_file_digits = key_bytes * 2;
constexpr std::size_t key_file_bytes_max = key_file_digits + 2; // a line end may follow
constexpr mode_t key_file_mode = S_IRUSR | S_IWUSR;

unsigned char const* unsigned_bytes(std::string_view text) {
    return reinterpret_cast<unsigned char const*>(text.data());
}

// A file descriptor that is closed at the end of its scope.
class open_file {
  public:
    explicit open_file(int descriptor) : descriptor_(descriptor) {}
    ~open_file() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    open_file(open_file const&) = delete;
    open_file& operator=(open_file const&) = delete;

    bool is_open() const { return descriptor_ >= 0; }
    int descriptor() const { return descriptor_; }

  private:
    int descriptor_;
};

// Text that holds a secret: wiped when it goes.
struct secret_text {
    std::string value;
    ~secret_text() { sodium_memzero(value.data(), value.size()); }
};

// Where a key lies, and what it is called in a sentence.
struct key_place {
    std::string const& path;
    std::string_view what;
};

problem refuse_key_file(key_place const& place, std::string_view reason) {
    return refuse(error_code::internal, "The " + std::string(place.what) + " file " + place.path +
                                            " " + std::string(reason) + ".");
}

problem refuse_after_system_error(key_place const& place, std::string_view attempt) {
    int const cause = errno;
    return refuse_key_file(place,
                           "cannot be " + std::string(attempt) + ": " + std::strerror(cause));
}

bool read_up_to(int descriptor, std::string& text, std::size_t bytes_max) {
    text.resize(bytes_max);
    std::size_t length = 0;
    while (length < bytes_max) {
        auto const count = ::read(descriptor, text.data() + length, bytes_max - length);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return false;
        if (count == 0) break;
        length += static_cast<std::size_t>(count);
    }
    text.resize(length);
    return true;
}

bool write_all(int descriptor, std::string_view text) {
    while (!text.empty()) {
        auto const count = ::write(descriptor, text.data(), text.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return false;
        text.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

std::optional<secret_key> parse_key(std::string_view text) {
    if (text.ends_with('\n')) text.remove_suffix(1);
    if (text.ends_with('\r')) text.remove_suffix(1);
    if (text.size() != key_file_digits) return std::nullopt;
    secret_text bytes{std::string(key_bytes, '\0')};
    std::size_t length = 0;
    int const outcome =
        sodium_hex2bin(reinterpret_cast<unsigned char*>(bytes.value.data()), bytes.value.size(),
                       text.data(), text.size(), nullptr, &length, nullptr);
    if (outcome != 0 || length != key_bytes) return std::nullopt;
    return secret_key::from_bytes(bytes.value);
}

result<secret_key> read_key(key_place const& place, open_file const& file) {
    struct stat facts {};
    if (::fstat(file.descriptor(), &facts) != 0)
        return refuse_after_system_error(place, "examined");
    if (!S_ISREG(facts.st_mode)) return refuse_key_file(place, "is not a regular file");
    if ((facts.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return refuse_key_file(place, "is open to its group or to others; its mode must be 0600");
    }
    secret_text text;
    if (!read_up_to(file.descriptor(), text.value, key_file_bytes_max + 1)) {
        return refuse_after_system_error(place, "read");
    }
    auto key = parse_key(text.value);
    if (!key) return refuse_key_file(place, "does not hold exactly 64 hexadecimal digits");
    return *std::move(key);
}

secret_text key_as_line(secret_key const& key) {
    secret_text line{std::string(key_file_digits + 1, '\0')};
    sodium_bin2hex(line.value.data(), line.value.size(), unsigned_bytes(key.bytes()), key_bytes);
    line.value.back() = '\n';
    return line;
}

// The name in its folder is durable only after the folder itself is flushed.
bool flush_folder_of(std::string const& path) {
    auto folder = std::filesystem::path(path).parent_path();
    if (folder.empty()) folder = ".";
    open_file const opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return opened.is_open() && ::fsync(opened.descriptor()) == 0;
}

std::string draft_path_of(std::string const& path) {
    return path + "." + std::to_string(randombytes_random()) + ".new";
}

// The key is complete and flushed under a draft's name before link() gives it the real one, which
// fails where another process was first: nobody ever reads half a key or loses one.
result<void> publish_key_file(key_place const& place, std::string const& draft,
                              secret_key const& key) {
    open_file const file(
        ::open(draft.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, key_file_mode));
    if (!file.is_open()) return refuse_after_system_error(place, "created");
    auto const line = key_as_line(key);
    if (!write_all(file.descriptor(), line.value) || ::fsync(file.descriptor()) != 0) {
        return refuse_after_system_error(place, "written");
    }
    if (::link(draft.c_str(), place.path.c_str()) != 0 && errno != EEXIST) {
        return refuse_after_system_error(place, "created");
    }
    if (!flush_folder_of(place.path)) return refuse_after_system_error(place, "flushed");
    return success();
}

result<void> create_key(key_place const& place) {
    auto const draft = draft_path_of(place.path);
    auto outcome = publish_key_file(place, draft, secret_key::random());
    ::unlink(draft.c_str());
    return outcome;
}

} // namespace

secret_key secret_key::random() {
    secret_key made;
    randombytes_buf(made.bytes_.data(), made.bytes_.size());
    return made;
}

std::optional<secret_key> secret_key::from_bytes(std::string_view bytes) {
    secret_key made;
    if (bytes.size() != made.bytes_.size()) return std::nullopt;
    std::memcpy(made.bytes_.data(), bytes.data(), bytes.size());
    return made;
}

secret_key::~secret_key() {
    sodium_memzero(bytes_.data(), bytes_.size());
}

result<std::optional<secret_key>> load_key_file(std::string const& path, std::string_view what) {
    key_place const place{path, what};
    open_file const existing(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (!existing.is_open()) {
        if (errno != ENOENT) return refuse_after_system_error(place, "opened");
        return std::optional<secret_key>();
    }
    TRY(auto key, read_key(place, existing));
    return std::optional(std::move(key));
}

result<secret_key> load_or_create_key_file(std::string const& path, std::string_view what) {
    TRY(auto existing, load_key_file(path, what));
    if (existing) return *std::move(existing);
    key_place const place{path, what};
    TRY(create_key(place));
    TRY(auto created, load_key_file(path, what));
    if (!created) return refuse_key_file(place, "was removed while it was made");
    return *std::move(created);
}

result<void> replace_key_file(std::string const& path, std::string const& successor,
                              std::string_view what) {
    key_place const place{path, what};
    if (::rename(successor.c_str(), path.c_str()) != 0)
        return refuse_after_system_error(place, "replaced");
    if (!flush_folder_of(path)) return refuse_after_system_error(place, "flushed");
    return success();
}

} // namespace talent::security
