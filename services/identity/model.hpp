// Who takes part: organisations, their qualifications, members, sessions and API keys; and the
// rules of their states. Pure: no I/O, no clock of its own. Values; any thread.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "common/base/clock.hpp"
#include "common/base/result.hpp"
#include "common/base/uuid.hpp"
#include "common/json/fields.hpp"
#include "common/security/principal.hpp"

namespace talent::identity {

enum class organisation_kind : std::uint8_t {
    enterprise,
    agency,
    government_office,
    operator_group
};
enum class organisation_status : std::uint8_t {
    registered,
    submitted,
    verified,
    rejected,
    suspended
};
enum class capability : std::uint8_t {
    hr_company,
    headhunter,
    labour_dispatch,
    training,
    ip_agency,
    consulting,
    university,
    research_institute,
    investment
};

struct organisation {
    uuid id;
    std::string number; // O-330100-2026-000123
    std::int64_t version = 0;
    organisation_kind kind = organisation_kind::enterprise;
    organisation_status status = organisation_status::registered;
    std::vector<std::string> status_reasons;
    std::string name;
    std::string credit_code; // GB 32100
    std::string region;      // home region
    bool test = false;       // kept apart from all others, with keys tp_test_ and quick clocks
    std::vector<capability> capabilities;
    std::string legal_representative; // in plain form only once the vault has unsealed it
    std::string phone;                // the same
    std::string sealed;               // both, as they are kept
    std::string representative_index; // for finding conflicts of interest without the plain values
    std::string phone_index;
    std::string address;
    std::string bank_account;
    instant created_at;
    instant updated_at;
    std::optional<instant> verified_at;
    bool supervises_procurement = false; // decides complaints and exclusions in its region
};

/// What everybody may know of an organisation.
struct organisation_profile {
    uuid id;
    std::string number;
    std::int64_t version = 0;
    organisation_kind kind = organisation_kind::enterprise;
    organisation_status status = organisation_status::registered;
    std::string name;
    std::string credit_code;
    std::string region;
    bool test = false;
    std::vector<capability> capabilities;
    bool supervises_procurement = false;
};

enum class qualification_kind : std::uint8_t {
    human_resources_service_licence,
    labour_dispatch_licence,
    training_permit,
    patent_agency_licence,
    university_charter,
    investment_registration,
    other
};
enum class qualification_status : std::uint8_t { declared, verified, rejected };

struct qualification {
    uuid id;
    std::int64_t version = 0;
    uuid organisation_id;
    qualification_kind kind = qualification_kind::other;
    std::string number;
    std::string issued_by;
    date valid_from;
    date valid_until; // the last day on which it holds
    qualification_status status = qualification_status::declared;
    instant created_at;
    instant updated_at;
};

enum class member_status : std::uint8_t { active, disabled };

struct member {
    uuid id;
    std::int64_t version = 0;
    uuid organisation_id;
    std::string name;   // in plain form only once the vault has unsealed it
    std::string email;  // the same; normalised: the login name, unique on the platform
    std::string sealed; // both, as they are kept
    std::optional<std::string> email_index; // what a login is found by; none after the erasure
    std::vector<security::role> roles;
    member_status status = member_status::active;
    std::optional<instant> erased_at;
    std::string password;      // write only, never stored
    std::string password_hash; // argon2id
    instant created_at;
    instant updated_at;
};

struct session {
    uuid id;
    std::int64_t version = 0;
    uuid member_id;
    uuid organisation_id;
    std::string token_sha256;
    std::string csrf_sha256;
    instant created_at;
    instant expires_at;
    std::optional<instant> ended_at;
    bool current = false;                // reckoned: the one that asks
    std::optional<instant> last_used_at; // reckoned: as far as this process has seen
};

struct api_key {
    uuid id;
    std::int64_t version = 0;
    uuid organisation_id;
    std::string name;
    bool test = false;
    security::audience audience =
        security::audience::anonymous; // anonymous: the organisation's own
    std::vector<security::role> roles;
    std::vector<security::permission> scopes; // narrow what the roles allow; none: everything
    std::optional<uuid> subject_id;           // audience talent: the talent's supply listing
    std::string token_sha256;
    instant created_at;
    instant updated_at;
    std::optional<instant> expires_at;
    std::optional<instant> revoked_at;
};

// -- requests and answers of their own --

struct administrator_details {
    std::string name;
    std::string email;
    std::string password;
};
struct registration {
    identity::organisation organisation;
    administrator_details administrator;
};
struct reasons {
    std::vector<std::string> list;
};
struct login {
    std::string email;
    std::string password;
};
/// The answer to a login; the session token itself travels in the cookie.
struct login_answer {
    uuid session_id;
    uuid member_id;
    uuid organisation_id;
    security::audience audience = security::audience::anonymous;
    std::string csrf_token;
    instant expires_at;
};
/// The one answer that shows a key's secret.
struct issued_api_key {
    api_key key;
    std::string secret;
};
/// Whom a credential speaks for.
struct identity_answer {
    security::audience audience = security::audience::anonymous;
    std::vector<security::role> roles;
    std::vector<security::permission> scopes;
    std::optional<uuid> member_id;
    organisation_profile organisation;
};
/// One's own password, changed by whoever knows the one it replaces.
struct password_change {
    std::string current_password;
    std::string new_password;
};

// -- rules --

enum class organisation_command : std::uint8_t {
    submit,
    verify,
    reject,
    suspend,
    reinstate,
    amend, // a verified organisation changed what had been verified
};

/// registered → submitted → verified | rejected; rejected → submitted; verified ⇄ suspended; and
/// verified → submitted by an amendment.
result<organisation_status> next_status(organisation_status from, organisation_command command);

/// The audience that an organisation of this kind speaks as.
security::audience audience_of(organisation_kind kind);

organisation_profile profile_of(organisation const& one);

/// Checked by an operator, and valid on this day. What is only declared licenses nothing.
bool is_valid_on(qualification const& one, date day);

/// Whether a change touches what a verification stands on: name, region, legal representative,
/// capabilities, bank account.
bool touches_verified_facts(organisation const& before, organisation const& after);

/// Agencies have at least one capability, others none; wording of the fields together.
result<void> check_consistency(organisation const& one);
result<void> check_consistency(qualification const& one);

/// A key may not do more than who makes it, by its roles and by its scopes; only operators make
/// supervisors' keys, only agencies make talents'.
result<void> check_key(api_key const& wanted, security::principal const& maker);

} // namespace talent::identity

namespace talent::json {
TALENT_ENUMERATION(identity::organisation_kind);
TALENT_ENUMERATION(identity::organisation_status);
TALENT_ENUMERATION(identity::capability);
TALENT_ENUMERATION(identity::qualification_kind);
TALENT_ENUMERATION(identity::qualification_status);
TALENT_ENUMERATION(identity::member_status);
TALENT_ENUMERATION(security::role);
TALENT_ENUMERATION(security::audience);
TALENT_ENUMERATION(security::permission);
TALENT_DESCRIBED(identity::organisation);
TALENT_DESCRIBED(identity::organisation_profile);
TALENT_DESCRIBED(identity::qualification);
TALENT_DESCRIBED(identity::member);
TALENT_DESCRIBED(identity::session);
TALENT_DESCRIBED(identity::api_key);
TALENT_DESCRIBED(identity::administrator_details);
TALENT_DESCRIBED(identity::registration);
TALENT_DESCRIBED(identity::reasons);
TALENT_DESCRIBED(identity::login);
TALENT_DESCRIBED(identity::login_answer);
TALENT_DESCRIBED(identity::issued_api_key);
TALENT_DESCRIBED(identity::identity_answer);
TALENT_DESCRIBED(identity::password_change);
} // namespace talent::json
