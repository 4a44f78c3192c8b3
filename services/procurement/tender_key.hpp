// The key that a tender's bids are sealed to, and the three officers of whom two open together:
// who they are, how the secret is split among them, and what is checked of a share
// (docs/sealed-bids.md). Pure: no I/O, no clock of its own. Values; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/base/clock.hpp"
#include "common/base/result.hpp"
#include "common/base/uuid.hpp"
#include "common/json/fields.hpp"
#include "common/security/principal.hpp"
#include "common/security/sealed_box.hpp"

namespace talent::procurement {

// -- limits --

/// Officers of a tender, and how many of them open.
inline constexpr std::size_t officers_named = 3;
inline constexpr std::size_t officers_needed = 2;
/// A share is two values of the secret's length, one for each pair that its officer is in.
inline constexpr std::size_t share_bytes = 2 * security::box_key_bytes;
inline constexpr std::size_t sealed_share_bytes = share_bytes + security::box_overhead_bytes;
/// Of one member or API key; old ones are needed as long as a tender names them.
inline constexpr std::int64_t opening_keys_per_holder_max = 20;
inline constexpr std::size_t witnesses_max = 50;

// -- officers' keys --

/// The public key of somebody who can be named as an officer: a member, or an API key that is one
/// officer's own.
struct opening_key {
    uuid id = {};
    std::int64_t version = 0;
    uuid organisation_id = {};
    uuid holder_id = {}; // the member, or the API key
    std::string label = {};
    std::string public_key = {}; // X25519, hexadecimal
    instant created_at = {};
    std::optional<instant> retired_at = {};
};

// -- the key of a tender --

/// Who made the key pair and split the secret.
enum class key_maker : std::uint8_t { buyer, platform };

struct officer {
    std::int64_t number = 0; // from 1: which part of the split secret
    uuid opening_key_id = {};
    uuid organisation_id = {};
    uuid holder_id = {};
    std::string label = {};
    std::string public_key = {};
    std::string commitment = {}; // commitment_of() their share
    std::optional<instant> released_at = {};
};

/// What is public of it. The sealed shares, and those that were released, lie apart, so that no
/// entry of the journal holds them.
struct tender_key {
    uuid id = {};
    std::int64_t version = 0;
    uuid tender_id = {};
    std::string public_key = {}; // X25519, hexadecimal
    key_maker made_by = key_maker::platform;
    std::vector<officer> officers = {};
    instant created_at = {};
    instant updated_at = {};
};

/// The protocol of an opening.
struct witness {
    std::string organisation = {};
    std::string capacity = {}; // as what: supervisor, notary, bidder's representative
};
/// Of the final offers of a consultation, after their own time.
struct final_opening {
    std::vector<std::int64_t> officers = {};
    std::vector<witness> witnesses = {};
    std::int64_t offers_opened = 0;
    std::int64_t offers_disqualified = 0; // of them
    std::int64_t bids_without = 0;        // whose bidders have left by that
    instant held_at = {};
};
struct tender_opening {
    uuid id = {};
    std::int64_t version = 0;
    uuid tender_id = {};
    std::vector<std::int64_t> officers = {}; // whose shares opened: their numbers
    std::vector<witness> witnesses = {};
    std::int64_t bids_opened = 0;
    std::int64_t bids_disqualified = 0; // of them: they did not open, or are not what they say
    std::string bids_digest = {};       // digest_of() the published hashes
    instant held_at = {};
    std::optional<final_opening> final_offers = {}; // of a consultation, once it was held
};

// -- requests and answers of their own --

struct officer_naming {
    uuid opening_key_id = {};
    std::string sealed_share = {}; // base64url; with commitment and public_key, or none of them
    std::string commitment = {};
};
struct key_naming {
    std::vector<officer_naming> officers = {};
    std::string public_key = {};
};
struct officer_share {
    uuid tender_id = {};
    std::int64_t number = 0;
    uuid opening_key_id = {};
    std::string sealed_share = {};
    std::string commitment = {};
};
struct released_share {
    std::string share = {}; // hexadecimal
};
struct opening_act {
    std::vector<witness> witnesses = {};
};

// -- rules --

/// The member, or where there is none the API key itself.
uuid officer_identity(security::principal const& who);

using split_secret = std::array<security::secret_bytes, officers_named>;
/// Replicated exclusive-or sharing: for each pair of officers a random pad, which one of the two
/// gets; the other gets the secret XOR the pad. Each share by itself is uniformly random.
split_secret split(security::secret_key const& secret);

/// The secret from two officers' shares, `first` < `second`; nothing where a share has not
/// share_bytes. Wrong shares give a wrong secret: see opens().
std::optional<security::secret_key> join(std::int64_t first, std::string_view first_share,
                                         std::int64_t second, std::string_view second_share);
bool opens(security::secret_key const& secret, std::string_view public_key);

/// SHA-256 over netstrings: the format's name, the tender's id, the officer's number, the share in
/// hexadecimal.
std::string commitment_of(uuid const& tender_id, std::int64_t number, std::string_view share);

/// Three different officers' keys that are not retired, held by three; sealed shares and public
/// key all given or none. One error per fault; seal_invalid where what is given has not the form.
result<void> check_naming(key_naming const& wanted, std::vector<opening_key> const& found);

/// The officer that the caller is; nothing where it is none.
officer const* find_officer(tender_key const& key, security::principal const& who);
std::size_t count_released(tender_key const& key);

} // namespace talent::procurement

namespace talent::json {
TALENT_ENUMERATION(procurement::key_maker);
TALENT_DESCRIBED(procurement::opening_key);
TALENT_DESCRIBED(procurement::officer);
TALENT_DESCRIBED(procurement::tender_key);
TALENT_DESCRIBED(procurement::witness);
TALENT_DESCRIBED(procurement::final_opening);
TALENT_DESCRIBED(procurement::tender_opening);
TALENT_DESCRIBED(procurement::officer_naming);
TALENT_DESCRIBED(procurement::key_naming);
TALENT_DESCRIBED(procurement::officer_share);
TALENT_DESCRIBED(procurement::released_share);
TALENT_DESCRIBED(procurement::opening_act);
} // namespace talent::json
