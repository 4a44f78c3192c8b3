#include "services/clocks/service.hpp"

#include "common/journal/change.hpp"
#include "common/journal/journal.hpp"
#include "common/security/token.hpp"
#include "services/clocks/icalendar.hpp"
#include "services/clocks/store.hpp"

namespace talent::clocks {
namespace {

using journal::unit_of_work;
using security::audience;

// Whose calendar it is is the reader's own business: no region, so no operator is told.
journal::change subscription_change(std::string_view happened) {
    return {.table = store::subscriptions_table,
            .object_type = "clock_subscription",
            .happened = happened,
            .visible = journal::visibility::closed};
}

// What a key has made is the organisation's.
bool is_own(security::principal const& who, clock_subscription const& one) {
    return who.audience != audience::talent && who.organisation == one.organisation_id &&
           (one.member_id.is_nil() || who.member == one.member_id);
}

} // namespace

std::vector<running_clock> clocks_service::list(db::session& sql, security::principal const& asker,
                                                instant due, std::string_view id, int limit,
                                                instant now) const {
    if (asker.audience == audience::talent) return {};
    auto found = store::list_clocks(sql, asker.organisation, due, id, limit);
    for (auto& one : found)
        one.over = one.due <= now;
    return found;
}

result<issued_clock_subscription> clocks_service::subscribe(unit_of_work& unit,
                                                            clock_subscription wanted) const {
    auto const& actor = unit.actor();
    if (actor.audience == audience::talent) return refuse(error_code::forbidden);
    // Who counts at the same time must wait, or both would find room for one.
    journal::lock_head(unit.sql());
    if (store::count_subscriptions(unit.sql(), actor.organisation, actor.member) >=
        subscriptions_per_reader_max) {
        return refuse(error_code::conflict, "There are " +
                                                std::to_string(subscriptions_per_reader_max) +
                                                " calendar subscriptions already.");
    }
    auto const token = security::make_session_token();
    wanted.id = make_uuid(unit.now());
    wanted.organisation_id = actor.organisation;
    wanted.member_id = actor.member;
    wanted.token_sha256 = token.sha256;
    journal::create(unit, wanted, subscription_change("made"));
    return issued_clock_subscription{wanted, "/v1/clocks.ics?token=" + token.secret};
}

std::vector<clock_subscription> clocks_service::list_subscriptions(db::session& sql,
                                                                   security::principal const& asker,
                                                                   std::string_view after,
                                                                   int limit) const {
    if (asker.audience == audience::talent) return {};
    return store::list_subscriptions(sql, asker.organisation, asker.member, after, limit);
}

result<void> clocks_service::revoke(unit_of_work& unit, uuid const& id,
                                    std::int64_t expected_version) const {
    auto const found = store::find_subscription(unit.sql(), id);
    if (!found || !is_own(unit.actor(), *found)) return refuse(error_code::not_found);
    TRY(journal::check_version(found->version, expected_version));
    if (found->revoked_at) return refuse(error_code::wrong_state, "It was revoked already.");
    auto changed = *found;
    changed.revoked_at = unit.now();
    return journal::save(unit, *found, changed, subscription_change("revoked"));
}

result<std::string> clocks_service::read_calendar(db::session& sql, std::string_view token,
                                                  instant now) const {
    auto const found = store::find_by_token(sql, security::sha256_hex(token));
    if (!found || found->revoked_at) return refuse(error_code::not_found);
    if (!found->member_id.is_nil()) {
        auto const reader = known_.find_member(found->member_id);
        if (!reader || reader->status != identity::member_status::active)
            return refuse(error_code::not_found);
    }
    auto const clocks =
        store::list_clocks(sql, found->organisation_id, instant{}, {}, calendar_clocks_max);
    return write_icalendar(clocks, now);
}

} // namespace talent::clocks
