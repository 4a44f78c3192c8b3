#include "common/security/personal.hpp"
#include "tests/support/read_file.hpp"

#include <filesystem>
#include <fstream>
#include <set>
#include <stdexcept>
#include <thread>
#include <vector>

#include <sys/stat.h>
#include <unistd.h>
#include <catch2/catch.hpp>

namespace talent::security {
namespace {

constexpr std::string_view plain = "张三 +86 138 0000 0000";
constexpr std::string_view context = "supply/0192f3a4-5b6c-7d8e-9fa0-b1c2d3e4f506";
std::string const hex_key(64, 'a');

class folder {
  public:
    folder() {
        std::string name = (std::filesystem::temp_directory_path() / "talent-key-XXXXXX").string();
        if (::mkdtemp(name.data()) == nullptr) throw std::runtime_error("no temporary folder");
        path_ = name;
    }
    ~folder() { std::filesystem::remove_all(path_); }
    folder(folder const&) = delete;
    folder& operator=(folder const&) = delete;

    std::string path(std::string const& name) const { return (path_ / name).string(); }

    std::string file(std::string const& name, std::string const& content,
                     mode_t mode = 0600) const {
        auto const made = path(name);
        std::ofstream(made, std::ios::binary) << content;
        ::chmod(made.c_str(), mode);
        return made;
    }

    std::size_t files() const {
        auto const entries = std::filesystem::directory_iterator(path_);
        return static_cast<std::size_t>(std::distance(begin(entries), end(entries)));
    }

