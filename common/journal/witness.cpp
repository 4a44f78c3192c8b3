#include "common/journal/witness.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace talent::journal {
namespace {

constexpr mode_t witness_mode = S_IRUSR | S_IWUSR;
constexpr off_t tail_bytes_max = 64 * 1024; // holds more than one line of the server's own

problem unusable(std::string const& path, std::string const& why) {
    return refuse(error_code::internal, "The file of signed heads " + path + " " + why + ".");
}

problem after_system_error(std::string const& path, std::string_view attempt) {
    int const cause = errno;
    return unusable(path, "cannot be " + std::string(attempt) + ": " + std::strerror(cause));
}

std::optional<signed_head> head_of(json::value const& from) {
    auto const sequence = from["sequence"].integer();
    auto const previous = from["previous_sequence"].integer();
    auto const at = parse_instant(from["at"].text());
    if (!sequence || !previous || !at) return std::nullopt;
    signed_head made{.sequence = *sequence,
                     .previous_sequence = *previous,
                     .hash = from["hash"].text(),
                     .at = *at,
                     .public_key = from["public_key"].text(),
                     .signature = from["signature"].text(),
                     .origin = from["origin"].text(),
                     .statement = {}};
    made.statement = statement_of(made);
    return made;
}

class descriptor {
  public:
    explicit descriptor(int number) : number_(number) {}
    ~descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    descriptor(descriptor const&) = delete;
    descriptor& operator=(descriptor const&) = delete;
    int get() const { return number_; }

  private:
    int number_;
};

/// How a file ends to which more is to be appended.
struct file_end {
    off_t whole_bytes = 0; // what is behind them was being written when a disk was full or a
                           // machine stopped
    bool lacks_line_end = false;
    std::int64_t sequence = 0; // of the last head; 0 in an empty file
};

result<file_end> read_end(std::string const& path, int file) {
    auto const size = ::lseek(file, 0, SEEK_END);
    if (size < 0) return after_system_error(path, "read");
    std::string tail(static_cast<std::size_t>(std::min<off_t>(size, tail_bytes_max)), '\0');
    if (::pread(file, tail.data(), tail.size(), size - static_cast<off_t>(tail.size())) !=
        static_cast<ssize_t>(tail.size()))
        return after_system_error(path, "read");
    auto const behind_line = [&](std::size_t end) { // where the line before `end` begins
        auto const at = end == 0 ? std::string::npos : tail.rfind('\n', end - 1);
        return at == std::string::npos ? 0 : at + 1;
    };
    auto const last_of = [&](std::size_t begin, std::size_t end) -> std::optional<std::int64_t> {
        auto const read = parse_witnesses(std::string_view(tail).substr(begin, end - begin));
        if (!read.has_value() || read.value().empty()) return std::nullopt;
        return read.value().back().sequence;
    };
    auto const begin = behind_line(tail.size());
    if (auto const unended = last_of(begin, tail.size())) return file_end{size, true, *unended};
    file_end found{size - static_cast<off_t>(tail.size() - begin)};
    if (begin == 0) {
        if (size > static_cast<off_t>(tail.size())) return unusable(path, "has no end of a line");
        return found;
    }
    auto const last = last_of(behind_line(begin - 1), begin - 1);
    if (!last) return unusable(path, "has no signed head in its last line");
    found.sequence = *last;
    return found;
}

} // namespace

result<std::size_t> append_witnesses(std::string const& path, std::span<signed_head const> heads) {
    descriptor const file(
        ::open(path.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, witness_mode));
    if (file.get() < 0) return after_system_error(path, "opened");
    // Servers that share the file follow one another; closing it lets the next one in.
    if (::flock(file.get(), LOCK_EX) != 0) return after_system_error(path, "locked");
    TRY(auto const there, read_end(path, file.get()));
    if (::ftruncate(file.get(), there.whole_bytes) != 0)
        return after_system_error(path, "shortened");
    std::string text = there.lacks_line_end ? "\n" : "";
    std::size_t count = 0;
    for (auto const& each : heads) {
        if (each.sequence <= there.sequence) continue;
        text.append(json::write_shown(each)).push_back('\n');
        ++count;
    }
    if (text.empty()) return count;
    bool const written =
        ::write(file.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
        ::fsync(file.get()) == 0;
    if (!written) return after_system_error(path, "written");
    return count;
}

result<std::vector<signed_head>> parse_witnesses(std::string_view line) {
    TRY(auto document, json::parse(line));
    std::vector<signed_head> found;
    auto const* const items = document.find("items");
    auto const single = std::vector{document};
    for (auto const& each : items != nullptr ? items->elements() : single) {
        auto one = head_of(each);
        if (!one) return refuse(error_code::invalid_fields, "This is no signed head.");
        found.push_back(*std::move(one));
    }
    return found;
}

result<std::vector<signed_head>> read_witnesses(std::string const& path) {
    std::vector<signed_head> found;
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        if (errno == ENOENT) return found;
        return after_system_error(path, "opened");
    }
    std::string line;
    for (int number = 1; std::getline(file, line); ++number) {
        bool const whole = !file.eof();
        if (line.empty()) continue;
        auto read = parse_witnesses(line);
        if (!read.has_value()) {
            if (!whole) break;
            return unusable(path, "has no signed head in line " + std::to_string(number));
        }
        found.insert(found.end(), read.value().begin(), read.value().end());
    }
    if (file.bad()) return after_system_error(path, "read");
    return found;
}

} // namespace talent::journal
