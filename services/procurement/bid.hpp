// Bids: what a bidder sends sealed, what is known of it before and after the opening, and its
// states as a table of data. Pure: no I/O, no clock of its own. Values; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "services/procurement/tender.hpp"

namespace talent::procurement {

// -- limits --

/// Scores are whole hundredths of a point on a scale from 0 to 100 points.
inline constexpr std::int64_t score_hundredths_max = 10'000;
/// How often one organisation may replace its bid for a lot: replacing costs a row each time.
inline constexpr std::int64_t submissions_per_bidder_max = 100;

// -- bids --

/// Invalidated: the tender was amended after it arrived, and its bidder has not confirmed it yet.
/// Lapsed: nobody confirmed it in time, or the tender was cancelled.
enum class bid_state : std::uint8_t { submitted, withdrawn, disqualified, invalidated, lapsed };

/// What a bidder shares with another organisation.
enum class conflict_kind : std::uint8_t {
    same_organisation,
    legal_representative,
    phone,
    bank_account,
    address,
    declared_interest // of a member of the panel
};
struct conflict {
    conflict_kind kind = conflict_kind::same_organisation;
    uuid organisation_id = {};
};

/// What was sealed until the opening, as it came out of its box (sealing.hpp).
struct bid_content {
    money price = {};
    std::string quality_response = {};
    std::vector<document> documents = {};
    std::string salt = {};
};

/// Who closed the box: the bidder's client, or the platform for one that cannot, before anything
/// of the bid was stored.
enum class bid_sealer : std::uint8_t { bidder, platform };

/// One line of a bid's evaluation.
struct score_line {
    std::string criterion = {};
    std::int64_t weight = 0;
    std::int64_t points_hundredths = 0;   // on the scale to score_hundredths_max
    std::int64_t weighted_hundredths = 0; // what it adds to the total
    std::string reason = {};
};

struct bid {
    uuid id = {};
    std::string number =
        {}; // B-…: given at the opening; a counter would tell bidders of each other before
    std::int64_t version = 0;
    uuid tender_id = {};
    uuid organisation_id = {};
    std::int64_t lot = 1;
    bid_state state = bid_state::submitted;
    std::vector<std::string> state_reasons = {};
    std::string sealed_sha256 = {}; // of the box
    bid_sealer sealed_by = bid_sealer::bidder;
    instant received_at = {};
    instant updated_at = {};
    std::int64_t arrival_sequence = 0;          // hidden: it would tell of the bids before
    std::optional<std::string> live_key = {};   // hidden: unique while the bid is live
    std::vector<conflict> conflicts_found = {}; // hidden: it would tell who else bids
    std::optional<bid_content> content = {};    // nothing in the row until the opening
    std::vector<score_line> score_lines = {};
    std::optional<std::int64_t> total_hundredths = {};
    std::optional<std::int64_t> rank_in_lot = {};
    bool abnormally_low = false;
    std::string justification = {};

    std::optional<std::int64_t> arrival = {}; // derived: arrival_sequence, after the opening
    std::vector<conflict> conflicts = {};     // derived: conflicts_found, after the opening
};

/// The consensus of the panel on one quality criterion of one bid.
struct score {
    uuid id = {};
    std::int64_t version = 0;
    uuid tender_id = {};
    uuid bid_id = {}; // hidden: the panel knows the pseudonym
    std::int64_t lot = 1;
    std::string bidder = {};
    std::string criterion = {};
    std::int64_t round = 1;
    std::int64_t points_hundredths = 0;
    std::string reason = {};
    uuid recorded_by = {}; // the seat
    instant created_at = {};
    instant updated_at = {};
};

// -- requests and answers of their own --

/// Either a box with its hash, or the content in plain form.
struct bid_submission {
    std::int64_t lot = 1;
    std::optional<money> price = {};
    std::string quality_response = {};
    std::vector<document> documents = {};
    std::string sealed = {}; // base64url
    std::string sha256 = {}; // of the box
};
/// What a bidder keeps: the platform's signed word that this box arrived at this instant.
struct bid_receipt {
    uuid tender_id = {};
    uuid bid_id = {};
    std::int64_t version = 0; // of the bid when it arrived
    uuid organisation_id = {};
    instant received_at = {};
    std::string sha256 = {};
    std::int64_t sequence = 0;   // of the bid's entry in the journal
    std::string origin = {};     // which installation's journal: the hash of its first entry
    std::string public_key = {}; // Ed25519, hexadecimal: one of /v1/audit/keys
    std::string signature = {};
    std::string statement = {}; // derived: what is signed
};
/// What is published of each bid once the deadline has passed.
struct bid_hash {
    uuid id = {}; // of the bid
    std::string sha256 = {};
    instant received_at = {};
    bool withdrawn =
        false; // or replaced, or made invalid by an amendment and not confirmed, or lapsed
};
/// With its place in the order of arrival.
struct arrived_hash {
    std::int64_t arrival = 0;
    bid_hash hash = {};
};
struct justification_text {
    std::string text = {};
};

// -- states as data --

enum class bid_command : std::uint8_t { withdraw, replace, disqualify, invalidate, confirm, lapse };
using bid_transition = json::transition<bid_state, bid_command, procurement_party>;
std::span<bid_transition const> bid_transitions();
result<bid_state> next_state(bid_state from, bid_command command, procurement_party who);

// -- rules --

/// A submission is sealed or plain, never both and never half.
result<void> check_submission(bid_submission const& sent);

/// The text that a receipt's signature covers (docs/sealed-bids.md).
std::string statement_of(bid_receipt const& one);
/// SHA-256 over netstrings of every bid in order of arrival: hash, milliseconds, 1 where it was
/// withdrawn, else 0.
std::string digest_of(std::vector<bid_hash> const& all);

/// What two organisations share; empty fields are shared with nobody.
std::vector<conflict> conflicts_between(identity::organisation const& bidder,
                                        identity::organisation const& other);

/// Whether it counts at the opening, or did until it was disqualified.
bool is_standing(bid const& one);

/// Unique among live bids: one per organisation and lot.
std::string live_key_of(uuid const& tender_id, uuid const& organisation_id, std::int64_t lot);

} // namespace talent::procurement

namespace talent::json {
TALENT_ENUMERATION(procurement::bid_state);
TALENT_ENUMERATION(procurement::bid_sealer);
TALENT_ENUMERATION(procurement::conflict_kind);
TALENT_ENUMERATION(procurement::bid_command);
TALENT_DESCRIBED(procurement::conflict);
TALENT_DESCRIBED(procurement::bid_content);
TALENT_DESCRIBED(procurement::score_line);
TALENT_DESCRIBED(procurement::bid);
TALENT_DESCRIBED(procurement::score);
TALENT_DESCRIBED(procurement::bid_submission);
TALENT_DESCRIBED(procurement::bid_receipt);
TALENT_DESCRIBED(procurement::bid_hash);
TALENT_DESCRIBED(procurement::justification_text);
} // namespace talent::json
