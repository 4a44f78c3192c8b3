#include "common/vocabulary/occupation_file.hpp"

#include <algorithm>
#include <optional>
#include <unordered_set>

#include "common/base/text.hpp"

namespace talent::vocabulary {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
constexpr std::size_t column_count = 4;
// Bytes of a code at each level: 2, 2-02, 2-02-10, 2-02-10-03.
constexpr std::size_t code_bytes[] = {1, 4, 7, 10};

class reading {
  public:
    void fail(std::size_t line, std::string_view column, std::string_view code,
              std::string detail) {
        if (errors.size() == occupation_errors_max) return;
        auto pointer = "/" + std::to_string(line);
        if (!column.empty()) pointer.append("/").append(column);
        errors.push_back({std::move(pointer), std::string(code), std::move(detail)});
    }

    std::vector<field_error> errors;
    std::vector<occupation_row> rows;
    std::unordered_set<std::string> codes;
};

// Takes one value off the front of a line; nothing where its quoting is broken.
std::optional<std::string> take_value(std::string_view& line) {
    std::string value;
    if (!line.starts_with('"')) {
        auto const end = std::min(line.find(','), line.size());
        value = line.substr(0, end);
        line.remove_prefix(end);
        return value.find('"') == std::string::npos ? std::optional(value) : std::nullopt;
    }
    for (line.remove_prefix(1);; line.remove_prefix(1)) {
        auto const quote = line.find('"');
        if (quote == std::string_view::npos) return std::nullopt;
        value.append(line.substr(0, quote));
        line.remove_prefix(quote + 1);
        if (!line.starts_with('"')) return value;
        value.push_back('"');
    }
}

std::optional<std::vector<std::string>> split_values(std::string_view line) {
    std::vector<std::string> values;
    for (;;) {
        auto value = take_value(line);
        if (!value) return std::nullopt;
        values.push_back(std::move(*value));
        if (line.empty()) return values;
        if (line.front() != ',') return std::nullopt;
        line.remove_prefix(1);
    }
}

// The level that a code's form says; 0 where it has no code's form.
int level_of_code(std::string_view code) {
    auto const found = std::find(std::begin(code_bytes), std::end(code_bytes), code.size());
    if (found == std::end(code_bytes)) return 0;
    for (std::size_t i = 0; i < code.size(); ++i) {
        bool const is_dash_place = i % 3 == 1;
        if (is_dash_place ? code[i] != '-' : code[i] < '0' || code[i] > '9') return 0;
    }
    return static_cast<int>(found - std::begin(code_bytes)) + 1;
}

std::string parent_of_code(std::string_view code) {
    auto const dash = code.rfind('-');
    return dash == std::string_view::npos ? std::string() : std::string(code.substr(0, dash));
}

void check_row(occupation_row const& row, std::string_view level, std::size_t line, reading& to) {
    if (row.level == 0) {
        to.fail(line, "code", "not_occupation_code",
                "must look like 2, 2-02, 2-02-10 or 2-02-10-03");
        return;
    }
    if (!to.codes.insert(row.code).second)
        to.fail(line, "code", "duplicate", row.code + " is there twice");
    if (row.name.empty() || count_code_points(row.name) > occupation_name_code_points_max ||
        has_forbidden_characters(row.name)) {
        to.fail(line, "name", "not_name", "must be a name of 1 to 100 characters");
    }
    if (row.parent != parent_of_code(row.code)) {
        to.fail(line, "parent", "wrong_parent", "must be \"" + parent_of_code(row.code) + "\"");
    } else if (!row.parent.empty() && !to.codes.contains(row.parent)) {
        to.fail(line, "parent", "unknown_parent", row.parent + " has no line above this one");
    }
    if (level != std::to_string(row.level)) {
        to.fail(line, "level", "wrong_level", "must be " + std::to_string(row.level));
    }
}

void read_line(std::string_view text, std::size_t line, reading& to) {
    auto values = split_values(text);
    if (!values || values->size() != column_count) {
        to.fail(line, "", "not_csv", "must have four values: code, name, parent, level");
        return;
    }
    occupation_row row{(*values)[0], (*values)[1], (*values)[2], level_of_code((*values)[0])};
    check_row(row, (*values)[3], line, to);
    to.rows.push_back(std::move(row));
}

void read_lines(std::string_view csv, reading& to) {
    for (std::size_t line = 1; !csv.empty(); ++line) {
        auto const end = std::min(csv.find('\n'), csv.size());
        auto text = csv.substr(0, end);
        csv.remove_prefix(std::min(end + 1, csv.size()));
        if (text.ends_with('\r')) text.remove_suffix(1);
        if (line == 1) {
            if (text != "code,name,parent,level") {
                to.fail(line, "", "wrong_header", "must be code,name,parent,level");
                return;
            }
        } else if (!text.empty()) {
            read_line(text, line, to);
        }
        if (to.rows.size() > occupation_rows_max) {
            to.fail(line, "", "too_many_rows", "must not be followed by more rows");
            return;
        }
    }
}

} // namespace

result<std::vector<occupation_row>> read_occupations(std::string_view csv) {
    if (csv.size() > occupation_file_bytes_max) {
        return refuse(error_code::body_too_large, "The file of occupations is larger than 4 MiB.");
    }
    if (!is_utf8(csv))
        return refuse(error_code::invalid_fields, "The file of occupations is not UTF-8.");
    if (csv.starts_with(byte_order_mark)) csv.remove_prefix(byte_order_mark.size());
    reading read;
    read_lines(csv, read);
    if (!read.errors.empty()) {
        return problem{error_code::invalid_fields, "the file of occupations has faults",
                       std::move(read.errors)};
    }
    if (read.rows.empty())
        return refuse(error_code::invalid_fields, "The file of occupations has no rows.");
    return std::move(read.rows);
}

} // namespace talent::vocabulary
