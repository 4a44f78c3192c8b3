// Credentials: the two headers that carry them, and the form of API keys. The input's first line is
// Authorization, the
// rest the cookies.
#include <algorithm>

#include "common/http/credentials.hpp"
#include "common/security/token.hpp"
#include "tests/fuzz/fuzz.hpp"

namespace talent::fuzz {
namespace {

void check_key(std::string_view text) {
    if (!security::is_well_formed_api_key(text)) return;
    require(text.starts_with("tp_live_") || text.starts_with("tp_test_"), "a key says its mode");
    require(std::all_of(text.begin(), text.end(),
                        [](char character) { return character > ' ' && character <= '~'; }),
            "a key is of visible characters");
    std::string damaged(text);
    auto const place = damaged.size() - 7; // the last digit of the secret
    damaged[place] = damaged[place] == 'a' ? 'b' : 'a';
    require(!security::is_well_formed_api_key(damaged), "a mistyped key is noticed");
}

/// As somebody counts them who splits at every semicolon.
std::size_t session_cookies(std::string_view cookies) {
    std::size_t count = 0;
    for (std::size_t start = 0; start <= cookies.size();) {
        auto const end = std::min(cookies.find(';', start), cookies.size());
        auto const pair = http::trim_white_space(cookies.substr(start, end - start));
        count += pair.starts_with("talent_session=") ? 1 : 0;
        start = end + 1;
    }
    return count;
}

void check_credentials(std::string_view authorization, std::string_view cookie, bool secure) {
    http::head sent;
    if (!authorization.empty()) sent.fields.add({"Authorization", authorization});
    if (!cookie.empty()) sent.fields.add({"cookie", cookie});
    auto const read = http::read_credentials(sent, secure);
    if (!read.has_value()) return;
    auto const& [bearer, session] = read.value();
    require(bearer.empty() || session.empty(), "there is one credential at most");
    require(authorization.find(bearer) != std::string_view::npos, "a token is as it was sent");
    require(cookie.find(session) != std::string_view::npos, "a session is as it was sent");
    require(session.find(';') == std::string::npos, "a session ends where it ends");
    require(authorization.empty() || !bearer.empty(), "an Authorization that is read has a token");
    require(secure || session_cookies(cookie) <= 1, "there is one session cookie at most");
    check_key(bearer);
    check_key(session);
}

} // namespace

void check(std::string_view input) {
    auto const line_end = input.find('\n');
    auto const first = input.substr(0, line_end);
    auto const second = line_end == std::string_view::npos ? "" : input.substr(line_end + 1);
    check_key(first);
    check_credentials(first, second, false);
    check_credentials(first, "", false);
    check_credentials("", first, false);
    check_credentials("", first, true);
    require(security::equal_in_constant_time(first, second) == (first == second),
            "equal is what is equal");
    require(security::sha256_hex(input).size() == 64, "a hash has 64 digits");
}

} // namespace talent::fuzz
