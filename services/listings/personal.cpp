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

constexpr int export_looks_per_page = 1'000;

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

// Who looks, at what, when: told to the agency and to whoever looked.
reveal keep_look(unit_of_work& unit, supply const& of, reveal look) {
    look.id = make_uuid(unit.now());
    look.supply_id = of.id;
    look.organisation_id = unit.actor().organisation;
    look.member_id = unit.actor().member;
    look.credential_id = unit.actor().credential;
    look.revealed_at = unit.now();
    change told{.table = store::reveals_table,
                .object_type = "reveal",
                .happened = look.kind == access_kind::revealed ? "made" : json::name_of(look.kind),
                .visible = journal::visibility::parties,
                .parties = {of.organisation_id},
                .region = unit.actor().region};
    if (look.organisation_id != of.organisation_id) told.parties.push_back(look.organisation_id);
    journal::create(unit, look, told);
    return look;
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

// -- the record --

result<std::int64_t> listings_service::write_personal_record(
    unit_of_work& unit, uuid const& supply_id, std::optional<std::int64_t> expected_version,
    personal_record const& record) const {
    store::lock_supply(unit.sql(), supply_id); // two writers come one after the other
    TRY(find_own_supply(unit.sql(), unit.actor(), supply_id));
    auto const before = store::find_personal_record(unit.sql(), supply_id);
    if (before && !expected_version) return refuse(error_code::precondition_required);
    if (expected_version)
        TRY(journal::check_version(before ? before->version : 0, *expected_version));
    auto const key = vault_.key_of(unit.sql(), supply_id, unit.now());
    store::sealed_record after{
        .id = supply_id,
        .sealed = security::seal(key, json::write_shown(record), to_string(supply_id))};
    if (!before) {
        journal::create(unit, after, change_of(after, "written", unit.actor().region));
    } else {
        TRY(journal::save(unit, *before, after,
                          change_of(after, "rewritten", unit.actor().region)));
    }
    return after.version;
}

result<kept_personal_record> listings_service::open_personal_record(db::session& sql,
                                                                    uuid const& supply_id) const {
    auto const sealed = store::find_personal_record(sql, supply_id);
    auto const key = sealed ? vault_.find_key(sql, supply_id) : std::nullopt;
    if (!key) return refuse(error_code::not_found, "There is no personal record.");
    auto const plain = security::unseal(*key, sealed->sealed, to_string(supply_id));
    if (!plain) throw std::runtime_error("a personal record cannot be read with its key");
    return kept_personal_record{sealed->version, json::read_stored<personal_record>(*plain)};
}

result<kept_personal_record> listings_service::read_personal_record(unit_of_work& unit,
                                                                    uuid const& supply_id) const {
    TRY(auto owner, find_own_supply(unit.sql(), unit.actor(), supply_id));
    TRY(auto found, open_personal_record(unit.sql(), supply_id));
    keep_look(unit, owner, {.kind = access_kind::read});
    return found;
}

result<void> listings_service::erase_personal_record(unit_of_work& unit,
                                                     uuid const& supply_id) const {
    store::lock_supply(unit.sql(), supply_id);
    TRY(auto owner, find_own_supply(unit.sql(), unit.actor(), supply_id));
    if (!store::find_personal_record(unit.sql(), supply_id))
        return refuse(error_code::not_found, "There is no personal record.");
    return erase(unit, owner, {});
}

result<bool> listings_service::erase_personal_record_again(unit_of_work& unit,
                                                           uuid const& subject_id) const {
    auto const of = store::lock_supply(unit.sql(), subject_id);
    if (!of) return false;
    TRY(erase(unit, *of, "erased before a backup was restored"));
    return true;
}

result<void> listings_service::erase(unit_of_work& unit, supply const& of,
                                     std::string reason) const {
    vault_.destroy_key(unit.sql(), of.id, unit.now());
    if (auto const before = store::find_personal_record(unit.sql(), of.id)) {
        store::delete_personal_record(unit.sql(), of.id);
        auto entry = journal::draft_of(*before, change_of(*before, "erased", unit.actor().region));
        entry.object_version = before->version + 1;
        entry.reason = std::move(reason);
        unit.append(std::move(entry));
    }
    return withdraw_all_consents(unit, of);
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
        return refuse(error_code::wrong_state, "The consent was withdrawn already.");
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
                       !is_expired(found->state, found->expires_at, unit.now()) &&
                       known_.may_deal(unit.actor(), found->organisation_id);
    if (!shown) return refuse(error_code::not_found);
    // Locked: a withdrawal that is being made comes before this reveal or after it, never between.
    if (!allows(store::lock_consents(unit.sql(), supply_id), *wanted.purpose)) {
        return refuse(
            error_code::consent_missing,
            "No consent to the purpose " + std::string(json::name_of(*wanted.purpose)) + ".");
    }
    TRY(auto opened, open_personal_record(unit.sql(), supply_id));
    wanted.kind = access_kind::revealed;
    return revealed_record{keep_look(unit, *found, std::move(wanted)), std::move(opened.record)};
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

// -- export --

result<std::string> listings_service::export_subject(unit_of_work& unit,
                                                     uuid const& supply_id) const {
    auto& sql = unit.sql();
    TRY(auto listing, find_own_supply(sql, unit.actor(), supply_id));
    auto const record = open_personal_record(sql, supply_id);
    if (record.has_value()) keep_look(unit, listing, {.kind = access_kind::exported});
    listing.expired = is_expired(listing.state, listing.expires_at, unit.now());
    json::writer to;
    to.begin_object().key("listing").raw(json::write_shown(listing));
    if (record.has_value()) to.key("personal_record").raw(json::write_shown(record.value().record));
    to.key("consents").begin_array();
    for (auto const& each : store::list_consents(sql, supply_id))
        to.raw(json::write_shown(each));
    to.end_array().key("looks").begin_array();
    std::vector<reveal> page;
    std::string after;
    do {
        page = store::list_reveals(sql, supply_id, after, export_looks_per_page);
        for (auto const& each : page) {
            to.raw(json::write_shown(each));
            after = to_string(each.id);
        }
    } while (page.size() == export_looks_per_page);
    to.end_array().end_object();
    return to.take();
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
