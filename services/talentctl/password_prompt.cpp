#include "services/talentctl/password_prompt.hpp"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <fstream>

#include "common/base/text.hpp"
#include "common/security/password.hpp"

namespace talent::talentctl {
namespace {

constexpr std::size_t line_bytes_max = 1'024;

/// The terminal itself, whatever stdin is; its echo is off for as long as this lives.
class silent_terminal {
  public:
    silent_terminal() : descriptor_(::open("/dev/tty", O_RDWR | O_CLOEXEC)) {
        usable_ = descriptor_ >= 0 && ::tcgetattr(descriptor_, &before_) == 0;
        if (!usable_) return;
        termios silent = before_;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        usable_ = ::tcsetattr(descriptor_, TCSAFLUSH, &silent) == 0;
    }
    ~silent_terminal() {
        if (usable_) ::tcsetattr(descriptor_, TCSAFLUSH, &before_);
        if (descriptor_ >= 0) ::close(descriptor_);
    }
    silent_terminal(silent_terminal const&) = delete;
    silent_terminal& operator=(silent_terminal const&) = delete;

    bool usable() const { return usable_; }

    std::string ask(std::string_view question) {
        say(question);
        std::string line;
        char each = 0;
        while (line.size() < line_bytes_max && ::read(descriptor_, &each, 1) == 1 && each != '\n')
            line.push_back(each);
        say("\n");
        return line;
    }

  private:
    void say(std::string_view text) {
        // A terminal that cannot be written to shows no question; the answer is still read.
        [[maybe_unused]] auto const written = ::write(descriptor_, text.data(), text.size());
    }

    int descriptor_;
    bool usable_ = false;
    termios before_{};
};

} // namespace

result<std::string> read_password_file(std::string const& path) {
    std::ifstream file(path);
    std::string line;
    if (!file || !std::getline(file, line))
        return refuse(error_code::conflict, "The password file " + path + " cannot be read.");
    if (line.ends_with('\r')) line.pop_back();
    return line;
}

result<std::string> ask_password() {
    silent_terminal terminal;
    if (!terminal.usable()) {
        return refuse(error_code::conflict,
                      "There is no terminal to ask for the password on: use --password-file.");
    }
    auto const first = terminal.ask("Password of the administrator: ");
    auto const second = terminal.ask("The same again: ");
    if (first != second) return refuse(error_code::conflict, "The two passwords differ.");
    return first;
}

result<void> check_password(std::string const& password) {
    auto const bounds = "between " + std::to_string(security::password_code_points_min) + " and " +
                        std::to_string(security::password_code_points_max) + " characters";
    auto const length = is_utf8(password) ? count_code_points(password) : 0;
    if (length >= security::password_code_points_min &&
        length <= security::password_code_points_max)
        return success();
    return refuse(error_code::conflict, "The password must have " + bounds + ".");
}

} // namespace talent::talentctl
