// Asks for a password where nobody can read over the shoulder of the command line. One thread.
#pragma once

#include <string>

#include "common/base/result.hpp"

namespace talent::talentctl {

/// The first line of the file.
result<std::string> read_password_file(std::string const& path);

/// Asks twice on the terminal, without echo. A problem of one sentence where there is no terminal
/// or the two differ.
result<std::string> ask_password();

/// As identity has it for every member: between twelve and 128 characters.
result<void> check_password(std::string const& password);

} // namespace talent::talentctl
