// talentd on a clock that a test moves on: `timed_talentd serve --data DIR --listen ADDRESS:PORT
// [--database URL] [--config FILE]`. Each line on standard input is a number of milliseconds to
// advance.
#include <atomic>
#include <csignal>
#include <iostream>
#include <string>
#include <thread>

#include <sodium.h>

#include "common/base/log.hpp"
#include "services/talentd/composition.hpp"

namespace {

using namespace talent;

class moving_clock final : public clock {
  public:
    instant now() const override { return real_.now() + std::chrono::milliseconds{ahead_.load()}; }
    void advance(std::int64_t milliseconds) { ahead_.fetch_add(milliseconds); }

  private:
    system_clock real_;
    std::atomic<std::int64_t> ahead_{0};
};

std::string argument_after(int count, char* arguments[], std::string_view name) {
    for (int i = 1; i + 1 < count; ++i) {
        if (arguments[i] == name) return arguments[i + 1];
    }
    return {};
}

} // namespace

int main(int count, char* arguments[]) {
    if (sodium_init() < 0) return 1;
    std::signal(SIGPIPE, SIG_IGN);
    log::start("info");
    configuration settings;
    if (auto const file = argument_after(count, arguments, "--config"); !file.empty()) {
        auto read = read_configuration(file);
        if (!read.has_value()) return 1;
        settings = std::move(read).value();
    }
    settings.server.port = 0;
    settings.server.rate_per_minute = 0;
    settings.database.url = argument_after(count, arguments, "--database");
    moving_clock time;
    auto started =
        talentd::composition::start({argument_after(count, arguments, "--data"), settings}, time);
    if (!started.has_value()) {
        std::cerr << started.error().detail << "\n";
        return 1;
    }
    std::cout << "timed_talentd listens on 127.0.0.1:" << started.value()->port() << std::endl;
    std::thread commands([&time] {
        std::string line;
        while (std::getline(std::cin, line)) {
            time.advance(std::stoll(line));
            std::cout << "advanced" << std::endl;
        }
    });
    commands.detach();
    started.value()->run();
    // The reader may wait for input for ever; nothing of it needs an orderly end.
    started.value().reset();
    std::_Exit(0);
}
