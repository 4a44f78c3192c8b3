// The use cases of the officers who open bids: their public keys, being named in a tender, and
// releasing their share after its deadline. Each works on a unit of work that the edge has opened,
// on a database thread. Owned by talentd's main; immutable.
//
// What is refused at an opening is on the journal all the same, openly: whoever tries to open early
// or alone is seen to have tried.
#pragma once

#include "common/journal/unit_of_work.hpp"
#include "services/identity/directory.hpp"
#include "services/procurement/tender.hpp"
#include "services/procurement/tender_key.hpp"

namespace talent::procurement {

class officer_service {
  public:
    explicit officer_service(identity::directory const& known) : known_(known) {}

    /// The caller's own: a member's, or that of an API key which one officer has to themselves.
    result<opening_key> register_key(journal::unit_of_work& unit, opening_key wanted) const;
    /// No tender can name it any more; those that do still open with it.
    result<opening_key> retire_key(journal::unit_of_work& unit, uuid const& id,
                                   std::int64_t expected_version) const;
    /// Anybody's, so that another organisation can name its holder.
    result<opening_key> read_key(db::session& sql, uuid const& id) const;
    std::vector<opening_key> list_own_keys(db::session& sql, security::principal const& asker,
                                           std::string_view after, int limit) const;

    /// Names the three officers of one's own draft, or names them anew, with a key pair of the
    /// client's making or, where it sends none, of the platform's.
    result<tender_key> name_officers(journal::unit_of_work& unit, uuid const& tender_id,
                                     key_naming const& wanted) const;
    /// A draft's to its buyer only.
    result<tender_key> read_tender_key(db::session& sql, security::principal const& asker,
                                       uuid const& tender_id) const;

    /// The caller's own share, sealed to the caller's key; not_found to whoever is no officer.
    result<officer_share> read_share(db::session& sql, security::principal const& asker,
                                     uuid const& tender_id) const;
    /// wrong_state before the deadline, after the opening, and for a second time; seal_invalid
    /// where it is not the share that the tender's key commits to.
    result<tender_key> release_share(journal::unit_of_work& unit, uuid const& tender_id,
                                     released_share const& given) const;

    /// The protocol; not_found before the opening.
    result<tender_opening> read_opening(db::session& sql, security::principal const& asker,
                                        uuid const& tender_id) const;

  private:
    identity::directory const& known_;
};

/// In the unit that publishes the tender: its key becomes public with it. publication_refused where
/// no officers are named.
result<void> publish_tender_key(journal::unit_of_work& unit, tender const& of);

/// In the unit of an opening: the secret, from the shares of two officers, once the deadline has
/// passed; officers_missing where fewer have released theirs, seal_invalid where none of them fit.
struct assembled_secret {
    security::secret_key secret;
    std::vector<std::int64_t> officers; // whose shares
};
result<assembled_secret> assemble_secret(db::session& sql, uuid const& tender_id);

/// The problem, with an entry of the attempt on the journal (common/journal/refusal.hpp).
problem refuse_on_record(journal::unit_of_work& unit, tender const& of, problem refused);

} // namespace talent::procurement
