#include "common/journal/witness.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace talent::journal {
namespace {

constexpr mode_t witness_mode = S_IRUSR | S_IWUSR;

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

} // namespace

result<void> append_witness(std::string const& path, signed_head const& one) {
    int const file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, witness_mode);
    if (file < 0) return after_system_error(path, "opened");
    auto const line = json::write_shown(one) + "\n";
    // One call, so that lines of several servers never mix.
    bool const written =
        ::write(file, line.data(), line.size()) == static_cast<ssize_t>(line.size()) &&
        ::fsync(file) == 0;
    auto outcome = written ? success() : result<void>(after_system_error(path, "written"));
    ::close(file);
    return outcome;
}

result<std::vector<signed_head>> parse_witnesses(std::string_view line) {
    TRY(auto document, json::parse(line));
    std::vector<signed_head> found;
    auto const* const items = document.find("items");
    auto const single = std::vector{document};
    for (auto const& each : items != nullptr ? items->elements() : single) {
        auto one = head_of(each);
        if (!one) return refuse(error_code::invalid_fields, "this is no signed head");
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
