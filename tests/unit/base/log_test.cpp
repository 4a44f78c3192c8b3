#include "common/base/log.hpp"

#include <cstdio>
#include <stdexcept>
#include <thread>
#include <vector>

#include <fcntl.h>
#include <unistd.h>
#include <catch2/catch.hpp>

#include "common/base/clock.hpp"
#include "common/base/text.hpp"

namespace talent {
namespace {

// Sends standard error into an unnamed file for as long as it lives.
class captured_error_output {
  public:
    captured_error_output() {
        std::fflush(stderr);
        if (saved_ < 0 || file_ == nullptr)
            throw std::runtime_error("standard error cannot be kept");
        ::dup2(::fileno(file_), STDERR_FILENO);
    }
    ~captured_error_output() {
        if (saved_ >= 0) release();
        std::fclose(file_);
    }
    captured_error_output(captured_error_output const&) = delete;
    captured_error_output& operator=(captured_error_output const&) = delete;

    std::vector<std::string> lines() {
        release();
        std::string text;
        std::rewind(file_);
        for (int character = std::fgetc(file_); character != EOF; character = std::fgetc(file_)) {
            text.push_back(static_cast<char>(character));
        }
        std::vector<std::string> all;
        for (std::size_t start = 0; start < text.size();) {
            auto const end = text.find('\n', start);
            if (end == std::string::npos) throw std::runtime_error("the last line has no end");
            all.push_back(text.substr(start, end - start));
            start = end + 1;
        }
        return all;
    }

  private:
    void release() {
        std::fflush(stderr);
        ::dup2(saved_, STDERR_FILENO);
        ::close(saved_);
        saved_ = -1;
    }

    int saved_ = ::fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 0);
    std::FILE* file_ = std::tmpfile();
};

constexpr std::string_view before_time = "{\"time\":\"";
constexpr std::size_t time_length = 24;

std::string after_time(std::string const& line) {
    return line.substr(before_time.size() + time_length);
}

std::string message_written(std::string_view message) {
    log::start("info");
    captured_error_output output;
    log::information(message);
    auto const lines = output.lines();
    REQUIRE(lines.size() == 1);
    return after_time(lines.front());
}

struct escaping {
    std::string message;
    std::string written;
};

TEST_CASE("a line is one JSON object with time, level, message and fields") {
    log::start("debug");
    captured_error_output output;
    log::write(log::level::debug, "request answered",
               {{"route", "/v1/demands/{id}"}, {"status", std::int64_t{200}}, {"replayed", false}});
    auto const lines = output.lines();
    REQUIRE(lines.size() == 1);
    CHECK(
        after_time(lines[0]) ==
        R"(","level":"debug","message":"request answered","route":"/v1/demands/{id}","status":200,"replayed":false})");
    REQUIRE(lines[0].starts_with(before_time));
    auto const at = parse_instant(lines[0].substr(before_time.size(), time_length));
    REQUIRE(at.has_value());
    CHECK(std::chrono::abs(system_clock{}.now() - *at) < std::chrono::minutes{1});
}

TEST_CASE(
    "what JSON does not allow in a string is escaped, and bytes that are not UTF-8 replaced") {
    using namespace std::string_literals;
    auto const row = GENERATE(values<escaping>({
        {"plain", "plain"},
        {"", ""},
        {R"(say "yes" \ no)", R"(say \"yes\" \\ no)"},
        {"two\nlines\r\n\tand a tab", R"(two\nlines\r\n\tand a tab)"},
        {"nul \0 bell \a escape \x1b delete \x7f"s,
         R"(nul \u0000 bell \u0007 escape \u001b delete \u007f)"},
        {"高级软件工程师 😀", "高级软件工程师 😀"},
        {"stray \x80 byte", "stray \xEF\xBF\xBD byte"},
        {"cut \xE9\xAB", "cut \xEF\xBF\xBD"},
        {"surrogate \xED\xA0\x80!", "surrogate \xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD!"},
        {"overlong \xC0\xAF!", "overlong \xEF\xBF\xBD\xEF\xBF\xBD!"},
        {"{} %s {0} %v", "{} %s {0} %v"},
    }));
    CAPTURE(row.message);
    CHECK(message_written(row.message) == R"(","level":"info","message":")" + row.written + "\"}");
}

TEST_CASE("any bytes give one line of valid UTF-8") {
    std::string every_byte;
    for (int byte = 0; byte < 256; ++byte)
        every_byte.push_back(static_cast<char>(byte));
    auto const line = message_written(every_byte + every_byte);
    CHECK(is_utf8(line));
    CHECK_FALSE(has_forbidden_characters(line));
}

TEST_CASE("field names and text values are escaped too") {
    log::start("info");
    captured_error_output output;
    log::error("failed", {{"a\"b", "c\nd"}});
    auto const lines = output.lines();
    REQUIRE(lines.size() == 1);
    CHECK(after_time(lines[0]) == R"(","level":"error","message":"failed","a\"b":"c\nd"})");
}

TEST_CASE("only lines of the level that was asked for, or worse, are written") {
    struct threshold {
        char const* level;
        std::size_t lines;
    };
    auto const row = GENERATE(
        values<threshold>({{"debug", 4}, {"info", 3}, {"warning", 2}, {"error", 1}, {"off", 0}}));
    CAPTURE(row.level);
    log::start(row.level);
    captured_error_output output;
    log::write(log::level::debug, "one");
    log::information("two");
    log::warning("three");
    log::error("four");
    CHECK(output.lines().size() == row.lines);
}

TEST_CASE("an unknown level name leaves the level as it is") {
    log::start("error");
    log::start("verbose");
    captured_error_output output;
    log::warning("unheard");
    CHECK(output.lines().empty());
}

TEST_CASE("lines of several threads do not mix") {
    log::start("info");
    captured_error_output output;
    std::vector<std::thread> running;
    for (int i = 0; i < 4; ++i) {
        running.emplace_back([] {
            for (int line = 0; line < 250; ++line)
                log::information("a line that stays whole");
        });
    }
    for (auto& thread : running)
        thread.join();
    auto const lines = output.lines();
    REQUIRE(lines.size() == 1000);
    for (auto const& line : lines) {
        REQUIRE(after_time(line) == R"(","level":"info","message":"a line that stays whole"})");
    }
}

} // namespace
} // namespace talent
