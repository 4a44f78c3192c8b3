// The use cases of listings_service around the personal record: writing, consent, reveal, erasure.
#include "common/journal/change.hpp"
#include "services/identity/service.hpp"
#include "services/listings/service.hpp"
#include "services/listings/store.hpp"

namespace talent::listings {
namespace {

using journal::change;
using journal::unit_of_work;
using security::audience;
using security::principal;

// There is one list; its id is fixed, so that two that begin it at once cannot make two.
constexpr uuid moderation_list_id{{0, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 1}};

// Entries about a person are closed: operators and supervisors of the region see that it happened,
// never the content.
change change_of(store::sealed_record const&, std::string_view happened, std::string region) {
    return {.table = store::personal_records_table,
            .object_type = "personal_record",
            .happened = happened,
            .visible = journal::visibility::closed,
            .region = std::move(region)};
}

change change_of(consent const&, std::string_view happened, uuid const& agency,
                 std::string region) {
    return {.table = store::consents_table,
            .object_type = "consent",
            .happened = happened,
            .visible = journal::visibility::parties,
            .parties = {agency},
            .region = std::move(region)};
}

bool allows(std::vector<consent> const& given, consent_purpose purpose) {
    return std::any_of(given.begin(), given.end(), [&](consent const& one) {
        return one.purpose == purpose && !one.withdrawn_at;
    });
}

} // namespace

result<supply> listings_service::find_own_supply(db::session& sql, principal const& asker,
                                                 uuid const& supply_id) const {
    auto found = store::find<supply>(sql, supply_id);
    bool const own = found && asker.organisation == found->organisation_id &&
                     (asker.audience != audience::talent || asker.subject == found->id);
    if (!own) return refuse(error_code::not_found);
    return *std::move(found);
}

// -- the subject's key --

result<security::secret_key> listings_service::subject_key(db::session& sql,
                                                           uuid const& subject_id) const {
    auto const wrapped = store::find_subject_key(sql, subject_id);
    if (!wrapped) return refuse(error_code::not_found, "there is no personal record");
    auto const bytes = security::unseal(master_key_, *wrapped, to_string(subject_id));
    auto const key = bytes ? security::secret_key::from_bytes(*bytes) : std::nullopt;
    if (!key) throw std::runtime_error("a subject's key cannot be read with this master key");
    return *key;
}

security::secret_key listings_service::make_subject_key(unit_of_work& unit,
                                                        uuid const& subject_id) const {
    auto const key = security::secret_key::random();
    store::insert_subject_key(unit.sql(), subject_id,
                              security::seal(master_key_, key.bytes(), to_string(subject_id)),
                              unit.now());
    return key;
}

// -- the record --

result<void> listings_service::write_personal_record(unit_of_work& unit, uuid const& supply_id,
                                                     personal_record const& record) const {
    store::lock_supply(unit.sql(), supply_id); // two writers come one after the other
    TRY(auto owner, find_own_supply(unit.sql(), unit.actor(), supply_id));
    auto const before = store::find_personal_record(unit.sql(), supply_id);
    auto const known_key = subject_key(unit.sql(), supply_id);
    auto const key = known_key.has_value() ? known_key.value() : make_subject_key(unit, supply_id);
    store::sealed_record after{
        .id = supply_id,
        .sealed = security::seal(key, json::write_shown(record), to_string(supply_id))};
    if (!before) {
        journal::create(unit, after, change_of(after, "written", unit.actor().region));
        return success();
    }
    return journal::save(unit, *before, after, change_of(after, "rewritten", unit.actor().region));
}

result<personal_record> listings_service::read_personal_record(db::session& sql,
                                                               principal const& asker,
                                                               uuid const& supply_id) const {
    TRY(find_own_supply(sql, asker, supply_id));
    auto const sealed = store::find_personal_record(sql, supply_id);
    if (!sealed) return refuse(error_code::not_found, "there is no personal record");
    TRY(auto key, subject_key(sql, supply_id));
    auto const plain = security::unseal(key, sealed->sealed, to_string(supply_id));
    if (!plain) throw std::runtime_error("a personal record cannot be read with its key");
    return json::read_stored<personal_record>(*plain);
}

result<void> listings_service::erase_personal_record(unit_of_work& unit,
                                                     uuid const& supply_id) const {
    store::lock_supply(unit.sql(), supply_id);
    TRY(auto owner, find_own_supply(unit.sql(), unit.actor(), supply_id));
    auto const before = store::find_personal_record(unit.sql(), supply_id);
    if (!before) return refuse(error_code::not_found, "there is no personal record");
    store::delete_subject_key(unit.sql(), supply_id);
    store::delete_personal_record(unit.sql(), supply_id);
    auto entry = journal::draft_of(*before, change_of(*before, "erased", unit.actor().region));
    entry.object_version = before->version + 1;
    unit.append(std::move(entry));
    return withdraw_all_consents(unit, owner);
}

// A record that is written later is another one: nobody has consented to showing it.
result<void> listings_service::withdraw_all_consents(unit_of_work& unit, supply const& of) const {
    for (auto const& given : store::lock_consents(unit.sql(), of.id)) {
        if (given.withdrawn_at) continue;
        auto withdrawn = given;
        withdrawn.withdrawn_at = unit.now();
        TRY(journal::save(
            unit, given, withdrawn,
            change_of(withdrawn, "withdrawn", of.organisation_id, unit.actor().region)));
    }
    return success();
}

// -- consent --

result<consent> listings_service::give_consent(unit_of_work& unit, uuid const& supply_id,
                                               consent wanted) const {
    TRY(auto owner, find_own_supply(unit.sql(), unit.actor(), supply_id));
    wanted.id = make_uuid(unit.now());
    wanted.supply_id = supply_id;
    wanted.given_at = unit.now();
    journal::create(unit, wanted,
                    change_of(wanted, "given", owner.organisation_id, unit.actor().region));
    return wanted;
}

result<consent> listings_service::withdraw_consent(unit_of_work& unit, uuid const& id,
                                                   std::int64_t expected_version) const {
    auto const found = store::find_consent(unit.sql(), id);
    if (!found) return refuse(error_code::not_found);
    TRY(auto owner, find_own_supply(unit.sql(), unit.actor(), found->supply_id));
    TRY(journal::check_version(found->version, expected_version));
    if (found->withdrawn_at)
        return refuse(error_code::wrong_state, "the consent was withdrawn already");
    auto changed = *found;
    changed.withdrawn_at = unit.now();
    TRY(journal::save(unit, *found, changed,
                      change_of(changed, "withdrawn", owner.organisation_id, unit.actor().region)));
    return changed;
}

result<std::vector<consent>> listings_service::list_consents(db::session& sql,
                                                             principal const& asker,
                                                             uuid const& supply_id) const {
    TRY(find_own_supply(sql, asker, supply_id));
    return store::list_consents(sql, supply_id);
}

// -- reveal --

result<revealed_record> listings_service::reveal_record(unit_of_work& unit, uuid const& supply_id,
                                                        reveal wanted) const {
    TRY(identity::require_verified(unit.actor()));
    auto const found = store::lock_supply(unit.sql(), supply_id);
    bool const shown = found && found->state == listing_state::published &&
                       !is_expired(found->state, found->expires_at, unit.now());
    if (!shown) return refuse(error_code::not_found);
    // Locked: a withdrawal that is being made comes before this reveal or after it, never between.
    if (!allows(store::lock_consents(unit.sql(), supply_id), wanted.purpose)) {
        return refuse(error_code::consent_missing,
                      "no consent to the purpose " + std::string(json::name_of(wanted.purpose)));
    }
    auto const sealed = store::find_personal_record(unit.sql(), supply_id);
    if (!sealed) return refuse(error_code::not_found, "there is no personal record");
    TRY(auto key, subject_key(unit.sql(), supply_id));
    auto const plain = security::unseal(key, sealed->sealed, to_string(supply_id));
    if (!plain) throw std::runtime_error("a personal record cannot be read with its key");
    wanted.id = make_uuid(unit.now());
    wanted.supply_id = supply_id;
    wanted.organisation_id = unit.actor().organisation;
    wanted.member_id = unit.actor().member;
    wanted.revealed_at = unit.now();
    journal::create(unit, wanted,
                    {.table = store::reveals_table,
                     .object_type = "reveal",
                     .happened = "made",
                     .visible = journal::visibility::parties,
                     .parties = {found->organisation_id, wanted.organisation_id},
                     .region = unit.actor().region});
    return revealed_record{wanted, json::read_stored<personal_record>(*plain)};
}

result<std::vector<reveal>> listings_service::list_reveals(db::session& sql, principal const& asker,
                                                           uuid const& supply_id,
                                                           std::string_view after,
                                                           int limit) const {
    auto const found = store::find<supply>(sql, supply_id);
    if (!found) return refuse(error_code::not_found);
    auto const keeper = known_.find_organisation(found->organisation_id);
    bool const overseer = keeper && identity::administers(asker, keeper->region);
    if (!overseer) {
        TRY(find_own_supply(sql, asker, supply_id));
    }
    return store::list_reveals(sql, supply_id, after, limit);
}

// -- the moderators' word list --

result<moderation_list> listings_service::read_moderation_list(db::session& sql) const {
    auto const kept = store::find_moderation_list(sql);
    if (kept) return *kept;
    return moderation_list{
        .id = moderation_list_id, .version = 0, .words = default_discriminatory_words()};
}

result<moderation_list> listings_service::set_moderation_list(
    unit_of_work& unit, std::int64_t expected_version, std::vector<std::string> words) const {
    TRY(auto before, read_moderation_list(unit.sql()));
    TRY(journal::check_version(before.version, expected_version));
    change const made{.table = store::moderation_lists_table,
                      .object_type = "moderation_list",
                      .happened = "set",
                      .visible = journal::visibility::open};
    moderation_list after{.id = moderation_list_id, .words = std::move(words)};
    if (before.version == 0) {
        journal::create(unit, after, made);
    } else {
        TRY(journal::save(unit, before, after, made));
    }
    return after;
}

} // namespace talent::listings
