// The field tables of identity's resources.
#include "services/identity/model.hpp"

#include <algorithm>
#include <array>

#include "common/security/password.hpp"
#include "common/vocabulary/credit_code.hpp"

namespace talent::json {
namespace {

using namespace identity;

constexpr text_rule credit_code_rule{
    &vocabulary::is_credit_code, "not_credit_code",
    "must be a unified social credit code (GB 32100) with its check digit"};

constexpr field_options supervises{
    .owner = owner::server,
    .about = "An office that decides complaints and exclusions in its region."};
constexpr field_options identifier{.owner = owner::server, .about = "The id, a UUIDv7."};
constexpr field_options version{.owner = owner::server,
                                .about = "Rises by one with each change; the ETag."};
constexpr field_options created{.owner = owner::server, .about = "When it was made."};
constexpr field_options updated{.owner = owner::server, .about = "When it last changed."};

} // namespace

std::span<std::string_view const> enumeration<organisation_kind>::names() {
    static constexpr std::string_view list[] = {"enterprise", "agency", "government_office",
                                                "operator"};
    return list;
}
std::span<std::string_view const> enumeration<organisation_status>::names() {
    static constexpr std::string_view list[] = {"registered", "submitted", "verified", "rejected",
                                                "suspended"};
    return list;
}
std::span<std::string_view const> enumeration<capability>::names() {
    static constexpr std::string_view list[] = {
        "hr_company", "headhunter", "labour_dispatch",    "training",  "ip_agency",
        "consulting", "university", "research_institute", "investment"};
    return list;
}
std::span<std::string_view const> enumeration<qualification_kind>::names() {
    static constexpr std::string_view list[] = {"human_resources_service_licence",
                                                "labour_dispatch_licence",
                                                "training_permit",
                                                "patent_agency_licence",
                                                "university_charter",
                                                "investment_registration",
                                                "other"};
    return list;
}
std::span<std::string_view const> enumeration<qualification_status>::names() {
    static constexpr std::string_view list[] = {"declared", "verified", "rejected"};
    return list;
}
std::span<std::string_view const> enumeration<member_status>::names() {
    static constexpr std::string_view list[] = {"active", "disabled"};
    return list;
}
std::span<std::string_view const> enumeration<security::role>::names() {
    static constexpr std::string_view list[] = {"administrator", "manager", "finance", "reader"};
    return list;
}
std::span<std::string_view const> enumeration<security::audience>::names() {
    static constexpr std::string_view list[] = {
        "anonymous", "enterprise", "agency", "government_office",
        "operator",  "supervisor", "talent"};
    return list;
}

std::span<std::string_view const> enumeration<security::permission>::names() {
    static auto const list = [] {
        std::array<std::string_view, security::permission_count> names;
        std::ranges::transform(security::all_permissions(), names.begin(),
                               &security::permission_definition::name);
        return names;
    }();
    return list;
}

object_definition const& described<organisation>::table() {
    static constexpr field_definition fields[] = {
        field<&organisation::id>("id", identifier),
        field<&organisation::number>(
            "number",
            {.owner = owner::server, .about = "A number people can say, O-330100-2026-000123."}),
        field<&organisation::version>("version", version),
        field<&organisation::kind>(
            "kind",
            {.owner = owner::client_once, .required = true, .about = "Its place in the market."}),
        field<&organisation::status>(
            "status", {.owner = owner::server,
                       .about = "Only a verified organisation publishes, bids or orders."}),
        field<&organisation::status_reasons>(
            "status_reasons",
            {.owner = owner::server, .about = "Why it was rejected or suspended."}),
        field<&organisation::name>("name", {.required = true,
                                            .length_min = 2,
                                            .length_max = 120,
                                            .about = "The registered name."}),
        field<&organisation::credit_code>("credit_code", {.owner = owner::client_once,
                                                          .required = true,
                                                          .rule = &credit_code_rule,
                                                          .about = "Unified social credit code."}),
        field<&organisation::region>(
            "region",
            {.required = true, .codes = code_list::region, .about = "Home region, GB/T 2260."}),
        field<&organisation::test>(
            "test", {.owner = owner::client_once,
                     .about = "A test organisation: its keys begin with tp_test_, its periods are "
                              "divided, and it deals with test organisations only."}),
        field<&organisation::capabilities>("capabilities",
                                           {.items_max = 9, .about = "What an agency does."}),
        field<&organisation::legal_representative>(
            "legal_representative", {.exposure = exposure::sealed,
                                     .required = true,
                                     .personal = true,
                                     .length_min = 2,
                                     .length_max = 60,
                                     .about = "Name of the legal representative, as registered."}),
        field<&organisation::phone>("phone", {.exposure = exposure::sealed,
                                              .required = true,
                                              .personal = true,
                                              .length_min = 5,
                                              .length_max = 40,
                                              .format = text_format::phone,
                                              .about = "Business telephone."}),
        field<&organisation::sealed>("sealed", {.owner = owner::server,
                                                .exposure = exposure::hidden,
                                                .personal = true,
                                                .about = "Representative and telephone, sealed."}),
        field<&organisation::representative_index>(
            "representative_index", {.owner = owner::server,
                                     .exposure = exposure::hidden,
                                     .personal = true,
                                     .about = "Keyed hash of the representative's name."}),
        field<&organisation::phone_index>("phone_index", {.owner = owner::server,
                                                          .exposure = exposure::hidden,
                                                          .personal = true,
                                                          .about = "Keyed hash of the telephone."}),
        field<&organisation::address>(
            "address", {.required = true, .length_min = 2, .about = "Registered address."}),
        field<&organisation::bank_account>(
            "bank_account",
            {.length_max = 40,
             .about = "Account for payments; seen by the organisation and its operator only."}),
        field<&organisation::created_at>("created_at", created),
        field<&organisation::updated_at>("updated_at", updated),
        field<&organisation::verified_at>(
            "verified_at", {.owner = owner::server, .about = "When the operator verified it."}),
        field<&organisation::supervises_procurement>("supervises_procurement", supervises),
    };
    static constexpr object_definition table{
        "organisation", "An organisation that takes part in the market.", fields};
    return table;
}

object_definition const& described<organisation_profile>::table() {
    static constexpr field_definition fields[] = {
        field<&organisation_profile::id>("id", identifier),
        field<&organisation_profile::number>("number",
                                             {.owner = owner::server, .about = "Spoken number."}),
        field<&organisation_profile::version>("version", version),
        field<&organisation_profile::kind>(
            "kind", {.owner = owner::server, .about = "Its place in the market."}),
        field<&organisation_profile::status>("status",
                                             {.owner = owner::server, .about = "Verified or not."}),
        field<&organisation_profile::name>(
            "name", {.owner = owner::server, .about = "The registered name."}),
        field<&organisation_profile::credit_code>(
            "credit_code", {.owner = owner::server, .about = "Unified social credit code."}),
        field<&organisation_profile::region>("region",
                                             {.owner = owner::server, .about = "Home region."}),
        field<&organisation_profile::test>(
            "test", {.owner = owner::server, .about = "A test organisation, kept apart."}),
        field<&organisation_profile::capabilities>(
            "capabilities", {.owner = owner::server, .about = "What an agency does."}),
        field<&organisation_profile::supervises_procurement>("supervises_procurement", supervises),
    };
    static constexpr object_definition table{"organisation_profile",
                                             "What everybody may know of an organisation.", fields};
    return table;
}

object_definition const& described<qualification>::table() {
    static constexpr field_definition fields[] = {
        field<&qualification::id>("id", identifier),
        field<&qualification::version>("version", version),
        field<&qualification::organisation_id>("organisation_id",
                                               {.owner = owner::server, .about = "Whose it is."}),
        field<&qualification::kind>(
            "kind", {.owner = owner::client_once, .required = true, .about = "What it licenses."}),
        field<&qualification::number>("number", {.required = true,
                                                 .length_min = 2,
                                                 .length_max = 60,
                                                 .about = "The licence's number."}),
        field<&qualification::issued_by>("issued_by", {.required = true,
                                                       .length_min = 2,
                                                       .length_max = 120,
                                                       .about = "The issuing authority."}),
        field<&qualification::valid_from>("valid_from", {.required = true, .about = "First day."}),
        field<&qualification::valid_until>(
            "valid_until", {.required = true, .about = "Last day on which it holds."}),
        field<&qualification::status>(
            "status", {.owner = owner::server,
                       .about = "Declared by the agency, or verified by the operator."}),
        field<&qualification::created_at>("created_at", created),
        field<&qualification::updated_at>("updated_at", updated),
    };
    static constexpr object_definition table{"qualification",
                                             "A licence or permit of an organisation.", fields};
    return table;
}

object_definition const& described<member>::table() {
    static constexpr field_definition fields[] = {
        field<&member::id>("id", identifier),
        field<&member::version>("version", version),
        field<&member::organisation_id>("organisation_id",
                                        {.owner = owner::server, .about = "Whose member."}),
        field<&member::name>("name", {.exposure = exposure::sealed,
                                      .required = true,
                                      .personal = true,
                                      .length_min = 1,
                                      .length_max = 60,
                                      .about = "The person's name."}),
        field<&member::email>("email", {.owner = owner::client_once,
                                        .exposure = exposure::sealed,
                                        .required = true,
                                        .personal = true,
                                        .length_min = 5,
                                        .length_max = 180,
                                        .format = text_format::email,
                                        .about = "The login name."}),
        field<&member::sealed>("sealed", {.owner = owner::server,
                                          .exposure = exposure::hidden,
                                          .personal = true,
                                          .about = "Name and e-mail address, sealed."}),
        field<&member::email_index>("email_index", {.owner = owner::server,
                                                    .exposure = exposure::secret,
                                                    .personal = true,
                                                    .about = "Keyed hash of the e-mail address."}),
        field<&member::roles>(
            "roles", {.required = true, .items_max = 4, .about = "What the member may do."}),
        field<&member::status>("status", {.about = "A disabled member cannot log in."}),
        field<&member::erased_at>(
            "erased_at", {.owner = owner::server,
                          .about = "When the person's data were erased: name and e-mail address "
                                   "are empty since, and the member stays disabled."}),
        field<&member::password>("password", {.exposure = exposure::write_only,
                                              .personal = true,
                                              .length_min = security::password_code_points_min,
                                              .length_max = security::password_code_points_max,
                                              .about = "At least twelve characters."}),
        field<&member::password_hash>("password_hash", {.owner = owner::server,
                                                        .exposure = exposure::secret,
                                                        .personal = true,
                                                        .about = "argon2id."}),
        field<&member::created_at>("created_at", created),
        field<&member::updated_at>("updated_at", updated),
    };
    static constexpr object_definition table{"member", "A person who acts for an organisation.",
                                             fields};
    return table;
}

object_definition const& described<session>::table() {
    static constexpr field_definition fields[] = {
        field<&session::id>("id", identifier),
        field<&session::version>("version", version),
        field<&session::member_id>("member_id",
                                   {.owner = owner::server, .about = "Who logged in."}),
        field<&session::organisation_id>(
            "organisation_id", {.owner = owner::server, .about = "For which organisation."}),
        field<&session::token_sha256>(
            "token_sha256",
            {.owner = owner::server, .exposure = exposure::hidden, .about = "Hash of the cookie."}),
        field<&session::csrf_sha256>("csrf_sha256", {.owner = owner::server,
                                                     .exposure = exposure::hidden,
                                                     .about = "Hash of the CSRF token."}),
        field<&session::created_at>("created_at", created),
        field<&session::expires_at>("expires_at",
                                    {.owner = owner::server, .about = "When it ends by itself."}),
        field<&session::ended_at>("ended_at",
                                  {.owner = owner::server, .about = "When it was ended."}),
        field<&session::current>("current", {.owner = owner::server,
                                             .exposure = exposure::derived,
                                             .about = "Whether it is the one that asks."}),
        field<&session::last_used_at>("last_used_at",
                                      {.owner = owner::server,
                                       .exposure = exposure::derived,
                                       .about = "Its last request that this process has seen."}),
    };
    static constexpr object_definition table{"session", "A login.", fields};
    return table;
}

object_definition const& described<api_key>::table() {
    static constexpr field_definition fields[] = {
        field<&api_key::id>("id", identifier),
        field<&api_key::version>("version", version),
        field<&api_key::organisation_id>("organisation_id",
                                         {.owner = owner::server, .about = "Whose key."}),
        field<&api_key::name>(
            "name",
            {.required = true, .length_min = 1, .length_max = 80, .about = "What it is used for."}),
        field<&api_key::test>("test", {.owner = owner::server,
                                       .about = "A tp_test_ key: that of a test organisation."}),
        field<&api_key::audience>("audience",
                                  {.owner = owner::client_once,
                                   .about = "Left out: the organisation's own. Operators may make "
                                            "supervisor keys, agencies talent keys."}),
        field<&api_key::roles>("roles", {.owner = owner::client_once,
                                         .required = true,
                                         .items_max = 4,
                                         .about = "What the key may do."}),
        field<&api_key::scopes>(
            "scopes",
            {.owner = owner::client_once,
             .items_max = security::permission_count,
             .about = "Permissions that narrow what the roles allow; left out: everything they "
                      "allow."}),
        field<&api_key::subject_id>(
            "subject_id",
            {.owner = owner::client_once, .about = "A talent key: the talent's supply listing."}),
        field<&api_key::token_sha256>(
            "token_sha256",
            {.owner = owner::server, .exposure = exposure::hidden, .about = "Hash of the secret."}),
        field<&api_key::created_at>("created_at", created),
        field<&api_key::updated_at>("updated_at", updated),
        field<&api_key::expires_at>("expires_at", {.about = "When it ends by itself."}),
        field<&api_key::revoked_at>("revoked_at",
                                    {.owner = owner::server, .about = "When it was revoked."}),
    };
    static constexpr object_definition table{"api_key", "A key for programs.", fields};
    return table;
}

object_definition const& described<administrator_details>::table() {
    static constexpr field_definition fields[] = {
        field<&administrator_details::name>("name", {.required = true,
                                                     .personal = true,
                                                     .length_min = 1,
                                                     .length_max = 60,
                                                     .about = "The person's name."}),
        field<&administrator_details::email>("email", {.required = true,
                                                       .personal = true,
                                                       .length_min = 5,
                                                       .length_max = 180,
                                                       .format = text_format::email,
                                                       .about = "The login name."}),
        field<&administrator_details::password>("password",
                                                {.exposure = exposure::write_only,
                                                 .required = true,
                                                 .personal = true,
                                                 .length_min = security::password_code_points_min,
                                                 .length_max = security::password_code_points_max,
                                                 .about = "At least twelve characters."}),
    };
    static constexpr object_definition table{"administrator_details",
                                             "The first administrator of an organisation.", fields};
    return table;
}

object_definition const& described<registration>::table() {
    static constexpr field_definition fields[] = {
        field<&registration::organisation>("organisation",
                                           {.required = true, .about = "The organisation."}),
        field<&registration::administrator>(
            "administrator", {.required = true, .about = "Its first administrator."}),
    };
    static constexpr object_definition table{
        "registration", "An organisation and its first administrator.", fields};
    return table;
}

object_definition const& described<reasons>::table() {
    static constexpr field_definition fields[] = {
        field<&reasons::list>(
            "reasons", {.required = true,
                        .length_min = 1,
                        .length_max = 500,
                        .items_max = 20,
                        .about = "Each reason as a sentence that the other side can act on."}),
    };
    static constexpr object_definition table{"reasons", "Why.", fields};
    return table;
}

object_definition const& described<login>::table() {
    static constexpr field_definition fields[] = {
        field<&login::email>("email", {.required = true,
                                       .personal = true,
                                       .length_min = 1,
                                       .length_max = 254,
                                       .about = "The login name."}),
        field<&login::password>("password", {.exposure = exposure::write_only,
                                             .required = true,
                                             .personal = true,
                                             .length_min = 1,
                                             .length_max = security::password_code_points_max,
                                             .about = "The password."}),
    };
    static constexpr object_definition table{"login", "A login.", fields};
    return table;
}

object_definition const& described<login_answer>::table() {
    static constexpr field_definition fields[] = {
        field<&login_answer::session_id>("session_id",
                                         {.owner = owner::server, .about = "The session."}),
        field<&login_answer::member_id>("member_id",
                                        {.owner = owner::server, .about = "Who logged in."}),
        field<&login_answer::organisation_id>(
            "organisation_id", {.owner = owner::server, .about = "For which organisation."}),
        field<&login_answer::audience>("audience", {.owner = owner::server, .about = "As whom."}),
        field<&login_answer::csrf_token>(
            "csrf_token",
            {.owner = owner::server, .about = "To send as X-CSRF-Token with every write."}),
        field<&login_answer::expires_at>(
            "expires_at", {.owner = owner::server, .about = "When the session ends by itself."}),
    };
    static constexpr object_definition table{"login_answer",
                                             "A session; its token is in the cookie.", fields};
    return table;
}

object_definition const& described<issued_api_key>::table() {
    static constexpr field_definition fields[] = {
        field<&issued_api_key::key>("api_key", {.owner = owner::server, .about = "The key."}),
        field<&issued_api_key::secret>(
            "secret", {.owner = owner::server,
                       .about = "Shown this once; send it as Authorization: Bearer."}),
    };
    static constexpr object_definition table{"issued_api_key", "A new key with its secret.",
                                             fields};
    return table;
}

object_definition const& described<identity_answer>::table() {
    static constexpr field_definition fields[] = {
        field<&identity_answer::audience>(
            "audience", {.owner = owner::server, .about = "As whom the credential speaks."}),
        field<&identity_answer::roles>("roles",
                                       {.owner = owner::server, .about = "What it may do."}),
        field<&identity_answer::scopes>("scopes",
                                        {.owner = owner::server,
                                         .items_max = security::permission_count,
                                         .about = "What narrows that; empty: nothing does."}),
        field<&identity_answer::member_id>(
            "member_id",
            {.owner = owner::server, .about = "The member, where a person is behind it."}),
        field<&identity_answer::organisation>(
            "organisation", {.owner = owner::server, .about = "For which organisation."}),
    };
    static constexpr object_definition table{"identity", "Whom a credential speaks for.", fields};
    return table;
}

object_definition const& described<password_change>::table() {
    static constexpr field_definition fields[] = {
        field<&password_change::current_password>(
            "current_password", {.exposure = exposure::write_only,
                                 .required = true,
                                 .personal = true,
                                 .length_min = 1,
                                 .length_max = security::password_code_points_max,
                                 .about = "The password that is to be replaced."}),
        field<&password_change::new_password>("new_password",
                                              {.exposure = exposure::write_only,
                                               .required = true,
                                               .personal = true,
                                               .length_min = security::password_code_points_min,
                                               .length_max = security::password_code_points_max,
                                               .about = "At least twelve characters, and not made "
                                                        "of common or own words."}),
    };
    static constexpr object_definition table{"password_change", "A new password of one's own.",
                                             fields};
    return table;
}

} // namespace talent::json
