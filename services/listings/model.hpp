// Listings: talent demand and talent supply, their fields, states and rules. Pure: no I/O, no clock
// of its own. Values; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/base/clock.hpp"
#include "common/base/money.hpp"
#include "common/base/result.hpp"
#include "common/base/uuid.hpp"
#include "common/json/fields.hpp"

namespace talent::listings {

enum class listing_state : std::uint8_t { draft, published, suspended, closed, filled, withdrawn };

/// Ordered from low to high, so that "at least" is a comparison.
enum class education : std::uint8_t {
    none,
    junior_secondary,
    senior_secondary,
    vocational,
    college,
    bachelor,
    master,
    doctorate
};

enum class employment_type : std::uint8_t { full_time, part_time, internship, project, dispatch };

/// Where a listing is shown: everywhere, or only to searches within its own region's subtree.
enum class listing_scope : std::uint8_t { everywhere, own_region };

/// What an employer seeks. Pay is per month, before tax.
struct demand {
    uuid id;
    std::string number; // D-330100-2026-000123
    std::int64_t version = 0;
    uuid organisation_id;
    listing_state state = listing_state::draft;
    bool expired = false; // derived from the clock when read
    std::string state_reason;
    instant created_at;
    instant updated_at;
    std::optional<instant> published_at;
    std::optional<instant> expires_at;

    std::string title;
    std::string occupation;
    std::string industry;
    std::string region;
    std::string place;
    std::string employer_name;  // the employer an agency publishes for; else the organisation's own
    std::string source;         // an agency's notice: on whose commission
    std::string licence_number; // an agency's notice: its licence, from its qualifications
    std::optional<std::int64_t> headcount;
    std::string work_content;
    std::string conditions;
    education education_min = education::none;
    std::int64_t experience_years_min = 0;
    std::vector<std::string> skills_required;
    std::vector<std::string> skills_preferred;
    std::optional<money> pay_min;
    std::optional<money> pay_max;
    employment_type employment = employment_type::full_time;
    listing_scope scope = listing_scope::everywhere;
    bool urgent = false;
};

/// What a talent offers, without identity: name and contact are in the personal record.
struct supply {
    uuid id;
    std::string number; // S-330100-2026-000123
    std::int64_t version = 0;
    uuid organisation_id;
    listing_state state = listing_state::draft;
    bool expired = false;
    std::string state_reason;
    instant created_at;
    instant updated_at;
    std::optional<instant> published_at;
    std::optional<instant> expires_at;

    std::string title;
    std::string occupation;
    std::string industry;
    std::string summary;
    listings::education education = listings::education::none;
    std::int64_t experience_years = 0;
    std::vector<std::string> skills;
    std::vector<std::string> regions; // where the talent would work; a code stands for its subtree
    std::optional<money> pay_min;     // the least accepted, per month
    std::optional<money> pay_max;     // what is hoped for, per month
    std::optional<date> available_from;
    std::vector<employment_type> employments;
    listing_scope scope = listing_scope::everywhere;
    bool personalised_ranking = true; // false: ordered without scoring the person (PIPL art. 24)
    bool education_verified = false;
    bool experience_verified = false;
    std::vector<std::string> skills_verified;
};

/// Name and contact of a supply's talent. Never stored in plain form, never in the journal.
struct personal_record {
    std::string name;
    std::string phone;
    std::string email;
};

enum class consent_purpose : std::uint8_t { recruitment, service_introduction, policy_advice };

struct consent {
    uuid id;
    std::int64_t version = 0;
    uuid supply_id;
    consent_purpose purpose = consent_purpose::recruitment;
    std::string text_version; // which wording was consented to
    std::string evidence;     // where the signed or recorded consent is kept
    instant given_at;
    std::optional<instant> withdrawn_at;
};

/// How a personal record was looked at: by another organisation with consent, by its keepers (the
/// agency and the talent), or as part of the export of everything.
enum class access_kind : std::uint8_t { revealed, read, exported };

/// One look at a personal record: by whom, for what.
struct reveal {
    uuid id;
    uuid supply_id;
    uuid organisation_id;
    uuid member_id;
    uuid credential_id;
    access_kind kind = access_kind::revealed;
    std::optional<consent_purpose> purpose; // of a reveal
    std::string note;
    instant revealed_at;
};

// -- requests and answers of their own --

struct revealed_record {
    listings::reveal reveal;
    personal_record personal;
};
/// The record with the version that a change of it names.
struct kept_personal_record {
    std::int64_t version = 0;
    personal_record record;
};
struct moderation {
    std::string reason;
};
/// The words that send a notice to moderation; one list for the platform, the operator's to keep.
struct moderation_list {
    uuid id;
    std::int64_t version = 0;
    std::vector<std::string> words;
};
struct verified_facts {
    bool education = false;
    bool experience = false;
    std::vector<std::string> skills;
};

// -- rules --

/// `suspend` is a moderator's decision, `moderate` the platform's own where a word list matched.
enum class listing_command : std::uint8_t {
    publish,
    withdraw,
    close,
    fill,
    suspend,
    reinstate,
    moderate
};

/// The state after a command, or wrong_state.
result<listing_state> next_state(listing_state from, listing_command command);

/// `expired` is never stored: published and past its date.
bool is_expired(listing_state state, std::optional<instant> expires_at, instant now);

/// A fact that was changed is no longer the one whose proof was seen.
void drop_outdated_proofs(supply const& before, supply& after);
inline void drop_outdated_proofs(demand const&, demand&) {}

/// Whether the fields may be edited in this state.
bool is_editable(listing_state state);

/// What the interim regulation on the human-resources market (2018), art. 24, requires of a job
/// notice: the employer, headcount, conditions, work content, place and basic pay; and an expiry
/// date in the future. publication_refused with one error per missing thing.
result<void> check_publication(demand const& notice, bool by_agency, instant now);
result<void> check_publication(supply const& notice, instant now);

/// Words that send a notice to moderation instead of publication (sex, age, origin, health …): the
/// ones found, also where they are spread out by signs and spaces. `word_list` is the operator's,
/// normalised.
std::vector<std::string> discriminatory_words(demand const& notice,
                                              std::vector<std::string> const& word_list);

/// The list a new installation starts with.
std::vector<std::string> const& default_discriminatory_words();

/// Whether a text shows a mobile number, a citizen's ID number or an e-mail address: listings are
/// public without identity, and ID numbers are never stored.
bool shows_personal_data(std::string_view text);

/// What must hold between fields whatever the state: pay_min ≤ pay_max, no skill twice.
result<void> check_consistency(demand const& notice);
result<void> check_consistency(supply const& notice);

} // namespace talent::listings

namespace talent::json {
TALENT_ENUMERATION(listings::listing_state);
TALENT_ENUMERATION(listings::education);
TALENT_ENUMERATION(listings::employment_type);
TALENT_ENUMERATION(listings::listing_scope);
TALENT_ENUMERATION(listings::consent_purpose);
TALENT_ENUMERATION(listings::access_kind);
TALENT_DESCRIBED(listings::demand);
TALENT_DESCRIBED(listings::supply);
TALENT_DESCRIBED(listings::personal_record);
TALENT_DESCRIBED(listings::consent);
TALENT_DESCRIBED(listings::reveal);
TALENT_DESCRIBED(listings::revealed_record);
TALENT_DESCRIBED(listings::moderation);
TALENT_DESCRIBED(listings::moderation_list);
TALENT_DESCRIBED(listings::verified_facts);
} // namespace talent::json
