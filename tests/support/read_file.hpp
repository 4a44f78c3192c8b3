// A file's bytes, whole. For every test; any thread.
#pragma once

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace talent::test {

/// Empty where there is no such file, or none any more.
inline std::string read_file_if_there(std::filesystem::path const& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// Throws where there is no such file, so that no test passes for want of one.
inline std::string read_file(std::filesystem::path const& path) {
    if (!std::ifstream(path, std::ios::binary))
        throw std::runtime_error("no file can be read at " + path.string());
    return read_file_if_there(path);
}

} // namespace talent::test
