#include "tests/support/private_mariadb.hpp"

#include <cstdlib>
#include <filesystem>
#include <stdexcept>

namespace talent::test {
namespace {

constexpr auto database_name = "talent_test_faults";

std::string in_quotes(std::string const& text) {
    return "'" + text + "'"; // no path or statement here has one
}

void run(std::string const& command) {
    if (std::system(command.c_str()) != 0) throw std::runtime_error("failed: " + command);
}

} // namespace

private_mariadb::private_mariadb() {
    char folder[] = "/tmp/talent_mariadb_XXXXXX"; // short, since a socket's path must be
    if (::mkdtemp(folder) == nullptr) throw std::runtime_error("no temporary folder can be made");
    folder_ = folder;
    socket_ = folder_ + "/mariadb.sock";
    start();
    for (std::string const host : {"localhost", "127.0.0.1"}) {
        execute("CREATE USER talent@\"" + host + "\"");
        execute(R"(GRANT ALL ON `talent\_test\_%`.* TO talent@")" + host + "\"");
    }
}

private_mariadb::~private_mariadb() {
    try {
        kill();
        std::filesystem::remove_all(folder_);
    } catch (std::exception const&) { // what is left behind is in /tmp
    }
}

void private_mariadb::run_script(std::string const& verb) const {
    run(in_quotes(TALENT_SOURCE_DIRECTORY "/tests/support/mariadb") + " " + verb + " " +
        in_quotes(folder_) + " >/dev/null");
}

void private_mariadb::start() {
    run_script("start");
}
void private_mariadb::stop() {
    run_script("stop");
}
void private_mariadb::kill() {
    run_script("kill");
}

std::string private_mariadb::url() const {
    return std::string("mysql://talent@") + database_name + "?socket=" + socket_;
}

void private_mariadb::execute(std::string const& statement) const {
    run("mariadb --no-defaults --socket=" + in_quotes(socket_) +
        " --user=root --delimiter=// --execute=" + in_quotes(statement));
}

} // namespace talent::test
