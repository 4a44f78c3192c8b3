// Deadlines as data: every running clock is an object that a client can read, with its rule, its
// start, its instant and the calendar it was reckoned with. Values and pure functions; any thread.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "common/base/clock.hpp"
#include "common/calendar/working_days.hpp"
#include "common/json/fields.hpp"

namespace talent::calendar {

enum class deadline_unit : std::uint8_t { working_days, calendar_days, hours };

inline constexpr std::int64_t deadline_amount_max = working_days_max; // of any unit

/// What the periods of an organisation are divided by: 1, or more for a test organisation, whose
/// procedures are rehearsed in quick mode (identity::directory::divisor_of says which).
inline constexpr std::int64_t divisor_none = 1;
/// A day is a second then: a procedure of two months runs in a minute.
inline constexpr std::int64_t quick_divisor_default = 86'400;
inline constexpr std::int64_t divisor_max = 1'000'000;

/// How long a clock runs and from what. The statutory ones below are defaults of the rule table: a
/// region's copy may have another amount. The texts must outlive the rule.
struct deadline_rule {
    std::string_view name;
    std::string_view start_event;
    std::int64_t amount; // 1 to deadline_amount_max
    deadline_unit unit;
    std::string_view source; // the statute, or whose own rule it is
};

struct deadline {
    std::string rule;
    std::string start_event;
    instant start{};
    instant due{}; // half-open: in time is what happens before it
    std::int64_t amount = 0;
    deadline_unit unit = deadline_unit::working_days;
    std::string calendar_version; // empty for hours, which need no calendar
    bool provisional = false;     // reckoned past the calendar's coverage: to be reckoned again
    std::int64_t divisor = divisor_none; // more than one: quick mode of a test organisation

