#include "services/notices/service.hpp"

#include <stdexcept>

#include "common/journal/change.hpp"
#include "common/journal/journal.hpp"
#include "common/security/personal.hpp"
#include "common/security/webhook_signature.hpp"
#include "services/notices/fan_out.hpp"
#include "services/notices/store.hpp"

namespace talent::notices {
namespace {

using journal::unit_of_work;
using security::audience;

bool owns(security::principal const& who, webhook const& one) {
    return who.audience != audience::talent && who.organisation == one.organisation_id;
}

// A key reads for the organisation, a member for themselves.
uuid reader_of(security::principal const& who) {
    return who.member.is_nil() ? who.organisation : who.member;
}

} // namespace

// Whoever runs the webhook's address may be another than who set it up: no region, so no operator
// reads where an organisation's events go.
journal::change webhook_change(webhook const& one, std::string_view happened) {
    return {.table = store::webhooks_table,
            .object_type = "webhook",
            .happened = happened,
            .visible = journal::visibility::parties,
            .parties = {one.organisation_id}};
}

std::optional<security::principal> reader_for(identity::directory const& known,
                                              uuid const& organisation) {
    auto const found = known.find_organisation(organisation);
    if (!found) return std::nullopt;
    return security::principal{.audience = identity::audience_of(found->kind),
                               .organisation = found->id,
                               .region = found->region,
                               .verified = found->status == identity::organisation_status::verified,
                               .test = found->test};
}

webhook_secrets open_secrets(db::session& sql, personal::vault const& vault, webhook const& one) {
    auto const key = vault.find_key(sql, one.id);
    auto const plain =
        key ? security::unseal(*key, one.secrets, talent::to_string(one.id)) : std::nullopt;
    if (!plain) throw std::runtime_error("a webhook's secrets cannot be read with their key");
    return json::read_stored<webhook_secrets>(*plain);
}

void notices_service::seal_secrets(unit_of_work& unit, webhook& one,
                                   webhook_secrets const& secrets) const {
    one.secrets = security::seal(vault_.key_of(unit.sql(), one.id, unit.now()),
                                 json::write_stored(secrets), talent::to_string(one.id));
}

result<void> notices_service::check(webhook const& one) const {
    return check_consistency(one, local_ == local_targets::allowed);
}

result<webhook> notices_service::find_own(db::session& sql, security::principal const& asker,
                                          uuid const& id) const {
    auto found = store::find_webhook(sql, id);
    if (!found || !owns(asker, *found)) return refuse(error_code::not_found);
    return *std::move(found);
}

// -- webhooks --

result<issued_webhook> notices_service::subscribe(unit_of_work& unit, webhook wanted) const {
    if (unit.actor().audience == audience::talent) return refuse(error_code::forbidden);
    TRY(check(wanted));
    // Who counts at the same time must wait, or both would find room for one.
    auto const head = journal::lock_head(unit.sql()).sequence;
    if (store::count_webhooks(unit.sql(), unit.actor().organisation) >=
        webhooks_per_organisation_max) {
        return refuse(
            error_code::conflict,
            "There are " + std::to_string(webhooks_per_organisation_max) + " webhooks already.");
    }
    wanted.id = make_uuid(unit.now());
    wanted.organisation_id = unit.actor().organisation;
    wanted.since_sequence = head;
    webhook_secrets const secrets{.current = security::make_webhook_secret()};
    seal_secrets(unit, wanted, secrets);
    journal::create(unit, wanted, webhook_change(wanted, "subscribed"));
    return issued_webhook{std::move(wanted), security::shown_webhook_secret(secrets.current)};
}

result<webhook> notices_service::edit(unit_of_work& unit, uuid const& id,
                                      std::int64_t expected_version, json::value const& patch,
                                      json::code_checker const& codes) const {
    TRY(auto const found, find_own(unit.sql(), unit.actor(), id));
    TRY(journal::check_version(found.version, expected_version));
    auto changed = found;
    TRY(json::patch(patch, changed, codes));
    TRY(check(changed));
    if (changed.enabled && !found.enabled) {
        changed.disabled_reason.clear();
        changed.since_sequence = journal::lock_head(unit.sql()).sequence;
        store::forget_failures(unit.sql(), id);
        changed.failing_since.reset();
    }
    if (!changed.enabled) store::give_up_deliveries(unit.sql(), id, unit.now());
    TRY(journal::save(unit, found, changed, webhook_change(changed, "edited")));
    return changed;
}

result<void> notices_service::discard(unit_of_work& unit, uuid const& id,
                                      std::int64_t expected_version) const {
    TRY(auto const found, find_own(unit.sql(), unit.actor(), id));
    TRY(journal::check_version(found.version, expected_version));
    store::give_up_deliveries(unit.sql(), id, unit.now());
    store::forget_failures(unit.sql(), id);
    vault_.destroy_key(unit.sql(), id, unit.now());
    return journal::remove(unit, found, webhook_change(found, "discarded"));
}

result<issued_webhook> notices_service::rotate_secret(unit_of_work& unit, uuid const& id,
                                                      std::int64_t expected_version) const {
    TRY(auto const found, find_own(unit.sql(), unit.actor(), id));
    TRY(journal::check_version(found.version, expected_version));
    auto const before = open_secrets(unit.sql(), vault_, found);
    webhook_secrets const secrets{.current = security::make_webhook_secret(),
                                  .previous = before.current};
    auto changed = found;
    changed.secret_rotated_at = unit.now();
    changed.previous_secret_until = unit.now() + secret_overlap;
    seal_secrets(unit, changed, secrets);
    TRY(journal::save(unit, found, changed, webhook_change(changed, "rotated")));
    return issued_webhook{std::move(changed), security::shown_webhook_secret(secrets.current)};
}

result<webhook> notices_service::read(db::session& sql, security::principal const& asker,
                                      uuid const& id) const {
    return find_own(sql, asker, id);
}

std::vector<webhook> notices_service::list(db::session& sql, security::principal const& asker,
                                           std::string_view after, int limit) const {
    if (asker.audience == audience::talent) return {};
    return store::list_webhooks(sql, asker.organisation, after, limit);
}

result<std::vector<webhook_attempt>> notices_service::list_attempts(
    db::session& sql, security::principal const& asker, uuid const& id, std::string_view before,
    int limit) const {
    TRY(find_own(sql, asker, id));
    return store::list_attempts(sql, id, before, limit);
}

result<std::vector<webhook_delivery>> notices_service::list_deliveries(
    db::session& sql, security::principal const& asker, uuid const& id,
    std::optional<delivery_state> state, std::string_view before, int limit) const {
    TRY(find_own(sql, asker, id));
    return store::list_deliveries(sql, id, state, before, limit);
}

result<redelivery_answer> notices_service::deliver_again(unit_of_work& unit, uuid const& id,
                                                         redelivery const& wanted) const {
    auto& sql = unit.sql();
    TRY(auto const found, find_own(sql, unit.actor(), id));
    TRY(check_consistency(wanted));
    if (!found.enabled)
        return refuse(error_code::wrong_state, "The webhook is switched off: switch it on first.");
    if (wanted.delivery_id) {
        auto const one = store::find_delivery(sql, *wanted.delivery_id);
        if (!one || one->webhook_id != id)
            return refuse_field("/delivery_id", "unknown_value", "is no delivery of this webhook");
        store::begin_again(sql, one->id, unit.now());
        return redelivery_answer{1};
    }
    auto const reader = reader_for(known_, found.organisation_id);
    if (!reader) return refuse(error_code::not_found);
    redelivery_answer done;
    auto const first = *wanted.from_sequence;
    for (auto const& entry : journal::read_after(sql, first - 1, *wanted.to_sequence - first + 1)) {
        if (entry.sequence > *wanted.to_sequence) break;
        if (!is_delivered_to(found, entry, *reader)) continue;
        if (auto const known = store::find_delivery_of_entry(sql, id, entry.sequence)) {
            store::begin_again(sql, known->id, unit.now());
        } else {
            store::add_delivery(sql, delivery_of(found, entry, unit.now()));
        }
        ++done.count;
    }
    return done;
}

// -- the inbox --

notices_service::inbox_page notices_service::read_inbox(db::session& sql,
                                                        security::principal const& asker,
                                                        std::string_view before, int limit) const {
    if (asker.audience == audience::talent) return {};
    auto const reader = reader_of(asker);
    return {store::list_notices(sql, asker.organisation, reader, before, limit),
            store::count_unread(sql, asker.organisation, reader)};
}

result<void> notices_service::mark_read(db::session& sql, security::principal const& asker,
                                        inbox_marks const& marks) const {
    auto faults = refuse(error_code::invalid_fields);
    for (std::size_t i = 0; i < marks.notices.size(); ++i) {
        bool const own =
            asker.audience != audience::talent &&
            store::mark_read(sql, asker.organisation, reader_of(asker), marks.notices[i]);
        if (own) continue;
        faults.errors.push_back(
            {"/notices/" + std::to_string(i), "unknown_value", "is no notice of one's own"});
    }
    if (faults.errors.empty()) return success();
    return faults;
}

} // namespace talent::notices
