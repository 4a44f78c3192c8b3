// The database's URL: what is accepted is complete, and what is refused is refused without the
// password.
#include <algorithm>

#include "common/db/location.hpp"
#include "tests/fuzz/fuzz.hpp"

namespace talent::fuzz {
namespace {

constexpr std::string_view canary = "Canary9Password";

bool is_name(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char character) {
        return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
               (character >= '0' && character <= '9') || character == '_';
    });
}

} // namespace

void check(std::string_view input) {
    auto const read = db::parse_location(input);
    if (!read.has_value()) {
        require(read.error().detail.find(canary) == std::string::npos,
                "a refusal does not repeat the password");
        return;
    }
    auto const& found = read.value();
    if (found.dialect == db::dialect::sqlite) {
        require(found.path.starts_with('/'), "a path is absolute");
        return;
    }
    require(is_name(found.name), "a database has a plain name");
    require(found.host.empty() != found.socket.empty(), "there is one way to the database");
    require(found.user.find('\0') == std::string::npos &&
                found.password.find('\0') == std::string::npos,
            "no NUL cuts a credential short");
}

} // namespace talent::fuzz
