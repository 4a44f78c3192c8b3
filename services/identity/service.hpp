// The use cases of identity. Each works on a unit of work that the edge has opened, on a database
// thread; other services see identity through this header and directory.hpp only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "common/base/result.hpp"
#include "common/db/session.hpp"
#include "common/journal/unit_of_work.hpp"
#include "common/personal/vault.hpp"
#include "services/identity/directory.hpp"
#include "services/identity/model.hpp"

namespace talent::identity {

inline constexpr std::chrono::hours session_length_default{12};
/// Open sessions of one member; with the next login the oldest ends.
inline constexpr std::size_t sessions_per_member_max = 32;

class identity_service {
  public:
    identity_service(directory const& known, personal::vault const& vault,
                     std::chrono::hours session_length = session_length_default)
        : known_(known), vault_(vault), session_length_(session_length) {}

    // Organisations. `password_hash` was reckoned outside the unit (argon2id is slow).
    result<organisation> register_organisation(journal::unit_of_work& unit, registration request,
                                               std::string const& password_hash) const;
    result<organisation> edit(journal::unit_of_work& unit, uuid const& id,
                              std::int64_t expected_version, json::value const& patch,
                              json::code_checker const& codes) const;
    result<organisation> command(journal::unit_of_work& unit, uuid const& id,
                                 std::int64_t expected_version, organisation_command wanted,
                                 std::vector<std::string> reasons) const;
    /// Names a verified office of the own region as its supervisor of procurement (the finance
    /// department: Government Procurement Law, art. 13), or ends that.
    result<organisation> set_supervision(journal::unit_of_work& unit, uuid const& id,
                                         std::int64_t expected_version, bool supervises,
                                         std::vector<std::string> const& reasons) const;
    /// The whole record for the organisation itself, its operators and supervisors.
    result<organisation> read(db::session& sql, security::principal const& asker,
                              uuid const& id) const;
    result<std::vector<organisation>> list(db::session& sql, security::principal const& asker,
                                           std::optional<organisation_status> status,
                                           std::string_view after, int limit) const;

    // Qualifications.
    result<qualification> add_qualification(journal::unit_of_work& unit,
                                            qualification wanted) const;
    result<qualification> edit_qualification(journal::unit_of_work& unit, uuid const& id,
                                             std::int64_t expected_version,
                                             json::value const& patch,
                                             json::code_checker const& codes) const;
    /// The region's operator says whether the licence was checked.
    result<qualification> review_qualification(journal::unit_of_work& unit, uuid const& id,
                                               std::int64_t expected_version,
                                               qualification_status outcome) const;

    // Members. Name and e-mail address are in plain form in what these return, and nowhere else.
    result<member> read_member(db::session& sql, security::principal const& asker,
                               uuid const& id) const;
    std::vector<member> list_members(db::session& sql, security::principal const& asker,
                                     std::string_view after, int limit) const;
    /// Whoever has this login name; the password's hash included, name and address sealed.
    std::optional<member> find_login(db::session& sql, std::string_view email) const;
    result<member> add_member(journal::unit_of_work& unit, member wanted,
                              std::string const& password_hash) const;
    result<member> edit_member(journal::unit_of_work& unit, uuid const& id,
                               std::int64_t expected_version, json::value const& patch,
                               std::string const& new_password_hash,
                               json::code_checker const& codes) const;
    /// Destroys the person's key, ends the sessions and takes the login name away; what the person
    /// did stays in the journal under the member's id. By an administrator of the organisation, or
    /// the member. last_administrator where nobody else could administer the organisation then.
    result<member> erase_member(journal::unit_of_work& unit, uuid const& id,
                                std::int64_t expected_version) const;
    /// The same without asking who may, after a backup from before the erasure was restored. False
    /// where the subject is no member.
    result<bool> erase_member_again(journal::unit_of_work& unit, uuid const& subject_id) const;

    // Sessions. The password was verified before.
    struct started_session {
        session kept;
        std::string token;
        std::string csrf_token;
    };
    /// `replaced` ends with it: the session that the browser still had, or nil.
    result<started_session> start_session(journal::unit_of_work& unit, uuid const& member_id,
                                          uuid const& replaced) const;
    /// The actor's own session with a new token; the old one is worth nothing from then on.
    result<started_session> rotate_session(journal::unit_of_work& unit) const;
    /// One session of the actor's; not_found where it is another's, or over.
    result<void> end_session(journal::unit_of_work& unit, uuid const& id) const;
    /// Every session of the actor's but the one that asks.
    result<void> end_other_sessions(journal::unit_of_work& unit) const;
    /// The actor's open sessions, the newest last.
    std::vector<session> list_sessions(db::session& sql, security::principal const& asker,
                                       instant now) const;
    /// The actor's own password. `verified_hash` is what the current one was checked against:
    /// conflict where it is another by now. Every session ends but the actor's, which is rotated.
    result<started_session> change_password(journal::unit_of_work& unit,
                                            std::string const& verified_hash,
                                            std::string const& new_password,
                                            std::string const& new_hash) const;

    // API keys.
    result<issued_api_key> make_api_key(journal::unit_of_work& unit, api_key wanted) const;
    result<issued_api_key> rotate_api_key(journal::unit_of_work& unit, uuid const& id,
                                          std::int64_t expected_version) const;
    result<api_key> revoke_api_key(journal::unit_of_work& unit, uuid const& id,
                                   std::int64_t expected_version) const;

    directory const& known() const { return known_; }
    personal::vault const& vault() const { return vault_; }

  private:
    result<void> check_reset(security::principal const& actor, member const& changed) const;
    result<void> end_sessions_of(journal::unit_of_work& unit, uuid const& member_id,
                                 uuid const& spared) const;
    result<void> end_replaced(journal::unit_of_work& unit, uuid const& id) const;
    result<void> make_room_for_session(journal::unit_of_work& unit, uuid const& member_id) const;
    result<void> end(journal::unit_of_work& unit, session const& open) const;
    result<member> erase(journal::unit_of_work& unit, member const& person,
                         std::string reason) const;
    std::string region_of(uuid const& organisation_id) const;
    std::string name_of(uuid const& organisation_id) const;

    directory const& known_;
    personal::vault const& vault_;
    std::chrono::hours session_length_;
};

/// organisation_not_verified unless the actor's organisation is verified.
result<void> require_verified(security::principal const& actor);

/// Whether this operator or supervisor administers the region's subtree.
bool administers(security::principal const& actor, std::string_view region);

/// Whether this verified organisation supervises the procurement of the region's subtree.
bool supervises(directory const& known, uuid const& organisation_id, std::string_view region);

} // namespace talent::identity
