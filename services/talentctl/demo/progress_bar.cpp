#include "services/talentctl/demo/progress_bar.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <string>

namespace talent::demo {
namespace {

constexpr std::size_t bar_characters = 40;
constexpr std::size_t line_every_percent = 10;

} // namespace

progress_bar::progress_bar() : terminal_(::isatty(STDERR_FILENO) == 1) {}

progress_bar::~progress_bar() {
    if (terminal_ && begun_) std::fputc('\n', stderr);
}

void progress_bar::show(std::size_t done, std::size_t total) {
    auto const percent = total == 0 ? 100 : done * 100 / total;
    // Steps add steps, so the share can fall; what was shown stays.
    auto const step = terminal_ ? 1 : line_every_percent;
    if (begun_ && percent < shown_percent_ + step) return;
    begun_ = true;
    shown_percent_ = percent / step * step;
    draw(shown_percent_);
}

void progress_bar::draw(std::size_t percent) const {
    auto const filled = std::min(bar_characters, percent * bar_characters / 100);
    std::string const bar = std::string(filled, '#') + std::string(bar_characters - filled, '.');
    if (terminal_)
        std::fprintf(stderr, "\r[%s] %3zu %%", bar.c_str(), percent);
    else
        std::fprintf(stderr, "%zu %% of the demonstration market is there.\n", percent);
    std::fflush(stderr);
}

} // namespace talent::demo
