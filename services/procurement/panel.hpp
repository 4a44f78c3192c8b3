// The panel that evaluates a tender: its seats, who may hold them, what its members declare, and
// when it is complete; the states of a seat as a table of data. Pure: no I/O, no clock of its own.
// Values; any thread.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "services/procurement/bid.hpp"

namespace talent::procurement {

// -- limits --

inline constexpr std::size_t panel_seats_max = 21; // held at one time
inline constexpr std::size_t interests_max = 50;   // in one declaration

// -- seats --

enum class seat_kind : std::uint8_t { buyer_member, expert };
enum class seat_state : std::uint8_t { seated, declared, replaced };
enum class seat_command : std::uint8_t { declare, replace };

/// A tie of a member's own to an organisation: work, shares, family.
struct declared_interest {
    uuid organisation_id = {};
    std::string nature = {};
};

struct panel_seat {
    uuid id = {};
    std::int64_t version = 0;
    uuid tender_id = {};
    uuid holder_id = {};       // a member, or the key that speaks for one person
    uuid organisation_id = {}; // the holder's
    seat_kind kind = seat_kind::expert;
    seat_state state = seat_state::seated;
    std::vector<std::string> state_reasons = {}; // why the holder was replaced
    std::vector<declared_interest> interests = {};
    std::optional<instant> declared_at = {};
    instant created_at = {};
    instant updated_at = {};
    std::optional<std::string> live_key = {}; // hidden: unique while the seat is held

    std::vector<conflict> conflicts = {}; // derived, after the opening: ties to bidders
};

struct seating {
    uuid holder_id = {};
};
struct seat_replacement {
    uuid holder_id = {};
    std::vector<std::string> reasons = {};
};
struct interest_declaration {
    std::vector<declared_interest> interests = {}; // none: no tie to anybody
};

using seat_transition = json::transition<seat_state, seat_command, procurement_party>;
std::span<seat_transition const> seat_transitions();
result<seat_state> next_state(seat_state from, seat_command command, procurement_party who);

/// Unique among held seats: nobody sits twice.
std::string seat_key_of(uuid const& tender_id, uuid const& holder_id);

// -- rules --

/// How many sit on a panel at least, by region (the longest prefix that fits), method and budget;
/// the number is odd, and at least two thirds are experts from outside. Defaults of the rule table:
/// a region's group may ask for more.
struct panel_rule {
    std::string_view region; // GB/T 2260; 000000 is everywhere
    procurement_method method;
    money budget_from;
    std::size_t seats_min;
    std::string_view source;
};
std::span<panel_rule const> panel_rules();
panel_rule const& panel_rule_of(tender const& one);

inline constexpr std::size_t experts_of_three = 2;

/// panel_incomplete, with every reason: too few, an even number, too few experts, a member who has
/// not declared interests. `held` are the seats that are not replaced.
result<void> check_panel(tender const& one, std::span<panel_seat const> held);

/// Methods in which the panel learns the prices only after the quality scores are complete.
bool withholds_prices(procurement_method method);

/// What ties the seat's holder to this organisation: by the registers, and as declared.
std::vector<conflict> conflicts_of_seat(panel_seat const& seat,
                                        identity::organisation const* holders,
                                        identity::organisation const& bidder);

} // namespace talent::procurement

namespace talent::json {
TALENT_ENUMERATION(procurement::seat_kind);
TALENT_ENUMERATION(procurement::seat_state);
TALENT_ENUMERATION(procurement::seat_command);
TALENT_DESCRIBED(procurement::declared_interest);
TALENT_DESCRIBED(procurement::panel_seat);
TALENT_DESCRIBED(procurement::seating);
TALENT_DESCRIBED(procurement::seat_replacement);
TALENT_DESCRIBED(procurement::interest_declaration);
} // namespace talent::json
