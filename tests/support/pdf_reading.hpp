// What readers of PDF make of a file: poppler's tools, which share no code with what wrote it.
#pragma once

#include <string>
#include <vector>

namespace talent::test {

/// The text of all pages in reading order, form feeds between them.
std::string text_of_pdf(std::string const& file);

struct pdf_font {
    std::string name;
    bool embedded = false;
    bool subset = false;
};
std::vector<pdf_font> fonts_of_pdf(std::string const& file);

struct pdf_word {
    double x_min = 0;
    double y_min = 0;
    double x_max = 0;
    double y_max = 0;
};
/// Where each word stands, in points from the page's upper left.
std::vector<pdf_word> words_of_pdf(std::string const& file);

std::size_t pages_of_pdf(std::string const& file);

} // namespace talent::test
