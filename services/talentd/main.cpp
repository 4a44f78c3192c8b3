// talentd: the server. Reads the command line and the configuration, starts the composition,
// serves.
#include <charconv>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <iostream>

#include <sodium.h>
#include <sys/stat.h>
#include <CLI/CLI.hpp>

#include "common/base/log.hpp"
#include "services/talentd/composition.hpp"

namespace {

using namespace talent;

struct command_line {
    std::string data;
    std::string listen;
    std::string database;
    std::string configuration_file;
    std::vector<std::string> services;
};

int fail(std::string_view sentence) {
    std::cerr << "talentd: " << sentence << "\n";
    return 1;
}

result<void> set_listen(std::string const& text, server_configuration& to) {
    auto const colon = text.rfind(':');
    unsigned port = 0;
    auto const digits =
        colon == std::string::npos ? std::string_view{} : std::string_view(text).substr(colon + 1);
    auto const [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (digits.empty() || fault != std::errc{} || end != digits.data() + digits.size() ||
        port > 65'535) {
        return refuse(error_code::invalid_fields,
                      "--listen takes ADDRESS:PORT, such as 127.0.0.1:8080.");
    }
    to.address = text.substr(0, colon);
    to.port = port;
    return success();
}

// The console that was built beside the program; nothing where it was not.
std::string console_beside_program() {
    namespace fs = std::filesystem;
    std::error_code fault;
    auto const program = fs::read_symlink("/proc/self/exe", fault);
    if (fault) return {};
    auto const console = program.parent_path() / "console";
    return fs::is_regular_file(console / "index.html", fault) ? console.string() : std::string();
}

// Of `static_directory`: what the server takes for it, where empty is no console.
std::string console_directory(std::string const& configured) {
    if (configured == "none") return {};
    return configured.empty() ? console_beside_program() : configured;
}

// The file first, then what the command line says.
result<configuration> settings_of(command_line const& given) {
    configuration settings;
    if (!given.configuration_file.empty()) {
        TRY(settings, read_configuration(given.configuration_file));
    }
    if (!given.listen.empty()) TRY(set_listen(given.listen, settings.server));
    if (!given.database.empty()) settings.database.url = given.database;
    if (!given.services.empty()) settings.services = given.services;
    settings.server.static_directory = console_directory(settings.server.static_directory);
    auto const& known = talentd::service_names();
    for (auto const& name : settings.services) {
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            return refuse(error_code::invalid_fields, "There is no service \"" + name + "\".");
        }
    }
    return settings;
}

int serve(command_line const& given) {
    auto settings = settings_of(given);
    if (!settings.has_value()) return fail(settings.error().detail);
    log::start(settings.value().log.level);
    system_clock const time;
    auto started = talentd::composition::start({given.data, settings.value()}, time);
    if (!started.has_value()) return fail(started.error().detail);
    auto const& server = *started.value();
    std::cout << "talentd listens on " << settings.value().server.address << ":" << server.port()
              << "; " << server.summary() << "." << std::endl;
    started.value()->run();
    std::cout << "talentd has stopped." << std::endl;
    return 0;
}

} // namespace

int main(int argument_count, char* arguments[]) {
    // Databases, keys and logs are the operator's alone.
    ::umask(0077);
    if (sodium_init() < 0) return fail("the cryptographic library cannot be started");
    // A reader of our output, or a client, that goes away must not end the server.
    std::signal(SIGPIPE, SIG_IGN);
    CLI::App program{"talentd, the server of a regional talent marketplace"};
    program.require_subcommand(1);
    command_line given;
    auto* serve_command = program.add_subcommand("serve", "Serve the marketplace until SIGTERM");
    serve_command->add_option("--data", given.data, "Directory for the database and the keys")
        ->required();
    serve_command->add_option(
        "--listen", given.listen,
        "ADDRESS:PORT, 127.0.0.1:8080 where left out; port 0 takes a free one");
    serve_command->add_option(
        "--database", given.database,
        "mysql://user:password@host:port/name; SQLite in --data where left out");
    serve_command->add_option("--config", given.configuration_file,
                              "TOML file; see talentctl configuration");
    serve_command
        ->add_option("--services", given.services, "Only these services, separated by commas")
        ->delimiter(',');
    CLI11_PARSE(program, argument_count, arguments);
    try {
        return serve(given);
    } catch (std::exception const& fault) {
        return fail(fault.what());
    }
}
