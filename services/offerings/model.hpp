// What agencies sell and what is ordered of it: offerings, orders and reviews, and the rules of
// their states. Pure: no I/O, no clock of its own. Values; any thread.
//
//   offering   draft → published ⇄ suspended (by the operator); published ⇄ withdrawn
//   order      placed → accepted | declined; accepted → delivered → accepted_by_buyer | disputed
//              → closed
//   review     written by each side, unseen by the other until both have written or seven days
//   passed
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "common/base/clock.hpp"
#include "common/base/money.hpp"
#include "common/base/result.hpp"
#include "common/base/uuid.hpp"
#include "common/calendar/deadline.hpp"
#include "common/json/fields.hpp"

namespace talent::offerings {

// -- limits --

inline constexpr std::int64_t percent_basis_points_max = 10'000; // the whole salary
inline constexpr std::int64_t response_hours_max = 720;
inline constexpr std::int64_t delivery_working_days_max = 1'000;
inline constexpr std::int64_t quantity_max = 10'000;
inline constexpr std::int64_t salary_base_fen_max =
    100'000'000'000; // a thousand million yuan a head
inline constexpr std::size_t terms_code_points_max = 10'000;
inline constexpr std::size_t regions_served_max = 50;
inline constexpr std::size_t evidence_items_max = 50;
inline constexpr std::chrono::days review_blind_time{7};

// -- offerings --

/// The chain of talent work, in its order.
enum class chain_stage : std::uint8_t { training, introduction, use, service, incentive };

/// What is sold. Stage and licence of each stand in the table of category.cpp.
enum class service_category : std::uint8_t {
    skills_training,
    management_training,
    continuing_education,
    degree_programme,
    headhunting,
    mass_recruitment,
    campus_recruitment,
    overseas_recruitment,
    job_fair,
    labour_dispatch,
    hr_outsourcing,
    payroll,
    hr_consulting,
    talent_assessment,
    tech_transfer,
    patent_service,
    relocation,
    visa_service,
    talent_housing,
    family_service,
    policy_application,
    incubation,
    investment_matching,
    equity_incentive_planning,
    award_application,
};

enum class offering_state : std::uint8_t { draft, published, suspended, withdrawn };

enum class price_model : std::uint8_t {
    fixed,             // price, times quantity
    per_head,          // price for each person
    percent_of_salary, // basis points of each person's salary
    quote,             // the seller names the total for each order, and the buyer confirms it
};

struct offering {
    uuid id;
    std::string number; // OF-330100-2026-000123
    std::int64_t version = 0;
    uuid organisation_id; // the seller
    offering_state state = offering_state::draft;
    std::string state_reason;
    instant created_at;
    instant updated_at;
    std::optional<instant> published_at;

    std::string title;
    std::string description;
    offerings::chain_stage chain_stage = offerings::chain_stage::training; // the category's
    service_category category = service_category::skills_training;
    std::vector<std::string> regions; // where it is served; a code stands for its subtree
    offerings::price_model price_model = offerings::price_model::fixed;
    std::optional<money> price;                       // fixed, per_head
    std::optional<std::int64_t> percent_basis_points; // percent_of_salary
    std::optional<std::int64_t> response_hours;
    std::optional<std::int64_t> delivery_days; // working days
    std::string terms;
    std::string licence_number; // of the qualification that its publication stood on
};

// -- orders --

enum class order_state : std::uint8_t {
    placed,
    accepted,
    declined,
    delivered,
    accepted_by_buyer,
    disputed,
    closed,
};

enum class order_side : std::uint8_t { buyer, seller };

/// Title, category, price and terms are the offering's at placing, whatever becomes of it later.
struct order {
    uuid id;
    std::string number; // OD-330100-2026-000123
    std::int64_t version = 0;
    uuid offering_id;
    std::int64_t offering_version = 0; // what the buyer has read, and what is frozen here
    uuid buyer_id;
    uuid seller_id;
    order_state state = order_state::placed;

    std::string title;
    service_category category = service_category::skills_training;
    offerings::price_model price_model = offerings::price_model::fixed;
    std::optional<money> price;
    std::optional<std::int64_t> percent_basis_points;
    std::int64_t response_hours = 0;
    std::int64_t delivery_days = 0; // working days
    std::string terms;
    std::string licence_number; // of the qualification that the acceptance stood on

    std::int64_t quantity = 1;
    std::optional<money>
        salary_base; // percent_of_salary: what the percentage is taken of, per head
    std::optional<money> price_total; // quote: nothing until the seller has named it
    std::string note;
    std::string delivery_note;
    std::vector<std::string> evidence; // SHA-256 of what was handed over
    std::string decline_reason;
    std::optional<order_side> declined_by;
    std::string dispute_reason;

    std::optional<calendar::deadline> response_deadline; // from placing
    std::optional<calendar::deadline> delivery_deadline; // from acceptance

