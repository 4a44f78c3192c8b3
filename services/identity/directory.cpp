#include "services/identity/directory.hpp"

#include <atomic>
#include <mutex>

#include "common/db/record.hpp"
#include "common/security/token.hpp"
#include "services/identity/store.hpp"

namespace talent::identity {
namespace {

// Uses closer together than this count as one, so that busy sessions rarely write.
constexpr std::int64_t use_grain_milliseconds = 1'000;

/// A session and when it was last used, which readers note under their shared lock.
struct live_session {
    live_session(session one, instant used)
        : kept(std::move(one)), last_use(to_milliseconds(used)) {}

    void use(instant now) const {
        auto const at = to_milliseconds(now);
        if (at - last_use.load(std::memory_order_relaxed) >= use_grain_milliseconds)
            last_use.store(at, std::memory_order_relaxed);
    }
    instant last_used() const {
        return from_milliseconds(last_use.load(std::memory_order_relaxed));
    }

    session kept;
    mutable std::atomic<std::int64_t> last_use;
};

bool is_long_dead(api_key const& key, instant now) {
    auto const before = now - dead_key_kept;
    return (key.revoked_at && *key.revoked_at < before) ||
           (key.expires_at && *key.expires_at < before);
}

} // namespace

struct directory::state {
    state(std::chrono::minutes idle, std::int64_t divisor)
        : session_idle_max(idle), quick_divisor(divisor) {}

    std::chrono::minutes const session_idle_max;
    std::int64_t const quick_divisor;
    mutable std::shared_mutex mutex;
    std::unordered_map<uuid, organisation> organisations;
    std::unordered_map<uuid, member> members;
    std::unordered_map<uuid, std::vector<qualification>> qualifications; // by organisation
    std::unordered_map<std::string, live_session> sessions;              // by token hash
    std::unordered_map<uuid, std::string> session_tokens;                // id → token hash
    std::unordered_map<std::string, api_key> keys;                       // by token hash
    std::unordered_map<uuid, std::string> key_tokens;                    // id → token hash

    void put(organisation one) { organisations.insert_or_assign(one.id, std::move(one)); }

    void put(member one) { members.insert_or_assign(one.id, std::move(one)); }

    void put(qualification one) {
        auto& list = qualifications[one.organisation_id];
        std::erase_if(list, [&](qualification const& known) { return known.id == one.id; });
        list.push_back(std::move(one));
    }

    // A rotated session keeps its id and gets another token, as a key does.
    void put(session one, instant used) {
        if (auto const known = session_tokens.find(one.id); known != session_tokens.end()) {
            sessions.erase(known->second);
            session_tokens.erase(known);
        }
        if (one.ended_at) return;
        session_tokens.emplace(one.id, one.token_sha256);
        auto const token = one.token_sha256;
        sessions.try_emplace(token, std::move(one), used);
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
                                   .verified = owner.status == organisation_status::verified,
                                   .test = owner.test};
    }

    result<security::principal> speaker_of(api_key const& key, instant now) const {
        if (key.revoked_at) return refuse(error_code::unauthenticated, "The API key was revoked.");
        if (key.expires_at && *key.expires_at <= now)
            return refuse(error_code::unauthenticated, "The API key has expired.");
        TRY(auto who, principal_of(key.organisation_id));
        if (key.audience != security::audience::anonymous) who.audience = key.audience;
        who.roles = key.roles;
        who.scopes = security::permission_set::of_scopes(key.scopes);
        who.credential = key.id;
        who.credential_version = key.version;
        who.subject = key.subject_id.value_or(uuid{});
        who.kind = security::credential_kind::api_key;
        return who;
    }

    bool is_open(live_session const& one, instant now) const {
        return now < one.kept.expires_at && now - one.last_used() < session_idle_max;
    }

    result<security::principal> speaker_of(live_session const& one, instant now) const {
        auto const person = members.find(one.kept.member_id);
        bool const active =
            person != members.end() && person->second.status == member_status::active;
        if (!active || !is_open(one, now))
            return refuse(error_code::unauthenticated, "The session has ended.");
        TRY(auto who, principal_of(one.kept.organisation_id));
        who.roles = person->second.roles;
        who.member = person->second.id;
        who.credential = one.kept.id;
        who.credential_version = one.kept.version;
        who.kind = security::credential_kind::session_cookie;
        who.csrf_sha256 = one.kept.csrf_sha256;
        return who;
    }
};

directory::directory(std::chrono::minutes session_idle_max, std::int64_t quick_divisor)
    : state_(std::make_unique<state>(session_idle_max, quick_divisor)) {}
directory::~directory() = default;

void directory::load(db::database& source, instant now) {
    std::unique_lock const lock(state_->mutex);
    auto const keep = [this](auto one) { state_->put(std::move(one)); };
    db::stream<organisation>(source, store::organisations_table, "ORDER BY id", keep);
    db::stream<member>(source, store::members_table, "ORDER BY id", keep);
    db::stream<qualification>(source, store::qualifications_table, "ORDER BY id", keep);
    db::stream<api_key>(source, store::api_keys_table, "ORDER BY id", [&](api_key one) {
        if (!is_long_dead(one, now)) state_->put(std::move(one));
    });
    db::stream<session>(source, store::sessions_table,
                        "WHERE ended_at IS NULL AND expires_at > " +
                            std::to_string(to_milliseconds(now)) + " ORDER BY id",
                        [&](session one) { state_->put(std::move(one), now); });
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
        state_->put(json::read_stored<session>(one.after), one.at);
    else if (one.object_type == "api_key")
        state_->put(json::read_stored<api_key>(one.after));
}

