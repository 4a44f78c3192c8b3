// talentctl: the operator's tool. Migrates, founds operators, fills a demonstration market, loads
// vocabularies, verifies and backs up.
#include <sys/stat.h>

#include <iostream>

#include <sodium.h>

#include "common/base/log.hpp"
#include "services/talentctl/command_line.hpp"

int main(int argument_count, char* arguments[]) {
    // Databases, keys and backups are the operator's alone.
    ::umask(0077);
    if (sodium_init() < 0) {
        std::cerr << "talentctl: the cryptographic library cannot be started\n";
        return 1;
    }
    // What fails is told in one sentence; the log is the server's.
    talent::log::start("off");
    return talent::talentctl::run(argument_count, arguments, std::cout, std::cerr);
}