    instant placed_at;
    instant updated_at;
    std::optional<instant> quoted_at;
    std::optional<instant> accepted_at;
    std::optional<instant> declined_at;
    std::optional<instant> delivered_at;
    std::optional<instant> accepted_by_buyer_at;
    std::optional<instant> disputed_at;
    std::optional<instant> closed_at;
};

// -- reviews --

struct review {
    uuid id;
    uuid order_id;
    uuid author_id;
    uuid subject_id;
    order_side side = order_side::buyer; // the author's
    std::int64_t rating = 0;             // 1 to 5
    std::string text;
    instant written_at;
    bool published = false; // derived from the clock when read
};

struct rating_summary {
    std::int64_t count = 0;
    std::optional<std::int64_t> average_hundredths; // 433 is 4.33; nothing without reviews
};

// -- requests of their own --

/// Why an offering is suspended, an order declined, a delivery disputed.
struct given_reason {
    std::string reason;
};
/// The seller's yes; for `quote` orders the quote.
struct acceptance {
    std::optional<money> price_total;
};
struct delivery {
    std::string delivery_note;
    std::vector<std::string> evidence;
};

// -- rules of offerings (model.cpp) --

enum class offering_command : std::uint8_t { publish, withdraw, suspend, reinstate };

/// The state after a command, or wrong_state.
result<offering_state> next_state(offering_state from, offering_command command);

/// What must hold whatever the state: a region, none twice, and no price that the price model does
/// not know. invalid_fields with every error.
result<void> check_consistency(offering const& one);

/// What a buyer has to know before ordering: description, terms, service level, and the price as
/// its model has it. publication_refused with one error per missing thing.
result<void> check_publication(offering const& one);

/// Whether one of the regions served is the region or above it.
bool serves(offering const& one, std::string_view region);

// -- rules of orders (order_rules.cpp) --

enum class order_command : std::uint8_t {
    quote, // names the total; binds nobody yet
    accept,
    confirm, // the buyer's yes to the quote
    decline,
    withdraw, // the buyer steps back before anything is binding
    deliver,
    accept_delivery,
    dispute,
    close,
    // Of orders behind a work package, which they follow; no route gives them.
    deliver_again,
    claim,   // the seller's, where the inspection's term passed in silence
    release, // the buyer's, where the package goes to another or to nobody
};

/// The state after a command of that side; forbidden where it is the other side's, wrong_state
/// where it is nobody's.
result<order_state> next_state(order_state from, order_command command, order_side who,
                               price_model pricing);

/// Which party the organisation is; nothing for others.
std::optional<order_side> side_of(order const& one, uuid const& organisation);

/// The order as placed: the buyer's wishes with the offering's terms frozen in.
result<order> freeze(order wanted, offering const& offered);

/// quantity × price, or quantity × salary_base × percentage, rounded once, half up; nothing for
/// `quote`. invalid_fields where the salary is missing or out of place, or the total is too large.
result<std::optional<money>> price_total_of(order const& one);

/// Takes over the seller's total: needed for `quote`, refused otherwise, where it is reckoned.
result<void> take_over(acceptance const& answer, order& one);

calendar::deadline response_deadline_of(order const& one, calendar::working_days const& days,
                                        std::int64_t divisor = calendar::divisor_none);
/// accepted_at must be set.
calendar::deadline delivery_deadline_of(order const& one, calendar::working_days const& days,
                                        std::int64_t divisor = calendar::divisor_none);

// -- rules of reviews (review_rules.cpp) --

/// Blind: open when the other side has written too, or seven days after it was written.
bool is_published(review const& one, bool other_side_wrote, instant now);

/// The reviews of one order that the viewer may see, `published` set: one's own and the open ones.
std::vector<review> shown_to(uuid const& viewer, std::span<review const> of_order, instant now);

/// Whether this side may write now: a finished order, once, and not after the other side's review
/// is open, since it would no longer be blind.
result<void> check_review(order_state state, order_side side, std::span<review const> of_order,
                          instant now);

/// Rounded half up.
rating_summary summarise(std::int64_t ratings_sum, std::int64_t count);

} // namespace talent::offerings

namespace talent::json {
TALENT_ENUMERATION(offerings::chain_stage);
TALENT_ENUMERATION(offerings::service_category);
TALENT_ENUMERATION(offerings::offering_state);
TALENT_ENUMERATION(offerings::price_model);
TALENT_ENUMERATION(offerings::order_state);
TALENT_ENUMERATION(offerings::order_side);
TALENT_DESCRIBED(offerings::offering);
TALENT_DESCRIBED(offerings::order);
TALENT_DESCRIBED(offerings::review);
TALENT_DESCRIBED(offerings::given_reason);
TALENT_DESCRIBED(offerings::acceptance);
TALENT_DESCRIBED(offerings::delivery);
} // namespace talent::json