result<security::principal> directory::authenticate_key(std::string_view secret,
                                                        instant now) const {
    if (!security::is_well_formed_api_key(secret))
        return refuse(error_code::unauthenticated, "This is no API key.");
    std::string const hash = security::sha256_hex(secret);
    std::shared_lock const lock(state_->mutex);
    auto const found = state_->keys.find(hash);
    if (found == state_->keys.end())
        return refuse(error_code::unauthenticated, "The API key is not known.");
    return state_->speaker_of(found->second, now);
}

result<security::principal> directory::authenticate_session(std::string_view token,
                                                            instant now) const {
    std::string const hash = security::sha256_hex(token);
    std::shared_lock const lock(state_->mutex);
    auto const found = state_->sessions.find(hash);
    if (found == state_->sessions.end())
        return refuse(error_code::unauthenticated, "The session has ended.");
    TRY(auto who, state_->speaker_of(found->second, now));
    found->second.use(now);
    return who;
}

bool directory::is_live(security::principal const& who, instant now) const {
    std::shared_lock const lock(state_->mutex);
    if (who.kind == security::credential_kind::api_key) {
        auto const token = state_->key_tokens.find(who.credential);
        if (token == state_->key_tokens.end()) return false;
        auto const speaker = state_->speaker_of(state_->keys.at(token->second), now);
        return speaker.has_value() && speaker.value() == who;
    }
    if (who.kind == security::credential_kind::session_cookie) {
        auto const token = state_->session_tokens.find(who.credential);
        if (token == state_->session_tokens.end()) return false;
        auto const speaker = state_->speaker_of(state_->sessions.at(token->second), now);
        return speaker.has_value() && speaker.value() == who;
    }
    return who.anonymous();
}

std::optional<instant> directory::last_use_of_session(uuid const& id, instant now) const {
    std::shared_lock const lock(state_->mutex);
    auto const token = state_->session_tokens.find(id);
    if (token == state_->session_tokens.end()) return std::nullopt;
    auto const& one = state_->sessions.at(token->second);
    if (!state_->is_open(one, now)) return std::nullopt;
    return one.last_used();
}

void directory::purge(instant now) {
    std::unique_lock const lock(state_->mutex);
    std::erase_if(state_->sessions, [&](auto const& entry) {
        bool const over = !state_->is_open(entry.second, now);
        if (over) state_->session_tokens.erase(entry.second.kept.id);
        return over;
    });
    std::erase_if(state_->keys, [&](auto const& entry) {
        bool const dead = is_long_dead(entry.second, now);
        if (dead) state_->key_tokens.erase(entry.second.id);
        return dead;
    });
}

directory::sizes directory::held() const {
    std::shared_lock const lock(state_->mutex);
    return {.sessions = state_->sessions.size(), .keys = state_->keys.size()};
}

std::vector<uuid> directory::suspended_organisations() const {
    std::shared_lock const lock(state_->mutex);
    std::vector<uuid> found;
    for (auto const& [id, one] : state_->organisations) {
        if (one.status == organisation_status::suspended) found.push_back(id);
    }
    return found;
}

bool directory::is_test(uuid const& organisation) const {
    std::shared_lock const lock(state_->mutex);
    auto const found = state_->organisations.find(organisation);
    return found != state_->organisations.end() && found->second.test;
}

std::vector<uuid> directory::test_organisations() const {
    std::shared_lock const lock(state_->mutex);
    std::vector<uuid> found;
    for (auto const& [id, one] : state_->organisations) {
        if (one.test) found.push_back(id);
    }
    return found;
}

std::int64_t directory::divisor_of(uuid const& organisation) const {
    return is_test(organisation) ? state_->quick_divisor : calendar::divisor_none;
}

bool directory::may_see(security::principal const& asker, uuid const& owner) const {
    bool const overseer = asker.audience == security::audience::operator_group ||
                          asker.audience == security::audience::supervisor;
    return asker.test || overseer || !is_test(owner);
}

bool directory::may_deal(security::principal const& actor, uuid const& owner) const {
    return actor.test == is_test(owner);
}

std::optional<organisation> directory::find_organisation(uuid const& id) const {
    std::shared_lock const lock(state_->mutex);
    auto const found = state_->organisations.find(id);
    if (found == state_->organisations.end()) return std::nullopt;
    return found->second;
}

std::optional<member> directory::find_member(uuid const& id) const {
    std::shared_lock const lock(state_->mutex);
    auto const found = state_->members.find(id);
    if (found == state_->members.end()) return std::nullopt;
    return found->second;
}

std::optional<uuid> directory::organisation_of_holder(uuid const& holder_id) const {
    std::shared_lock const lock(state_->mutex);
    if (auto const found = state_->members.find(holder_id); found != state_->members.end()) {
        if (found->second.status != member_status::active) return std::nullopt;
        return found->second.organisation_id;
    }
    auto const token = state_->key_tokens.find(holder_id);
    if (token == state_->key_tokens.end()) return std::nullopt;
    auto const key = state_->keys.find(token->second);
    if (key == state_->keys.end() || key->second.revoked_at) return std::nullopt;
    return key->second.organisation_id;
}

std::vector<qualification> directory::qualifications_of(uuid const& organisation_id) const {
    std::shared_lock const lock(state_->mutex);
    auto const found = state_->qualifications.find(organisation_id);
    if (found == state_->qualifications.end()) return {};
    return found->second;
}

} // namespace talent::identity
