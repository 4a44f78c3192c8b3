// `talentctl demo`: fills an empty database with a market that a visitor can look around in. What
// is there follows from the seed and the day; only ids, keys and passwords are random. One thread.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.hpp"
#include "common/db/database.hpp"
#include "common/personal/vault.hpp"
#include "common/security/signature.hpp"
#include "common/vocabulary/catalogue.hpp"

namespace talent::demo {

inline constexpr std::size_t listings_default = 2'000;
inline constexpr std::size_t listings_min = 100;
inline constexpr std::size_t listings_max = 2'000'000; // the organisations' codes end there

struct demonstration_order {
    std::size_t listings = listings_default;
    std::uint64_t seed = 1;
    instant now; // the story ends with the day before
    /// Signs the receipts of bids: the installation's; left out: one that is thrown away.
    std::optional<security::signing_key> signing_key = {};
};

struct issued_key {
    std::string_view audience; // "operator"
    std::string secret;
};
/// With which a visitor opens, as one of the named officers, the bids that still wait for it.
struct officer_secret {
    std::string_view audience;
    std::string secret; // X25519, hexadecimal
};
struct console_login {
    std::string_view audience;
    std::string organisation;
    std::string email;
    std::string password;
};

/// What a visitor needs to begin.
struct demonstration_summary {
    std::vector<issued_key> keys;
    std::vector<console_login> logins;
    std::vector<officer_secret> officers;
    std::size_t listings = 0;
    std::size_t organisations = 0;
};

/// conflict where the database is not empty. Shows its progress on stderr. Throws db::error.
result<demonstration_summary> demonstrate(db::database& target, personal::vault const& vault,
                                          vocabulary::catalogue const& codes,
                                          demonstration_order const& order);

/// The one line of JSON that talentctl prints.
std::string write_summary(demonstration_summary const& summary);

} // namespace talent::demo