    bool operator==(deadline const&) const = default;
};

/// The day of the start does not count (Civil Code, art. 201), except for hours, which run from the
/// start to the millisecond. A term of days ends with its last day at 24:00 in Shanghai; the last
/// of calendar days moves to the next working day if it is none (art. 203). An amount outside 1 to
/// deadline_amount_max is a bug, since rules are checked when they are made: std::out_of_range.
///
/// With a divisor above one (up to divisor_max, else std::out_of_range) the term is quickened: a
/// day of it, working or not, counts as 24 hours from the start to the millisecond, and the divisor
/// cuts that short. It needs no calendar then, so that a rehearsal takes as long on any day of the
/// year.
deadline reckon(deadline_rule const& rule, instant start, working_days const& calendar,
                std::int64_t divisor = divisor_none);

/// A period that no rule names, cut by the divisor in the same way; at least a millisecond.
std::chrono::milliseconds quickened(std::chrono::milliseconds period, std::int64_t divisor);

inline bool is_in_time(deadline const& clock, instant at) {
    return at < clock.due;
}

/// Whether a provisional deadline should be reckoned again: the calendar is another now.
inline bool is_outdated(deadline const& clock, working_days const& calendar) {
    return clock.provisional && clock.calendar_version != calendar.version();
}

/// The clocks of the domain with their legal or contractual defaults.
namespace clocks {

inline constexpr deadline_rule answer_inquiry{
    .name = "answer_inquiry",
    .start_event = "inquiry_received",
    .amount = 3,
    .unit = deadline_unit::working_days,
    .source = "Government Procurement Law Implementing Regulation, art. 52",
};
inline constexpr deadline_rule deliver_evaluation_report{
    .name = "deliver_evaluation_report",
    .start_event = "evaluation_finished",
    .amount = 2,
    .unit = deadline_unit::working_days,
    .source = "Government Procurement Law Implementing Regulation, art. 43",
};
inline constexpr deadline_rule choose_winner{
    .name = "choose_winner",
    .start_event = "evaluation_report_received",
    .amount = 5,
    .unit = deadline_unit::working_days,
    .source = "Government Procurement Law Implementing Regulation, art. 43",
};
inline constexpr deadline_rule publish_award_notice{
    .name = "publish_award_notice",
    .start_event = "winner_chosen",
    .amount = 2,
    .unit = deadline_unit::working_days,
    .source = "Government Procurement Law Implementing Regulation, art. 43",
};
inline constexpr deadline_rule file_challenge{
    .name = "file_challenge",
    .start_event = "infringement_known",
    .amount = 7,
    .unit = deadline_unit::working_days,
    .source = "Government Procurement Law, art. 52",
};
inline constexpr deadline_rule answer_challenge{
    .name = "answer_challenge",
    .start_event = "challenge_received",
    .amount = 7,
    .unit = deadline_unit::working_days,
    .source = "Government Procurement Law, art. 53",
};
inline constexpr deadline_rule file_complaint{
    .name = "file_complaint",
    .start_event = "challenge_answer_due",
    .amount = 15,
    .unit = deadline_unit::working_days,
    .source = "Government Procurement Law, art. 55",
};
inline constexpr deadline_rule decide_complaint{
    .name = "decide_complaint",
    .start_event = "complaint_received",
    .amount = 30,
    .unit = deadline_unit::working_days,
    .source = "Government Procurement Law, art. 56",
};
/// Whether a complaint is admissible is examined first.
inline constexpr deadline_rule accept_complaint{
    .name = "accept_complaint",
    .start_event = "complaint_received",
    .amount = 5,
    .unit = deadline_unit::working_days,
    .source = "Order 94 of the Ministry of Finance (2017), art. 21",
};
/// The longest that a procurement is held up while a complaint is examined.
inline constexpr deadline_rule suspend_for_complaint{
    .name = "suspend_for_complaint",
    .start_event = "suspension_ordered",
    .amount = 30,
    .unit = deadline_unit::calendar_days,
    .source = "Government Procurement Law, art. 57",
};
/// Until when a supplier may answer before it is excluded.
inline constexpr deadline_rule defend_against_exclusion{
    .name = "defend_against_exclusion",
    .start_event = "exclusion_proposed",
    .amount = 5,
    .unit = deadline_unit::working_days,
    .source = "Administrative Penalty Law (2021), art. 64 and 85",
};
/// As long as the award can be challenged, nothing is signed.
inline constexpr deadline_rule standstill{
    .name = "standstill",
    .start_event = "award_notice_published",
    .amount = 7,
    .unit = deadline_unit::working_days,
    .source = "platform rule, after Government Procurement Law, art. 52",
};
inline constexpr deadline_rule sign_contract{
    .name = "sign_contract",
    .start_event = "award_notice_published",
    .amount = 30,
    .unit = deadline_unit::calendar_days,
    .source = "Government Procurement Law, art. 46",
};
inline constexpr deadline_rule publish_contract{
    .name = "publish_contract",
    .start_event = "contract_signed",
    .amount = 2,
    .unit = deadline_unit::working_days,
    .source = "Government Procurement Law Implementing Regulation, art. 50",
};
inline constexpr deadline_rule file_contract{
    .name = "file_contract",
    .start_event = "contract_signed",
    .amount = 7,
    .unit = deadline_unit::working_days,
    .source = "Government Procurement Law, art. 47",
};
inline constexpr deadline_rule pay_small_or_medium_enterprise{
    .name = "pay_small_or_medium_enterprise",
    .start_event = "delivery_accepted",
    .amount = 30,
    .unit = deadline_unit::calendar_days,
    .source =
        "Regulation on Securing Payments to Small and Medium-sized Enterprises (2025), art. 9",
};
/// The longest term that a contract may agree instead.
inline constexpr deadline_rule pay_small_or_medium_enterprise_at_most{
    .name = "pay_small_or_medium_enterprise_at_most",
    .start_event = "delivery_accepted",
    .amount = 60,
    .unit = deadline_unit::calendar_days,
    .source =
        "Regulation on Securing Payments to Small and Medium-sized Enterprises (2025), art. 9",
};
inline constexpr deadline_rule answer_urgent_demand{
    .name = "answer_urgent_demand",
    .start_event = "urgent_demand_published",
    .amount = 48,
    .unit = deadline_unit::hours,
    .source = "platform rule",
};
inline constexpr deadline_rule open_appeal_review{
    .name = "open_appeal_review",
    .start_event = "appeal_received",
    .amount = 5,
    .unit = deadline_unit::working_days,
    .source = "platform rule",
};

inline constexpr std::array all{answer_inquiry,
                                deliver_evaluation_report,
                                choose_winner,
                                publish_award_notice,
                                file_challenge,
                                answer_challenge,
                                file_complaint,
                                decide_complaint,
                                accept_complaint,
                                suspend_for_complaint,
                                defend_against_exclusion,
                                standstill,
                                sign_contract,
                                publish_contract,
                                file_contract,
                                pay_small_or_medium_enterprise,
                                pay_small_or_medium_enterprise_at_most,
                                answer_urgent_demand,
                                open_appeal_review};

} // namespace clocks

/// The default of that name; null where there is none.
deadline_rule const* find_clock(std::string_view name);

} // namespace talent::calendar

template <>
struct talent::json::enumeration<talent::calendar::deadline_unit> {
    static std::span<std::string_view const> names();
};

template <>
struct talent::json::described<talent::calendar::deadline> {
    static object_definition const& table();
};
