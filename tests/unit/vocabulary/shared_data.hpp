// Finds real input that is not part of the project. For tests only.
#pragma once

#include <catch2/catch.hpp>
#include <cstdlib>
#include <optional>
#include <string>

#include "tests/support/read_file.hpp"

/// The file's bytes; nothing, with a message in the test's output, where it is not on this machine.
inline std::optional<std::string> shared_file(std::string const& name) {
    auto const* const folder = std::getenv("TALENT_SHARED_DATA");
    auto const path =
        std::string(folder != nullptr ? folder : TALENT_SHARED_DATA_DEFAULT) + "/" + name;
    if (!std::filesystem::exists(path)) {
        WARN("skipped \"" << Catch::getResultCapture().getCurrentTestName() << "\": no file "
                          << path);
        return std::nullopt;
    }
    return talent::test::read_file(path);
}
