#include "services/market/suppliers/supplier_book.hpp"

#include <algorithm>
#include <mutex>

#include "common/vocabulary/region_code.hpp"
#include "services/market/index/document.hpp"
#include "services/market/suppliers/tender_fit.hpp"

namespace talent::market {
namespace {

using offerings::order_side;

// Test organisations rehearse among themselves: on the market nobody finds them, nor what they
// sell, since nothing is known of them here.
bool is_known_agency(identity::organisation const& one) {
    return one.kind == identity::organisation_kind::agency && !one.test;
}

// The place of an id in what is sorted by it.
template <class Value, class Id>
auto place_of(std::vector<Value>& sorted, uuid const& id, Id id_of) {
    return std::ranges::lower_bound(sorted, id, {}, id_of);
}

void put(supplier& to, identity::organisation const& one) {
    to.profile = identity::profile_of(one);
}

void put(supplier& to, identity::qualification const& one) {
    auto const place = place_of(to.qualifications, one.id, &identity::qualification::id);
    if (place != to.qualifications.end() && place->id == one.id) {
        *place = one;
    } else {
        to.qualifications.insert(place, one);
    }
}

service_pointer service_of(offerings::offering const& one) {
    auto made = std::make_shared<offered_service>();
    std::string pieces;
    append_piece(one.title, pieces);
    append_piece(one.description, pieces);
    append_piece(one.terms, pieces);
    made->one = one;
    made->words = words_offered(pieces);
    return made;
}

void put(supplier& to, offerings::offering const& one) {
    auto const id_of = [](service_pointer const& each) { return each->one.id; };
    auto const place = place_of(to.services, one.id, id_of);
    bool const known = place != to.services.end() && (*place)->one.id == one.id;
    bool const published = one.state == offerings::offering_state::published;
    if (published && known) {
        *place = service_of(one);
    } else if (published) {
        to.services.insert(place, service_of(one));
    } else if (known) {
        to.services.erase(place);
    }
}

// Once accepted it stays so, whatever state comes behind.
void put(supplier& to, offerings::order const& one) {
    if (!one.accepted_by_buyer_at) return;
    auto const place = std::ranges::lower_bound(to.delivered, one.id);
    if (place == to.delivered.end() || *place != one.id) to.delivered.insert(place, one.id);
}

void put(supplier& to, offerings::review const& one) {
    auto place = place_of(to.reviews, one.order_id, &supplier_review::order_id);
    if (place == to.reviews.end() || place->order_id != one.order_id)
        place = to.reviews.insert(place, supplier_review{one.order_id, {}, {}, {}});
    if (one.side == order_side::seller) {
        place->answered_at = one.written_at;
    } else {
        place->rating = one.rating;
        place->written_at = one.written_at;
    }
}

void put(supplier& to, exclusions::exclusion const& one) {
    auto const place = place_of(to.exclusions, one.id, &exclusions::exclusion::id);
    if (place != to.exclusions.end() && place->id == one.id) {
        *place = one;
    } else {
        to.exclusions.insert(place, one);
    }
}

uuid supplier_of(exclusions::exclusion const& one) {
    return one.supplier_id;
}
uuid supplier_of(identity::organisation const& one) {
    return one.id;
}
uuid supplier_of(identity::qualification const& one) {
    return one.organisation_id;
}
uuid supplier_of(offerings::offering const& one) {
    return one.organisation_id;
}
uuid supplier_of(offerings::order const& one) {
    return one.seller_id;
}
uuid supplier_of(offerings::review const& one) {
    return one.side == order_side::seller ? one.author_id : one.subject_id;
}

tender_pointer tendered(procurement::tender const& one) {
    auto made = std::make_shared<tendered_work>();
    made->one = one;
    made->words.append(one.title);
    for (auto const& lot : one.lots)
        made->words.append(lot.title);
    for (auto const& item : one.items)
        made->words.append(item.description);
    made->categories = categories_of(one.eligibility);
    return made;
}

} // namespace

offerings::rating_summary supplier::ratings(instant now) const {
    std::int64_t sum = 0;
    std::int64_t count = 0;
    for (auto const& each : reviews) {
        if (!each.rating) continue;
        offerings::review blind;
        blind.written_at = each.written_at;
        bool const answered = each.answered_at && *each.answered_at <= now;
        if (!offerings::is_published(blind, answered, now)) continue;
        sum += *each.rating;
        ++count;
    }
    return offerings::summarise(sum, count);
}

bool supplier::is_excluded(std::string_view region, instant now) const {
    return std::ranges::any_of(exclusions, [&](exclusions::exclusion const& one) {
        return exclusions::is_effective(one, now) &&
               vocabulary::is_region_within(region, one.region);
    });
}

bool tendered_work::takes_bids(instant now) const {
    return one.state == procurement::tender_state::published && one.deadline_at &&
           now < *one.deadline_at;
}

supplier& supplier_book::held(uuid const& organisation) {
    auto& place = suppliers_[organisation];
    if (!place) {
        place = std::make_shared<supplier>();
        place->profile.id = organisation;
    }
    return *place;
}

void supplier_book::load(identity::organisation const& one) {
    std::unique_lock const lock(mutex_);
    if (is_known_agency(one)) put(held(one.id), one);
}
void supplier_book::load(identity::qualification const& one) {
    std::unique_lock const lock(mutex_);
    put(held(supplier_of(one)), one);
}
void supplier_book::load(offerings::offering const& one) {
    std::unique_lock const lock(mutex_);
    put(held(supplier_of(one)), one);
}
void supplier_book::load(offerings::order const& one) {
    std::unique_lock const lock(mutex_);
    put(held(supplier_of(one)), one);
}
void supplier_book::load(offerings::review const& one) {
    std::unique_lock const lock(mutex_);
    put(held(supplier_of(one)), one);
}
void supplier_book::load(exclusions::exclusion const& one) {
    std::unique_lock const lock(mutex_);
    put(held(supplier_of(one)), one);
}
void supplier_book::load(procurement::tender const& one) {
    keep(one);
}

// A reader may hold what is there: it is replaced, not changed. Only this thread changes it, so it
// is copied without the lock.
template <class T>
void supplier_book::apply_to_supplier(uuid const& organisation, T const& one) {
    auto const known = find_supplier(organisation);
    auto changed = known ? std::make_shared<supplier>(*known) : std::make_shared<supplier>();
    changed->profile.id = organisation;
    put(*changed, one);
    std::unique_lock const lock(mutex_);
    suppliers_[organisation] = std::move(changed);
}

void supplier_book::keep(procurement::tender const& one) {
    if (!procurement::is_public(one)) return;
    auto made = tendered(one);
    std::unique_lock const lock(mutex_);
    tenders_.insert_or_assign(one.id, std::move(made));
}

void supplier_book::apply(journal::entry const& one) {
    if (one.after.empty()) return;
    auto const follow = [&]<class T>(T const& now) { apply_to_supplier(supplier_of(now), now); };
    if (one.object_type == "organisation") {
        auto const now = json::read_stored<identity::organisation>(one.after);
        if (is_known_agency(now)) follow(now);
    } else if (one.object_type == "qualification") {
        follow(json::read_stored<identity::qualification>(one.after));
    } else if (one.object_type == "offering") {
        follow(json::read_stored<offerings::offering>(one.after));
    } else if (one.object_type == "order") {
        auto const now = json::read_stored<offerings::order>(one.after);
        if (now.accepted_by_buyer_at) follow(now);
    } else if (one.object_type == "review") {
        follow(json::read_stored<offerings::review>(one.after));
    } else if (one.object_type == "exclusion") {
        follow(json::read_stored<exclusions::exclusion>(one.after));
    } else if (one.object_type == "tender") {
        keep(json::read_stored<procurement::tender>(one.after));
    }
}

std::vector<supplier_pointer> supplier_book::suppliers() const {
    std::shared_lock const lock(mutex_);
    std::vector<supplier_pointer> all;
    all.reserve(suppliers_.size());
    for (auto const& [id, one] : suppliers_)
        all.push_back(one);
    return all;
}

std::vector<tender_pointer> supplier_book::tenders() const {
    std::shared_lock const lock(mutex_);
    std::vector<tender_pointer> all;
    all.reserve(tenders_.size());
    for (auto const& [id, one] : tenders_)
        all.push_back(one);
    return all;
}

supplier_pointer supplier_book::find_supplier(uuid const& organisation) const {
    std::shared_lock const lock(mutex_);
    auto const found = suppliers_.find(organisation);
    return found == suppliers_.end() ? nullptr : found->second;
}

tender_pointer supplier_book::find_tender(uuid const& id) const {
    std::shared_lock const lock(mutex_);
    auto const found = tenders_.find(id);
    return found == tenders_.end() ? nullptr : found->second;
}

} // namespace talent::market
