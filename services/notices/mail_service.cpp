#include "services/notices/mail_service.hpp"

#include <algorithm>

#include "common/journal/change.hpp"
#include "common/journal/journal.hpp"
#include "services/notices/mail_store.hpp"

namespace talent::notices {
namespace {

using security::audience;

// The members' own business: no region, so no operator is told.
journal::change change_of(std::string_view happened) {
    return {.table = store::mail_settings_table,
            .object_type = "mail_setting",
            .happened = happened,
            .visible = journal::visibility::closed};
}

result<void> check_kinds(mail_setting const& wanted) {
    auto faults = refuse(error_code::invalid_fields);
    for (std::size_t i = 0; i < wanted.kinds.size(); ++i) {
        auto const earlier = wanted.kinds.begin() + static_cast<std::ptrdiff_t>(i);
        if (std::find(wanted.kinds.begin(), earlier, wanted.kinds[i]) == earlier) continue;
        faults.errors.push_back({"/kinds/" + std::to_string(i), "doubled", "is there already"});
    }
    if (faults.errors.empty()) return success();
    return faults;
}

} // namespace

mail_setting mail_service::read(db::session& sql, security::principal const& asker) const {
    auto const found = asker.member.is_nil() ? std::optional<mail_setting>{}
                                             : store::find_mail_setting(sql, asker.member);
    return found.value_or(mail_setting{.id = asker.member, .organisation_id = asker.organisation});
}

result<mail_setting> mail_service::set(journal::unit_of_work& unit, std::int64_t expected_version,
                                       mail_setting wanted) const {
    // Of two that set it for the first time at once, one waits and finds it.
    journal::lock_head(unit.sql());
    auto const before = read(unit.sql(), unit.actor());
    TRY(journal::check_version(before.version, expected_version));
    if (unit.actor().member.is_nil() || unit.actor().audience == audience::talent)
        return refuse(error_code::forbidden, "A member sets what is mailed to them, no key does.");
    TRY(check_kinds(wanted));
    auto changed = before;
    changed.kinds = std::move(wanted.kinds);
    changed.language = wanted.language;
    if (before.version == 0) {
        journal::create(unit, changed, change_of("set"));
    } else {
        TRY(journal::save(unit, before, changed, change_of("set")));
    }
    return changed;
}

result<redelivery_answer> mail_service::send_again(db::session& sql,
                                                   security::principal const& asker,
                                                   mail_redelivery const& wanted,
                                                   instant now) const {
    auto faults = refuse(error_code::invalid_fields);
    redelivery_answer done;
    for (std::size_t i = 0; i < wanted.mails.size(); ++i) {
        auto const found = store::find_mail(sql, wanted.mails[i]);
        bool const own = found && !asker.member.is_nil() && found->member_id == asker.member;
        if (own && store::send_mail_again(sql, found->id, now)) {
            ++done.count;
            continue;
        }
        faults.errors.push_back({"/mails/" + std::to_string(i),
                                 own ? "wrong_state" : "unknown_value",
                                 own ? "is not dead" : "is no mail to you"});
    }
    if (faults.errors.empty()) return done;
    return faults;
}

std::vector<mail> mail_service::list(db::session& sql, security::principal const& asker,
                                     std::optional<delivery_state> state, std::string_view before,
                                     int limit) const {
    if (asker.member.is_nil()) return {};
    return store::list_mails(sql, asker.member, state, before, limit);
}

} // namespace talent::notices
