// What lies inside a sealed bid and how it is sealed and opened: the rules that the platform and a
// bidder's client both follow (docs/sealed-bids.md). Pure but for the random bytes of a seal; any
// thread.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "common/security/sealed_box.hpp"
#include "services/procurement/bid.hpp"

namespace talent::procurement {

inline constexpr std::string_view sealed_format = "talent-sealed-bid-1";
/// The content is padded to a multiple of this, so that its length tells next to nothing.
inline constexpr std::size_t sealed_block_bytes = 4096;
/// Of the padded content; a bid in plain form cannot be longer.
inline constexpr std::size_t sealed_content_bytes_max = 192 * 1024;
inline constexpr std::size_t sealed_bytes_max =
    sealed_content_bytes_max + security::box_overhead_bytes;
inline constexpr std::size_t sealed_characters_max = (sealed_bytes_max * 4 + 2) / 3; // base64url
/// Of a request that sends one, with what stands around it.
inline constexpr std::size_t submission_bytes_max = sealed_characters_max + 16 * 1024;
inline constexpr std::size_t salt_bytes = 16;

/// What is sealed: compact JSON in the order of this table. It names the tender, the lot and the
/// bidder, so that a box that was copied or moved is found out at the opening.
struct sealed_content {
    std::string format = {};
    uuid tender_id = {};
    uuid organisation_id = {};
    std::int64_t lot = 1;
    money price = {};
    std::string quality_response = {};
    std::vector<document> documents = {};
    std::string salt = {};
};

/// Seals for a bidder that cannot: the box. seal_invalid where it would be too long.
result<std::string> seal_content(std::string_view public_key, sealed_content const& content);

/// The box that a client sent: of base64url, of a length that the padding allows, with that hash.
/// seal_invalid says which of them it is not.
result<std::string> read_box(std::string_view sealed, std::string_view sha256);

/// For which tender, which bidder and which lot a box was received.
struct box_place {
    uuid tender_id;
    uuid organisation_id;
    std::int64_t lot = 1;
};
/// What is kept of a submission: the client's box, or for a client that sent its bid in plain form
/// one that is closed here, before anything of the bid is stored. Errors as of the two above.
result<std::string> box_of(bid_submission const& sent, std::string_view public_key,
                           box_place const& place);

/// Overwrites what a bidder sent in plain form: the price and every text.
void wipe(bid_submission& sent);

/// For work that may run again and is copied: the one submission, wiped when the last that holds it
/// lets go. What the texts' memory held before they came here is not: a text that is short enough
/// to lie within its object leaves a copy where it was moved from (docs/sealed-bids.md).
std::shared_ptr<bid_submission const> held_until_sealed(bid_submission sent);

struct opened_box {
    std::optional<bid_content> content = {};
    std::vector<std::string> reasons = {}; // why it does not count
};
opened_box open_content(security::secret_key const& secret, std::string_view box,
                        box_place const& received_for);

} // namespace talent::procurement

namespace talent::json {
TALENT_DESCRIBED(procurement::sealed_content);
} // namespace talent::json
