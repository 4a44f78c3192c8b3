// Mail handed in to a real server, Debian's aiosmtpd: TLS by an authority of one's own, logins by
// both mechanisms, and what it refuses.
#include <catch2/catch.hpp>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>

#include "common/json/value.hpp"
#include "services/notices/mail_sender.hpp"

using namespace talent;
using namespace talent::notices;

namespace {

constexpr auto message = "Subject: hello\r\nFrom: market@example.cn\r\n\r\n.a line\r\nthe end\r\n";
constexpr auto password = "right passwört";

/// Two authorities, and the first's certificates for this machine and for another.
class authorities {
  public:
    authorities() {
        std::string place =
            (std::filesystem::temp_directory_path() / "talent-smtp-XXXXXX").string();
        REQUIRE(mkdtemp(place.data()) != nullptr);
        directory_ = place;
        for (std::string const ca : {"known", "unknown"}) {
            run("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2"
                " -subj /CN=" +
                ca +
                " -addext basicConstraints=critical,CA:TRUE"
                " -keyout " +
                ca + ".key -out " + ca + ".pem");
        }
        sign("here", "known", "DNS:localhost,IP:127.0.0.1");
        sign("elsewhere", "known", "DNS:mail.example.cn");
        sign("stranger", "unknown", "DNS:localhost,IP:127.0.0.1");
    }
    ~authorities() { std::filesystem::remove_all(directory_); }
    authorities(authorities const&) = delete;
    authorities& operator=(authorities const&) = delete;

    std::string file(std::string const& name) const { return directory_ + "/" + name; }

  private:
    void run(std::string const& command) const {
        CAPTURE(command);
        auto const line = "cd " + directory_ + " && " + command + " >/dev/null 2>&1";
        REQUIRE(std::system(line.c_str()) == 0);
    }
    void sign(std::string const& name, std::string const& ca, std::string const& names) const {
        run("openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj /CN=" +
            name + " -keyout " + name + ".key -out " + name + ".csr");
        std::ofstream(file(name + ".ext")) << "subjectAltName=" << names << "\n";
        run("openssl x509 -req -in " + name + ".csr -CA " + ca + ".pem -CAkey " + ca +
            ".key -CAcreateserial -days 2 -extfile " + name + ".ext -out " + name + ".pem");
    }
    std::string directory_;
};

authorities const& all_authorities() {
    static authorities const made;
    return made;
}

/// Runs while it lives; what it told is read at its end.
class real_server {
  public:
    real_server(std::string manner, std::string certificate, std::string mechanism) {
        auto const script = std::string(TALENT_SOURCE_DIRECTORY) + "/tests/support/smtp_server.py";
        auto const chain = all_authorities().file(certificate + ".pem");
        auto const key = all_authorities().file(certificate + ".key");
        std::array<int, 2> to{};
        std::array<int, 2> from{};
        REQUIRE(pipe2(to.data(), O_CLOEXEC) == 0);
        REQUIRE(pipe2(from.data(), O_CLOEXEC) == 0);
        process_ = fork();
        if (process_ == 0) {
            dup2(to[0], STDIN_FILENO);
            dup2(from[1], STDOUT_FILENO);
            execl("/usr/bin/python3", "python3", script.c_str(), manner.c_str(), chain.c_str(),
                  key.c_str(), mechanism.c_str(), nullptr);
            _exit(127);
        }
        close(to[0]);
        close(from[1]);
        input_ = to[1];
        output_ = fdopen(from[0], "r");
        port_ = line();
        REQUIRE_FALSE(port_.empty());
    }
    ~real_server() { end(); }
    real_server(real_server const&) = delete;
    real_server& operator=(real_server const&) = delete;

    mail_server reached(std::string const& scheme, std::string const& authority) const {
        return {.url = scheme + "://localhost:" + port_,
                .needs_tls = true,
                .from = "market@example.cn",
                .domain = "example.cn",
                .authorities_file = all_authorities().file(authority + ".pem")};
    }
    /// What it has told since it began; it ends.
    std::vector<json::value> told() {
        close(std::exchange(input_, -1));
        std::vector<json::value> found;
        for (auto one = line(); !one.empty(); one = line())
            found.push_back(json::parse(one).value());
        end();
        return found;
    }

