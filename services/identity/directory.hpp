// Who everybody is, in memory: what authentication and other services ask on every request. A
// projection of the journal, loaded once at start; so a revocation takes effect before its answer
// leaves. Owned by talentd's main; reads from any thread, apply() by one thread at a time.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "common/calendar/deadline.hpp"
#include "common/db/database.hpp"
#include "common/journal/follower.hpp"
#include "common/security/principal.hpp"
#include "services/identity/model.hpp"

namespace talent::identity {

inline constexpr std::chrono::minutes session_idle_default{60};
/// How long a key that was revoked or has expired is still told so, rather than not known.
inline constexpr std::chrono::hours dead_key_kept{24};

class directory final : public journal::projection {
  public:
    /// A session that was not used for `session_idle_max` is taken no more. Last uses are this
    /// process's own, in memory: a restart begins them anew.
    /// The periods of test organisations are divided by `quick_divisor`.
    explicit directory(std::chrono::minutes session_idle_max = session_idle_default,
                       std::int64_t quick_divisor = calendar::quick_divisor_default);
    ~directory() override;

    /// Reads organisations, members, live sessions and keys; the caller names the snapshot's head
    /// to the follower.
    void load(db::database& source, instant now);

    void apply(journal::entry const& one) override;

    /// unauthenticated where the credential is unknown, expired, revoked, or its member is
    /// disabled.
    result<security::principal> authenticate_key(std::string_view secret, instant now) const;
    result<security::principal> authenticate_session(std::string_view token, instant now) const;

    /// Whether the credential that this principal came from would still be accepted, and for the
    /// very same: roles, scopes and verification included.
    bool is_live(security::principal const& who, instant now) const;

    /// The last request of a session that would still be taken; nothing for others.
    std::optional<instant> last_use_of_session(uuid const& id, instant now) const;

    /// Forgets sessions that are over and keys that have long been dead: they must not fill the
    /// memory for ever.
    void purge(instant now);
    struct sizes {
        std::size_t sessions = 0;
        std::size_t keys = 0;
    };
    sizes held() const;

    std::vector<uuid> suspended_organisations() const;

    // Test organisations rehearse: among themselves, unseen by the others, and quickly.
    bool is_test(uuid const& organisation) const;
    std::vector<uuid> test_organisations() const;
    /// For calendar::reckon and calendar::quickened, of every clock of this organisation's
    /// procedures and contracts: ask it of the buyer. 1 for all but test organisations.
    std::int64_t divisor_of(uuid const& organisation) const;
    /// Whether what the owner has published is there for whoever asks: a test organisation's only
    /// for test organisations, operators and supervisors. Elsewhere the answer is not_found.
    bool may_see(security::principal const& asker, uuid const& owner) const;
    /// Whether the two may do business: both are test organisations or neither is.
    bool may_deal(security::principal const& actor, uuid const& owner) const;
    std::optional<organisation> find_organisation(uuid const& id) const;
    /// Name and e-mail address sealed as they are kept; without the index of the address and the
    /// password's hash, which only the database has.
    std::optional<member> find_member(uuid const& id) const;
    /// Of an active member, or of a key that was not revoked: whoever acts for one person.
    std::optional<uuid> organisation_of_holder(uuid const& holder_id) const;
    std::vector<qualification> qualifications_of(uuid const& organisation_id) const;

  private:
    struct state;
    std::unique_ptr<state> state_;
};

} // namespace talent::identity
