#include "services/identity/model.hpp"

#include <algorithm>

namespace talent::identity {
namespace {

struct transition {
    organisation_status from;
    organisation_command command;
    organisation_status to;
};

using enum organisation_status;

constexpr transition transitions[] = {
    {registered, organisation_command::submit, submitted},
    {rejected, organisation_command::submit, submitted},
    {submitted, organisation_command::verify, verified},
    {submitted, organisation_command::reject, rejected},
    {verified, organisation_command::suspend, suspended},
    {suspended, organisation_command::reinstate, verified},
    {verified, organisation_command::amend, submitted},
};

problem one_field(std::string pointer, std::string code, std::string detail) {
    return refuse_field(std::move(pointer), std::move(code), std::move(detail));
}

} // namespace

result<organisation_status> next_status(organisation_status from, organisation_command command) {
    for (auto const& step : transitions) {
        if (step.from == from && step.command == command) return step.to;
    }
    return refuse(error_code::wrong_state,
                  "The organisation is " + std::string(json::name_of(from)) + ".");
}

security::audience audience_of(organisation_kind kind) {
    switch (kind) {
        case organisation_kind::enterprise:
            return security::audience::enterprise;
        case organisation_kind::agency:
            return security::audience::agency;
        case organisation_kind::government_office:
            return security::audience::government_office;
        case organisation_kind::operator_group:
            return security::audience::operator_group;
    }
    return security::audience::anonymous;
}

organisation_profile profile_of(organisation const& one) {
    return {.id = one.id,
            .number = one.number,
            .version = one.version,
            .kind = one.kind,
            .status = one.status,
            .name = one.name,
            .credit_code = one.credit_code,
            .region = one.region,
            .test = one.test,
            .capabilities = one.capabilities,
            .supervises_procurement = one.supervises_procurement};
}

bool touches_verified_facts(organisation const& before, organisation const& after) {
    return after.name != before.name || after.region != before.region ||
           after.legal_representative != before.legal_representative ||
           after.capabilities != before.capabilities || after.bank_account != before.bank_account;
}

bool is_valid_on(qualification const& one, date day) {
    return one.status == qualification_status::verified && one.valid_from <= day &&
           day <= one.valid_until;
}

result<void> check_consistency(organisation const& one) {
    bool const agency = one.kind == organisation_kind::agency;
    if (agency && one.capabilities.empty()) {
        return one_field("/capabilities", "required", "an agency names what it does");
    }
    if (!agency && !one.capabilities.empty()) {
        return one_field("/capabilities", "not_an_agency", "only an agency has capabilities");
    }
    return success();
}

result<void> check_consistency(qualification const& one) {
    if (one.valid_until < one.valid_from) {
        return one_field("/valid_until", "out_of_order", "must not be before valid_from");
    }
    return success();
}

namespace {

// A key whose scopes its maker lacks would be a way round the maker's own; so would one without
// scopes that a narrowed key makes.
result<void> check_scopes(api_key const& wanted, security::principal const& maker) {
    bool const narrowed = maker.scopes != security::permission_set::everything();
    if (narrowed && wanted.scopes.empty()) {
        return one_field("/scopes", "required", "a key with scopes makes only keys with scopes");
    }
    problem fault{.code = error_code::invalid_fields, .detail = {}, .errors = {}};
    for (std::size_t i = 0; i < wanted.scopes.size(); ++i) {
        if (security::allowed(wanted.scopes[i], maker)) continue;
        fault.errors.push_back({"/scopes/" + std::to_string(i), "not_allowed",
                                "who makes the key does not have this permission"});
    }
    if (!fault.errors.empty()) return fault;
    return success();
}

} // namespace

result<void> check_key(api_key const& wanted, security::principal const& maker) {
    using security::audience;
    if (wanted.roles.empty()) return one_field("/roles", "required", "a key has at least one role");
    for (auto const role : wanted.roles) {
        if (!maker.has(role) && !maker.has(security::role::administrator)) {
            return refuse(error_code::forbidden, "A key may not do more than who makes it.");
        }
    }
    TRY(check_scopes(wanted, maker));
    bool const own = wanted.audience == audience::anonymous || wanted.audience == maker.audience;
    bool const supervisor =
        wanted.audience == audience::supervisor && maker.audience == audience::operator_group;
    bool const talent_key =
        wanted.audience == audience::talent && maker.audience == audience::agency;
    if (!own && !supervisor && !talent_key) {
        return one_field("/audience", "not_allowed",
                         "this organisation cannot make keys for that audience");
    }
    bool const manages_only = wanted.roles == std::vector{security::role::manager};
    if (talent_key && !manages_only)
        return one_field("/roles", "not_allowed", "a talent's key has the role manager only");
    if (talent_key != wanted.subject_id.has_value()) {
        return one_field("/subject_id", "required",
                         "a talent's key names the talent's supply listing, others none");
    }
    return success();
}

} // namespace talent::identity
