// Passwords: argon2id with m = 19 MiB, t = 2, p = 1 (OWASP password storage), about 20 ms each, so
// never on an I/O thread. A password is taken in Unicode's composed form, however a keyboard sends
// it. Pure functions; any thread.
#pragma once

#include <string>
#include <string_view>

namespace talent::security {

inline constexpr std::size_t password_code_points_min = 12;
inline constexpr std::size_t password_code_points_max = 128;

std::string hash_password(std::string_view password);
bool verify_password(std::string_view password, std::string_view hash);

} // namespace talent::security