  private:
    std::string line() {
        std::string found;
        for (int c = std::fgetc(output_); c != EOF && c != '\n'; c = std::fgetc(output_))
            found.push_back(static_cast<char>(c));
        return found;
    }
    void end() {
        if (input_ >= 0) close(std::exchange(input_, -1));
        if (output_ != nullptr) std::fclose(std::exchange(output_, nullptr));
        if (process_ > 0) waitpid(std::exchange(process_, -1), nullptr, 0);
    }
    pid_t process_ = -1;
    int input_ = -1;
    std::FILE* output_ = nullptr;
    std::string port_;
};

} // namespace

TEST_CASE("a mail goes by STARTTLS and by TLS to a server that one's own authority vouches for") {
    for (std::string const scheme : {"smtp", "smtps"}) {
        for (std::string const mechanism : {"none", "PLAIN", "LOGIN"}) {
            CAPTURE(scheme, mechanism);
            real_server server(scheme == "smtp" ? "starttls" : "tls", "here", mechanism);
            auto to = server.reached(scheme, "known");
            if (mechanism != "none") {
                to.user = "market";
                to.password = password;
            }
            auto const outcome = hand_in(to, "somebody@example.cn", message);
            CAPTURE(outcome.failure, outcome.status);
            CHECK(outcome.taken);
            auto const told = server.told();
            REQUIRE(told.size() == (mechanism == "none" ? 1 : 2));
            if (mechanism != "none") {
                CHECK(told[0]["login"].text() == mechanism);
                CHECK(told[0]["right"].boolean());
            }
            auto const& mail = told.back();
            CHECK(mail["tls"].boolean());
            CHECK(mail["message"].text() == message);
            CHECK(mail["from"].text() == "market@example.cn");
            CHECK(mail["to"].elements().at(0).text() == "somebody@example.cn");
        }
    }
}

TEST_CASE(
    "a certificate of another authority or for another name is refused, and nothing is told") {
    struct row {
        std::string certificate;
        std::string authority;
    };
    for (auto const& [certificate, authority] :
         {row{"stranger", "known"}, row{"here", "unknown"}, row{"elsewhere", "known"}}) {
        for (std::string const scheme : {"smtp", "smtps"}) {
            CAPTURE(certificate, authority, scheme);
            real_server server(scheme == "smtp" ? "starttls" : "tls", certificate, "PLAIN");
            auto to = server.reached(scheme, authority);
            to.user = "market";
            to.password = password;
            auto const outcome = hand_in(to, "somebody@example.cn", message);
            CHECK_FALSE(outcome.taken);
            CHECK(outcome.failure == "tls");
            CHECK(server.told().empty());
        }
    }
}

TEST_CASE("a wrong password is told apart from a mail that is refused, and is tried again") {
    for (std::string const mechanism : {"PLAIN", "LOGIN"}) {
        CAPTURE(mechanism);
        real_server server("starttls", "here", mechanism);
        auto to = server.reached("smtp", "known");
        to.user = "market";
        to.password = "wrong";
        auto const outcome = hand_in(to, "somebody@example.cn", message);
        CHECK_FALSE(outcome.taken);
        CHECK(outcome.failure == "login");
        CHECK(outcome.status == 535);
        to.password = password;
        CHECK(hand_in(to, "somebody@example.cn", message).taken);
        auto const told = server.told();
        REQUIRE(told.size() == 3);
        CHECK_FALSE(told[0]["right"].boolean());
    }
}

TEST_CASE("a server that wants TLS and a login gets no password without TLS") {
    real_server server("plain", "here", "none");
    auto to = server.reached("smtp", "known");
    to.user = "market";
    to.password = password;
    auto const outcome = hand_in(to, "somebody@example.cn", message);
    CHECK_FALSE(outcome.taken);
    CHECK(outcome.failure == "tls");
    CHECK(server.told().empty());
}

TEST_CASE("what a real server puts off is taken the next time, and what it refuses is for good") {
    real_server server("starttls", "here", "PLAIN");
    auto to = server.reached("smtp", "known");
    to.user = "market";
    to.password = password;
    auto const busy = hand_in(to, "busy@example.cn", message);
    CHECK_FALSE(busy.taken);
    CHECK(busy.failure == "rejected");
    CHECK(busy.status == 451);
    CHECK_FALSE(is_refused_for_good(busy.status));
    CHECK(hand_in(to, "busy@example.cn", message).taken);
    auto const gone = hand_in(to, "gone@example.cn", message);
    CHECK_FALSE(gone.taken);
    CHECK(gone.status == 550);
    CHECK(is_refused_for_good(gone.status));
}
