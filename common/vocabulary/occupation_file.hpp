// The complete official table of occupations, as an operator loads it from a file: CSV (RFC 4180)
// with the header line "code,name,parent,level". Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.hpp"

namespace talent::vocabulary {

inline constexpr std::size_t occupation_file_bytes_max = 4 * 1024 * 1024;
inline constexpr std::size_t occupation_rows_max = 20'000; // the table of 2022 has 2,176
inline constexpr std::size_t occupation_name_code_points_max = 100;
inline constexpr std::size_t occupation_errors_max = 20; // reported of one file

struct occupation_row {
    std::string code; // 2, 2-02, 2-02-10 or 2-02-10-03
    std::string name;
    std::string parent; // the code without its last part; empty for a major group
    int level = 0;      // 1 major, 2 sub-major, 3 minor group, 4 occupation
};

/// The rows of the file, or invalid_fields with every fault (up to occupation_errors_max), each
/// with the pointer "/LINE/column", lines counted from 1. A byte-order mark and CRLF are accepted;
/// a quoted value that runs over several lines is not.
result<std::vector<occupation_row>> read_occupations(std::string_view csv);

} // namespace talent::vocabulary
