#include "tests/support/pdf_reading.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>
#include <regex>
#include <sstream>
#include <stdexcept>

namespace talent::test {
namespace {

std::string output_of(std::string const& tool, std::string const& file,
                      std::string const& after = {}) {
    auto pattern = (std::filesystem::temp_directory_path() / "talent-pdf-XXXXXX").string();
    std::filesystem::path const folder = ::mkdtemp(pattern.data());
    auto const name = (folder / "file.pdf").string();
    std::ofstream(name, std::ios::binary) << file;
    std::string text;
    auto* const pipe = ::popen((tool + " " + name + " " + after).c_str(), "r");
    std::array<char, 4096> part{};
    while (auto const read = std::fread(part.data(), 1, part.size(), pipe))
        text.append(part.data(), read);
    auto const status = ::pclose(pipe);
    std::filesystem::remove_all(folder);
    if (status != 0) throw std::runtime_error(tool + " cannot read the file");
    return text;
}

} // namespace

std::string text_of_pdf(std::string const& file) {
    return output_of("pdftotext -enc UTF-8", file, "-");
}

std::vector<pdf_font> fonts_of_pdf(std::string const& file) {
    std::istringstream lines(output_of("pdffonts", file));
    std::vector<pdf_font> found;
    std::string line;
    // name, type, encoding, emb, sub, uni, object and generation; two lines of headings
    std::regex const row(R"((\S+)\s+.*\s(yes|no)\s+(yes|no)\s+(yes|no)\s+\d+\s+\d+)");
    while (std::getline(lines, line)) {
        std::smatch parts;
        if (!std::regex_match(line, parts, row)) continue;
        found.push_back({parts[1], parts[2] == "yes", parts[3] == "yes"});
    }
    return found;
}

std::vector<pdf_word> words_of_pdf(std::string const& file) {
    auto const text = output_of("pdftotext -bbox", file, "-");
    std::regex const word(
        R"re(<word xMin="([0-9.-]+)" yMin="([0-9.-]+)" xMax="([0-9.-]+)" yMax="([0-9.-]+)")re");
    std::vector<pdf_word> found;
    for (std::sregex_iterator at(text.begin(), text.end(), word), end; at != end; ++at)
        found.push_back(
            {std::stod((*at)[1]), std::stod((*at)[2]), std::stod((*at)[3]), std::stod((*at)[4])});
    return found;
}

std::size_t pages_of_pdf(std::string const& file) {
    auto const text = output_of("pdfinfo", file);
    std::smatch found;
    if (!std::regex_search(text, found, std::regex(R"(Pages:\s+(\d+))")))
        throw std::runtime_error("pdfinfo names no pages");
    return std::stoul(found[1]);
}

} // namespace talent::test