  private:
    std::filesystem::path path_;
};

mode_t mode_of(std::string const& path) {
    struct stat facts {};
    REQUIRE(::stat(path.c_str(), &facts) == 0);
    return facts.st_mode & 07777;
}

std::string refusal_of(std::string const& path) {
    auto const loaded = load_or_create_master_key(path);
    REQUIRE_FALSE(loaded.has_value());
    return loaded.error().detail;
}

TEST_CASE("a sealed value opens with its key and context") {
    auto const key = secret_key::random();
    for (auto const& value :
         {std::string{}, std::string("x"), std::string(plain), std::string(100'000, '\0')}) {
        CHECK(unseal(key, seal(key, value, context), context) == value);
    }
    CHECK(unseal(key, seal(key, plain, ""), "") == plain);
}

TEST_CASE("a value is never sealed to the same text twice") {
    auto const key = secret_key::random();
    std::set<std::string> seen;
    for (int i = 0; i < 1000; ++i)
        CHECK(seen.insert(seal(key, plain, context)).second);
}

TEST_CASE("a sealed value does not show what is in it") {
    auto const sealed = seal(secret_key::random(), plain, context);
    CHECK(sealed.find("138") == std::string::npos);
    CHECK(sealed.size() == (24 + plain.size() + 16 + 2) / 3 * 4);
}

TEST_CASE("a sealed value stays closed to another key and another context") {
    auto const key = secret_key::random();
    auto const sealed = seal(key, plain, context);
    CHECK_FALSE(unseal(secret_key::random(), sealed, context).has_value());
    CHECK_FALSE(unseal(key, sealed, "").has_value());
    std::string longer{context};
    longer.push_back('x');
    CHECK_FALSE(unseal(key, sealed, longer).has_value());
    CHECK_FALSE(unseal(key, sealed, context.substr(1)).has_value());
}

TEST_CASE("a sealed value with any character changed, dropped or added stays closed") {
    auto const key = secret_key::random();
    for (std::size_t length = 0; length < 4; ++length) { // every kind of base64 ending
        auto const sealed = seal(key, std::string(length, 'p'), context);
        CAPTURE(sealed);
        for (std::size_t place = 0; place < sealed.size(); ++place) {
            for (int byte = 0; byte < 256; ++byte) {
                auto changed = sealed;
                changed[place] = static_cast<char>(byte);
                if (changed == sealed) continue;
                REQUIRE_FALSE(unseal(key, changed, context).has_value());
            }
            REQUIRE_FALSE(unseal(key, sealed.substr(0, place), context).has_value());
            REQUIRE_FALSE(
                unseal(key, std::string(sealed).insert(place, 1, 'A'), context).has_value());
        }
        REQUIRE_FALSE(unseal(key, sealed + "A", context).has_value());
        REQUIRE_FALSE(unseal(key, sealed + "=", context).has_value());
        REQUIRE_FALSE(unseal(key, sealed + "\n", context).has_value());
    }
}

TEST_CASE("a key is 32 bytes and nothing else") {
    auto const key = secret_key::random();
    CHECK(key.bytes().size() == 32);
    CHECK(secret_key::from_bytes(key.bytes())->bytes() == key.bytes());
    CHECK(secret_key::random().bytes() != key.bytes());
    for (std::size_t const length : {0U, 1U, 31U, 33U, 64U}) {
        CHECK_FALSE(secret_key::from_bytes(std::string(length, 'k')).has_value());
    }
}

TEST_CASE("a missing master key is made once, closed to others, and loaded ever after") {
    folder const here;
    auto const path = here.path("master.key");
    auto const made = load_or_create_master_key(path);
    REQUIRE(made.has_value());
    CHECK(mode_of(path) == 0600);
    CHECK(test::read_file(path).size() == 65);
    CHECK(here.files() == 1); // no draft is left
    auto const again = load_or_create_master_key(path);
    REQUIRE(again.has_value());
    CHECK(again.value().bytes() == made.value().bytes());
}

TEST_CASE("several who start at once agree on one master key") {
    folder const here;
    auto const path = here.path("master.key");
    std::vector<std::string> keys(8);
    std::vector<std::thread> running;
    for (auto& key : keys) {
        running.emplace_back([&key, &path] {
            auto const loaded = load_or_create_master_key(path);
            if (loaded.has_value()) key = loaded.value().bytes();
        });
    }
    for (auto& thread : running)
        thread.join();
    CHECK(keys.front().size() == 32);
    CHECK(std::set<std::string>(keys.begin(), keys.end()).size() == 1);
    CHECK(here.files() == 1);
}

TEST_CASE("64 hexadecimal digits are a master key, with or without a line end") {
    folder const here;
    auto const expected = secret_key::from_bytes(std::string(32, '\xaa'));
    std::string upper(64, 'A');
    for (auto const& content : {hex_key, hex_key + "\n", hex_key + "\r\n", upper}) {
        auto const loaded = load_or_create_master_key(here.file("key", content));
        REQUIRE(loaded.has_value());
        CHECK(loaded.value().bytes() == expected->bytes());
    }
}

TEST_CASE("a malformed master key is refused with a sentence, and left as it is") {
    folder const here;
    for (auto const& content :
         {std::string{}, std::string("\n"), hex_key.substr(1), hex_key + "a", hex_key + "\n\n",
          " " + hex_key, hex_key + " ", std::string(64, 'g'), "0x" + hex_key.substr(2),
          std::string(32, '\xaa'), std::string(1'000'000, 'a')}) {
        auto const path = here.file("key", content);
        CHECK(refusal_of(path) ==
              "The master key file " + path + " does not hold exactly 64 hexadecimal digits.");
        CHECK(test::read_file(path) == content);
    }
}

TEST_CASE("a master key that others may touch is refused") {
    folder const here;
    for (mode_t const mode : {0640U, 0604U, 0644U, 0660U, 0610U, 0601U, 0620U, 0602U, 0777U}) {
        CAPTURE(mode);
        auto const path = here.file("key", hex_key, mode);
        CHECK(refusal_of(path) == "The master key file " + path +
                                      " is open to its group or to others; its mode must be 0600.");
    }
    CHECK(load_or_create_master_key(here.file("key", hex_key, 0400)).has_value());
}

TEST_CASE("a master key whose place is no file, or cannot be made, is refused") {
    folder const here;
    auto const directory = here.path("directory");
    std::filesystem::create_directory(directory);
    CHECK(refusal_of(directory) == "The master key file " + directory + " is not a regular file.");
    auto const pipe = here.path("pipe");
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    CHECK(refusal_of(pipe) == "The master key file " + pipe + " is not a regular file.");
    auto const nowhere = here.path("no/such/folder/key");
    CHECK(refusal_of(nowhere) ==
          "The master key file " + nowhere + " cannot be created: No such file or directory.");
}

} // namespace
} // namespace talent::security
