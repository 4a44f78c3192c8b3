#include "common/vocabulary/table_reader.hpp"

#include <stdexcept>

namespace talent::vocabulary {
namespace {

std::string_view take_line(std::string_view& rest) {
    auto const end = rest.find('\n');
    if (end == std::string_view::npos)
        throw std::logic_error("a code table lacks its last line feed");
    auto const line = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    return line;
}

} // namespace

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> parts;
    if (text.empty()) return parts;
    for (;;) {
        auto const end = text.find(separator);
        parts.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return parts;
        text.remove_prefix(end + 1);
    }
}

table_reader::table_reader(std::string_view text)
    : rest_(text), columns_(split(take_line(rest_), '\t')) {}

bool table_reader::next() {
    if (rest_.empty()) return false;
    cells_ = split(take_line(rest_), '\t');
    if (cells_.size() != columns_.size()) {
        throw std::logic_error("a row of a code table has the wrong number of cells");
    }
    return true;
}

std::string_view table_reader::cell(std::string_view column) const {
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        if (columns_[i] == column) return cells_[i];
    }
    return {};
}

} // namespace talent::vocabulary
