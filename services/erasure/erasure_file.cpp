#include "services/erasure/erasure_file.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "common/base/uuid.hpp"
#include "common/json/value.hpp"
#include "common/json/writer.hpp"

namespace talent::erasure {
namespace {

using personal::erased_key;

constexpr int page_lines = 1'000;
// Another process's clock may be behind: what it erased a moment ago has an earlier instant.
constexpr std::chrono::hours clocks_apart_max{1};
constexpr mode_t owner_only = S_IRUSR | S_IWUSR;

problem unusable(std::string const& path, std::string const& why) {
    return refuse(error_code::conflict, "The file of erasures " + path + " " + why + ".");
}

std::string line_of(erased_key const& one) {
    json::writer to;
    to.begin_object()
        .member("key", one.key_id)
        .member("subject", one.subject_id)
        .member("erased_at", format_instant(one.at))
        .end_object();
    return to.take() + "\n";
}

std::optional<erased_key> read_line(std::string const& line) {
    auto const document = json::parse(line);
    if (!document.has_value()) return std::nullopt;
    auto const& key = document.value()["key"].text();
    auto const& subject = document.value()["subject"].text();
    auto const at = parse_instant(document.value()["erased_at"].text());
    if (!parse_uuid(key) || !parse_uuid(subject) || !at) return std::nullopt;
    return erased_key{key, subject, *at};
}

// Behind the whole lines: what a crash left of another one goes.
bool write_durably(std::string const& path, std::size_t from, std::string const& text) {
    int const file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, owner_only);
    if (file < 0) return false;
    bool done = ::ftruncate(file, static_cast<off_t>(from)) == 0;
    for (std::size_t at = 0; done && at < text.size();) {
        auto const count =
            ::pwrite(file, text.data() + at, text.size() - at, static_cast<off_t>(from + at));
        done = count >= 0 || errno == EINTR;
        if (count > 0) at += static_cast<std::size_t>(count);
    }
    done = done && ::fsync(file) == 0;
    int const cause = errno;
    ::close(file);
    errno = cause;
    return done;
}

} // namespace

result<erasure_file> erasure_file::open(std::string path) {
    erasure_file made(std::move(path));
    std::ifstream file(made.path_, std::ios::binary);
    if (!file.is_open()) {
        if (::access(made.path_.c_str(), F_OK) == 0) return unusable(made.path_, "cannot be read");
        return made;
    }
    std::string line;
    for (std::size_t number = 1; std::getline(file, line); ++number) {
        bool const ended = !file.eof();
        auto one = read_line(line);
        if (!one && ended)
            return unusable(made.path_, "cannot be read at line " + std::to_string(number));
        if (!one) break;
        made.whole_bytes_ += line.size() + (ended ? 1 : 0);
        made.lacks_line_end_ = !ended;
        made.keys_.insert(one->key_id);
        made.lines_.push_back(*std::move(one));
    }
    return made;
}

result<std::size_t> erasure_file::catch_up(db::database& kept) {
    std::vector<erased_key> more;
    instant from = seen_until_;
    if (from != instant{}) from -= clocks_apart_max;
    std::string after;
    std::vector<erased_key> page;
    do {
        kept.read_now([&](db::session& sql) {
            page = personal::list_erasures(sql, from, after, page_lines);
        });
        for (auto const& one : page) {
            if (!keys_.contains(one.key_id)) more.push_back(one);
            from = one.at;
            after = one.key_id;
        }
    } while (page.size() == page_lines);
    TRY(append(more));
    seen_until_ = std::max(seen_until_, from);
    return more.size();
}

result<void> erasure_file::append(std::vector<erased_key> const& more) {
    if (more.empty()) return success();
    std::string text = lacks_line_end_ ? "\n" : "";
    for (auto const& one : more)
        text.append(line_of(one));
    if (!write_durably(path_, whole_bytes_, text))
        return unusable(path_, std::string("cannot be written: ") + std::strerror(errno));
    whole_bytes_ += text.size();
    lacks_line_end_ = false;
    for (auto const& one : more) {
        keys_.insert(one.key_id);
        lines_.push_back(one);
    }
    return success();
}

} // namespace talent::erasure
