// The table of occupations that an operator loads: rows within their limits, or faults that name
// their line.
#include "common/vocabulary/occupation_file.hpp"
#include "common/base/text.hpp"
#include "tests/fuzz/fuzz.hpp"

namespace talent::fuzz {
namespace {

void check_row(vocabulary::occupation_row const& row) {
    require(row.level >= 1 && row.level <= 4, "a row has a level");
    require(!row.code.empty() && !row.name.empty(), "a row has a code and a name");
    require(is_utf8(row.name) &&
                count_code_points(row.name) <= vocabulary::occupation_name_code_points_max,
            "a name is UTF-8 of limited length");
    require(row.parent.empty() == (row.level == 1), "only a major group has no parent");
    require(row.parent.empty() || row.code.starts_with(row.parent + "-"),
            "a code continues its parent's");
}

} // namespace

void check(std::string_view input) {
    auto const read = vocabulary::read_occupations(input);
    if (read.has_value()) {
        require(read.value().size() <= vocabulary::occupation_rows_max, "a table is limited");
        for (auto const& row : read.value())
            check_row(row);
        return;
    }
    require(read.error().errors.size() <= vocabulary::occupation_errors_max,
            "as many faults are named as may be");
    for (auto const& fault : read.error().errors)
        require(fault.pointer.starts_with('/'), "a fault names its line");
}

} // namespace talent::fuzz
