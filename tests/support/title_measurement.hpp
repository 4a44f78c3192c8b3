// How well free job titles find their occupations: job-titles.csv of the shared data, to each title
// of which people assigned a code. A title belongs to one of two halves by its hash. Weights and
// words were chosen by looking at the development half; of the held-out half only the totals were
// ever looked at. For tests and benchmarks; pure functions.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "common/vocabulary/catalogue.hpp"

namespace talent::test {

struct labelled_title {
    std::string title;
    std::string code;
    bool held_out = false;
};

/// The rows of the file (title, code, name; RFC 4180), in its order.
std::vector<labelled_title> read_labelled_titles(std::string_view csv);

/// Of a code without the zeros that stand for "the group": 2-02-00-00 and 2-02 are the same.
std::string_view without_group_zeros(std::string_view code);

struct title_accuracy {
    std::size_t titles = 0;
    std::size_t first = 0;      // the first proposal is the code
    std::size_t first_five = 0; // one of the first five is
    std::size_t sub_major = 0;  // the first is of the code's sub-major group (2-02)

    double share(std::size_t right) const {
        return titles == 0 ? 0 : static_cast<double>(right) / static_cast<double>(titles);
    }
};

/// The codes proposed for a title, the likeliest first.
using title_proposer = std::function<std::vector<std::string>(std::string const&)>;

/// Of every row: nothing is left out, also no code that the table does not have.
title_accuracy measure_titles(std::vector<labelled_title> const& rows, bool held_out,
                              title_proposer const& propose);

/// What there was before: occupations ranked by the characters and pairs of characters, weighted by
/// rarity, that their names share with the title.
title_proposer name_baseline(vocabulary::catalogue const& codes);

/// The built-in catalogue with the official table in the place of its occupations.
vocabulary::catalogue with_official_table(std::string_view csv);

} // namespace talent::test
