#include "common/base/configuration.hpp"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include <unistd.h>
#include <catch2/catch.hpp>

namespace talent {
namespace {

// A folder of its own for each test, gone afterwards.
class folder {
  public:
    folder() {
        std::string name = (std::filesystem::temp_directory_path() / "talent-base-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
        path_ = name;
    }
    ~folder() { std::filesystem::remove_all(path_); }
    folder(folder const&) = delete;
    folder& operator=(folder const&) = delete;

    std::string file(std::string const& name, std::string const& content) const {
        auto const path = path_ / name;
        std::ofstream(path, std::ios::binary) << content;
        return path.string();
    }
    std::string missing() const { return (path_ / "missing").string(); }
    std::string itself() const { return path_.string(); }

  private:
    std::filesystem::path path_;
};

configuration parsed(std::string const& toml) {
    auto read = parse_configuration(toml, "talentd.toml");
    if (!read.has_value()) FAIL(read.error().detail);
    return read.value();
}

std::string refusal_of(std::string const& toml) {
    auto const read = parse_configuration(toml, "talentd.toml");
    REQUIRE_FALSE(read.has_value());
    CHECK(read.error().code == error_code::invalid_fields);
    return read.error().detail;
}

struct refused {
    std::string toml;
    std::string sentence;
};

TEST_CASE("an empty file gives the defaults") {
    CHECK(parsed("") == configuration{});
    CHECK(parsed("# nothing but a comment\n[server]\n") == configuration{});
}

TEST_CASE("the reference lists the defaults, and reads back as them") {
    auto const reference = configuration_reference();
    CHECK(parsed(reference) == configuration{});
    for (auto const* const line :
         {"\nservices = []\n", "\n[server]\n", "\nport = 8080\n", "\naddress = \"127.0.0.1\"\n",
          "\n[database]\n", "\n# url_file = \"\"\n", "\n[security]\n", "\nsession_hours = 12\n",
          "\nsession_idle_minutes = 60\n", "\n[log]\n", "\nlevel = \"info\"\n",
          " One of debug, info, warning, error, off.\n", " From 0 to 65535.\n"}) {
        CAPTURE(line);
        CHECK(reference.find(line) != std::string::npos);
    }
}

TEST_CASE("every key is read to its place") {
    auto const read = parsed(R"(
services = ["market", "console"]
[server]
address = "::"
port = 0
io_threads = 3
query_threads = 4
connections_max = 5
requests_in_flight_max = 6
queue_wait_milliseconds = 14
queue_age_milliseconds = 15
rate_per_minute = 7
drain_seconds = 8
tls_certificate_file = "/c.pem"
tls_private_key_file = "/k.pem"
static_directory = "/console"
[database]
url = "sqlite:///a"
reader_threads = 9
writer_threads = 10
queue_max = 11
[security]
master_key_file = "/key"
session_hours = 13
session_idle_minutes = 14
[log]
level = "warning"
)");
    CHECK(read.services == std::vector<std::string>{"market", "console"});
    CHECK(read.server == server_configuration{.address = "::",
                                              .port = 0,
                                              .io_threads = 3,
                                              .query_threads = 4,
                                              .connections_max = 5,
                                              .requests_in_flight_max = 6,
                                              .queue_wait_milliseconds = 14,
                                              .queue_age_milliseconds = 15,
                                              .rate_per_minute = 7,
                                              .drain_seconds = 8,
                                              .tls_certificate_file = "/c.pem",
                                              .tls_private_key_file = "/k.pem",
                                              .static_directory = "/console"});
    CHECK(read.database ==
          database_configuration{
              .url = "sqlite:///a", .reader_threads = 9, .writer_threads = 10, .queue_max = 11});
    CHECK(read.security == security_configuration{.master_key_file = "/key",
                                                  .session_hours = 13,
                                                  .session_idle_minutes = 14});
    CHECK(read.log.level == "warning");
}

TEST_CASE("a fault is one sentence with the file, the line and the key") {
    auto const one = GENERATE(values<refused>({
        {"[server]\n\nprot = 1\n",
         R"(talentd.toml:3: there is no key "prot" in section [server].)"},
        {"\nport = 1\n", R"(talentd.toml:2: there is no key or section "port".)"},
        {"[sever]\nport = 1\n", R"(talentd.toml:1: there is no key or section "sever".)"},
        {"server = 1\n", "talentd.toml:1: server must be a section, not an integer."},
        {"[services]\n", "talentd.toml:1: services must be a list of strings, not a table."},
        {"[server]\nport = \"8080\"\n",
         "talentd.toml:2: server.port must be an integer, not a string."},
        {"[server]\nport = 8080.0\n",
         "talentd.toml:2: server.port must be an integer, not a decimal number."},
        {"[server]\nport = true\n",
         "talentd.toml:2: server.port must be an integer, not a boolean."},
        {"[server]\nport = 2026-11-22\n",
         "talentd.toml:2: server.port must be an integer, not a date or time."},
        {"[server]\nport = -1\n", "talentd.toml:2: server.port must be from 0 to 65535."},
        {"[server]\nport = 65536\n", "talentd.toml:2: server.port must be from 0 to 65535."},
        {"[server]\nio_threads = 0\n", "talentd.toml:2: server.io_threads must be from 1 to 256."},
        {"[server]\naddress = 1\n",
         "talentd.toml:2: server.address must be a string, not an integer."},
        {"[server]\naddress = \"\"\n", "talentd.toml:2: server.address must not be empty."},
        {"[server]\naddress = \"a\\nb\"\n",
         "talentd.toml:2: server.address must not have control characters."},
        {"[server.port]\n", "talentd.toml:1: server.port must be an integer, not a table."},
        {"[log]\nlevel = \"verbose\"\n",
         "talentd.toml:2: log.level must be one of debug, info, warning, error, off."},
        {"services = \"market\"\n",
         "talentd.toml:1: services must be a list of strings, not a string."},
        {"services = [\"market\", 1]\n",
         "talentd.toml:1: services must be a list of strings, not an integer."},
        {"services = [\"market\", \"market\"]\n", "talentd.toml:1: services names an entry twice."},
        {"services = [\"\"]\n", "talentd.toml:1: services must not be empty."},
        {"[server]\ntls_certificate_file = \"/c.pem\"\n",
         "talentd.toml: server.tls_certificate_file and server.tls_private_key_file must be given "
         "together."},
    }));
    CAPTURE(one.toml);
    CHECK(refusal_of(one.toml) == one.sentence);
}

TEST_CASE("what is not TOML is refused with its line") {
    CHECK(refusal_of("[server]\nport = \n").starts_with("talentd.toml:2: this is not TOML: "));
    CHECK(refusal_of("[server]\nport = 1\nport = 2\n")
              .starts_with("talentd.toml:3: this is not TOML: "));
    CHECK(refusal_of("[server\n").starts_with("talentd.toml:1: this is not TOML: "));
    CHECK(refusal_of("# \xFF\n") == "talentd.toml is not UTF-8.");
}

TEST_CASE("the bounds themselves are accepted") {
    CHECK(parsed("[server]\nport = 65535\n").server.port == 65535);
    CHECK(parsed("[server]\nio_threads = 256\n").server.io_threads == 256);
    CHECK(parsed("[server]\nio_threads = 1\n").server.io_threads == 1);
    CHECK(parsed("[security]\nsession_hours = 720\n").security.session_hours == 720);
}

TEST_CASE("a secret is read from its file and trimmed") {
    folder const here;
    auto const secret = here.file("url", "  mysql://talent:secret@db:3306/talent \r\n");
    auto const read = parsed("[database]\nurl_file = \"" + secret + "\"\n");
    CHECK(read.database.url == "mysql://talent:secret@db:3306/talent");
}

TEST_CASE("a secret's file that is missing, empty, too large or not a line is refused") {
    folder const here;
    struct file_case {
        std::string path;
        std::string ending;
    };
    std::string const unreadable =
        " names a file that cannot be read or is larger than 4096 bytes.";
    std::vector<file_case> const cases{
        {here.missing(), unreadable},
        {here.itself(), unreadable},
        {here.file("large", std::string(4097, 'x')), unreadable},
        {here.file("empty", " \n"), " names a file that is empty."},
        {here.file("lines", "a\rb"), " names a file that is not one line of text."},
        {here.file("two", "a\nb"), " names a file that is not one line of text."},
        {here.file("bytes", "\xFF\xFE"), " names a file that is not one line of text."},
    };
    for (auto const& one : cases) {
        CAPTURE(one.path);
        CHECK(refusal_of("[database]\nurl_file = \"" + one.path + "\"\n") ==
              "talentd.toml:2: database.url_file" + one.ending);
    }
}

TEST_CASE("a value and the file that holds it are not both given") {
    folder const here;
    auto const secret = here.file("url", "sqlite:///b");
    CHECK(refusal_of("[database]\nurl = \"sqlite:///a\"\nurl_file = \"" + secret + "\"\n") ==
          "talentd.toml:3: database.url and database.url_file must not both be given.");
}

TEST_CASE("no sentence shows a value that could be a secret") {
    auto const sentence = refusal_of("[database]\nurl = [\"mysql://u:hunter2@h/n\"]\n");
    CHECK(sentence.find("hunter2") == std::string::npos);
}

TEST_CASE("a file is read from its path, and a fault names the path") {
    folder const here;
    auto const good = here.file("good.toml", "[server]\nport = 9000\n");
    auto const read = read_configuration(good);
    REQUIRE(read.has_value());
    CHECK(read.value().server.port == 9000);

    auto const bad = here.file("bad.toml", "[server]\nport = 90000\n");
    auto const refused = read_configuration(bad);
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().detail == bad + ":2: server.port must be from 0 to 65535.");

    auto const missing = read_configuration(here.missing());
    REQUIRE_FALSE(missing.has_value());
    CHECK(missing.error().detail ==
          here.missing() + " cannot be read or is larger than 262144 bytes.");
}

} // namespace
} // namespace talent
