// A free job title as people write it, taken apart for reading: what brackets, sums of money and
// the name of whoever recruits add to it is left out. Pure functions; any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace talent::vocabulary {

inline constexpr std::size_t job_title_segments_max = 8;

/// The parts of a title in comparable form (normalised, simplified), split where it has signs:
/// "【急聘】Ｊａｖａ工程師/架构师 15-20K" has "java工程师" and "架构师". A bracket counts where
/// there is nothing else; of "某公司招聘焊工" only what is recruited. None where there is no
/// letter. The bytes must be UTF-8; job_title_segments_max at most, the rest is not read.
std::vector<std::string> segments_of_title(std::string_view title);

/// The places where a text's code points begin, and its end: one more than it has code points.
std::vector<std::size_t> code_point_bounds(std::string_view text);

} // namespace talent::vocabulary
