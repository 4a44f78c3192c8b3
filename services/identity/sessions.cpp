// Sessions: started by a login, rotated, ended one by one or together; and the change of one's own
// password, which ends all others.
#include "common/journal/change.hpp"
#include "common/security/token.hpp"
#include "services/identity/password_policy.hpp"
#include "services/identity/service.hpp"
#include "services/identity/store.hpp"

namespace talent::identity {
namespace {

using journal::unit_of_work;

journal::change session_change(std::string region, std::string_view happened) {
    return {.table = store::sessions_table,
            .object_type = "session",
            .happened = happened,
            .visible = journal::visibility::closed,
            .region = std::move(region)};
}

} // namespace

result<identity_service::started_session> identity_service::start_session(
    unit_of_work& unit, uuid const& member_id, uuid const& replaced) const {
    auto const person = store::find_member(unit.sql(), member_id);
    if (!person || person->status != member_status::active) return refuse(error_code::login_failed);
    TRY(end_replaced(unit, replaced));
    TRY(make_room_for_session(unit, member_id));
    auto const token = security::make_session_token();
    auto const csrf = security::make_session_token();
    started_session started{.kept = {.id = make_uuid(unit.now()),
                                     .member_id = person->id,
                                     .organisation_id = person->organisation_id,
                                     .token_sha256 = token.sha256,
                                     .csrf_sha256 = csrf.sha256,
                                     .expires_at = unit.now() + session_length_},
                            .token = token.secret,
                            .csrf_token = csrf.secret};
    journal::create(unit, started.kept,
                    session_change(region_of(person->organisation_id), "started"));
    return started;
}

// Whoever planted the old token in the browser must not share what the login opens.
result<void> identity_service::end_replaced(unit_of_work& unit, uuid const& id) const {
    if (id.is_nil()) return success();
    auto const before = store::find_session(unit.sql(), id);
    if (!before || before->ended_at || before->expires_at <= unit.now()) return success();
    return end(unit, *before);
}

result<void> identity_service::make_room_for_session(unit_of_work& unit,
                                                     uuid const& member_id) const {
    auto const open = store::list_open_sessions(unit.sql(), member_id, unit.now());
    for (std::size_t i = 0; i + sessions_per_member_max <= open.size(); ++i)
        TRY(end(unit, open[i]));
    return success();
}

result<identity_service::started_session> identity_service::rotate_session(
    unit_of_work& unit) const {
    auto const found = store::find_session(unit.sql(), unit.actor().credential);
    if (!found || found->ended_at) return refuse(error_code::not_found, "No session is open.");
    auto const token = security::make_session_token();
    auto const csrf = security::make_session_token();
    auto changed = *found;
    changed.token_sha256 = token.sha256;
    changed.csrf_sha256 = csrf.sha256;
    TRY(journal::save(unit, *found, changed, session_change(unit.actor().region, "rotated")));
    return started_session{changed, token.secret, csrf.secret};
}

result<void> identity_service::end(unit_of_work& unit, session const& open) const {
    auto ended = open;
    ended.ended_at = unit.now();
    return journal::save(unit, open, ended,
                         session_change(region_of(open.organisation_id), "ended"));
}

result<void> identity_service::end_session(unit_of_work& unit, uuid const& id) const {
    auto const found = store::find_session(unit.sql(), id);
    if (!found || found->member_id != unit.actor().member || found->ended_at ||
        found->expires_at <= unit.now())
        return refuse(error_code::not_found, "No such session is open.");
    return end(unit, *found);
}

result<void> identity_service::end_other_sessions(unit_of_work& unit) const {
    return end_sessions_of(unit, unit.actor().member, unit.actor().credential);
}

result<void> identity_service::end_sessions_of(unit_of_work& unit, uuid const& member_id,
                                               uuid const& spared) const {
    for (auto const& open : store::list_open_sessions(unit.sql(), member_id, unit.now())) {
        if (open.id != spared) TRY(end(unit, open));
    }
    return success();
}

std::vector<session> identity_service::list_sessions(db::session& sql,
                                                     security::principal const& asker,
                                                     instant now) const {
    std::vector<session> listed;
    for (auto& one : store::list_open_sessions(sql, asker.member, now)) {
        one.current = one.id == asker.credential;
        one.last_used_at = known_.last_use_of_session(one.id, now);
        // One that nobody has used for too long is no longer taken, so it is not open.
        if (one.last_used_at) listed.push_back(std::move(one));
    }
    return listed;
}

result<identity_service::started_session> identity_service::change_password(
    unit_of_work& unit, std::string const& verified_hash, std::string const& new_password,
    std::string const& new_hash) const {
    auto const found = store::find_member(unit.sql(), unit.actor().member);
    if (!found || found->status != member_status::active) return refuse(error_code::not_found);
    if (found->password_hash != verified_hash)
        return refuse(error_code::conflict, "The password was changed meanwhile.");
    auto const person = vault_.unsealed(unit.sql(), *found);
    TRY(check_password(new_password, "/new_password",
                       {person.email, person.name, name_of(person.organisation_id)}));
    auto changed = *found;
    changed.password_hash = new_hash;
    TRY(journal::save(unit, *found, changed,
                      {.table = store::members_table,
                       .object_type = "member",
                       .happened = "password_changed",
                       .visible = journal::visibility::closed,
                       .region = unit.actor().region}));
    TRY(end_sessions_of(unit, found->id, unit.actor().credential));
    return rotate_session(unit);
}

} // namespace talent::identity
