// The use cases of listings, each on a unit of work that the edge has opened, on a database thread.
// Other services see listings through this header and model.hpp only.
#pragma once

#include <string_view>
#include <vector>

#include "common/base/result.hpp"
#include "common/db/session.hpp"
#include "common/journal/unit_of_work.hpp"
#include "common/personal/vault.hpp"
#include "services/identity/directory.hpp"
#include "services/listings/model.hpp"
#include "services/listings/moderation_words.hpp"

namespace talent::listings {

class listings_service {
  public:
    listings_service(identity::directory const& known, moderation_words const& words,
                     personal::vault const& vault)
        : known_(known), words_(words), vault_(vault) {}

    // For T = demand and T = supply.
    template <class T>
    result<T> create(journal::unit_of_work& unit, T wanted) const;
    /// The same and published, or sent to moderation. Where it is refused nothing has been written,
    /// as with create().
    template <class T>
    result<T> create_published(journal::unit_of_work& unit, T wanted) const;
    template <class T>
    result<T> edit(journal::unit_of_work& unit, uuid const& id, std::int64_t expected_version,
                   json::value const& patch, json::code_checker const& codes) const;
    template <class T>
    result<void> remove_draft(journal::unit_of_work& unit, uuid const& id,
                              std::int64_t expected_version) const;
    /// publish (draft or withdrawn; may end suspended, waiting for a moderator), withdraw, close,
    /// fill by the owner; suspend and reinstate by an operator.
    template <class T>
    result<T> command(journal::unit_of_work& unit, uuid const& id, std::int64_t expected_version,
                      listing_command wanted, std::string_view reason) const;
    /// The asker's own, in that state or any, in order of id, after `after`; a talent's key has one
    /// listing of its own.
    template <class T>
    std::vector<T> list_own(db::session& sql, security::principal const& asker,
                            std::optional<listing_state> state, std::string_view after,
                            int limit) const;
    /// Published ones for everybody, others for their owner and the operator.
    template <class T>
    result<T> read(db::session& sql, security::principal const& asker, uuid const& id,
                   instant now) const;
    template <class T>
    result<T> read(db::session& sql, security::principal const& asker, std::string_view number,
                   instant now) const;

    /// Demands that are published and not over, of everybody, in order of id, after `after`.
    std::vector<demand> list_published(db::session& sql, std::string_view after, instant now,
                                       int limit) const;

    /// Suspended listings of the publishers that this operator moderates, in order of id.
    template <class T>
    result<std::vector<T>> list_suspended(db::session& sql, security::principal const& asker,
                                          std::string_view after, int limit) const;

    /// An operator has seen the proofs of a supply's facts.
    result<supply> verify_facts(journal::unit_of_work& unit, uuid const& id,
                                std::int64_t expected_version, verified_facts const& facts) const;

    // The personal record: written by the agency or the talent, shown to others by reveal only.
    // Every look at it, the keepers' own included, is kept as a reveal.
    /// The version it has now. Without an expected version it is made: precondition_required where
    /// there is one.
    result<std::int64_t> write_personal_record(journal::unit_of_work& unit, uuid const& supply_id,
                                               std::optional<std::int64_t> expected_version,
                                               personal_record const& record) const;
    result<kept_personal_record> read_personal_record(journal::unit_of_work& unit,
                                                      uuid const& supply_id) const;
    /// Everything that is held about the talent, as one JSON document (PIPL, art. 45).
    result<std::string> export_subject(journal::unit_of_work& unit, uuid const& supply_id) const;
    /// Destroys the subject's key and the record: what was encrypted under it is unreadable
    /// everywhere.
    result<void> erase_personal_record(journal::unit_of_work& unit, uuid const& supply_id) const;
    /// The same without asking who may, after a backup from before the erasure was restored. False
    /// where the subject is no talent.
    result<bool> erase_personal_record_again(journal::unit_of_work& unit,
                                             uuid const& subject_id) const;
    result<consent> give_consent(journal::unit_of_work& unit, uuid const& supply_id,
                                 consent wanted) const;
    result<consent> withdraw_consent(journal::unit_of_work& unit, uuid const& id,
                                     std::int64_t expected_version) const;
    result<std::vector<consent>> list_consents(db::session& sql, security::principal const& asker,
                                               uuid const& supply_id) const;
    result<revealed_record> reveal_record(journal::unit_of_work& unit, uuid const& supply_id,
                                          reveal wanted) const;
    result<std::vector<reveal>> list_reveals(db::session& sql, security::principal const& asker,
                                             uuid const& supply_id, std::string_view after,
                                             int limit) const;

    result<moderation_list> read_moderation_list(db::session& sql) const;
    result<moderation_list> set_moderation_list(journal::unit_of_work& unit,
                                                std::int64_t expected_version,
                                                std::vector<std::string> words) const;

  private:
    /// A draft that may be kept; nothing is written yet.
    template <class T>
    result<T> drafted(journal::unit_of_work const& unit, T wanted) const;
    template <class T>
    void keep_draft(journal::unit_of_work& unit, T& draft) const;
    /// What the command makes of it; nothing is written yet.
    template <class T>
    result<T> after_command(journal::unit_of_work& unit, T listing, listing_command wanted,
                            std::string_view reason) const;
    template <class T>
    result<T> keep_command(journal::unit_of_work& unit, T const& before, T after,
                           listing_command wanted) const;
    result<void> withdraw_all_consents(journal::unit_of_work& unit, supply const& of) const;
    result<supply> find_own_supply(db::session& sql, security::principal const& asker,
                                   uuid const& supply_id) const;
    result<kept_personal_record> open_personal_record(db::session& sql,
                                                      uuid const& supply_id) const;
    result<void> erase(journal::unit_of_work& unit, supply const& of, std::string reason) const;
    /// Employer and licence that the platform fills in, then what the law requires.
    result<void> check_lawful(journal::unit_of_work& unit, demand& notice) const;
    result<void> check_lawful(journal::unit_of_work& unit, supply& notice) const;
    /// The same, then the word list: published, or suspended until a moderator has looked.
    result<listing_state> publish(journal::unit_of_work& unit, demand& notice) const;
    result<listing_state> publish(journal::unit_of_work& unit, supply& notice) const;

    identity::directory const& known_;
    moderation_words const& words_;
    personal::vault const& vault_;
};

} // namespace talent::listings
