// The people of the demonstration market: names, telephones and mail addresses that no one has.
// Pure functions of the dice.
#pragma once

#include <string>

#include "services/talentctl/demo/dice.hpp"

namespace talent::demo {

/// 王思远: a surname in proportion to how common it is, and a given name of one or two characters.
std::string draw_person_name(dice& chance);

/// A number of the form of a mobile telephone's, in the range 199 0000 xxxx.
std::string draw_mobile_phone(dice& chance);

/// 0571-88 and the number in six digits: two organisations with one telephone would seem one.
std::string office_phone(std::size_t number);

} // namespace talent::demo
