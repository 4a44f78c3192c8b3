#include "tests/support/server_process.hpp"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <stdexcept>

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "common/json/value.hpp"
#include "common/vocabulary/credit_code.hpp"
#include "tests/support/read_file.hpp"
#include "tests/support/sanitizer_reports.hpp"

namespace talent::test {
namespace {

constexpr int start_time_max_milliseconds = 60'000;

std::string program_path(std::string const& name) {
    return std::string(TALENT_BUILD_DIRECTORY) + "/" + name;
}

// Starts a program on these descriptors.
int spawn(std::string const& name, std::vector<std::string> const& arguments, int input, int output,
          int errors) {
    std::vector<std::string> owned{program_path(name)};
    owned.insert(owned.end(), arguments.begin(), arguments.end());
    std::vector<char*> pointers;
    for (auto& each : owned)
        pointers.push_back(each.data());
    pointers.push_back(nullptr);
    int const child = ::fork();
    if (child < 0) throw std::runtime_error("no process can be started");
    if (child > 0) return child;
    ::prctl(PR_SET_PDEATHSIG, SIGKILL); // a test that aborts leaves no server behind
    ::dup2(input, 0);
    ::dup2(output, 1);
    ::dup2(errors, 2);
    ::execv(pointers.front(), pointers.data());
    ::_exit(127);
}

int wait_for(int process) {
    int status = 0;
    while (::waitpid(process, &status, 0) < 0 && errno == EINTR) {
    }
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

std::string random_name() {
    std::random_device device;
    return "talent_test_" + std::to_string(::getpid()) + "_" +
           std::to_string(device() % 1'000'000'000U);
}

// The URL's database name replaced by another: mysql://root@NAME?socket=… and mysql://…/NAME alike.
std::string with_database_name(std::string const& url, std::string const& name) {
    auto const socket = url.find("?socket=");
    if (socket != std::string::npos) {
        auto const at = url.rfind('@', socket);
        return url.substr(0, at + 1) + name + url.substr(socket);
    }
    return url.substr(0, url.rfind('/') + 1) + name;
}

// One line that the process prints; throws with what it said instead.
std::string read_line(int pipe, std::string const& errors_path) {
    std::string text;
    char character = 0;
    while (character != '\n') {
        pollfd watched{pipe, POLLIN, 0};
        if (::poll(&watched, 1, start_time_max_milliseconds) <= 0)
            throw std::runtime_error("talentd says nothing");
        if (::read(pipe, &character, 1) <= 0)
            throw std::runtime_error("talentd ended: " + read_file_if_there(errors_path));
        text.push_back(character);
    }
    return text;
}

} // namespace

std::string name_of(engine one) {
    return one == engine::sqlite ? "SQLite" : "MariaDB";
}

std::vector<engine> engines() {
    if (std::getenv("TALENT_TEST_MARIADB") != nullptr) return {engine::sqlite, engine::mariadb};
    std::cout << "TALENT_TEST_MARIADB is not set: MariaDB is left out.\n";
    return {engine::sqlite};
}

finished_process run_program(std::string const& name, std::vector<std::string> const& arguments) {
    char output_path[] = "/tmp/talent_output_XXXXXX";
    char errors_path[] = "/tmp/talent_errors_XXXXXX";
    int const output = ::mkstemp(output_path);
    int const errors = ::mkstemp(errors_path);
    int const input = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    int const child = spawn(name, arguments, input, output, errors);
    ::close(input);
    finished_process ended{.status = wait_for(child), .output = {}, .errors = {}};
    ::close(output);
    ::close(errors);
    ended.output = read_file_if_there(output_path);
    ended.errors = read_file_if_there(errors_path);
    keep_sanitizer_report(ended.errors);
    std::filesystem::remove(output_path);
    std::filesystem::remove(errors_path);
    return ended;
}

server_process::server_process(engine on) {
    char directory[] = "/tmp/talent_data_XXXXXX";
    if (::mkdtemp(directory) == nullptr)
        throw std::runtime_error("no temporary directory can be made");
    data_ = directory;
    if (on == engine::mariadb)
        database_url_ = with_database_name(std::getenv("TALENT_TEST_MARIADB"), random_name());
}

server_process::server_process(beside other)
    : data_(other.first.data_), database_url_(other.first.database_url_), owns_data_(false) {}

server_process::~server_process() {
    if (process_ > 0) kill();
    if (!owns_data_) return;
    std::error_code ignored;
    std::filesystem::remove_all(data_, ignored);
}

std::vector<std::string> server_process::location_arguments() const {
    std::vector<std::string> arguments{"--data", data_};
    if (!database_url_.empty()) {
        arguments.push_back("--database");
        arguments.push_back(database_url_);
    }
    return arguments;
}

std::string server_process::database_url() const {
    return database_url_.empty() ? "sqlite://" + data_ + "/talent.db" : database_url_;
}

void server_process::start(std::vector<std::string> const& more_arguments) {
    start_program("talentd", more_arguments);
}

void server_process::start_with_clock(std::vector<std::string> const& more_arguments) {
    start_program("timed_talentd", more_arguments);
}

std::string server_process::log() const {
    return read_file_if_there(data_ + "/talentd.log");
}

void server_process::start_program(std::string const& program,
                                   std::vector<std::string> const& more_arguments) {
    std::vector<std::string> arguments{"serve", "--listen", "127.0.0.1:0"};
    auto const location = location_arguments();
    arguments.insert(arguments.end(), location.begin(), location.end());
    arguments.insert(arguments.end(), more_arguments.begin(), more_arguments.end());
    int to_process[2];
    int from_process[2];
    if (::pipe2(to_process, O_CLOEXEC) != 0 || ::pipe2(from_process, O_CLOEXEC) != 0)
        throw std::runtime_error("no pipe can be made");
    std::string const errors_path = data_ + "/talentd.log";
    int const errors = ::open(errors_path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    process_ = spawn(program, arguments, to_process[0], from_process[1], errors);
    ::close(to_process[0]);
    ::close(from_process[1]);
    ::close(errors);
    input_ = to_process[1];
    output_ = from_process[0];
    std::string const line = read_line(output_, errors_path);
    port_ = std::atoi(line.c_str() + line.find(':') + 1);
}

void server_process::advance(std::chrono::milliseconds by) {
    std::string const command = std::to_string(by.count()) + "\n";
    if (::write(input_, command.data(), command.size()) < 0)
        throw std::runtime_error("the clock cannot be moved");
    read_line(output_, data_ + "/talentd.log");
}

void server_process::forget_process() {
    keep_sanitizer_report(read_file_if_there(data_ + "/talentd.log"));
    ::close(input_);
    ::close(output_);
    process_ = input_ = output_ = -1;
}

int server_process::stop() {
    ::kill(process_, SIGTERM);
    int const status = wait_for(process_);
    forget_process();
    return status;
}

void server_process::kill() {
    ::kill(process_, SIGKILL);
    wait_for(process_);
    forget_process();
}

finished_process server_process::run_talentctl(std::vector<std::string> arguments) const {
    auto const location = location_arguments();
    arguments.insert(arguments.end(), location.begin(), location.end());
    return run_program("talentctl", arguments);
}

std::string server_process::found_operator(std::string const& region) const {
    std::string const password_path = data_ + "/operator_password";
    std::ofstream(password_path) << "a long enough password\n";
    std::string code = "91" + region + "MA2A" + region.substr(0, 5);
    code.push_back(*vocabulary::credit_code_check_digit(code));
    auto const ended =
        run_talentctl({"operator", "--name", "人才集团 " + region, "--credit-code", code,
                       "--region", region, "--administrator", "管理员", "--legal-representative",
                       "王立", "--phone", "0571-85000000", "--address", "庆春路 1 号", "--email",
                       "operator@" + region + ".example.cn", "--password-file", password_path});
    if (ended.status != 0) throw std::runtime_error("talentctl operator failed: " + ended.errors);
    auto const start = ended.output.find("tp_live_");
    auto const end = ended.output.find_first_of(" \n\"", start);
    return ended.output.substr(start, end - start);
}

} // namespace talent::test
