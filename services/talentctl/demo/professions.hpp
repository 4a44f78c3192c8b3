// What people work as in the demonstration market: common occupations of the vocabulary with the
// titles, skills, industries, education and level of pay that go with each. Constants; any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/vocabulary/catalogue.hpp"
#include "services/listings/model.hpp"

namespace talent::demo {

/// Kinds of work that are talked about in the same words.
enum class work_field : std::uint8_t {
    software,
    data,
    hardware,
    machinery,
    construction,
    production,
    health,
    education,
    finance,
    law,
    human_resources,
    sales,
    design,
    logistics,
    hospitality,
    office,
    laboratory,
    agriculture,
};
inline constexpr std::size_t work_field_count = 18;

struct profession {
    std::string_view occupation;
    int weight; // how often it is sought and offered
    work_field field;
    int pay_yuan;                    // a month, the median in Hangzhou at four years of experience
    listings::education education;   // the usual one
    std::string_view titles;         // these four: separated by |
    std::string_view english_titles; // empty: never advertised in English
    std::string_view skills;         // the first two are what the work is about
    std::string_view industries;
};

std::span<profession const> all_professions();

/// logic_error where a profession names a code that the vocabulary lacks.
void check_professions(vocabulary::catalogue const& codes);

/// The parts of a list of the table above.
std::vector<std::string_view> parts(std::string_view list);

} // namespace talent::demo
