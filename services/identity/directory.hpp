// Who everybody is, in memory: what authentication and other services ask on every request. A
// projection of the journal, loaded once at start; so a revocation takes effect before its answer
// leaves. Owned by talentd's main; reads from any thread, apply() by one thread at a time.
#pragma once

#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/db/database.hpp"
#include "common/journal/follower.hpp"
#include "common/security/principal.hpp"
#include "services/identity/model.hpp"

namespace talent::identity {

class directory final : public journal::projection {
  public:
    directory();
    ~directory() override;

    /// Reads organisations, members, live sessions and keys; the caller names the snapshot's head
    /// to the follower.
    void load(db::database& source, instant now);

    void apply(journal::entry const& one) override;

    /// unauthenticated where the credential is unknown, expired, revoked, or its member is
    /// disabled.
    result<security::principal> authenticate_key(std::string_view secret, instant now) const;
    result<security::principal> authenticate_session(std::string_view token, instant now) const;

    /// Whether the credential that this principal came from would still be accepted, unchanged.
    bool is_live(security::principal const& who, instant now) const;

    std::vector<uuid> suspended_organisations() const;
    std::optional<organisation> find_organisation(uuid const& id) const;
    /// Without the password's hash, which only the database has.
    std::optional<member> find_member_by_email(std::string_view email) const;
    std::vector<qualification> qualifications_of(uuid const& organisation_id) const;

  private:
    struct state;
    std::unique_ptr<state> state_;
};

} // namespace talent::identity
