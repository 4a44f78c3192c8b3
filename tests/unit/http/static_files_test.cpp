// The console's files.
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

#include "common/http/static_files.hpp"

using namespace talent::http;
namespace fs = std::filesystem;

namespace {

/// A directory that goes with the test, and a secret beside it.
class console_directory {
  public:
    console_directory() {
        auto pattern = (fs::temp_directory_path() / "talent-console-XXXXXX").string();
        root_ = ::mkdtemp(pattern.data());
        write("secret.txt", "secret");
        write("web/index.html", "<html>");
        write("web/assets/app-a1B2c3D4.js", "plain script");
        write("web/assets/app-a1B2c3D4.js.gz", "gzip script");
        write("web/assets/app-a1B2c3D4.js.br", "brotli script");
        write("web/favicon.ico", "icon");
        fs::create_symlink(root_ / "secret.txt", root_ / "web/link.txt");
    }
    ~console_directory() { fs::remove_all(root_); }

    std::string web() const { return (root_ / "web").string(); }

  private:
    void write(std::string const& name, std::string const& text) {
        fs::create_directories((root_ / name).parent_path());
        std::ofstream(root_ / name) << text;
    }
    fs::path root_;
};

std::string header_of(response const& one, std::string_view name) {
    for (auto const& [given, value] : one.headers) {
        if (given == name) return value;
    }
    return {};
}

response get(static_files const& files, std::string path, std::string coding = {}) {
    request asked;
    asked.path = std::move(path);
    asked.accept_encoding = std::move(coding);
    return files.answer(asked);
}

} // namespace

TEST_CASE("files are answered with their type, and the page for the root") {
    console_directory const directory;
    static_files const files(directory.web());
    CHECK(get(files, "/").body == "<html>");
    CHECK(get(files, "/").content_type == "text/html; charset=utf-8");
    CHECK(get(files, "/index.html").body == "<html>");
    CHECK(get(files, "/favicon.ico").content_type == "image/x-icon");
    CHECK(header_of(get(files, "/"), "Cache-Control") == "no-cache");
}

TEST_CASE("a hashed name may be kept for ever, in the form the client accepts") {
    console_directory const directory;
    static_files const files(directory.web());
    std::string const name = "/assets/app-a1B2c3D4.js";
    CHECK(get(files, name).body == "plain script");
    CHECK(get(files, name, "gzip, deflate").body == "gzip script");
    CHECK(get(files, name, "gzip, br").body == "brotli script");
    CHECK(get(files, name, "br;q=0, gzip;q=0.5").body == "gzip script");
    CHECK(get(files, name, "gzip;q=0.0").body == "plain script");
    CHECK(header_of(get(files, name, "br"), "Content-Encoding") == "br");
    CHECK(header_of(get(files, name), "Cache-Control") == "public, max-age=31536000, immutable");
}

TEST_CASE("each form of a file has its own ETag, and an unchanged one is not sent again") {
    console_directory const directory;
    static_files const files(directory.web());
    std::string const name = "/assets/app-a1B2c3D4.js";
    auto const plain = header_of(get(files, name), "ETag");
    CHECK(plain != header_of(get(files, name, "br"), "ETag"));
    request again;
    again.path = name;
    again.if_none_match = plain;
    CHECK(files.answer(again).status == 304);
}

TEST_CASE("nothing outside the directory has a name") {
    console_directory const directory;
    static_files const files(directory.web());
    for (auto const* path :
         {"/../secret.txt", "/link.txt", "/assets", "/assets/", "", "//index.html",
          "/assets/../index.html", "/assets/app-a1B2c3D4.js.gz"}) {
        INFO(path);
        CHECK_FALSE(files.has(path));
        CHECK(get(files, path).status == 404);
    }
}

TEST_CASE("every path of the console's router is the page, and no other path is") {
    console_directory const directory;
    static_files const files(directory.web());
    auto const* const path =
        GENERATE("/login", "/search/demands", "/demands/0190a000-0000-7000-8000-000000000000",
                 "/office/tenders/1/bids", "/supervisor", "/talent/");
    CAPTURE(path);
    auto const got = get(files, path);
    CHECK(got.status == 200);
    CHECK(got.body == "<html>");
    CHECK(got.content_type == "text/html; charset=utf-8");
    CHECK(header_of(got, "Cache-Control") == "no-cache");
    CHECK(header_of(got, "Content-Security-Policy").find("default-src 'self'") == 0);
    CHECK(header_of(got, "ETag") == header_of(get(files, "/"), "ETag"));
    for (auto const* other : {"/v1/demands", "/logins", "/Login", "//login", "/nothing/login", ""})
        CHECK_FALSE(files.has(other));
}

TEST_CASE("without a directory there are no files, and a missing one is an error") {
    CHECK_FALSE(static_files("").has("/"));
    CHECK_FALSE(static_files("").has("/login"));
    CHECK_THROWS(static_files("/nonexistent/directory"));
}

TEST_CASE(
    "who prefers a page is told with one that there is nothing, everybody else with a problem") {
    constexpr auto* browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    for (auto const* accept :
         {browser, "TEXT/HTML", "application/json;q=0.9, text/html", "text/html;q=0.001"})
        CHECK(prefers_page(accept));
    for (auto const* accept :
         {"", "*/*", "text/*", "application/json", "application/json, text/html", "text/html;q=0",
          "text/html;q=0.000", "text/html;q=0.5,application/problem+json;q=0.51", "text/htmlx",
          "text/html;q=", "text/html;q=.5", ",,", ";q=1"})
        CHECK_FALSE(prefers_page(accept));
    console_directory const directory;
    static_files const files(directory.web());
    request asked;
    asked.path = "/nothing";
    auto const problem = files.answer(asked);
    CHECK(problem.status == 404);
    CHECK(problem.content_type == "application/problem+json");
    asked.accept = browser;
    auto const page = files.answer(asked);
    CHECK(page.status == 404);
    CHECK(page.content_type == "text/html; charset=utf-8");
    CHECK(page.body.starts_with("<html>"));
    CHECK(header_of(page, "ETag").empty());
    CHECK(header_of(page, "Vary") == "Accept");
    CHECK_FALSE(header_of(page, "Content-Security-Policy").empty());
    static_files const none("");
    CHECK(none.answer(asked).content_type == "application/problem+json");
}
