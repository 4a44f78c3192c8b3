// Reads the tab-separated tables of schemas/codes by the names of their columns. Those tables are
// ours, so a fault in one is a bug: std::logic_error. A reader points into the text that it was
// given. One thread at a time.
#pragma once

#include <string_view>
#include <vector>

namespace talent::vocabulary {

class table_reader {
  public:
    /// The first line names the columns; every line ends with a line feed.
    explicit table_reader(std::string_view text);

    /// Moves to the next row; false after the last.
    bool next();

    /// The cell of the current row in that column; empty where the table has no such column.
    std::string_view cell(std::string_view column) const;

  private:
    std::string_view rest_;
    std::vector<std::string_view> columns_;
    std::vector<std::string_view> cells_;
};

/// The parts of a text between separators; none for an empty text.
std::vector<std::string_view> split(std::string_view text, char separator);

} // namespace talent::vocabulary
