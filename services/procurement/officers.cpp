#include "services/procurement/officers.hpp"

#include <algorithm>

#include "common/journal/change.hpp"
#include "services/identity/service.hpp"
#include "services/procurement/duty_store.hpp"
#include "services/procurement/final_offer.hpp"
#include "services/procurement/key_changes.hpp"
#include "services/procurement/service.hpp"
#include "services/procurement/store.hpp"

namespace talent::procurement {
namespace {

using journal::unit_of_work;

journal::change opening_key_change(opening_key const& one, unit_of_work const& unit,
                                   std::string_view happened) {
    return {.table = store::opening_keys_table,
            .object_type = "opening_key",
            .happened = happened,
            .visible = journal::visibility::parties,
            .parties = {one.organisation_id},
            .region = unit.actor().region};
}

std::vector<opening_key> named_keys(db::session& sql, key_naming const& wanted) {
    std::vector<opening_key> found;
    for (auto const& each : wanted.officers) {
        if (auto one = store::find_opening_key(sql, each.opening_key_id))
            found.push_back(*std::move(one));
    }
    return found;
}

officer officer_of(std::int64_t number, opening_key const& key) {
    return {.number = number,
            .opening_key_id = key.id,
            .organisation_id = key.organisation_id,
            .holder_id = key.holder_id,
            .label = key.label,
            .public_key = key.public_key};
}

struct made_key {
    tender_key key;
    std::vector<std::string> sealed_shares; // base64url
};

made_key of_client(tender_key key, key_naming const& wanted) {
    made_key made{std::move(key), {}};
    made.key.made_by = key_maker::buyer;
    made.key.public_key = wanted.public_key;
    for (std::size_t i = 0; i < officers_named; ++i) {
        made.key.officers[i].commitment = wanted.officers[i].commitment;
        made.sealed_shares.push_back(wanted.officers[i].sealed_share);
    }
    return made;
}

// The secret and the shares are wiped as they go out of scope; nothing of them is stored but what
// is sealed to the officers.
result<made_key> of_platform(tender_key key) {
    made_key made{std::move(key), {}};
    auto const secret = security::secret_key::random();
    made.key.made_by = key_maker::platform;
    made.key.public_key = security::to_hexadecimal(security::box_public_key_of(secret));
    auto const shares = split(secret);
    for (std::size_t i = 0; i < officers_named; ++i) {
        auto& one = made.key.officers[i];
        one.commitment = commitment_of(made.key.tender_id, one.number, shares[i].view());
        auto const closed = security::from_hexadecimal(one.public_key);
        auto const box = closed ? security::close_box(*closed, shares[i].view()) : std::nullopt;
        if (!box) return refuse(error_code::seal_invalid, "An officer's key cannot be sealed to.");
        made.sealed_shares.push_back(security::to_base64url(*box));
    }
    return made;
}

void keep_key(unit_of_work& unit, tender const& of, made_key& made) {
    journal::create(unit, made.key, tender_key_change(of, "named"));
    for (auto const& each : made.key.officers) {
        auto const place = static_cast<std::size_t>(each.number - 1);
        store::put_sealed_share(unit.sql(), of.id, each.number, made.sealed_shares[place]);
        store::put_officer(unit.sql(), of.id, each.number, each.holder_id);
    }
}

// Colleagues of an officer, and the buyer's own people, may know that they are none.
problem refuse_stranger(tender const& of, tender_key const& key, security::principal const& who) {
    bool const concerned = of.buyer_id == who.organisation ||
                           std::ranges::any_of(key.officers, [&](officer const& one) {
                               return one.organisation_id == who.organisation;
                           });
    return concerned ? refuse(error_code::conflict, "You are not one of the named officers.")
                     : refuse(error_code::not_found);
}

result<void> check_release(tender const& of, officer const& by, released_share const& given,
                           instant now) {
    if (awaits_final_offers(of)) {
        TRY(check_final_offers_ended(of, now));
    } else if (of.state == tender_state::published) {
        TRY(check_may_be_opened(of, now));
    } else {
        return refuse(error_code::wrong_state, "The tender does not wait for its opening.");
    }
    if (by.released_at)
        return refuse(error_code::wrong_state, "This officer has released the share already.");
    auto const share = security::from_hexadecimal(given.share);
    if (!share || share->size() != share_bytes ||
        commitment_of(of.id, by.number, *share) != by.commitment)
        return refuse(error_code::seal_invalid,
                      "It is not the share that the tender's key commits to.");
    return success();
}

} // namespace

// -- officers' keys --

result<opening_key> officer_service::register_key(unit_of_work& unit, opening_key wanted) const {
    TRY(identity::require_verified(unit.actor()));
    auto const key = security::from_hexadecimal(wanted.public_key);
    if (!key || !security::close_box(*key, "probe"))
        return refuse(error_code::seal_invalid, "The public key is not an X25519 key.");
    wanted.holder_id = officer_identity(unit.actor());
    if (store::count_opening_keys(unit.sql(), wanted.holder_id) >= opening_keys_per_holder_max)
        return refuse(error_code::conflict, "Too many keys are registered for this officer.");
    wanted.id = make_uuid(unit.now());
    wanted.organisation_id = unit.actor().organisation;
    journal::create(unit, wanted, opening_key_change(wanted, unit, "registered"));
    return wanted;
}

result<opening_key> officer_service::retire_key(unit_of_work& unit, uuid const& id,
                                                std::int64_t expected_version) const {
    auto const found = store::find_opening_key(unit.sql(), id);
    if (!found || found->organisation_id != unit.actor().organisation)
        return refuse(error_code::not_found);
    TRY(journal::check_version(found->version, expected_version));
    if (found->retired_at) return refuse(error_code::wrong_state, "The key is retired.");
    auto changed = *found;
    changed.retired_at = unit.now();
    TRY(journal::save(unit, *found, changed, opening_key_change(changed, unit, "retired")));
    return changed;
}

result<opening_key> officer_service::read_key(db::session& sql, uuid const& id) const {
    auto found = store::find_opening_key(sql, id);
    if (!found) return refuse(error_code::not_found);
    return *std::move(found);
}

std::vector<opening_key> officer_service::list_own_keys(db::session& sql,
                                                        security::principal const& asker,
                                                        std::string_view after, int limit) const {
    return store::list_opening_keys(sql, asker.organisation, after, limit);
}

// -- the key of a tender --

result<tender_key> officer_service::name_officers(unit_of_work& unit, uuid const& tender_id,
                                                  key_naming const& wanted) const {
    auto const of = store::lock_tender(unit.sql(), tender_id);
    if (!of || of->buyer_id != unit.actor().organisation) return refuse(error_code::not_found);
    if (of->state != tender_state::draft)
        return refuse(error_code::wrong_state, "Officers are named before the publication.");
    auto const keys = named_keys(unit.sql(), wanted);
    TRY(check_naming(wanted, keys));
    for (auto const& each : keys) {
        auto const organisation = known_.find_organisation(each.organisation_id);
        if (!organisation || organisation->status != identity::organisation_status::verified)
            return refuse(error_code::organisation_not_verified,
                          "The organisation of an officer is not verified.");
        if (!known_.may_deal(unit.actor(), each.organisation_id))
            return refuse_field("/officers", "test_only",
                                "test organisations rehearse among themselves");
    }
    tender_key named{.id = make_uuid(unit.now()), .tender_id = tender_id};
    for (std::size_t i = 0; i < keys.size(); ++i)
        named.officers.push_back(officer_of(static_cast<std::int64_t>(i + 1), keys[i]));
    auto made = result<made_key>(of_client(named, wanted));
    if (wanted.public_key.empty()) made = of_platform(std::move(named));
    TRY(auto kept, std::move(made));
    if (auto const earlier = store::find_tender_key(unit.sql(), tender_id))
        TRY(journal::remove(unit, *earlier, tender_key_change(*of, "renamed")));
    keep_key(unit, *of, kept);
    return std::move(kept.key);
}

result<tender_key> officer_service::read_tender_key(db::session& sql,
                                                    security::principal const& asker,
                                                    uuid const& tender_id) const {
    auto const of = store::find_tender(sql, tender_id);
    auto found = store::find_tender_key(sql, tender_id);
    bool const shown = of && found &&
                       (of->buyer_id == asker.organisation ||
                        (is_public(*of) && known_.may_see(asker, of->buyer_id)));
    if (!shown) return refuse(error_code::not_found);
    return *std::move(found);
}

result<void> publish_tender_key(unit_of_work& unit, tender const& of) {
    auto const found = store::find_tender_key(unit.sql(), of.id);
    if (!found) {
        auto refused = refuse(error_code::publication_refused,
                              "Name the three officers who open the bids (POST …/key).");
        refused.errors.push_back({"/key", "required", "three officers open the bids"});
        return refused;
    }
    auto changed = *found;
    return journal::save(unit, *found, changed, tender_key_change(of, "published"));
}

// -- shares --

result<officer_share> officer_service::read_share(db::session& sql,
                                                  security::principal const& asker,
                                                  uuid const& tender_id) const {
    auto const of = store::find_tender(sql, tender_id);
    auto const key = store::find_tender_key(sql, tender_id);
    auto const* const own = key ? find_officer(*key, asker) : nullptr;
    auto const sealed =
        own != nullptr ? store::find_sealed_share(sql, tender_id, own->number) : std::nullopt;
    if (!sealed && of && key) return refuse_stranger(*of, *key, asker);
    if (!sealed) return refuse(error_code::not_found);
    return officer_share{.tender_id = tender_id,
                         .number = own->number,
                         .opening_key_id = own->opening_key_id,
                         .sealed_share = *sealed,
                         .commitment = own->commitment};
}

result<tender_key> officer_service::release_share(unit_of_work& unit, uuid const& tender_id,
                                                  released_share const& given) const {
    auto const of = store::lock_tender(unit.sql(), tender_id);
    auto const found = store::find_tender_key(unit.sql(), tender_id);
    auto const* const own = found ? find_officer(*found, unit.actor()) : nullptr;
    if (!of || !is_public(*of) || !found) return refuse(error_code::not_found);
    if (own == nullptr) return refuse_stranger(*of, *found, unit.actor());
    if (auto checked = check_release(*of, *own, given, unit.now()); !checked.has_value())
        return refuse_on_record(unit, *of, std::move(checked).error());
    store::put_released_share(unit.sql(), tender_id, own->number, given.share);
    auto changed = *found;
    changed.officers[static_cast<std::size_t>(own - found->officers.data())].released_at =
        unit.now();
    TRY(journal::save(unit, *found, changed, tender_key_change(*of, "share_released")));
    return changed;
}

// -- the opening --

result<assembled_secret> assemble_secret(db::session& sql, uuid const& tender_id) {
    auto const key = store::find_tender_key(sql, tender_id);
    if (!key || count_released(*key) < officers_needed) return refuse(error_code::officers_missing);
    std::vector<std::pair<std::int64_t, security::secret_bytes>> released;
    for (auto const& each : key->officers) {
        auto share = store::find_released_share(sql, tender_id, each.number);
        if (!share) continue;
        security::secret_bytes const digits(*std::move(share));
        released.emplace_back(each.number, security::from_hexadecimal(digits.view()).value_or(""));
    }
    for (std::size_t i = 0; i < released.size(); ++i) {
        for (std::size_t j = i + 1; j < released.size(); ++j) {
            auto const secret = join(released[i].first, released[i].second.view(),
                                     released[j].first, released[j].second.view());
            if (secret && opens(*secret, key->public_key))
                return assembled_secret{*secret, {released[i].first, released[j].first}};
        }
    }
    return refuse(error_code::seal_invalid,
                  "The shares that were released do not give the tender's secret.");
}

result<tender_opening> officer_service::read_opening(db::session& sql,
                                                     security::principal const& asker,
                                                     uuid const& tender_id) const {
    auto const of = store::find_tender(sql, tender_id);
    auto found = store::find_opening(sql, tender_id);
    if (!of || !found || !known_.may_see(asker, of->buyer_id)) return refuse(error_code::not_found);
    return *std::move(found);
}

problem refuse_on_record(unit_of_work& unit, tender const& of, problem refused) {
    if (!is_public(of)) return refused; // the journal's entry would tell of a draft
    std::string reason(definition_of(refused.code).slug);
    if (!refused.detail.empty()) reason.append(": ").append(refused.detail);
    unit.append({.type = "opening.refused",
                 .object_type = "opening",
                 .object_id = of.id,
                 .object_version = of.version,
                 .visible = journal::visibility::open,
                 .parties = {of.buyer_id},
                 .region = of.region,
                 .reason = std::move(reason)});
    return refused;
}

} // namespace talent::procurement
