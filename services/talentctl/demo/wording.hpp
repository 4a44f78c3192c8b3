// Small pieces that the texts of demands and supplies share: names of skills and education, grades,
// numbered lists, and drawing some of many. Pure functions of the dice.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/vocabulary/catalogue.hpp"
#include "services/listings/model.hpp"
#include "services/talentctl/demo/dice.hpp"
#include "services/talentctl/demo/professions.hpp"

namespace talent::demo {

enum class language { chinese, english };

/// Advertised in English now and then, where the profession has English titles.
language draw_language(profession const& work, dice& chance);

/// The profession's title in that language, with a grade where experience and field have one.
std::string draw_title(profession const& work, language spoken, std::int64_t experience_years,
                       dice& chance);

/// The first two skills of the profession and some of the others.
std::vector<std::string> draw_skills(profession const& work, std::size_t others_max, dice& chance);

std::string skill_name(vocabulary::catalogue const& codes, std::string_view skill, language spoken);
std::string skill_names(vocabulary::catalogue const& codes, std::span<std::string const> skills,
                        language spoken);

std::string_view education_name(listings::education level, language spoken);

/// An industry out of the profession's.
std::string draw_industry(profession const& work, dice& chance);

/// Around the profession's usual one.
listings::education draw_education(profession const& work, dice& chance);

/// `count` different sentences in a drawn order.
std::vector<std::string_view> draw_some(std::span<std::string_view const> from, std::size_t count,
                                        dice& chance);

/// The sentences one to a line, numbered or with dashes, each closed as the language closes it.
std::string listed(std::span<std::string const> sentences, language spoken, dice& chance);

} // namespace talent::demo
