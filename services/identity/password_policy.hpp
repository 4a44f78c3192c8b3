// What identity asks of a new password beyond its length. Pure; any thread.
#pragma once

#include <initializer_list>
#include <string_view>

#include "common/base/result.hpp"

namespace talent::identity {

/// Whether a password is given is the field table's to check, and so is its length. A field error
/// at `pointer` where the password is mostly words that guessers try first, or words of `about`:
/// the e-mail address, the organisation's name and the like.
result<void> check_password(std::string_view password, std::string_view pointer,
                            std::initializer_list<std::string_view> about);

} // namespace talent::identity
