#include "services/talentctl/durable_files.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include <sodium.h>

namespace talent::talentctl {
namespace {

namespace files = std::filesystem;

constexpr std::size_t piece_bytes = 256 * 1024;

problem failed(std::string const& path, std::string_view what) {
    return refuse(error_code::conflict, "The file " + path + " cannot be " + std::string(what) +
                                            ": " + std::strerror(errno) + ".");
}

class descriptor {
  public:
    descriptor(std::string const& path, int flags)
        : number_(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {}
    ~descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    descriptor(descriptor const&) = delete;
    descriptor& operator=(descriptor const&) = delete;

    bool good() const { return number_ >= 0; }
    int number() const { return number_; }

  private:
    int number_;
};

bool write_all(int to, char const* bytes, std::size_t count) {
    while (count > 0) {
        auto const written = ::write(to, bytes, count);
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        bytes += written;
        count -= static_cast<std::size_t>(written);
    }
    return true;
}

} // namespace

result<std::string> copy_and_hash(std::string const& from, std::string const& to) {
    descriptor const source(from, O_RDONLY);
    if (!source.good()) return failed(from, "opened");
    descriptor const target(to.empty() ? "/dev/null" : to,
                            to.empty() ? O_WRONLY : O_WRONLY | O_CREAT | O_EXCL);
    if (!target.good()) return failed(to, "made");
    crypto_hash_sha256_state digest; // in pieces: a database need not fit into memory
    crypto_hash_sha256_init(&digest);
    std::array<char, piece_bytes> piece;
    while (true) {
        auto const count = ::read(source.number(), piece.data(), piece.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return failed(from, "read");
        if (count == 0) break;
        auto const length = static_cast<std::size_t>(count);
        crypto_hash_sha256_update(&digest, reinterpret_cast<unsigned char*>(piece.data()), length);
        if (!write_all(target.number(), piece.data(), length)) return failed(to, "written");
    }
    if (!to.empty() && ::fsync(target.number()) != 0) return failed(to, "written");
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash;
    crypto_hash_sha256_final(&digest, hash.data());
    std::array<char, 2 * crypto_hash_sha256_BYTES + 1> digits;
    return std::string(sodium_bin2hex(digits.data(), digits.size(), hash.data(), hash.size()));
}

result<void> write_durably(std::string const& path, std::string_view text) {
    descriptor const file(path, O_WRONLY | O_CREAT | O_EXCL);
    if (!file.good()) return failed(path, "made");
    bool const written =
        write_all(file.number(), text.data(), text.size()) && ::fsync(file.number()) == 0;
    if (!written) return failed(path, "written");
    return success();
}

result<void> put_in_place(std::string const& partial, std::string const& target) {
    if (::rename(partial.c_str(), target.c_str()) != 0) return failed(target, "put in place");
    descriptor const folder(files::path(target).parent_path(), O_RDONLY | O_DIRECTORY);
    if (!folder.good() || ::fsync(folder.number()) != 0) return failed(target, "put in place");
    return success();
}

} // namespace talent::talentctl
