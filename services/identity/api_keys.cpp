// API keys: made, rotated, revoked.
#include "common/journal/change.hpp"
#include "common/security/token.hpp"
#include "services/identity/service.hpp"
#include "services/identity/store.hpp"

namespace talent::identity {
namespace {

using journal::unit_of_work;
using security::audience;

journal::change api_key_change(std::string region, std::string_view happened) {
    return {.table = store::api_keys_table,
            .object_type = "api_key",
            .happened = happened,
            .visible = journal::visibility::closed,
            .region = std::move(region)};
}

// How far ahead an end lies that is named: the platform's own figure, against a mistyped century.
constexpr std::chrono::days key_time_max{3'653};

bool is_own(security::principal const& actor, uuid const& organisation_id) {
    return actor.organisation == organisation_id;
}

} // namespace

result<issued_api_key> identity_service::make_api_key(unit_of_work& unit, api_key wanted) const {
    TRY(check_key(wanted, unit.actor()));
    if (wanted.expires_at && *wanted.expires_at <= unit.now()) {
        return refuse_field("/expires_at", "in_the_past", "must be in the future");
    }
    if (wanted.expires_at && *wanted.expires_at > unit.now() + key_time_max) {
        return refuse_field("/expires_at", "out_of_range",
                            "is ten years ahead at most; a key without it does not end by itself");
    }
    wanted.test = unit.actor().test;
    auto const token =
        security::make_api_key(wanted.test ? security::key_mode::test : security::key_mode::live);
    wanted.id = make_uuid(unit.now());
    wanted.organisation_id = unit.actor().organisation;
    if (wanted.audience == audience::anonymous) wanted.audience = unit.actor().audience;
    wanted.token_sha256 = token.sha256;
    journal::create(unit, wanted, api_key_change(unit.actor().region, "made"));
    return issued_api_key{wanted, token.secret};
}

result<issued_api_key> identity_service::rotate_api_key(unit_of_work& unit, uuid const& id,
                                                        std::int64_t expected_version) const {
    auto const found = store::find_api_key(unit.sql(), id);
    if (!found || !is_own(unit.actor(), found->organisation_id))
        return refuse(error_code::not_found);
    TRY(journal::check_version(found->version, expected_version));
    if (found->revoked_at) return refuse(error_code::wrong_state, "The key was revoked.");
    // Whoever rotates a key holds its secret, so it must not be able to do more than they.
    if (!unit.actor().scopes.includes(security::permission_set::of_scopes(found->scopes)))
        return refuse(error_code::forbidden, "The key may do more than who rotates it.");
    auto const token =
        security::make_api_key(found->test ? security::key_mode::test : security::key_mode::live);
    auto changed = *found;
    changed.token_sha256 = token.sha256;
    TRY(journal::save(unit, *found, changed, api_key_change(unit.actor().region, "rotated")));
    return issued_api_key{changed, token.secret};
}

result<api_key> identity_service::revoke_api_key(unit_of_work& unit, uuid const& id,
                                                 std::int64_t expected_version) const {
    auto const found = store::find_api_key(unit.sql(), id);
    if (!found || !is_own(unit.actor(), found->organisation_id))
        return refuse(error_code::not_found);
    TRY(journal::check_version(found->version, expected_version));
    if (found->revoked_at) return refuse(error_code::wrong_state, "The key was revoked already.");
    auto changed = *found;
    changed.revoked_at = unit.now();
    TRY(journal::save(unit, *found, changed, api_key_change(unit.actor().region, "revoked")));
    return changed;
}

} // namespace talent::identity
