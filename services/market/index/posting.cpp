#include "services/market/index/posting.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <memory>
#include <new>
#include <utility>

#include "services/market/index/memory_use.hpp"

namespace talent::market {
namespace {

// Two, since a list is of several; then as many as the allocator gives for one more than there is
// room for.
constexpr std::uint32_t first_room = 2;

constexpr std::uint32_t next_room(std::uint32_t room) {
    return static_cast<std::uint32_t>(allocated((room + 1) * sizeof(slot)) / sizeof(slot));
}

/// By how many they are, the room of a list that has grown to this.
constexpr auto rooms = [] {
    std::array<std::uint16_t, posting::few_max + 1> made{};
    auto room = first_room;
    for (std::uint32_t count = 0; count <= posting::few_max; ++count) {
        if (count > room) room = next_room(room);
        made[count] = static_cast<std::uint16_t>(room);
    }
    return made;
}();

} // namespace

posting::~posting() {
    if (is_many())
        delete many_;
    else
        std::free(list_);
}

posting::posting(posting&& other) noexcept : count_(other.count_), only_(other.only_) {
    if (is_many())
        many_ = other.many_;
    else
        list_ = other.list_;
    other.count_ = 0;
    other.list_ = nullptr;
}

void posting::add(slot at) {
    if (is_many()) {
        many_->add(at);
    } else if (count_ == 0) {
        only_ = at;
        count_ = 1;
    } else {
        add_to_list(at);
    }
}

void posting::add_to_list(slot at) {
    auto const all = few();
    // Most come in the order of their slots.
    auto const before = at > all.back() ? static_cast<std::ptrdiff_t>(count_)
                                        : std::ranges::lower_bound(all, at) - all.begin();
    if (before < static_cast<std::ptrdiff_t>(count_) && all[static_cast<std::size_t>(before)] == at)
        return;
    if (count_ == few_max) {
        turn_into_bitmap();
        return many_->add(at);
    }
    grow_list(count_ + 1);
    std::copy_backward(list_ + before, list_ + count_, list_ + count_ + 1);
    list_[before] = at;
    ++count_;
}

/// Makes room for so many, more than there are.
void posting::grow_list(std::uint32_t count) {
    // A list that lost some may have more room than this tells; then it is only told again.
    if (list_ == nullptr || rooms[count_] < count) {
        auto* const made = static_cast<slot*>(std::realloc(list_, rooms[count] * sizeof(slot)));
        if (made == nullptr) throw std::bad_alloc();
        list_ = made;
    }
    if (count_ == 1) list_[0] = only_;
}

void posting::append(std::span<slot const> above) {
    if (above.empty()) return;
    if (empty()) {
        add(above.front());
        above = above.subspan(1);
    }
    if (!is_many() && count_ + above.size() > few_max) {
        if (count_ == 1) grow_list(2);
        turn_into_bitmap();
    }
    if (is_many()) return many_->addMany(above.size(), above.data());
    if (above.empty()) return;
    auto const count = count_ + static_cast<std::uint32_t>(above.size());
    grow_list(count);
    std::ranges::copy(above, list_ + count_);
    count_ = count;
}

void posting::turn_into_bitmap() {
    auto made = std::make_unique<Roaring>(count_, list_);
    std::free(list_);
    many_ = made.release();
    count_ = many_count;
}

void posting::remove(slot at) {
    if (is_many()) {
        many_->remove(at);
        if (!many_->isEmpty()) return;
        delete many_;
        list_ = nullptr;
        count_ = 0;
        return;
    }
    auto const all = few();
    auto const found = std::ranges::lower_bound(all, at);
    if (found == all.end() || *found != at) return;
    if (count_ > 1) {
        auto* const place = list_ + (found - all.begin());
        std::copy(place + 1, list_ + count_, place);
    }
    --count_;
    if (count_ == 1) only_ = list_[0];
}

void posting::add_to(Roaring& documents) const {
    if (is_many())
        documents |= *many_;
    else
        documents.addMany(few().size(), few().data());
}

std::size_t posting::bytes() const {
    if (is_many()) return allocated(sizeof(Roaring)) + bytes_of(*many_);
    return count_ > 1 ? allocated(rooms[count_] * sizeof(slot)) : 0;
}

} // namespace talent::market
