// The methods of procurement as data: what each asks for, and from which law. The amounts are the
// country's; a region may have stricter ones, never looser ones, and every effective rule says
// where it came from. Pure: no I/O, no clock of its own. Made once by a program's main; immutable;
// any thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "services/procurement/tender.hpp"

namespace talent::procurement {

/// Greatest amount of any rule: days, percent, suppliers.
inline constexpr std::int64_t rule_amount_max = 1'000;

/// From the publication to the deadline, extensions included: the platform's own bound, since no
/// statute has one; a year and a day.
inline constexpr std::chrono::days bidding_time_max{366};

/// What a method asks for whatever the region.
struct method_definition {
    procurement_method method = procurement_method::open;
    bool public_invitation = false; // whoever is eligible may bid, unless some were named
    std::int64_t invited_min = 0;   // suppliers that the buyer names
    std::int64_t invited_max = 0;
    bool needs_justification = false; // published before bids are taken
    bool needs_framework = false;
    bool may_make_framework = false;
    std::string_view law = {};
};
method_definition const& definition_of(procurement_method method);
std::span<method_definition const> method_definitions();

enum class rule_kind : std::uint8_t {
    bidding_days,        // calendar days from the notice to the deadline, at least
    notice_working_days, // working days from the notice until bids are taken, at least
    amendment_days,      // calendar days from an amendment to the deadline, at least
    price_weight_min,    // of weight_total
    price_weight_max,
    suppliers_min,        // that are invited
    framework_months_max, // that a framework may run
    bidders_min,          // that bid for a lot
    bidders_min_approved, // the same where the buyer goes on with an approval
};

/// One amount, in force for a method in a region and all that lies in it.
struct procurement_rule {
    rule_kind kind = rule_kind::bidding_days;
    procurement_method method = procurement_method::open;
    std::string region = {}; // 000000: the country
    std::int64_t amount = 0;
    std::string source = {}; // the statute, or that the region's operator set it
};

class procurement_rules {
  public:
    /// The country's.
    procurement_rules();

    /// With an operator's own, each "330000 bidding_days open 25": region, kind, method, amount.
    /// invalid_fields with a sentence that names the line for one that is no rule, doubled, or
    /// looser than that of the country or of a region above.
    static result<procurement_rules> read(std::span<std::string const> lines);

    /// The strictest on the way from the country to the region; nothing where the method has no
    /// such rule.
    std::optional<procurement_rule> find(rule_kind kind, procurement_method method,
                                         std::string_view region) const;
    /// All that are in force in the region, in the order of kinds and methods.
    std::vector<procurement_rule> effective_in(std::string_view region) const;

  private:
    std::vector<procurement_rule> rules_;
};

/// What periods are reckoned with. Refers to what the service holds.
struct period_terms {
    procurement_rules const& rules;
    calendar::working_days const& calendar;
    std::int64_t divisor =
        calendar::divisor_none; // more than one: quick mode of a test organisation
};

/// When so many days have wholly passed since the day of the start, which itself does not count
/// (Civil Code, art. 201), at 00:00 in Shanghai. It is a minimum, so its end is not moved to a
/// working day. In quick mode as calendar::reckon has it.
instant end_of_calendar_days(instant start, std::int64_t days, std::int64_t divisor);
instant end_of_working_days(instant start, std::int64_t days, period_terms const& terms);

/// From when bids may be taken, and the first deadline that is late enough, of a tender published
/// then.
instant earliest_opening(tender const& one, instant published, period_terms const& terms);
instant earliest_deadline(tender const& one, instant published, period_terms const& terms);

/// The last deadline that a tender published then may have.
inline instant latest_deadline(instant published) {
    return published + bidding_time_max;
}

/// The deadline of a tender amended then: its own, or where that is too near the first day that is
/// not, at the same time of day. Order 87 of the Ministry of Finance (2017), art. 27.
instant deadline_after_amendment(tender const& one, instant now, period_terms const& terms);

/// What the method asks for and the tender, published at `published`, has not: one error each.
void find_method_faults(tender const& one, instant published, period_terms const& terms,
                        std::vector<field_error>& found);

/// How many bidders this lot of the tender needs, and by which rule; nothing where its method does
/// not say. Fewer do where it goes on with fewer in its present round, as far as the law lets it.
std::optional<procurement_rule> bidders_needed(tender const& one, lot const& of,
                                               procurement_rules const& rules);

/// forbidden for a bidder who was not invited, where somebody was.
result<void> check_invited(tender const& one, uuid const& bidder);

/// What ends an awarded tender: a contract, the framework that it was for, or, of a general
/// contractor's mini-tender, its work package.
enum class conclusion_kind : std::uint8_t { contract, framework, work_package };
/// wrong_state where the tender is concluded by the other.
result<void> check_concluded_by(tender const& one, conclusion_kind kind);

/// Whether everybody may see who was invited: where the law has it published, or after the opening.
bool shows_invitation(tender const& one);

} // namespace talent::procurement

namespace talent::json {
TALENT_ENUMERATION(procurement::rule_kind);
TALENT_DESCRIBED(procurement::procurement_rule);
} // namespace talent::json
