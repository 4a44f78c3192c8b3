// A document to be printed, as data: headings, paragraphs, facts and tables, what stands at the top
// and the foot of each page. It knows nothing of what the document is about, nor of how it is
// drawn. Values; any thread.
#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "common/base/clock.hpp"

namespace talent::printing {

struct heading {
    std::string text;
};
struct paragraph {
    std::string text; // line feeds begin new lines
};
/// Label and value, one below the other.
struct facts {
    std::vector<std::pair<std::string, std::string>> rows;
};

enum class alignment : std::uint8_t { left, right };
struct column {
    std::string title;
    double share = 1; // of the page's width, relative to the other columns'
    alignment align = alignment::left;
};
struct table {
    std::vector<column> columns;
    std::vector<std::vector<std::string>> rows; // a cell for each column
};

using block = std::variant<heading, paragraph, facts, table>;

struct document {
    std::string title;
    std::string top_left; // of every page
    std::string top_right;
    std::vector<std::string> foot; // lines at the foot of every page, above its number
    std::vector<block> blocks;
    instant dated; // in the file's properties: the same document has the same bytes
};

/// Everything that the document says, so that two of them can be told apart without drawing.
std::string text_of(document const& one);

} // namespace talent::printing
