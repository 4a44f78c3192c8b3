// Red flags of a procurement: what may deserve a second look, and is proof of nothing. Each is
// declared once in a table (flags.cpp) with its definition, where it comes from and when it can be
// told; those with an R number are of the Open Contracting Partnership's red flags as Cardinal
// reckons them. Reckoned from the procurement whenever somebody asks. Pure; any thread.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "common/json/fields.hpp"
#include "services/open_data/process.hpp"

namespace talent::open_data {

// -- thresholds --

/// Days between the notice and the deadline: Government Procurement Law art. 35 for open and
/// selective tenders, the interim measures on competitive consultation art. 10 for consultations.
inline constexpr std::int64_t bidding_days_of_tender = 20;
inline constexpr std::int64_t bidding_days_of_consultation = 10;
/// The winner's bid arrived within this of the deadline.
inline constexpr std::chrono::minutes late_arrival{10};
/// Percent.
inline constexpr std::int64_t close_price_percent = 1;
inline constexpr std::int64_t heavy_discount_percent = 30;
inline constexpr std::int64_t near_budget_percent = 99;
inline constexpr std::int64_t price_rise_percent = 10;

enum class flag_outcome : std::uint8_t {
    raised,
    not_raised,
    not_yet, // what it is reckoned from is not public yet, or it does not apply
};

struct flag_input {
    std::string name = {};
    std::string value = {};
};

struct red_flag {
    std::string code = {};
    std::string name = {};
    std::string name_zh = {};
    std::optional<std::int64_t> lot = {}; // empty: of the whole tender
    flag_outcome outcome = flag_outcome::not_yet;
    std::string definition = {};
    std::string definition_zh = {};
    std::string source = {};
    std::vector<flag_input> inputs = {};
};

struct tender_flags {
    uuid tender_id = {};
    std::string ocid = {};
    std::vector<red_flag> flags = {};
};

enum class flag_scope : std::uint8_t { tender, lot };

/// What a flag is reckoned from: one lot of one procurement, with what of it counts.
struct flag_view {
    process const& of;
    procurement::lot const* lot = nullptr;              // null: the tender as a whole
    std::vector<procurement::bid const*> bids = {};     // of the lot, received and not withdrawn
    std::vector<procurement::award const*> awards = {}; // of the lot, in order
    procurement::award const* award = nullptr;          // that stands
    procurement::bid const* winner = nullptr;           // its bid
};

struct flag_definition {
    std::string_view code;
    std::string_view name;
    std::string_view name_zh;
    flag_scope scope;
    std::string_view definition;
    std::string_view definition_zh;
    std::string_view source;
    flag_outcome (*reckon)(flag_view const& from, std::vector<flag_input>& inputs);
};
std::span<flag_definition const> flag_definitions();

/// Every flag of a public tender, by lot where it is one of a lot.
std::vector<red_flag> reckon_flags(process const& of);

} // namespace talent::open_data

namespace talent::json {
TALENT_ENUMERATION(open_data::flag_outcome);
TALENT_DESCRIBED(open_data::flag_input);
TALENT_DESCRIBED(open_data::red_flag);
TALENT_DESCRIBED(open_data::tender_flags);
} // namespace talent::json
