#include "services/procurement/tender_key.hpp"

#include <algorithm>
#include <set>

#include "common/base/random.hpp"
#include "common/journal/netstring.hpp"
#include "common/security/token.hpp"

namespace talent::procurement {
namespace {

using security::secret_bytes;

constexpr std::string_view commitment_format = "talent-opening-share-1";
constexpr std::size_t part_bytes = security::box_key_bytes;

std::string exclusive_or(std::string_view left, std::string_view right) {
    std::string made(left);
    for (std::size_t i = 0; i < made.size(); ++i)
        made[i] = static_cast<char>(static_cast<unsigned char>(left[i]) ^
                                    static_cast<unsigned char>(right[i]));
    return made;
}

// Which half of an officer's share is for the pair with the other: in order of the other's number.
std::size_t half_of(std::int64_t officer, std::int64_t other) {
    return static_cast<std::size_t>(other < officer ? other - 1 : other - 2);
}

std::string_view part_for(std::int64_t officer, std::string_view share, std::int64_t other) {
    return share.substr(half_of(officer, other) * part_bytes, part_bytes);
}

bool is_hexadecimal_of(std::string_view text, std::size_t bytes) {
    return text.size() == bytes * 2 && security::from_hexadecimal(text).has_value();
}

std::string place_of(std::size_t place, std::string_view name) {
    return "/officers/" + std::to_string(place) + "/" + std::string(name);
}

void check_officers(key_naming const& wanted, std::vector<opening_key> const& found,
                    problem& faults) {
    std::set<uuid> holders;
    for (std::size_t i = 0; i < wanted.officers.size(); ++i) {
        auto const key =
            std::ranges::find(found, wanted.officers[i].opening_key_id, &opening_key::id);
        auto const pointer = place_of(i, "opening_key_id");
        if (key == found.end() || key->retired_at) {
            faults.errors.push_back({pointer, "unknown_value", "is not an officer's key in use"});
        } else if (!holders.insert(key->holder_id).second) {
            faults.errors.push_back({pointer, "doubled", "the same officer is named twice"});
        }
    }
}

// Either the client has made the key, and everything of it is here, or the platform makes it.
void check_completeness(key_naming const& wanted, problem& faults) {
    bool const made = !wanted.public_key.empty();
    for (std::size_t i = 0; i < wanted.officers.size(); ++i) {
        auto const& one = wanted.officers[i];
        if (one.sealed_share.empty() == made)
            faults.errors.push_back({place_of(i, "sealed_share"), made ? "required" : "unexpected",
                                     "a share goes with the public key of the client's making"});
        if (one.commitment.empty() == made)
            faults.errors.push_back({place_of(i, "commitment"), made ? "required" : "unexpected",
                                     "a commitment goes with a sealed share"});
    }
}

result<void> check_forms(key_naming const& wanted) {
    auto const closed = security::from_hexadecimal(wanted.public_key);
    if (!is_hexadecimal_of(wanted.public_key, security::box_key_bytes) || !closed ||
        !security::close_box(*closed, "probe"))
        return refuse(error_code::seal_invalid, "The public key is not an X25519 key.");
    for (auto const& one : wanted.officers) {
        auto const sealed = security::from_base64url(one.sealed_share);
        if (!sealed || sealed->size() != sealed_share_bytes)
            return refuse(error_code::seal_invalid, "A sealed share has not the documented form.");
    }
    return success();
}

} // namespace

uuid officer_identity(security::principal const& who) {
    return who.member.is_nil() ? who.credential : who.member;
}

split_secret split(security::secret_key const& secret) {
    std::array<std::string, officers_named> shares;
    for (std::size_t left = 0; left < officers_named; ++left) {
        for (std::size_t right = left + 1; right < officers_named; ++right) {
            secret_bytes pad(std::string(part_bytes, '\0'));
            fill_random({reinterpret_cast<std::uint8_t*>(pad.bytes().data()), part_bytes});
            secret_bytes masked(exclusive_or(secret.bytes(), pad.view()));
            shares[left].reserve(share_bytes); // so that no half is left behind in memory
            shares[right].reserve(share_bytes);
            shares[left].append(pad.view());
            shares[right].append(masked.view());
        }
    }
    split_secret made{secret_bytes(shares[0]), secret_bytes(shares[1]), secret_bytes(shares[2])};
    std::ranges::for_each(shares, security::wipe);
    return made;
}

std::optional<security::secret_key> join(std::int64_t first, std::string_view first_share,
                                         std::int64_t second, std::string_view second_share) {
    bool const known = 1 <= first && first < second && second <= std::int64_t{officers_named};
    if (!known || first_share.size() != share_bytes || second_share.size() != share_bytes)
        return std::nullopt;
    secret_bytes const joined(
        exclusive_or(part_for(first, first_share, second), part_for(second, second_share, first)));
    return security::secret_key::from_bytes(joined.view());
}

bool opens(security::secret_key const& secret, std::string_view public_key) {
    return security::to_hexadecimal(security::box_public_key_of(secret)) == public_key;
}

std::string commitment_of(uuid const& tender_id, std::int64_t number, std::string_view share) {
    secret_bytes text{std::string()};
    journal::append_netstring(text.bytes(), commitment_format);
    journal::append_netstring(text.bytes(), to_string(tender_id));
    journal::append_netstring(text.bytes(), number);
    secret_bytes const digits(security::to_hexadecimal(share));
    journal::append_netstring(text.bytes(), digits.view());
    return security::sha256_hex(text.view());
}

result<void> check_naming(key_naming const& wanted, std::vector<opening_key> const& found) {
    auto faults = refuse(error_code::invalid_fields);
    if (wanted.officers.size() != officers_named)
        faults.errors.push_back({"/officers", "wrong_count", "exactly three officers are named"});
    check_officers(wanted, found, faults);
    check_completeness(wanted, faults);
    if (!faults.errors.empty()) return faults;
    return wanted.public_key.empty() ? result<void>(success()) : check_forms(wanted);
}

officer const* find_officer(tender_key const& key, security::principal const& who) {
    auto const holder = officer_identity(who);
    auto const found = std::ranges::find_if(key.officers, [&](officer const& one) {
        return one.organisation_id == who.organisation && one.holder_id == holder;
    });
    return found == key.officers.end() ? nullptr : &*found;
}

std::size_t count_released(tender_key const& key) {
    return static_cast<std::size_t>(std::ranges::count_if(
        key.officers, [](officer const& one) { return one.released_at.has_value(); }));
}

} // namespace talent::procurement
