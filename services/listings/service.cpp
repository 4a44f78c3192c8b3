#include "services/listings/service.hpp"

#include "common/calendar/working_days.hpp"
#include "common/journal/change.hpp"
#include "common/journal/numbering.hpp"
#include "common/vocabulary/region_code.hpp"
#include "services/identity/service.hpp"
#include "services/listings/store.hpp"

namespace talent::listings {
namespace {

using journal::change;
using journal::unit_of_work;
using security::audience;
using security::principal;

// What differs between the two kinds of listing; the use cases are the same.
template <class T>
struct kind_of_listing;
template <>
struct kind_of_listing<demand> {
    static constexpr std::string_view table = store::demands_table;
    static constexpr std::string_view object_type = "demand";
    static constexpr std::string_view number_prefix = "D";
    static std::string region(demand const& one) { return one.region; }
};
template <>
struct kind_of_listing<supply> {
    static constexpr std::string_view table = store::supplies_table;
    static constexpr std::string_view object_type = "supply";
    static constexpr std::string_view number_prefix = "S";
    static std::string region(supply const& one) {
        return one.regions.empty() ? std::string() : one.regions.front();
    }
};

// Open is what everybody was shown, and that it is shown no more; the rest is its owner's.
template <class T>
bool is_shown_to_all(T const* before, T const& after) {
    return after.state == listing_state::published ||
           (before != nullptr && before->state == listing_state::published);
}

template <class T>
change change_of(T const* before, T const& one, std::string_view publisher_region,
                 std::string_view happened) {
    auto region = kind_of_listing<T>::region(one);
    return {.table = kind_of_listing<T>::table,
            .object_type = kind_of_listing<T>::object_type,
            .happened = happened,
            .visible = is_shown_to_all(before, one) ? journal::visibility::open
                                                    : journal::visibility::parties,
            .parties = {one.organisation_id},
            .region = region.empty() ? std::string(publisher_region) : std::move(region)};
}

std::string_view past_participle(listing_command command) {
    switch (command) {
        case listing_command::publish:
            return "published";
        case listing_command::withdraw:
            return "withdrawn";
        case listing_command::close:
            return "closed";
        case listing_command::fill:
            return "filled";
        case listing_command::suspend:
            return "suspended";
        case listing_command::reinstate:
            return "reinstated";
        case listing_command::moderate:
            return "sent_to_moderation";
    }
    return {};
}

bool is_moderators(listing_command command) {
    return command == listing_command::suspend || command == listing_command::reinstate;
}

// A talent's key speaks within the agency that keeps the listing, and for that one listing only.
bool owns(principal const& who, demand const& one) {
    return who.audience != audience::talent && who.organisation == one.organisation_id;
}
bool owns(principal const& who, supply const& one) {
    return who.organisation == one.organisation_id &&
           (who.audience != audience::talent || who.subject == one.id);
}

// An operator moderates the listings of organisations within its region.
bool moderates(principal const& who, std::optional<identity::organisation> const& publisher) {
    return publisher && identity::administers(who, publisher->region);
}

std::string join(std::vector<std::string> const& words) {
    std::string joined;
    for (auto const& word : words)
        joined.append(joined.empty() ? "" : ", ").append(word);
    return joined;
}

template <class T>
T with_derived(T one, instant now) {
    one.expired = is_expired(one.state, one.expires_at, now);
    return one;
}

} // namespace

// -- both kinds of listing --

template <class T>
result<T> listings_service::drafted(unit_of_work const& unit, T wanted) const {
    TRY(check_consistency(wanted));
    if (unit.actor().audience == audience::talent)
        return refuse(error_code::forbidden, "The agency makes the listing.");
    auto const publisher = known_.find_organisation(unit.actor().organisation);
    if (!publisher) return refuse(error_code::not_found);
    wanted.id = make_uuid(unit.now());
    wanted.organisation_id = publisher->id;
    return wanted;
}

template <class T>
void listings_service::keep_draft(unit_of_work& unit, T& draft) const {
    auto const publisher = known_.find_organisation(draft.organisation_id);
    draft.number = journal::next_number(unit, kind_of_listing<T>::number_prefix,
                                        publisher ? publisher->region : unit.actor().region);
    journal::create(unit, draft, change_of<T>(nullptr, draft, unit.actor().region, "drafted"));
}

template <class T>
result<T> listings_service::create(unit_of_work& unit, T wanted) const {
    TRY(auto draft, drafted(unit, std::move(wanted)));
    keep_draft(unit, draft);
    return draft;
}

template <class T>
result<T> listings_service::create_published(unit_of_work& unit, T wanted) const {
    TRY(auto draft, drafted(unit, std::move(wanted)));
    // The publication has its say before anything is written.
    TRY(auto published, after_command(unit, draft, listing_command::publish, {}));
    keep_draft(unit, draft);
    published.number = draft.number;
    published.created_at = draft.created_at;
    return keep_command(unit, draft, std::move(published), listing_command::publish);
}

template <class T>
result<T> listings_service::edit(unit_of_work& unit, uuid const& id, std::int64_t expected_version,
                                 json::value const& patch, json::code_checker const& codes) const {
    auto const found = store::find<T>(unit.sql(), id);
    if (!found || !owns(unit.actor(), *found)) return refuse(error_code::not_found);
    TRY(journal::check_version(found->version, expected_version));
    if (!is_editable(found->state))
        return refuse(error_code::wrong_state, "The listing has ended.");
    auto changed = *found;
    TRY(json::patch(patch, changed, codes));
    TRY(check_consistency(changed));
    drop_outdated_proofs(*found, changed);
    // What is published stays lawful: an edit passes the same gate as the publication did.
    if (found->state == listing_state::published) {
        TRY(identity::require_verified(unit.actor()));
        TRY(changed.state, publish(unit, changed));
    }
    bool const held_back = changed.state != found->state;
    TRY(journal::save(unit, *found, changed,
                      change_of(&*found, changed, unit.actor().region,
                                held_back ? "sent_to_moderation" : "edited")));
    return with_derived(changed, unit.now());
}

template <class T>
result<void> listings_service::remove_draft(unit_of_work& unit, uuid const& id,
                                            std::int64_t expected_version) const {
    auto const found = store::find<T>(unit.sql(), id);
    if (!found || !owns(unit.actor(), *found)) return refuse(error_code::not_found);
    TRY(journal::check_version(found->version, expected_version));
    if (found->state != listing_state::draft || found->published_at) {
        return refuse(error_code::wrong_state,
                      "Only a draft is deleted; a published listing is withdrawn.");
    }
    if (store::has_person(unit.sql(), id)) {
        return refuse(error_code::conflict,
                      "A talent's personal record or consents hang on this listing: erase the "
                      "record, and withdraw the listing instead of deleting it.");
    }
    return journal::remove(unit, *found,
                           change_of<T>(nullptr, *found, unit.actor().region, "deleted"));
}

template <class T>
result<T> listings_service::command(unit_of_work& unit, uuid const& id,
                                    std::int64_t expected_version, listing_command wanted,
                                    std::string_view reason) const {
    auto const found = store::find<T>(unit.sql(), id);
    if (!found) return refuse(error_code::not_found);
    bool const permitted =
        is_moderators(wanted)
            ? moderates(unit.actor(), known_.find_organisation(found->organisation_id))
            : owns(unit.actor(), *found);
    if (!permitted) return refuse(error_code::not_found);
    TRY(journal::check_version(found->version, expected_version));
    if (known_.is_test(found->organisation_id)) unit.keep_apart();
    TRY(auto changed, after_command(unit, *found, wanted, reason));
    return keep_command(unit, *found, std::move(changed), wanted);
}

template <class T>
result<T> listings_service::after_command(unit_of_work& unit, T listing, listing_command wanted,
                                          std::string_view reason) const {
    TRY(listing.state, next_state(listing.state, wanted));
    listing.state_reason = reason;
    if (wanted == listing_command::publish) {
        TRY(identity::require_verified(unit.actor()));
        TRY(listing.state, publish(unit, listing));
    }
    // The moderator has judged the wording; what the law requires holds for everybody.
    if (wanted == listing_command::reinstate) TRY(check_lawful(unit, listing));
    if (listing.state == listing_state::published && !listing.published_at)
        listing.published_at = unit.now();
    return listing;
}

template <class T>
result<T> listings_service::keep_command(unit_of_work& unit, T const& before, T after,
                                         listing_command wanted) const {
    bool const held_back =
        wanted == listing_command::publish && after.state == listing_state::suspended;
    TRY(journal::save(unit, before, after,
                      change_of(&before, after, unit.actor().region,
                                past_participle(held_back ? listing_command::moderate : wanted))));
    return with_derived(std::move(after), unit.now());
}

template <class T>
result<T> listings_service::read(db::session& sql, principal const& asker, uuid const& id,
                                 instant now) const {
    auto const found = store::find<T>(sql, id);
    if (!found) return refuse(error_code::not_found);
    auto const shown = with_derived(*found, now);
    auto const publisher = known_.find_organisation(shown.organisation_id);
    bool const is_public = shown.state == listing_state::published && !shown.expired && publisher &&
                           publisher->status != identity::organisation_status::suspended &&
                           known_.may_see(asker, publisher->id);
    if (is_public || owns(asker, shown) || moderates(asker, publisher)) return shown;
    return refuse(error_code::not_found);
}

template <class T>
result<T> listings_service::read(db::session& sql, principal const& asker, std::string_view number,
                                 instant now) const {
    auto const found = store::find_by_number<T>(sql, number);
    if (!found) return refuse(error_code::not_found);
    return read<T>(sql, asker, found->id, now);
}

template <class T>
std::vector<T> listings_service::list_own(db::session& sql, principal const& asker,
                                          std::optional<listing_state> state,
                                          std::string_view after, int limit) const {
    if (asker.audience != audience::talent)
        return store::list<T>(sql, asker.organisation, state, after, limit);
    auto const found = store::find<T>(sql, asker.subject);
    bool const is_next = found && owns(asker, *found) && to_string(found->id) > after;
    return is_next && state.value_or(found->state) == found->state ? std::vector<T>{*found}
                                                                   : std::vector<T>{};
}

template std::vector<demand> listings_service::list_own(db::session&, principal const&,
                                                        std::optional<listing_state>,
                                                        std::string_view, int) const;
template std::vector<supply> listings_service::list_own(db::session&, principal const&,
                                                        std::optional<listing_state>,
                                                        std::string_view, int) const;
template result<demand> listings_service::create(unit_of_work&, demand) const;
template result<supply> listings_service::create(unit_of_work&, supply) const;
template result<demand> listings_service::create_published(unit_of_work&, demand) const;
template result<supply> listings_service::create_published(unit_of_work&, supply) const;
template result<demand> listings_service::edit(unit_of_work&, uuid const&, std::int64_t,
                                               json::value const&, json::code_checker const&) const;
template result<supply> listings_service::edit(unit_of_work&, uuid const&, std::int64_t,
                                               json::value const&, json::code_checker const&) const;
template result<void> listings_service::remove_draft<demand>(unit_of_work&, uuid const&,
                                                             std::int64_t) const;
template result<void> listings_service::remove_draft<supply>(unit_of_work&, uuid const&,
                                                             std::int64_t) const;
template result<demand> listings_service::command(unit_of_work&, uuid const&, std::int64_t,
                                                  listing_command, std::string_view) const;
template result<supply> listings_service::command(unit_of_work&, uuid const&, std::int64_t,
                                                  listing_command, std::string_view) const;
template result<demand> listings_service::read(db::session&, principal const&, uuid const&,
                                               instant) const;
template result<supply> listings_service::read(db::session&, principal const&, uuid const&,
                                               instant) const;
template result<demand> listings_service::read(db::session&, principal const&, std::string_view,
                                               instant) const;
template result<supply> listings_service::read(db::session&, principal const&, std::string_view,
                                               instant) const;

std::vector<demand> listings_service::list_published(db::session& sql, std::string_view after,
                                                     instant now, int limit) const {
    return store::list_published(sql, after, now, limit);
}

// -- publication --

result<void> listings_service::check_lawful(unit_of_work& unit, demand& notice) const {
    auto const publisher = known_.find_organisation(notice.organisation_id);
    if (!publisher) return refuse(error_code::not_found);
    bool const by_agency = publisher->kind == identity::organisation_kind::agency;
    if (notice.employer_name.empty() && !by_agency) notice.employer_name = publisher->name;
    if (by_agency) {
        notice.licence_number.clear();
        for (auto const& licence : known_.qualifications_of(publisher->id)) {
            bool const fits =
                licence.kind == identity::qualification_kind::human_resources_service_licence &&
                identity::is_valid_on(licence, calendar::day_of(unit.now()));
            if (fits) notice.licence_number = licence.number;
        }
    }
    return check_publication(notice, by_agency, unit.now());
}

result<void> listings_service::check_lawful(unit_of_work& unit, supply& notice) const {
    return check_publication(notice, unit.now());
}

result<listing_state> listings_service::publish(unit_of_work& unit, demand& notice) const {
    TRY(check_lawful(unit, notice));
    auto const found = discriminatory_words(notice, *words_.current());
    if (found.empty()) return listing_state::published;
    notice.state_reason = "waiting for a moderator because of: " + join(found);
    return listing_state::suspended;
}

result<listing_state> listings_service::publish(unit_of_work& unit, supply& notice) const {
    TRY(check_lawful(unit, notice));
    return listing_state::published;
}

// -- moderation --

template <class T>
result<std::vector<T>> listings_service::list_suspended(db::session& sql, principal const& asker,
                                                        std::string_view after, int limit) const {
    std::vector<T> waiting;
    std::string position(after);
    while (static_cast<int>(waiting.size()) < limit) {
        auto const page = store::list_suspended<T>(sql, position, limit);
        for (auto const& one : page) {
            if (static_cast<int>(waiting.size()) == limit) break;
            if (moderates(asker, known_.find_organisation(one.organisation_id)))
                waiting.push_back(one);
        }
        if (static_cast<int>(page.size()) < limit) break;
        position = to_string(page.back().id);
    }
    return waiting;
}

template result<std::vector<demand>> listings_service::list_suspended(db::session&,
                                                                      principal const&,
                                                                      std::string_view, int) const;
template result<std::vector<supply>> listings_service::list_suspended(db::session&,
                                                                      principal const&,
                                                                      std::string_view, int) const;

// -- supplies --

result<supply> listings_service::verify_facts(unit_of_work& unit, uuid const& id,
                                              std::int64_t expected_version,
                                              verified_facts const& facts) const {
    auto const found = store::find<supply>(unit.sql(), id);
    if (!found || !moderates(unit.actor(), known_.find_organisation(found->organisation_id)))
        return refuse(error_code::not_found);
    TRY(journal::check_version(found->version, expected_version));
    for (std::size_t i = 0; i < facts.skills.size(); ++i) {
        if (std::find(found->skills.begin(), found->skills.end(), facts.skills[i]) ==
            found->skills.end()) {
            return refuse_field("/skills/" + std::to_string(i), "not_offered",
                                "is not among the supply's skills");
        }
    }
    auto changed = *found;
    changed.education_verified = facts.education;
    changed.experience_verified = facts.experience;
    changed.skills_verified = facts.skills;
    TRY(journal::save(unit, *found, changed,
                      change_of(&*found, changed, unit.actor().region, "facts_verified")));
    return with_derived(changed, unit.now());
}

} // namespace talent::listings
