#include "tests/support/sanitizer_reports.hpp"

#include <cstdlib>
#include <fstream>
#include <random>
#include <string_view>

namespace talent::test {

void keep_sanitizer_report(std::string const& errors) {
    static constexpr std::string_view marks[] = {": runtime error: ", "ERROR: AddressSanitizer",
                                                 "ERROR: LeakSanitizer",
                                                 "WARNING: ThreadSanitizer"};
    char const* const folder = std::getenv("TALENT_SANITIZER_REPORTS");
    if (folder == nullptr) return;
    for (auto const mark : marks) {
        if (errors.find(mark) == std::string::npos) continue;
        std::random_device device; // several programs write here at once
        std::ofstream(std::string(folder) + "/process." + std::to_string(device())) << errors;
        return;
    }
}

} // namespace talent::test
