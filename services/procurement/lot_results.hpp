// The results of lots: their states as a table of data, and the tender's own state, which follows
// from them. Pure; any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "services/procurement/bid.hpp"

namespace talent::procurement {

class procurement_rules; // methods.hpp

enum class lot_command : std::uint8_t {
    award,
    declare_unsuccessful,
    contract,
    release, // the winner declined or failed, or was set aside: another is chosen
    reopen,  // the award was set aside, and the scores with it
    evaluate
};
using lot_transition = json::transition<lot_state, lot_command, procurement_party>;
std::span<lot_transition const> lot_transitions();
result<lot_state> next_state(lot_state from, lot_command command, procurement_party who);

/// The lot of that number takes the step; not_found where the tender has none. Reasons replace
/// those it had.
result<void> step_lot(tender& of, std::int64_t number, lot_command command, procurement_party who,
                      std::vector<std::string> reasons = {});

/// After the opening: opened or evaluated until every lot is decided; then awarded while a contract
/// is awaited, contracted where every award has one, unsuccessful where no lot has an award.
tender_state state_by_lots(tender const& one);

/// Takes the tender to state_by_lots by the step that its own table has for that.
result<void> follow_lots(tender& one);

/// A lot for which `bids_left` has none comes to nothing: at the opening and at the evaluation.
result<void> end_lots_without_bids(tender& one, std::span<bid const> bids_left);

/// The running lots for which `bids_left` has some, and fewer than the lot needs (bidders_needed).
std::vector<std::int64_t> lots_with_few_bids(tender const& one, std::span<bid const> bids_left,
                                             procurement_rules const& rules);
/// They come to nothing, by that rule; their numbers.
result<std::vector<std::int64_t>> end_lots_with_few_bids(tender& one,
                                                         std::span<bid const> bids_left,
                                                         procurement_rules const& rules);

/// Whether bids of this lot are being scored: between the opening and the evaluation, and after an
/// award of it was set aside with its scores.
bool is_in_evaluation(tender const& one, std::int64_t lot_number);
/// Whether an award of this lot is due: it was evaluated and nothing is decided.
bool is_to_be_decided(tender const& one, std::int64_t lot_number);

/// A tender, or one of its lots, is declared unsuccessful.
struct unsuccessful_declaration {
    std::optional<std::int64_t> lot = {}; // none: every lot that is not decided yet
    std::vector<std::string> reasons = {};
};

/// Lots go on with fewer bidders than their method asks for, in the round that they are in.
struct fewer_bidders_approval {
    std::optional<std::int64_t> lot = {}; // none: every lot that has too few now
    std::vector<std::string> reasons = {};
};

} // namespace talent::procurement

namespace talent::json {
TALENT_ENUMERATION(procurement::lot_command);
TALENT_DESCRIBED(procurement::unsuccessful_declaration);
TALENT_DESCRIBED(procurement::fewer_bidders_approval);
} // namespace talent::json
