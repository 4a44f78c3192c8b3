#include "services/market/index/index.hpp"

#include <mutex>

#include "common/json/peek.hpp"
#include "services/identity/model.hpp"
#include "services/market/index/partition.hpp"

namespace talent::market {
namespace {

// Whether the converter would find no place for it, told without reading the whole object: most
// entries are of drafts. A tender's place depends on more than its state.
bool is_kept_back(document_kind kind, std::string_view stored) {
    if (kind == document_kind::tender) return false;
    auto const state = json::peek_text(stored, "state");
    return state && *state != "published";
}

uuid const& id_of(packed_pointer const& one) {
    return one->id();
}

} // namespace

market_index::market_index(vocabulary::catalogue const& codes)
    : catalogue_(codes),
      codes_(codes),
      names_(codes),
      converter_(codes),
      shelves_(std::make_unique<std::array<shelves, document_kind_count>>()),
      unpacked_(std::make_unique<unpacked_documents>()) {
    for (std::size_t i = 0; i < document_kind_count; ++i) {
        partitions_[i] = std::make_unique<partition>(static_cast<document_kind>(i), codes_);
    }
}

market_index::~market_index() = default;

template <class T>
std::optional<document> market_index::convert(T const& one) const {
    return converter_.convert(one);
}
template <>
std::optional<document> market_index::convert(offerings::offering const& one) const {
    return convert_offering(one);
}
template <>
std::optional<document> market_index::convert(procurement::tender const& one) const {
    return convert_tender(one);
}
template std::optional<document> market_index::convert(listings::demand const&) const;
template std::optional<document> market_index::convert(listings::supply const&) const;

void market_index::load(listings::demand const& one) {
    if (auto made = convert(one)) load(std::move(*made));
}

void market_index::load(listings::supply const& one) {
    if (auto made = convert(one)) load(std::move(*made));
}

void market_index::load(offerings::offering const& one) {
    if (auto made = convert(one)) load(std::move(*made));
}

void market_index::load(procurement::tender const& one) {
    if (auto made = convert(one)) load(std::move(*made));
}

void market_index::load(document one) {
    auto const kind = one.kind;
    auto const id = one.id;
    if (withheld_.take(one)) return take_out(kind, id);
    auto& into = *partitions_[static_cast<std::size_t>(one.kind)];
    auto prepared = into.prepare(std::move(one));
    auto const packed = prepared.one;
    auto& place = shelf_of(kind, id);
    into.put(std::move(prepared));
    std::unique_lock const lock(place.mutex);
    place.documents.put(id, packed, id_of);
}

prepared_batch market_index::prepare_all(document_kind kind, std::vector<document> all) {
    std::vector<document> kept;
    kept.reserve(all.size());
    for (auto& one : all) {
        if (!withheld_.take(one)) kept.push_back(std::move(one));
    }
    return partitions_[static_cast<std::size_t>(kind)]->prepare_all(std::move(kept));
}

void market_index::put_all(document_kind kind, prepared_batch batch) {
    std::vector<packed_pointer> packed;
    packed.reserve(batch.documents.size());
    for (auto const& one : batch.documents)
        packed.push_back(one.one);
    partitions_[static_cast<std::size_t>(kind)]->put_all(std::move(batch));
    for (auto& one : packed) {
        auto& place = shelf_of(kind, one->id());
        std::unique_lock const lock(place.mutex);
        place.documents.put(one->id(), one, id_of);
    }
}

void market_index::advance(instant now) {
    for (auto const& part : partitions_)
        part->advance(now);
}

void market_index::withhold(uuid const& organisation) {
    withheld_.begin(organisation);
    std::vector<packed_pointer> held;
    for (auto const& kind : *shelves_) {
        for (auto const& place : kind) {
            std::shared_lock const lock(place.mutex);
            place.documents.for_each([&](packed_pointer const& one) {
                if (one->organisation() == organisation) held.push_back(one);
            });
        }
    }
    for (auto const& one : held)
        load(document(*one->unpack()));
}

void market_index::release(uuid const& organisation) {
    for (auto& one : withheld_.end(organisation))
        load(std::move(one));
}

// A test organisation's never come in. Only a suspension takes listings away: one that changed its
// name and waits to be verified again keeps what it lawfully published.
void market_index::follow_organisation(journal::entry const& one) {
    if (one.after.empty()) return;
    auto const now = json::read_stored<identity::organisation>(one.after);
    if (now.test || now.status == identity::organisation_status::suspended) {
        withhold(now.id);
    } else {
        release(now.id);
    }
}

void market_index::apply(journal::entry const& one) {
    if (one.object_type == "organisation") return follow_organisation(one);
    auto const kind = kind_named(one.object_type);
    if (!kind) return;
    partitions_[static_cast<std::size_t>(*kind)]->advance(one.at);
    if (auto made = convert(*kind, one)) {
        load(std::move(*made));
    } else {
        remove(*kind, one.object_id);
    }
}

std::optional<document> market_index::convert(document_kind kind, journal::entry const& one) const {
    if (one.after.empty() || is_kept_back(kind, one.after)) return std::nullopt;
    switch (kind) {
        case document_kind::demand:
            return convert(json::read_stored<listings::demand>(one.after));
        case document_kind::supply:
            return convert(json::read_stored<listings::supply>(one.after));
        case document_kind::offering:
            return convert(json::read_stored<offerings::offering>(one.after));
        case document_kind::tender:
            return convert(json::read_stored<procurement::tender>(one.after));
    }
    return std::nullopt;
}

void market_index::remove(document_kind kind, uuid const& id) {
    withheld_.remove(kind, id);
    take_out(kind, id);
}

void market_index::take_out(document_kind kind, uuid const& id) {
    if (find_packed(kind, id) == nullptr)
        return; // most are drafts, which need not wait for the readers
    {
        auto& place = shelf_of(kind, id);
        std::unique_lock const lock(place.mutex);
        place.documents.erase(id, id_of);
    }
    partitions_[static_cast<std::size_t>(kind)]->remove(id);
}

market_index::shelf& market_index::shelf_of(document_kind kind, uuid const& id) const {
    return (*shelves_)[static_cast<std::size_t>(kind)][std::hash<uuid>{}(id) % shelf_count];
}

std::shared_ptr<document const> market_index::find(document_kind kind, uuid const& id) const {
    auto const packed = find_packed(kind, id);
    return packed == nullptr ? nullptr : unpacked_->of(packed);
}

bool market_index::holds(document_kind kind, uuid const& id) const {
    return find_packed(kind, id) != nullptr;
}

packed_pointer market_index::find_packed(document_kind kind, uuid const& id) const {
    auto const& place = shelf_of(kind, id);
    std::shared_lock const lock(place.mutex);
    return place.documents.find(id, id_of);
}

std::size_t market_index::size(document_kind kind) const {
    partition::reading const lock(part(kind));
    return part(kind).size();
}

} // namespace talent::market
