// The sentences in which each field of work is talked about, in Chinese and English, which the
// texts of demands and supplies are put together from. {1} and {2} stand for the names of the first
// two skills. Constants; any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "services/talentctl/demo/professions.hpp"

namespace talent::demo {

struct work_words {
    std::span<std::string_view const> duties;    // what is done; no full stop
    std::span<std::string_view const> qualities; // what is asked for
    std::span<std::string_view const> results;   // what a talent has achieved
};

work_words const& chinese_words(work_field field);

/// The same for every field that is advertised in English.
work_words const& english_words();

/// The sentence with the names of the skills in it.
std::string filled_in(std::string_view sentence, std::string_view first_skill,
                      std::string_view second_skill);

} // namespace talent::demo
