#include "services/market/index/partition.hpp"

#include <algorithm>

namespace talent::market {
namespace {

using json::code_list;

Roaring const nothing;

void set(Roaring& bitmap, slot place, bool present) {
    present ? bitmap.add(place) : bitmap.remove(place);
}

template <class Map, class Key>
void set_in(Map& bitmaps, Key const& key, slot place, bool present) {
    if (present) {
        bitmaps[key].add(place);
        return;
    }
    auto const found = bitmaps.find(key);
    if (found == bitmaps.end()) return;
    found->second.remove(place);
    if (found->second.isEmpty()) bitmaps.erase(found);
}

template <class Map, class Key>
Roaring const& look_up(Map const& bitmaps, Key const& key) {
    auto const found = bitmaps.find(key);
    return found == bitmaps.end() ? nothing : found->second;
}

constexpr std::size_t index_of(search_field field) {
    return static_cast<std::size_t>(field);
}

constexpr std::int64_t minute_ms = 60'000;

// Rounded towards zero, as the order of minutes allows.
constexpr std::int64_t minute_of(std::int64_t instant_ms) {
    return instant_ms / minute_ms;
}

} // namespace

partition::partition(document_kind kind, code_space const& codes)
    : kind_(kind), codes_(codes), statistics_(codes) {}

// -- locks --

partition::reading::reading(partition const& of) {
    std::lock_guard const turn(of.turnstile_);
    lock_ = std::shared_lock(of.mutex_);
}

std::unique_lock<std::shared_mutex> partition::lock_for_writing() const {
    std::lock_guard const turn(turnstile_);
    return std::unique_lock(mutex_);
}

// -- writing --

prepared_document partition::prepare(document one) {
    owned_profile numbers(one, codes_);
    text_of_document text(one);
    auto before = find_leaving(one.id);
    auto packed = packer_.pack(one);
    return {{std::move(packed), std::move(one), std::move(numbers)},
            std::move(text),
            std::move(before)};
}

void partition::put(prepared_document one) {
    auto const lock = lock_for_writing();
    if (one.before) remove_locked(*one.before);
    slot const place = take_slot();
    title_text_.add(one.text.title, place);
    text_.add(one.text.whole, place);
    title_phantoms_.add(one.text.phantoms_of_title, place);
    phantoms_.add(one.text.phantoms, place);
    put_numbers(std::move(one), place);
}

/// All but the text.
void partition::put_numbers(prepared_numbers one, slot place) {
    auto const& content = one.content;
    auto const numbers = one.numbers.view();
    published_ms_[place] = to_milliseconds(content.published_at);
    pay_.set(place, numbers);
    profiles_.set(place, one.numbers);
    mark(content, numbers, place, true);
    statistics_.put(place, content, numbers);
    documents_[place] = std::move(one.one);
    slots_of_.put(content.id, place + 1, id_at());
}

void partition::remove(uuid const& id) {
    auto const leaving = find_leaving(id);
    if (!leaving) return;
    auto const lock = lock_for_writing();
    remove_locked(*leaving);
}

/// Without the lock for writing: there is one writer, so what it finds stays until it is removed.
std::optional<leaving_document> partition::find_leaving(uuid const& id) const {
    packed_pointer packed;
    {
        reading const lock(*this);
        auto const place = find(id);
        if (!place) return std::nullopt;
        packed = documents_[*place];
    }
    auto one = packed->unpack();
    text_of_document text(*one);
    return leaving_document{std::move(one), std::move(text)};
}

void partition::remove_locked(leaving_document const& leaving) {
    auto const& id = leaving.one->id;
    slot const place = slots_of_.find(id, id_at()) - 1;
    slots_of_.erase(id, id_at());
    title_text_.remove(leaving.text.title, place);
    text_.remove(leaving.text.whole, place);
    title_phantoms_.remove(leaving.text.phantoms_of_title, place);
    phantoms_.remove(leaving.text.phantoms, place);
    mark(*leaving.one, profiles_.at(place), place, false);
    statistics_.remove(place);
    documents_[place] = nullptr;
    free_slots_.push_back(place);
}

slot partition::take_slot() {
    if (!free_slots_.empty()) {
        slot const place = free_slots_.back();
        free_slots_.pop_back();
        return place;
    }
    return append_slot();
}

slot partition::append_slot() {
    documents_.emplace_back();
    published_ms_.emplace_back();
    education_by_slot_.emplace_back();
    experience_by_slot_.emplace_back();
    return static_cast<slot>(documents_.size() - 1);
}

void partition::mark(document const& one, profile const& numbers, slot place, bool present) {
    set(live_, place, present);
    if (one.scoped) set(scoped_, place, present);
    if (!one.personalised_ranking) set(without_ranking_, place, present);
    set_in(published_on_, day_number(one.published_at), place, present);
    mark_expiry(one, place, present);
    auto const mark_all = [&](search_field field, std::span<short_number const> codes) {
        mark_tree(field, std::vector<code_number>(codes.begin(), codes.end()), place, present);
    };
    mark_all(search_field::region, numbers.regions);
    mark_all(search_field::skill, numbers.skills);
    auto const mark_one = [&](search_field field, code_number const& code) {
        mark_tree(field, {&code, code == no_code ? 0U : 1U}, place, present);
    };
    mark_one(search_field::occupation, numbers.occupation);
    mark_one(search_field::industry, codes_.number(code_list::industry, one.industry));
    auto const years = std::clamp<std::int64_t>(one.experience_years, 0, experience_years_max);
    mark_rank(search_field::education, numbers.education, place, present);
    mark_rank(search_field::experience, static_cast<std::uint32_t>(years), place, present);
    education_by_slot_[place] = numbers.education;
    experience_by_slot_[place] = static_cast<std::uint8_t>(years);
    mark_plain(one, place, present);
}

void partition::mark_tree(search_field field, std::span<code_number const> codes, slot place,
                          bool present) {
    auto const list = definition_of(field).list;
    for (auto code : codes) {
        set_in(exactly_[index_of(field)], code, place, present);
        for (; code != no_code; code = codes_.parent(list, code)) {
            set_in(within_[index_of(field)], code, place, present);
        }
    }
    if (present) codes_by_slot_[index_of(field)].set(place, codes);
}

void partition::mark_rank(search_field field, std::uint32_t rank, slot place, bool present) {
    set_in(within_[index_of(field)], rank, place, present);
    for (std::uint32_t wanted = 0; wanted < fitting_ranks; ++wanted) {
        if (fits_rank(kind_, rank, wanted)) set(fitting_[index_of(field)][wanted], place, present);
    }
}

void partition::mark_plain(document const& one, slot place, bool present) {
    auto const put = [&](search_field field, std::string const& value) {
        mark_values(field, {&value, value.empty() ? 0U : 1U}, place, present);
    };
    std::vector<std::string> types;
    for (auto const type : one.employments)
        types.emplace_back(json::name_of(type));
    mark_values(search_field::employment, types, place, present);
    put(search_field::organisation, to_string(one.organisation));
    put(search_field::category, one.category);
    put(search_field::stage, one.stage);
    put(search_field::method, one.method);
    put(search_field::progress, one.progress);
}

code_number partition::plain_bitmaps::number_of(std::string const& value) {
    auto const [found, is_new] =
        numbers.try_emplace(value, static_cast<code_number>(values.size()));
    if (is_new) {
        values.push_back(value);
        documents.emplace_back();
    }
    return found->second;
}

void partition::mark_values(search_field field, std::span<std::string const> values, slot place,
                            bool present) {
    auto& known = plain_[index_of(field)];
    std::vector<code_number> numbers;
    for (auto const& value : values) {
        numbers.push_back(known.number_of(value));
        set(known.documents[numbers.back()], place, present);
    }
    if (present) codes_by_slot_[index_of(field)].set(place, numbers);
}

void partition::mark_expiry(document const& one, slot place, bool present) {
    if (!one.expires_at) return;
    auto const end_ms = to_milliseconds(*one.expires_at);
    if (present) {
        ends_[minute_of(end_ms)].add(place);
    } else {
        auto const minute = ends_.find(minute_of(end_ms));
        minute->second.remove(place);
        if (minute->second.empty()) ends_.erase(minute);
    }
    if (end_ms <= retired_until_ms_) live_.remove(place);
}

template <class Take>
void partition::for_each_end(std::int64_t from_ms, std::int64_t to_ms, Take take) const {
    auto const last = ends_.upper_bound(minute_of(to_ms));
    for (auto minute = ends_.lower_bound(minute_of(from_ms)); minute != last; ++minute) {
        minute->second.for_each([&](slot place) {
            auto const end_ms = to_milliseconds(documents_[place]->end());
            if (end_ms > from_ms && end_ms <= to_ms) take(place);
        });
    }
}

void partition::advance(instant now) {
    auto const lock = lock_for_writing();
    auto const now_ms = to_milliseconds(now);
    if (now_ms <= retired_until_ms_) return;
    for_each_end(retired_until_ms_, now_ms, [this](slot place) { live_.remove(place); });
    retired_until_ms_ = now_ms;
}

// -- reading --

std::optional<slot> partition::find(uuid const& id) const {
    auto const one_higher = slots_of_.find(id, id_at());
    if (one_higher == 0) return std::nullopt;
    return one_higher - 1;
}

Roaring partition::live(instant now) const {
    Roaring found = live_;
    correct_for(now, found);
    return found;
}

Roaring partition::live_of(conjunction& conditions, instant now) const {
    if (to_milliseconds(now) < retired_until_ms_) { // asked about the past: some are not over yet
        conditions.add(live(now));
        return conditions.intersect();
    }
    conditions.add(live_);
    Roaring found = conditions.intersect();
    correct_for(now, found);
    return found;
}

/// Turns what is live at retired_until_ms_ into what is at that instant.
void partition::correct_for(instant now, Roaring& documents) const {
    auto const now_ms = to_milliseconds(now);
    auto const from_ms = std::min(now_ms, retired_until_ms_);
    auto const to_ms = std::max(now_ms, retired_until_ms_);
    bool const earlier = now_ms < retired_until_ms_;
    for_each_end(from_ms, to_ms, [&](slot place) { set(documents, place, earlier); });
}

Roaring const* partition::matching_as_held(search_field field, std::string_view value) const {
    auto const& definition = definition_of(field);
    if (definition.shape == field_shape::plain) {
        auto const& known = plain_[index_of(field)];
        auto const found = known.numbers.find(std::string(value));
        return found == known.numbers.end() ? &nothing : &known.documents[found->second];
    }
    if (definition.shape == field_shape::ordered) {
        auto const rank = rank_of(field, value);
        return rank ? fitting_as_held(field, *rank) : &nothing;
    }
    if (field == search_field::region && regions_reach(kind_)) return nullptr;
    auto const code = codes_.number(definition.list, value);
    return code == no_code ? &nothing : &within(field, code);
}

Roaring partition::matching(search_field field, std::string_view value) const {
    if (auto const* const held = matching_as_held(field, value)) return *held;
    if (definition_of(field).shape == field_shape::ordered) {
        auto const rank = rank_of(field, value);
        return rank ? fitting(field, *rank) : Roaring{};
    }
    auto const code = codes_.number(definition_of(field).list, value);
    return code == no_code ? Roaring{} : related(field, code);
}

Roaring const& partition::within(search_field field, code_number code) const {
    return look_up(within_[index_of(field)], code);
}

Roaring const& partition::exactly(search_field field, code_number code) const {
    return look_up(exactly_[index_of(field)], code);
}

Roaring partition::related(search_field field, code_number code) const {
    Roaring found = within(field, code);
    auto const above = codes_.parent(definition_of(field).list, code);
    if (above != no_code) found |= on_the_way_up(field, above);
    return found;
}

Roaring partition::on_the_way_up(search_field field, code_number code) const {
    Roaring found;
    auto const list = definition_of(field).list;
    for (; code != no_code; code = codes_.parent(list, code))
        found |= exactly(field, code);
    return found;
}

Roaring partition::scoped_for(code_number region) const {
    return on_the_way_up(search_field::region, region) & scoped_;
}

Roaring const* partition::fitting_as_held(search_field field, std::uint32_t rank) const {
    return rank < fitting_ranks ? &fitting_[index_of(field)][rank] : nullptr;
}

Roaring partition::fitting(search_field field, std::uint32_t rank) const {
    if (auto const* const held = fitting_as_held(field, rank)) return *held;
    Roaring found;
    for (auto const& [had, documents] : within_[index_of(field)]) {
        if (fits_rank(kind_, had, rank)) found |= documents;
    }
    return found;
}

} // namespace talent::market
