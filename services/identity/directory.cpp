#include "services/identity/directory.hpp"

#include "common/db/record.hpp"
#include "common/security/token.hpp"
#include "services/identity/store.hpp"

namespace talent::identity {

struct directory::state {
    mutable std::shared_mutex mutex;
    std::unordered_map<uuid, organisation> organisations;
    std::unordered_map<uuid, member> members;
    std::unordered_map<std::string, uuid> members_by_email;
    std::unordered_map<uuid, std::vector<qualification>> qualifications; // by organisation
    std::unordered_map<std::string, session> sessions;                   // by token hash
    std::unordered_map<uuid, std::string> session_tokens;                // id → token hash
    std::unordered_map<std::string, api_key> keys;                       // by token hash
    std::unordered_map<uuid, std::string> key_tokens;                    // id → token hash

    void put(organisation one) { organisations.insert_or_assign(one.id, std::move(one)); }

    void put(member one) {
        members_by_email.insert_or_assign(one.email, one.id);
        members.insert_or_assign(one.id, std::move(one));
    }

    void put(qualification one) {
        auto& list = qualifications[one.organisation_id];
        std::erase_if(list, [&](qualification const& known) { return known.id == one.id; });
        list.push_back(std::move(one));
    }

    void put(session one) {
        if (one.ended_at) {
            sessions.erase(one.token_sha256);
            session_tokens.erase(one.id);
            return;
        }
        session_tokens.insert_or_assign(one.id, one.token_sha256);
        sessions.insert_or_assign(one.token_sha256, std::move(one));
    }

    // A rotated key keeps its id and gets another token: the old one must stop working at once.
    void put(api_key one) {
        if (auto const known = key_tokens.find(one.id); known != key_tokens.end())
            keys.erase(known->second);
        key_tokens.insert_or_assign(one.id, one.token_sha256);
        keys.insert_or_assign(one.token_sha256, std::move(one));
    }

    result<security::principal> principal_of(uuid const& organisation_id) const {
        auto const found = organisations.find(organisation_id);
        if (found == organisations.end()) return refuse(error_code::unauthenticated);
        auto const& owner = found->second;
        return security::principal{.audience = audience_of(owner.kind),
                                   .organisation = owner.id,
                                   .region = owner.region,
                                   .verified = owner.status == organisation_status::verified};
    }
};

directory::directory() : state_(std::make_unique<state>()) {}
directory::~directory() = default;

void directory::load(db::database& source, instant now) {
    std::unique_lock const lock(state_->mutex);
    auto const keep = [this](auto one) { state_->put(std::move(one)); };
    db::stream<organisation>(source, store::organisations_table, "ORDER BY id", keep);
    db::stream<member>(source, store::members_table, "ORDER BY id", keep);
    db::stream<qualification>(source, store::qualifications_table, "ORDER BY id", keep);
    db::stream<api_key>(source, store::api_keys_table, "ORDER BY id", keep);
    db::stream<session>(source, store::sessions_table,
                        "WHERE ended_at IS NULL AND expires_at > " +
                            std::to_string(to_milliseconds(now)) + " ORDER BY id",
                        keep);
}

void directory::apply(journal::entry const& one) {
    if (one.after.empty()) return;
    std::unique_lock const lock(state_->mutex);
    if (one.object_type == "organisation")
        state_->put(json::read_stored<organisation>(one.after));
    else if (one.object_type == "member")
        state_->put(json::read_stored<member>(one.after));
    else if (one.object_type == "qualification")
        state_->put(json::read_stored<qualification>(one.after));
    else if (one.object_type == "session")
        state_->put(json::read_stored<session>(one.after));
    else if (one.object_type == "api_key")
        state_->put(json::read_stored<api_key>(one.after));
}

result<security::principal> directory::authenticate_key(std::string_view secret,
                                                        instant now) const {
    if (!security::is_well_formed_api_key(secret))
        return refuse(error_code::unauthenticated, "this is no API key");
    std::string const hash = security::sha256_hex(secret);
    std::shared_lock const lock(state_->mutex);
    auto const found = state_->keys.find(hash);
    if (found == state_->keys.end())
        return refuse(error_code::unauthenticated, "the API key is not known");
    auto const& key = found->second;
    if (key.revoked_at) return refuse(error_code::unauthenticated, "the API key was revoked");
    if (key.expires_at && *key.expires_at <= now)
        return refuse(error_code::unauthenticated, "the API key has expired");
    TRY(auto who, state_->principal_of(key.organisation_id));
    if (key.audience != security::audience::anonymous) who.audience = key.audience;
    who.roles = key.roles;
    who.credential = key.id;
    who.credential_version = key.version;
    who.subject = key.subject_id.value_or(uuid{});
    who.kind = security::credential_kind::api_key;
    who.test = key.test;
    return who;
}

result<security::principal> directory::authenticate_session(std::string_view token,
                                                            instant now) const {
    std::string const hash = security::sha256_hex(token);
    std::shared_lock const lock(state_->mutex);
    auto const found = state_->sessions.find(hash);
    if (found == state_->sessions.end() || found->second.expires_at <= now) {
        return refuse(error_code::unauthenticated, "the session has ended");
    }
    auto const person = state_->members.find(found->second.member_id);
    if (person == state_->members.end() || person->second.status != member_status::active) {
        return refuse(error_code::unauthenticated, "the session has ended");
    }
    TRY(auto who, state_->principal_of(found->second.organisation_id));
    who.roles = person->second.roles;
    who.member = person->second.id;
    who.credential = found->second.id;
    who.credential_version = found->second.version;
    who.kind = security::credential_kind::session_cookie;
    who.csrf_sha256 = found->second.csrf_sha256;
    return who;
}

bool directory::is_live(security::principal const& who, instant now) const {
    std::shared_lock const lock(state_->mutex);
    if (who.kind == security::credential_kind::api_key) {
        auto const token = state_->key_tokens.find(who.credential);
        if (token == state_->key_tokens.end()) return false;
        auto const& key = state_->keys.at(token->second);
        return key.version == who.credential_version && !key.revoked_at &&
               (!key.expires_at || now < *key.expires_at);
    }
    if (who.kind == security::credential_kind::session_cookie) {
        auto const token = state_->session_tokens.find(who.credential);
        if (token == state_->session_tokens.end()) return false;
        auto const person = state_->members.find(who.member);
        bool const active =
            person != state_->members.end() && person->second.status == member_status::active;
        return active && now < state_->sessions.at(token->second).expires_at;
    }
    return who.anonymous();
}

std::vector<uuid> directory::suspended_organisations() const {
    std::shared_lock const lock(state_->mutex);
    std::vector<uuid> found;
    for (auto const& [id, one] : state_->organisations) {
        if (one.status == organisation_status::suspended) found.push_back(id);
    }
    return found;
}

std::optional<organisation> directory::find_organisation(uuid const& id) const {
    std::shared_lock const lock(state_->mutex);
    auto const found = state_->organisations.find(id);
    if (found == state_->organisations.end()) return std::nullopt;
    return found->second;
}

std::optional<member> directory::find_member_by_email(std::string_view email) const {
    std::shared_lock const lock(state_->mutex);
    auto const found = state_->members_by_email.find(std::string(email));
    if (found == state_->members_by_email.end()) return std::nullopt;
    return state_->members.at(found->second);
}

std::vector<qualification> directory::qualifications_of(uuid const& organisation_id) const {
    std::shared_lock const lock(state_->mutex);
    auto const found = state_->qualifications.find(organisation_id);
    if (found == state_->qualifications.end()) return {};
    return found->second;
}

} // namespace talent::identity
